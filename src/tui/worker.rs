//! Runs effects on the port, off the loop: one thread for the store, in order; one for each signing batch;
//! one that waits for changes. Answers come back as events.

use std::collections::VecDeque;
use std::mem::discriminant;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use secrecy::SecretString;

use super::effect::Effect;
use super::event::Event;
use super::port::Port;
use crate::desk::{DeskError, SignItem, SignStep};

/// How events get into the loop. False when the loop has ended.
pub type Send = Arc<dyn Fn(Event) -> bool + std::marker::Send + Sync>;

/// Something for the store's thread.
enum Job {
    Do(Effect),
    /// Tell when everything before is done.
    Tell(Sender<()>),
}

/// The threads behind the loop.
pub struct Worker<P: Port> {
    port: Arc<P>,
    send: Send,
    jobs: Sender<Job>,
    ended: Receiver<()>,
}

fn thread(name: &str, work: impl FnOnce() + std::marker::Send + 'static) -> std::io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(|_| ())
}

/// A panic behind the port is a failure of this one call: nothing on the screen is lost with it.
fn caught<T>(work: impl FnOnce() -> Result<T, DeskError>) -> Result<T, DeskError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(DeskError::Storage("panic".into())))
}

impl<P: Port> Worker<P> {
    /// Starts the threads; lists are written into `folder`.
    ///
    /// # Errors
    /// When no thread can be made.
    pub fn start(port: P, folder: Option<PathBuf>, send: Send) -> std::io::Result<Self> {
        let port = Arc::new(port);
        let (jobs, queue) = channel();
        let (end, ended) = channel();
        let (store_port, store_send) = (port.clone(), send.clone());
        thread("store", move || {
            work(store_port.as_ref(), folder.as_deref(), &queue, &store_send);
            store_port.leave();
            let _ = end.send(());
        })?;
        let (changes_port, changes_send) = (port.clone(), send.clone());
        thread("changes", move || while changes_port.changed() && changes_send(Event::Changed) {})?;
        Ok(Self { port, send, jobs, ended })
    }

    /// Does it; the answer comes as an event.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::Sign { items, passphrase } => self.sign(items, passphrase),
            Effect::CancelSign => {
                let port = self.port.clone();
                // Without a thread the batch goes on to its end: nothing is lost.
                let _ = thread("cancel", move || port.cancel_sign());
            }
            other => {
                let _ = self.jobs.send(Job::Do(other));
            }
        }
    }

    fn sign(&self, items: Vec<SignItem>, passphrase: SecretString) {
        let (port, send) = (self.port.clone(), self.send.clone());
        let started = thread("signing", move || {
            let mut ended = false;
            let result = caught(|| {
                port.sign(items, passphrase, &mut |step| {
                    ended |= matches!(step, SignStep::Ended { .. });
                    send(Event::Sign(step));
                })
            });
            match result {
                Err(error) if !ended => {
                    send(Event::SignFailed(error));
                }
                _ => {}
            }
        });
        if let Err(error) = started {
            (self.send)(Event::SignFailed(DeskError::Storage(error.to_string())));
        }
    }

    /// Waits until what was asked so far is done, but not for ever.
    pub fn settle(&self, longest: Duration) {
        let (tell, told) = channel();
        if self.jobs.send(Job::Tell(tell)).is_ok() {
            let _ = told.recv_timeout(longest);
        }
    }

    /// Lets what was asked come to its end, but not for ever.
    pub fn finish(self, longest: Duration) {
        drop(self.jobs);
        let _ = self.ended.recv_timeout(longest);
    }
}

/// Whether a newer question of the same kind waits behind this one: its answer would not be looked at any more.
fn passed_over(effect: &Effect, waiting: &VecDeque<Job>) -> Option<u64> {
    let Effect::Ask { ticket, query } = effect else { return None };
    let kind = discriminant(query);
    let newer = |later: &Job| matches!(later, Job::Do(Effect::Ask { query, .. }) if discriminant(query) == kind);
    waiting.iter().any(newer).then_some(*ticket)
}

fn export(folder: Option<&Path>, name: &str, text: &str) -> Result<PathBuf, String> {
    let folder = folder.ok_or_else(|| "$HOME".to_owned())?;
    super::export::write(folder, name, text).map_err(|error| format!("{}: {error}", folder.display()))
}

fn work<P: Port>(port: &P, folder: Option<&Path>, queue: &Receiver<Job>, send: &Send) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(job) = queue.recv() else { return };
            waiting.push_back(job);
        }
        waiting.extend(queue.try_iter());
        let effect = match waiting.pop_front() {
            Some(Job::Do(effect)) => effect,
            Some(Job::Tell(done)) => {
                let _ = done.send(());
                continue;
            }
            None => continue,
        };
        if let Some(ticket) = passed_over(&effect, &waiting) {
            send(Event::PassedOver { ticket });
            continue;
        }
        let event = match effect {
            Effect::Ask { ticket, query } => {
                let result = caught(|| port.query(query.clone()));
                Event::Found { ticket, query, result }
            }
            Effect::Do { ticket, command } => Event::Done { ticket, result: caught(|| port.perform(command)) },
            Effect::LogIn(credentials) => Event::LoggedIn(caught(|| port.login(credentials))),
            Effect::SetPin(pin) => Event::PinSet(caught(|| port.set_pin(&pin))),
            Effect::Lock => {
                port.lock();
                continue;
            }
            Effect::TryLine => {
                port.try_line();
                continue;
            }
            Effect::Export { name, text } => Event::Exported(export(folder, &name, &text)),
            Effect::Sign { .. }
            | Effect::CancelSign
            | Effect::Redraw
            | Effect::Suspend
            | Effect::TakeTerminal
            | Effect::Copy(_)
            | Effect::Quit(_) => continue,
        };
        // When the loop has ended, what was asked for is still done: a draft is kept.
        send(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{ArchiveFilter, Command, Done, Found, Query, Who};
    use crate::tui::context::Credentials;
    use std::sync::Mutex;

    /// A store that takes its time, and remembers what it was asked.
    #[derive(Default)]
    struct Slow {
        asked: Mutex<Vec<String>>,
        done: Mutex<usize>,
    }

    impl Port for Arc<Slow> {
        fn query(&self, query: Query) -> Result<Found, DeskError> {
            if let Query::Archive { words, .. } = query {
                self.asked.lock().unwrap().push(words);
                thread::sleep(Duration::from_millis(60));
            }
            Ok(Found::Archive(Vec::new()))
        }

        fn perform(&self, _: Command) -> Result<Done, DeskError> {
            *self.done.lock().unwrap() += 1;
            Ok(Done::Kept)
        }

        fn sign(&self, _: Vec<SignItem>, _: SecretString, _: &mut dyn FnMut(SignStep)) -> Result<(), DeskError> {
            Ok(())
        }

        fn cancel_sign(&self) {}

        fn login(&self, _: Credentials) -> Result<Who, DeskError> {
            Err(DeskError::WrongPassword)
        }

        fn set_pin(&self, _: &SecretString) -> Result<(), DeskError> {
            Err(DeskError::WrongPassword)
        }

        fn lock(&self) {}

        fn try_line(&self) {}

        fn changed(&self) -> bool {
            false
        }
    }

    #[test]
    fn no_key_waits_behind_old_searches_and_every_question_is_answered_or_passed_over() {
        let port = Arc::new(Slow::default());
        let (sent, events) = channel();
        let worker = Worker::start(port.clone(), None, Arc::new(move |event| sent.send(event).is_ok())).unwrap();
        let search = |ticket, words: &str| {
            let query = Query::Archive { words: words.into(), filter: ArchiveFilter::default() };
            worker.run(Effect::Ask { ticket, query });
        };
        let words = ["s", "sl", "sla", "slam", "slame", "slamet"];
        search(0, words[0]);
        // The first one is under way when the others come.
        while port.asked.lock().unwrap().is_empty() {
            thread::yield_now();
        }
        for (ticket, words) in (1..).zip(&words[1..]) {
            search(ticket, words);
        }
        worker.run(Effect::Ask { ticket: 6, query: Query::Status });
        let save = Command::SaveDraft { form: "f".into(), record: None, text: "x".into() };
        worker.run(Effect::Do { ticket: 7, command: save });
        let mut answered = Vec::new();
        let mut passed = Vec::new();
        while answered.len() + passed.len() < 8 {
            match events.recv_timeout(Duration::from_secs(20)).unwrap() {
                Event::Found { ticket, .. } | Event::Done { ticket, .. } => answered.push(ticket),
                Event::PassedOver { ticket } => passed.push(ticket),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((answered, passed), (vec![0, 5, 6, 7], vec![1, 2, 3, 4]));
        assert_eq!(*port.asked.lock().unwrap(), ["s", "slamet"]);
        assert_eq!(*port.done.lock().unwrap(), 1, "what is done is never passed over");
    }
}
