//! Surat Masuk: letters from other offices, newest first.

use std::collections::BTreeSet;
use std::time::Duration;

use uuid::Uuid;

use super::{Screen, parts, requests::missing_role, split_screen};
use crate::desk::{Command, DeskError, Found, InboxRow, LetterFilter, LetterView, Query, Shows, Table, Who};
use crate::domain::letter::{LetterState, Urgency};
use crate::domain::office::Role as Duty;
use crate::i18n::{Message, Word, day, long_day, moment};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{After, Ctx, Now, Setup, Wish};
use crate::tui::decision::{Reading, STANDS};
use crate::tui::deed::Deed;
use crate::tui::layers::reason::{Reason, Why};
use crate::tui::layout::Areas;
use crate::tui::marks::{Many, Marks, One};
use crate::tui::paint::{Paint, Span};
use crate::tui::split::{Row, Split};
use crate::tui::text::Para;
use crate::tui::theme::Role;

impl Row for InboxRow {
    fn key(&self) -> Uuid {
        self.id.0
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.agenda, self.sender, self.subject)
    }
}

/// The state of the screen.
#[derive(Default)]
pub struct Inbox {
    split: Split<InboxRow>,
    view: Option<Box<LetterView>>,
    /// Said to have been read.
    seen: BTreeSet<Uuid>,
    marks: Marks,
    filter: LetterFilter,
}

impl Inbox {
    /// The unread letter whose last line is on the screen, and the moment from which it counts as read.
    fn reading(&self, ctx: &Ctx<'_>) -> Option<(Uuid, Duration)> {
        let row = self.split.current().filter(|row| row.unread && !self.seen.contains(&row.key()))?;
        if !self.split.read(ctx.areas.as_ref()) {
            return None;
        }
        let since = self.split.content(ctx.areas.as_ref()).and_then(|content| ctx.guard.standing(content))?;
        Some((row.key(), since + STANDS))
    }

    fn follow_up(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        if !self.marks.is_empty() {
            if self.split.decide_marked(key, ctx) {
                let many = self.marks.rows(&self.split).map(|row| (row.key(), row.version)).collect();
                ctx.push(Reason::for_many(Why::FollowUp, many, ctx.setup));
            }
            return;
        }
        if let Some(row) = self.split.current() {
            ctx.push(Reason::new(Why::FollowUp, row.key(), row.version, row.subject.clone()));
        }
    }
}

impl Screen for Inbox {
    split_screen!();

    fn list(&self) -> Query {
        Query::Inbox
    }

    fn only(&mut self, shows: Option<Shows>) {
        self.split.begin();
        self.filter = match shows {
            Some(Shows::Letters(filter)) => filter,
            _ => LetterFilter::default(),
        };
    }

    fn can(&self, command: CommandId, who: Option<&Who>) -> Can {
        let row = self.split.current();
        match command {
            CommandId::FollowUp => match (row, missing_role(who, Duty::Operator)) {
                (None, _) => Can::No(Word::NothingSelected.into()),
                (_, Some(no)) => Can::No(no),
                (Some(_), None) if !self.marks.is_empty() => Can::Yes,
                (Some(row), None) => Can::when(!row.followed_up, Word::AlreadyFollowedUp),
            },
            CommandId::Mark | CommandId::MarkRoutine => Can::when(row.is_some(), Word::NothingSelected),
            CommandId::Open => Can::when(row.is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => Can::when(self.split.goes_back(), Word::NotNow),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::FollowUp => self.follow_up(key, ctx),
            CommandId::Mark => self.marks.toggle(&mut self.split, ctx),
            CommandId::MarkRoutine => {
                self.marks.add_routine(&self.split, InboxRow::is_routine, ctx);
            }
            other => {
                self.split.moved(other, ctx);
            }
        }
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::Inbox | Query::Letter(_))
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::Inbox(mut rows) => {
                // What was read here just now stays until the list is opened again: it is still being read.
                let being_read = |row: &InboxRow| self.filter == LetterFilter::Unread && self.seen.contains(&row.key());
                rows.retain(|row| self.filter.takes(row) || being_read(row));
                self.marks.keep(&rows);
                self.split.refresh(rows, ctx.now)
            }
            Found::Letter(view) => {
                let paras = paragraphs(&view, ctx.setup, ctx.now);
                let changed = self.split.show(view.row.id.0, title(&view.row), paras);
                self.view = Some(view);
                changed
            }
            _ => false,
        }
    }

    fn missed(&mut self, query: &Query, _: &DeskError, ctx: &mut Ctx<'_>) -> bool {
        let Query::Letter(id) = query else { return false };
        self.split.show(id.0, String::new(), vec![Para::of(Role::Warn, ctx.setup.word(Word::NotReceived))])
    }

    fn deadline(&self, ctx: &Ctx<'_>) -> Option<Duration> {
        [self.split.deadline(), self.reading(ctx).map(|(_, at)| at)].into_iter().flatten().min()
    }

    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool {
        if let Some(key) = self.split.follows(ctx.now) {
            ctx.wish(Wish::Ask(Query::Letter(key.into())));
        }
        if let Some((key, _)) = self.reading(ctx).filter(|(_, at)| *at <= ctx.now.mono) {
            self.seen.insert(key);
            let after = After { quiet: true, ..After::default() };
            ctx.wish(Wish::Do(Box::new(Command::MarkRead { record: key.into() }), after));
        }
        false
    }

    fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        self.split.drawn(ctx);
    }

    fn ask_preview(&self, ctx: &mut Ctx<'_>) {
        if let Some(row) = self.split.current() {
            ctx.wish(Wish::Ask(Query::Letter(row.id)));
        }
    }

    fn copied(&self) -> Option<String> {
        let row = self.split.current()?;
        let view = self.view.as_deref().filter(|view| view.row.id == row.id);
        let number = view.and_then(|view| view.letter.arrival.as_ref()).map(|arrival| arrival.number.clone());
        number.or_else(|| (row.agenda > 0).then(|| row.agenda.to_string()))
    }

    fn table(&self, setup: &Setup) -> Option<Table> {
        let words = [
            Word::Agenda,
            Word::SenderLabel,
            Word::SubjectLabel,
            Word::DateLabel,
            Word::ReceivedLabel,
            Word::UrgencyLabel,
            Word::StateLabel,
        ];
        let mut table = Table::of(&words.map(|word| setup.word(word)));
        for row in self.split.visible() {
            let state = if row.followed_up { Word::StateFollowedUp } else { Word::StateReceived };
            table.push([
                row.agenda.to_string(),
                row.sender.clone(),
                row.subject.clone(),
                row.date.map(|date| date.to_string()).unwrap_or_default(),
                parts::date_and_time(row.received),
                setup.word(parts::urgency(row.urgency)).to_owned(),
                setup.word(state).to_owned(),
            ]);
        }
        Some(table)
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, _: Now, paint: &mut Paint<'_>) {
        let marks = &self.marks;
        self.split.paint(areas, setup, Word::NoInbox, paint, |row, columns| {
            let (head, rest) = row_text(row, columns, setup);
            parts::marked(marks, row.key(), head, rest)
        });
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn settled(&mut self, key: Uuid, why: Option<String>) {
        self.marks.settled(key, why);
    }

    fn repeat(&mut self, deed: &Deed, key: &str, ctx: &mut Ctx<'_>) {
        if !self.marks.is_empty() {
            if self.split.decide_marked(key, ctx) {
                let one =
                    |row: &InboxRow| One { key: row.key(), version: row.version, command: deed.on(row.key(), None) };
                let each = self.marks.rows(&self.split).map(one).collect();
                ctx.wish(Wish::Many(Many { deed: deed.clone(), each, unread: 0 }));
            }
        } else if self.split.decide(key, true, Reading::InSight, ctx)
            && let Some(row) = self.split.current()
        {
            // The note is given with the same key that decides: so the letter must have been in sight.
            ctx.perform(deed.on(row.key(), None), deed.told(row.subject.clone(), ""));
        }
    }
}

fn row_text(row: &InboxRow, columns: usize, setup: &Setup) -> (String, Vec<Span>) {
    let agenda = if row.agenda == 0 { "-".to_owned() } else { row.agenda.to_string() };
    // On a narrow screen the sender stands in the preview: a subject of ten letters would say nothing.
    let sender = if columns < 56 { 0 } else { (columns / 4).clamp(10, 26) };
    let mut head = format!(" {}", parts::column(&format!("{agenda:>4}"), 4, setup));
    if sender > 0 {
        head += &parts::column(&row.sender, sender, setup);
    }
    // Columns stand where they stand, whatever a row's marks are.
    let (date_width, marks_width) = if columns >= 64 { (7, 16) } else { (0, 14) };
    let subject = columns.saturating_sub(7 + sender + date_width + marks_width + 1).max(8);
    let role = if row.unread { Role::Title } else { Role::Plain };
    let mut rest = vec![(role, parts::column(&row.subject, subject, setup))];
    if date_width > 0 {
        let date = row.date.map(|date| day(setup.lang, date)).unwrap_or_default();
        rest.push((Role::Plain, parts::column(&format!("{date:>6}"), date_width - 1, setup)));
    }
    rest.extend(row_marks(row, setup));
    (head, rest)
}

/// Unread or dealt with, urgency, unsent: each has a word or a sign.
fn row_marks(row: &InboxRow, setup: &Setup) -> Vec<Span> {
    let mut marks = Vec::new();
    if row.followed_up {
        marks.push((Role::Good, format!("{} ", setup.word(Word::Done))));
    } else if row.unread {
        marks.push((Role::Title, format!("{} ", setup.word(Word::Unread))));
    }
    if row.urgency != Urgency::Ordinary {
        marks.push((Role::Warn, format!("! {} ", setup.word(parts::urgency(row.urgency)))));
    }
    if row.pending {
        marks.push((Role::Faint, setup.glyphs.unsent.to_string()));
    }
    marks
}

pub(in crate::tui) fn title(row: &InboxRow) -> String {
    format!("{} · {}", row.agenda, row.subject)
}

/// The whole letter.
pub(in crate::tui) fn paragraphs(view: &LetterView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let letter = &view.letter;
    let mut paras = vec![Para::labelled(word(Word::SenderLabel), &view.row.sender)];
    let arrival = letter.arrival.as_ref();
    let own = letter.number.as_ref().map(|number| number.text.as_str());
    if let Some(number) = arrival.map(|arrival| arrival.number.as_str()).or(own) {
        paras.push(Para::labelled(word(Word::NumberLabel), number));
    }
    if let Some(date) = letter.date {
        paras.push(Para::labelled(word(Word::DateLabel), &long_day(setup.lang, date)));
    }
    if let Some(received) = view.row.received {
        paras.push(Para::labelled(word(Word::ReceivedLabel), &moment(setup.lang, received, now.wall)));
    }
    let secrecy = word(parts::secrecy(letter.secrecy));
    let urgency = word(parts::urgency(letter.urgency));
    paras.push(Para::plain(format!(
        "{}: {secrecy} · {}: {urgency}",
        word(Word::SecrecyLabel),
        word(Word::UrgencyLabel)
    )));
    match &letter.state {
        LetterState::FollowedUp(because) => {
            let told = Message::FollowedUpBy { by: view.by.clone(), note: because.reason.clone() };
            paras.push(Para::of(Role::Good, setup.say(&told)).hanging(2));
        }
        state => paras.push(Para::labelled(word(Word::StateLabel), word(Word::from(state)))),
    }
    paras.push(Para::default());
    paras.push(Para::of(Role::Title, letter.subject.clone()));
    match &view.pages {
        Some(pages) => paras.extend(pages.iter().map(|page| Para::plain(page.clone()))),
        None => paras.push(Para::of(Role::Warn, word(Word::PageNotHere))),
    }
    paras
}
