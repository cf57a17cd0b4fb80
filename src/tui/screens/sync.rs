//! Sinkronisasi: what waits to be sent, what the server did not take and why, and what to do now.

use std::time::Duration;

use uuid::Uuid;

use super::{Screen, parts, split_screen};
use crate::desk::{DeskError, Found, ItemState, Query, SyncItem, Table, Who};
use crate::i18n::{self, Message, Word, clock, moment};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{Ctx, Now, Setup};
use crate::tui::decision::Reading;
use crate::tui::layers::reason::{Reason, Why};
use crate::tui::layout::Areas;
use crate::tui::paint::{Paint, Span};
use crate::tui::split::{Row, Split};
use crate::tui::text::Para;
use crate::tui::theme::Role;

impl Row for SyncItem {
    fn key(&self) -> Uuid {
        self.action.0
    }

    fn words(&self) -> String {
        format!("{} {}", self.about, self.kind)
    }
}

/// The state of the screen.
#[derive(Default)]
pub struct Sync {
    split: Split<SyncItem>,
}

/// Whether it only has to be sent.
pub(in crate::tui) fn waits(item: &SyncItem) -> bool {
    matches!(item.state, ItemState::Waiting | ItemState::Resting(_))
}

impl Sync {
    fn show_current(&mut self, ctx: &Ctx<'_>) -> bool {
        let Some(item) = self.split.current() else { return false };
        let (key, title, paras) = (item.key(), item.about.clone(), paragraphs(item, ctx.setup, ctx.now));
        self.split.show(key, title, paras)
    }
}

impl Screen for Sync {
    split_screen!();

    fn list(&self) -> Query {
        Query::SyncItems
    }

    fn counter(&self) -> usize {
        self.split.rows().iter().filter(|item| !waits(item)).count()
    }

    fn can(&self, command: CommandId, _: Option<&Who>) -> Can {
        let item = self.split.current();
        match command {
            CommandId::Refuse => match item {
                None => Can::No(Word::NothingSelected.into()),
                Some(item) if waits(item) => Can::No(Word::OnlyUntaken.into()),
                Some(_) => Can::As(Word::Discard),
            },
            CommandId::Open => Can::when(item.is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => Can::when(self.split.goes_back(), Word::NotNow),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::Refuse => {
                if self.split.decide(key, true, Reading::InSight, ctx)
                    && let Some(item) = self.split.current()
                {
                    ctx.push(Reason::new(Why::Discard, item.action.0, 0, item.about.clone()));
                }
            }
            other => {
                self.split.moved(other, ctx);
            }
        }
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::SyncItems)
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        let Found::SyncItems(items) = found else { return false };
        let changed = self.split.refresh(items, ctx.now);
        self.show_current(ctx) || changed
    }

    fn missed(&mut self, _: &Query, _: &DeskError, _: &mut Ctx<'_>) -> bool {
        false
    }

    fn deadline(&self, _: &Ctx<'_>) -> Option<Duration> {
        self.split.deadline()
    }

    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool {
        self.split.follows(ctx.now).is_some() && self.show_current(ctx)
    }

    fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        self.split.drawn(ctx);
    }

    fn ask_preview(&self, _: &mut Ctx<'_>) {}

    fn table(&self, setup: &Setup) -> Option<Table> {
        let words = [Word::ActionLabel, Word::Subject, Word::MadeLabel, Word::StateLabel];
        let mut table = Table::of(&words.map(|word| setup.word(word)));
        for item in self.split.visible() {
            table.push([
                setup.say(&Message::ActionKind(item.kind.clone())),
                item.about.clone(),
                parts::date_and_time(Some(item.made)),
                setup.word(state(&item.state).1).to_owned(),
            ]);
        }
        Some(table)
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        self.split.paint(areas, setup, Word::NoItems, paint, |item, columns| row_text(item, columns, setup, now));
    }
}

/// Where an action is, in a word.
pub(in crate::tui) fn state(state: &ItemState) -> (Role, Word) {
    match state {
        ItemState::Waiting | ItemState::Resting(_) => (Role::Plain, Word::ItemWaiting),
        ItemState::Refused(_) => (Role::Bad, Word::ItemRefused),
        ItemState::Conflict(_) => (Role::Bad, Word::ItemConflict),
        ItemState::Blocked(_) => (Role::Warn, Word::ItemBlocked),
        ItemState::Quarantined(_) => (Role::Bad, Word::ItemQuarantined),
    }
}

fn row_text(item: &SyncItem, columns: usize, setup: &Setup, now: Now) -> (String, Vec<Span>) {
    let about = (columns * 2 / 5).clamp(12, 40);
    let head = format!(" {}", parts::column(&item.about, about, setup));
    let (role, word) = state(&item.state);
    let sign = if role == Role::Plain { "" } else { "! " };
    let kind = setup.say(&Message::ActionKind(item.kind.clone()));
    let rest = vec![
        (Role::Plain, parts::column(&kind, (columns / 5).clamp(8, 24), setup)),
        (Role::Plain, parts::column(&moment(setup.lang, item.made, now.wall), 6, setup)),
        (role, format!("{sign}{}", setup.word(word))),
    ];
    (head, rest)
}

/// What happened, what did not, what to do now.
pub(in crate::tui) fn paragraphs(item: &SyncItem, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let (role, state_word) = state(&item.state);
    let kind = setup.say(&Message::ActionKind(item.kind.clone()));
    let mut paras = vec![
        Para::labelled(word(Word::ActionLabel), &format!("{kind} · {}", item.about)),
        Para::labelled(word(Word::MadeLabel), &moment(setup.lang, item.made, now.wall)),
        Para { role, ..Para::labelled(word(Word::StateLabel), word(state_word)) },
    ];
    match &item.state {
        ItemState::Waiting => paras.push(Para::plain(word(Word::ItemWaitingNext))),
        ItemState::Resting(until) => {
            paras.push(Para::plain(setup.say(&Message::ItemResting(clock(*until)))));
            paras.push(Para::plain(word(Word::ItemWaitingNext)));
        }
        ItemState::Refused(why) => {
            paras.push(Para::of(Role::Warn, i18n::refusal(setup.lang, why)));
            paras.push(Para::plain(word(Word::ItemRefusedNext)));
        }
        ItemState::Conflict(what) => {
            if !what.is_empty() {
                paras.push(Para::of(Role::Warn, setup.say(&Message::Differs(what.clone()))));
            }
            paras.push(Para::plain(word(Word::ItemConflictNext)));
        }
        ItemState::Blocked(_) => paras.push(Para::plain(word(Word::ItemBlockedNext))),
        ItemState::Quarantined(_) => paras.push(Para::plain(word(Word::ItemQuarantinedNext))),
    }
    paras
}
