//! Arsip: every request and letter of this office, searched as one types.

use super::walk::{Stands, Walk, walking_screen};
use super::{Screen, Target, parts, split_screen};
use crate::desk::{ArchiveFilter, ArchiveKind, ArchiveRow, Found, NEWEST_SHOWN, Query, SavedView, Table, Who};
use crate::domain::id::RecordId;
use crate::i18n::{Message, Word, day};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{Ctx, Now, Setup, Wish};
use crate::tui::layers::filter::Filter;
use crate::tui::layout::Areas;
use crate::tui::paint::{Paint, Span};
use crate::tui::split::{Row, Split};
use crate::tui::theme::Role;

impl Row for ArchiveRow {
    fn key(&self) -> uuid::Uuid {
        self.id.0
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.number, self.name, self.subject)
    }

    fn number(&self) -> Option<&str> {
        (self.kind == ArchiveKind::Request).then_some(&self.number)
    }
}

impl Stands for ArchiveRow {
    fn target(&self) -> Target {
        match self.kind {
            ArchiveKind::Request => Target::Request(self.id),
            ArchiveKind::Issued | ArchiveKind::Incoming => Target::Letter(self.id),
        }
    }
}

/// The state of the screen.
pub struct Archive {
    split: Split<ArchiveRow>,
    walk: Walk,
    filter: ArchiveFilter,
    views: Vec<SavedView>,
}

impl Default for Archive {
    fn default() -> Self {
        Self { split: Split::asking(), walk: Walk::default(), filter: ArchiveFilter::default(), views: Vec::new() }
    }
}

impl Archive {
    /// The saved views.
    pub fn views(&self) -> &[SavedView] {
        &self.views
    }

    /// Lets only these entries through.
    pub fn filter_by(&mut self, filter: ArchiveFilter) {
        self.filter = filter;
    }

    /// Lets everything through.
    pub fn everything(&mut self) {
        self.filter = ArchiveFilter::default();
    }

    /// Shows what a saved view shows.
    pub fn recall(&mut self, view: &SavedView, now: Now) {
        self.filter = view.filter.clone();
        self.split.narrow(view.words.clone(), now);
    }

    /// Closes, clears the words, clears the filter: one at a time.
    fn back(&mut self, ctx: &mut Ctx<'_>) {
        if self.walk.away(&self.split) || self.split.goes_back() {
            let words = self.split.filter().to_owned();
            self.walk.moved(CommandId::Back, &mut self.split, ctx);
            if self.split.filter() != words {
                ctx.wish(Wish::Ask(self.list()));
            }
        } else {
            self.everything();
            ctx.wish(Wish::Ask(self.list()));
        }
    }
}

impl Screen for Archive {
    split_screen!();
    walking_screen!();

    fn list(&self) -> Query {
        Query::Archive { words: self.split.filter().to_owned(), filter: self.filter.clone() }
    }

    fn narrowed(&self, setup: &Setup) -> Option<Message> {
        let shown = SavedView { letter: ' ', words: self.split.filter().to_owned(), filter: self.filter.clone() };
        let shown = parts::view(&shown, setup);
        let more = self.split.rows().len() >= usize::from(NEWEST_SHOWN);
        match (shown.is_empty(), more) {
            (true, more) => more.then_some(Message::NewestOnly(NEWEST_SHOWN)),
            (false, false) => Some(Message::Narrowed(shown)),
            (false, true) => {
                Some(Message::Narrowed(format!("{shown} · {}", setup.say(&Message::FirstOnly(NEWEST_SHOWN)))))
            }
        }
    }

    fn can(&self, command: CommandId, _: Option<&Who>) -> Can {
        match command {
            CommandId::Filter => Can::As(Word::Filter),
            CommandId::Open => Can::when(self.split.current().is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => {
                let back = self.walk.away(&self.split) || self.split.goes_back() || !self.filter.is_empty();
                Can::when(back, Word::NotNow)
            }
            CommandId::Related => self.walk.can_walk(&self.split),
            CommandId::Reveal => self.walk.can_reveal(&self.split),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, _: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::Filter => {
                ctx.wish(Wish::Ask(Query::ArchiveChoices));
                ctx.push(Filter::new(self.filter.clone(), self.split.filter().to_owned(), self.views.clone()));
            }
            CommandId::Related => self.walk.walk(&self.split, ctx),
            CommandId::Reveal => self.walk.reveal(&self.split, ctx),
            CommandId::Back => self.back(ctx),
            other => self.walk.moved(other, &mut self.split, ctx),
        }
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(
            query,
            Query::Archive { .. } | Query::Views | Query::Request(_) | Query::Letter(_) | Query::Resident(_)
        )
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::Archive(rows) => self.split.refresh(rows, ctx.now),
            Found::Views(views) => {
                self.views = views;
                false
            }
            found => self.walk.found(found, &mut self.split, ctx),
        }
    }

    fn person(&self) -> Option<RecordId> {
        self.walk.resident(&self.split).map(|view| view.row.id)
    }

    fn copied(&self) -> Option<String> {
        self.split.current().map(|row| row.number.clone())
    }

    fn table(&self, setup: &Setup) -> Option<Table> {
        let words = [
            Word::KindLabel,
            Word::NumberLabel,
            Word::Name,
            Word::SubjectLabel,
            Word::DateLabel,
            Word::StateLabel,
            Word::FilterClass,
        ];
        let mut table = Table::of(&words.map(|word| setup.word(word)));
        for row in self.split.visible() {
            table.push([
                setup.word(Word::of_kind(row.kind)).to_owned(),
                row.number.clone(),
                row.name.clone(),
                row.subject.clone(),
                row.day.map(|day| day.to_string()).unwrap_or_default(),
                setup.word(Word::of_state(&row.state)).to_owned(),
                row.classification.clone(),
            ]);
        }
        Some(table)
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, _: Now, paint: &mut Paint<'_>) {
        let empty = if self.filter.is_empty() { Word::NoArchive } else { Word::NothingFound };
        self.split.paint(areas, setup, empty, paint, |row, columns| row_text(row, columns, setup));
    }
}

/// "surat  400.12.2/045/…  Yuliana Permata  Surat Pengantar  19 Nov  terbit": what does not fit goes by rule.
fn row_text(row: &ArchiveRow, columns: usize, setup: &Setup) -> (String, Vec<Span>) {
    let narrow = columns < 64;
    let name = if narrow { columns * 2 / 5 } else { columns * 3 / 10 }.clamp(12, 30);
    let kind = setup.word(Word::from(row.kind));
    let head =
        format!(" {}{}", parts::column(kind, 6, setup), parts::column(parts::name(&row.name, setup), name, setup));
    let mut rest = Vec::new();
    if !narrow {
        rest.push((Role::Plain, parts::column(&row.number, (columns / 6).clamp(12, 32), setup)));
    }
    if columns >= 100 {
        rest.push((Role::Plain, parts::column(&row.subject, columns / 5, setup)));
    }
    if !narrow {
        let date = row.day.map(|date| day(setup.lang, date)).unwrap_or_default();
        rest.push((Role::Plain, parts::column(&format!("{date:>6}"), 6, setup)));
    }
    rest.push((Role::Plain, format!("{} ", setup.word(Word::of_state(&row.state)))));
    if row.pending {
        rest.push((Role::Faint, setup.glyphs.unsent.to_string()));
    }
    (head, rest)
}
