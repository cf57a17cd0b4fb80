//! What a citizen gets in writing: the slip and the message. Always in the language of the office's citizens.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Lang, clock, long_day};
use crate::desk::{Share, Slip};
use crate::domain::nik::black_out;
use crate::domain::office::date_of;
use crate::domain::text::clean_line;

/// A slip as lines of plain ASCII of at most so many columns, for a receipt printer or the screen.
pub fn slip(slip: &Slip, columns: usize) -> Vec<String> {
    let columns = columns.max(16);
    let mut lines = Vec::new();
    let mut put = |text: &str| lines.extend(wrapped(text, columns));
    put(&slip.office.to_uppercase());
    put(&"-".repeat(columns));
    put(&format!("NOMOR ANTREAN {}", slip.queue));
    put(&slip.kind);
    if let Some(at) = slip.at {
        put(&format!("Masuk {}, pukul {}", long_day(Lang::Id, date_of(at)), clock(at)));
    }
    if let (Some(promised), Some(at)) = (slip.promised, slip.at) {
        let same_day = date_of(promised) == date_of(at);
        let day = if same_day { String::new() } else { format!("{}, ", long_day(Lang::Id, date_of(promised))) };
        put(&format!("Janji selesai {day}{}", clock(promised)));
    }
    if !slip.contact.is_empty() {
        put(&slip.contact);
    }
    put(&"-".repeat(columns));
    put("Data Anda dipakai hanya untuk surat ini (UU 27/2022). Tanya atau ralat data: di kantor ini.");
    lines
}

fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let text = ascii(text);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word = word;
        while let Some(last) = lines.last_mut() {
            let room = columns.saturating_sub(last.len() + usize::from(!last.is_empty()));
            if word.len() <= room {
                if !last.is_empty() && !word.is_empty() {
                    last.push(' ');
                }
                last.push_str(word);
                break;
            }
            if last.is_empty() {
                // A word longer than the paper. It is ASCII: any place is between two characters.
                let (first, rest) = word.split_at(columns);
                last.push_str(first);
                word = rest;
            }
            lines.push(String::new());
        }
    }
    lines
}

/// A receipt printer knows nothing else: letters lose their accents, dashes and dots become plain ones.
fn ascii(text: &str) -> String {
    let letters = clean_line(text).nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    letters
        .chars()
        .map(|c| match c {
            c if c.is_ascii() => c,
            '·' | '•' | '–' | '—' => '-',
            '‘' | '’' => '\'',
            _ => '?',
        })
        .collect()
}

/// The message to a citizen, of what the request is now: that the letter is finished, or what is missing.
pub fn share_text(share: &Share) -> String {
    let what = format!("{} ({})", share.kind, share.queue);
    let text = match (&share.missing, &share.link) {
        (Some(missing), _) => {
            // A NIK that somebody typed into a reason does not travel.
            let missing = black_out(missing);
            format!("{}: permohonan {what} belum lengkap: {missing}. Silakan datang melengkapinya.", share.office)
        }
        (None, Some(link)) => format!("{}: {what} sudah jadi. Lihat dan periksa: {link}", share.office),
        (None, None) => format!("{}: {what} sudah jadi. Silakan diambil di kantor.", share.office),
    };
    clean_line(&text)
}

/// Addresses that open WhatsApp with a message to the citizen: the whole one first, then shorter ones for a
/// QR code that must fit a small window.
pub fn share_addresses(share: &Share) -> Vec<String> {
    let base = format!("https://wa.me/{}", share.number.as_deref().unwrap_or_default());
    let with = |text: &str| format!("{base}?text={}", encoded(text));
    let mut all = vec![with(&share_text(share))];
    if let (None, Some(link)) = (&share.missing, &share.link) {
        all.push(with(&format!("Surat jadi: {link}")));
        all.push(with(link));
    }
    if share.number.is_some() {
        all.push(base);
    }
    all
}

/// Percent-encoded for a query; what may stand there as it is stays, so that codes are small.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b',' | b'(' | b')' => {
                all.push(char::from(byte));
            }
            byte => all.push_str(&format!("%{byte:02X}")),
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_slip() -> Slip {
        Slip {
            office: "Desa Banyubiru".into(),
            queue: "A-07".into(),
            kind: "Surat Keterangan Tidak Mampu untuk keringanan biaya rumah sakit".into(),
            at: Some("2026-11-20T03:00:00Z".parse().unwrap()),
            promised: Some("2026-11-20T03:30:00Z".parse().unwrap()),
            contact: "Telp. (0298) 591 002 · \u{1b}[2Jdesa@banyubiru.desa.id".into(),
        }
    }

    fn a_share() -> Share {
        Share {
            office: "Desa Banyubiru".into(),
            queue: "A-07".into(),
            kind: "Surat Pengantar".into(),
            contact: "0812 3456 789".into(),
            number: Some("628123456789".into()),
            link: Some(format!("https://surat.semarangkab.go.id/v/{}", "3".repeat(32))),
            missing: None,
        }
    }

    #[test]
    fn a_slip_fits_its_paper_and_says_what_is_promised() {
        for columns in [32, 48] {
            let lines = slip(&a_slip(), columns);
            for line in &lines {
                assert!(line.len() <= columns && line.chars().all(|c| c.is_ascii_graphic() || c == ' '), "{line}");
            }
            let text = lines.join(" ");
            for wanted in ["DESA BANYUBIRU", "NOMOR ANTREAN A-07", "Janji selesai 10.30", "591 002", "UU 27/2022"] {
                assert!(text.contains(wanted), "{wanted}: {text}");
            }
        }
    }

    #[test]
    fn a_promise_of_another_day_says_which() {
        let slow = Slip { promised: Some("2026-11-23T03:30:00Z".parse().unwrap()), ..a_slip() };
        assert!(slip(&slow, 48).join(" ").contains("Janji selesai 23 November 2026, 10.30"));
    }

    #[test]
    fn a_message_holds_the_link_and_never_a_nik() {
        assert!(share_text(&a_share()).ends_with(a_share().link.as_deref().unwrap()));
        for nik in [
            "3322075403800001",
            "332207-540380-0001",
            "3322 0754 0380 0001",
            "3322  0754 0380 0001",
            "NIK:3322 0754 0380 0001",
            "3322075403800001/3322075403800002",
        ] {
            let missing = Some(format!("KK dari {nik} belum dibawa, 2 lembar"));
            let text = share_text(&Share { missing, ..a_share() });
            assert!(text.contains("belum lengkap") && text.contains(", 2 lembar"), "{text}");
            assert!(!text.contains("3322") && !text.contains("0380"), "{text}");
            assert!(!text.contains("http"), "{text}");
        }
    }

    #[test]
    fn an_address_is_one_word_and_the_short_one_fits_a_small_code() {
        let all = share_addresses(&a_share());
        assert!(all[0].starts_with("https://wa.me/628123456789?text=Desa%20Banyubiru:%20"), "{}", all[0]);
        assert!(all.iter().all(|one| one.chars().all(|c| c.is_ascii_graphic())));
        assert!(all[1].len() <= 134, "{}", all[1].len());
        let nobody = share_addresses(&Share { number: None, link: None, ..a_share() });
        assert_eq!(nobody.len(), 1);
        assert!(nobody[0].starts_with("https://wa.me/?text="));
    }
}
