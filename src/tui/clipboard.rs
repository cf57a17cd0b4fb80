//! The terminal's clipboard, reached by an escape sequence (OSC 52): the only one that also works over SSH,
//! where the machine's own clipboard is not the person's.
//!
//! Nobody says whether it arrived: some terminals take it, some ask, some ignore it. So it is never the only
//! way, and what is sent stays short: mosh and others cut longer ones.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Longer texts are written to a file instead.
pub const LONGEST: usize = 1024;
/// GNU screen takes strings of this length at most.
const SCREEN_TAKES: usize = 200;

/// How the clipboard is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// The terminal would print the sequence, or knows none.
    Missing,
    /// The terminal reads the sequence itself.
    #[default]
    Direct,
    /// tmux stands between: it may take it for itself, or let it through.
    Tmux,
    /// GNU screen stands between.
    Screen,
}

impl Clipboard {
    /// What the environment says.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| lookup(name).is_some_and(|value| !value.is_empty());
        let term = lookup("TERM").unwrap_or_default();
        match term.split(['-', '.']).next().unwrap_or_default() {
            // The Linux console and real terminals print what they do not know.
            "linux" | "dumb" | "" | "cons25" => Self::Missing,
            term if term.starts_with("vt") => Self::Missing,
            _ if set("TMUX") => Self::Tmux,
            _ if set("STY") => Self::Screen,
            _ => Self::Direct,
        }
    }

    /// The bytes that carry a text there; none when it is too long or there is no clipboard.
    pub fn sequence(self, text: &str) -> Option<Vec<u8>> {
        if text.len() > LONGEST {
            return None;
        }
        let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
        match self {
            Self::Missing => None,
            Self::Direct => Some(plain.into_bytes()),
            Self::Tmux => {
                let through = plain.replace('\x1b', "\x1b\x1b");
                Some(format!("{plain}\x1bPtmux;{through}\x1b\\").into_bytes())
            }
            Self::Screen => {
                let parts = plain.as_bytes().chunks(SCREEN_TAKES);
                Some(parts.flat_map(|part| [b"\x1bP", part, b"\x1b\\"].concat()).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &'static [(&'static str, &'static str)]) -> Clipboard {
        Clipboard::from_environment(move |name| {
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn terminals_that_would_print_the_sequence_never_get_it() {
        for term in ["linux", "linux-16color", "vt220", "vt100-am", "dumb", ""] {
            let found = Clipboard::from_environment(|name| (name == "TERM").then(|| term.to_owned()));
            assert_eq!(found, Clipboard::Missing, "{term}");
            assert_eq!(found.sequence("A-07"), None);
        }
        assert_eq!(of(&[("TERM", "xterm-256color"), ("SSH_TTY", "/dev/pts/3")]), Clipboard::Direct);
        assert_eq!(of(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")]), Clipboard::Tmux);
        assert_eq!(of(&[("TERM", "screen"), ("STY", "12.pts-0")]), Clipboard::Screen);
        assert_eq!(of(&[("TERM", "putty")]), Clipboard::Direct);
    }

    #[test]
    fn the_sequence_carries_the_text_through_what_stands_between() {
        assert_eq!(Clipboard::Direct.sequence("A-07").unwrap(), b"\x1b]52;c;QS0wNw==\x07");
        let tmux = Clipboard::Tmux.sequence("A-07").unwrap();
        assert_eq!(tmux, b"\x1b]52;c;QS0wNw==\x07\x1bPtmux;\x1b\x1b]52;c;QS0wNw==\x07\x1b\\");
        let screen = Clipboard::Screen.sequence(&"x".repeat(LONGEST)).unwrap();
        for part in screen.split(|byte| *byte == 0x1b).filter(|part| part.starts_with(b"P")) {
            assert!(part.len() <= SCREEN_TAKES + 1);
        }
        let whole: Vec<u8> = String::from_utf8(screen).unwrap().replace("\x1bP", "").replace("\x1b\\", "").into();
        assert_eq!(whole, Clipboard::Direct.sequence(&"x".repeat(LONGEST)).unwrap());
    }

    #[test]
    fn a_long_text_is_not_sent() {
        assert_eq!(Clipboard::Direct.sequence(&"x".repeat(LONGEST + 1)), None);
    }
}
