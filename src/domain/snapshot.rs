//! The content snapshot: what a letter says, frozen as canonical bytes.
//!
//! Desk and server compose it from the same records and must arrive at the same bytes; every approver
//! approves their hash. The server stores the bytes and never writes them again. Number, date and QR code
//! are not in it: they are filled in when the letter is signed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::{long_date, months_later};
use super::id::{ContentHash, RecordId};
use super::letter_type::LetterType;
use super::office::{Capacity, Office, Official};
use super::policy::{Policy, policy};
use super::request::Request;
use super::resident::Resident;

/// Whose letterhead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// "Pemerintah Kabupaten Semarang".
    pub regency: String,
    /// "Kecamatan Banyubiru".
    pub district: String,
    /// "Desa Banyubiru".
    pub office: String,
    /// Street, village, postal code.
    pub address: String,
    /// Telephone, e-mail, site.
    pub contact: String,
}

/// Which template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeRef {
    /// "surat-pengantar".
    pub slug: String,
    /// Which edition of the type.
    pub version: u32,
    /// "Surat Pengantar".
    pub name: String,
    /// Hash of the template's bytes.
    pub template: ContentHash,
}

/// One row: label and value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// "Nama lengkap".
    pub label: String,
    /// "Sri Wahyuni".
    pub value: String,
}

/// Who will sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerBlock {
    /// The position.
    pub official: RecordId,
    /// "Kepala Desa Banyubiru".
    pub title: String,
    /// With degrees.
    pub name: String,
    /// For civil servants.
    pub nip: Option<String>,
    /// Definitive, or in whose stead.
    pub capacity: Capacity,
    /// "a.n. Kepala Desa Banyubiru", where somebody signs for somebody.
    pub line: Option<String>,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this form.
    pub v: u32,
    /// Which template.
    pub letter_type: TypeRef,
    /// Electronic or ink.
    pub policy: Policy,
    /// Archive classification code.
    pub classification: String,
    /// Whose letterhead.
    pub letterhead: Letterhead,
    /// Place before the date.
    pub place: String,
    /// Day of preparation: age and validity are counted from it.
    pub prepared_on: Date,
    /// Title.
    pub title: String,
    /// First sentence.
    pub opening: String,
    /// Numbered rows.
    pub rows: Vec<Row>,
    /// Last sentence.
    pub closing: String,
    /// Who will sign.
    pub signer: SignerBlock,
    /// Pemegang surat: who signs on the left, on paper.
    pub holder: String,
}

/// All that a snapshot is made from.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The request.
    pub request: &'a Request,
    /// Kind of letter.
    pub letter_type: &'a LetterType,
    /// The office that writes.
    pub office: &'a Office,
    /// The office above it.
    pub district: &'a Office,
    /// The regency.
    pub regency: &'a Office,
    /// Who asks.
    pub applicant: &'a Resident,
    /// Whom it is about.
    pub subject: &'a Resident,
    /// Who will sign.
    pub signer: &'a Official,
    /// Day of preparation.
    pub prepared_on: Date,
}

impl Parts<'_> {
    fn value(&self, name: &str) -> String {
        if let Some(registered) = self.subject.registered(name) {
            return registered;
        }
        match name {
            "age" => self.subject.age_on(self.prepared_on).to_string(),
            "office" => self.office.full_name(),
            "district" => self.district.full_name(),
            "regency" => self.regency.full_name(),
            "signer_title" => self.signer.title_at(self.office),
            "valid_from" => self.letter_type.valid_months.map(|_| long_date(self.prepared_on)).unwrap_or_default(),
            "valid_until" => self
                .letter_type
                .valid_months
                .map(|months| long_date(months_later(self.prepared_on, months)))
                .unwrap_or_default(),
            key => self.request.fields.get(key).map(|value| value.trim().to_owned()).unwrap_or_default(),
        }
    }

    /// Fills the names in braces. A text all of whose names are empty is empty.
    fn fill(&self, pattern: &str) -> String {
        let mut text = String::new();
        let mut rest = pattern;
        let (mut names, mut filled) = (0, 0);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            let value = self.value(name);
            names += 1;
            filled += usize::from(!value.is_empty());
            text.push_str(&value);
            rest = tail;
        }
        text.push_str(rest);
        if names > 0 && filled == 0 { String::new() } else { text }
    }
}

/// Composes the snapshot. Pure: the same records give the same snapshot on every machine.
pub fn compose(parts: &Parts<'_>) -> Snapshot {
    let (letter_type, office) = (parts.letter_type, parts.office);
    Snapshot {
        v: 1,
        letter_type: TypeRef {
            slug: letter_type.slug.clone(),
            version: letter_type.edition,
            name: letter_type.name.clone(),
            template: letter_type.template,
        },
        policy: policy(letter_type.signature, letter_type.financial, &letter_type.classification),
        classification: letter_type.classification.clone(),
        letterhead: Letterhead {
            regency: format!("Pemerintah {}", parts.regency.full_name()),
            district: parts.district.full_name(),
            office: office.full_name(),
            address: office.address.clone(),
            contact: office.contact.clone(),
        },
        place: office.name.clone(),
        prepared_on: parts.prepared_on,
        title: letter_type.name.clone(),
        opening: parts.fill(&letter_type.opening),
        rows: letter_type
            .rows
            .iter()
            .map(|row| Row { label: row.label.clone(), value: parts.fill(&row.value) })
            .filter(|row| !row.value.is_empty())
            .collect(),
        closing: parts.fill(&letter_type.closing),
        signer: SignerBlock {
            official: parts.signer.id,
            title: parts.signer.title_at(office),
            name: parts.signer.name.clone(),
            nip: parts.signer.nip.clone(),
            capacity: parts.signer.capacity,
            line: None,
        },
        holder: parts.subject.name.clone(),
    }
}

impl Snapshot {
    /// Its canonical bytes: fields in the order of this type, no spaces.
    pub fn canonical(&self) -> Vec<u8> {
        // Texts, numbers and lists only: writing them cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads frozen bytes.
    ///
    /// # Errors
    /// When they are not a snapshot of a form this program knows.
    pub fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}
