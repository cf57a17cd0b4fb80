//! One draft: from the frozen bytes to the page that approvers read.

use std::sync::Arc;

use super::reason::reason;
use crate::config::letters;
use crate::domain::action::{Expects, Render, RenderFailed, What};
use crate::domain::id::{ActionId, ContentHash, RecordId, derived};
use crate::domain::letter::{Letter, LetterState, Page};
use crate::domain::record::Body;
use crate::domain::snapshot::Snapshot;
use crate::server::core::{Core, CoreError, ServerAction};
use crate::server::store::blobs::{BlobError, Blobs};
use crate::server::store::{ReadTx, StoreError};
use crate::server::typeset::{Job, Stage, Typeset, TypesetError, Typesetter};

/// What typesetting drafts works with.
pub struct Drafts {
    /// Records and actions.
    pub core: Core,
    /// Files.
    pub blobs: Blobs,
    /// Who makes pages.
    pub typesetter: Arc<Typesetter>,
}

/// Why a draft was not made now. It is tried again.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The rules' shell.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The files.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The typesetter is not there.
    #[error(transparent)]
    Typesetter(#[from] TypesetError),
}

impl From<StoreError> for RenderError {
    fn from(error: StoreError) -> Self {
        Self::Core(error.into())
    }
}

/// A letter that has no page for its content.
struct Missing {
    letter: Letter,
    version: u64,
    snapshot: ContentHash,
    bytes: Vec<u8>,
}

impl Drafts {
    /// Makes a letter's page unless it has one or needs none. True when it was made or the letter was sent back.
    ///
    /// # Errors
    /// [`RenderError`] when it shall be tried again.
    pub fn draft(&self, letter: RecordId) -> Result<bool, RenderError> {
        let Some(missing) = self.core.store.read(|tx| missing(tx, letter))? else {
            return Ok(false);
        };
        match self.typeset(&missing)? {
            Ok(typeset) => self.keep(&missing, typeset)?,
            Err(error) => match reason(&error) {
                Some(reason) => self.send_back(&missing, reason)?,
                None => return Err(error.into()),
            },
        }
        Ok(true)
    }

    fn typeset(&self, missing: &Missing) -> Result<Result<Typeset, TypesetError>, RenderError> {
        let Ok(snapshot) = Snapshot::read(&missing.bytes) else {
            return Ok(Err(TypesetError::Snapshot { message: "not a snapshot".into() }));
        };
        let Some(template) = template(&self.blobs, snapshot.letter_type.template)? else {
            let file = snapshot.letter_type.slug;
            return Ok(Err(TypesetError::Template { file, line: None, message: "not here".into() }));
        };
        let job = Job { snapshot: missing.bytes.clone(), template, stage: Stage::Draft };
        Ok(self.typesetter.typeset(&job))
    }

    fn keep(&self, missing: &Missing, typeset: Typeset) -> Result<(), RenderError> {
        let pdf = self.blobs.keep(&typeset.pdf)?;
        let (letter, snapshot) = (missing.letter.id, missing.snapshot);
        let cause = derived("render", &[letter.0.as_bytes(), &snapshot.0]);
        self.core.perform(ServerAction {
            id: ActionId::by_server("render", cause, 0),
            actor: None,
            record: Page::id_for(letter, snapshot),
            expects: Expects::New,
            what: What::Render(Render { letter, snapshot, pages: typeset.pages, pdf }),
        })?;
        Ok(())
    }

    fn send_back(&self, missing: &Missing, reason: String) -> Result<(), RenderError> {
        let (letter, snapshot) = (missing.letter.id, missing.snapshot);
        tracing::warn!(%letter, reason, "a draft cannot be typeset");
        // The version is part of it: the same content, forwarded once more, is sent back once more.
        let cause = derived("render_failed", &[letter.0.as_bytes(), &snapshot.0, &missing.version.to_be_bytes()]);
        self.core.perform(ServerAction {
            id: ActionId::by_server("render_failed", cause, 0),
            actor: None,
            record: letter,
            expects: Expects::Version(missing.version),
            what: What::RenderFailed(RenderFailed { snapshot, reason }),
        })?;
        Ok(())
    }
}

/// The source of a template by its hash: kept with the letters, or shipped with the program.
///
/// # Errors
/// When the files cannot be read.
pub fn template(blobs: &Blobs, hash: ContentHash) -> Result<Option<String>, BlobError> {
    let kept = blobs.load(hash)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(kept.or_else(|| letters::template(hash).map(str::to_owned)))
}

fn missing(tx: &dyn ReadTx, id: RecordId) -> Result<Option<Missing>, StoreError> {
    let Some(stored) = tx.load(id)? else { return Ok(None) };
    let record = stored.record().map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let Body::Letter(letter) = record.body else { return Ok(None) };
    let Some(snapshot) = letter.frozen.as_ref().map(|frozen| frozen.snapshot) else { return Ok(None) };
    if letter.state != LetterState::InApproval || tx.load(Page::id_for(id, snapshot))?.is_some() {
        return Ok(None);
    }
    let bytes = tx.snapshot(snapshot)?.unwrap_or_default();
    Ok(Some(Missing { letter, version: record.version, snapshot, bytes }))
}
