//! A record printed line by line, and the proof that all of it was.

use uuid::Uuid;

use super::Talk;
use super::console::Asked;
use crate::i18n::{Message, Word};
use crate::tui::layers::reason::Why;
use crate::tui::port::Port;
use crate::tui::terminal;
use crate::tui::text::{self, Para};

/// A record in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    record: Uuid,
    lines: Vec<String>,
}

impl Page {
    /// The lines of a record.
    pub fn of(record: Uuid, title: String, paras: &[Para]) -> Self {
        // Line by line nothing stands beside anything.
        let paras: Vec<Para> = paras.iter().flat_map(text::stacked).collect();
        let texts = paras.iter().flat_map(|para| para.text.split('\n')).map(str::to_owned);
        let lines = std::iter::once(title).chain(texts).map(|line| line.trim().to_owned());
        Self { record, lines: lines.filter(|line| !line.is_empty()).collect() }
    }
}

/// Every line of this page was printed. Only [`Talk::print`] makes one.
pub struct Printed(Page);

/// Something that can be done with a record: its letter and its word.
pub type Choice = (char, Word);

impl<P: Port> Talk<P> {
    /// Prints a record; in parts, where a window would lose its first lines. None when the person did not read
    /// to the end.
    pub(super) fn print(&mut self, page: Page) -> Asked<Option<Printed>> {
        let window = if self.console.terminal { Some(terminal::size()) } else { None };
        let rows = window.map_or(usize::MAX, |size| usize::from(size.height).saturating_sub(2).max(4));
        let columns = window.map_or(usize::MAX, |size| usize::from(size.width).max(1));
        let mut room = rows;
        for line in &page.lines {
            let takes = text::width(line).div_ceil(columns).max(1);
            if takes > room && room < rows {
                let answer = self.console.ask(self.setup.word(Word::MoreHint))?;
                if answer.is_none_or(|answer| answer == "0") {
                    return Ok(None);
                }
                room = rows;
            }
            self.console.say(line)?;
            room = room.saturating_sub(takes);
        }
        Ok(Some(Printed(page)))
    }

    /// Asks what to do; none to go back.
    pub(super) fn choose(&mut self, choices: &[Choice]) -> Asked<Option<char>> {
        let mut offered: Vec<String> =
            choices.iter().map(|(key, word)| format!("{key} {}", self.setup.word(*word))).collect();
        offered.push(format!("0 {}", self.setup.word(Word::Back)));
        loop {
            let answer = self.console.ask(&offered.join(", "))?.unwrap_or_default().to_lowercase();
            match answer.as_str() {
                "" | "0" => return Ok(None),
                "?" => self.help()?,
                answer => {
                    let known = choices.iter().map(|(key, _)| *key).find(|key| key.to_string() == answer);
                    if known.is_some() {
                        return Ok(known);
                    }
                    self.console.word(Word::NoSuchChoice)?;
                }
            }
        }
    }

    /// Whether a decision on a printed record is really meant, and the record still reads as it was printed.
    pub(super) fn decides(
        &mut self,
        printed: &Printed,
        what: Word,
        about: &str,
        again: impl FnOnce(&Self) -> Option<Page>,
    ) -> Asked<bool> {
        let title = self.setup.word(what).to_owned();
        let question = self.text(&Message::Confirm { title, about: about.to_owned() });
        if !self.console.confirms(&question)? {
            self.console.word(Word::Cancelled)?;
            return Ok(false);
        }
        if again(self).as_ref() != Some(&printed.0) {
            self.console.word(Word::ChangedMeanwhile)?;
            return Ok(false);
        }
        Ok(true)
    }

    /// A reason: one of the canned ones by its number, or typed; and what it is for, which a canned one may say
    /// more exactly. None when there is none. `proposals` are read out instead of the canned ones.
    pub(super) fn reason(&mut self, why: Why, proposals: Option<Vec<(String, Why)>>) -> Asked<Option<(String, Why)>> {
        self.console.word(why.title())?;
        let canned: Vec<(String, Why)> = proposals.unwrap_or_else(|| why.texts(&self.setup));
        for (index, (text, _)) in canned.iter().enumerate() {
            self.console.say(&format!("{} {text}", index + 1))?;
        }
        let answer = self.console.ask(self.setup.word(Word::ReasonHint))?.unwrap_or_default();
        let chosen = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).and_then(|n| canned.get(n)).cloned();
        let (reason, why) = chosen.unwrap_or((answer, why));
        if reason.is_empty() || reason == "0" {
            self.console.word(Word::Cancelled)?;
            return Ok(None);
        }
        Ok(Some((reason, why)))
    }
}
