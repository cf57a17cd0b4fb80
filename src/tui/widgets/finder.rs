//! Finds a person, a request or a card from what a hand types or a reader sends.
//!
//! It asks when the text has rested, so that a burst of thirty characters is one question and no packet of it
//! is another. A reader's Enter, coming at its heels, only says that the text is complete.

use std::time::Duration;

use ratatui::layout::Rect;

use super::field::Field;
use crate::desk::{Identified, Identity, Query, RequestRow, ResidentRow};
use crate::domain::office::date_of;
use crate::domain::resident::{LifeStatus, age};
use crate::i18n::{Message, Word};
use crate::tui::context::{Now, Setup};
use crate::tui::digits::WAITS;
use crate::tui::keys::{Code, Key};
use crate::tui::paint::{Paint, Span};
use crate::tui::text;
use crate::tui::theme::Role;

/// So many people are numbered by a digit.
const NUMBERED: usize = 9;

/// What a key or an answer came to.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// Nothing outside changes.
    Stays,
    /// This person was chosen, or is meant for certain.
    Person(Box<ResidentRow>),
    /// This request was chosen, or its QR code was shown.
    Request(Box<RequestRow>),
    /// A card is to be remembered: whose is it?
    Card(String),
}

/// The state of the search.
pub struct Finder {
    field: Field,
    found: Option<Identified>,
    at: usize,
    /// Asks then.
    asks: Option<Duration>,
    typed: Option<Duration>,
    /// A digit that may choose from the list, unless more follow.
    digit: Option<(char, Duration)>,
    /// Enter was pressed before the answer was here.
    go_on: bool,
    /// A reader has ended its number.
    whole: bool,
}

impl Finder {
    /// With this text, as if it had just been typed.
    pub fn new(text: &str, now: Now) -> Self {
        let typed = (!text.is_empty()).then_some(now.mono);
        let asks = typed.map(|at| at + WAITS);
        Self { field: Field::new(text), found: None, at: 0, asks, typed, digit: None, go_on: false, whole: false }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// What the text means, when that is known.
    pub fn identity(&self) -> Option<&Identity> {
        self.found.as_ref().filter(|found| found.text == self.field.text()).map(|found| &found.identity)
    }

    /// The people found, in order.
    pub fn people(&self) -> &[ResidentRow] {
        match self.identity() {
            Some(Identity::People { rows, .. } | Identity::Family(rows)) => rows,
            _ => &[],
        }
    }

    /// The person under the mark.
    pub fn selected(&self) -> Option<&ResidentRow> {
        self.people().get(self.at)
    }

    /// Whether there is a list to move in.
    pub fn lists(&self) -> bool {
        self.people().len() > 1
    }

    /// The next moment at which [`Finder::due`] has something to do.
    pub fn deadline(&self) -> Option<Duration> {
        [self.asks, self.digit.map(|(_, at)| at)].into_iter().flatten().min()
    }

    /// Time has passed: a question that is due, and what a waiting digit chose.
    pub fn due(&mut self, now: Now) -> (Option<Query>, Step) {
        let step = match self.digit.take_if(|(_, at)| *at <= now.mono) {
            Some((digit, _)) => self.choose(digit),
            None => Step::Stays,
        };
        let asks = self.asks.take_if(|at| *at <= now.mono).is_some();
        (asks.then(|| self.question()), step)
    }

    fn question(&self) -> Query {
        Query::Identify(self.field.text().to_owned())
    }

    fn choose(&mut self, digit: char) -> Step {
        let place = usize::from(digit as u8 - b'1');
        match self.people().get(place) {
            Some(row) if place < NUMBERED => Step::Person(Box::new(row.clone())),
            // No such line: it was the beginning of something else.
            _ => {
                self.field.key(Key::plain(Code::Char(digit)));
                self.asks = Some(Duration::ZERO);
                Step::Stays
            }
        }
    }

    /// A paste is typed at once.
    pub fn paste(&mut self, text: &str, now: Now) {
        self.begin_anew_behind_a_number(text.chars().next());
        self.field.paste(text.trim());
        self.changed(now);
    }

    fn changed(&mut self, now: Now) {
        self.typed = Some(now.mono);
        self.asks = Some(now.mono + WAITS);
        self.at = 0;
        self.go_on = false;
        self.whole = false;
    }

    /// A complete number is never gone on with: what comes now is another card.
    fn begin_anew_behind_a_number(&mut self, next: Option<char>) {
        let complete = match self.identity() {
            Some(Identity::People { exact, .. }) => *exact,
            Some(Identity::Family(_) | Identity::NoSuchNumber | Identity::NewCard(_)) => true,
            _ => false,
        };
        if complete && next.is_some_and(char::is_alphanumeric) {
            self.field = Field::new("");
        }
    }

    /// A key. Gives a question that must be asked now, and what it came to.
    pub fn key(&mut self, key: Key, now: Now) -> (Option<Query>, Step) {
        if let Some((digit, _)) = self.digit.take() {
            if key.typed().is_some_and(char::is_alphanumeric) {
                // A reader over a list of names: the digit was its first character.
                self.field = Field::new(&digit.to_string());
            } else {
                return (None, self.choose(digit));
            }
        }
        match key.code {
            Code::Enter => return self.enter(now),
            Code::Down if self.lists() => self.at = (self.at + 1).min(self.people().len() - 1),
            Code::Up if self.lists() => self.at = self.at.saturating_sub(1),
            Code::Char(digit @ '1'..='9') if !key.ctrl && self.digits_choose() => {
                self.digit = Some((digit, now.mono + WAITS));
            }
            _ => {
                self.begin_anew_behind_a_number(key.typed());
                if self.field.key(key) {
                    self.changed(now);
                }
            }
        }
        (None, Step::Stays)
    }

    /// In a list of names, or of a family, a digit is a line; in a number it is a digit.
    fn digits_choose(&self) -> bool {
        let of_names = !self.field.text().chars().any(|c| c.is_ascii_digit());
        match self.identity() {
            Some(Identity::Family(_)) => true,
            Some(Identity::People { rows, .. }) => of_names && !rows.is_empty(),
            _ => false,
        }
    }

    fn enter(&mut self, now: Now) -> (Option<Query>, Step) {
        let at_its_heels = self.typed.is_some_and(|at| now.mono.saturating_sub(at) < WAITS);
        let number = self.field.text().chars().any(|c| c.is_ascii_digit());
        if number && at_its_heels {
            // A reader's own end: it says that the number is whole, and chooses nobody. Some send two.
            if std::mem::replace(&mut self.whole, true) {
                return (None, Step::Stays);
            }
            self.asks = None;
            return (Some(self.question()), Step::Stays);
        }
        if self.identity().is_none() && !self.field.text().trim().is_empty() {
            self.go_on = true;
            self.asks = None;
            return (Some(self.question()), Step::Stays);
        }
        (None, self.open())
    }

    fn open(&self) -> Step {
        match self.identity() {
            Some(Identity::Request(row)) => Step::Request(row.clone()),
            Some(Identity::NewCard(number)) => Step::Card(number.clone()),
            _ => self.selected().map_or(Step::Stays, |row| Step::Person(Box::new(row.clone()))),
        }
    }

    /// An answer came. One that is meant for certain needs no key, where `at_once` says so; a QR code never does.
    pub fn found(&mut self, found: Identified, at_once: bool) -> Step {
        if found.text != self.field.text() {
            return Step::Stays;
        }
        self.at = 0;
        let of_a_page = found.text.to_ascii_lowercase().starts_with("http");
        let certain = match &found.identity {
            Identity::People { exact, rows } => at_once && *exact || self.go_on && rows.len() == 1,
            Identity::Request(_) => of_a_page || self.go_on || self.whole,
            Identity::NewCard(_) | Identity::Family(_) | Identity::NoSuchNumber | Identity::Nothing => false,
        };
        self.go_on = false;
        self.whole = false;
        self.found = Some(found);
        if certain { self.open() } else { Step::Stays }
    }

    /// Paints the text on a row.
    pub fn paint_field(&self, area: Rect, row: u16, active: bool, paint: &mut Paint<'_>) {
        self.field.paint(area, row, active, paint);
    }

    /// What was found, a line each; the marked one first where there is no room for all.
    pub fn lines(&self, setup: &Setup, now: Now) -> Vec<Vec<Span>> {
        let word = |word| vec![vec![(Role::Warn, setup.word(word).to_owned())]];
        match self.identity() {
            None => Vec::new(),
            Some(Identity::Nothing) if self.field.text().trim().is_empty() => Vec::new(),
            Some(Identity::Nothing) => word(Word::NobodyFound),
            Some(Identity::NoSuchNumber) => word(Word::NoSuchNumber),
            Some(Identity::NewCard(number)) => {
                vec![vec![(Role::Warn, setup.say(&Message::NewCard(number.clone())))]]
            }
            Some(Identity::Request(row)) => vec![vec![
                (Role::Selected, format!("{} {}", row.queue, row.name)),
                (Role::Plain, format!("  {}, {}", row.kind, setup.word(Word::from(&row.state)))),
            ]],
            Some(Identity::People { rows, .. } | Identity::Family(rows)) => {
                rows.iter().enumerate().map(|(place, row)| self.person(place, row, setup, now)).collect()
            }
        }
    }

    fn person(&self, place: usize, row: &ResidentRow, setup: &Setup, now: Now) -> Vec<Span> {
        let digit = if place < NUMBERED && self.lists() { (place + 1).to_string() } else { " ".into() };
        let (marked, warns) = (place == self.at, row.status != LifeStatus::Alive);
        let mut spans = vec![
            (Role::Key, format!("{digit} ")),
            (if marked { Role::Selected } else { Role::Plain }, text::clean(&row.name, &setup.glyphs)),
        ];
        if warns {
            spans.push((Role::Warn, format!("  ! {}", setup.word(Word::OddNotAlive))));
        }
        spans.push((Role::Plain, format!("  {}", about(row, setup, now))));
        spans
    }

    /// The line of the mark among [`Finder::lines`].
    pub fn marked(&self) -> usize {
        self.at
    }
}

/// What tells people of the same name apart.
fn about(row: &ResidentRow, setup: &Setup, now: Now) -> String {
    setup.say(&Message::PersonLine {
        age: age(row.birth_date, date_of(now.wall)),
        position: row.family_position.clone(),
        address: row.address.clone(),
        nik: row.nik.to_string(),
    })
}

/// A person as one line of text.
pub fn person_line(row: &ResidentRow, setup: &Setup, now: Now) -> String {
    let gone = (row.status != LifeStatus::Alive).then(|| format!("! {}, ", setup.word(Word::OddNotAlive)));
    format!("{}, {}{}", row.name, gone.unwrap_or_default(), about(row, setup, now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn at(ms: u64) -> Now {
        Now { mono: Duration::from_millis(ms), wall: Timestamp::UNIX_EPOCH }
    }

    fn press(finder: &mut Finder, c: char, ms: u64) -> (Option<Query>, Step) {
        finder.key(Key::plain(if c == '\r' { Code::Enter } else { Code::Char(c) }), at(ms))
    }

    #[test]
    fn a_burst_is_one_question_asked_when_it_ends_and_the_enters_at_its_heels_choose_nobody() {
        let burst = || {
            let mut finder = Finder::new("33", at(0));
            for (n, c) in "22075403800001".chars().enumerate() {
                let ms = 10 * (n as u64 + 1);
                assert_eq!(finder.due(at(ms)), (None, Step::Stays));
                assert_eq!(press(&mut finder, c, ms), (None, Step::Stays));
            }
            assert_eq!(finder.deadline(), Some(Duration::from_millis(220)));
            finder
        };
        let asked = || Some(Query::Identify("3322075403800001".into()));
        let mut without = burst();
        assert_eq!(without.due(at(220)), (asked(), Step::Stays));
        assert_eq!(without.deadline(), None);
        let mut with = burst();
        assert_eq!(press(&mut with, '\r', 150), (asked(), Step::Stays));
        assert_eq!(press(&mut with, '\r', 151), (None, Step::Stays));
        assert_eq!(with.deadline(), None);
    }

    #[test]
    fn an_answer_to_an_older_text_is_nobody() {
        let mut finder = Finder::new("sri", at(0));
        let old = Identified { text: "sr".into(), identity: Identity::NoSuchNumber };
        assert_eq!(finder.found(old, true), Step::Stays);
        assert_eq!(finder.identity(), None);
    }

    #[test]
    fn a_new_card_begins_anew_behind_a_complete_number() {
        let mut finder = Finder::new("3322075403800001", at(0));
        finder.found(Identified { text: finder.text().to_owned(), identity: Identity::NoSuchNumber }, true);
        press(&mut finder, '0', 5000);
        assert_eq!(finder.text(), "0");
    }
}
