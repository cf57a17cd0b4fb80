//! Paraf & TTD: what is asked of the person at the desk, in the six parts that every approver sees.

pub(in crate::tui) mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use uuid::Uuid;

use page::{paragraphs, row_text};

use super::{Screen, parts, requests::missing_role, split_screen};
use crate::config::reasons::shipped;
use crate::desk::{Command, DeskError, Found, Group, Query, Shows, Table, TaskFilter, TaskRow, TaskView, Who};
use crate::domain::id::ContentHash;
use crate::domain::policy::Policy;
use crate::domain::task::TaskKind;
use crate::i18n::{Message, Word};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{After, Ctx, Now, Setup, Wish};
use crate::tui::decision::{Reading, STANDS};
use crate::tui::deed::Deed;
use crate::tui::layers::reason::{Reason, Why};
use crate::tui::layers::sign::{Entry, Sign};
use crate::tui::layout::Areas;
use crate::tui::marks::{Many, Marks, One};
use crate::tui::paint::Paint;
use crate::tui::split::{MarkedAs, Row, Split};
use crate::tui::text::Para;
use crate::tui::theme::Role;

impl Row for TaskRow {
    fn key(&self) -> Uuid {
        self.id.0
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.letter_kind, self.name, self.purpose)
    }

    // Other content, and what was asked back since, is marked again by who has seen that.
    fn marked_as(&self) -> Option<MarkedAs> {
        Some((self.snapshot, self.asked_back))
    }
}

/// The state of the screen.
#[derive(Default)]
pub struct Tasks {
    split: Split<TaskRow>,
    view: Option<Box<TaskView>>,
    marks: Marks,
    /// Opened in this session: their last line was shown.
    opened: BTreeSet<(Uuid, ContentHash)>,
    filter: TaskFilter,
}

fn electronic(row: &TaskRow) -> bool {
    row.policy == Policy::Electronic && matches!(row.group, Group::Routine | Group::ToLookAt)
}

/// Paraf may be given to anything that is not in doubt: ink is about the signature.
pub(in crate::tui) fn markable(row: &TaskRow) -> bool {
    match row.kind {
        TaskKind::Verify => row.group != Group::InDoubt,
        TaskKind::Sign => electronic(row),
    }
}

impl Tasks {
    fn shown(&self) -> Option<&TaskView> {
        let row = self.split.current()?;
        self.view.as_deref().filter(|view| view.row.id == row.id)
    }

    fn is_opened(&self, row: &TaskRow) -> bool {
        row.opened || self.opened.contains(&(row.key(), row.snapshot))
    }

    fn marked_of(&self, kind: TaskKind) -> Vec<&TaskRow> {
        self.marks.rows(&self.split).filter(|row| row.kind == kind && markable(row)).collect()
    }

    fn mark(&mut self, ctx: &mut Ctx<'_>) {
        let Some(row) = self.split.current() else { return };
        let marked = self.marks.has(row.key());
        if !marked && !markable(row) {
            return ctx.warn(Word::NotMarkable);
        }
        if !marked && row.group == Group::ToLookAt && !self.is_opened(row) {
            return ctx.warn(Word::OpenFirst);
        }
        self.marks.toggle(&mut self.split, ctx);
    }

    fn mark_routine(&mut self, ctx: &mut Ctx<'_>) {
        let kind = self.split.current().map_or(TaskKind::Sign, |row| row.kind);
        let routine = |row: &TaskRow| row.group == Group::Routine && row.kind == kind && markable(row);
        let found = self.marks.add_routine(&self.split, routine, ctx);
        if found > 0 {
            ctx.say(Message::MarkedRoutine(found));
        }
    }

    /// `s`: the marked ones of the selected kind, or the one that is shown.
    fn sign(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        let Some(row) = self.split.current() else { return };
        let kind = if self.marked_of(row.kind).is_empty() { self.other_marked(row.kind) } else { row.kind };
        let marked = self.marked_of(kind);
        if marked.is_empty() {
            return self.sign_shown(key, ctx);
        }
        let entries = marked.into_iter().map(|row| self.entry(row)).collect();
        let left = self.split.rows().iter().filter(|row| row.kind == kind && row.group == Group::ToLookAt);
        let not_included = left.filter(|row| !self.marks.has(row.key())).count();
        ctx.push(Sign::new(kind, entries, not_included));
    }

    fn other_marked(&self, kind: TaskKind) -> TaskKind {
        let other = if kind == TaskKind::Sign { TaskKind::Verify } else { TaskKind::Sign };
        if self.marked_of(other).is_empty() { kind } else { other }
    }

    fn entry(&self, row: &TaskRow) -> Entry {
        Entry {
            task: row.id,
            version: row.version,
            snapshot: row.snapshot,
            kind: row.letter_kind.clone(),
            name: row.name.clone(),
            purpose: row.purpose.clone(),
            opened: self.is_opened(row),
        }
    }

    fn sign_shown(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        let Some(row) = self.split.current() else { return };
        match (row.kind, row.group) {
            (_, Group::InDoubt) => return ctx.warn(Word::DoubtHow),
            (TaskKind::Sign, _) if row.policy == Policy::Ink || row.group == Group::Ink => {
                return ctx.warn(Word::InkHow);
            }
            _ => {}
        }
        if !self.split.decide(key, true, Reading::ToTheEnd, ctx) {
            return;
        }
        let Some(view) = self.shown() else { return };
        if view.pages.is_none() {
            return ctx.warn(Word::PageNotHere);
        }
        let row = &view.row;
        match row.kind {
            TaskKind::Verify => {
                let after = After {
                    told: Some(Message::ParafGiven { name: row.name.clone() }),
                    leave: Some(row.id.0),
                    ..After::default()
                };
                ctx.wish(Wish::Do(Box::new(Command::Verify { task: row.id }), after));
            }
            TaskKind::Sign => ctx.push(Sign::new(TaskKind::Sign, vec![self.entry(row)], 0)),
        }
    }

    fn give_back(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        if !self.marks.is_empty() {
            if self.split.decide_marked(key, ctx) {
                let marked = || self.marks.rows(&self.split);
                let many = marked().map(|row| (row.key(), row.version)).collect();
                let reason = Reason::for_many(Why::ReturnTask, many, ctx.setup)
                    .proposing(shipped().to_return_task(marked().all(|row| row.asked_back)));
                reason.ask(ctx);
                ctx.push(reason);
            }
            return;
        }
        if !self.split.decide(key, true, Reading::InSight, ctx) {
            return;
        }
        if let Some(view) = self.shown() {
            let reason = Reason::new(Why::ReturnTask, view.row.id.0, view.row.version, view.row.name.clone())
                .proposing(shipped().to_return_task(view.row.asked_back));
            reason.ask(ctx);
            ctx.push(reason);
        }
    }

    /// The unopened task whose last line is on the screen, and the moment from which it counts as opened.
    fn reading(&self, ctx: &Ctx<'_>) -> Option<(&TaskRow, Duration)> {
        let row = self.split.current().filter(|row| !self.is_opened(row))?;
        if !self.split.read(ctx.areas.as_ref()) {
            return None;
        }
        let since = self.split.content(ctx.areas.as_ref()).and_then(|content| ctx.guard.standing(content))?;
        Some((row, since + STANDS))
    }
}

impl Screen for Tasks {
    split_screen!();

    fn list(&self) -> Query {
        Query::Tasks
    }

    fn only(&mut self, shows: Option<Shows>) {
        self.split.begin();
        self.filter = match shows {
            Some(Shows::Tasks(filter)) => filter,
            _ => TaskFilter::default(),
        };
    }

    fn can(&self, command: CommandId, who: Option<&Who>) -> Can {
        let Some(row) = self.split.current() else {
            return Can::No(match command {
                CommandId::Sign | CommandId::Return | CommandId::Mark | CommandId::MarkRoutine | CommandId::Open => {
                    Word::NothingSelected.into()
                }
                CommandId::Back if self.split.goes_back() => return Can::Yes,
                _ => Word::NotOnThisScreen.into(),
            });
        };
        match (command, missing_role(who, row.kind.role())) {
            (CommandId::Sign | CommandId::Return, Some(no)) => Can::No(no),
            (CommandId::Sign | CommandId::Return, None) | (CommandId::Mark, _) if row.group == Group::InDoubt => {
                Can::No(Word::DoubtHow.into())
            }
            (CommandId::Sign, None) if row.kind == TaskKind::Verify => Can::As(Word::Paraf),
            (CommandId::Sign, None) => Can::Yes,
            (CommandId::Return, None) | (CommandId::Mark | CommandId::MarkRoutine, _) => Can::Yes,
            (CommandId::Open, _) => Can::when(!self.split.full(), Word::NotNow),
            (CommandId::Back, _) => Can::when(self.split.goes_back(), Word::NotNow),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::Sign => self.sign(key, ctx),
            CommandId::Return => self.give_back(key, ctx),
            CommandId::Mark => self.mark(ctx),
            CommandId::MarkRoutine => self.mark_routine(ctx),
            other => {
                self.split.moved(other, ctx);
            }
        }
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::Tasks | Query::Task(_))
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::Tasks(mut rows) => {
                rows.retain(|row| self.filter.takes(row));
                rows.sort_by_key(|row| (row.group, row.kind == TaskKind::Sign));
                self.marks.keep(&rows);
                self.split.refresh(rows, ctx.now)
            }
            Found::Task(view) => {
                let title = format!("{} · {}", view.row.letter_kind, view.row.name);
                let changed = self.split.show(view.row.id.0, title, paragraphs(&view, ctx.setup, ctx.now));
                self.view = Some(view);
                changed
            }
            _ => false,
        }
    }

    fn missed(&mut self, query: &Query, _: &DeskError, ctx: &mut Ctx<'_>) -> bool {
        let Query::Task(id) = query else { return false };
        self.split.show(id.0, String::new(), vec![Para::of(Role::Warn, ctx.setup.word(Word::NotReceived))])
    }

    fn deadline(&self, ctx: &Ctx<'_>) -> Option<Duration> {
        [self.split.deadline(), self.reading(ctx).map(|(_, at)| at)].into_iter().flatten().min()
    }

    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool {
        if let Some(key) = self.split.follows(ctx.now) {
            ctx.wish(Wish::Ask(Query::Task(key.into())));
        }
        let read = self.reading(ctx).filter(|(_, at)| *at <= ctx.now.mono).map(|(row, _)| (row.id, row.snapshot));
        if let Some((record, snapshot)) = read {
            self.opened.insert((record.0, snapshot));
            let after = After { quiet: true, ..After::default() };
            ctx.wish(Wish::Do(Box::new(Command::MarkRead { record }), after));
        }
        false
    }

    fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        self.split.drawn(ctx);
    }

    fn ask_preview(&self, ctx: &mut Ctx<'_>) {
        if let Some(row) = self.split.current() {
            ctx.wish(Wish::Ask(Query::Task(row.id)));
        }
    }

    fn table(&self, setup: &Setup) -> Option<Table> {
        let words = [Word::Kind, Word::Name, Word::Purpose, Word::ActionLabel, Word::Group, Word::ReceivedLabel];
        let mut table = Table::of(&words.map(|word| setup.word(word)));
        for row in self.split.visible() {
            table.push([
                row.letter_kind.clone(),
                row.name.clone(),
                row.purpose.clone(),
                setup.word(page::kind(row.kind)).to_owned(),
                setup.word(page::group(row.group)).to_owned(),
                parts::date_and_time(row.since),
            ]);
        }
        Some(table)
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        let known: BTreeMap<Uuid, (bool, bool)> =
            self.split.rows().iter().map(|row| (row.key(), (self.marks.has(row.key()), self.is_opened(row)))).collect();
        let marks = &self.marks;
        self.split.paint(areas, setup, Word::NoTasks, paint, |row, columns| {
            let (marked, opened) = known.get(&row.key()).copied().unwrap_or_default();
            let (head, rest) = row_text(row, columns, (marked, opened), setup, now);
            (head, parts::why(marks, row.key()).unwrap_or(rest))
        });
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn settled(&mut self, key: Uuid, why: Option<String>) {
        self.marks.settled(key, why);
    }

    fn repeat(&mut self, deed: &Deed, key: &str, ctx: &mut Ctx<'_>) {
        let Deed::ReturnTask(_) = deed else { return self.sign(key, ctx) };
        let one = |row: &TaskRow| One { key: row.key(), version: row.version, command: deed.on(row.key(), None) };
        if !self.marks.is_empty() {
            if self.split.decide_marked(key, ctx) {
                let each = self.marks.rows(&self.split).map(one).collect();
                ctx.wish(Wish::Many(Many { deed: deed.clone(), each, unread: 0 }));
            }
        } else if self.split.decide(key, true, Reading::InSight, ctx)
            && let Some(view) = self.shown()
        {
            let (key, told) = (view.row.id.0, deed.told(view.row.name.clone(), &view.row.letter_kind));
            let after = After { told: Some(told), leave: Some(key), ..After::default() };
            ctx.wish(Wish::Do(Box::new(deed.on(key, None)), after));
        }
    }
}
