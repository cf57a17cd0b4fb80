//! `serasi keys`: which key does what, and where that was written.

mod card;
mod strip;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::out::{Out, line};
use super::{CliError, Global, keymap};
use crate::cli::view::columns;
use crate::i18n::{Lang, Word, word};
use crate::tui::command::{Command, TABLE};
use crate::tui::keymap::{Bound, Keymap, Origin, describe_all};

/// Menampilkan tombol yang berlaku dan di mana masing-masing ditulis
#[derive(Args)]
pub struct Keys {
    /// Mencetak kartu A4 dan pita untuk papan ketik, misalnya: serasi keys --cetak | lp
    #[arg(long, alias = "print")]
    cetak: bool,
}

impl Keys {
    /// Shows it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let (map, file) = keymap::effective(&global.look)?;
        if self.cetak && !out.json {
            print(&map, out.lang);
            return Ok(ExitCode::SUCCESS);
        }
        let commands: Vec<Value> = TABLE.iter().map(|command| document(command, &map, out.lang)).collect();
        let lines = || table(&map, file.as_deref(), out.lang);
        out.answer(json!({ "file": file, "commands": commands }), lines);
        Ok(ExitCode::SUCCESS)
    }
}

fn document(command: &Command, map: &Keymap, lang: Lang) -> Value {
    let key = |bound: &Bound| {
        let (origin, line) = match bound.origin {
            Origin::Shipped => ("shipped", None),
            Origin::Own(line) => ("own", Some(line)),
        };
        json!({ "key": describe_all(&bound.keys), "origin": origin, "line": line })
    };
    json!({
        "name": command.name,
        "title": word(lang, command.title),
        "about": word(lang, command.about),
        "keys": map.bindings(command.id).map(key).collect::<Vec<_>>(),
    })
}

fn table(map: &Keymap, file: Option<&str>, lang: Lang) -> Vec<String> {
    let mut rows = Vec::new();
    for command in TABLE {
        let row = |key: String, origin: String| {
            vec![key, command.name.to_owned(), word(lang, command.title).to_owned(), origin]
        };
        let before = rows.len();
        for bound in map.bindings(command.id) {
            let origin = match bound.origin {
                Origin::Shipped => word(lang, Word::OriginShipped).to_owned(),
                Origin::Own(line) => format!("{}:{line}", file.unwrap_or("keymap.toml")),
            };
            rows.push(row(describe_all(&bound.keys), origin));
        }
        if rows.len() == before {
            rows.push(row(word(lang, Word::PaletteOnly).to_owned(), String::new()));
        }
    }
    columns(&rows)
}

/// The card, and the strip on a page of its own.
fn print(map: &Keymap, lang: Lang) {
    card::lines(map, lang).iter().for_each(|text| line(text));
    // A printer takes a form feed as a new page; a terminal would only be disturbed by it.
    line(if std::io::stdout().is_terminal() { "" } else { "\u{c}" });
    strip::lines(map, lang).iter().for_each(|text| line(text));
}

/// A command's title for paper: as it is called in the footer.
fn title(command: &Command, lang: Lang) -> &'static str {
    word(lang, command.title)
}

/// A text in so many columns, in lines that break between words where they can.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let word: Vec<char> = word.chars().collect();
        for piece in word.chunks(columns.max(1)) {
            let piece: String = piece.iter().collect();
            let last = lines.len() - 1;
            let long = lines[last].chars().count() + 1 + piece.chars().count();
            if lines[last].is_empty() {
                lines[last] = piece;
            } else if long <= columns {
                lines[last] = format!("{} {piece}", lines[last]);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_and_strip_fit_a_page_of_80_columns_and_name_every_key() {
        let map = Keymap::load(None).unwrap();
        for lang in [Lang::Id, Lang::En] {
            let (card, strip) = (card::lines(&map, lang), strip::lines(&map, lang));
            assert!(card.len() <= 60 && strip.len() <= 60, "{} {}", card.len(), strip.len());
            for text in card.iter().chain(&strip) {
                assert!(text.is_ascii() && text.len() <= 76, "{} columns: {text}", text.len());
            }
            let (card, strip) = (card.join("\n"), strip.join("\n"));
            for command in TABLE {
                for key in map.keys_of(command.id) {
                    assert!(card.contains(&key), "{key} of {} is not on the card:\n{card}", command.name);
                }
            }
            assert!(strip.contains("| T") && strip.contains(word(lang, Word::Forward)), "{strip}");
        }
    }

    #[test]
    fn words_are_broken_only_where_they_must() {
        assert_eq!(wrapped("pemohon sudah melengkapi", 9), ["pemohon", "sudah", "melengkap", "i"]);
        assert_eq!(wrapped("a b", 9), ["a b"]);
    }
}
