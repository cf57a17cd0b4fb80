//! Carries out what the machine commands, on one thread. Between two events it is blocked in the network.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use super::event::{Command, Event, Failure, Goal};
use super::machine::Machine;
use super::push::Pace;
use super::{Line, files, identity, pull, push};
use crate::client::profile::Profile;
use crate::client::store::{Store, troubles};
use crate::client::transport::api::{Api, CallError};
use crate::client::transport::{LineError, Transport};
use crate::env::SharedEnv;

/// Tells screens and other processes that something visible changed.
pub type Tell = Arc<dyn Fn() + Send + Sync>;

/// A profile and its line: what an exchange with the server needs.
pub struct Exchange {
    /// Whose.
    pub profile: Profile,
    /// Its files.
    pub store: Store,
    /// Clock and randomness.
    pub env: SharedEnv,
    /// How the line is.
    pub line: Arc<Line>,
    /// To the server.
    pub transport: Arc<dyn Transport>,
    /// Something visible changed.
    pub tell: Tell,
}

impl Exchange {
    /// The routes with this profile's present session, and that session's token.
    pub(super) fn api(&self) -> Result<(Api, String), Failure> {
        let session = self.profile.session().map_err(push::broken)?;
        let token = session.map(|session| session.token).ok_or(Failure::LoggedOut)?;
        Ok((Api::new(self.transport.clone()).with(Some(token.clone())), token))
    }

    pub(super) fn tell(&self) {
        (self.tell)();
    }

    /// What a failed call means. A 401 to a session that has been replaced meanwhile means nothing.
    pub(super) fn failure(&self, error: &CallError, token: &str) -> Failure {
        match error {
            CallError::Line(LineError::TimedOut) => Failure::TimedOut,
            CallError::Line(LineError::Down(_)) => Failure::Down,
            CallError::LoggedOut | CallError::WrongPassword => {
                let now = self.profile.session().ok().flatten().map(|session| session.token);
                if now.as_deref().is_some_and(|now| now != token) {
                    return Failure::Busy(None);
                }
                if let Err(error) = self.profile.end_session() {
                    tracing::warn!(%error, "session file");
                }
                Failure::LoggedOut
            }
            CallError::TooOld => Failure::TooOld,
            CallError::Busy { retry_after } => Failure::Busy(*retry_after),
            CallError::Line(LineError::BadAddress(_)) | CallError::NotFound | CallError::Strange { .. } => {
                tracing::warn!(%error, "answer");
                Failure::Broken
            }
        }
    }
}

/// What wakes a driver from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poke {
    /// For the machine.
    Event(Event),
    /// End.
    Stop,
}

/// A machine at work.
pub struct Driver {
    exchange: Arc<Exchange>,
    machine: Machine,
    timer: Option<Duration>,
    pace: Pace,
    running: JoinSet<Event>,
}

impl Driver {
    /// Before it begins.
    pub fn new(exchange: Arc<Exchange>, goal: Goal) -> Self {
        // Who syncs once and ends does not come back for what rests.
        let pace = if goal == Goal::Once { Pace::AtOnce } else { Pace::Resting };
        Self { exchange, machine: Machine::new(goal), timer: None, pace, running: JoinSet::new() }
    }

    /// Works until its goal is reached or it is told to stop.
    pub async fn run(mut self, pokes: &mut UnboundedReceiver<Poke>) {
        let mut open = true;
        let mut event = Event::Started;
        loop {
            if self.feed(event).await {
                return;
            }
            event = tokio::select! {
                poke = pokes.recv(), if open => match poke {
                    Some(Poke::Event(event)) => event,
                    Some(Poke::Stop) => return,
                    None => { open = false; continue }
                },
                Some(done) = self.running.join_next(), if !self.running.is_empty() => match done {
                    Ok(event) => event,
                    Err(error) => { tracing::error!(%error, "exchange ended"); return }
                },
                () = sleep(&self.exchange.env, self.timer), if self.timer.is_some() => Event::Timer,
            };
        }
    }

    /// One step of the machine. True when its goal is reached.
    async fn feed(&mut self, event: Event) -> bool {
        if let Some(code) = trouble(event) {
            self.keep_trouble(code).await;
        }
        let now = self.exchange.env.monotonic();
        let commands = self.machine.step(event, now, dice(self.exchange.env.random()));
        let mut finished = false;
        for command in commands {
            match command {
                Command::SetTimer(at) => self.timer = at,
                Command::Say(link) => {
                    let write = self.exchange.line.say(link, self.exchange.env.now());
                    if let Err(error) = self.exchange.store.write_async(write).await {
                        tracing::warn!(%error, "local store");
                    }
                    self.exchange.tell();
                }
                Command::Finish => finished = true,
                request => self.start(request),
            }
        }
        finished
    }

    /// For the help desk: what went wrong, and when.
    async fn keep_trouble(&self, code: &'static str) {
        let now = self.exchange.env.now();
        if let Err(error) = self.exchange.store.write_async(move |files| troubles::keep(&files.cache, code, now)).await
        {
            tracing::warn!(%error, "local store");
        }
    }

    fn start(&mut self, request: Command) {
        let (exchange, pace) = (self.exchange.clone(), self.pace);
        self.running.spawn(async move {
            match request {
                Command::FetchMe => identity::run(&exchange).await,
                Command::Push { most } => push::run(&exchange, most, pace).await,
                Command::PollFeed { hold } => pull::feed(&exchange, hold).await,
                Command::ReadDown => pull::down(&exchange).await,
                Command::FetchFile => files::run(&exchange).await,
                Command::SetTimer(_) | Command::Say(_) | Command::Finish => Event::Timer,
            }
        });
    }
}

/// The code under which a failure is kept; none when nothing failed.
fn trouble(event: Event) -> Option<&'static str> {
    let (Event::MeFailed(failure)
    | Event::PushFailed(failure)
    | Event::FeedFailed(failure)
    | Event::DownFailed(failure)
    | Event::FileFailed(failure)) = event
    else {
        return None;
    };
    Some(match failure {
        Failure::Down => "down",
        Failure::TimedOut => "timed_out",
        Failure::Busy(_) => "busy",
        Failure::LoggedOut => "logged_out",
        Failure::TooOld => "too_old",
        Failure::Broken => "broken",
    })
}

/// 0 to 1.
#[allow(clippy::cast_precision_loss)] // jitter needs no more than 24 bits
fn dice(random: u128) -> f64 {
    (random >> 104) as f64 / f64::from(1_u32 << 24)
}

async fn sleep(env: &SharedEnv, until: Option<Duration>) {
    let Some(until) = until else { return std::future::pending().await };
    tokio::time::sleep(until.saturating_sub(env.monotonic())).await;
}
