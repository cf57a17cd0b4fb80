//! When a sentence for an operator is a good one, in code: short, whole on the smallest screen, without foreign
//! words and blame, with a next step.

use super::{LONGEST, Lang};

/// The smallest screen has so many columns inside its margins, and so many rows for a sentence at most.
const COLUMNS: usize = 38;
const ROWS: usize = 7;

/// Keys as sentences name them, beside single letters.
const KEYS: &[&str] = &["Enter", "Esc", "Tab", "Space", "Ctrl-K", "Ctrl-D", "Ctrl-T", "PageDown", "?"];

/// What introduces a key.
const PRESS: [&[&str]; 2] = [&["tekan", "dengan"], &["press", "with"]];

/// Words that tell a person to do something.
const DO: [&[&str]; 2] = [
    &[
        "ketik",
        "tulis",
        "tandai",
        "minta",
        "kembali",
        "ulangi",
        "coba",
        "tunggu",
        "baca",
        "cetak",
        "betulkan",
        "perbarui",
        "periksa",
        "kecilkan",
        "sebutkan",
        "jalankan",
        "pakai",
        "pilih",
        "buka",
        "tutup",
        "lihat",
        "masuk",
        "kosongkan",
        "hubungi",
        "besarkan",
        "selesaikan",
        "pasang",
        "simpan",
        "sambungkan",
    ],
    &[
        "type", "write", "mark", "ask", "go", "repeat", "try", "wait", "read", "print", "correct", "update", "check",
        "make", "tell", "say", "run", "use", "choose", "open", "close", "see", "log", "empty", "call", "set", "solve",
        "give", "send", "name", "look", "install", "save", "connect", "rename", "free", "mend",
    ],
];

/// What no sentence of ours says. English may say "error", which is its own word for it.
const NEVER: [&[&str]; 2] = [
    &["HTTP", "galat", "error", "!", "server error", "outbox", "konflik", "scan", "resync", "quarantine"],
    &["HTTP", "!", "quarantine", "resync"],
];

fn of<T: Copy>(lang: Lang, both: [T; 2]) -> T {
    both[usize::from(lang == Lang::En)]
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().map(|word| word.trim_matches(['.', ',', ';', '(', ')', '"', ':'])).collect()
}

/// Whether it names a key to press, or tells what to do, or whom to call.
pub fn next_step(lang: Lang, text: &str) -> bool {
    let words = words(text);
    let told = |word: &&str| of(lang, DO).contains(&word.to_lowercase().as_str());
    let key = |pair: &[&str]| {
        let single =
            pair[1].chars().count() == 1 && pair[1].chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        of(lang, PRESS).contains(&pair[0].to_lowercase().as_str()) && (single || KEYS.contains(&pair[1]))
    };
    words.iter().any(told) || words.windows(2).any(key)
}

/// Whether it stands whole on the smallest screen, where words are broken at gaps alone.
pub fn fits(text: &str) -> Result<(), String> {
    let (mut rows, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if long > COLUMNS {
            return Err(format!("{word:?} is wider than the smallest screen"));
        }
        if used > 0 && used + 1 + long > COLUMNS {
            (rows, used) = (rows + 1, 0);
        }
        used += long + usize::from(used > 0);
    }
    if rows > ROWS { Err(format!("{rows} rows of {COLUMNS} columns")) } else { Ok(()) }
}

/// What is wrong with a sentence about something that did not work.
pub fn faults(lang: Lang, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if text.chars().count() > LONGEST {
        faults.push(format!("{} characters", text.chars().count()));
    }
    faults.extend(fits(text).err());
    if !next_step(lang, text) {
        faults.push("no next step".to_owned());
    }
    faults.extend(foreign(lang, text));
    faults
}

/// Words that it must not have.
pub fn foreign(lang: Lang, text: &str) -> Vec<String> {
    // A file's name is what it is called; the code in square brackets and what the system said in round ones are
    // for the telephone.
    let text = text.split(" [").next().unwrap_or("");
    let text = &text.split('(').map(|part| part.split_once(')').map_or(part, |(_, rest)| rest)).collect::<String>();
    let bad = of(lang, NEVER).iter().filter(|bad| text.replace(".db", "").contains(*bad));
    let mut found: Vec<String> = bad.map(|bad| format!("says {bad:?}")).collect();
    let clock = |word: &&str| {
        let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        word.split_once(':').is_some_and(|(hours, minutes)| digits(hours) && digits(minutes) && minutes.len() == 2)
    };
    found.extend(words(text).iter().filter(|word| clock(word)).map(|word| format!("a time with a colon: {word}")));
    found
}

#[test]
fn the_criteria_know_a_good_sentence_from_a_bad_one() {
    let good = "Passphrase salah. Tidak ada surat yang ditandatangani. Ketik lagi. [TTE-2031]";
    assert!(faults(Lang::Id, good).is_empty());
    assert!(next_step(Lang::Id, "Tekan p untuk mencetak.") && next_step(Lang::En, "Press Enter."));
    assert!(!next_step(Lang::Id, "Data sudah berubah di server."));
    assert!(!next_step(Lang::Id, "Tekanan darah tinggi."));
    for bad in [
        "Galat HTTP 500! Coba lagi.",
        "Sudah pukul 10:42. Coba lagi.",
        "Buka sebuahkatayangterlalupanjanguntuklayarpalingkecil.",
        &"Coba lagi. ".repeat(20),
    ] {
        assert!(!faults(Lang::Id, bad).is_empty(), "{bad}");
    }
}
