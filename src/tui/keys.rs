//! Bytes of a terminal → keys and pastes.
//!
//! A machine without a clock: however a stream of bytes is cut into packets, the same keys come out. Only a
//! lone ESC needs time to be told from the beginning of a sequence; [`Parser::settle`] says that it passed.
//! Both keypad modes are understood, and nothing that a terminal answers is taken for typing.

use crate::domain::text::clean_lines;

/// A key's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names on the keyboard
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which.
    pub code: Code,
    /// With Ctrl held.
    pub ctrl: bool,
}

impl Key {
    /// A key by itself.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false }
    }

    /// A letter with Ctrl held.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: Code::Char(letter), ctrl: true }
    }

    /// The character it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }
}

/// What comes in from a keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A press or a repeat.
    Key(Key),
    /// A paste: whole, cleaned, with line feeds.
    Paste(String),
}

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";
/// Sequences are short; what is longer is no sequence.
const LONGEST_SEQUENCE: usize = 32;
/// A larger paste is cut: nobody types a book into a form.
const LARGEST_PASTE: usize = 64 * 1024;

/// Bytes that are not a key yet.
#[derive(Debug, Default)]
pub struct Parser {
    held: Vec<u8>,
    paste: Option<Vec<u8>>,
}

enum Step {
    /// So many bytes made this key, or nothing.
    Took(usize, Option<Code>, bool),
    PasteBegins(usize),
    More,
}

impl Parser {
    /// Takes bytes and gives the keys that are complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Typed> {
        let mut out = Vec::new();
        for &byte in bytes {
            if self.paste.is_some() {
                self.paste_byte(byte, &mut out);
            } else {
                self.held.push(byte);
                self.drain(&mut out);
            }
        }
        out
    }

    /// Whether a sequence has begun that time would end.
    pub fn waiting(&self) -> bool {
        self.paste.is_none() && !self.held.is_empty()
    }

    /// Time has passed: an ESC that nothing followed is the key Esc.
    pub fn settle(&mut self) -> Vec<Typed> {
        let mut out = Vec::new();
        if self.held.first() == Some(&ESC) {
            out.push(Typed::Key(Key::plain(Code::Esc)));
            let rest: Vec<u8> = self.held.drain(..).skip(1).collect();
            out.extend(self.feed(&rest));
        } else {
            self.held.clear();
        }
        out
    }

    fn paste_byte(&mut self, byte: u8, out: &mut Vec<Typed>) {
        let Some(paste) = &mut self.paste else { return };
        paste.push(byte);
        if paste.ends_with(PASTE_END) {
            paste.truncate(paste.len() - PASTE_END.len());
            let text = String::from_utf8_lossy(paste).into_owned();
            self.paste = None;
            out.push(Typed::Paste(clean_lines(&text)));
        } else if paste.len() > LARGEST_PASTE + PASTE_END.len() {
            // Keep the tail, so that the end is found; the middle of a giant is dropped.
            paste.remove(LARGEST_PASTE);
        }
    }

    fn drain(&mut self, out: &mut Vec<Typed>) {
        while !self.held.is_empty() {
            match step(&self.held) {
                Step::Took(n, code, ctrl) => {
                    self.held.drain(..n);
                    out.extend(code.map(|code| Typed::Key(Key { code, ctrl })));
                }
                Step::PasteBegins(n) => {
                    let rest: Vec<u8> = self.held.drain(..).skip(n).collect();
                    self.paste = Some(Vec::new());
                    for byte in rest {
                        self.paste_byte(byte, out);
                    }
                    return;
                }
                Step::More => return,
            }
        }
    }
}

fn took(n: usize, code: Code) -> Step {
    Step::Took(n, Some(code), false)
}

fn step(held: &[u8]) -> Step {
    match held {
        [ESC, rest @ ..] => escape(rest),
        [b'\r' | b'\n', ..] => took(1, Code::Enter),
        [b'\t', ..] => took(1, Code::Tab),
        [0x08 | 0x7f, ..] => took(1, Code::Backspace),
        [byte @ 0x01..=0x1a, ..] => Step::Took(1, Some(Code::Char(char::from(byte + b'a' - 1))), true),
        [0x00..=0x1f, ..] => Step::Took(1, None, false),
        bytes => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Step {
    let length = match bytes.first() {
        Some(0x20..=0x7e) => 1,
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return Step::Took(1, None, false),
    };
    let Some(whole) = bytes.get(..length) else {
        let broken = bytes.get(1..).is_some_and(|rest| rest.iter().any(|byte| !(0x80..0xc0).contains(byte)));
        return if broken { Step::Took(1, None, false) } else { Step::More };
    };
    match std::str::from_utf8(whole).ok().and_then(|text| text.chars().next()) {
        Some(c) if !c.is_control() => took(length, Code::Char(c)),
        Some(_) => Step::Took(length, None, false),
        None => Step::Took(1, None, false),
    }
}

/// After an ESC. Anything but `[` and `O` means that ESC was a key of its own.
fn escape(rest: &[u8]) -> Step {
    match rest {
        [] | [b'[' | b'O'] => Step::More,
        [b'[', b'[', letter, ..] => {
            Step::Took(4, (b'A'..=b'E').contains(letter).then(|| Code::F(letter - b'A' + 1)), false)
        }
        [b'[', b'['] => Step::More,
        [b'[', body @ ..] => sequence(body),
        [b'O', letter, ..] => Step::Took(3, keypad(*letter), false),
        _ => took(1, Code::Esc),
    }
}

/// `ESC O letter`: cursor keys and the keypad in application mode.
fn keypad(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(letter - b'P' + 1),
        b'X' => Code::Char('='),
        b'j'..=b'y' => Code::Char(char::from(letter - b'j' + b'*')),
        _ => return None,
    })
}

/// `ESC [ parameters letter`.
fn sequence(body: &[u8]) -> Step {
    let Some(end) = body.iter().position(|byte| (0x40..=0x7e).contains(byte)) else {
        return if body.len() > LONGEST_SEQUENCE { Step::Took(body.len() + 2, None, false) } else { Step::More };
    };
    let taken = end + 3;
    let parameters = body.get(..end).and_then(|p| std::str::from_utf8(p).ok()).unwrap_or("");
    let mut numbers = parameters.split(';').map(|n| n.parse::<u8>().unwrap_or(0));
    let first = numbers.next().unwrap_or(0);
    let ctrl = numbers.next().is_some_and(|modifier| modifier > 0 && (modifier - 1) & 4 != 0);
    let code = match body.get(end) {
        Some(b'A') => Code::Up,
        Some(b'B') => Code::Down,
        Some(b'C') => Code::Right,
        Some(b'D') => Code::Left,
        Some(b'H') => Code::Home,
        Some(b'F') => Code::End,
        Some(b'Z') => Code::BackTab,
        Some(b'~') => match first {
            200 => return Step::PasteBegins(taken),
            1 | 7 => Code::Home,
            2 => Code::Insert,
            3 => Code::Delete,
            4 | 8 => Code::End,
            5 => Code::PageUp,
            6 => Code::PageDown,
            11..=15 => Code::F(first - 10),
            17..=21 => Code::F(first - 11),
            23 | 24 => Code::F(first - 12),
            _ => return Step::Took(taken, None, false),
        },
        _ => return Step::Took(taken, None, false),
    };
    Step::Took(taken, Some(code), ctrl)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(bytes: &[u8]) -> Vec<Typed> {
        let mut parser = Parser::default();
        let mut out = parser.feed(bytes);
        out.extend(parser.settle());
        out
    }

    fn codes(bytes: &[u8]) -> Vec<Code> {
        keys(bytes)
            .into_iter()
            .map(|typed| match typed {
                Typed::Key(key) => key.code,
                Typed::Paste(text) => panic!("a paste: {text}"),
            })
            .collect()
    }

    #[test]
    fn the_usual_keys_are_understood_in_both_keypad_modes() {
        assert_eq!(
            codes(b"t\r\t\x7f\x08"),
            [Code::Char('t'), Code::Enter, Code::Tab, Code::Backspace, Code::Backspace]
        );
        assert_eq!(
            codes(b"\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[Z"),
            [Code::Up, Code::Down, Code::PageUp, Code::PageDown, Code::BackTab]
        );
        assert_eq!(
            codes(b"\x1bOq\x1bOM\x1bOk\x1bOP\x1b[11~\x1b[[A"),
            [Code::Char('1'), Code::Enter, Code::Char('+'), Code::F(1), Code::F(1), Code::F(1)]
        );
        assert_eq!(keys(b"\x0b"), [Typed::Key(Key::ctrl('k'))]);
        assert_eq!(codes("é".as_bytes()), [Code::Char('é')]);
    }

    #[test]
    fn a_lone_escape_is_a_key_and_so_is_one_before_a_letter() {
        assert_eq!(codes(b"\x1b"), [Code::Esc]);
        assert_eq!(codes(b"\x1bt"), [Code::Esc, Code::Char('t')]);
        assert_eq!(codes(b"\x1b\x1b"), [Code::Esc, Code::Esc]);
    }

    #[test]
    fn what_a_terminal_answers_types_nothing() {
        assert_eq!(codes(b"\x1b[?62;1c\x1b[24;80R\x1b[I\x1b[<0;3;4M"), []);
    }

    #[test]
    fn a_paste_is_one_thing_and_clean() {
        assert_eq!(
            keys(b"\x1b[200~satu\r\ndua\x1b[31m\x07\x1b[201~x"),
            [Typed::Paste("satu\ndua[31m".into()), Typed::Key(Key::plain(Code::Char('x')))]
        );
        let giant = [b"\x1b[200~".as_slice(), &vec![b'a'; 3 * LARGEST_PASTE / 2], b"\x1b[201~"].concat();
        match keys(&giant).as_slice() {
            [Typed::Paste(text)] => assert!(text.len() <= LARGEST_PASTE + 8),
            other => panic!("{} things", other.len()),
        }
    }

    proptest! {
        #[test]
        fn however_the_bytes_are_cut_the_same_keys_come_out(
            bytes in proptest::collection::vec(
                prop_oneof![any::<u8>(), Just(0x1b), Just(b'['), Just(b'O'), Just(b'~'), Just(b'2'), Just(b'0')], 0..80),
            cuts in proptest::collection::vec(1..9_usize, 0..60),
        ) {
            let mut parser = Parser::default();
            let mut out = Vec::new();
            let mut rest = bytes.as_slice();
            for cut in cuts {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                out.extend(parser.feed(now));
                rest = later;
            }
            out.extend(parser.feed(rest));
            out.extend(parser.settle());
            prop_assert_eq!(out, keys(&bytes));
        }
    }
}
