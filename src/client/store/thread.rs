//! The two threads of a store. Work is a closure with the files; its answer comes back to the caller.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::error::{StoreError, StoreResult};
use super::open::{self, Files};
use super::overlay;

type Job = Box<dyn FnOnce(&mut Files) + Send>;

/// A profile's files. Cheap to clone; the threads end with the last clone.
#[derive(Clone)]
pub struct Store {
    threads: Arc<Threads>,
}

struct Threads {
    // Closed first: the last connection to close tidies the files up, and only one that writes can.
    read: Lane,
    write: Lane,
}

struct Lane {
    jobs: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Lane {
    fn start(name: &str, run: impl FnOnce(&Receiver<Job>) + Send + 'static) -> StoreResult<Self> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new().name(name.into()).spawn(move || run(&queue))?;
        Ok(Self { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)) })
    }

    fn submit(&self, job: Job) -> StoreResult<()> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or(StoreError::Closed)
    }

    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Files) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let (reply, answer) = sync_channel(1);
        self.submit(Box::new(move |files| {
            let _ = reply.send(work(files));
        }))?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }

    async fn call_async<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Files) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let (reply, answer) = tokio::sync::oneshot::channel();
        self.submit(Box::new(move |files| {
            let _ = reply.send(work(files));
        }))?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take()
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

fn work_off(files: &mut Files, queue: &Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        // A job that panics has lost its reply; the next one finds the files as the last commit left them.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(files)));
    }
}

impl Store {
    /// Opens a profile's files and starts both threads; makes the overlay again from the outbox.
    ///
    /// # Errors
    /// When the files cannot be opened.
    pub fn open(dir: &Path) -> StoreResult<Self> {
        let mut writing = open::for_writing(dir)?;
        overlay::rebuild(&mut writing.files)?;
        let mut reading = open::for_reading(dir)?;
        let write = Lane::start("store-write", move |queue| {
            let mut writing = writing;
            work_off(&mut writing.files, queue);
            let _ = writing.files.cache.execute_batch("PRAGMA optimize");
        })?;
        let read = Lane::start("store-read", move |queue| work_off(&mut reading, queue))?;
        Ok(Self { threads: Arc::new(Threads { read, write }) })
    }

    /// Runs on the writing connections.
    ///
    /// # Errors
    /// What the work gives, or `closed`.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Files) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        self.threads.write.call(work)
    }

    /// Runs on the read-only connections.
    ///
    /// # Errors
    /// What the work gives, or `closed`.
    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Files) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        self.threads.read.call(work)
    }

    /// [`Self::write`] without blocking the caller's thread.
    ///
    /// # Errors
    /// What the work gives, or `closed`.
    pub async fn write_async<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Files) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        self.threads.write.call_async(work).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::store::drafts;

    #[test]
    fn a_closed_store_leaves_tidy_files_and_an_ended_one_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        let store = Store::open(&path).unwrap();
        let now = jiff::Timestamp::UNIX_EPOCH;
        store.write(move |files| drafts::save(&files.outbox, "f", None, "x", now)).unwrap();
        assert_eq!(store.read(|files| drafts::load(&files.outbox, "f", None)).unwrap().as_deref(), Some("x"));
        let gone: StoreResult<()> = store.write(|_| panic!("a mistake of ours"));
        assert!(matches!(gone, Err(StoreError::Closed)));
        assert!(
            store.read(|files| drafts::load(&files.outbox, "f", None)).unwrap().is_some(),
            "the next one is served"
        );
        drop(store);
        let left: Vec<String> =
            std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
