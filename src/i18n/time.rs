//! Times as people here write them: 10.42 and 20 November 2026, in the office's zone.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::Lang;
use crate::domain::calendar::long_date;
use crate::domain::office::{ZONE, date_of};

fn zoned(at: Timestamp) -> Zoned {
    let zone = jiff::tz::TimeZone::get(ZONE).unwrap_or_else(|_| jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
    at.to_zoned(zone)
}

/// "10.42".
pub fn clock(at: Timestamp) -> String {
    let at = zoned(at);
    format!("{:02}.{:02}", at.hour(), at.minute())
}

const SHORT_ID: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(names: &[&'static str; 12], date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or("")
}

/// "20 Nov".
pub fn day(lang: Lang, date: Date) -> String {
    let names = if lang == Lang::Id { &SHORT_ID } else { &SHORT_EN };
    format!("{} {}", date.day(), month(names, date))
}

/// "20 November 2026".
pub fn long_day(lang: Lang, date: Date) -> String {
    match lang {
        Lang::Id => long_date(date),
        Lang::En => format!("{} {} {}", date.day(), month(&LONG_EN, date), date.year()),
    }
}

const WEEKDAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// "Senin".
pub fn weekday(lang: Lang, date: Date) -> &'static str {
    let names = if lang == Lang::Id { &WEEKDAYS_ID } else { &WEEKDAYS_EN };
    let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    names.get(place).copied().unwrap_or("")
}

/// "10.42" today, "20 Nov 10.42" on another day.
pub fn moment(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    let (date, today) = (date_of(at), date_of(now));
    if date == today {
        clock(at)
    } else if date.year() == today.year() {
        format!("{} {}", day(lang, date), clock(at))
    } else {
        long_day(lang, date)
    }
}

/// "20 November 2026 10.42".
pub fn long_moment(lang: Lang, at: Timestamp) -> String {
    format!("{} {}", long_day(lang, date_of(at)), clock(at))
}

/// How far apart two clocks are: "3 jam", "5 menit".
pub fn apart(lang: Lang, seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    let (count, id, en) = match seconds {
        0..120 => (seconds, "detik", "seconds"),
        120..7200 => (seconds / 60, "menit", "minutes"),
        7200..172_800 => (seconds / 3600, "jam", "hours"),
        _ => (seconds / 86_400, "hari", "days"),
    };
    format!("{count} {}", if lang == Lang::Id { id } else { en })
}

/// How long something has been waiting, at minute grain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than an hour.
    Minutes(i64),
    /// Less than two days.
    Hours(i64),
    /// Longer.
    Days(i64),
}

impl Age {
    /// From one moment to another; never negative, whatever the clocks say.
    pub fn between(since: Timestamp, now: Timestamp) -> Self {
        Self::of_minutes(now.duration_since(since).as_secs() / 60)
    }

    /// So many minutes; never negative.
    pub fn of_minutes(minutes: i64) -> Self {
        let minutes = minutes.max(0);
        match minutes {
            0..60 => Self::Minutes(minutes),
            60..2880 => Self::Hours(minutes / 60),
            _ => Self::Days(minutes / 1440),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_a_dot_and_dates_are_written_out() {
        let at: Timestamp = "2026-11-20T03:42:10Z".parse().unwrap();
        let later: Timestamp = "2026-11-21T03:42:10Z".parse().unwrap();
        assert_eq!(clock(at), "10.42");
        assert_eq!(moment(Lang::Id, at, at), "10.42");
        assert_eq!(moment(Lang::En, at, later), "20 Nov 10.42");
        assert_eq!(long_day(Lang::Id, date_of(at)), "20 November 2026");
        assert_eq!(long_day(Lang::En, date_of("2026-05-03T10:00:00Z".parse().unwrap())), "3 May 2026");
    }

    #[test]
    fn an_age_is_never_negative() {
        let at: Timestamp = "2026-11-20T03:42:10Z".parse().unwrap();
        let later: Timestamp = "2026-11-20T06:10:00Z".parse().unwrap();
        assert_eq!(Age::between(later, at), Age::Minutes(0));
        assert_eq!(Age::between(at, later), Age::Hours(2));
    }
}
