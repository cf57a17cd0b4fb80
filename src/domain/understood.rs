//! What a form understood of a typed text: said at once beside it, and kept when the form is sent.

use jiff::civil::Date;

use super::calendar::long_date;
use super::casing::letter_case;
use super::letter_type::FieldKind;
use super::money::{grouped, read_rupiah};
use super::typed_day::{read_day, read_reference, reference};

/// A typed text, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Understood {
    /// As it was typed.
    Text(String),
    /// A name or a place, in the letter's case.
    Name(String),
    /// A day.
    Day(Date),
    /// So many rupiah.
    Money(u64),
    /// A number of another office with its date.
    Reference(String, Date),
    /// It is no day or no amount, as the field wants.
    Unclear(String),
}

impl Understood {
    /// What is kept of it, and printed.
    pub fn kept(&self) -> String {
        match self {
            Self::Text(text) | Self::Name(text) | Self::Unclear(text) => text.clone(),
            Self::Day(day) => long_date(*day),
            Self::Money(amount) => grouped(*amount),
            Self::Reference(number, day) => reference(number, *day),
        }
    }

    /// Whether a letter cannot go with it.
    pub fn is_unclear(&self) -> bool {
        matches!(self, Self::Unclear(_))
    }
}

/// Understands what was typed into a field. An empty text is an empty text.
pub fn understand(kind: FieldKind, text: &str, today: Date) -> Understood {
    let text = text.trim();
    let unclear = || Understood::Unclear(text.to_owned());
    match kind {
        _ if text.is_empty() => Understood::Text(String::new()),
        FieldKind::Text => Understood::Text(text.to_owned()),
        FieldKind::Name => Understood::Name(letter_case(text)),
        FieldKind::Day => read_day(text, today).map_or_else(unclear, Understood::Day),
        FieldKind::Money => read_rupiah(text).map_or_else(unclear, Understood::Money),
        FieldKind::Reference => match read_reference(text, today) {
            Some((number, day)) => Understood::Reference(number, day),
            None => Understood::Text(text.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_kind_of_field_understands_in_its_own_way_and_what_is_kept_is_understood_again() {
        let today = date(2026, 11, 24);
        for (kind, typed, kept) in [
            (FieldKind::Text, "  melamar PEKERJAAN ", "melamar PEKERJAAN"),
            (FieldKind::Name, "DINAS SOSIAL", "Dinas Sosial"),
            (FieldKind::Day, "kemarin", "23 November 2026"),
            (FieldKind::Money, "1,5jt", "1.500.000"),
            (FieldKind::Reference, "14/RT02 kemarin", "14/RT02, 23 November 2026"),
            (FieldKind::Reference, "dari RT (daring)", "dari RT (daring)"),
        ] {
            let understood = understand(kind, typed, today);
            assert_eq!(understood.kept(), kept);
            assert_eq!(understand(kind, kept, today).kept(), kept);
            assert!(!understood.is_unclear() && !understand(kind, " ", today).is_unclear());
        }
        assert!(understand(FieldKind::Day, "entah", today).is_unclear());
        assert!(understand(FieldKind::Money, "banyak", today).is_unclear());
    }
}
