//! The thread that makes drafts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::{Bell, Drafts, RenderError};
use crate::domain::id::RecordId;
use crate::domain::stream::StreamId;
use crate::server::store::StoreError;
use crate::wire::feed::Header;

/// When something was not there, it is tried again after this long.
const AGAIN: Duration = Duration::from_secs(10);
/// As many changes at a time.
const PAGE: u32 = 500;

/// Makes drafts until it is dropped.
pub struct Worker {
    bell: Arc<Bell>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Begins with every letter that has no page, then follows the bell.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub fn start(drafts: Drafts, bell: Arc<Bell>) -> std::io::Result<Self> {
        let follow = Arc::clone(&bell);
        let thread = std::thread::Builder::new()
            .name("render".into())
            .spawn(move || Loop { drafts, seen: BTreeMap::new(), todo: BTreeSet::new() }.run(&follow))?;
        Ok(Self { bell, thread: Some(thread) })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.bell.close();
        if let Some(thread) = self.thread.take() {
            // A panic in it was logged by its own hook; the server ends anyway.
            let _ = thread.join();
        }
    }
}

struct Loop {
    drafts: Drafts,
    /// How far each stream was read.
    seen: BTreeMap<StreamId, u64>,
    /// Letters to look at.
    todo: BTreeSet<RecordId>,
}

impl Loop {
    fn run(&mut self, bell: &Bell) {
        let mut begun = self.begin();
        loop {
            if let Err(error) = &begun {
                tracing::error!(%error, "letters without a page cannot be listed");
            }
            self.work();
            let wait = (begun.is_err() || !self.todo.is_empty()).then_some(AGAIN);
            let Some(streams) = bell.wait(wait) else { return };
            begun = if begun.is_err() { self.begin() } else { self.follow(&streams) };
        }
    }

    /// First the heads, then the list: what comes in between is read twice and not missed.
    fn begin(&mut self) -> Result<(), StoreError> {
        let seen = self.drafts.core.store.read(|tx| {
            let mut seen = BTreeMap::new();
            for stream in tx.streams()? {
                seen.insert(stream, tx.head(stream)?.map_or(0, |head| head.position));
            }
            Ok::<_, StoreError>(seen)
        })?;
        self.todo.extend(self.drafts.core.store.read(|tx| tx.records_in("letter", "in_approval"))?);
        self.seen = seen;
        Ok(())
    }

    fn follow(&mut self, streams: &BTreeSet<StreamId>) -> Result<(), StoreError> {
        for stream in streams {
            let seen = self.seen.entry(*stream).or_default();
            loop {
                let changes = self.drafts.core.store.read(|tx| tx.changes_after(*stream, *seen, PAGE))?;
                let Some(last) = changes.last() else { break };
                *seen = last.position;
                let headers = changes.iter().filter_map(|change| serde_json::from_str::<Header>(&change.header).ok());
                self.todo.extend(headers.filter(|header| header.kind == "letter").map(|header| header.record));
            }
        }
        Ok(())
    }

    fn work(&mut self) {
        let mut again = BTreeSet::new();
        while let Some(letter) = self.todo.pop_first() {
            match self.drafts.draft(letter) {
                Ok(_) => {}
                Err(RenderError::Typesetter(error)) => {
                    // Not this letter's fault, and the others would fare the same: all wait.
                    tracing::error!(code = error.code(), "the typesetter is not there");
                    again.insert(letter);
                    break;
                }
                Err(error) => {
                    tracing::error!(%letter, %error, "a draft was not made");
                    again.insert(letter);
                }
            }
        }
        self.todo.append(&mut again);
    }
}
