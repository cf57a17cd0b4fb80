//! The press: typesets and signs what the past issued, and keeps the files.

use jiff::Timestamp;
use jiff::civil::Date;
use secrecy::SecretString;

use super::SeedError;
use crate::config::letters;
use crate::domain::id::{ContentHash, PersonId};
use crate::domain::office::Capacity;
use crate::domain::snapshot::Snapshot;
use crate::server::sign::signer::Signer;
use crate::server::store::blobs::Blobs;
use crate::server::typeset::{self, Final, Job, Stage, Typeset, Typesetter};

/// What letters are made with.
pub(super) struct Press<'a> {
    pub typesetter: &'a Typesetter,
    pub signer: &'a dyn Signer,
    pub passphrase: SecretString,
    pub blobs: &'a Blobs,
    /// Where verification pages are: "https://…", without a slash at the end.
    pub public_url: &'a str,
}

impl Press<'_> {
    /// Keeps a file.
    pub fn keep(&self, bytes: &[u8]) -> Result<ContentHash, SeedError> {
        self.blobs.keep(bytes).map_err(|error| SeedError::File(error.to_string()))
    }

    /// What approvers read.
    pub fn draft(&self, snapshot: &Snapshot) -> Result<Typeset, SeedError> {
        self.typeset(snapshot, Stage::Draft)
    }

    /// The letter with number, date and signature.
    pub fn signed(
        &self,
        snapshot: &Snapshot,
        number: &str,
        date: Date,
        token: &str,
        person: PersonId,
        at: Timestamp,
    ) -> Result<Vec<u8>, SeedError> {
        let last = Final {
            number: number.to_owned(),
            date,
            verify_url: Some(format!("{}/v/{token}", self.public_url)),
            signer: block(snapshot),
        };
        let letter = self.typeset(snapshot, Stage::Final(last))?;
        self.signer
            .sign(person.0, &self.passphrase, &letter.pdf, letter.signature_area, at)
            .map_err(|error| SeedError::Sign(error.to_string()))
    }

    /// Typesets with any template and data.
    pub fn page(&self, snapshot: Vec<u8>, template: &str, stage: Stage) -> Result<Typeset, SeedError> {
        let job = Job { snapshot, template: template.to_owned(), stage };
        self.typesetter.typeset(&job).map_err(|error| SeedError::Typeset(error.to_string()))
    }

    fn typeset(&self, snapshot: &Snapshot, stage: Stage) -> Result<Typeset, SeedError> {
        let template = letters::template(snapshot.letter_type.template)
            .ok_or_else(|| SeedError::Typeset("the template is not among those that ship".into()))?;
        self.page(snapshot.canonical(), template, stage)
    }
}

fn block(snapshot: &Snapshot) -> typeset::Signer {
    let signer = &snapshot.signer;
    let capacity = match signer.capacity {
        Capacity::Definitive => "definitive",
        Capacity::Plt => "plt",
        Capacity::Plh => "plh",
        Capacity::Pj => "pj",
    };
    typeset::Signer {
        title: signer.title.clone(),
        name: signer.name.clone(),
        nip: signer.nip.clone(),
        capacity: capacity.into(),
        line: signer.line.clone(),
    }
}
