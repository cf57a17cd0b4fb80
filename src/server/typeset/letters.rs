//! The letter templates that are embedded in the program.

/// What every template may import as `base.typ`.
pub const BASE: &str = include_str!("../../../config/letters/base.typ");

/// The arms in the letterhead, `logo.svg`.
pub const LOGO: &str = include_str!("../../../config/letters/logo.svg");

/// The mark behind the pages of a preview, `draft-mark.svg`.
pub const DRAFT_MARK: &str = include_str!("../../../config/letters/draft-mark.svg");

/// The embedded templates: slug of the letter type and Typst source.
pub const TEMPLATES: [(&str, &str); 2] = [
    ("surat-pengantar", include_str!("../../../config/letters/surat-pengantar.typ")),
    ("berkas-keuangan", include_str!("../../../config/letters/berkas-keuangan.typ")),
];

/// The embedded template of a letter type.
#[must_use]
pub fn template(slug: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(name, _)| *name == slug).map(|(_, source)| *source)
}
