//! The form of `config/letters/<slug>.toml`, and what its shared parts stand for.

use serde::Deserialize;

use super::BadLetterType;
use super::common::Common;
use crate::domain::letter_type::{ChainStep, Field, FieldKind, Requirement, RowSpec, SubjectRule};
use crate::domain::policy::SignatureRule;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub edition: u32,
    pub name: String,
    pub classification: String,
    #[serde(default)]
    pub financial: bool,
    pub signature: SignatureRule,
    pub valid_months: Option<u8>,
    pub promise_minutes: u32,
    pub template: String,
    pub opening: String,
    pub closing: String,
    #[serde(default)]
    pub chain: Vec<ChainStep>,
    #[serde(default)]
    pub fields: Vec<FieldItem>,
    #[serde(default)]
    pub requirements: Vec<RequirementItem>,
    #[serde(default)]
    pub subject: SubjectRule,
    pub rows: Vec<RowItem>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "the key of a shared field, or { key, label, required, help, kind }")]
pub enum FieldItem {
    Shared(String),
    Own(OwnField),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnField {
    key: String,
    label: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    help: String,
    #[serde(default)]
    kind: FieldKind,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "the key of a shared requirement, or { key, label, required }")]
pub enum RequirementItem {
    Shared(String),
    Own(OwnRequirement),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRequirement {
    key: String,
    label: String,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "the key of a row, a group or a field, or { label, value }")]
pub enum RowItem {
    Shared(String),
    Own(OwnRow),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRow {
    label: String,
    value: String,
}

/// Behind a key: the letter cannot go without it.
const REQUIRED: char = '*';

/// "purpose*" is "purpose", and required.
fn starred(word: &str) -> (&str, bool) {
    word.strip_suffix(REQUIRED).map_or((word, false), |key| (key, true))
}

/// The fields in the order of the form.
pub fn fields(slug: &str, items: Vec<FieldItem>, common: &Common) -> Result<Vec<Field>, BadLetterType> {
    let one = |item| match item {
        FieldItem::Own(OwnField { key, label, required, help, kind }) => Ok(Field { key, label, required, help, kind }),
        FieldItem::Shared(word) => {
            let (key, required) = starred(&word);
            let shared = common.fields.get(key).ok_or_else(|| unknown(slug, "fields", key))?.clone();
            Ok(Field { key: key.to_owned(), label: shared.label, required, help: shared.help, kind: shared.kind })
        }
    };
    items.into_iter().map(one).collect()
}

/// The requirements in the order of the form.
pub fn requirements(
    slug: &str,
    items: Vec<RequirementItem>,
    common: &Common,
) -> Result<Vec<Requirement>, BadLetterType> {
    let one = |item| match item {
        RequirementItem::Own(OwnRequirement { key, label, required }) => Ok(Requirement { key, label, required }),
        RequirementItem::Shared(word) => {
            let (key, required) = starred(&word);
            let label = common.requirements.get(key).ok_or_else(|| unknown(slug, "requirements", key))?.clone();
            Ok(Requirement { key: key.to_owned(), label, required })
        }
    };
    items.into_iter().map(one).collect()
}

/// The rows in the order of the letter. A field's key is a row with its label.
pub fn rows(slug: &str, items: Vec<RowItem>, fields: &[Field], common: &Common) -> Result<Vec<RowSpec>, BadLetterType> {
    let row = |key: &str| {
        let shared = common.rows.get(key).cloned();
        let field = || fields.iter().find(|field| field.key == key);
        let of_field = || field().map(|field| RowSpec { label: field.label.clone(), value: format!("{{{key}}}") });
        shared.or_else(of_field).ok_or_else(|| unknown(slug, "rows", key))
    };
    let mut rows = Vec::new();
    for item in items {
        match item {
            RowItem::Own(OwnRow { label, value }) => rows.push(RowSpec { label, value }),
            RowItem::Shared(key) => match common.groups.get(&key) {
                Some(group) => rows.extend(group.iter().map(|key| row(key)).collect::<Result<Vec<_>, _>>()?),
                None => rows.push(row(&key)?),
            },
        }
    }
    Ok(rows)
}

fn unknown(slug: &str, list: &'static str, key: &str) -> BadLetterType {
    BadLetterType::Unknown { slug: slug.to_owned(), list, key: key.to_owned() }
}
