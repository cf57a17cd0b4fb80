//! Wakes the worker: which streams have grown since it last looked.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::domain::stream::StreamId;

/// Rung after each commit; the worker sleeps at it.
#[derive(Default)]
pub struct Bell {
    rung: Mutex<Rung>,
    wake: Condvar,
}

#[derive(Default)]
struct Rung {
    streams: BTreeSet<StreamId>,
    closed: bool,
}

impl Bell {
    /// These streams have grown. Cheap: it is called behind every commit.
    pub fn ring(&self, streams: &[StreamId]) {
        let mut offices = streams.iter().filter(|stream| matches!(stream, StreamId::Office(_))).peekable();
        if offices.peek().is_some() {
            self.rung.lock().unwrap_or_else(PoisonError::into_inner).streams.extend(offices);
            self.wake.notify_one();
        }
    }

    /// The worker shall end.
    pub fn close(&self) {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.wake.notify_one();
    }

    /// Waits until streams have grown, at most so long where it is said; none at the end.
    pub(super) fn wait(&self, at_most: Option<Duration>) -> Option<BTreeSet<StreamId>> {
        let quiet = |rung: &mut Rung| rung.streams.is_empty() && !rung.closed;
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rung = match at_most {
            Some(at_most) => {
                self.wake.wait_timeout_while(rung, at_most, quiet).unwrap_or_else(PoisonError::into_inner).0
            }
            None => self.wake.wait_while(rung, quiet).unwrap_or_else(PoisonError::into_inner),
        };
        if rung.closed { None } else { Some(std::mem::take(&mut rung.streams)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{OfficeId, PersonId};

    #[test]
    fn what_was_rung_while_nobody_listened_is_not_lost_and_people_wake_nobody() {
        let (bell, office) = (Bell::default(), StreamId::Office(OfficeId(uuid::Uuid::nil())));
        bell.ring(&[office, StreamId::Reference]);
        bell.ring(&[office, StreamId::Person(PersonId(uuid::Uuid::nil()))]);
        assert_eq!(bell.wait(None), Some(BTreeSet::from([office])));
        assert_eq!(bell.wait(Some(Duration::ZERO)), Some(BTreeSet::new()));
        bell.close();
        assert_eq!(bell.wait(None), None);
    }
}
