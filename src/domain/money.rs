//! Money as people type it, and as a letter writes it out.

/// More than this is no amount of an office: a slip of the finger.
const MOST: u64 = 999_999_999_999_999;

/// "1,5jt", "750 ribu", "Rp 1.500.000,-" → rupiah. None when it is no amount.
pub fn read_rupiah(text: &str) -> Option<u64> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("rp").map_or(text.as_str(), |rest| rest.trim_start_matches(['.', ' ']));
    let digits_end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits_end);
    let amount = match factor(unit.trim())? {
        1 => whole(number)?,
        factor => scaled(number, factor)?,
    };
    (1..=MOST).contains(&amount).then_some(amount)
}

/// What a unit multiplies by.
fn factor(unit: &str) -> Option<u64> {
    let unit = unit.strip_suffix("rupiah").unwrap_or(unit).trim();
    Some(match unit {
        "" | "-" | "=" => 1,
        "rb" | "ribu" | "k" => 1_000,
        "jt" | "juta" => 1_000_000,
        "m" | "miliar" | "milyar" => 1_000_000_000,
        "t" | "triliun" => 1_000_000_000_000,
        _ => return None,
    })
}

/// "1.500.000", "1500000", "1.500.000,00", "1.500.000,": points in threes, sen only as 00.
fn whole(number: &str) -> Option<u64> {
    let (rupiah, sen) = number.split_once(',').unwrap_or((number, ""));
    if !sen.bytes().all(|b| b == b'0') || sen.len() > 2 {
        return None;
    }
    let mut groups = rupiah.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let in_threes = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    if !in_threes || first.is_empty() {
        return None;
    }
    format!("{first}{}", rest.concat()).parse().ok()
}

/// "1,5" or "1.5" of a unit, up to the last rupiah.
fn scaled(number: &str, factor: u64) -> Option<u64> {
    let (head, tail) = number.split_once([',', '.']).unwrap_or((number, ""));
    let places = u32::try_from(tail.len()).ok().filter(|places| *places <= 9)?;
    let part = if tail.is_empty() { 0 } else { tail.parse::<u64>().ok()? };
    let scale = 10_u64.checked_pow(places)?;
    let part = part.checked_mul(factor).filter(|product| product % scale == 0)? / scale;
    head.parse::<u64>().ok()?.checked_mul(factor)?.checked_add(part)
}

/// "1.500.000".
pub fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

const ONES: [&str; 12] =
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

/// Terbilang: "satu juta lima ratus ribu".
pub fn in_words(n: u64) -> String {
    let with_rest = |head: String, rest: u64| if rest == 0 { head } else { format!("{head} {}", in_words(rest)) };
    let small = |n: u64| usize::try_from(n).ok().and_then(|n| ONES.get(n)).copied().unwrap_or("");
    match n {
        0..12 => small(n).to_owned(),
        12..20 => format!("{} belas", small(n - 10)),
        20..100 => with_rest(format!("{} puluh", small(n / 10)), n % 10),
        100..200 => with_rest("seratus".into(), n - 100),
        200..1_000 => with_rest(format!("{} ratus", small(n / 100)), n % 100),
        1_000..2_000 => with_rest("seribu".into(), n - 1_000),
        2_000..1_000_000 => with_rest(format!("{} ribu", in_words(n / 1_000)), n % 1_000),
        1_000_000..1_000_000_000 => with_rest(format!("{} juta", in_words(n / 1_000_000)), n % 1_000_000),
        1_000_000_000..1_000_000_000_000 => {
            with_rest(format!("{} miliar", in_words(n / 1_000_000_000)), n % 1_000_000_000)
        }
        _ => with_rest(format!("{} triliun", in_words(n / 1_000_000_000_000)), n % 1_000_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_is_typed_in_many_ways() {
        for (typed, rupiah) in [
            ("1,5jt", 1_500_000),
            ("1.5 juta", 1_500_000),
            ("1.250 jt", 1_250_000),
            ("750rb", 750_000),
            ("750 ribu rupiah", 750_000),
            ("2m", 2_000_000_000),
            ("1500000", 1_500_000),
            ("Rp 1.500.000,-", 1_500_000),
            ("rp.450.000", 450_000),
            ("450.000,00", 450_000),
        ] {
            assert_eq!(read_rupiah(typed), Some(rupiah), "{typed}");
        }
        for typed in [
            "",
            "0",
            "satu juta",
            "1,5",
            "1.50",
            "15.0000",
            "1jt2",
            "-5",
            "450.000,50",
            "1,0000001jt",
            "9999999m",
            ".5",
        ] {
            assert_eq!(read_rupiah(typed), None, "{typed}");
        }
    }

    #[test]
    fn numbers_are_written_out() {
        for (n, words) in [
            (0, "nol"),
            (11, "sebelas"),
            (15, "lima belas"),
            (40, "empat puluh"),
            (110, "seratus sepuluh"),
            (999, "sembilan ratus sembilan puluh sembilan"),
            (1_000, "seribu"),
            (1_945, "seribu sembilan ratus empat puluh lima"),
            (100_000, "seratus ribu"),
            (1_500_000, "satu juta lima ratus ribu"),
            (2_000_001_000, "dua miliar seribu"),
        ] {
            assert_eq!(in_words(n), words);
        }
        assert_eq!(grouped(1_500_000), "1.500.000");
        assert_eq!(grouped(999), "999");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(n in 1..=MOST) {
            prop_assert_eq!(read_rupiah(&grouped(n)), Some(n));
            prop_assert_eq!(read_rupiah(&n.to_string()), Some(n));
            let words = in_words(n);
            prop_assert!(!words.contains("  ") && words == words.trim());
        }

        #[test]
        fn nothing_typed_panics(text in any::<String>()) {
            let _ = read_rupiah(&text);
        }
    }
}
