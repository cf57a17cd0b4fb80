//! Arsip and Penduduk, line by line: words are asked for, then a numbered list, then the record and what
//! belongs to it.

use super::Talk;
use super::console::Asked;
use super::list::Chosen;
use super::record;
use crate::desk::{ArchiveFilter, ArchiveRow, Command, DeskError, Found, Query, ResidentRow};
use crate::domain::office::date_of;
use crate::domain::resident::LifeStatus;
use crate::domain::reveal::Purpose;
use crate::i18n::{Message, Word, day};
use crate::tui::context::Setup;
use crate::tui::port::Port;
use crate::tui::screens::Target;
use crate::tui::screens::walk::{Page, Stands};

impl<P: Port> Talk<P> {
    /// Everything of this office, until the person goes back. No words are the newest.
    pub(super) fn archive(&mut self) -> Asked<()> {
        while let Some(words) = self.words(Word::PlainArchive)? {
            match self.port.query(Query::Archive { words, filter: ArchiveFilter::default() }) {
                Ok(Found::Archive(rows)) => self.found((Word::Archive, Word::NothingFound), &rows, archive_line)?,
                Ok(_) => {}
                Err(error) => self.failed(&error)?,
            }
        }
        Ok(())
    }

    /// Residents by any fragment, until the person goes back.
    pub(super) fn residents(&mut self) -> Asked<()> {
        while let Some(words) = self.words(Word::PlainResidents)?.filter(|words| !words.is_empty()) {
            match self.port.query(Query::Residents(words)) {
                Ok(Found::Residents(rows)) => {
                    let today = date_of(self.now().wall);
                    let line = |row: &ResidentRow, setup: &Setup| resident_line(row, row.age_on(today), setup);
                    self.found((Word::Residents, Word::NothingFound), &rows, line)?;
                }
                Ok(_) => {}
                Err(error) => self.failed(&error)?,
            }
        }
        Ok(())
    }

    /// What is searched; none to go back.
    fn words(&mut self, question: Word) -> Asked<Option<String>> {
        let answer = self.console.ask(self.setup.word(question))?;
        Ok(answer.filter(|words| words != "0"))
    }

    fn found<R: Stands>(&mut self, words: (Word, Word), rows: &[R], line: impl Fn(&R, &Setup) -> String) -> Asked<()> {
        let setup = self.setup;
        while let Chosen::Row(row) = self.list(words, rows, None, |row| line(row, &setup))? {
            self.walk(row.target())?;
        }
        Ok(())
    }

    /// A record, and from it to what belongs to it, until the person goes back.
    fn walk(&mut self, mut target: Target) -> Asked<()> {
        let mut revealed = None;
        loop {
            let page = match self.port.query(target.query()).map(Page::of) {
                Ok(Some(page)) => page,
                Ok(None) => return self.failed(&DeskError::NotHere),
                Err(error) => return self.failed(&error),
            };
            let paras = page.paragraphs(&self.setup, self.now(), true, revealed == Some(target));
            if self.print(record::Page::of(target.key(), page.title(), &paras))?.is_none() {
                return Ok(());
            }
            let related = page.related(&self.setup);
            match self.next(target, &related, revealed == Some(target))? {
                None => return Ok(()),
                Some(next) => {
                    revealed = (next == target).then_some(next);
                    target = next;
                }
            }
        }
    }

    /// Where to from here: to what belongs to it, or the same card with its numbers.
    fn next(&mut self, here: Target, related: &[(Target, String)], revealed: bool) -> Asked<Option<Target>> {
        let number = matches!(here, Target::Resident(_)) && !revealed;
        for (place, (_, name)) in (1..).zip(related) {
            self.console.say(&format!("{place} {name}"))?;
        }
        let mut offered = Vec::new();
        if number {
            offered.push(format!("n {}", self.setup.word(Word::Reveal)));
        }
        offered.push(format!("0 {}", self.setup.word(Word::Back)));
        loop {
            let answer = self.console.ask(&offered.join(", "))?.unwrap_or_default().to_lowercase();
            let chosen = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).and_then(|n| related.get(n));
            match (answer.as_str(), chosen) {
                ("" | "0", _) => return Ok(None),
                (_, Some((target, _))) => return Ok(Some(*target)),
                ("n", _) if number => {
                    if self.reveal(here)? {
                        return Ok(Some(here));
                    }
                }
                _ => self.console.word(Word::NoSuchChoice)?,
            }
        }
    }

    /// Asks why, and records it. True when the numbers may be seen.
    fn reveal(&mut self, of: Target) -> Asked<bool> {
        self.console.word(Word::RevealTitle)?;
        for (place, purpose) in (1..).zip(Purpose::ALL) {
            self.console.say(&format!("{place} {}", self.setup.word(Word::from(purpose))))?;
        }
        let answer = self.console.ask(self.setup.word(Word::RevealFor))?.unwrap_or_default();
        let chosen = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).and_then(|n| Purpose::ALL.get(n));
        let Some(purpose) = chosen.copied() else {
            self.console.word(Word::Cancelled)?;
            return Ok(false);
        };
        let text = if purpose == Purpose::Other {
            self.console.ask(self.setup.word(Word::PurposeNeeded))?.unwrap_or_default()
        } else {
            String::new()
        };
        let name = match self.port.query(of.query()) {
            Ok(Found::Resident(view)) => view.row.name,
            _ => String::new(),
        };
        let command = Command::Reveal { resident: of.key().into(), purpose, text };
        self.perform(command, &Message::Revealed { name, purpose })
    }
}

/// "surat terbit, 400.12.2/045, Yuliana Permata, Surat Pengantar, 19 Nov, terbit".
fn archive_line(row: &ArchiveRow, setup: &Setup) -> String {
    let mut cells = vec![setup.word(Word::of_kind(row.kind)).to_owned()];
    cells.extend([&row.number, &row.name, &row.subject].into_iter().filter(|cell| !cell.is_empty()).cloned());
    cells.extend(row.day.map(|date| day(setup.lang, date)));
    cells.push(setup.word(Word::of_state(&row.state)).to_owned());
    if row.pending {
        cells.push(setup.word(Word::Unsent).to_owned());
    }
    cells.join(", ")
}

/// "Sri Wahyuni, 46, perempuan, Dusun Krajan RT 02 RW 05".
fn resident_line(row: &ResidentRow, age: i16, setup: &Setup) -> String {
    let mut cells = vec![row.name.clone(), age.to_string(), setup.word(Word::of_sex(row.sex)).to_owned()];
    if row.status != LifeStatus::Alive {
        cells.push(setup.word(Word::from(row.status)).to_owned());
    }
    cells.push(row.address.clone());
    cells.join(", ")
}
