//! What the typesetter is given and what it gives back.

use serde::{Deserialize, Serialize};

/// One letter to typeset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The canonical bytes of the snapshot, exactly as they were frozen.
    #[serde(with = "text")]
    pub snapshot: Vec<u8>,
    /// The text of a [`crate::config::template::Template`].
    pub template: String,
    /// How far the letter is.
    pub stage: Stage,
}

/// How far a letter is, which decides what its number, date and code print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// What approvers read: placeholders for number, date and code.
    Draft,
    /// The same, visibly marked as a draft because it may leave the program.
    Preview,
    /// The letter itself.
    Final(Final),
}

/// What only the final letter has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Final {
    /// The number as it is printed.
    pub number: String,
    /// The date of the letter.
    pub date: jiff::civil::Date,
    /// Where the letter can be verified; an ink letter may have none.
    pub verify_url: Option<String>,
    /// Who signs.
    pub signer: Signer,
}

/// The signature block: an official in a position at the time of signing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The position, such as "Kepala Desa Banyubiru".
    pub title: String,
    /// The name as it is printed, with degrees.
    pub name: String,
    /// The employee number, where the official has one.
    pub nip: Option<String>,
    /// `definitive`, `plt`, `plh` or `pj`.
    pub capacity: String,
    /// A line above the title, such as "a.n. Kepala Desa Banyubiru".
    #[serde(default)]
    pub line: Option<String>,
}

/// A rectangle on a page in PDF points, the origin at the bottom left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The page, counted from 1.
    pub page: u32,
    /// Left edge.
    pub x0: f32,
    /// Bottom edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Top edge.
    pub y1: f32,
}

/// A typeset letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Typeset {
    /// A PDF/A-2b file.
    pub pdf: Vec<u8>,
    /// The text of each page in reading order, lines joined by `\n`.
    pub pages: Vec<String>,
    /// Where the electronic signature is shown; ink letters have none.
    pub signature_area: Option<Area>,
}

impl Signer {
    /// The title with its capacity, as the letter prints it.
    #[must_use]
    pub fn printed_title(&self) -> String {
        let prefix = match self.capacity.to_ascii_lowercase().as_str() {
            "plt" => "Plt.",
            "plh" => "Plh.",
            "pj" => "Pj.",
            _ => return self.title.clone(),
        };
        if self.title.starts_with(prefix) { self.title.clone() } else { format!("{prefix} {}", self.title) }
    }
}

/// Snapshot bytes are JSON, hence text: they travel to the worker as one string.
mod text {
    use serde::{Deserialize, Deserializer, Serializer, de, ser};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(bytes).map_err(ser::Error::custom)?)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        String::deserialize(from).map(String::into_bytes).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acting_official_is_printed_as_one_once() {
        let mut signer = Signer { title: "Kepala Desa Banyubiru".into(), capacity: "plt".into(), ..Signer::default() };
        assert_eq!(signer.printed_title(), "Plt. Kepala Desa Banyubiru");
        signer.title = signer.printed_title();
        assert_eq!(signer.printed_title(), "Plt. Kepala Desa Banyubiru");
    }
}
