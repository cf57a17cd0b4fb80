//! Walks every stream: the chain recomputes, nothing is missing, bodies are what their headers say.

use std::collections::HashSet;

use super::CoreError;
use super::append::head_of;
use crate::domain::id::{ActionId, ContentHash};
use crate::domain::stream::StreamId;
use crate::server::store::{Head, ReadTx, Store, StoredChange};
use crate::wire::chain::{self, Link};
use crate::wire::feed::Header;

/// Changes read at a time.
const AT_A_TIME: u32 = 1000;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which stream.
    pub stream: StreamId,
    /// At which position.
    pub position: u64,
    /// What.
    pub what: Fault,
}

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The chain hash does not follow from the one before and the header.
    #[error("chain broken")]
    Chain,
    /// A position is missing or repeated.
    #[error("position missing or repeated")]
    Gap,
    /// The header cannot be read.
    #[error("header unreadable")]
    Header,
    /// The body does not have the hash that its header names.
    #[error("body changed")]
    Body,
    /// The action that made the change is not there, or is another one.
    #[error("action missing or changed")]
    Action,
    /// The stream's head does not stand at its last change.
    #[error("head is not at the last change")]
    Head,
}

/// What an audit saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Streams walked.
    pub streams: u64,
    /// Changes walked.
    pub changes: u64,
    /// What is wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

/// Walks all streams, at one moment.
///
/// # Errors
/// When the store cannot say.
pub fn verify(store: &Store) -> Result<Audit, CoreError> {
    store.read(|tx| {
        let mut audit = Audit::default();
        let mut actions = HashSet::new();
        for stream in tx.streams()? {
            audit.streams += 1;
            walk(tx, stream, &mut actions, &mut audit)?;
        }
        Ok(audit)
    })
}

fn walk(
    tx: &dyn ReadTx,
    stream: StreamId,
    actions: &mut HashSet<ActionId>,
    audit: &mut Audit,
) -> Result<(), CoreError> {
    let Head { epoch, position: top, link: tip, .. } = head_of(tx, stream)?;
    let (mut position, mut link) = (0, chain::start(stream, epoch));
    loop {
        let rows = tx.changes_after(stream, position, AT_A_TIME)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            audit.changes += 1;
            let mut found = |what| audit.findings.push(Finding { stream, position: row.position, what });
            if row.position != position + 1 {
                found(Fault::Gap);
            }
            check(tx, &row, &link, actions, &mut found)?;
            (position, link) = (row.position, row.link);
        }
    }
    if position != top || link != tip {
        audit.findings.push(Finding { stream, position: top, what: Fault::Head });
    }
    Ok(())
}

fn check(
    tx: &dyn ReadTx,
    row: &StoredChange,
    before: &Link,
    actions: &mut HashSet<ActionId>,
    found: &mut impl FnMut(Fault),
) -> Result<(), CoreError> {
    if chain::next(before, row.header.as_bytes()) != row.link {
        found(Fault::Chain);
    }
    let Ok(header) = serde_json::from_str::<Header>(&row.header) else {
        found(Fault::Header);
        return Ok(());
    };
    if header.position != row.position {
        found(Fault::Gap);
    }
    if row.body.as_ref().is_some_and(|body| ContentHash::of(body.as_bytes()) != header.body) {
        found(Fault::Body);
    }
    if !actions.contains(&header.action) {
        if action_is_there(tx, header.action)? {
            actions.insert(header.action);
        } else {
            found(Fault::Action);
        }
    }
    Ok(())
}

/// The action's bytes are there, can be read, and name it.
fn action_is_there(tx: &dyn ReadTx, id: ActionId) -> Result<bool, CoreError> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: ActionId,
    }
    let row = tx.action(id)?;
    Ok(row.is_some_and(|row| serde_json::from_str::<Named>(&row.bytes).is_ok_and(|named| named.id == id)))
}
