//! Identity numbers: NIK (a person's) and KK (a family card's), 16 digits each, kept as text.
//!
//! A NIK is six digits of region at first issue, the date of birth as DDMMYY (day + 40 for women) and a
//! serial. It never changes, so region and date may differ from today's data: those are doubts, not errors
//! (shared rules of civil registration; the check digits do not exist).

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::resident::Sex;

/// Why a text is no identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// Not exactly 16 digits.
    #[error("not 16 digits")]
    Length,
    /// Sixteen times the same digit.
    #[error("all digits are the same")]
    Monotonous,
}

/// What is odd about a NIK without making it wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Begins with 0: given temporarily.
    Temporary,
    /// Day or month cannot be.
    NoSuchDate,
    /// The date differs from the birth date on record.
    OtherBirthDate,
    /// The +40 of the day says the other sex.
    OtherSex,
    /// The serial is 0000.
    NoSerial,
}

fn sixteen_digits(text: &str) -> Result<String, NotANumber> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    if !is_number(&digits) {
        return Err(NotANumber::Length);
    }
    if digits.bytes().all(|b| Some(b) == digits.bytes().next()) {
        return Err(NotANumber::Monotonous);
    }
    Ok(digits)
}

/// Whether a text is the sixteen digits of an identity number and nothing else.
pub fn is_number(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_digit())
}

fn masked(digits: &str) -> String {
    let (head, tail) = (digits.get(..4).unwrap_or(""), digits.get(12..).unwrap_or(""));
    format!("{head}********{tail}")
}

/// So many digits has an identity number.
const DIGITS: usize = 16;

/// Sixteen digits or more in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where, in bytes.
    pub at: Range<usize>,
    /// One number; none where there are more digits than one has, so that nobody can tell several apart.
    pub number: Option<String>,
}

/// The identity numbers in a text, in order, however spaces, dots or hyphens part their digits. Sixteen that stand
/// together are a number also where other digits stand beside them.
pub fn written_in(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if at < end || !c.is_ascii_digit() {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let group = rest.find(|c: char| !c.is_ascii_digit() && !parts(c)).map_or(rest, |n| &rest[..n]);
        end = at + group.len();
        numbers_of(text, at..end, &mut found);
    }
    found
}

/// What may stand between the digits of a number.
fn parts(c: char) -> bool {
    matches!(c, ' ' | '.' | '-')
}

fn numbers_of(text: &str, group: Range<usize>, found: &mut Vec<Written>) {
    let written = text.get(group.clone()).unwrap_or_default();
    let from = group.start + written.len() - written.trim_start_matches(parts).len();
    let written = written.trim_matches(parts);
    let group = from..from + written.len();
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < DIGITS {
        return;
    }
    let number = (digits.len() == DIGITS).then_some(digits);
    let mut together = written.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == DIGITS);
    match together.next().filter(|_| number.is_none()).and_then(|run| Some((run, written.find(run)?))) {
        Some((run, at)) => {
            let at = group.start + at..group.start + at + DIGITS;
            numbers_of(text, group.start..at.start, found);
            found.push(Written { at: at.clone(), number: Some(run.to_owned()) });
            numbers_of(text, at.end..group.end, found);
        }
        None => found.push(Written { at: group, number }),
    }
}

/// A text in which `instead` stands for each identity number.
fn replaced(text: &str, mut instead: impl FnMut(&Written) -> String) -> String {
    let (mut made, mut from) = (String::with_capacity(text.len()), 0);
    for written in written_in(text) {
        made.push_str(text.get(from..written.at.start).unwrap_or_default());
        made.push_str(&instead(&written));
        from = written.at.end;
    }
    made.push_str(text.get(from..).unwrap_or_default());
    made
}

/// A text with every identity number in it masked. For what leaves the desk.
pub fn mask_in(text: &str) -> String {
    // Several numbers written into one another: none of it is shown.
    replaced(text, |written| written.number.as_deref().map_or_else(|| "*".repeat(DIGITS), masked))
}

/// A text with every digit of its identity numbers blacked out. For what leaves the office.
pub fn black_out(text: &str) -> String {
    replaced(text, |written| {
        let written = text.get(written.at.clone()).unwrap_or_default();
        written.chars().map(|c| if c.is_ascii_digit() { 'x' } else { c }).collect()
    })
}

/// A text without its identity numbers, and those numbers. Nothing on either side of one is a word with the other.
pub fn take_out(text: &str, numbers: &mut Vec<String>) -> String {
    replaced(text, |written| {
        numbers.extend(written.number.clone());
        "\n".to_owned()
    })
}

macro_rules! identity_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads 16 digits, with or without spaces and dots.
            pub fn read(text: &str) -> Result<Self, NotANumber> {
                sixteen_digits(text).map(Self)
            }

            /// All 16 digits: only for the letter it belongs to and the request it was opened in.
            pub fn in_full(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&masked(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&masked(&self.0))
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotANumber;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::read(&text)
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }
    };
}

identity_number!(
    /// Nomor Induk Kependudukan: a person's number. Shown masked unless asked for in full.
    Nik
);
identity_number!(
    /// Nomor Kartu Keluarga: a family card's number; its date is the day of recording, without +40.
    Kk
);

impl Nik {
    fn number(&self, from: usize, to: usize) -> u16 {
        self.0.get(from..to).and_then(|part| part.parse().ok()).unwrap_or(0)
    }

    /// What is odd about this number beside the person's data.
    pub fn doubts(&self, sex: Sex, birth: Date) -> Vec<Doubt> {
        let (day, month, year) = (self.number(6, 8), self.number(8, 10), self.number(10, 12));
        let (woman, day) = if day > 40 { (true, day - 40) } else { (false, day) };
        let mut doubts = Vec::new();
        if self.0.starts_with('0') {
            doubts.push(Doubt::Temporary);
        }
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            doubts.push(Doubt::NoSuchDate);
        } else if (i16::try_from(day), i16::try_from(month), i16::try_from(year))
            != (Ok(i16::from(birth.day())), Ok(i16::from(birth.month())), Ok(birth.year().rem_euclid(100)))
        {
            doubts.push(Doubt::OtherBirthDate);
        }
        if woman != (sex == Sex::Female) {
            doubts.push(Doubt::OtherSex);
        }
        if self.number(12, 16) == 0 {
            doubts.push(Doubt::NoSerial);
        }
        doubts
    }

    /// Makes the number that civil registration would give: region, birth date, serial.
    pub fn compose(region: &str, sex: Sex, birth: Date, serial: u16) -> Result<Self, NotANumber> {
        let day = birth.day() + if sex == Sex::Female { 40 } else { 0 };
        Self::read(&format!("{region}{day:02}{:02}{:02}{serial:04}", birth.month(), birth.year().rem_euclid(100)))
    }
}

impl Kk {
    /// Makes a family card's number: region, date recorded, serial.
    pub fn compose(region: &str, recorded: Date, serial: u16) -> Result<Self, NotANumber> {
        let (day, month, year) = (recorded.day(), recorded.month(), recorded.year().rem_euclid(100));
        Self::read(&format!("{region}{day:02}{month:02}{year:02}{serial:04}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_womans_day_is_forty_higher_and_both_directions_agree() {
        let birth = date(1990, 3, 14);
        let nik = Nik::compose("332207", Sex::Female, birth, 12).unwrap();
        assert_eq!(nik.in_full(), "3322075403900012");
        assert_eq!(nik.doubts(Sex::Female, birth), []);
        assert_eq!(nik.doubts(Sex::Male, birth), [Doubt::OtherSex]);
        assert_eq!(nik.doubts(Sex::Female, date(1990, 3, 15)), [Doubt::OtherBirthDate]);
    }

    #[test]
    fn neither_display_nor_debug_shows_the_middle() {
        let nik = Nik::read("3322 0754 0390 0012").unwrap();
        assert_eq!(nik.to_string(), "3322********0012");
        assert_eq!(format!("{nik:?}"), "3322********0012");
    }

    #[test]
    fn a_number_in_a_text_is_masked_however_it_is_written() {
        for written in ["3322075403900012", "3322 0754 0390 0012", "3322.0754-0390.0012", "3322  0754. 0390 - 0012"] {
            assert_eq!(
                mask_in(&format!("NIK {written}, telepon 0812-3456-7890")),
                "NIK 3322********0012, telepon 0812-3456-7890"
            );
        }
        assert_eq!(mask_in("20 November 2026"), "20 November 2026");
        assert_eq!(mask_in("3322075403900012 3322075403900013"), "3322********0012 3322********0013");
        assert_eq!(mask_in("A-07 3322075403900012"), "A-07 3322********0012");
        assert!(!mask_in("3322 0754 0390 0012 3322 0754 0390 0013").contains("0754"));
    }

    #[test]
    fn numbers_are_taken_out_of_a_text_whole() {
        let taken = |text: &str| {
            let mut numbers = Vec::new();
            let kept = take_out(text, &mut numbers);
            (kept.split_whitespace().collect::<Vec<_>>().join(" "), numbers)
        };
        let one = vec!["3322075403800001".to_owned()];
        assert_eq!(taken("NIK 3322075403800001, No. 045 b"), ("NIK , No. 045 b".into(), one.clone()));
        assert_eq!(taken("3322075403800001"), (String::new(), one.clone()));
        for written in ["3322 0754 0380 0001", "3322.0754.0380.0001", "33-22-07-540380-0001"] {
            assert_eq!(taken(&format!("NIK {written}, 045")), ("NIK , 045".into(), one.clone()), "{written}");
        }
        let two = taken("3322075403800001 3322075403800002 dan 08123456789");
        assert_eq!(two, ("dan 08123456789".into(), vec![one[0].clone(), "3322075403800002".into()]));
        // What nobody can tell apart is found by none of its parts.
        assert_eq!(taken("3322 0754 0380 0001 0812 3456"), (String::new(), Vec::new()));
        assert_eq!(taken("a33220754038000019 b"), ("a b".into(), Vec::new()));
        assert_eq!(taken("Slamet 3322 0754 0380 0001 Krajan").0, "Slamet Krajan");
        assert_eq!(taken("400.12.2.1/045/XI/2026"), ("400.12.2.1/045/XI/2026".into(), Vec::new()));
    }

    #[test]
    fn what_is_no_number_is_refused_and_what_is_odd_is_doubted() {
        assert_eq!(Nik::read("332207540390001"), Err(NotANumber::Length));
        assert_eq!(Nik::read("332207540390001a"), Err(NotANumber::Length));
        assert_eq!(Nik::read(&"7".repeat(16)), Err(NotANumber::Monotonous));
        let odd = Nik::read("0322079913900000").unwrap();
        assert_eq!(odd.doubts(Sex::Female, date(1990, 3, 14)), [Doubt::Temporary, Doubt::NoSuchDate, Doubt::NoSerial]);
    }
}
