//! The desk's state: `update` takes what happened and gives what is to be done, `view` paints. Pure: no
//! terminal, no clock, no store.

use std::collections::{HashMap, HashSet};
use std::mem::{Discriminant, discriminant, take};
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::command::{self, Can, CommandId};
use super::context::{After, Ctx, Now, Setup, Wish};
use super::decision::Guard;
use super::digits::{Digit, Digits};
use super::effect::Effect;
use super::event::{Event, ExitReason};
use super::frame;
use super::keymap::{self, Keymap, Match};
use super::keys::{Code, Key, Typed};
use super::layers::Layer;
use super::layers::leave::Leave;
use super::layers::palette::Palette;
use super::layers::search::Search;
use super::layout::{self, Areas, Shape};
use super::paint::Paint;
use super::screens::login::{DemoAccount, Login};
use super::screens::{Screen, ScreenId, inbox, requests, sync, tasks};
use super::text::{self, Para};
use super::theme::Role;
use crate::desk::{Command, DeskError, Done, Found, Query, SyncStatus, Who};
use crate::domain::office::Role as Duty;
use crate::i18n::{self, Message, Word, clock};

/// The four screens.
#[derive(Default)]
struct Screens {
    inbox: inbox::Inbox,
    requests: requests::Requests,
    tasks: tasks::Tasks,
    sync: sync::Sync,
}

impl Screens {
    fn get(&self, id: ScreenId) -> &dyn Screen {
        match id {
            ScreenId::Inbox => &self.inbox,
            ScreenId::Requests => &self.requests,
            ScreenId::Tasks => &self.tasks,
            ScreenId::Sync => &self.sync,
        }
    }

    fn get_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
        match id {
            ScreenId::Inbox => &mut self.inbox,
            ScreenId::Requests => &mut self.requests,
            ScreenId::Tasks => &mut self.tasks,
            ScreenId::Sync => &mut self.sync,
        }
    }

    fn asking(&self, query: Query) -> Option<ScreenId> {
        ScreenId::ALL.iter().map(|(id, ..)| *id).find(|id| self.get(*id).asks(query))
    }
}

/// Everything that is on the screen, and what is under way.
pub struct App {
    setup: Setup,
    keymap: Keymap,
    accounts: Vec<DemoAccount>,
    size: (u16, u16),
    now: Now,
    who: Option<Who>,
    status: SyncStatus,
    open: ScreenId,
    screens: Screens,
    login: Option<Login>,
    layers: Vec<Layer>,
    said: Option<(Role, Message)>,
    saved: Option<jiff::Timestamp>,
    guard: Guard,
    digits: Digits,
    prefix: Vec<Key>,
    dirty: bool,
    ticket: u64,
    newest: HashMap<Discriminant<Query>, u64>,
    awaited: HashMap<u64, After>,
    refreshing: HashSet<u64>,
    again: bool,
    effects: Vec<Effect>,
}

/// The world of a screen or layer: disjoint from the screen or layer itself.
macro_rules! ctx {
    ($app:expr, $areas:expr) => {
        Ctx {
            setup: &$app.setup,
            now: $app.now,
            who: $app.who.as_ref(),
            areas: $areas,
            guard: &mut $app.guard,
            wishes: Vec::new(),
        }
    };
}

impl App {
    /// A desk that nobody sits at yet; it asks who is there.
    pub fn new(setup: Setup, keymap: Keymap, accounts: Vec<DemoAccount>, size: (u16, u16), now: Now) -> Self {
        let mut app = Self {
            setup,
            keymap,
            accounts,
            size,
            now,
            who: None,
            status: SyncStatus::default(),
            open: ScreenId::Requests,
            screens: Screens::default(),
            login: None,
            layers: Vec::new(),
            said: None,
            saved: None,
            guard: Guard::default(),
            digits: Digits::default(),
            prefix: Vec::new(),
            dirty: true,
            ticket: 0,
            newest: HashMap::new(),
            awaited: HashMap::new(),
            refreshing: HashSet::new(),
            again: false,
            effects: Vec::new(),
        };
        app.ask(Query::Who);
        app
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
            Event::Typed(typed) => self.typed(&typed),
            Event::Resized(width, height) => {
                self.size = (width, height);
                self.dirty = true;
            }
            Event::Found { ticket, query, result } => self.found(ticket, query, result),
            Event::Done { ticket, result } => self.done(ticket, result),
            Event::LoggedIn(result) => self.logged_in(result),
            Event::Sign(step) => {
                let over = matches!(step, crate::desk::SignStep::Ended { .. });
                if let Some(layer) = self.layers.iter_mut().rev().find(|layer| matches!(layer, Layer::Sign(_))) {
                    layer.step(step);
                    self.dirty = true;
                }
                if over {
                    self.refresh();
                }
            }
            Event::SignFailed(error) => {
                if let Some(Layer::Sign(sign)) = self.layers.last_mut() {
                    sign.not_started(error);
                }
                self.dirty = true;
            }
            Event::Changed => self.refresh(),
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
        [self.digits.deadline(), screen, layer].into_iter().flatten().min()
    }

    /// Time has passed: gives what is to be done.
    pub fn due(&mut self, now: Now) -> Vec<Effect> {
        self.now = now;
        self.single_digit();
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
        if self.login.is_some() || !self.layers.is_empty() {
            return self.guard.drawn(None, now.mono);
        }
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get_mut(self.open).drawn(&mut ctx);
    }

    fn single_digit(&mut self) {
        if let Some(digit) = self.digits.due(self.now.mono) {
            self.mapped(Key::plain(Code::Char(digit)));
        }
    }

    fn areas(&self) -> Option<Areas> {
        let (width, height) = self.size;
        let message_rows = match &self.said {
            Some((_, message)) => text::wrap(
                &[Para::plain(self.setup.say(message))],
                usize::from(width).saturating_sub(2),
                &self.setup.glyphs,
            )
            .len(),
            None => 1,
        };
        let shape = Shape {
            ssh: self.setup.ssh,
            full: self.screens.get(self.open).full(),
            message_rows: u16::try_from(message_rows).unwrap_or(u16::MAX),
        };
        layout::areas(width, height, shape)
    }

    // Keys

    fn typed(&mut self, typed: &Typed) {
        self.dirty = true;
        let typed = match typed {
            // Ctrl-C cancels like Esc and never ends the program.
            Typed::Key(Key { code: Code::Char('c'), ctrl: true }) => Typed::Key(Key::plain(Code::Esc)),
            Typed::Key(Key { code: Code::Char('l'), ctrl: true }) => return self.effects.push(Effect::Redraw),
            other => other.clone(),
        };
        let areas = self.areas();
        if let Some(login) = &mut self.login {
            let mut ctx = ctx!(self, areas);
            login.typed(&typed, &mut ctx);
            let wishes = ctx.wishes;
            return self.grant(wishes);
        }
        if let Some(layer) = self.layers.last_mut() {
            self.said = None;
            let mut ctx = ctx!(self, areas);
            layer.typed(&typed, &mut ctx);
            let wishes = ctx.wishes;
            return self.grant(wishes);
        }
        if let Typed::Key(key) = typed {
            self.pressed(key);
        }
    }

    fn pressed(&mut self, key: Key) {
        match self.digits.key(key, self.now.mono) {
            Digit::Held => {}
            Digit::Burst => self.said = Some((Role::Warn, Word::BurstIgnored.into())),
            Digit::Pass(before) => {
                if let Some(digit) = before {
                    self.mapped(Key::plain(Code::Char(digit)));
                }
                self.mapped(key);
            }
        }
    }

    fn mapped(&mut self, key: Key) {
        self.prefix.push(key);
        let keys = take(&mut self.prefix);
        match self.keymap.find(&keys) {
            Match::Command(id) => self.run(id, &keymap::describe(key)),
            Match::Begun => self.prefix = keys,
            // What did not go on as it began: the last key may still mean something by itself.
            Match::Nothing if keys.len() > 1 => self.mapped(key),
            Match::Nothing => {}
        }
    }

    /// Whether a command works now.
    pub fn can(&self, id: CommandId) -> Can {
        match id {
            CommandId::Palette
            | CommandId::Help
            | CommandId::Person
            | CommandId::Quit
            | CommandId::Redraw
            | CommandId::Saved
            | CommandId::Search
            | CommandId::Inbox
            | CommandId::Requests
            | CommandId::Tasks
            | CommandId::Sync => Can::Yes,
            CommandId::Undo => Can::No(Word::NothingToUndo.into()),
            id if command::of(id).moves() => Can::Yes,
            id => self.screens.get(self.open).can(id, self.who.as_ref()),
        }
    }

    fn run(&mut self, id: CommandId, key: &str) {
        self.dirty = true;
        if let Can::No(why) = self.can(id) {
            return self.cannot(id, &why);
        }
        self.said = None;
        match id {
            CommandId::Inbox => self.go(ScreenId::Inbox),
            CommandId::Requests => self.go(ScreenId::Requests),
            CommandId::Tasks => self.go(ScreenId::Tasks),
            CommandId::Sync => self.go(ScreenId::Sync),
            CommandId::Palette | CommandId::Help => {
                let palette = Palette::new(id == CommandId::Help, &self.setup, &self.keymap, |id| self.can(id));
                self.layers.push(palette.into());
            }
            CommandId::Search => self.layers.push(Search::default().into()),
            CommandId::Person => self.lock(),
            CommandId::Quit if self.status.unsent > 0 => self.layers.push(Leave::new(self.status.unsent).into()),
            CommandId::Quit => self.quit(ExitReason::Left),
            CommandId::Redraw => self.effects.push(Effect::Redraw),
            CommandId::Saved => {
                let told = self.saved.map_or(Message::SavedAlways, |at| Message::SavedAt(clock(at)));
                self.said = Some((Role::Good, told));
            }
            id => {
                let areas = self.areas();
                let mut ctx = ctx!(self, areas);
                self.screens.get_mut(self.open).run(id, key, &mut ctx);
                let wishes = ctx.wishes;
                self.grant(wishes);
            }
        }
    }

    /// A disabled command says why; a decision key counts as pressed all the same.
    fn cannot(&mut self, id: CommandId, why: &Message) {
        if matches!(id, CommandId::Forward | CommandId::Return | CommandId::Refuse | CommandId::Sign) {
            self.guard.key(None, false, self.now.mono);
        }
        if matches!(id, CommandId::Back | CommandId::Open) {
            self.said = None;
            return;
        }
        let title = self.setup.word(command::of(id).title).to_owned();
        let reason = self.setup.say(why);
        self.said = Some((Role::Warn, Message::Why { title, reason }));
    }

    fn go(&mut self, screen: ScreenId) {
        self.open = screen;
        self.refresh();
    }

    // Wishes

    fn grant(&mut self, wishes: Vec<Wish>) {
        for wish in wishes {
            match wish {
                Wish::Ask(query) => {
                    self.ask(query);
                }
                Wish::Do(command, after) => self.perform(*command, after),
                Wish::Say(role, message) => self.said = Some((role, message)),
                Wish::Push(layer) => self.layers.push(*layer),
                Wish::Pop => {
                    self.layers.pop();
                }
                Wish::Run(id) => {
                    let key = self.keymap.first_key(id).unwrap_or_else(|| command::of(id).name.to_owned());
                    self.run(id, &key);
                }
                Wish::Row(text) => {
                    if !self.screens.get_mut(self.open).go_to(&text, self.now) {
                        self.said = Some((Role::Warn, Message::NoLine(text)));
                    }
                }
                Wish::Narrow(words) => self.screens.get_mut(self.open).narrow(words, self.now),
                Wish::LogIn(name, password) => self.effects.push(Effect::LogIn { name, password }),
                Wish::Sign(items, passphrase) => self.effects.push(Effect::Sign { items, passphrase }),
                Wish::CancelSign => self.effects.push(Effect::CancelSign),
                Wish::Quit(reason) => self.quit(reason),
            }
        }
    }

    fn ask(&mut self, query: Query) -> u64 {
        self.ticket += 1;
        self.newest.insert(discriminant(&query), self.ticket);
        self.effects.push(Effect::Ask { ticket: self.ticket, query });
        self.ticket
    }

    fn perform(&mut self, command: Command, after: After) {
        if after.close
            && let Some((record, version)) = self.layers.last().and_then(Layer::decides_on)
            && self.screens.get(self.open).version(record) != Some(version)
        {
            self.said = Some((Role::Warn, Word::ChangedMeanwhile.into()));
            if let Some(layer) = self.layers.last_mut() {
                layer.failed(&DeskError::Changed);
            }
            return;
        }
        self.ticket += 1;
        self.awaited.insert(self.ticket, after);
        self.effects.push(Effect::Do { ticket: self.ticket, command });
    }

    // Answers

    fn found(&mut self, ticket: u64, query: Query, result: Result<Found, DeskError>) {
        let refreshed = self.refreshing.remove(&ticket) && self.refreshing.is_empty();
        if self.newest.get(&discriminant(&query)) == Some(&ticket) {
            match result {
                Ok(found) => self.take_in(query, found),
                Err(error) => self.missed(query, &error),
            }
        }
        if refreshed && take(&mut self.again) {
            self.refresh();
        }
    }

    fn take_in(&mut self, query: Query, found: Found) {
        match found {
            Found::Who(who) => self.seat(*who),
            Found::Status(status) => {
                self.dirty |= self.status != status;
                self.status = status;
            }
            Found::Draft(draft) => {
                let areas = self.areas();
                let mut ctx = ctx!(self, areas);
                if let (Some(draft), Some(Layer::Form(form))) = (draft, self.layers.last_mut()) {
                    form.take_up(&draft, &mut ctx);
                    self.dirty = true;
                }
                let wishes = ctx.wishes;
                self.grant(wishes);
            }
            found => {
                let Some(id) = self.screens.asking(query) else { return };
                let areas = self.areas();
                let mut ctx = ctx!(self, areas);
                let changed = self.screens.get_mut(id).found(found, &mut ctx);
                let wishes = ctx.wishes;
                self.grant(wishes);
                self.dirty |= changed;
            }
        }
    }

    fn missed(&mut self, query: Query, error: &DeskError) {
        match query {
            Query::Who => self.seat_nobody(),
            query => {
                let Some(id) = self.screens.asking(query) else { return };
                let areas = self.areas();
                let mut ctx = ctx!(self, areas);
                let changed = self.screens.get_mut(id).missed(query, error, &mut ctx);
                let wishes = ctx.wishes;
                self.grant(wishes);
                self.dirty |= changed;
            }
        }
        if matches!(error, DeskError::Storage(_)) {
            self.said = Some((Role::Bad, Message::Text(i18n::failure(self.setup.lang, error))));
            self.dirty = true;
        }
    }

    fn done(&mut self, ticket: u64, result: Result<Done, DeskError>) {
        let Some(after) = self.awaited.remove(&ticket) else { return };
        match result {
            Ok(done) => {
                self.saved = Some(self.now.wall);
                if after.quiet {
                    return;
                }
                self.told(&done, after);
                self.refresh();
            }
            // A tick of the program's own, like a read mark, is not worth a word; lost typing is.
            Err(error) if after.quiet && !matches!(error, DeskError::Storage(_)) => {}
            Err(error) => {
                if after.close
                    && let Some(layer) = self.layers.last_mut()
                {
                    layer.failed(&error);
                }
                self.said = Some((Role::Bad, Message::Text(i18n::failure(self.setup.lang, &error))));
                self.dirty = true;
                self.refresh();
            }
        }
    }

    fn told(&mut self, done: &Done, after: After) {
        self.dirty = true;
        if let Some(told) = after.told {
            let undecided = matches!(done, Done::Queued { undecided: true, .. });
            let told = if undecided { Message::Undecided { text: self.setup.say(&told) } } else { told };
            self.said = Some((Role::Good, told));
        }
        if let Some(key) = after.leave {
            for (id, ..) in ScreenId::ALL {
                self.screens.get_mut(id).leave(key, self.now);
            }
        }
        if after.close
            && let Some(Layer::Form(form)) = self.layers.pop()
        {
            self.grant(vec![form.sent()]);
        }
    }

    /// Asks for everything that is shown; while answers are awaited, once more when they are here.
    fn refresh(&mut self) {
        if self.who.is_none() {
            return;
        }
        if !self.refreshing.is_empty() {
            self.again = true;
            return;
        }
        let lists = ScreenId::ALL.map(|(id, ..)| self.screens.get(id).list());
        for query in std::iter::once(Query::Status).chain(lists) {
            let ticket = self.ask(query);
            self.refreshing.insert(ticket);
        }
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get(self.open).ask_preview(&mut ctx);
        let wishes = ctx.wishes;
        self.grant(wishes);
    }

    // People

    fn seat(&mut self, who: Who) {
        self.dirty = true;
        let approves = !who.roles.contains(&Duty::Operator)
            && who.roles.iter().any(|role| matches!(role, Duty::Signer | Duty::Verifier));
        self.open = if approves { ScreenId::Tasks } else { ScreenId::Requests };
        self.login = None;
        self.who = Some(who);
        self.refresh();
    }

    fn seat_nobody(&mut self) {
        self.dirty = true;
        let last = self.who.take().map(|who| who.name);
        self.login = Some(Login::new(self.accounts.clone(), last));
    }

    fn logged_in(&mut self, result: Result<Who, DeskError>) {
        self.dirty = true;
        match (result, &mut self.login) {
            (Ok(who), _) => self.seat(who),
            (Err(error), Some(login)) => login.failed(&error, &self.setup),
            (Err(_), None) => {}
        }
    }

    /// Nobody's data stays on the screen or in memory; what was typed is kept first.
    fn lock(&mut self) {
        self.keep_typing();
        self.effects.push(Effect::Lock);
        self.layers.clear();
        self.screens = Screens::default();
        self.status = SyncStatus::default();
        self.said = None;
        self.newest.clear();
        self.awaited.clear();
        self.refreshing.clear();
        self.again = false;
        self.seat_nobody();
    }

    fn keep_typing(&mut self) {
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        for layer in &mut self.layers {
            layer.keep(&mut ctx);
        }
        let wishes = ctx.wishes;
        self.grant(wishes);
    }

    fn quit(&mut self, reason: ExitReason) {
        self.keep_typing();
        self.effects.push(Effect::Quit(reason));
    }

    // View

    /// Paints everything.
    pub fn view(&mut self, frame: &mut Frame<'_>) {
        let (setup, now) = (self.setup, self.now);
        let mut paint = Paint { buffer: frame.buffer_mut(), theme: setup.theme, glyphs: setup.glyphs, cursor: None };
        let window = paint.buffer.area.intersection(Rect::new(0, 0, layout::LARGEST.0, layout::LARGEST.1));
        match (self.areas(), &self.login) {
            // A frame of another size than the last event said: the event is under way.
            (Some(_), _) if (window.width, window.height) < layout::SMALLEST || !self.fits(window) => {}
            (Some(_), Some(login)) => login.paint(window, &setup, &mut paint),
            (Some(areas), None) => self.paint_desk(&areas, &setup, now, &mut paint),
            (None, _) => {
                let (width, height) = self.size;
                let text = setup.say(&Message::TooSmall { width, height });
                paint.line(window, 0, Role::Plain, &text);
            }
        }
        if let Some(at) = paint.cursor {
            frame.set_cursor_position(at);
        }
    }

    fn fits(&self, window: Rect) -> bool {
        let (width, height) = self.size;
        width.min(layout::LARGEST.0) <= window.width && height.min(layout::LARGEST.1) <= window.height
    }

    fn paint_desk(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        frame::header(areas.header, self.who.as_ref(), &self.status, setup, now, paint);
        let counters = ScreenId::ALL.map(|(id, ..)| (id, self.screens.get(id).counter()));
        frame::tabs(areas.tabs, self.open, &counters, setup, paint);
        self.screens.get_mut(self.open).paint(areas, setup, now, paint);
        let filter = self.screens.get(self.open).filter();
        let narrowed = (!filter.is_empty()).then(|| (Role::Plain, Message::Narrowed(filter.to_owned())));
        if let Some((role, message)) = self.said.as_ref().or(narrowed.as_ref()) {
            let inside = Rect { x: 1, width: areas.message.width.saturating_sub(2), ..areas.message };
            let para = Para::of(*role, setup.say(message));
            for (y, (role, line)) in (0..).zip(text::wrap(&[para], usize::from(inside.width), &setup.glyphs)) {
                paint.line(inside, y, role, &line);
            }
        }
        for layer in &self.layers {
            layer.paint(areas.body, areas.message, setup, paint);
        }
        match self.layers.last() {
            Some(layer) => {
                paint.line(areas.footer, 0, Role::Plain, &format!(" {}", setup.word(layer.hint())));
            }
            None => frame::footer(areas.footer, &self.keys_now(), paint),
        }
    }

    /// The footer's keys: those of the table that work now.
    fn keys_now(&self) -> Vec<(String, String)> {
        command::TABLE
            .iter()
            .filter(|command| command.footer)
            .filter_map(|command| {
                let title = match self.can(command.id) {
                    Can::Yes => command.title,
                    Can::As(title) => title,
                    Can::No(_) => return None,
                };
                let key = self.keymap.first_key(command.id)?;
                Some((key, self.setup.word(title).to_owned()))
            })
            .collect()
    }
}
