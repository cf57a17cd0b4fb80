//! Identity numbers: NIK (a person's) and KK (a family card's), 16 digits each, kept as text.
//!
//! A NIK is six digits of region at first issue, the date of birth as DDMMYY (day + 40 for women) and a
//! serial. It never changes, so region and date may differ from today's data: those are doubts, not errors
//! (shared rules of civil registration; the check digits do not exist).

use std::fmt;

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
    if digits.len() != 16 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotANumber::Length);
    }
    if digits.bytes().all(|b| Some(b) == digits.bytes().next()) {
        return Err(NotANumber::Monotonous);
    }
    Ok(digits)
}

fn masked(digits: &str) -> String {
    let (head, tail) = (digits.get(..4).unwrap_or(""), digits.get(12..).unwrap_or(""));
    format!("{head}********{tail}")
}

/// A text with every identity number in it masked: sixteen digits, however they are parted by spaces, dots or
/// hyphens. For what leaves the desk.
pub fn mask_in(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if !c.is_ascii_digit() {
            masked.push(*c);
            at += 1;
            continue;
        }
        // A run of digits, with at most one sign between two of them.
        let (mut end, mut digits) = (at, String::new());
        while let Some(c) = chars.get(end) {
            let parts = matches!(c, ' ' | '.' | '-') && chars.get(end + 1).is_some_and(char::is_ascii_digit);
            if c.is_ascii_digit() {
                digits.push(*c);
            } else if !parts {
                break;
            }
            end += 1;
        }
        if digits.len() == 16 {
            masked.push_str(&self::masked(&digits));
        } else if digits.len() > 16 {
            // Several numbers written into one another: none of it is shown.
            masked.extend(std::iter::repeat_n('*', digits.len()));
        } else {
            masked.extend(chars.get(at..end).unwrap_or_default());
        }
        at = end;
    }
    masked
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
        for written in ["3322075403900012", "3322 0754 0390 0012", "3322.0754-0390.0012"] {
            assert_eq!(
                mask_in(&format!("NIK {written}, telepon 0812-3456-7890")),
                "NIK 3322********0012, telepon 0812-3456-7890"
            );
        }
        assert_eq!(mask_in("20 November 2026"), "20 November 2026");
        assert!(!mask_in("3322075403900012 3322075403900013").contains("5403"));
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
