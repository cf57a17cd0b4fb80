//! Numbers: given once per office, counter and year, printed once, never recomputed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The counter of all outgoing letters of an office (our default: one for all).
pub const OUTGOING: &str = "keluar";
/// The counter of an office's agenda of incoming letters.
pub const INCOMING: &str = "masuk";

/// A number that was given. Its text is what stands on the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// Which counter gave it.
    pub counter: String,
    /// Of which year: the year of the letter's date.
    pub year: i16,
    /// The running number.
    pub n: u32,
    /// As printed.
    pub text: String,
}

/// Why a number format cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFormat {
    /// Without the running number every letter would have the same text.
    #[error("number format lacks {{n}}")]
    NoNumber,
    /// Without the year the text repeats after the yearly reset.
    #[error("number format lacks {{year}}")]
    NoYear,
    /// A name in braces that we don't know.
    #[error("unknown name {{{0}}} in number format")]
    UnknownName(String),
    /// Two counters of one book print alike.
    #[error("counters {0} and {1} could print the same number")]
    Ambiguous(String, String),
}

enum Part<'a> {
    Text(&'a str),
    Name(&'a str),
}

fn parts(format: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some((text, tail)) = rest.split_once('{') {
        parts.push(Part::Text(text));
        let Some((name, tail)) = tail.split_once('}') else {
            parts.push(Part::Text(tail));
            return parts;
        };
        parts.push(Part::Name(name));
        rest = tail;
    }
    parts.push(Part::Text(rest));
    parts
}

/// Checks one format: it has `{n}` and `{year}`, and only names we know:
/// `{n}`, `{n3}` (padded), `{classification}`, `{office}`, `{month}` (Roman), `{year}`.
///
/// # Errors
/// [`BadFormat`] says which name is missing or unknown.
pub fn check_format(format: &str) -> Result<(), BadFormat> {
    let names: Vec<&str> =
        parts(format).iter().filter_map(|part| if let Part::Name(name) = part { Some(*name) } else { None }).collect();
    if let Some(unknown) = names.iter().find(|name| {
        !matches!(**name, "n" | "n2" | "n3" | "n4" | "n5" | "classification" | "office" | "month" | "year")
    }) {
        return Err(BadFormat::UnknownName((*unknown).to_owned()));
    }
    if !names.iter().any(|name| name.starts_with('n')) {
        return Err(BadFormat::NoNumber);
    }
    if names.contains(&"year") { Ok(()) } else { Err(BadFormat::NoYear) }
}

/// Checks the counters of one book against each other: two of them must differ in their fixed text,
/// or the printed number would not be unique per office, book and year.
///
/// # Errors
/// [`BadFormat::Ambiguous`] names the two counters.
pub fn check_book(counters: &[(&str, &str)]) -> Result<(), BadFormat> {
    let fixed = |format: &str| -> String {
        parts(format).iter().map(|part| if let Part::Text(text) = part { *text } else { "\0" }).collect()
    };
    for (i, (name, format)) in counters.iter().enumerate() {
        check_format(format)?;
        if let Some((other, _)) = counters.iter().skip(i + 1).find(|(_, other)| fixed(other) == fixed(format)) {
            return Err(BadFormat::Ambiguous((*name).to_owned(), (*other).to_owned()));
        }
    }
    Ok(())
}

/// The month as it stands in letter numbers.
pub fn roman_month(month: i8) -> &'static str {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    usize::try_from(month - 1).ok().and_then(|index| ROMAN.get(index)).copied().unwrap_or("")
}

/// The text of a number.
pub fn print(format: &str, n: u32, classification: &str, office: &str, date: Date) -> String {
    parts(format)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Name("n") => n.to_string(),
            Part::Name("n2") => format!("{n:02}"),
            Part::Name("n3") => format!("{n:03}"),
            Part::Name("n4") => format!("{n:04}"),
            Part::Name("n5") => format!("{n:05}"),
            Part::Name("classification") => classification.to_owned(),
            Part::Name("office") => office.to_owned(),
            Part::Name("month") => roman_month(date.month()).to_owned(),
            Part::Name("year") => date.year().to_string(),
            Part::Name(_) => String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_number_is_printed_as_the_office_writes_it() {
        let text = print("{classification}/{n3}/{office}/{month}/{year}", 45, "400.10.2.2", "BNB", date(2026, 11, 24));
        assert_eq!(text, "400.10.2.2/045/BNB/XI/2026");
    }

    #[test]
    fn a_format_that_could_repeat_itself_is_refused() {
        assert_eq!(check_format("{n}/{year}"), Ok(()));
        assert_eq!(check_format("{office}/{year}"), Err(BadFormat::NoNumber));
        assert_eq!(check_format("{n}/{month}"), Err(BadFormat::NoYear));
        assert_eq!(check_format("{n}/{bulan}/{year}"), Err(BadFormat::UnknownName("bulan".into())));
        assert_eq!(check_book(&[("a", "A/{n}/{year}"), ("b", "B/{n}/{year}")]), Ok(()));
        assert_eq!(
            check_book(&[("a", "{n3}/{year}"), ("b", "{n}/{year}")]),
            Err(BadFormat::Ambiguous("a".into(), "b".into()))
        );
    }
}
