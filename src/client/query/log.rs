//! The office's log: who saw whose numbers, and why.

use super::Look;
use crate::client::store::{rows, streams};
use crate::desk::{DeskError, LogRow};
use crate::domain::office::Role;
use crate::domain::record::{Body, Record};
use crate::domain::refusal::Refusal;
use crate::domain::stream::StreamId;

/// Only for whoever holds the stream: another desk knows no more than its own last entries.
pub(super) fn newest(look: &Look<'_>) -> Result<Vec<LogRow>, DeskError> {
    let held = streams::held(look.cache)?;
    if !held.iter().any(|stream| matches!(stream, StreamId::OfficeLog(_))) {
        return Err(DeskError::Refused(Refusal::NotAllowed { role: Role::Admin }));
    }
    let mut list = Vec::new();
    for id in rows::reveals::newest(look.cache)? {
        let found = look.stored(id)?.and_then(|stored| stored.record());
        let Some(Record { body: Body::Reveal(reveal), .. }) = found else { continue };
        let resident = look.resident(reveal.resident)?;
        list.push(LogRow {
            id,
            at: reveal.at,
            by: look.name(reveal.person)?.unwrap_or_default(),
            resident: reveal.resident,
            name: resident.as_ref().map(|resident| resident.name.clone()).unwrap_or_default(),
            nik: resident.map(|resident| resident.nik),
            purpose: reveal.purpose,
            text: reveal.text,
        });
    }
    Ok(list)
}
