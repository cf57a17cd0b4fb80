//! Saved views of the archive. They live beside the outbox: they exist only here, and a cache that is made
//! again leaves them alone.

use rusqlite::{Connection, params};

use super::error::StoreResult;
use crate::desk::SavedView;

/// Keeps a view under its letter; one that shows everything is dropped.
///
/// # Errors
/// When it cannot be stored.
pub fn save(outbox: &Connection, view: &SavedView) -> StoreResult<()> {
    let letter = view.letter.to_lowercase().to_string();
    if view.filter.is_empty() && view.words.trim().is_empty() {
        outbox.execute("DELETE FROM view WHERE letter = ?1", [letter])?;
        return Ok(());
    }
    outbox.execute(
        "INSERT INTO view (letter, view) VALUES (?1, ?2) ON CONFLICT (letter) DO UPDATE SET view = ?2",
        params![letter, serde_json::to_string(view)?],
    )?;
    Ok(())
}

/// All of them, by their letters.
///
/// # Errors
/// When they cannot be read.
pub fn all(outbox: &Connection) -> StoreResult<Vec<SavedView>> {
    let mut statement = outbox.prepare_cached("SELECT view FROM view ORDER BY letter")?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    // One that a newer program wrote in another way is left alone and not shown.
    Ok(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}
