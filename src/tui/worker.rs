//! Runs effects on the port, off the loop: one thread for the store, in order; one for each signing batch;
//! one that waits for changes. Answers come back as events.

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

fn export(folder: Option<&Path>, name: &str, text: &str) -> Result<PathBuf, String> {
    let folder = folder.ok_or_else(|| "$HOME".to_owned())?;
    super::export::write(folder, name, text).map_err(|error| format!("{}: {error}", folder.display()))
}

fn work<P: Port>(port: &P, folder: Option<&Path>, queue: &Receiver<Job>, send: &Send) {
    for job in queue {
        let effect = match job {
            Job::Do(effect) => effect,
            Job::Tell(done) => {
                let _ = done.send(());
                continue;
            }
        };
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
