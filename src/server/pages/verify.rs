//! The page that a letter's QR code leads to: does this letter hold?

use std::fmt::Write as _;

use jiff::civil::Date;

use super::html::Text;
use crate::domain::calendar::long_date;
use crate::wire::verify::{PublicLetter, Standing, Verified};

const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;background:#f4f4f2;color:#1b1b1b}\
main{max-width:38rem;margin:0 auto;padding:1rem}\
h1{font-size:1rem;font-weight:600}\
.state{border-left:.5rem solid;padding:.75rem 1rem;background:#fff;font-size:1.4rem;font-weight:700}\
.state small{display:block;font-size:1rem;font-weight:400}\
.good{border-color:#1b7f3b}.bad{border-color:#b3261e}.open{border-color:#8a6d00}\
dl{background:#fff;padding:1rem;margin:1rem 0}\
dt{color:#555;font-size:.9rem}dd{margin:0 0 .75rem;overflow-wrap:anywhere}\
code{font-size:.9rem}\
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}.state,dl{background:#222}dt{color:#aaa}}";

/// The page of a token that names a letter.
pub fn found(server: &str, verified: &Verified) -> String {
    let (class, words, more) = match verified.standing {
        Standing::Valid => ("good", "BERLAKU", "Surat ini tercatat dan ditandatangani secara elektronik."),
        Standing::Expired => ("open", "KEDALUWARSA", "Surat ini asli, tetapi masa berlakunya sudah lewat."),
        Standing::Revoked => ("bad", "TIDAK BERLAKU", "Surat ini dibatalkan atau dicabut oleh penerbitnya."),
        Standing::NotIssued => {
            ("open", "BELUM TERBIT", "Surat ini belum selesai ditandatangani, jadi belum berlaku. Coba lagi nanti.")
        }
    };
    let mut body = format!("<p class=\"state {class}\" role=\"status\">{words} <small>{more}</small></p>");
    if let Some(letter) = &verified.letter {
        facts(&mut body, letter);
        how_to_check(&mut body, letter);
    }
    page(server, words, &body)
}

/// The page of every token that names nothing: the same for all of them.
pub fn not_found(server: &str) -> String {
    page(
        server,
        "TIDAK DITEMUKAN",
        "<p class=\"state bad\" role=\"status\">TIDAK DITEMUKAN \
         <small>Tidak ada surat dengan kode ini. Periksa alamatnya, atau pindai ulang kode QR pada surat. \
         Bila tetap tidak ditemukan, anggap surat itu tidak sah dan hubungi kantor yang namanya tertera.</small></p>",
    )
}

fn page(server: &str, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"id\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><title>{title}: pemeriksaan surat</title><style>{STYLE}</style>\
         </head><body><main><h1>Pemeriksaan surat · {}</h1>{body}</main></body></html>\n",
        Text(server)
    )
}

fn facts(body: &mut String, letter: &PublicLetter) {
    body.push_str("<dl>");
    let day = |date: Option<Date>| date.map(long_date).unwrap_or_default();
    for (label, value) in [
        ("Nomor", letter.number.clone()),
        ("Tanggal", day(letter.date)),
        ("Jenis surat", letter.kind.clone()),
        ("Penerbit", letter.office.clone()),
        ("Atas nama (disamarkan)", letter.holder.clone()),
        ("Penandatangan", letter.signer.clone()),
        ("Berlaku sampai", day(letter.valid_until)),
    ] {
        if !value.is_empty() {
            row(body, label, &Text(&value).to_string());
        }
    }
    if let Some(pdf) = letter.pdf {
        row(body, "Sidik jari berkas (SHA-256)", &format!("<code>{pdf}</code>"));
    }
    body.push_str("</dl>");
}

/// `value` is HTML.
fn row(body: &mut String, label: &str, value: &str) {
    // Writing into a String cannot fail.
    let _ = write!(body, "<dt>{label}</dt><dd>{value}</dd>");
}

fn how_to_check(body: &mut String, letter: &PublicLetter) {
    body.push_str(
        "<h2>Cocokkan dengan surat di tangan Anda</h2><ul>\
         <li>Nomor, tanggal, dan huruf depan nama harus sama dengan yang tercetak. Bila berbeda, surat itu palsu.</li>",
    );
    if letter.pdf.is_some() {
        body.push_str(
            "<li>Punya berkas PDF-nya? Sidik jarinya harus sama dengan di atas. Hitung dengan <code>sha256sum \
             surat.pdf</code> (Linux), <code>certutil -hashfile surat.pdf SHA256</code> (Windows), atau buka di \
             pembaca PDF yang menampilkan tanda tangan: harus tertulis bahwa berkas tidak berubah.</li>\
             <li>Cetakan kertas tidak membawa tanda tangan elektronik; yang sah adalah berkas PDF-nya dan catatan \
             di halaman ini.</li>",
        );
    }
    body.push_str("</ul>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ContentHash;

    fn letter() -> PublicLetter {
        PublicLetter {
            number: "400.10.2.2/045/BNB/XI/2026".into(),
            date: Some(jiff::civil::date(2026, 11, 24)),
            kind: "Surat <Pengantar>".into(),
            office: "Desa \"Banyubiru\"".into(),
            holder: "S*** W***".into(),
            signer: "Kepala Desa Banyubiru, ANGGORO & co".into(),
            signed_at: None,
            valid_until: None,
            pdf: Some(ContentHash::of(b"x")),
        }
    }

    #[test]
    fn each_state_says_what_it_is_and_nothing_breaks_out_of_the_page() {
        for (standing, words) in [
            (Standing::Valid, "BERLAKU"),
            (Standing::Expired, "KEDALUWARSA"),
            (Standing::Revoked, "TIDAK BERLAKU"),
            (Standing::NotIssued, "BELUM TERBIT"),
        ] {
            let page = found("SERASI <uji>", &Verified { standing, letter: Some(letter()) });
            assert!(page.contains(&format!("{words} <small>")), "{words}");
            assert!(page.contains("Surat &lt;Pengantar&gt;") && page.contains("Desa &quot;Banyubiru&quot;"));
            assert!(page.contains("ANGGORO &amp; co") && page.contains("SERASI &lt;uji&gt;"));
            assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
            assert!(page.len() < 30 * 1024);
        }
    }

    #[test]
    fn a_letter_that_is_not_issued_shows_nothing_of_itself() {
        let page = found("SERASI", &Verified { standing: Standing::NotIssued, letter: None });
        assert!(!page.contains("Nomor"));
    }
}
