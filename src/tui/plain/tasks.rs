//! Paraf & TTD, line by line.

use std::collections::BTreeMap;

use super::Talk;
use super::console::Asked;
use super::list::Chosen;
use super::record::{Choice, Page, Printed};
use crate::config::reasons::shipped;
use crate::desk::{Command, DeskError, Found, Group, Query, SignItem, SignOutcome, SignStep, TaskRow, TaskView, Who};
use crate::domain::id::RecordId;
use crate::domain::policy::Policy;
use crate::domain::task::TaskKind;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{Now, Setup};
use crate::tui::layers::reason::Why;
use crate::tui::port::Port;
use crate::tui::screens::parts;
use crate::tui::screens::tasks::markable;
use crate::tui::screens::tasks::page::{group, kind, paragraphs};

impl<P: Port> Talk<P> {
    /// What is asked of the person, until they go back.
    pub(super) fn tasks(&mut self, who: &Who) -> Asked<()> {
        loop {
            let mut rows = match self.port.query(Query::Tasks) {
                Ok(Found::Tasks(rows)) => rows,
                Ok(_) => Vec::new(),
                Err(error) => return self.failed(&error),
            };
            rows.sort_by_key(|row| (row.group, row.kind == TaskKind::Sign));
            let (setup, now) = (self.setup, self.now());
            let line = |row: &TaskRow| row_line(row, &setup, now);
            match self.list((Word::Tasks, Word::NoTasks), &rows, Some(('*', Word::SignRoutine)), line)? {
                Chosen::Row(row) => self.task(row.id, who)?,
                Chosen::Other => self.routine(&rows, who)?,
                Chosen::Again => {}
                Chosen::Back => return Ok(()),
            }
        }
    }

    fn task_page(&self, id: RecordId) -> Result<(TaskView, Page), DeskError> {
        let Found::Task(view) = self.port.query(Query::Task(id))? else { return Err(DeskError::NotHere) };
        let title = format!("{} · {}", view.row.letter_kind, view.row.name);
        let page = Page::of(id.0, title, &paragraphs(&view, &self.setup, self.now()));
        Ok((*view, page))
    }

    fn task(&mut self, id: RecordId, who: &Who) -> Asked<()> {
        let (view, page) = match self.task_page(id) {
            Ok(found) => found,
            Err(error) => return self.failed(&error),
        };
        let Some(printed) = self.print(page)? else { return Ok(()) };
        if !view.row.opened
            && let Err(error) = self.port.perform(Command::MarkRead { record: id })
        {
            self.failed(&error)?;
        }
        match self.choose(&choices(&view, who))? {
            Some('r') => self.return_task(&view, &printed),
            Some(_) if view.row.kind == TaskKind::Verify => self.paraf(&view, &printed),
            Some(_) => self.sign_one(&view, &printed),
            None => Ok(()),
        }
    }

    fn return_task(&mut self, view: &TaskView, printed: &Printed) -> Asked<()> {
        let reasons = shipped().to_return_task(view.row.asked_back);
        let reasons = reasons.into_iter().map(|text| (text, Why::ReturnTask)).collect();
        let Some((reason, _)) = self.reason(Why::ReturnTask, Some(reasons))? else { return Ok(()) };
        let (task, name) = (view.row.id, view.row.name.clone());
        if self.decides(printed, Word::Return, &format!("{name}: {reason}"), again(task))? {
            self.perform(Command::ReturnTask { task, reason }, &Message::TaskReturned { name })?;
        }
        Ok(())
    }

    fn paraf(&mut self, view: &TaskView, printed: &Printed) -> Asked<()> {
        let (task, name) = (view.row.id, view.row.name.clone());
        if self.decides(printed, Word::Paraf, &name, again(task))? {
            self.perform(Command::Verify { task }, &Message::ParafGiven { name })?;
        }
        Ok(())
    }

    fn sign_one(&mut self, view: &TaskView, printed: &Printed) -> Asked<()> {
        if self.decides(printed, Word::Sign, &view.row.name, again(view.row.id))? {
            self.sign(&[&view.row])?;
        }
        Ok(())
    }

    /// All routine ones of one kind: named one by one with their purposes, then one yes or one passphrase.
    fn routine(&mut self, rows: &[TaskRow], who: &Who) -> Asked<()> {
        let may = |row: &&TaskRow| row.group == Group::Routine && markable(row) && who.has(row.kind.role());
        let Some(first) = rows.iter().find(may) else { return self.console.word(Word::NothingRoutine) };
        let chosen: Vec<&TaskRow> = rows.iter().filter(may).filter(|row| row.kind == first.kind).collect();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &chosen {
            self.console.say(&format!("{}, {}", row.name, row.purpose))?;
            *kinds.entry(row.letter_kind.as_str()).or_default() += 1;
        }
        let kinds = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
        let about = self.text(&Message::SignCount { count: chosen.len(), kinds });
        let word = if first.kind == TaskKind::Sign { Word::Sign } else { Word::Paraf };
        let title = self.setup.word(word).to_owned();
        let about = about.trim_end_matches('.').to_owned();
        let question = self.text(&Message::Confirm { title, about });
        if !self.console.confirms(&question)? {
            return self.console.word(Word::Cancelled);
        }
        if first.kind == TaskKind::Sign {
            return self.sign(&chosen);
        }
        for row in self.as_read(&chosen)? {
            self.perform(Command::Verify { task: row.id }, &Message::ParafGiven { name: row.name.clone() })?;
        }
        Ok(())
    }

    /// Those that still are as they were read; of each of the others it is said that it has changed meanwhile, be it
    /// that it was asked back.
    fn as_read(&mut self, read: &[&TaskRow]) -> Asked<Vec<TaskRow>> {
        let now = match self.port.query(Query::Tasks) {
            Ok(Found::Tasks(rows)) => rows,
            Ok(_) => Vec::new(),
            Err(error) => {
                self.failed(&error)?;
                return Ok(Vec::new());
            }
        };
        let mut same = Vec::new();
        for row in read {
            match now.iter().find(|one| (one.id, one.version) == (row.id, row.version)) {
                Some(row) => same.push(row.clone()),
                None => self.console.say(&format!("{}: {}", row.name, self.setup.word(Word::ChangedMeanwhile)))?,
            }
        }
        Ok(same)
    }

    /// Asks for the passphrase, signs, and says each result as it comes. A wrong passphrase signs nothing.
    fn sign(&mut self, rows: &[&TaskRow]) -> Asked<()> {
        let Some(passphrase) = self.console.ask_secret(self.setup.word(Word::Passphrase))? else {
            return self.console.word(Word::Cancelled);
        };
        let of = rows.len();
        let rows = self.as_read(rows)?;
        if rows.is_empty() {
            return Ok(());
        }
        let items =
            rows.iter().map(|row| SignItem { task: row.id, snapshot: row.snapshot, opened: row.opened }).collect();
        self.console.word(Word::SignRunning)?;
        let (mut signed, mut not, mut missing) = (0, of - rows.len(), 0);
        let (console, lang) = (&mut self.console, self.setup.lang);
        let mut said = Ok(());
        let run = self.port.sign(items, passphrase, &mut |step| match step {
            SignStep::Line { task, outcome } => {
                if matches!(outcome, SignOutcome::Signed { .. }) {
                    signed += 1
                } else {
                    not += 1
                }
                let name = rows.iter().find(|row| row.id == task).map_or("", |row| row.name.as_str());
                let line = console.say(&format!("{name}: {}", i18n::outcome(lang, &outcome)));
                // The batch goes on when nobody hears of it any more.
                if said.is_ok() {
                    said = line;
                }
            }
            SignStep::Ended { missing: lost } => missing = lost,
        });
        said?;
        if let Err(error) = run {
            return self.failed(&error);
        }
        let over = self.text(&Message::BatchOver { signed, not });
        self.console.say(&over)?;
        if missing > 0 {
            let text = self.text(&Message::BatchMissing(missing));
            self.console.say(&text)?;
        }
        Ok(())
    }
}

fn again<P: Port>(task: RecordId) -> impl FnOnce(&Talk<P>) -> Option<Page> {
    move |talk| talk.task_page(task).ok().map(|(_, page)| page)
}

/// What may be done with it: as on the screen. What needs ink is not offered an electronic signature.
fn choices(view: &TaskView, who: &Who) -> Vec<Choice> {
    let row = &view.row;
    if !who.has(row.kind.role()) || row.group == Group::InDoubt {
        return Vec::new();
    }
    let ink = row.kind == TaskKind::Sign && (row.policy == Policy::Ink || row.group == Group::Ink);
    let mut choices = Vec::new();
    if view.pages.is_some() && !ink {
        choices.push(('s', if row.kind == TaskKind::Sign { Word::Sign } else { Word::Paraf }));
    }
    choices.push(('r', Word::Return));
    choices
}

/// "Surat Pengantar, Sri Wahyuni, ttd, rutin, 12 mnt, belum dibuka".
fn row_line(row: &TaskRow, setup: &Setup, now: Now) -> String {
    let word = |word| setup.word(word).to_owned();
    let mut cells = vec![row.letter_kind.clone(), parts::name(&row.name, setup).to_owned()];
    cells.extend([word(kind(row.kind)), word(group(row.group)), parts::age(row.since, setup, now)]);
    if row.asked_back {
        cells.push(word(Word::AskedBack));
    }
    if !row.opened {
        cells.push(word(Word::Unopened));
    }
    if row.pending {
        cells.push(word(Word::Unsent));
    }
    cells.retain(|cell| !cell.is_empty());
    cells.join(", ")
}
