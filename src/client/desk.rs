//! One person's desk: the facade that screens and verbs call.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::mpsc::unbounded_channel;

use super::client::Client;
use super::command::{self, Actor};
use super::hub::{Changes, Hub};
use super::keeper::{Keeper, Kept};
use super::peers::Notice;
use super::pin::{self, Pin};
use super::profile::Profile;
use super::query::{self, Around, Look};
use super::session::NewSession;
use super::sign::{self, SignRun};
use super::station::Station;
use super::store::{Store, StoreResult, outbox, private, streams};
use super::sync::event::Goal;
use super::sync::{Driver, Exchange, Line, page};
use super::transport::Where;
use super::transport::api::Api;
use super::{blocking, devices, export, status};
use crate::client::sync::page::server_time;
use crate::desk::{Command, DeskError, Done, Found, Link, Query, SyncStatus};
use crate::domain::id::{ContentHash, DeviceId, RecordId};
use crate::domain::office::date_of;
use crate::domain::record::{Body, Record};
use crate::wire::MOST_SIGNATURES;
use crate::wire::actions::ActionResult;
use crate::wire::signatures::{PreviewOf, Resolution, SignItem};

/// How long who leaves waits for the answer to what had still rested.
const LEAVING: Duration = Duration::from_millis(500);
/// How often a waiting verb looks whether it must sync itself.
const TAKE_OVER: Duration = Duration::from_millis(500);

/// One person's desk. Cheap to clone; all clones are the same desk, which closes with the last of them.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    // Dropped first: it stops before the files are closed.
    keeper: Mutex<Option<Keeper>>,
    client: Client,
    profile: Profile,
    station: Arc<Station>,
    actor: Actor,
    store: Store,
    line: Arc<Line>,
    exchange: Arc<Exchange>,
    hub: Arc<Hub>,
}

impl Inner {
    /// What rests goes now. While the line is known to work, waits until it has been answered, but not long: who
    /// leaves does not wait for a bad line, and what stays is sent by the next one who opens this profile.
    fn send_resting(&self) -> StoreResult<()> {
        // A verb lets nothing rest, and what does is its neighbour's.
        if self.client.rest.is_zero() || self.store.write(|files| outbox::release(&files.outbox))? == 0 {
            return Ok(());
        }
        let changes = self.hub.changes();
        self.hub.tell_driver(Notice::Outbox);
        let line = self.line.clone();
        let online = self.store.read(move |files| Ok(matches!(line.read(files)?.0, Link::Online)))?;
        let env = &self.client.env;
        let deadline = env.monotonic() + LEAVING;
        while online && self.profile.unsent()? > 0 {
            let left = deadline.saturating_sub(env.monotonic());
            if left.is_zero() || !changes.wait_for(left) {
                break;
            }
        }
        Ok(())
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Err(error) = self.send_resting() {
            tracing::warn!(%error, "what rests is sent by the next desk");
        }
        self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        // What was not sent is another person's desk to send, if one is open on this machine.
        if self.profile.unsent().is_ok_and(|unsent| unsent > 0) {
            for other in self.client.home.profiles().unwrap_or_default() {
                if other != self.profile {
                    self.hub.tell_profile(&other.dir(), Notice::Others);
                }
            }
        }
    }
}

impl Desk {
    pub(super) fn open(client: &Client, profile: Profile, session: NewSession) -> Result<Self, DeskError> {
        let store = Store::open(&profile.dir())?;
        let now = client.env.now();
        let device = store.write(move |files| {
            outbox::forget_old(&files.outbox, now)?;
            outbox::device(&files.outbox)
        })?;
        let device = device.ok_or(DeskError::LoggedOut)?;
        client.home.set_last(&profile)?;
        let hub = Hub::start(&profile.dir(), client.env.random())?;
        let line = Arc::new(Line::default());
        let weak = Arc::downgrade(&hub);
        let exchange = Exchange {
            profile: profile.clone(),
            store: store.clone(),
            env: client.env.clone(),
            line: line.clone(),
            transport: (client.dial)(Where::File(profile.address_file())),
            tell: Arc::new(move || {
                if let Some(hub) = weak.upgrade() {
                    hub.changed();
                }
            }),
        };
        if session == NewSession::Yes {
            hub.tell_driver(Notice::Session);
        }
        let inner = Inner {
            keeper: Mutex::default(),
            client: client.clone(),
            actor: Actor { person: profile.person, device },
            station: Arc::new(profile.station()),
            profile,
            store,
            line,
            exchange: Arc::new(exchange),
            hub,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Keeps this profile in sync for as long as the desk is open, unless another process does already; then
    /// takes over when that one ends. Sends the other people's outboxes of this machine too.
    pub fn stay_in_sync(&self) {
        let inner = &self.inner;
        let mut keeper = inner.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        if keeper.is_none() {
            let kept = Kept {
                exchange: Arc::downgrade(&inner.exchange),
                hub: Arc::downgrade(&inner.hub),
                home: inner.client.home.clone(),
                dial: inner.client.dial.clone(),
            };
            match Keeper::start(inner.profile.clone(), kept) {
                Ok(started) => *keeper = Some(started),
                Err(error) => tracing::error!(%error, "this desk does not sync"),
            }
        }
    }

    /// Answers from the local store, with pending actions applied.
    ///
    /// # Errors
    /// `not_here` when the record has not arrived.
    pub fn query(&self, query: Query) -> Result<Found, DeskError> {
        let inner = &self.inner;
        let (line, actor, profile) = (inner.line.clone(), inner.actor, inner.profile.clone());
        let (client, now) = (inner.client.clone(), inner.client.env.now());
        inner.store.read(move |files| {
            let status = match query {
                Query::Status | Query::SyncBoard => status::read(files, &line, &client.home, &profile)?,
                _ => SyncStatus::default(),
            };
            let (name, server) = match query {
                Query::Export => (profile.name()?, String::new()),
                Query::Who => (profile.name()?, format!("{} ({})", profile.server_name()?, profile.address()?)),
                _ => (String::new(), String::new()),
            };
            let address = match query {
                Query::Share(_) => profile.address()?,
                _ => String::new(),
            };
            let (server_now, kept) = (page::server_time(&files.cache, now)?, profile.dir().join("files"));
            let look = Look::new(&files.outbox, &files.cache, actor, server_now, &kept).resting_by(now);
            Ok(query::answer(&look, Around { status, server, address, name }, query))
        })?
    }

    /// Does it: durable when this returns.
    ///
    /// # Errors
    /// A refusal that is certain here (nothing was queued), `changed` when the screen showed other content.
    pub fn perform(&self, command: Command) -> Result<Done, DeskError> {
        match command {
            Command::Export { file, text, json } => self.export(file.as_deref(), &text, &json),
            Command::Revoke { device } => self.revoke(device),
            command => self.perform_here(command),
        }
    }

    fn perform_here(&self, command: Command) -> Result<Done, DeskError> {
        let (actor, env, rest) = (self.inner.actor, self.inner.client.env.clone(), self.inner.client.rest);
        let visible = !matches!(command, Command::SaveDraft { .. } | Command::Noticed { .. });
        let station = self.inner.station.clone();
        let done = self.inner.store.write(move |files| {
            Ok(match command {
                Command::Submit(new) => command::submit(files, actor, env.as_ref(), &station, *new),
                Command::SubmitTogether(new) => command::submit_together(files, actor, env.as_ref(), &station, &new),
                command => command::perform_resting(files, actor, env.as_ref(), rest, &command),
            })
        })??;
        match done {
            Done::Queued { .. } | Done::Submitted { .. } | Done::Many { .. } | Done::Together(_) => {
                self.inner.hub.queued()
            }
            Done::Settled(settled) if settled.queued > 0 => self.inner.hub.queued(),
            Done::Settled(_) => self.inner.hub.changed(),
            Done::Written(_) => {}
            Done::Kept if visible => self.inner.hub.changed(),
            Done::Kept => {}
        }
        Ok(done)
    }

    /// The program ends: sends what still rests, without waiting for a line that does not work.
    pub fn leave(&self) {
        if let Err(error) = self.inner.send_resting() {
            tracing::warn!(%error, "what rests is sent by the next desk");
        }
    }

    /// The letter of this machine's counter.
    ///
    /// # Errors
    /// `storage`.
    pub fn counter_letter(&self) -> Result<char, DeskError> {
        Ok(self.inner.station.letter()?)
    }

    /// Gives this machine's counter another letter, for everybody who works on it.
    ///
    /// # Errors
    /// `storage`.
    pub fn set_counter_letter(&self, letter: char) -> Result<(), DeskError> {
        Ok(self.inner.station.set_letter(letter)?)
    }

    fn export(&self, file: Option<&std::path::Path>, text: &str, json: &str) -> Result<Done, DeskError> {
        let (home, now) = (self.inner.client.home.path(), self.inner.client.env.now());
        Ok(Done::Written(export::write(home, file, now, text, json)?))
    }

    /// Ends all sessions of another device of this person. What is unsent there stays there.
    fn revoke(&self, device: DeviceId) -> Result<Done, DeskError> {
        let api = self.api()?;
        blocking::wait(async { Ok(api.revoke(device).await?) })?;
        if device != self.inner.actor.device {
            // The server has forgotten it already: a list that is not asked again now is asked at the next start.
            let _ = self.ask_devices();
        }
        self.inner.hub.changed();
        Ok(Done::Kept)
    }

    /// Asks the server on which devices this person has logged in, and keeps the answer.
    ///
    /// # Errors
    /// `offline`, `logged_out`; what was known before stays.
    pub fn ask_devices(&self) -> Result<(), DeskError> {
        let api = self.api()?;
        let known = blocking::wait(async { Ok(api.devices().await?) })?;
        self.inner.store.write(move |files| devices::keep(files, &known))?;
        Ok(())
    }

    /// Wakes whenever something visible has changed, also by another process.
    pub fn changes(&self) -> Changes {
        self.inner.hub.changes()
    }

    /// Somebody is at work here: a line that rests after a failure may be tried at once.
    pub fn try_line(&self) {
        self.inner.hub.tell_driver(Notice::Key);
    }

    /// Sends what waits and reads what is new, or wakes the process that does; at most for `wait`.
    ///
    /// # Errors
    /// `storage`. That the line is down is said in the status.
    pub fn sync_now(&self, wait: Duration) -> Result<SyncStatus, DeskError> {
        let changes = self.changes();
        let env = &self.inner.client.env;
        let deadline = env.monotonic() + wait;
        self.inner.hub.tell_driver(Notice::Key);
        loop {
            let left = deadline.saturating_sub(env.monotonic());
            if let Some(_lock) = self.inner.profile.try_lock()? {
                return self.sync_once(left);
            }
            let status = self.status()?;
            let settled = match status.link {
                // What still rests is its person's to take back: nobody waits for it.
                Link::Online => status.unsent <= status.resting && !status.catching_up && self.all_passed()?,
                Link::LoggedOut | Link::TooOld => true,
                Link::Unknown | Link::Offline { .. } => false,
            };
            if settled || left.is_zero() {
                return Ok(status);
            }
            // The other process may end without a word: then this one takes over.
            changes.wait_for(left.min(TAKE_OVER));
        }
    }

    /// Syncs in this thread, as the one that holds the lock.
    fn sync_once(&self, longest: Duration) -> Result<SyncStatus, DeskError> {
        let (exchange, hub) = (self.inner.exchange.clone(), self.inner.hub.clone());
        blocking::wait(async move {
            let (poke, mut pokes) = unbounded_channel();
            hub.set_driver(Some(poke));
            let _ = tokio::time::timeout(longest, Driver::new(exchange, Goal::Once).run(&mut pokes)).await;
            hub.set_driver(None);
            Ok(())
        })?;
        let status = self.status()?;
        self.inner.line.leave();
        Ok(status)
    }

    fn status(&self) -> Result<SyncStatus, DeskError> {
        match self.query(Query::Status)? {
            Found::Status(status) => Ok(status),
            _ => Err(DeskError::NotHere),
        }
    }

    fn all_passed(&self) -> Result<bool, DeskError> {
        let unpassed = self.inner.store.read(|files| {
            let (pending, _) = super::store::overlay::pending(&files.outbox, &files.cache)?;
            Ok(pending.iter().any(|item| item.result.is_some()) || !streams::all_complete(&files.cache)?)
        })?;
        Ok(!unpassed)
    }

    /// The routes with this person's session.
    fn api(&self) -> Result<Api, DeskError> {
        let session = self.inner.profile.session()?.ok_or(DeskError::LoggedOut)?;
        // A line of its own: connections belong to the runtime that opened them.
        let line = (self.inner.client.dial)(Where::File(self.inner.profile.address_file()));
        Ok(Api::new(line).with(Some(session.token)))
    }

    /// Signs a batch with one passphrase. Steps arrive as they happen.
    ///
    /// # Errors
    /// `offline`, `too_many`, `logged_out`.
    pub fn sign(&self, items: Vec<SignItem>, passphrase: SecretString) -> Result<SignRun, DeskError> {
        if items.len() > MOST_SIGNATURES {
            return Err(DeskError::TooMany);
        }
        let api = self.api()?;
        // Asked before the passphrase leaves this process: is there a line, and does the session hold?
        blocking::wait(async { Ok(api.me().await?) })?;
        let hub = Arc::downgrade(&self.inner.hub);
        let done = move || {
            if let Some(hub) = hub.upgrade() {
                hub.tell_driver(Notice::Key);
            }
        };
        // Connections of the question above belong to a runtime that has ended.
        sign::start(self.api()?, self.inner.client.env.new_id(), items, passphrase, Arc::new(done))
    }

    /// Stops a batch after its current letter.
    ///
    /// # Errors
    /// `offline`.
    pub fn cancel_sign(&self, batch: uuid::Uuid) -> Result<(), DeskError> {
        let api = self.api()?;
        blocking::wait(async { Ok(api.cancel_sign(batch).await?) })
    }

    /// Says what became of a signature whose outcome is in doubt, with evidence.
    ///
    /// # Errors
    /// `offline`, or the server's refusal.
    pub fn resolve(&self, task: RecordId, resolution: Resolution) -> Result<(), DeskError> {
        let api = self.api()?;
        let body = blocking::wait(async { Ok(api.resolve(task, &resolution).await?) })?;
        match serde_json::from_slice(&body) {
            Ok(ActionResult::Refused { refusal }) => Err(DeskError::Refused(refusal)),
            Ok(ActionResult::Conflict { .. }) => Err(DeskError::Changed),
            _ => Ok(()),
        }
    }

    /// A letter's PDF: the kept file, or fetched now.
    ///
    /// # Errors
    /// `not_here` when it has none yet, `offline` when it must be fetched.
    pub fn letter_pdf(&self, letter: RecordId) -> Result<Vec<u8>, DeskError> {
        let stored = self.inner.store.read(move |files| super::store::cache::get(&files.cache, letter))?;
        let Some(Record { body: Body::Letter(letter), .. }) = stored.and_then(|stored| stored.record()) else {
            return Err(DeskError::NotHere);
        };
        let hash = letter.pdf.ok_or(DeskError::NotHere)?;
        let path = self.inner.profile.file(hash);
        if let Some(bytes) = private::read(&path)?
            && ContentHash::of(&bytes) == hash
        {
            return Ok(bytes);
        }
        let api = self.api()?;
        let bytes = blocking::wait(async { Ok(api.blob(hash).await?) })?;
        private::write(&path, &bytes)?;
        Ok(bytes)
    }

    /// A request's letter typeset by the server as a draft, marked as such.
    ///
    /// # Errors
    /// `offline`, or the server's refusal.
    pub fn preview_pdf(&self, request: RecordId) -> Result<Vec<u8>, DeskError> {
        let now = self.inner.client.env.now();
        // The day of the letter is the server's, as on the screen.
        let prepared_on = self.inner.store.read(move |files| Ok(date_of(server_time(&files.cache, now)?)))?;
        let of = PreviewOf { request, prepared_on };
        let api = self.api()?;
        blocking::wait(async { Ok(api.preview(&of).await?) })
    }

    /// From now on this PIN opens the person's desk on this machine, beside the password.
    ///
    /// # Errors
    /// `bad_pin`, `storage`.
    pub fn set_pin(&self, pin: &SecretString) -> Result<(), DeskError> {
        if !pin::is_good(pin) {
            return Err(DeskError::BadPin);
        }
        let made = Pin::new(pin, self.inner.client.env.as_ref()).ok_or(DeskError::BadPin)?;
        Ok(self.inner.profile.set_pin(Some(&made))?)
    }

    /// Only the password opens it again.
    ///
    /// # Errors
    /// `storage`.
    pub fn forget_pin(&self) -> Result<(), DeskError> {
        Ok(self.inner.profile.set_pin(None)?)
    }

    /// Ends the session here and, where there is a line, on the server. The outbox stays.
    ///
    /// # Errors
    /// `storage`.
    pub fn logout(&self) -> Result<(), DeskError> {
        if let Ok(api) = self.api() {
            // Without a line the server's session ends by itself.
            let _ = blocking::wait(async { Ok(api.logout().await?) });
        }
        self.inner.profile.end_session()?;
        self.inner.hub.changed();
        Ok(())
    }
}
