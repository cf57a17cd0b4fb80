//! A template is all that a letter's page is made of besides its content: the Typst source of its type, what
//! every letter shares, the arms, and the fonts by their hash.
//!
//! A snapshot names the hash of these bytes and the server keeps them, so that a letter can be typeset years
//! later although the shared parts have changed.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::domain::id::ContentHash;

/// The fonts that are embedded: regular, bold, italic, bold italic.
pub const FONTS: [&[u8]; 4] = [
    include_bytes!("../../config/fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../config/fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../config/fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../config/fonts/LiberationSerif-BoldItalic.ttf"),
];

/// What a page is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Typst source of the letter type.
    pub letter: String,
    /// What it imports as `base.typ`.
    pub base: String,
    /// The arms in the letterhead, `logo.svg`.
    pub logo: String,
    /// The mark behind the pages of a preview, `draft-mark.svg`.
    pub draft_mark: String,
    /// The fonts, in the order in which they are looked through.
    pub fonts: Vec<ContentHash>,
}

static FONT_HASHES: LazyLock<Vec<ContentHash>> =
    LazyLock::new(|| FONTS.iter().map(|font| ContentHash::of(font)).collect());

impl Template {
    /// A template with this source and what ships besides.
    pub fn with(letter: &str) -> Self {
        Self {
            letter: letter.to_owned(),
            base: include_str!("../../config/letters/base.typ").to_owned(),
            logo: include_str!("../../config/letters/logo.svg").to_owned(),
            draft_mark: include_str!("../../config/letters/draft-mark.svg").to_owned(),
            fonts: FONT_HASHES.clone(),
        }
    }

    /// The text that is hashed, kept and handed to the typesetter.
    pub fn write(&self) -> String {
        // Texts and hashes only: writing them cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads kept text.
    ///
    /// # Errors
    /// When it is no template.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Whether this program has the fonts it was made with.
    pub fn has_fonts(&self) -> bool {
        self.fonts == *FONT_HASHES
    }
}

static SHIPPED: LazyLock<[(&str, String); 3]> = LazyLock::new(|| {
    [
        ("surat-keterangan.typ", include_str!("../../config/letters/surat-keterangan.typ")),
        ("surat-pengantar.typ", include_str!("../../config/letters/surat-pengantar.typ")),
        ("berkas-keuangan.typ", include_str!("../../config/letters/berkas-keuangan.typ")),
    ]
    .map(|(name, letter)| (name, Template::with(letter).write()))
});

/// The templates that ship, by the name that a letter type gives them.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.iter().map(|(name, text)| (*name, text.as_str()))
}
