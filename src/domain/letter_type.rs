//! Letter types (jenis surat) are data: fields, rows, requirements, chain, template.

use serde::{Deserialize, Serialize};

use super::id::{ContentHash, RecordId};
use super::office::Role;
use super::policy::SignatureRule;
use super::record::Rest;

/// The field that says what a letter is for: every approver reads it in full.
pub const PURPOSE: &str = "purpose";
/// The field that names the letter of the RT: number and date.
pub const RT_LETTER: &str = "rt_letter";
/// The field in which an operator may write anything: every approver is told to look at it.
pub const REMARK: &str = "remark";

/// The field that says for whom a letter is: repeated with the purpose for the next person in the row.
pub const RECEIVER: &str = "addressed_to";

/// How what is typed into a field is understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// As it is.
    #[default]
    Text,
    /// A name or a place: put in the letter's case.
    Name,
    /// A day: `20`, `20/11`, `kemarin`, `senin`.
    Day,
    /// Rupiah: `1,5jt`.
    Money,
    /// A number of another office with its date: `14/RT02 kemarin`.
    Reference,
}

/// A kind's name where there is little room: "Surat Keterangan Usaha" is "Usaha", "Surat Pengantar SKCK" is
/// "Pengantar SKCK", and "Surat Pengantar" stays. What people at a counter say; our own decision.
pub fn short(name: &str) -> &str {
    if let Some(rest) = name.strip_prefix("Surat Keterangan ") {
        return rest;
    }
    name.strip_prefix("Surat ").filter(|rest| rest.contains(' ')).unwrap_or(name)
}

/// What an operator fills in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Name in templates: "purpose".
    pub key: String,
    /// What the form says: "Keperluan".
    pub label: String,
    /// Whether the letter cannot go without it.
    #[serde(default)]
    pub required: bool,
    /// One line of help.
    #[serde(default)]
    pub help: String,
    /// How what is typed is understood.
    #[serde(default)]
    pub kind: FieldKind,
}

/// What a citizen brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// Short name: "ktp".
    pub key: String,
    /// What the screen says: "KTP".
    pub label: String,
    /// Whether the letter cannot go without it.
    #[serde(default)]
    pub required: bool,
}

/// A numbered row of the letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowSpec {
    /// "Nama lengkap".
    pub label: String,
    /// Text with names in braces: "{birth_place}, {birth_date}". A row whose value is empty is left out.
    pub value: String,
}

/// Whom a kind of letter may be about; what is empty allows everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectRule {
    /// Whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u8>,
    /// Marital status, as on the card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marital: Vec<String>,
}

impl SubjectRule {
    /// Whether it allows everybody.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One step before the signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainStep {
    /// Whose paraf: a position with this role.
    pub role: Role,
}

/// A letter type, one version of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterType {
    /// Its record's id.
    pub id: RecordId,
    /// "surat-pengantar".
    pub slug: String,
    /// Counts up with every change of the type.
    pub edition: u32,
    /// "Surat Pengantar".
    pub name: String,
    /// Archive classification code.
    pub classification: String,
    /// Whether it concerns money.
    #[serde(default)]
    pub financial: bool,
    /// Electronic or ink.
    pub signature: SignatureRule,
    /// 0 to 3 verifiers before the signer.
    pub chain: Vec<ChainStep>,
    /// Months the letter is valid from its preparation; none means no end.
    pub valid_months: Option<u8>,
    /// Minutes promised to the citizen.
    pub promise_minutes: u32,
    /// Fields in the order of the form.
    pub fields: Vec<Field>,
    /// Requirements in the order of the form.
    pub requirements: Vec<Requirement>,
    /// Whom it may be about: approvers are told when it is somebody else.
    #[serde(default, skip_serializing_if = "SubjectRule::is_empty")]
    pub subject: SubjectRule,
    /// First sentence, with names in braces.
    pub opening: String,
    /// Rows in the order of the letter.
    pub rows: Vec<RowSpec>,
    /// Last sentence.
    pub closing: String,
    /// Hash of the template: all that its page is made of besides the content.
    pub template: ContentHash,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl LetterType {
    /// What the form calls a field; empty when it has none of this key.
    pub fn label(&self, key: &str) -> String {
        self.fields.iter().find(|field| field.key == key).map(|field| field.label.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_leaves_out_what_most_names_begin_with() {
        for (name, said) in [
            ("Surat Keterangan Usaha", "Usaha"),
            ("Surat Keterangan KTP dalam Proses", "KTP dalam Proses"),
            ("Surat Pengantar SKCK", "Pengantar SKCK"),
            ("Surat Pengantar", "Surat Pengantar"),
            ("Kuitansi", "Kuitansi"),
        ] {
            assert_eq!(short(name), said);
        }
    }
}
