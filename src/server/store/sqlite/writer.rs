//! The one thread that writes, with group commit: what waits is done together in one transaction, a savepoint
//! for each, and all are answered after the one commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender};

use rusqlite::Connection;

use super::writing::Writing;
use crate::domain::stream::StreamId;
use crate::server::store::error::{StoreError, StoreResult};
use crate::server::store::tx::Tx;

/// At most this many pieces of work share a commit, so that the first of them need not wait for ever.
const MOST_TOGETHER: usize = 64;

/// Some work and whoever waits for its answer.
pub(super) trait Job: Send {
    /// Runs it; true when its changes are to be kept.
    fn run(&mut self, tx: &mut dyn Tx) -> bool;
    /// Gives the answer, or says why there is none.
    fn answer(self: Box<Self>, end: StoreResult<()>);
}

/// Work with its answer's types.
pub(super) struct Work<F, T, E> {
    work: F,
    answer: Option<Result<T, E>>,
    to: SyncSender<Result<T, E>>,
}

impl<F, T, E> Work<F, T, E> {
    pub(super) fn new(work: F, to: SyncSender<Result<T, E>>) -> Self {
        Self { work, answer: None, to }
    }
}

impl<F, T, E> Job for Work<F, T, E>
where
    F: FnMut(&mut dyn Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut dyn Tx) -> bool {
        let answer = (self.work)(tx);
        let keep = answer.is_ok();
        self.answer = Some(answer);
        keep
    }

    fn answer(self: Box<Self>, end: StoreResult<()>) {
        let answer = match (end, self.answer) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(answer)) => answer,
            (Ok(()), None) => Err(StoreError::Panicked.into()),
        };
        // Who no longer waits for the answer does not need it.
        let _ = self.to.send(answer);
    }
}

/// Takes work until nobody can send any more.
pub(super) fn run(mut connection: Connection, queue: &Receiver<Box<dyn Job>>, tell: impl Fn(&[StreamId])) {
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        group.extend(queue.try_iter().take(MOST_TOGETHER - 1));
        together(&mut connection, group, &tell);
    }
}

/// Commits a group. When the transaction is lost because of one of them, each is tried again by itself.
fn together(connection: &mut Connection, mut group: Vec<Box<dyn Job>>, tell: &impl Fn(&[StreamId])) {
    match attempt(connection, &mut group) {
        Ok((ends, grown)) => {
            if !grown.is_empty() {
                tell(&grown);
            }
            group.into_iter().zip(ends).for_each(|(job, end)| job.answer(end));
        }
        Err(_) if group.len() > 1 => group.into_iter().for_each(|job| together(connection, vec![job], tell)),
        Err(error) => group.into_iter().for_each(|job| job.answer(Err(error.clone()))),
    }
}

type Ends = (Vec<StoreResult<()>>, Vec<StreamId>);

fn attempt(connection: &mut Connection, group: &mut [Box<dyn Job>]) -> StoreResult<Ends> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = each_in_a_savepoint(connection, group).and_then(|ends| {
        connection.execute_batch("COMMIT")?;
        Ok(ends)
    });
    // A failed statement may have rolled back already: asking twice would be an error of its own.
    if done.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    done
}

fn each_in_a_savepoint(connection: &Connection, group: &mut [Box<dyn Job>]) -> StoreResult<Ends> {
    let mut ends = Vec::with_capacity(group.len());
    let mut grown = Vec::new();
    for job in group {
        let mut tx = Writing::new(connection);
        tx.savepoint()?;
        let kept = catch_unwind(AssertUnwindSafe(|| job.run(&mut tx)));
        if connection.is_autocommit() {
            return Err(StoreError::Engine("transaction lost".into()));
        }
        match kept {
            Ok(true) => grown.extend(tx.keep()?),
            Ok(false) | Err(_) => tx.undo()?,
        }
        ends.push(kept.map(|_| ()).map_err(|_| StoreError::Panicked));
    }
    grown.sort_unstable();
    grown.dedup();
    Ok((ends, grown))
}
