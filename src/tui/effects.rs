//! The port on the client: the only file here that knows it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use uuid::Uuid;

use super::context::Credentials;
use super::port::Port;
use crate::client::{Client, Desk};
use crate::desk::{Command, DeskError, Done, Found, Query, SignItem, SignStep, Who};

/// How long a first login waits for the person's own office to arrive.
const ARRIVES: Duration = Duration::from_secs(10);

/// How long leaving waits for the line, when somebody else may be waiting for what was given back.
const LEAVES: Duration = Duration::from_millis(500);

/// Who is at the desk.
#[derive(Default)]
struct Seat {
    desk: Option<Desk>,
    /// Locked: nothing of it is shown, but it goes on sending what its person left.
    parked: Option<Desk>,
    batch: Option<Uuid>,
}

/// The desks of this machine behind the screens.
pub struct ClientPort {
    client: Client,
    address: Option<String>,
    seat: Mutex<Seat>,
    change: SyncSender<()>,
    changes: Mutex<Receiver<()>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ClientPort {
    /// For the people of a home. New people log in at `address`, known ones where they did before; `desk` is
    /// who is here already.
    pub fn new(client: Client, address: Option<String>, desk: Option<Desk>) -> Self {
        // One change waits at most: several are one.
        let (change, changes) = sync_channel(1);
        let port = Self { client, address, seat: Mutex::default(), change, changes: Mutex::new(changes) };
        if let Some(desk) = desk {
            port.sit_down(desk);
        }
        port
    }

    fn sit_down(&self, desk: Desk) {
        desk.stay_in_sync();
        let (changes, change) = (desk.changes(), self.change.clone());
        let watch = move || {
            while changes.wait() {
                // Full: somebody is being told already.
                let _ = change.try_send(());
            }
        };
        if std::thread::Builder::new().name("watch".into()).spawn(watch).is_err() {
            tracing::error!("this desk does not show changes by itself");
        }
        let mut seat = locked(&self.seat);
        seat.desk = Some(desk);
        let left = seat.parked.take();
        drop(seat);
        // Closing may take a moment; nobody waits for it with the seat locked.
        drop(left);
    }

    fn desk(&self) -> Result<Desk, DeskError> {
        locked(&self.seat).desk.clone().ok_or(DeskError::LoggedOut)
    }

    /// Where this account logs in.
    fn address_of(&self, account: &str) -> Result<String, DeskError> {
        if let Some(address) = &self.address {
            return Ok(address.clone());
        }
        let known = self.client.profiles()?;
        let own = known.iter().find(|profile| profile.account == account).or(known.first());
        own.map(|profile| profile.address.clone()).ok_or(DeskError::NotHere)
    }

    /// Who has just logged in; on a new machine their office arrives with the first page.
    fn who(desk: &Desk) -> Result<Who, DeskError> {
        let changes = desk.changes();
        loop {
            match desk.query(Query::Who) {
                Ok(Found::Who(who)) => return Ok(*who),
                Err(DeskError::NotHere) if changes.wait_for(ARRIVES) => {}
                Ok(_) => return Err(DeskError::NotHere),
                Err(error) => return Err(error),
            }
        }
    }
}

impl Port for ClientPort {
    fn query(&self, query: Query) -> Result<Found, DeskError> {
        self.desk()?.query(query)
    }

    fn perform(&self, command: Command) -> Result<Done, DeskError> {
        let leaves = command == Command::ReleaseAll;
        let desk = self.desk()?;
        let done = desk.perform(command)?;
        if leaves && matches!(&done, Done::Many { queued, .. } if !queued.is_empty()) {
            // Colleagues see it now rather than at the next start; without a line it goes then.
            let _ = desk.sync_now(LEAVES);
        }
        Ok(done)
    }

    fn sign(
        &self,
        items: Vec<SignItem>,
        passphrase: SecretString,
        step: &mut dyn FnMut(SignStep),
    ) -> Result<(), DeskError> {
        let run = self.desk()?.sign(items, passphrase)?;
        locked(&self.seat).batch = Some(run.batch);
        for next in &run.steps {
            step(next);
        }
        locked(&self.seat).batch = None;
        Ok(())
    }

    fn cancel_sign(&self) {
        let batch = locked(&self.seat).batch;
        if let (Some(batch), Ok(desk)) = (batch, self.desk())
            && let Err(error) = desk.cancel_sign(batch)
        {
            tracing::warn!(code = error.code(), "the batch was not stopped");
        }
    }

    fn login(&self, credentials: Credentials) -> Result<Who, DeskError> {
        let Credentials { address, name, password } = credentials;
        let address = match address {
            Some(address) => address,
            None => self.address_of(&name)?,
        };
        let desk = self.client.login(&address, &name, &password)?;
        self.sit_down(desk.clone());
        Self::who(&desk).inspect_err(|_| self.lock())
    }

    fn set_pin(&self, pin: &SecretString) -> Result<(), DeskError> {
        self.desk()?.set_pin(pin)
    }

    fn lock(&self) {
        let mut seat = locked(&self.seat);
        if let Some(desk) = seat.desk.take() {
            seat.parked = Some(desk);
        }
    }

    fn leave(&self) {
        let desks = {
            let seat = locked(&self.seat);
            [seat.desk.clone(), seat.parked.clone()]
        };
        desks.iter().flatten().for_each(Desk::leave);
    }

    fn try_line(&self) {
        if let Ok(desk) = self.desk() {
            desk.try_line();
        }
    }

    fn changed(&self) -> bool {
        locked(&self.changes).recv().is_ok()
    }
}
