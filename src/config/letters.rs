//! Letter types as data: `config/letters/<slug>.toml` with its Typst template.

mod common;
mod file;

use file::File;

use super::template;
use crate::domain::id::{ContentHash, RecordId, derived};
use crate::domain::letter_type::LetterType;
use crate::domain::record::Rest;

/// A letter type that cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum BadLetterType {
    /// Not of the file's form; the text names line and key.
    #[error("{slug}.toml: {error}")]
    Form {
        /// Which file.
        slug: String,
        /// What is wrong, with line and column.
        error: Box<toml::de::Error>,
    },
    /// Its template is not there.
    #[error("{slug}.toml: template {template} is not there")]
    NoTemplate {
        /// Which file.
        slug: String,
        /// The template it names.
        template: String,
    },
    /// It names something that is neither shared nor its own.
    #[error("{slug}.toml: {list}: {key} is neither in common.toml nor in this file")]
    Unknown {
        /// Which file.
        slug: String,
        /// In which of its lists.
        list: &'static str,
        /// What it names.
        key: String,
    },
}

macro_rules! files {
    ($($slug:literal),* $(,)?) => {
        [$(($slug, include_str!(concat!("../../config/letters/", $slug, ".toml")))),*]
    };
}

/// Those that ship, the commonest first.
const TYPES: &[(&str, &str)] = &files![
    "surat-pengantar",
    "keterangan-domisili",
    "keterangan-usaha",
    "keterangan-domisili-usaha",
    "pengantar-skck",
    "keterangan-penduduk",
    "keterangan-ktp-dalam-proses",
    "keterangan-belum-menikah",
    "keterangan-janda-duda",
    "pengantar-kehilangan",
    "keterangan-bepergian",
    "keterangan-penghasilan",
    "keterangan-belum-memiliki-rumah",
    "kuitansi",
];

/// A letter type's record id: derived from its slug, the same on every server.
pub fn id_of(slug: &str) -> RecordId {
    RecordId(derived("letter_type", &[slug.as_bytes()]))
}

/// Reads one letter type.
///
/// # Errors
/// [`BadLetterType`] names file, line and key.
pub fn read(slug: &str, text: &str) -> Result<(LetterType, &'static str), BadLetterType> {
    let file: File =
        toml::from_str(text).map_err(|error| BadLetterType::Form { slug: slug.into(), error: Box::new(error) })?;
    let common =
        common::shared().map_err(|error| BadLetterType::Form { slug: "common".into(), error: Box::new(error) })?;
    let fields = file::fields(slug, file.fields, common)?;
    let Some((_, source)) = template::shipped().find(|(name, _)| *name == file.template) else {
        return Err(BadLetterType::NoTemplate { slug: slug.into(), template: file.template });
    };
    let letter_type = LetterType {
        id: id_of(slug),
        slug: slug.to_owned(),
        edition: file.edition,
        name: file.name,
        classification: file.classification,
        financial: file.financial,
        signature: file.signature,
        chain: file.chain,
        valid_months: file.valid_months,
        promise_minutes: file.promise_minutes,
        requirements: file::requirements(slug, file.requirements, common)?,
        subject: file.subject,
        opening: file.opening,
        rows: file::rows(slug, file.rows, &fields, common)?,
        fields,
        closing: file.closing,
        template: ContentHash::of(source.as_bytes()),
        rest: Rest::new(),
    };
    Ok((letter_type, source))
}

/// The letter types that ship, each with its template's text.
///
/// # Errors
/// [`BadLetterType`] when a shipped file is broken; a test reads them all.
pub fn shipped() -> Result<Vec<(LetterType, &'static str)>, BadLetterType> {
    TYPES.iter().map(|(slug, text)| read(slug, text)).collect()
}

/// The text of a template by its hash, if it is one of those that ship.
pub fn template(hash: ContentHash) -> Option<&'static str> {
    template::shipped().map(|(_, text)| text).find(|text| ContentHash::of(text.as_bytes()) == hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_types_can_be_read_and_an_error_names_the_line() {
        assert_eq!(shipped().unwrap().len(), TYPES.len());
        let error = read("x", "edition = 1\nnama = \"x\"\n").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("nama"), "{error}");
    }

    #[test]
    fn a_word_that_is_neither_shared_nor_its_own_is_named_with_its_list() {
        let file = |fields: &str, rows: &str| {
            let head = "edition = 1\nname = \"X\"\nclassification = \"000\"\nsignature = \"electronic\"\n";
            let rest = "promise_minutes = 1\ntemplate = \"surat-keterangan.typ\"\nopening = \"\"\nclosing = \"\"\n";
            read("x", &format!("{head}{rest}fields = [{fields}]\nrows = [{rows}]\n"))
        };
        let (kind, _) = file("\"purpose*\", { key = \"own\", label = \"Sendiri\" }", "\"name\", \"own\"").unwrap();
        let fields: Vec<_> = kind.fields.iter().map(|field| (field.key.as_str(), field.required)).collect();
        assert_eq!(fields, [("purpose", true), ("own", false)]);
        let rows: Vec<_> = kind.rows.iter().map(|row| (row.label.as_str(), row.value.as_str())).collect();
        assert_eq!(rows, [("Nama lengkap", "{name}"), ("Sendiri", "{own}")]);
        for (fields, rows, said) in [
            ("\"purpos\"", "", "x.toml: fields: purpos is neither"),
            ("", "\"purpose\"", "x.toml: rows: purpose is neither"),
            ("{ key = \"own\", labl = \"Sendiri\" }", "", "the key of a shared field, or {"),
        ] {
            let error = file(fields, rows).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
