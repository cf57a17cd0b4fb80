//! What to do next: `(state, event) → (state, commands)`, without clock, store or network.
//!
//! Five lanes (who am I, push, feed, read down, files) work side by side; each has at most one request under
//! way and rests by itself after a failure. There is no state of giving up: every lane that has something to
//! do is under way, has a deadline, or waits for a login, a newer program or a person.

use std::time::Duration;

use super::event::{Command, Event, Failure, Goal, Link};
use super::lane::{After, Lane, State};
use crate::wire::MOST_ACTIONS;

/// A held poll that comes back empty sooner than this did not hold.
const HELD_AT_LEAST: Duration = Duration::from_secs(1);

/// Whether the server hears us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// As far as we know.
    Good,
    /// It has ended: nothing is sent until somebody logs in.
    Ended,
    /// This program is too old to read; what it has queued is still taken.
    TooOld,
}

/// The machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    goal: Goal,
    session: Session,
    me: Lane,
    push: Lane,
    feed: Lane,
    down: Lane,
    files: Lane,
    /// How many actions a batch may hold now: halved when it times out.
    most: usize,
    /// Nothing more is known to be in the feed.
    caught_up: bool,
    polled_at: Duration,
    next_push: Option<Duration>,
    link: Link,
    timer: Option<Duration>,
    finished: bool,
}

impl Machine {
    /// Before it begins.
    pub fn new(goal: Goal) -> Self {
        let all = goal != Goal::PushOnly;
        Self {
            goal,
            session: Session::Good,
            me: Lane::new(all),
            push: Lane::new(true),
            feed: Lane::new(all),
            down: Lane::new(all),
            files: Lane::new(goal == Goal::Stay),
            most: MOST_ACTIONS,
            caught_up: false,
            polled_at: Duration::ZERO,
            next_push: None,
            link: Link::Unknown,
            timer: None,
            finished: false,
        }
    }

    /// Takes one event. `now` is on the monotonic clock, `dice` is random from 0 to 1.
    pub fn step(&mut self, event: Event, now: Duration, dice: f64) -> Vec<Command> {
        let before = self.link;
        self.take(event, now, dice);
        let mut commands = Vec::new();
        self.go(now, &mut commands);
        if self.link != before {
            commands.push(Command::Say(self.link));
        }
        let timer = self.deadline();
        if timer != self.timer {
            self.timer = timer;
            commands.push(Command::SetTimer(timer));
        }
        if self.goal != Goal::Stay && !self.finished && self.is_settled() {
            self.finished = true;
            commands.push(Command::Finish);
        }
        commands
    }

    fn take(&mut self, event: Event, now: Duration, dice: f64) {
        match event {
            Event::Started => {}
            Event::Queued => {
                self.push.wanted = true;
                self.push.by_hand(now);
            }
            Event::Asked => {
                self.push.wanted = true;
                self.all().for_each(|lane| lane.by_hand(now));
            }
            Event::LoggedIn => self.logged_in(),
            Event::Timer => {
                if self.next_push.is_some_and(|at| at <= now) {
                    self.next_push = None;
                    self.push.wanted = true;
                }
            }
            Event::MeKnown => self.well(Which::Me),
            Event::MeFailed(failure) => self.failed(Which::Me, failure, now, dice),
            Event::Pushed { sent, more, next_at } => self.pushed(sent, more, next_at),
            Event::PushFailed(failure) => self.failed(Which::Push, failure, now, dice),
            Event::Fed { moved, behind, below, regrant } => self.fed((moved, behind, below, regrant), now, dice),
            Event::FeedFailed(failure) => self.failed(Which::Feed, failure, now, dice),
            Event::Lowered { more } => {
                self.down.done();
                // Not `=`: a stream may have been begun while this page was on its way.
                self.down.wanted |= more;
                self.files.wanted |= self.goal == Goal::Stay;
            }
            Event::DownFailed(failure) => self.failed(Which::Down, failure, now, dice),
            Event::FileCame { more } => {
                self.files.done();
                self.files.wanted |= more;
            }
            Event::FileFailed(failure) => self.failed(Which::Files, failure, now, dice),
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Lane> {
        [&mut self.me, &mut self.push, &mut self.feed, &mut self.down, &mut self.files].into_iter()
    }

    fn lane(&mut self, which: Which) -> &mut Lane {
        match which {
            Which::Me => &mut self.me,
            Which::Push => &mut self.push,
            Which::Feed => &mut self.feed,
            Which::Down => &mut self.down,
            Which::Files => &mut self.files,
        }
    }

    fn logged_in(&mut self) {
        if self.session != Session::Good {
            self.session = Session::Good;
            self.link = Link::Unknown;
        }
        self.all().for_each(Lane::line_is_back);
        let all = self.goal != Goal::PushOnly;
        self.push.wanted = true;
        self.me.wanted |= all;
        self.feed.wanted |= all;
        self.down.wanted |= all;
    }

    /// A lane got through to the server.
    fn well(&mut self, which: Which) {
        self.lane(which).done();
        if self.session == Session::Good {
            self.link = Link::Online;
        }
        self.all().for_each(Lane::line_is_back);
    }

    fn pushed(&mut self, sent: bool, more: bool, next_at: Option<Duration>) {
        if sent {
            self.well(Which::Push);
            self.most = (self.most + self.most / 4 + 1).min(MOST_ACTIONS);
        } else {
            self.push.done();
        }
        self.push.wanted |= more;
        self.next_push = next_at;
    }

    fn fed(&mut self, (moved, behind, below, regrant): (bool, bool, bool, bool), now: Duration, dice: f64) {
        self.me.wanted |= regrant;
        let held = self.caught_up && self.goal == Goal::Stay;
        let endless = !moved && (behind || (held && now.saturating_sub(self.polled_at) < HELD_AT_LEAST));
        if endless {
            // Nothing came and yet we should go on: not without a rest.
            self.failed(Which::Feed, Failure::Broken, now, dice);
            return;
        }
        self.well(Which::Feed);
        self.caught_up = !behind;
        self.feed.wanted |= behind || self.goal == Goal::Stay;
        self.down.wanted |= below;
        self.files.wanted |= moved && self.goal == Goal::Stay;
    }

    fn failed(&mut self, which: Which, failure: Failure, now: Duration, dice: f64) {
        match failure {
            Failure::LoggedOut => {
                self.lane(which).dropped();
                self.lane(which).wanted = true;
                self.session = Session::Ended;
                self.link = Link::LoggedOut;
                return;
            }
            Failure::TooOld => {
                self.lane(which).failed(now, dice, After::Nonsense);
                if self.session == Session::Good {
                    self.session = Session::TooOld;
                    self.link = Link::TooOld;
                }
                return;
            }
            Failure::TimedOut if which == Which::Push => self.most = (self.most / 2).max(1),
            _ => {}
        }
        let after = match failure {
            Failure::Busy(Some(told)) => After::Told(told),
            Failure::Down | Failure::TimedOut | Failure::Busy(None) => After::Silence,
            Failure::Broken | Failure::LoggedOut | Failure::TooOld => After::Nonsense,
        };
        self.lane(which).failed(now, dice, after);
        let silent = matches!(failure, Failure::Down | Failure::TimedOut);
        if self.session == Session::Good && (silent || self.link == Link::Unknown) {
            self.link = Link::Offline;
        }
    }

    /// Starts whatever may start.
    fn go(&mut self, now: Duration, commands: &mut Vec<Command>) {
        if self.session == Session::Ended || self.finished {
            return;
        }
        if self.push.start(now) {
            commands.push(Command::Push { most: self.most });
        }
        if self.session == Session::TooOld {
            return;
        }
        if self.me.start(now) {
            commands.push(Command::FetchMe);
        }
        if self.feed.start(now) {
            self.polled_at = now;
            commands.push(Command::PollFeed { hold: self.caught_up && self.goal == Goal::Stay });
        }
        if self.down.start(now) {
            commands.push(Command::ReadDown);
        }
        // Files come last: a bad line carries letters first.
        if self.caught_up && self.down.is_settled() && self.files.start(now) {
            commands.push(Command::FetchFile);
        }
    }

    /// The next moment at which something starts by itself.
    fn deadline(&self) -> Option<Duration> {
        if self.finished || self.session == Session::Ended {
            return None;
        }
        let push = self.push.deadline().into_iter().chain(self.next_push).min();
        if self.session == Session::TooOld {
            return push;
        }
        let others = [&self.me, &self.feed, &self.down, &self.files];
        others.iter().filter_map(|lane| lane.deadline()).chain(push).min()
    }

    fn is_settled(&self) -> bool {
        let lanes = [&self.me, &self.push, &self.feed, &self.down, &self.files];
        if lanes.iter().any(|lane| lane.state == State::Busy) {
            return false;
        }
        match self.session {
            Session::Ended => true,
            // Another person's outbox stays in our care while it cannot be sent.
            _ if self.goal == Goal::PushOnly => {
                self.push.state == State::Idle && !self.push.wanted && self.next_push.is_none()
            }
            Session::TooOld => self.push.is_settled(),
            Session::Good => lanes.iter().all(|lane| lane.is_settled()),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Me,
    Push,
    Feed,
    Down,
    Files,
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
