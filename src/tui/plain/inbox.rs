//! Surat Masuk, line by line.

use super::Talk;
use super::console::Asked;
use super::list::Chosen;
use super::record::{Choice, Page};
use crate::desk::{Command, DeskError, Found, InboxRow, LetterView, Query, Who};
use crate::domain::id::RecordId;
use crate::domain::letter::Urgency;
use crate::domain::office::Role as Duty;
use crate::i18n::{Message, Word, day};
use crate::tui::context::Setup;
use crate::tui::port::Port;
use crate::tui::screens::inbox::{paragraphs, title};
use crate::tui::screens::parts;

impl<P: Port> Talk<P> {
    /// Letters received, until the person goes back.
    pub(super) fn inbox(&mut self, who: &Who) -> Asked<()> {
        loop {
            let rows = match self.port.query(Query::Inbox) {
                Ok(Found::Inbox(rows)) => rows,
                Ok(_) => Vec::new(),
                Err(error) => return self.failed(&error),
            };
            let setup = self.setup;
            match self.list((Word::Inbox, Word::NoInbox), &rows, None, |row| row_line(row, &setup))? {
                Chosen::Row(row) => self.letter(row.id, who)?,
                Chosen::Again => {}
                Chosen::Other | Chosen::Back => return Ok(()),
            }
        }
    }

    fn letter_page(&self, id: RecordId) -> Result<(LetterView, Page), DeskError> {
        let Found::Letter(view) = self.port.query(Query::Letter(id))? else { return Err(DeskError::NotHere) };
        let page = Page::of(id.0, title(&view.row), &paragraphs(&view, &self.setup, self.now()));
        Ok((*view, page))
    }

    fn letter(&mut self, id: RecordId, who: &Who) -> Asked<()> {
        let (view, page) = match self.letter_page(id) {
            Ok(found) => found,
            Err(error) => return self.failed(&error),
        };
        let Some(printed) = self.print(page)? else { return Ok(()) };
        if view.row.unread
            && let Err(error) = self.port.perform(Command::MarkRead { record: id })
        {
            self.failed(&error)?;
        }
        let may = who.has(Duty::Operator) && !view.row.followed_up;
        let choices: &[Choice] = if may { &[('v', Word::FollowUp)] } else { &[] };
        if self.choose(choices)?.is_none() {
            return Ok(());
        }
        let Some(note) = self.console.ask(self.setup.word(Word::NoteOptional))? else {
            return self.console.word(Word::Cancelled);
        };
        let subject = view.row.subject.clone();
        let again = |talk: &Self| talk.letter_page(id).ok().map(|(_, page)| page);
        if self.decides(&printed, Word::FollowUp, &subject, again)? {
            self.perform(Command::FollowUp { letter: id, note }, &Message::LetterFollowedUp { subject })?;
        }
        Ok(())
    }
}

/// "412, Camat Banyubiru, Undangan rapat, 19 Nov, baru, segera".
fn row_line(row: &InboxRow, setup: &Setup) -> String {
    let word = |word| setup.word(word).to_owned();
    let mut cells = Vec::new();
    if row.agenda > 0 {
        cells.push(format!("{} {}", word(Word::Agenda), row.agenda));
    }
    cells.extend([row.sender.clone(), row.subject.clone()]);
    cells.extend(row.date.map(|date| day(setup.lang, date)));
    if row.followed_up {
        cells.push(word(Word::Done));
    } else if row.unread {
        cells.push(word(Word::Unread));
    }
    if row.urgency != Urgency::Ordinary {
        cells.push(word(parts::urgency(row.urgency)));
    }
    if row.pending {
        cells.push(word(Word::Unsent));
    }
    cells.join(", ")
}
