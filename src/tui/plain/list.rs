//! A numbered list, ten rows at a time.

use super::Talk;
use super::console::Asked;
use super::undo::{REDO, UNDO};
use crate::i18n::{Message, Word};
use crate::tui::port::Port;
use crate::tui::split::{Row, queue_code};

/// Rows that are read at a time.
const PAGE: usize = 10;

/// What was chosen.
pub enum Chosen<'a, R> {
    /// A row.
    Row(&'a R),
    /// What else was offered.
    Other,
    /// Something was taken back or done again: the list is another one now.
    Again,
    /// To go back.
    Back,
}

impl<P: Port> Talk<P> {
    /// Prints rows and asks which one; `other` is a key that means something else here.
    pub(super) fn list<'a, R: Row>(
        &mut self,
        (title, empty): (Word, Word),
        rows: &'a [R],
        other: Option<(char, Word)>,
        line: impl Fn(&R) -> String,
    ) -> Asked<Chosen<'a, R>> {
        let mut shown: Vec<(usize, &R)> = rows.iter().enumerate().collect();
        let mut from = 0;
        let mut fresh = true;
        loop {
            if !fresh {
                // A wrong answer changes nothing: what was printed stands.
            } else if shown.is_empty() {
                self.console.word(if rows.is_empty() { empty } else { Word::NothingFound })?;
            } else {
                self.page(title, &shown, from, &line)?;
            }
            fresh = true;
            let mut hint = self.setup.word(Word::ListHint).to_owned();
            if let Some((key, word)) = other {
                hint.push_str(&format!(", {key} {}", self.setup.word(word)));
            }
            let answer = self.console.ask(&hint)?.unwrap_or_else(|| "0".into());
            let answer = if matches!(answer.as_str(), "U" | "UL" | "Ul") { answer.to_lowercase() } else { answer };
            match answer.as_str() {
                "0" => return Ok(Chosen::Back),
                "?" => self.help()?,
                UNDO | REDO => {
                    if answer == UNDO {
                        self.take_back()?;
                    } else {
                        self.do_again()?;
                    }
                    return Ok(Chosen::Again);
                }
                "" if from + PAGE < shown.len() => from += PAGE,
                // Behind the last row it begins anew.
                "" => from = 0,
                _ if other.is_some_and(|(key, _)| key.to_string() == answer.to_lowercase()) => {
                    return Ok(Chosen::Other);
                }
                search if search.starts_with('/') => {
                    let words = search.trim_start_matches('/').trim().to_lowercase();
                    shown = rows
                        .iter()
                        .enumerate()
                        .filter(|(_, row)| row.words().to_lowercase().contains(&words))
                        .collect();
                    from = 0;
                }
                answer => match find(rows, answer) {
                    Some(row) => return Ok(Chosen::Row(row)),
                    None => {
                        // What is no number is not said again: it could be a secret at the wrong question.
                        let number = answer.chars().any(|c| c.is_ascii_digit());
                        let no_line = self.text(&Message::NoLine(answer.to_owned()));
                        self.console.say(if number { &no_line } else { self.setup.word(Word::NoSuchChoice) })?;
                        fresh = false;
                    }
                },
            }
        }
    }

    fn page<R>(&mut self, title: Word, shown: &[(usize, &R)], from: usize, line: &impl Fn(&R) -> String) -> Asked<()> {
        let to = (from + PAGE).min(shown.len());
        let title = self.setup.word(title).to_owned();
        let head = self.text(&Message::Shown { title, from: from + 1, to, of: shown.len() });
        self.console.say(&head)?;
        for (place, row) in shown.iter().skip(from).take(PAGE) {
            self.console.say(&format!("{} {}", place + 1, line(row)))?;
        }
        Ok(())
    }
}

/// The row with this place, from 1, or this queue number.
fn find<'a, R: Row>(rows: &'a [R], answer: &str) -> Option<&'a R> {
    let place = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let wanted = queue_code(answer);
    let by_number = || rows.iter().find(|row| row.number().is_some_and(|number| queue_code(number) == wanted));
    place.and_then(|place| rows.get(place)).or_else(by_number)
}
