//! What comes in is looked at before it is decided: text from outside is hostile.

use crate::domain::action::{UnknownAction, What, read};
use crate::domain::refusal::Refusal;
use crate::domain::text::clean_value;
use crate::wire::actions::Action as WireAction;

/// Why an action is not decided at all.
pub(super) enum Turned {
    /// The bytes are kept for a person to look at; the reason holds no data.
    Quarantined(&'static str),
    /// Against the rules whatever the records say.
    Refused(Refusal),
}

/// Reads an action's data. The bytes are stored as they came, so dirty text is refused and not cleaned: a
/// desk cleans before it queues.
pub(super) fn read_data(action: &WireAction) -> Result<What, Turned> {
    let what = read(&action.kind, action.v, action.data.as_bytes()).map_err(|unknown| {
        Turned::Quarantined(match unknown {
            UnknownAction::Kind => "unknown_kind",
            UnknownAction::Form(_) => "unreadable_data",
        })
    })?;
    let Ok(value) = serde_json::from_str::<serde_json::Value>(&action.data) else {
        return Err(Turned::Quarantined("unreadable_data"));
    };
    let mut clean = value.clone();
    clean_value(&mut clean);
    if clean == value { Ok(what) } else { Err(Turned::Refused(Refusal::BadData { what: "text".into() })) }
}
