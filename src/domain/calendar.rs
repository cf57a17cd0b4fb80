//! Dates as an Indonesian letter writes them.

use jiff::ToSpan;
use jiff::civil::Date;

pub(super) const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// "24 November 2026".
pub fn long_date(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("");
    format!("{} {month} {}", date.day(), date.year())
}

/// The last day of a validity of some months: 24 November and one month is 24 December.
pub fn months_later(date: Date, months: u8) -> Date {
    date.checked_add(i32::from(months).months()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_written_out_and_month_ends_do_not_spill_over() {
        assert_eq!(long_date(date(2026, 3, 1)), "1 Maret 2026");
        assert_eq!(months_later(date(2026, 1, 31), 1), date(2026, 2, 28));
    }
}
