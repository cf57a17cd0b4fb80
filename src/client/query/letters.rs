//! Letters that came in, and letters issued here.

use super::Look;
use crate::client::store::cache::Stored;
use crate::client::store::{StoreResult, rows};
use crate::desk::{DeskError, InboxRow, LetterView};
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::record::{Body, Record};

fn find(look: &Look<'_>, id: RecordId) -> StoreResult<Option<(Stored, Letter)>> {
    let Some(stored) = look.stored(id)? else { return Ok(None) };
    Ok(match stored.record() {
        Some(Record { body: Body::Letter(letter), .. }) => Some((stored, letter)),
        _ => None,
    })
}

pub(super) fn inbox(look: &Look<'_>) -> Result<Vec<InboxRow>, DeskError> {
    let mut list = Vec::new();
    for id in rows::letters::newest(look.cache)? {
        if let Some((stored, letter)) = find(look, id)? {
            list.push(row(look, &stored, &letter)?);
        }
    }
    Ok(list)
}

fn row(look: &Look<'_>, stored: &Stored, letter: &Letter) -> StoreResult<InboxRow> {
    let arrival = letter.arrival.as_ref();
    let sender = match arrival {
        Some(arrival) => arrival.sender.clone(),
        None => look.office_name(letter.office)?,
    };
    Ok(InboxRow {
        id: letter.id,
        version: stored.version,
        agenda: arrival.map_or(0, |arrival| arrival.agenda),
        sender,
        subject: letter.subject.clone(),
        date: letter.date,
        received: arrival.and_then(|arrival| arrival.received),
        urgency: letter.urgency,
        unread: !look.has_read(letter.id)?,
        followed_up: matches!(letter.state, LetterState::FollowedUp(_)),
        pending: look.is_pending(letter.id)?,
    })
}

pub(super) fn view(look: &Look<'_>, id: RecordId) -> Result<LetterView, DeskError> {
    let Some((stored, letter)) = find(look, id)? else { return Err(look.missing(id)?) };
    // A letter that came in has no snapshot: its page is that of its file.
    let content = letter.frozen.as_ref().map(|frozen| frozen.snapshot).or(letter.pdf);
    let page = content.map(|content| look.page_of(id, content)).transpose()?.flatten();
    let by = match &letter.state {
        LetterState::FollowedUp(why) | LetterState::Voided(why) => why.by,
        _ => None,
    };
    Ok(LetterView {
        row: row(look, &stored, &letter)?,
        pages: page.map(|page| page.pages),
        by: by.map(|person| look.name(person)).transpose()?.flatten(),
        file_here: letter.pdf.is_some_and(|hash| look.has_file(hash)),
        letter,
    })
}
