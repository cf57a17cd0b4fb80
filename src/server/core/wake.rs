//! Wakes those who wait for a stream to grow. A hint, no more: whoever wakes reads the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::domain::stream::StreamId;

/// All who wait.
#[derive(Clone, Default)]
pub struct Wake(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    next: u64,
    all: HashMap<u64, (Option<Vec<StreamId>>, Arc<Notify>)>,
    listening: Vec<Listener>,
}

/// Hears which streams grew, on the thread that made them grow.
type Listener = Box<dyn Fn(&[StreamId]) + Send>;

/// Somebody who waits. It counts from its making, so make it before reading and nothing is missed.
pub struct Waiter {
    number: u64,
    notify: Arc<Notify>,
    wake: Wake,
}

impl Wake {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A map of waiters is whole whatever its holder was doing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for any of these streams.
    pub fn on(&self, streams: Vec<StreamId>) -> Waiter {
        self.waiter(Some(streams))
    }

    /// Waits for anything at all.
    pub fn on_anything(&self) -> Waiter {
        self.waiter(None)
    }

    fn waiter(&self, streams: Option<Vec<StreamId>>) -> Waiter {
        let notify = Arc::new(Notify::new());
        let mut waiting = self.lock();
        let number = waiting.next;
        waiting.next += 1;
        waiting.all.insert(number, (streams, Arc::clone(&notify)));
        Waiter { number, notify, wake: self.clone() }
    }

    /// Calls `listener` with the streams that grew, for ever. It must come back at once.
    pub fn listen(&self, listener: impl Fn(&[StreamId]) + Send + 'static) {
        self.lock().listening.push(Box::new(listener));
    }

    /// These streams grew.
    pub fn tell(&self, grown: &[StreamId]) {
        let waiting = self.lock();
        for listener in &waiting.listening {
            listener(grown);
        }
        for (streams, notify) in waiting.all.values() {
            if streams.as_ref().is_none_or(|streams| streams.iter().any(|stream| grown.contains(stream))) {
                notify.notify_one();
            }
        }
    }
}

impl Waiter {
    /// Returns when something grew since this waiter was made, or since it last returned.
    pub async fn woken(&self) {
        self.notify.notified().await;
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.wake.lock().all.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::OfficeId;

    #[tokio::test]
    async fn who_waits_is_woken_by_its_own_stream_also_when_it_grew_before_the_wait() {
        let wake = Wake::default();
        let office = StreamId::Office(OfficeId(uuid::Uuid::from_u128(1)));
        let waiter = wake.on(vec![office]);
        let other = wake.on(vec![StreamId::Reference]);
        wake.tell(&[office]);
        waiter.woken().await;
        let woken = tokio::time::timeout(std::time::Duration::from_millis(20), other.woken()).await;
        assert!(woken.is_err());
        drop((waiter, other));
        assert!(wake.lock().all.is_empty());
    }
}
