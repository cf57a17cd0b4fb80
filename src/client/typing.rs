//! What was typed in edits that the server did not take, as a draft of the form: only the parts that were changed.

use jiff::Timestamp;
use rusqlite::Connection;

use super::store::chain::Chain;
use super::store::{StoreResult, made_on};
use crate::desk::EditDraft;
use crate::domain::action::{Edit, What};
use crate::domain::difference::{self, Part};
use crate::domain::record::Body;

/// What a chain of edits comes to: the last one holds the last value of every part.
pub fn last_edit(whats: &[What]) -> Option<Edit> {
    whats.iter().rev().find_map(|what| match what {
        What::Edit(edit) => Some(edit.clone()),
        _ => None,
    })
}

/// As a draft; none when nothing was typed.
pub fn draft(whats: &[What], base: Option<&Body>, at: Timestamp) -> Option<EditDraft> {
    let edit = last_edit(whats)?;
    let mut draft = EditDraft { at, contact: None, fields: Default::default(), requirements: Default::default() };
    for part in difference::changed(&What::Edit(edit.clone()), base) {
        match part {
            Part::Contact => draft.contact = Some(edit.contact.clone()),
            Part::Field(key) => {
                let value = edit.fields.get(&key).cloned().unwrap_or_default();
                draft.fields.insert(key, value);
            }
            Part::Requirement(key) => {
                let shown = edit.requirements.get(&key).copied().unwrap_or_default();
                draft.requirements.insert(key, shown);
            }
            Part::State | Part::Words(_) => {}
        }
    }
    Some(draft)
}

/// What the actions of a chain are, as far as this program can read them.
pub fn whats(chain: &Chain) -> Vec<What> {
    chain.items().filter_map(|item| item.read().map(|action| action.what)).collect()
}

/// The typing of a chain.
///
/// # Errors
/// When the store cannot be read.
pub fn of_chain(outbox: &Connection, chain: &Chain) -> StoreResult<Option<EditDraft>> {
    let Some(first) = chain.items().find(|item| item.action.kind == "edit") else { return Ok(None) };
    let base = made_on::body(outbox, first.action.id)?;
    Ok(draft(&whats(chain), base.as_ref(), first.action.client_time))
}

/// As it is kept.
pub fn written(draft: &EditDraft) -> String {
    // Texts and maps with text keys: writing them cannot fail.
    serde_json::to_string(draft).unwrap_or_default()
}
