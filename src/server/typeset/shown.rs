//! What number, date, address and signature block print at a stage.
//!
//! The template and [`super::compare`] both read it from here, so that the
//! comparison knows exactly which words of the draft are placeholders.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::job::{Final, Job, Signer, Stage};
use super::{TypesetError, qr};
use crate::domain::calendar::long_date;

/// Stands for the number until the letter has one.
pub(super) const NUMBER: &str = "[nomor menyusul]";
/// Stands for the date until the letter has one.
pub(super) const DATE: &str = "[tanggal menyusul]";
/// Stands for the address of the verification page.
pub(super) const URL: &str = "[alamat pemeriksaan menyusul]";

/// The varying words of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Shown {
    pub number: String,
    pub date: String,
    pub url: Option<String>,
    pub signer: ShownSigner,
}

/// The signature block line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ShownSigner {
    pub line: Option<String>,
    pub title: String,
    pub name: String,
    pub nip: Option<String>,
}

/// The parts of a snapshot that the typesetter itself must know.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SnapshotHead {
    pub policy: String,
    pub place: String,
    pub prepared_on: jiff::civil::Date,
    pub signer: Signer,
}

impl SnapshotHead {
    pub fn read(snapshot: &[u8]) -> Result<Self, TypesetError> {
        serde_json::from_slice(snapshot).map_err(TypesetError::snapshot)
    }

    pub fn electronic(&self) -> bool {
        self.policy == "electronic"
    }
}

impl Shown {
    /// What a draft prints.
    pub fn draft(head: &SnapshotHead) -> Self {
        Self {
            number: NUMBER.into(),
            date: DATE.into(),
            url: head.electronic().then(|| URL.into()),
            signer: ShownSigner::from(&head.signer),
        }
    }

    /// What the final letter prints.
    pub fn last(last: &Final) -> Self {
        Self {
            number: last.number.clone(),
            date: long_date(last.date),
            url: last.verify_url.clone(),
            signer: ShownSigner::from(&last.signer),
        }
    }
}

impl From<&Signer> for ShownSigner {
    fn from(signer: &Signer) -> Self {
        let present = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Self {
            line: present(&signer.line),
            title: signer.printed_title(),
            name: signer.name.clone(),
            nip: present(&signer.nip),
        }
    }
}

/// The files and facts that a template of this job reads.
pub(super) struct Data {
    pub json: String,
    pub qr: Option<String>,
    pub date: jiff::civil::Date,
}

impl Data {
    pub fn of(job: &Job) -> Result<Self, TypesetError> {
        let head = SnapshotHead::read(&job.snapshot)?;
        let snapshot: Value = serde_json::from_slice(&job.snapshot).map_err(TypesetError::snapshot)?;
        let (stage, last) = match &job.stage {
            Stage::Draft => ("draft", None),
            Stage::Preview => ("preview", None),
            Stage::Final(last) => ("final", Some(last)),
        };
        let shown = last.map_or_else(|| Shown::draft(&head), Shown::last);
        let url = last.filter(|_| head.electronic()).and_then(|last| last.verify_url.as_deref());
        let qr = url.map(qr::svg).transpose()?;
        let data = json!({
            "snapshot": snapshot,
            "stage": stage,
            "final": last.map(|last| final_json(last, &shown)),
            "shown": shown,
            "qr": qr.is_some(),
        });
        Ok(Self { json: data.to_string(), qr, date: last.map_or(head.prepared_on, |last| last.date) })
    }
}

fn final_json(last: &Final, shown: &Shown) -> Value {
    json!({
        "number": last.number,
        "date_text": shown.date,
        "verify_url": last.verify_url,
        "signer": last.signer,
    })
}
