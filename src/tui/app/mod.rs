//! The desk's state: `update` takes what happened and gives what is to be done, `view` paints. Pure: no
//! terminal, no clock, no store.

mod answers;
mod groups;
mod keys;
mod many;
mod outside;
mod palette;
mod people;
mod undo;
mod view;
mod visits;
mod wishes;
mod world;

use std::collections::{HashMap, HashSet};
use std::mem::{Discriminant, take};
use std::time::Duration;

use groups::Groups;
use many::UnderWay;
use world::{Screens, ctx};

use super::command::CommandId;
use super::context::{After, Now, Setup};
use super::decision::Guard;
use super::deed::Deed;
use super::digits::Digits;
use super::effect::Effect;
use super::event::Event;
use super::keymap::Keymap;
use super::keys::{Code, Key};
use super::layers::Layer;
use super::layers::sign::Sign;
use super::layout::{self, Areas, Shape};
use super::screens::ScreenId;
use super::screens::login::{FirstStart, KnownAccount, Login};
use super::text::{self, Para};
use super::theme::Role;
use crate::desk::{Query, SyncStatus, Tabs, UndoView, Who};
use crate::domain::counters::Counter;
use crate::domain::id::ActionId;
use crate::i18n::Message;

/// What takes longer than this is said to be on its way.
const SLOW: Duration = Duration::from_millis(150);

/// Everything that is on the screen, and what is under way.
pub struct App {
    setup: Setup,
    keymap: Keymap,
    accounts: Vec<KnownAccount>,
    size: (u16, u16),
    now: Now,
    who: Option<Who>,
    status: SyncStatus,
    /// When a key last tried the line.
    tried_line: Option<Duration>,
    open: ScreenId,
    /// The screen that shows only what this counter of Beranda counts.
    visiting: Option<(ScreenId, Counter)>,
    /// What stands behind the names of the screens.
    tabs: Tabs,
    screens: Screens,
    login: Option<Login>,
    /// Who is expected to log in first.
    expected: Option<String>,
    /// What is asked where nobody has logged in yet.
    first_start: Option<FirstStart>,
    /// The account that logged in last.
    account: Option<String>,
    /// What the last person left on the screen when it was locked.
    parked: Option<people::Parked>,
    /// Locks by itself after so long without a key.
    lock_after: Option<Duration>,
    touched: Duration,
    /// Somebody has just sat down: how far their rights are confirmed is not said yet.
    just_came: bool,
    layers: Vec<Layer>,
    said: Option<(Role, Message)>,
    /// What was said of the last action, and which it was.
    said_of: Option<(ActionId, Message)>,
    /// What was said to wait for the server, and of which action.
    undecided: Option<(ActionId, Message)>,
    undo: UndoView,
    /// Undo or redo, when it was pressed while the last action was on its way to the store.
    wanted: Option<CommandId>,
    undone_at: Option<Duration>,
    last: Option<Deed>,
    many: Option<UnderWay>,
    groups: Groups,
    saved: Option<jiff::Timestamp>,
    guard: Guard,
    /// When the last key came.
    typed_at: Option<Duration>,
    /// How many keys came before it without a rest.
    run: usize,
    /// Whether the one that is handled came too soon after them for a hand.
    burst: bool,
    /// What was copied last.
    copied: Option<String>,
    digits: Digits,
    prefix: Vec<Key>,
    habits: palette::Habits,
    /// New people get three keys in the footer.
    teaches: bool,
    /// A command that waits for the content of its row, and the question for that.
    waiting: Option<(CommandId, Query)>,
    dirty: bool,
    ticket: u64,
    newest: HashMap<Discriminant<Query>, u64>,
    awaited: HashMap<u64, After>,
    refreshing: HashSet<u64>,
    /// Since when they are awaited.
    asked_at: Option<Duration>,
    again: bool,
    /// Something changed hands while a dialog was open: it is said when that is closed.
    unsaid: bool,
    effects: Vec<Effect>,
}

impl App {
    /// A desk that nobody sits at yet; it asks who is there.
    pub fn new(setup: Setup, keymap: Keymap, accounts: Vec<KnownAccount>, size: (u16, u16), now: Now) -> Self {
        let mut app = Self {
            setup,
            keymap,
            accounts,
            size,
            now,
            who: None,
            status: SyncStatus::default(),
            tried_line: None,
            open: ScreenId::Home,
            visiting: None,
            tabs: Tabs::default(),
            screens: Screens::default(),
            login: None,
            expected: None,
            first_start: None,
            account: None,
            parked: None,
            lock_after: None,
            touched: now.mono,
            just_came: false,
            layers: Vec::new(),
            said: None,
            said_of: None,
            undecided: None,
            undo: UndoView::default(),
            wanted: None,
            undone_at: None,
            last: None,
            many: None,
            groups: Groups::default(),
            saved: None,
            guard: Guard::default(),
            typed_at: None,
            run: 0,
            burst: false,
            copied: None,
            digits: Digits::default(),
            prefix: Vec::new(),
            habits: palette::Habits::default(),
            teaches: false,
            waiting: None,
            dirty: true,
            ticket: 0,
            newest: HashMap::new(),
            awaited: HashMap::new(),
            refreshing: HashSet::new(),
            asked_at: Some(now.mono),
            again: false,
            unsaid: false,
            effects: Vec::new(),
        };
        app.ask(Query::Who);
        app
    }

    /// This account is expected: a first login begins at its password.
    pub fn expect(&mut self, account: Option<String>) {
        self.account.clone_from(&account);
        self.expected = account;
    }

    /// Nobody has logged in on this machine yet: the login asks where the server is.
    pub fn first_start(&mut self, start: Option<FirstStart>) {
        self.first_start = start;
    }

    /// Locks by itself after so long without a key; none: never.
    pub fn lock_after(&mut self, idle: Option<Duration>) {
        self.lock_after = idle;
    }

    /// Whether something visible has changed since the last frame.
    pub fn dirty(&self) -> bool {
        self.dirty
    }

    /// The window's size as last said.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// What is to be done first.
    pub fn start(&mut self) -> Vec<Effect> {
        take(&mut self.effects)
    }

    /// Something happened: gives what is to be done.
    pub fn update(&mut self, now: Now, event: Event) -> Vec<Effect> {
        self.now = now;
        self.single_digit();
        match event {
            Event::Typed(typed) => {
                self.touched = now.mono;
                self.typed(&typed);
            }
            Event::Resized(width, height) => {
                self.size = (width, height);
                self.dirty = true;
            }
            Event::Found { ticket, query, result } => self.found(ticket, query, result),
            Event::PassedOver { ticket } => self.answered(ticket),
            Event::Done { ticket, result } => self.done(ticket, result),
            Event::LoggedIn(result) => self.logged_in(result),
            Event::Sign(step) => {
                let over = matches!(step, crate::desk::SignStep::Ended { .. });
                if let Some(batch) = self.batch() {
                    batch.step(step);
                    self.dirty = true;
                }
                if over {
                    self.refresh();
                }
            }
            Event::SignFailed(error) => {
                if let Some(batch) = self.batch() {
                    batch.not_started(error);
                }
                self.dirty = true;
            }
            Event::PinSet(result) => self.pin_set(&result),
            Event::Changed => self.refresh(),
            Event::Exported(result) => self.exported(result),
            Event::Suspend => self.suspend(),
            Event::Continued => self.effects.push(Effect::TakeTerminal),
            Event::Stop(reason) => self.quit(reason),
        }
        take(&mut self.effects)
    }

    /// The next moment at which [`App::due`] has something to do.
    pub fn deadline(&mut self) -> Option<Duration> {
        let areas = self.areas();
        let ctx = ctx!(self, areas);
        let screen = if self.login.is_some() { None } else { self.screens.get(self.open).deadline(&ctx) };
        let layer = self.layers.last().and_then(Layer::deadline);
        [self.digits.deadline(), screen, layer, self.slow_at(), self.locks_at()].into_iter().flatten().min()
    }

    /// When a list that has not come yet is said to be on its way; none when that was said or it is here.
    fn slow_at(&self) -> Option<Duration> {
        let at = self.asked_at.filter(|_| self.login.is_none() && self.screens.get(self.open).loading())? + SLOW;
        (self.now.mono < at).then_some(at)
    }

    /// Whether what is shown has been awaited long enough to say so.
    fn slow(&self) -> bool {
        self.asked_at.is_some_and(|at| self.now.mono >= at + SLOW)
    }

    /// Time has passed: gives what is to be done.
    pub fn due(&mut self, now: Now) -> Vec<Effect> {
        let slow = self.slow_at().is_some_and(|at| at <= now.mono);
        self.now = now;
        self.dirty |= slow;
        self.single_digit();
        if self.locks_at().is_some_and(|at| at <= now.mono) {
            self.lock_by_itself();
        }
        if self.login.is_none() {
            let areas = self.areas();
            let mut ctx = ctx!(self, areas);
            let changed = self.screens.get_mut(self.open).due(&mut ctx);
            if let Some(layer) = self.layers.last_mut() {
                layer.due(&mut ctx);
            }
            let wishes = ctx.wishes;
            self.dirty |= changed;
            self.grant(wishes);
        }
        take(&mut self.effects)
    }

    /// A frame was drawn: what is on the screen now may be decided on after a while.
    pub fn drawn(&mut self, now: Now) {
        self.now = now;
        self.dirty = false;
        // Help and palette leave what was read as it was; every other dialog is a thing of its own.
        if self.login.is_none() && matches!(self.layers.last(), Some(Layer::Palette(_))) {
            return;
        }
        if self.login.is_some() || !self.layers.is_empty() {
            return self.guard.drawn(None, now.mono);
        }
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get_mut(self.open).drawn(&mut ctx);
    }

    /// The batch that is being signed. It goes on behind the lock, and its results are there when its person is back.
    fn batch(&mut self) -> Option<&mut Sign> {
        let parked = self.parked.iter_mut().flat_map(|parked| &mut parked.layers);
        self.layers.iter_mut().chain(parked).rev().find_map(|layer| match layer {
            Layer::Sign(sign) => Some(sign.as_mut()),
            _ => None,
        })
    }

    fn single_digit(&mut self) {
        match self.digits.due(self.now.mono) {
            Some(digit) if self.layers.is_empty() => self.mapped(Key::plain(Code::Char(digit))),
            Some(digit) => self.hand_key(digit),
            None => {}
        }
    }

    fn areas(&self) -> Option<Areas> {
        let (width, height) = self.size;
        let message_rows = match self.message() {
            Some((_, message, true)) => {
                text::wrap(&[Para::plain(message)], usize::from(width).saturating_sub(2), &self.setup.glyphs).len()
            }
            _ => 1,
        };
        let shape = Shape {
            ssh: self.setup.ssh,
            large: self.setup.large,
            full: self.screens.get(self.open).full(),
            message_rows: u16::try_from(message_rows).unwrap_or(u16::MAX),
        };
        layout::areas(width, height, shape)
    }
}
