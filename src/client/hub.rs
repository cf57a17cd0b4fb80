//! Who is to be told when something changed: the screens of this process, its sync driver, and the other
//! processes on the profile.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::peers::{Listener, Notice, Peers};
use super::store::StoreResult;
use super::sync::Poke;
use super::sync::event::Event;

/// A receiver that wakes when something changed; several changes are one wake.
pub struct Changes {
    receiver: Receiver<()>,
}

impl Changes {
    /// Blocks until something changed. False when the desk was closed.
    pub fn wait(&self) -> bool {
        self.receiver.recv().is_ok()
    }

    /// Blocks at most so long. True when something changed.
    pub fn wait_for(&self, longest: Duration) -> bool {
        self.receiver.recv_timeout(longest).is_ok()
    }
}

/// The hub of one desk.
pub struct Hub {
    peers: Peers,
    screens: Mutex<Vec<SyncSender<()>>>,
    driver: Mutex<Option<UnboundedSender<Poke>>>,
    carers: Mutex<Option<UnboundedSender<()>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// Joins the processes on a profile and listens to them.
    ///
    /// # Errors
    /// When no socket or thread can be made.
    pub fn start(profile: &std::path::Path, unique: u128) -> StoreResult<Arc<Self>> {
        let (peers, listener) = Peers::join(profile, unique)?;
        let hub =
            Arc::new(Self { peers, screens: Mutex::default(), driver: Mutex::default(), carers: Mutex::default() });
        let weak = Arc::downgrade(&hub);
        std::thread::Builder::new().name("peers".into()).spawn(move || listen(&listener, &weak))?;
        Ok(hub)
    }

    /// A receiver of changes from now on.
    pub fn changes(&self) -> Changes {
        let (sender, receiver) = sync_channel(1);
        locked(&self.screens).push(sender);
        Changes { receiver }
    }

    /// The driver of this process; none while another process syncs.
    pub fn set_driver(&self, driver: Option<UnboundedSender<Poke>>) {
        *locked(&self.driver) = driver;
    }

    /// Who sends other people's outboxes in this process.
    pub fn set_carers(&self, carers: Option<UnboundedSender<()>>) {
        *locked(&self.carers) = carers;
    }

    fn wake_screens(&self) {
        use std::sync::mpsc::TrySendError;
        locked(&self.screens).retain(|screen| !matches!(screen.try_send(()), Err(TrySendError::Disconnected(()))));
    }

    /// Pokes the driver of this process. False when there is none.
    pub fn poke(&self, poke: Poke) -> bool {
        locked(&self.driver).as_ref().is_some_and(|driver| driver.send(poke).is_ok())
    }

    /// Something visible changed here.
    pub fn changed(&self) {
        self.wake_screens();
        self.peers.tell(Notice::Changed);
    }

    /// Something happened that whoever syncs this profile must act on.
    pub fn tell_driver(&self, notice: Notice) {
        if let Some(event) = event(notice)
            && !self.poke(Poke::Event(event))
        {
            self.peers.tell(notice);
        }
    }

    /// An action was queued here.
    pub fn queued(&self) {
        self.changed();
        self.tell_driver(Notice::Outbox);
    }

    /// Tells the processes on another profile of this machine.
    pub fn tell_profile(&self, profile: &std::path::Path, notice: Notice) {
        self.peers.tell_profile(profile, notice);
    }

    fn heard(&self, notice: Notice) {
        self.wake_screens();
        if let Some(event) = event(notice) {
            self.poke(Poke::Event(event));
        }
        if notice == Notice::Others
            && let Some(carers) = locked(&self.carers).as_ref()
        {
            let _ = carers.send(());
        }
    }
}

fn event(notice: Notice) -> Option<Event> {
    match notice {
        Notice::Outbox => Some(Event::Queued),
        Notice::Key => Some(Event::Asked),
        Notice::Session => Some(Event::LoggedIn),
        Notice::Changed | Notice::Others | Notice::Stop => None,
    }
}

fn listen(listener: &Listener, hub: &Weak<Hub>) {
    while let Some(notice) = listener.next() {
        let Some(hub) = hub.upgrade() else { return };
        hub.heard(notice);
    }
}
