//! Names and places in the letter's case, however they were typed.
//!
//! Capitals typed by Caps Lock are not an error. Degrees, Roman numerals and the usual abbreviations keep
//! their form; a word that already mixes its letters ("McDonald") was meant so.

/// Titles and degrees as a letter prints them.
const DEGREES: [&str; 65] = [
    "H.",
    "Hj.",
    "K.H.",
    "KH.",
    "R.",
    "R.A.",
    "R.M.",
    "R.Ngt.",
    "Dr.",
    "dr.",
    "drg.",
    "drh.",
    "Ir.",
    "Drs.",
    "Dra.",
    "Prof.",
    "Ns.",
    "Apt.",
    "Lc.",
    "Ph.D.",
    "A.Md.",
    "A.Ma.",
    "A.Md.Keb.",
    "A.Md.Kep.",
    "A.Md.Kom.",
    "S.E.",
    "S.H.",
    "S.T.",
    "S.Ag.",
    "S.Ak.",
    "S.AP.",
    "S.Farm.",
    "S.Gz.",
    "S.Hum.",
    "S.Hut.",
    "S.I.Kom.",
    "S.IP.",
    "S.Keb.",
    "S.Kep.",
    "S.KM.",
    "S.Kom.",
    "S.Pd.",
    "S.Pd.I.",
    "S.Pd.SD.",
    "S.Psi.",
    "S.Pt.",
    "S.P.",
    "S.Si.",
    "S.Sos.",
    "S.STP.",
    "S.Tr.Keb.",
    "S.TP.",
    "S.Th.",
    "M.Ag.",
    "M.AP.",
    "M.H.",
    "M.Hum.",
    "M.Kes.",
    "M.Kom.",
    "M.M.",
    "M.Pd.",
    "M.Pd.I.",
    "M.Si.",
    "M.T.",
    "M.Th.",
];

/// Words that stay in capitals.
const CAPITALS: [&str; 40] = [
    "RT", "RW", "SD", "SDN", "MI", "SMP", "SMPN", "MTS", "SMA", "SMAN", "SMK", "SMKN", "MA", "MAN", "TK", "PAUD", "KB",
    "RSUD", "RSU", "RS", "TNI", "POLRI", "PT", "CV", "UD", "BPJS", "BRI", "BNI", "BCA", "BTN", "BKK", "KUA", "PLN",
    "PDAM", "KPP", "KSP", "LPK", "BLK", "DKI", "DIY",
];

/// Words inside a name that stay small.
const SMALL: [&str; 7] = ["bin", "binti", "alias", "dan", "di", "ke", "van"];

/// A name or a place as a letter writes it. Spaces around and between words become one.
pub fn letter_case(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let typed_in_one_case = !(has(text, char::is_lowercase) && has(text, char::is_uppercase));
    let cased: Vec<String> =
        words.iter().enumerate().map(|(place, word)| one_word(word, place, typed_in_one_case)).collect();
    cased.join(" ")
}

fn has(text: &str, what: fn(char) -> bool) -> bool {
    text.chars().any(what)
}

fn one_word(word: &str, place: usize, all_in_one_case: bool) -> String {
    let core = word.trim_end_matches(',');
    let comma = word.get(core.len()..).unwrap_or("");
    format!("{}{comma}", cased(core, place, all_in_one_case))
}

fn cased(word: &str, place: usize, all_in_one_case: bool) -> String {
    // "dr." is a physician and "Dr." a doctor: as typed, where that can be told.
    if DEGREES.contains(&word) && !(all_in_one_case && word == word.to_uppercase()) {
        return word.to_owned();
    }
    let same = |known: &&&str| known.eq_ignore_ascii_case(word);
    if let Some(degree) = DEGREES.iter().find(same) {
        return (*degree).to_owned();
    }
    let bare = word.trim_end_matches('.');
    if CAPITALS.iter().any(|known| known.eq_ignore_ascii_case(bare)) {
        return word.to_uppercase();
    }
    if is_roman(word) {
        return word.to_uppercase();
    }
    if place > 0 && SMALL.iter().any(|small| small.eq_ignore_ascii_case(word)) {
        return word.to_lowercase();
    }
    if mixed(word) { word.to_owned() } else { parts(word) }
}

/// "McDonald": a capital behind a small letter was meant, unless Caps Lock and Shift made it ("sRI").
fn mixed(word: &str) -> bool {
    let turned = !word.chars().skip(1).any(char::is_lowercase);
    !turned && word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

/// From II to XXXIX; I, V and X alone are initials, which are capitals anyway.
fn is_roman(word: &str) -> bool {
    const TENS: [&str; 4] = ["", "X", "XX", "XXX"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let upper = word.to_uppercase();
    upper.len() > 1 && TENS.iter().any(|tens| upper.strip_prefix(tens).is_some_and(|ones| ONES.contains(&ones)))
}

/// A capital at the beginning and behind a hyphen, a dot, a slash or a bracket; behind an apostrophe only after
/// one letter ("D'Angelo", but "Ma'ruf").
fn parts(word: &str) -> String {
    let mut result = String::with_capacity(word.len());
    let mut letters = 0;
    let mut begins = true;
    for c in word.chars() {
        if c.is_alphanumeric() {
            if begins {
                result.extend(c.to_uppercase())
            } else {
                result.extend(c.to_lowercase())
            }
            begins = false;
            letters += 1;
        } else {
            begins = match c {
                '\'' | '’' | '`' => letters == 1,
                _ => true,
            };
            letters = 0;
            result.push(c);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_in_any_case_become_the_letters_case() {
        for (typed, meant) in [
            ("SRI WAHYUNI", "Sri Wahyuni"),
            ("sri  wahyuni ", "Sri Wahyuni"),
            ("sRI wAHYUNI", "Sri Wahyuni"),
            ("SITI RAHAYU, S.SOS., M.SI.", "Siti Rahayu, S.Sos., M.Si."),
            ("ani lestari, s.e.", "Ani Lestari, S.E."),
            ("dr. budi santoso", "dr. Budi Santoso"),
            ("DR. IR. BUDI SANTOSO, PH.D.", "Dr. Ir. Budi Santoso, Ph.D."),
            ("H. AHMAD BIN SALIM", "H. Ahmad bin Salim"),
            ("BINTI AMINAH", "Binti Aminah"),
            ("muhammad yusuf al-fatih", "Muhammad Yusuf Al-Fatih"),
            ("KH. MA'RUF", "KH. Ma'ruf"),
            ("maria d'angelo", "Maria D'Angelo"),
            ("hamengkubuwono ix", "Hamengkubuwono IX"),
            ("Ronald McDonald", "Ronald McDonald"),
            ("dinas sosial kabupaten semarang", "Dinas Sosial Kabupaten Semarang"),
            ("RSUD AMBARAWA", "RSUD Ambarawa"),
            ("smk negeri 1 ambarawa", "SMK Negeri 1 Ambarawa"),
            ("PT. SRITEX (PERSERO)", "PT. Sritex (Persero)"),
            ("m. nur", "M. Nur"),
            ("", ""),
        ] {
            assert_eq!(letter_case(typed), meant, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_letters_case_stays_and_no_letter_is_lost(text in "[A-Za-zé',.\\- ]{0,40}") {
            let once = letter_case(&text);
            prop_assert_eq!(letter_case(&once), once.clone());
            let letters = |s: &str| s.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(letters(&once), letters(&text));
        }

        #[test]
        fn caps_lock_makes_no_difference(name in "(sri|slamet|al-fatih|ma'ruf|binti|xiv|aminah)( (sri|slamet|al-fatih|ma'ruf|binti|xiv|aminah)){0,3}") {
            prop_assert_eq!(letter_case(&name.to_uppercase()), letter_case(&name));
        }
    }
}
