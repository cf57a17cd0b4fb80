//! What the undo key would take back, and the redo key would do again.

use super::{Look, sync_items};
use crate::client::command::undo::{last, last_undone, way_back};
use crate::client::store::undo::leaves_no_trace;
use crate::desk::{DeskError, DoneAgain, TakeBack, UndoView, Way};

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
    let again = match last_undone(look.outbox, now)? {
        None => None,
        Some(undone) => {
            let about = sync_items::words(look, undone.record)?;
            Some(DoneAgain { kind: undone.what.kind().to_owned(), about })
        }
    };
    Ok(UndoView { back, again })
}
