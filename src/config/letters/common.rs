//! What several letter types share: fields, requirements and rows by their key, and rows in groups.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::letter_type::{FieldKind, RowSpec};

/// The form of `common.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// Fields by key.
    pub fields: BTreeMap<String, SharedField>,
    /// What the screen calls a requirement, by key.
    pub requirements: BTreeMap<String, String>,
    /// Rows of a letter by key.
    pub rows: BTreeMap<String, RowSpec>,
    /// Several rows by one name.
    pub groups: BTreeMap<String, Vec<String>>,
}

/// A field that several types have.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedField {
    /// What the form says.
    pub label: String,
    /// One line of help.
    pub help: String,
    /// How what is typed is understood.
    #[serde(default)]
    pub kind: FieldKind,
}

static SHARED: LazyLock<Result<Common, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../config/letters/common.toml")));

/// What ships.
///
/// # Errors
/// When the shipped file is broken; a test reads it.
pub fn shared() -> Result<&'static Common, toml::de::Error> {
    SHARED.as_ref().map_err(Clone::clone)
}
