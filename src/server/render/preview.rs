//! The letter that a request would become, from the server's own records: a preview, nothing is frozen.

use jiff::civil::Date;

use super::template;
use crate::domain::context::{Answer, Context, Need, Stop};
use crate::domain::id::RecordId;
use crate::domain::record::Body;
use crate::domain::rules::snapshot_of;
use crate::domain::snapshot::Snapshot;
use crate::server::core::CoreError;
use crate::server::core::scope::Scope;
use crate::server::store::blobs::{BlobError, Blobs};
use crate::server::store::{ReadTx, Stored};
use crate::server::typeset::{Job, Stage, TypesetError, Typesetter};

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum NoPreview {
    /// No such request, or not for this person, or nobody would sign it.
    #[error("not found")]
    NotFound,
    /// The records.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The files.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The typesetter.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

impl From<crate::server::store::StoreError> for NoPreview {
    fn from(error: crate::server::store::StoreError) -> Self {
        Self::Core(error.into())
    }
}

/// Composes the snapshot that forwarding this request on that day would freeze.
///
/// # Errors
/// [`NoPreview::NotFound`] also for what this person may not see.
pub fn compose(tx: &dyn ReadTx, scope: &Scope, request: RecordId, prepared_on: Date) -> Result<Snapshot, NoPreview> {
    let Some(Body::Request(request)) = seen(tx, scope, request)?.map(|(_, body)| body) else {
        return Err(NoPreview::NotFound);
    };
    let mut context = Context::default();
    loop {
        match snapshot_of(&request, prepared_on, &context) {
            Ok(snapshot) => return Ok(snapshot),
            Err(Stop::Need(need)) => answer(tx, scope, need, &mut context)?,
            Err(_) => return Err(NoPreview::NotFound),
        }
    }
}

/// The preview as a PDF, marked as a draft on every page.
///
/// # Errors
/// [`NoPreview::Typeset`] says why this letter cannot be typeset.
pub fn pdf(typesetter: &Typesetter, blobs: &Blobs, snapshot: &Snapshot) -> Result<Vec<u8>, NoPreview> {
    let missing =
        || TypesetError::Template { file: snapshot.letter_type.slug.clone(), line: None, message: "not here".into() };
    let template = template(blobs, snapshot.letter_type.template)?.ok_or_else(missing)?;
    let job = Job { snapshot: snapshot.canonical(), template, stage: Stage::Preview };
    Ok(typesetter.typeset(&job)?.pdf)
}

fn seen(tx: &dyn ReadTx, scope: &Scope, id: RecordId) -> Result<Option<(u64, Body)>, CoreError> {
    let Some(stored) = tx.load(id)? else { return Ok(None) };
    let (version, body) = read(&stored)?;
    Ok(scope.sees(&body.streams()).then_some((version, body)))
}

fn read(stored: &Stored) -> Result<(u64, Body), CoreError> {
    let record = stored.record().map_err(|error| CoreError::Unreadable(stored.id, error))?;
    Ok((record.version, record.body))
}

fn answer(tx: &dyn ReadTx, scope: &Scope, need: Need, context: &mut Context) -> Result<(), NoPreview> {
    match need {
        Need::Record(id) => {
            let record = seen(tx, scope, id)?.map(|(version, body)| crate::domain::record::Record { version, body });
            context.put_record(id, record.map_or(Answer::Nothing, Answer::Known));
        }
        Need::Officials(office) => {
            let mut officials = Vec::new();
            for stored in tx.officials(office)? {
                if let (_, Body::Official(official)) = read(&stored)? {
                    officials.push(official);
                }
            }
            context.put_officials(office, Answer::Known(officials));
        }
        // Composing asks for nothing else.
        Need::Times | Need::Predecessor(_) | Need::Signing(_) | Need::Opened { .. } => return Err(NoPreview::NotFound),
    }
    Ok(())
}
