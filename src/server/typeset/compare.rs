//! Holds the final letter's page text against the draft that was approved.
//!
//! Only the number, the date, the address of verification and the signature
//! block may differ, and they may differ only into the very words that the
//! final stage was given. Everything else must be equal line by line.
//!
//! The body is compared line by line, where the one line with a placeholder is
//! rewritten first. From the date on, the signature block is compared with its
//! words taken out on both sides, because another official's title may need a
//! line more: what is left (the holder, the captions, the note on law) must be
//! equal. The code itself is an image: its address is what is compared.

use super::job::Final;
use super::shown::{DATE, NUMBER, Shown, ShownSigner, SnapshotHead, URL};

/// Where the final letter is not the approved one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// Another number of pages.
    #[error("the draft has {draft} pages, the final letter has {last}")]
    Pages {
        /// Pages of the draft.
        draft: usize,
        /// Pages of the final letter.
        last: usize,
    },
    /// A line that is not what the approved draft says.
    #[error("page {page}, line {line}: approved \"{approved}\", final \"{last}\"")]
    Line {
        /// The page, counted from 1.
        page: usize,
        /// The line of the final page, counted from 1.
        line: usize,
        /// What must stand there.
        approved: String,
        /// What stands there.
        last: String,
    },
    /// A part that must be there exactly once is missing or doubled.
    #[error("the {what} was not found where the draft has it")]
    Missing {
        /// `number`, `date`, `signature block`.
        what: &'static str,
    },
    /// The letter's own content uses the words of a placeholder.
    #[error("the content of the letter uses the reserved words \"{words}\"")]
    Reserved {
        /// The reserved words.
        words: &'static str,
    },
    /// The snapshot is not readable.
    #[error("the snapshot cannot be read")]
    Snapshot,
}

/// Checks that `last` is the approved `draft` with the values of `final_stage`.
///
/// # Errors
/// The first [`Difference`] found.
pub fn compare(snapshot: &[u8], draft: &[String], last: &[String], final_stage: &Final) -> Result<(), Difference> {
    let head = SnapshotHead::read(snapshot).map_err(|_| Difference::Snapshot)?;
    let text = std::str::from_utf8(snapshot).map_err(|_| Difference::Snapshot)?;
    if let Some(words) = [NUMBER, DATE, URL].into_iter().find(|w| text.contains(w)) {
        return Err(Difference::Reserved { words });
    }
    if draft.len() != last.len() {
        return Err(Difference::Pages { draft: draft.len(), last: last.len() });
    }
    let before = Shown::draft(&head);
    let after = Shown::last(final_stage);
    once(draft, NUMBER, "number")?;
    once(draft, DATE, "date")?;
    for (page, (approved, last)) in (1..).zip(draft.iter().zip(last)) {
        Page { place: &head.place, before: &before, after: &after, page }.compare(approved, last)?;
    }
    Ok(())
}

fn once(pages: &[String], words: &str, what: &'static str) -> Result<(), Difference> {
    let found: usize = pages.iter().map(|page| page.matches(words).count()).sum();
    if found == 1 { Ok(()) } else { Err(Difference::Missing { what }) }
}

struct Page<'a> {
    place: &'a str,
    before: &'a Shown,
    after: &'a Shown,
    page: usize,
}

impl Page<'_> {
    fn compare(&self, draft: &str, last: &str) -> Result<(), Difference> {
        let draft: Vec<String> = draft.lines().map(|line| self.rewrite(line)).collect();
        let last: Vec<&str> = last.lines().collect();
        let block = draft.iter().position(|line| line.contains(DATE)).unwrap_or(draft.len());
        let (body, tail) = draft.split_at(block);
        for (index, approved) in body.iter().enumerate() {
            let found = last.get(index).copied().unwrap_or_default();
            if found != approved {
                return Err(self.line(index, approved, found));
            }
        }
        self.compare_tail(tail, last.get(block..).unwrap_or_default(), block)
    }

    /// A draft line with number and address filled in.
    fn rewrite(&self, line: &str) -> String {
        let url = self.after.url.as_deref().unwrap_or_default();
        line.replacen(NUMBER, &self.after.number, 1).replacen(URL, url, 1)
    }

    fn compare_tail(&self, draft: &[String], last: &[&str], offset: usize) -> Result<(), Difference> {
        let (approved, found) = if draft.is_empty() {
            let last = (1..).zip(last.iter().map(|line| (*line).to_owned()));
            (Vec::new(), last.collect::<Vec<_>>())
        } else {
            let draft: Vec<&str> = draft.iter().map(String::as_str).collect();
            (self.without_block(&draft, self.before)?, self.without_block(last, self.after)?)
        };
        let mut approved = approved.into_iter();
        for (line, found) in found {
            let wanted = approved.next().map(|(_, text)| text).unwrap_or_default();
            if found != wanted {
                return Err(self.line(offset + line - 1, &wanted, &found));
            }
        }
        match approved.next() {
            None => Ok(()),
            Some((_, missing)) => Err(self.line(offset + last.len(), &missing, "")),
        }
    }

    /// The lines after the words of the signature block are taken out, each
    /// with its number counted from 1.
    fn without_block(&self, lines: &[&str], shown: &Shown) -> Result<Vec<(usize, String)>, Difference> {
        let mut block = Block::new(self.place, shown);
        let rest =
            (1..).zip(lines.iter().map(|line| block.take_from(line))).filter(|(_, rest)| !rest.is_empty()).collect();
        if block.is_used_up() { Ok(rest) } else { Err(Difference::Missing { what: "signature block" }) }
    }

    fn line(&self, index: usize, approved: &str, last: &str) -> Difference {
        Difference::Line { page: self.page, line: index + 1, approved: approved.into(), last: last.into() }
    }
}

/// The words of the signature block that are still to be found, part by part.
/// The block is the right column: its words are always the end of a line.
struct Block {
    parts: std::collections::VecDeque<Vec<String>>,
}

impl Block {
    fn new(place: &str, shown: &Shown) -> Self {
        let ShownSigner { line, title, name, nip } = &shown.signer;
        let date = format!("{place}, {}", shown.date);
        let nip = nip.as_ref().map(|nip| format!("NIP {nip}"));
        let parts = [Some(&date), line.as_ref(), Some(title), Some(name), nip.as_ref()];
        let words = |text: &String| text.split_whitespace().map(str::to_owned).collect();
        Self { parts: parts.into_iter().flatten().map(words).collect() }
    }

    /// Takes the words of the next part off the end of a line, as many as
    /// stand there (a long title is broken over lines), and gives the rest.
    fn take_from(&mut self, line: &str) -> String {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        if let Some(part) = self.parts.front_mut() {
            let most = part.len().min(words.len());
            let found = (1..=most).rev().find(|count| {
                let (end, start) = (&words[words.len() - count..], &part[..*count]);
                end.iter().zip(start).all(|(a, b)| a == b)
            });
            if let Some(count) = found {
                words.truncate(words.len() - count);
                part.drain(..count);
            }
            if part.is_empty() {
                self.parts.pop_front();
            }
        }
        words.join(" ")
    }

    fn is_used_up(&self) -> bool {
        self.parts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    /// A small letter as the typesetter would give it back.
    fn pages(number: &str, date: &str, url: &str, name: &str) -> Vec<String> {
        vec![
            [
                "DESA BANYUBIRU",
                &format!("Nomor : {number}"),
                "1. Nama lengkap : SRI WAHYUNI",
                "2. Nomor KTP : 3322123456780001",
                "3. Keperluan : Melamar pekerjaan",
                &format!("Banyubiru, {date}"),
                "Pemegang Surat, Kepala Desa Banyubiru",
                "Ditandatangani secara elektronik",
                &format!("SRI WAHYUNI {name}"),
                &format!("Keaslian surat ini dapat diperiksa di {url}"),
            ]
            .join("\n"),
        ]
    }

    fn draft() -> Vec<String> {
        pages(NUMBER, DATE, URL, "ANGGORO")
    }

    fn last() -> Vec<String> {
        pages("400.10.2.2/0123/XI/2026", "24 November 2026", "https://example.id/v/7f3c", "ANGGORO")
    }

    fn run(draft: &[String], last: &[String]) -> Result<(), Difference> {
        let mut stage = sample::last();
        stage.verify_url = Some("https://example.id/v/7f3c".into());
        compare(&sample::snapshot("electronic", 3), draft, last, &stage)
    }

    fn with(pages: &[String], from: &str, to: &str) -> Vec<String> {
        assert!(pages[0].contains(from), "{from}");
        vec![pages[0].replacen(from, to, 1)]
    }

    #[test]
    fn the_approved_letter_with_its_number_passes() {
        assert_eq!(run(&draft(), &last()), Ok(()));
    }

    #[test]
    fn changed_content_is_named_by_its_line() {
        for (from, to) in [
            ("1. Nama lengkap : SRI WAHYUNI", "1. Nama lengkap : SRI WAHYUNA"),
            ("Melamar pekerjaan", "Menjual tanah"),
            ("Melamar pekerjaan", "Melamar pekerjaan\nsebagai lurah"),
            ("1. Nama lengkap : SRI WAHYUNI\n", ""),
            ("2. Nomor KTP : 3322123456780001", "2. Nomor KTP : 400.10.2.2/0123/XI/2026"),
            ("secara elektronik", "secara elektronik dan sah"),
            ("Pemegang Surat,", "Pemegang Kuasa,"),
        ] {
            let changed = run(&draft(), &with(&last(), from, to));
            assert!(matches!(changed, Err(Difference::Line { .. })), "{from}: {changed:?}");
        }
    }

    #[test]
    fn another_number_date_address_or_name_is_refused() {
        for (from, to) in [
            ("0123/XI/2026", "0124/XI/2026"),
            ("24 November 2026", "25 November 2026"),
            ("https://example.id/v/7f3c", "https://example.id/v/7f3d"),
            ("WAHYUNI ANGGORO", "WAHYUNI ANGGARA"),
            ("Kepala Desa Banyubiru", "Kepala Desa Bejalen"),
        ] {
            assert!(run(&draft(), &with(&last(), from, to)).is_err(), "{from}");
        }
    }

    #[test]
    fn an_added_line_or_page_is_refused() {
        let mut longer = last();
        longer[0].push_str("\nLampiran: satu berkas");
        assert!(matches!(run(&draft(), &longer), Err(Difference::Line { .. })));
        let mut longer = last();
        longer.push("Lampiran".into());
        assert!(matches!(run(&draft(), &longer), Err(Difference::Pages { .. })));
    }

    #[test]
    fn a_row_that_imitates_a_placeholder_is_no_loophole() {
        let mut snapshot: serde_json::Value = serde_json::from_slice(&sample::snapshot("electronic", 3)).unwrap();
        snapshot["rows"][0]["value"] = NUMBER.into();
        let bytes = snapshot.to_string().into_bytes();
        let found = compare(&bytes, &draft(), &last(), &sample::last());
        assert_eq!(found, Err(Difference::Reserved { words: NUMBER }));
        // The draft alone carries it twice, whatever the snapshot says.
        let twice = with(&draft(), "3322123456780001", NUMBER);
        assert_eq!(run(&twice, &last()), Err(Difference::Missing { what: "number" }));
    }
}
