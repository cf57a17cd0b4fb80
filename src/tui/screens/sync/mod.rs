//! Sinkronisasi: what the server did not take, mine beside theirs with the ways out; what waits to be sent; what
//! was settled; devices; last troubles.

pub(in crate::tui) mod page;

use std::time::Duration;

use uuid::Uuid;

use page::{row_text, title};

use super::{Screen, split_screen};
use crate::desk::{
    Command, DeskError, Device, Discarded, Found, ItemState, Query, Shows, SyncBoard, SyncItem, SyncItemView, Table,
    Trouble, WayOut, Who,
};
use crate::domain::id::ActionId;
use crate::i18n::{self, Message, Word};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{After, Ctx, Now, Setup, Wish};
use crate::tui::decision::Reading;
use crate::tui::layers::merge::Merge;
use crate::tui::layers::reason::{Reason, Why};
use crate::tui::layers::revoke::Revoke;
use crate::tui::layout::Areas;
use crate::tui::paint::Paint;
use crate::tui::split::{Row, Split};

/// The row of all troubles: there is one.
const TROUBLES: Uuid = Uuid::from_u128(1);

/// A line of the list.
#[derive(Debug, PartialEq)]
enum Line {
    /// Needs the person, or waits.
    Item(SyncItem),
    /// Was settled.
    Settled(Discarded),
    /// A device of this person.
    Device(Device),
    /// What went wrong last.
    Troubles(Vec<Trouble>),
}

impl Row for SyncItem {
    fn key(&self) -> Uuid {
        self.action.0
    }

    fn words(&self) -> String {
        format!("{} {}", self.about, self.kind)
    }
}

impl Row for Line {
    fn key(&self) -> Uuid {
        match self {
            Self::Item(item) => item.key(),
            Self::Settled(settled) => settled.action.0,
            Self::Device(device) => device.id.0,
            Self::Troubles(_) => TROUBLES,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Item(item) => Row::words(item),
            Self::Settled(settled) => format!("{} {} {}", settled.about, settled.kind, settled.reason),
            Self::Device(device) => device.name.clone(),
            Self::Troubles(_) => String::new(),
        }
    }
}

/// The state of the screen.
#[derive(Default)]
pub struct Sync {
    split: Split<Line>,
    board: SyncBoard,
    view: Option<Box<SyncItemView>>,
    /// Only what needs the person and what waits.
    open_only: bool,
    /// The answer to the next export is to be written.
    exporting: bool,
}

/// Whether it only has to be sent.
pub(in crate::tui) fn waits(item: &SyncItem) -> bool {
    matches!(item.state, ItemState::Waiting | ItemState::Resting(_))
}

/// In conflict, so that there are two sides; anything else was refused or could not be read.
pub(in crate::tui) fn is_conflict(item: &SyncItem) -> bool {
    matches!(item.state, ItemState::Conflict(_))
}

impl Sync {
    fn lines(&self) -> Vec<Line> {
        let board = &self.board;
        let mut lines: Vec<Line> = board.items.iter().cloned().map(Line::Item).collect();
        if !self.open_only {
            lines.extend(board.discarded.iter().cloned().map(Line::Settled));
            lines.extend(board.devices.iter().cloned().map(Line::Device));
            if !board.troubles.is_empty() {
                lines.push(Line::Troubles(board.troubles.clone()));
            }
        }
        lines
    }

    /// The action of the selected line, when it has two sides to be asked for.
    fn action(&self) -> Option<ActionId> {
        match self.split.current()? {
            Line::Item(item) => Some(item.action),
            Line::Settled(settled) => Some(settled.action),
            Line::Device(_) | Line::Troubles(_) => None,
        }
    }

    /// Both sides of the selected line, once they are here.
    fn shown(&self) -> Option<&SyncItemView> {
        let action = self.action()?;
        self.view.as_deref().filter(|view| view.item.action == action)
    }

    /// The selected line, when the server did not take it.
    fn untaken(&self) -> Result<&SyncItem, Message> {
        match self.split.current() {
            None => Err(Word::NothingSelected.into()),
            Some(Line::Item(item)) if !waits(item) => Ok(item),
            Some(_) => Err(Word::OnlyUntaken.into()),
        }
    }

    /// Shows what the selected line holds, as far as it is here.
    fn show_current(&mut self, ctx: &mut Ctx<'_>) -> bool {
        let Some(line) = self.split.current() else { return false };
        let paras = match line {
            Line::Item(item) => page::item(item, self.shown(), ctx.setup, ctx.now),
            Line::Settled(settled) => page::settled(settled, self.shown(), ctx.setup, ctx.now),
            Line::Device(device) => page::device(device, &self.board, ctx.setup, ctx.now),
            Line::Troubles(troubles) => page::troubles(troubles, ctx.setup, ctx.now),
        };
        let (key, title) = (line.key(), title(line, ctx.setup));
        self.split.show(key, title, paras)
    }

    fn can_edit(&self) -> Can {
        match self.split.current() {
            Some(Line::Settled(settled)) if settled.typing => Can::As(Word::WayTakeUp),
            Some(Line::Settled(_)) => Can::No(Word::NoTyping.into()),
            _ => match (self.untaken(), self.shown()) {
                (Err(why), _) => Can::No(why),
                (Ok(_), Some(view)) if view.can_merge => Can::As(Word::WayMerge),
                (Ok(_), _) => Can::No(Word::NothingToMerge.into()),
            },
        }
    }

    fn can_refuse(&self) -> Can {
        match self.split.current() {
            Some(Line::Device(device)) if device.this => Can::No(Word::OnlyThisDevice.into()),
            Some(Line::Device(_)) => Can::As(Word::RevokeDevice),
            _ => match self.untaken() {
                Ok(item) => Can::As(if is_conflict(item) { Word::WayTheirs } else { Word::Discard }),
                Err(why) => Can::No(why),
            },
        }
    }

    fn settle(&self, way: WayOut, told: Message, ctx: &mut Ctx<'_>) {
        let Some(view) = self.shown() else { return ctx.warn(Word::NotReceived) };
        let command = Command::Settle { action: view.item.action, way, seen: view.their_version };
        let leave = Some(view.item.action.0);
        ctx.wish(Wish::Do(Box::new(command), After { told: Some(told), leave, ..After::default() }));
    }

    fn again(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        if !self.split.decide(key, false, Reading::ToTheEnd, ctx) {
            return;
        }
        if let Some(about) = self.shown().map(|view| view.item.about.clone()) {
            self.settle(WayOut::Again, Message::MineAgain { about }, ctx);
        }
    }

    fn note(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        if !self.split.decide(key, false, Reading::InSight, ctx) {
            return;
        }
        if let Some(view) = self.shown() {
            let (text, about) = (i18n::note(ctx.setup.lang, view), view.item.about.clone());
            self.settle(WayOut::Note(text), Message::MineNoted { about }, ctx);
        }
    }

    fn edit(&self, ctx: &mut Ctx<'_>) {
        match self.split.current() {
            Some(Line::Settled(settled)) => {
                let told = Message::TakenUp { about: settled.about.clone() };
                ctx.perform(Command::TakeUp { action: settled.action }, told);
            }
            _ => {
                if let Some(view) = self.shown() {
                    ctx.push(Merge::new(view, ctx.setup));
                }
            }
        }
    }

    fn refuse(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        if let Some(Line::Device(device)) = self.split.current() {
            return ctx.push(Revoke::new(device.id, page::device_name(device)));
        }
        if self.split.decide(key, true, Reading::InSight, ctx)
            && let Some(Line::Item(item)) = self.split.current()
        {
            ctx.push(Reason::new(Why::Discard, item.action.0, 0, item.about.clone()));
        }
    }
}

impl Screen for Sync {
    split_screen!();

    fn list(&self) -> Query {
        Query::SyncBoard
    }

    fn only(&mut self, shows: Option<Shows>) {
        self.open_only = matches!(shows, Some(Shows::SyncItems));
    }

    fn can(&self, command: CommandId, _: Option<&Who>) -> Can {
        match command {
            CommandId::Forward => match self.untaken() {
                Ok(_) if self.shown().is_some_and(|view| !view.readable) => Can::No(Word::UnreadableHere.into()),
                Ok(item) => Can::As(if is_conflict(item) { Word::WayMine } else { Word::WayRetry }),
                Err(why) => Can::No(why),
            },
            CommandId::Refuse => self.can_refuse(),
            CommandId::Edit => self.can_edit(),
            CommandId::New => match self.untaken() {
                Ok(_) if self.shown().is_some_and(|view| view.can_note) => Can::As(Word::WayNote),
                Ok(_) => Can::No(Word::NoteOnlyRequest.into()),
                Err(why) => Can::No(why),
            },
            CommandId::ExportUnsent if self.board.items.is_empty() => Can::No(Word::NoItems.into()),
            CommandId::ExportUnsent => Can::Yes,
            CommandId::Filter => Can::Yes,
            CommandId::Open => Can::when(self.split.current().is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => Can::when(self.split.goes_back(), Word::NotNow),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::Forward => self.again(key, ctx),
            CommandId::Refuse => self.refuse(key, ctx),
            CommandId::Edit => self.edit(ctx),
            CommandId::New => self.note(key, ctx),
            CommandId::ExportUnsent => {
                self.exporting = true;
                ctx.wish(Wish::Ask(Query::Export));
            }
            CommandId::Filter => {
                self.open_only = !self.open_only;
                ctx.say(if self.open_only { Word::ShowOpenSync } else { Word::ShowAllSync });
                let lines = self.lines();
                self.split.refresh(lines, ctx.now);
            }
            other => {
                self.split.moved(other, ctx);
            }
        }
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::SyncBoard | Query::SyncItem(_) | Query::Export)
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::SyncBoard(board) => {
                self.board = *board;
                let lines = self.lines();
                let changed = self.split.refresh(lines, ctx.now);
                self.show_current(ctx) || changed
            }
            Found::SyncItem(view) => {
                self.view = Some(view);
                self.show_current(ctx)
            }
            Found::Export(export) if self.exporting => {
                self.exporting = false;
                let (text, json) = i18n::export(ctx.setup.lang, &export);
                let command = Command::Export { file: None, text, json };
                ctx.wish(Wish::Do(Box::new(command), After::default()));
                false
            }
            _ => false,
        }
    }

    fn missed(&mut self, query: &Query, error: &DeskError, ctx: &mut Ctx<'_>) -> bool {
        if matches!(query, Query::Export) {
            self.exporting = false;
            ctx.warn(Message::Text(i18n::failure(ctx.setup.lang, error)));
        }
        false
    }

    fn deadline(&self, _: &Ctx<'_>) -> Option<Duration> {
        self.split.deadline()
    }

    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool {
        if self.split.follows(ctx.now).is_none() {
            return false;
        }
        self.ask_preview(ctx);
        self.show_current(ctx)
    }

    fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        self.split.drawn(ctx);
    }

    fn ask_preview(&self, ctx: &mut Ctx<'_>) {
        if let Some(action) = self.action() {
            ctx.wish(Wish::Ask(Query::SyncItem(action)));
        }
    }

    fn table(&self, setup: &Setup) -> Option<Table> {
        let words = [Word::ActionLabel, Word::Subject, Word::MadeLabel, Word::StateLabel];
        let mut table = Table::of(&words.map(|word| setup.word(word)));
        for cells in self.split.visible().into_iter().filter_map(|line| page::cells(line, setup)) {
            table.push(cells);
        }
        Some(table)
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        self.split.paint(areas, setup, Word::NoItems, paint, |line, columns| row_text(line, columns, setup, now));
    }
}
