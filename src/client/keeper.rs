//! Keeps a profile in sync for as long as its desk is open, on a thread of its own; and sends the outboxes of
//! the other people on this machine, each under its own session.
//!
//! One process at a time syncs a profile. Another one waits, blocked in the lock and not in a loop, and takes
//! over when the first one ends.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

use super::home::Home;
use super::hub::Hub;
use super::peers::Notice;
use super::profile::{Profile, SyncLock};
use super::store::{Store, StoreResult};
use super::sync::event::Goal;
use super::sync::{Driver, Exchange, Line, Poke};
use super::transport::{Dial, Where};
use crate::domain::id::PersonId;
use crate::env::SharedEnv;

/// What a keeper needs. The thread that waits for the lock holds none of it alive.
pub struct Kept {
    /// The profile and its line.
    pub exchange: Weak<Exchange>,
    /// Whom to tell.
    pub hub: Weak<Hub>,
    /// All profiles of this machine.
    pub home: Home,
    /// To other people's servers.
    pub dial: Dial,
}

/// A thread that keeps a profile in sync.
pub struct Keeper {
    stop: Arc<AtomicBool>,
    working: Arc<AtomicBool>,
    pokes: tokio::sync::mpsc::UnboundedSender<Poke>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts it.
    ///
    /// # Errors
    /// When no thread can be made.
    pub fn start(profile: Profile, kept: Kept) -> StoreResult<Self> {
        let (pokes, received) = unbounded_channel();
        let (stop, working) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let thread = {
            let (stop, working, pokes) = (stop.clone(), working.clone(), pokes.clone());
            std::thread::Builder::new().name("sync".into()).spawn(move || {
                let lock = match profile.lock() {
                    Ok(lock) => lock,
                    Err(error) => {
                        tracing::error!(%error, "no sync lock");
                        return;
                    }
                };
                working.store(true, Ordering::SeqCst);
                if !stop.load(Ordering::SeqCst) {
                    keep(kept, pokes, received, &lock);
                }
            })?
        };
        Ok(Self { stop, working, pokes, thread: Some(thread) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = self.pokes.send(Poke::Stop);
        // A thread still waiting for the lock ends when it gets it; there is nothing to wait for here.
        if self.working.load(Ordering::SeqCst)
            && let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

fn keep(
    kept: Kept,
    pokes: tokio::sync::mpsc::UnboundedSender<Poke>,
    mut received: UnboundedReceiver<Poke>,
    _lock: &SyncLock,
) {
    let (Some(exchange), Some(hub)) = (kept.exchange.upgrade(), kept.hub.upgrade()) else { return };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "no runtime");
            return;
        }
    };
    let (ask, asked) = unbounded_channel();
    hub.set_driver(Some(pokes));
    hub.set_carers(Some(ask));
    let line = exchange.line.clone();
    let others = Others {
        home: kept.home,
        own: exchange.profile.person,
        server: exchange.profile.server,
        env: exchange.env.clone(),
        dial: kept.dial,
        hub: Arc::downgrade(&hub),
    };
    drop(hub);
    runtime.block_on(async {
        let driver = Driver::new(exchange, Goal::Stay);
        tokio::select! {
            () = driver.run(&mut received) => {}
            () = others.care(asked) => {}
        }
    });
    // A name that is still being looked up on a dead line is not waited for: closing a desk is quick.
    runtime.shutdown_background();
    line.leave();
    if let Some(hub) = kept.hub.upgrade() {
        hub.set_driver(None);
        hub.set_carers(None);
    }
}

/// The other people on this machine.
struct Others {
    home: Home,
    own: PersonId,
    server: uuid::Uuid,
    env: SharedEnv,
    dial: Dial,
    hub: Weak<Hub>,
}

impl Others {
    /// Sends what they have queued; looks again when asked.
    async fn care(self, mut asked: UnboundedReceiver<()>) {
        let mut at_work: BTreeSet<(uuid::Uuid, PersonId)> = BTreeSet::new();
        let mut sending = JoinSet::new();
        loop {
            for profile in self.home.profiles().unwrap_or_default() {
                let key = (profile.server, profile.person);
                if key == (self.server, self.own) || at_work.contains(&key) {
                    continue;
                }
                if let Some(exchange) = self.begin(&profile) {
                    at_work.insert(key);
                    sending.spawn(async move {
                        let (exchange, _lock) = exchange;
                        // Nobody pokes it: the sender is dropped at once.
                        let (_, mut pokes) = unbounded_channel();
                        Driver::new(exchange, Goal::PushOnly).run(&mut pokes).await;
                        key
                    });
                }
            }
            tokio::select! {
                more = asked.recv() => if more.is_none() { return std::future::pending().await },
                Some(done) = sending.join_next(), if !sending.is_empty() => {
                    if let Ok(key) = done {
                        at_work.remove(&key);
                    }
                    if let Some(hub) = self.hub.upgrade() {
                        hub.changed();
                    }
                }
            }
        }
    }

    /// Takes an outbox into care: one that waits, whose person is not syncing it, and who has a session.
    fn begin(&self, profile: &Profile) -> Option<(Arc<Exchange>, SyncLock)> {
        let waits = profile.unsent().is_ok_and(|unsent| unsent > 0);
        if !waits || profile.session().ok()?.is_none() {
            return None;
        }
        let lock = profile.try_lock().ok()??;
        let (hub, dir) = (self.hub.clone(), profile.dir());
        let tell = move || {
            if let Some(hub) = hub.upgrade() {
                hub.changed();
                hub.tell_profile(&dir, Notice::Changed);
            }
        };
        let exchange = Exchange {
            profile: profile.clone(),
            store: Store::open(&profile.dir()).ok()?,
            env: self.env.clone(),
            line: Arc::new(Line::default()),
            transport: (self.dial)(Where::File(profile.address_file())),
            tell: Arc::new(tell),
        };
        Some((Arc::new(exchange), lock))
    }
}
