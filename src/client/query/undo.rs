//! What the undo key would take back, and the redo key would do again.

use super::{Look, sync_items};
use crate::client::command::undo::{last, last_undone, way_back};
use crate::client::store::undo::leaves_no_trace;
use crate::desk::{AskedBack, DeskError, DoneAgain, TakeBack, UndoView, Way};
use crate::domain::record::Body;
use crate::domain::undo::is_back;

/// What they would do now.
pub(super) fn view(look: &Look<'_>) -> Result<UndoView, DeskError> {
    let now = look.here;
    let back = match last(look.outbox, now)? {
        None => None,
        Some(item) => {
            let way = if leaves_no_trace(look.outbox, &item)? {
                Way::NoTrace
            } else {
                match way_back(look.outbox, look.cache, look.actor, &item)? {
                    Ok(what) => Way::By(what.kind().to_owned()),
                    Err(refusal) => Way::Cannot(refusal),
                }
            };
            let about = sync_items::words(look, item.action.record)?;
            Some(TakeBack {
                action: item.action.id,
                record: item.action.record,
                kind: item.action.kind.clone(),
                about,
                way,
            })
        }
    };
    let Some(undone) = last_undone(look.outbox, now)? else {
        return Ok(UndoView { back, ..UndoView::default() });
    };
    let about = sync_items::words(look, undone.record)?;
    let body = look.stored(undone.record)?.and_then(|stored| stored.record()).map(|record| record.body);
    let open = body.as_ref().is_none_or(|body| is_back(&undone.what, body));
    Ok(UndoView {
        back,
        again: open.then(|| DoneAgain { kind: undone.what.kind().to_owned(), about: about.clone() }),
        asked: asked(look, body.as_ref(), about)?,
    })
}

/// Who has been asked for what was taken back.
fn asked(look: &Look<'_>, body: Option<&Body>, about: String) -> Result<Option<AskedBack>, DeskError> {
    let letter = match body {
        Some(Body::Request(request)) => request.letter,
        Some(Body::Task(task)) => Some(task.letter),
        _ => None,
    };
    let Some((task, asked)) = letter.map(|id| look.asked_back(id)).transpose()?.flatten() else { return Ok(None) };
    let name = look.name(task.person)?.unwrap_or_default();
    Ok(Some(AskedBack { about, name, at: asked.at }))
}
