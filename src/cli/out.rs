//! What a verb prints: lines for people, or one JSON document.
//!
//! Text from outside is cleaned here once more, on its way to the terminal: nothing in a subject or a name
//! moves the cursor. That nobody reads any more (a closed pipe) is no error.

use std::io::Write;
use std::process::ExitCode;

use serde_json::Value;

use super::CliError;
use crate::domain::text::{clean_line, clean_value};
use crate::i18n::Lang;
#[cfg(feature = "server")]
use crate::i18n::{Said, said};

/// Where a verb's answer goes.
pub struct Out {
    /// One JSON document instead of lines.
    pub json: bool,
    /// Language of the lines.
    pub lang: Lang,
}

impl Out {
    pub(super) fn new(json: bool, lang: Lang) -> Self {
        Self { json, lang }
    }

    /// The answer, as a document or as lines.
    pub fn answer(&self, document: Value, lines: impl FnOnce() -> Vec<String>) {
        self.render(document, lines).iter().for_each(|text| line(text));
    }

    /// What the answer prints, line by line.
    fn render(&self, mut document: Value, lines: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if self.json {
            clean_value(&mut document);
            vec![document.to_string()]
        } else {
            lines().iter().map(|text| clean_line(text)).collect()
        }
    }

    /// Progress for people, on standard error, so that the answer stays alone.
    #[cfg(feature = "server")]
    pub fn progress(&self, what: &Said) {
        let _ = writeln!(std::io::stderr(), "{}", clean_line(&said(self.lang, what)));
    }

    /// An error, and the exit code it makes.
    pub fn fail(&self, error: &CliError) -> ExitCode {
        let message = error.message(self.lang);
        if self.json {
            let mut document = serde_json::json!({ "error": { "code": error.code(), "message": message } });
            clean_value(&mut document);
            line(&document.to_string());
        } else {
            // A key file may have several mistakes, a line each.
            for text in message.lines() {
                let _ = writeln!(std::io::stderr(), "{}", clean_line(text));
            }
        }
        ExitCode::from(error.exit_code())
    }
}

/// One line on standard output.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_from_outside_moves_the_cursor_in_either_form() {
        let evil = "Undangan \u{1b}[2J\u{7}\u{202e}rapat\r\n\u{9b}31m";
        for json in [false, true] {
            let out = Out::new(json, Lang::Id);
            let printed = out.render(json!({ "subject": evil }), || vec![evil.to_owned()]);
            assert_eq!(printed.len(), 1);
            assert!(!printed[0].chars().any(char::is_control), "{:?}", printed[0]);
            assert!(!printed[0].contains('\u{202e}'), "{:?}", printed[0]);
        }
    }
}
