//! Two sets of signs: for terminals with UTF-8, and for all others. No icons, no emoji.

/// The signs of the chrome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Whether only ASCII may be written.
    pub ascii: bool,
    /// Line between list and preview.
    pub rule: char,
    /// Line between list and preview side by side.
    pub bar: char,
    /// What was cut off.
    pub ellipsis: char,
    /// Selected row.
    pub cursor: char,
    /// A requirement that was shown.
    pub tick: char,
    /// A row with something unsent.
    pub unsent: char,
    /// The arrow that accepts what is proposed.
    pub accept: char,
}

/// For terminals with UTF-8.
pub const UNICODE: Glyphs =
    Glyphs {
        ascii: false, rule: '─', bar: '│', ellipsis: '…', cursor: '>', tick: '✓', unsent: '↑', accept: '→'
    };

/// For all others.
pub const ASCII: Glyphs =
    Glyphs { ascii: true, rule: '-', bar: '|', ellipsis: '~', cursor: '>', tick: 'v', unsent: '^', accept: '>' };

/// For reading aloud: nothing is drawn.
pub const SPOKEN: Glyphs =
    Glyphs { ascii: false, rule: ' ', bar: ' ', ellipsis: '…', cursor: ' ', tick: '-', unsent: ' ', accept: '>' };

/// The set for a locale: the first of `LC_ALL`, `LC_CTYPE`, `LANG` that is set decides.
pub fn for_locale<'a>(lookup: impl Fn(&str) -> Option<String> + 'a) -> Glyphs {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| lookup(name).filter(|value| !value.is_empty()))
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if locale.contains("utf-8") || locale.contains("utf8") { UNICODE } else { ASCII }
}

/// A text in ASCII: known signs are replaced, letters lose their accents, the rest becomes `?`.
pub fn to_ascii(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| match c {
            c if c.is_ascii() => c,
            '·' | '•' | '–' | '—' | '─' => '-',
            '…' => '~',
            '×' => 'x',
            '✓' => 'v',
            '↑' => '^',
            '→' => '>',
            '│' => '|',
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            _ => '?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(values: &'static [(&'static str, &'static str)]) -> Glyphs {
        for_locale(move |name| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_locale_decides_in_the_order_of_posix() {
        assert_eq!(with(&[("LANG", "id_ID.UTF-8")]), UNICODE);
        assert_eq!(with(&[("LC_ALL", "C"), ("LANG", "id_ID.UTF-8")]), ASCII);
        assert_eq!(with(&[("LC_ALL", ""), ("LC_CTYPE", "C.utf8"), ("LANG", "C")]), UNICODE);
        assert_eq!(with(&[]), ASCII);
    }

    #[test]
    fn ascii_is_ascii() {
        assert_eq!(to_ascii("Café · 3×… ✓ ꦤ"), "Cafe - 3x~ v ?");
    }
}
