//! Days as people type them: `20`, `20/11`, `kemarin`, `senin`.
//!
//! A weekday means the one of this week, Monday to Sunday, unless "lalu" or "depan" is said; a day without a
//! month is one of this month, a day without a year the one nearest to today. What was understood is always
//! shown beside it, so that no guess goes unseen.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::{MONTHS, long_date};

/// A typed day; none when it is no day.
pub fn read_day(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().to_lowercase();
    named(&text, today).or_else(|| weekday(&text, today)).or_else(|| numbers(&text, today))
}

fn named(text: &str, today: Date) -> Option<Date> {
    let days = match text {
        "hari ini" | "ini" | "tadi" => 0,
        "kemarin" => -1,
        "kemarin lusa" | "kemarin dulu" => -2,
        "besok" => 1,
        "lusa" => 2,
        _ => return None,
    };
    today.checked_add(days.days()).ok()
}

fn weekday(text: &str, today: Date) -> Option<Date> {
    let (name, which) = text.split_once(' ').unwrap_or((text, ""));
    let weekday = match name {
        "senin" => Weekday::Monday,
        "selasa" => Weekday::Tuesday,
        "rabu" => Weekday::Wednesday,
        "kamis" => Weekday::Thursday,
        "jumat" | "jum'at" => Weekday::Friday,
        "sabtu" => Weekday::Saturday,
        "minggu" | "ahad" => Weekday::Sunday,
        _ => return None,
    };
    let weeks = match which.trim() {
        "" | "ini" => 0,
        "lalu" | "kemarin" => -7,
        "depan" => 7,
        _ => return None,
    };
    let from_monday = |day: Weekday| i32::from(day.to_monday_zero_offset());
    today.checked_add((from_monday(weekday) - from_monday(today.weekday()) + weeks).days()).ok()
}

fn numbers(text: &str, today: Date) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 4);
    let day = i8::try_from(number(parts.first()?)?).ok()?;
    match parts.get(1..)? {
        [] => Date::new(today.year(), today.month(), day).ok(),
        [month] => nearest(month_of(month)?, day, today),
        [month, year] => {
            let year = number(year).map(|year| if year < 100 { 2000 + year } else { year })?;
            Date::new(year, month_of(month)?, day).ok()
        }
        _ => None,
    }
}

fn month_of(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let begins = |month: &&'static str| month.to_lowercase().starts_with(text);
    let found: Vec<usize> = (0..MONTHS.len()).filter(|index| MONTHS.get(*index).is_some_and(begins)).collect();
    match found.as_slice() {
        [one] if text.len() >= 3 => i8::try_from(*one + 1).ok(),
        _ => None,
    }
}

fn nearest(month: i8, day: i8, today: Date) -> Option<Date> {
    let years = [today.year(), today.year() - 1, today.year() + 1];
    let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
    days.min_by_key(|date| today.until(*date).map_or(i32::MAX, |span| span.get_days().abs()))
}

/// "14/RT02 kemarin" or "14/RT02 tgl 20/11" → "14/RT02, 19 November 2026": a number with its date. A text
/// without a day in it stays as it is.
pub fn read_reference(text: &str, today: Date) -> Option<(String, Date)> {
    let text = text.trim();
    let lower = text.to_lowercase();
    for marker in [" tanggal ", " tgl ", " tgl. ", ", "] {
        if let Some(at) = lower.rfind(marker)
            && let Some(day) = lower.get(at + marker.len()..).and_then(|tail| read_day(tail, today))
        {
            return text.get(..at).map(|number| (number.trim_end_matches([',', ' ']).to_owned(), day));
        }
    }
    // Without a word before it only a day with a name: "02/05" behind "RT" is a place.
    let (number, last) = text.rsplit_once(' ')?;
    let last = last.to_lowercase();
    let day = named(&last, today).or_else(|| weekday(&last, today))?;
    Some((number.trim_end_matches([',', ' ']).to_owned(), day))
}

/// How a reference is kept: "14/RT02, 19 November 2026".
pub fn reference(number: &str, day: Date) -> String {
    format!("{number}, {}", long_date(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// A Tuesday.
    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn a_day_is_typed_in_many_ways() {
        for (typed, day) in [
            ("20", date(2026, 11, 20)),
            ("20/11", date(2026, 11, 20)),
            ("3/1", date(2027, 1, 3)),
            ("20/11/25", date(2025, 11, 20)),
            ("20-11-2026", date(2026, 11, 20)),
            ("20 nov", date(2026, 11, 20)),
            ("20 November 2026", date(2026, 11, 20)),
            ("kemarin", date(2026, 11, 23)),
            ("hari ini", TODAY),
            ("besok", date(2026, 11, 25)),
            ("senin", date(2026, 11, 23)),
            ("Jumat", date(2026, 11, 27)),
            ("jumat lalu", date(2026, 11, 20)),
            ("senin depan", date(2026, 11, 30)),
            ("minggu", date(2026, 11, 29)),
        ] {
            assert_eq!(read_day(typed, TODAY), Some(day), "{typed}");
        }
        for typed in ["", "31", "0", "32/1", "20/13", "29/2/2026", "ju", "20 ju", "senin kapan", "x", "1/2/3/4"] {
            assert_eq!(read_day(typed, TODAY), None, "{typed}");
        }
    }

    #[test]
    fn a_leap_day_is_found_in_its_year() {
        assert_eq!(read_day("29/2", date(2027, 12, 1)), Some(date(2028, 2, 29)));
    }

    #[test]
    fn a_number_may_have_its_date_behind_it() {
        for (typed, kept) in [
            ("14/RT02 kemarin", "14/RT02, 23 November 2026"),
            ("14/RT02/XI/2026 tgl 20", "14/RT02/XI/2026, 20 November 2026"),
            ("14, 20/11", "14, 20 November 2026"),
            ("14, 20 November 2026", "14, 20 November 2026"),
        ] {
            let (number, day) = read_reference(typed, TODAY).unwrap();
            assert_eq!(reference(&number, day), kept, "{typed}");
        }
        for typed in ["", "14/RT 02", "14/RT 02/05", "dari RT (daring)", "kemarin"] {
            assert_eq!(read_reference(typed, TODAY), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_panics_and_a_written_day_is_read_back(text in any::<String>(), days in 0..60_000_i32) {
            let _ = read_day(&text, TODAY);
            let _ = read_reference(&text, TODAY);
            let day = date(1900, 1, 1).checked_add(days.days()).unwrap();
            prop_assert_eq!(read_day(&long_date(day), TODAY), Some(day));
        }
    }
}
