//! What the server did not take, as a person settles it: an action together with everything blocked behind it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::cache::{self, Stored};
use super::error::StoreResult;
use super::outbox::{self, Item};
use crate::domain::action::Expects;
use crate::domain::id::ActionId;
use crate::domain::record::Body;
use crate::wire::actions::ActionResult;

/// An action that the server did not take, and what is blocked behind it, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The one whose answer it is about.
    pub head: Item,
    /// Blocked behind it.
    pub behind: Vec<Item>,
}

impl Chain {
    /// All of it, in the order of the outbox.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        std::iter::once(&self.head).chain(&self.behind)
    }
}

/// What it was made on top of: blocked by it, or refused by itself because it came after it. A claim that lost takes
/// what was done after it along, although the server names the claim for each of them.
fn made_after(item: &Item) -> impl Iterator<Item = ActionId> {
    let blocked = match item.result {
        Some(ActionResult::Blocked { by }) => Some(by),
        _ => None,
    };
    let after = match item.action.expects {
        Expects::After(earlier) => Some(earlier),
        _ => None,
    };
    [blocked, after, item.depends_on].into_iter().flatten()
}

/// Everything that needs the person. What was made on top of another stands behind that one; alone only where it
/// is no longer here.
///
/// # Errors
/// When it cannot be read.
pub fn all(outbox: &Connection) -> StoreResult<Vec<Chain>> {
    let mut chains: Vec<Chain> = Vec::new();
    // Which chain an action belongs to: the earlier one comes first in the outbox.
    let mut of: BTreeMap<ActionId, usize> = BTreeMap::new();
    for item in outbox::failed(outbox)? {
        let place = made_after(&item).find_map(|earlier| of.get(&earlier).copied());
        let place = place.unwrap_or(chains.len());
        of.insert(item.action.id, place);
        match chains.get_mut(place) {
            Some(chain) => chain.behind.push(item),
            None => chains.push(Chain { head: item, behind: Vec::new() }),
        }
    }
    Ok(chains)
}

/// The chain that an action belongs to, wherever it stands in it.
///
/// # Errors
/// When it cannot be read.
pub fn of(outbox: &Connection, action: ActionId) -> StoreResult<Option<Chain>> {
    Ok(all(outbox)?.into_iter().find(|chain| chain.items().any(|item| item.action.id == action)))
}

/// The record as it is now by all that is known here: as shown, or as the server answered when that is newer.
///
/// # Errors
/// When it cannot be read.
pub fn theirs(cache: &Connection, head: &Item) -> StoreResult<Option<Stored>> {
    let shown = cache::get(cache, head.action.record)?;
    let Some(ActionResult::Conflict { current: Some(current), .. }) = &head.result else { return Ok(shown) };
    if shown.as_ref().is_some_and(|shown| shown.version >= current.version) {
        return Ok(shown);
    }
    Ok(Some(Stored {
        kind: current.kind.clone(),
        version: current.version,
        bytes: current.body.clone().into_bytes(),
        actor: None,
        at: None,
        unreadable: Body::read(&current.kind, current.body.as_bytes()).is_err(),
    }))
}

/// How many things need the person: each chain is one.
///
/// # Errors
/// When it cannot be read.
pub fn count(outbox: &Connection) -> StoreResult<u32> {
    // The kept counter says at once that there is nothing.
    if outbox::count(outbox, "attention")? == 0 {
        return Ok(0);
    }
    Ok(u32::try_from(all(outbox)?.len()).unwrap_or(u32::MAX))
}
