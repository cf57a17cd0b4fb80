//! The terminal, as far as a program can see it; the rest is shown for a person's eyes.

use std::io::IsTerminal;

use crate::cli::desk::Look;
use crate::desk::Finding;
use crate::tui::glyphs::{self, UNICODE};

/// The smallest window that works.
const SMALLEST: (u16, u16) = (40, 10);

/// What was found.
pub(super) fn findings(look: &Look) -> Vec<Finding> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut found = Vec::new();
    let term = set("TERM").unwrap_or_default();
    if std::io::stdout().is_terminal() {
        let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout());
        let (width, height) = size.map_or((0, 0), |size| (size.ws_col, size.ws_row));
        if term.is_empty() || term == "dumb" {
            found.push(Finding::Dumb);
        } else if width > 0 && (width < SMALLEST.0 || height < SMALLEST.1) {
            found.push(Finding::SmallWindow { width, height });
        } else {
            found.push(Finding::Terminal { term, width, height });
        }
    } else {
        found.push(Finding::NoTerminal);
    }
    let ascii = look.ascii || glyphs::for_locale(|name| std::env::var(name).ok()).ascii;
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default();
    found.push(if ascii { Finding::NoUtf8 { locale } } else { Finding::Utf8 });
    found.push(if look.mono || set("NO_COLOR").is_some() { Finding::NoColours } else { Finding::Colours });
    if set("SSH_TTY").or_else(|| set("SSH_CONNECTION")).is_some() {
        found.push(Finding::Ssh);
    }
    if !ascii {
        let signs = [UNICODE.rule, UNICODE.bar, UNICODE.ellipsis, UNICODE.tick, UNICODE.unsent];
        found.push(Finding::Signs { signs: signs.map(String::from).join(" ") });
    }
    found
}
