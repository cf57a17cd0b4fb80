//! Batches: several letters, one passphrase, a line for each as it happens.
//!
//! A batch runs in a thread of its own and outlives the request that began it: a closed connection changes
//! nothing, only [`Batches::stop`] does, after the current letter. The same id again attaches to it. What
//! became of a batch is kept in memory for a while, and is in the ledger for ever (`batch_again`).

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::watch;
use uuid::Uuid;

use super::batch_again;
use super::ledger::{BatchBegin, LedgerError};
use super::local::WRONG_PASSPHRASE;
use super::passphrase::WrongPassphrases;
use super::signing::Signing;
use super::steps::{self, Order};
use crate::domain::id::PersonId;
use crate::wire::signatures::{SignItem, SignLine, SignOutcome};

/// As many finished batches stay in memory.
const REMEMBERED: usize = 256;
/// As many batches run at the same time.
const MOST_RUNNING: usize = 16;
/// What a person who was wrong too often is told.
const MUST_WAIT: &str = "2031-wait";

/// Why a batch did not begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoBatch {
    /// Somebody else's id.
    #[error("not this person's batch")]
    NotYours,
    /// Another batch of this person runs, or too many of others do.
    #[error("too many batches at the same time")]
    Busy,
    /// The server is going down.
    #[error("the server is going down")]
    Closing,
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What is to be signed.
pub struct NewBatch {
    /// Made by the client.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// Which letters.
    pub items: Vec<SignItem>,
    /// Zeroized when the batch ends.
    pub passphrase: SecretString,
}

/// One batch: its lines so far, and who waits for more.
struct Batch {
    person: PersonId,
    stop: AtomicBool,
    lines: watch::Sender<Lines>,
}

#[derive(Default)]
struct Lines {
    lines: Vec<SignLine>,
    finished: bool,
}

impl Batch {
    fn new(person: PersonId) -> Arc<Self> {
        Arc::new(Self { person, stop: AtomicBool::new(false), lines: watch::Sender::new(Lines::default()) })
    }

    fn push(&self, line: SignLine) {
        self.lines.send_modify(|lines| lines.lines.push(line));
    }

    fn finish(&self) {
        self.lines.send_modify(|lines| lines.finished = true);
    }
}

/// Reads a batch's lines from the first, also while it runs.
pub struct Follow {
    lines: watch::Receiver<Lines>,
    next: usize,
}

impl Follow {
    /// The next line; none when the batch has finished.
    pub async fn next(&mut self) -> Option<SignLine> {
        loop {
            {
                let lines = self.lines.borrow_and_update();
                if let Some(line) = lines.lines.get(self.next) {
                    self.next += 1;
                    return Some(line.clone());
                }
                if lines.finished {
                    return None;
                }
            }
            self.lines.changed().await.ok()?;
        }
    }
}

/// All batches of this process.
#[derive(Default)]
pub struct Batches {
    table: Mutex<Table>,
    idle: Condvar,
    wrong: WrongPassphrases,
}

#[derive(Default)]
struct Table {
    known: HashMap<Uuid, Arc<Batch>>,
    finished: VecDeque<Uuid>,
    running: HashMap<Uuid, PersonId>,
    closing: bool,
}

impl Batches {
    fn table(&self) -> MutexGuard<'_, Table> {
        // Every change of the table is one assignment: it is whole whatever its holder was doing.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a batch, attaches to the running one, or gives the lines of a finished one. Blocks shortly.
    ///
    /// # Errors
    /// [`NoBatch`] says why not.
    pub fn begin(self: &Arc<Self>, signing: &Arc<Signing>, new: NewBatch) -> Result<Follow, NoBatch> {
        let mut table = self.table();
        if let Some(batch) = table.known.get(&new.id) {
            return if batch.person == new.person { Ok(follow(batch)) } else { Err(NoBatch::NotYours) };
        }
        if table.closing {
            return Err(NoBatch::Closing);
        }
        if table.running.len() >= MOST_RUNNING || table.running.values().any(|person| *person == new.person) {
            return Err(NoBatch::Busy);
        }
        let batch = Batch::new(new.person);
        match signing.ledger.begin_batch(new.id, new.person, signing.env.now())? {
            BatchBegin::NotYours => return Err(NoBatch::NotYours),
            BatchBegin::Known => {
                // It began before this process did, or was forgotten since: the ledger says what became of it.
                for line in batch_again::lines(signing, new.id, new.person, &new.items)? {
                    batch.push(line);
                }
                batch.finish();
                table.remember(new.id, &batch);
            }
            BatchBegin::New => {
                table.known.insert(new.id, Arc::clone(&batch));
                table.running.insert(new.id, new.person);
                let (all, signing, running) = (Arc::clone(self), Arc::clone(signing), Arc::clone(&batch));
                let id = new.id;
                let started = std::thread::Builder::new().name("sign-batch".into()).spawn(move || {
                    all.run(&signing, &running, new);
                    all.ended(id, &running);
                });
                if started.is_err() {
                    table.running.remove(&id);
                    table.known.remove(&id);
                    return Err(NoBatch::Busy);
                }
            }
        }
        Ok(follow(&batch))
    }

    /// Stops a batch after its current letter. False when this person has no such batch.
    pub fn stop(&self, id: Uuid, person: PersonId) -> bool {
        let table = self.table();
        let mine = table.known.get(&id).filter(|batch| batch.person == person);
        mine.map(|batch| batch.stop.store(true, Ordering::Relaxed)).is_some()
    }

    /// Stops all batches after their current letter, begins none any more, and waits for them, at most so long.
    pub fn close(&self, at_most: Duration) {
        let mut table = self.table();
        table.closing = true;
        for batch in table.known.values() {
            batch.stop.store(true, Ordering::Relaxed);
        }
        let waited = self.idle.wait_timeout_while(table, at_most, |table| !table.running.is_empty());
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn run(&self, signing: &Signing, batch: &Batch, new: NewBatch) {
        let (person, passphrase) = (new.person, new.passphrase);
        let mut refused = self.wrong.must_wait(person, signing.env.monotonic()).then_some(MUST_WAIT);
        for item in new.items {
            let outcome = if batch.stop.load(Ordering::Relaxed) {
                SignOutcome::Stopped
            } else if let Some(code) = refused {
                SignOutcome::Failed { code: code.into() }
            } else {
                let order =
                    Order { task: item.task, snapshot: item.snapshot, person, batch: new.id, read: item.opened };
                guarded(signing, &order, &passphrase)
            };
            match &outcome {
                SignOutcome::Failed { code } if code == WRONG_PASSPHRASE && refused.is_none() => {
                    self.wrong.wrong(person, signing.env.monotonic());
                    refused = Some(WRONG_PASSPHRASE);
                }
                SignOutcome::Signed { .. } => self.wrong.right(person),
                _ => {}
            }
            batch.push(SignLine { task: item.task, outcome });
        }
    }

    fn ended(&self, id: Uuid, batch: &Arc<Batch>) {
        batch.finish();
        let mut table = self.table();
        table.running.remove(&id);
        table.remember(id, batch);
        drop(table);
        self.idle.notify_all();
    }
}

impl Table {
    fn remember(&mut self, id: Uuid, batch: &Arc<Batch>) {
        self.known.insert(id, Arc::clone(batch));
        self.finished.push_back(id);
        while self.finished.len() > REMEMBERED {
            if let Some(oldest) = self.finished.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }
}

fn follow(batch: &Batch) -> Follow {
    Follow { lines: batch.lines.subscribe(), next: 0 }
}

/// Signs one letter; a panic is not an answer, and the ledger says how far it came.
fn guarded(signing: &Signing, order: &Order, passphrase: &SecretString) -> SignOutcome {
    catch_unwind(AssertUnwindSafe(|| steps::sign(signing, order, passphrase))).unwrap_or_else(|_| {
        tracing::error!(task = %order.task, "signing panicked");
        match signing.ledger.attempts(order.task) {
            Ok(attempts) if attempts.iter().any(super::ledger::Attempt::is_live) => SignOutcome::InDoubt,
            _ => SignOutcome::NotPrepared { code: "internal".into() },
        }
    })
}
