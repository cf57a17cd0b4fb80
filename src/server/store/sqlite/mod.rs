//! The SQLite engine: one writer thread, a few readers beside it, WAL with `synchronous=FULL`.

mod open;
mod reading;
mod value;
mod writer;
mod writing;

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use self::reading::Reading;
use self::writer::{Job, Work};
use super::error::{StoreError, StoreResult};
use super::tx::{ReadTx, Tx};
use crate::domain::stream::StreamId;

/// Connections that read.
const READERS: usize = 4;
/// Work that may wait for the writer before those who bring more must wait too.
const QUEUE: usize = 256;

type Tell = Box<dyn Fn(&[StreamId]) + Send + Sync>;

/// A handle to the database.
#[derive(Clone)]
pub struct Sqlite(Arc<Inner>);

struct Inner {
    queue: Option<SyncSender<Box<dyn Job>>>,
    writer: Option<JoinHandle<()>>,
    readers: Readers,
    tell: Arc<OnceLock<Tell>>,
}

struct Readers {
    free: Mutex<Vec<Connection>>,
    back: Condvar,
}

impl Readers {
    fn lock(&self) -> MutexGuard<'_, Vec<Connection>> {
        // A vector of connections is whole whatever its holder was doing.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Borrowed<'_> {
        let mut free = self.lock();
        loop {
            if let Some(connection) = free.pop() {
                return Borrowed { connection: Some(connection), readers: self };
            }
            free = self.back.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A reader that goes back when its work ends, however it ends.
struct Borrowed<'a> {
    connection: Option<Connection>,
    readers: &'a Readers,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            if !connection.is_autocommit() {
                // Nothing was written, so a failing rollback loses nothing.
                let _ = connection.execute_batch("ROLLBACK");
            }
            self.readers.lock().push(connection);
            self.readers.back.notify_one();
        }
    }
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> StoreResult<Self> {
        let connection = open::writer(path)?;
        let readers = (0..READERS).map(|_| open::reader(path)).collect::<StoreResult<Vec<_>>>()?;
        let (queue, jobs) = sync_channel::<Box<dyn Job>>(QUEUE);
        let tell: Arc<OnceLock<Tell>> = Arc::default();
        let told = Arc::clone(&tell);
        let writer = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || {
                writer::run(connection, &jobs, |streams| {
                    if let Some(tell) = told.get() {
                        tell(streams);
                    }
                });
            })
            .map_err(|_| StoreError::Engine("no thread for the writer".into()))?;
        Ok(Self(Arc::new(Inner {
            queue: Some(queue),
            writer: Some(writer),
            readers: Readers { free: Mutex::new(readers), back: Condvar::new() },
            tell,
        })))
    }

    pub(super) fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if self.0.on_writer_thread() {
            return Err(StoreError::Engine("write inside write".into()).into());
        }
        let (to, answer) = sync_channel(1);
        let queue = self.0.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(Box::new(Work::new(work, to))).map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }

    pub(super) fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&dyn ReadTx) -> Result<T, E>,
        E: From<StoreError>,
    {
        let reader = self.0.readers.take();
        let connection = reader.connection.as_ref().ok_or(StoreError::Closed)?;
        connection.execute_batch("BEGIN").map_err(StoreError::from)?;
        work(&Reading(connection))
    }

    pub(super) fn on_commit(&self, tell: Tell) {
        // The first one stays: there is one server in a process that needs to hear of it.
        let _ = self.0.tell.set(tell);
    }
}

impl Inner {
    fn on_writer_thread(&self) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.thread().id() == std::thread::current().id())
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.queue = None;
        let itself = self.on_writer_thread();
        if let Some(writer) = self.writer.take().filter(|_| !itself) {
            // What it had accepted is committed and answered before it ends.
            let _ = writer.join();
        }
    }
}
