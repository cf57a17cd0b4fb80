//! Bulk data: many records in one transaction, with the same chain as everything else.

use std::sync::Arc;

use super::append::{Because, append};
use super::{CoreError, numbers};
use crate::domain::id::ActionId;
use crate::domain::letter::Letter;
use crate::domain::office::date_of;
use crate::domain::outcome::Change;
use crate::domain::record::Body;
use crate::env::Env;
use crate::server::store::{NewAction, Store, Tx};

/// Writes records as they are, as one action of the server; a record that is there already gets its next
/// version. Numbers in letters are entered in their books, so a counter goes on behind them. Snapshots and
/// files that they refer to are the caller's.
///
/// # Errors
/// When one of them cannot be kept; then none is.
pub fn import(store: &Store, env: &dyn Env, bodies: Vec<Body>) -> Result<(), CoreError> {
    let bodies = Arc::new(bodies);
    let (now, id) = (env.now(), ActionId(env.new_id()));
    store.write(move |tx| {
        let bytes = format!(r#"{{"id":"{id}","kind":"import","v":1,"records":{}}}"#, bodies.len());
        tx.insert_action(&NewAction { id, from: None, actor: None, bytes, at: now })?;
        let mut changes = Vec::with_capacity(bodies.len());
        for body in bodies.iter() {
            let base = tx.load(body.id())?;
            if let (Body::Letter(letter), None) = (body, &base) {
                enter(tx, letter)?;
            }
            changes.push(Change { base: base.map(|stored| stored.version), body: body.clone() });
        }
        let positions = append(tx, &changes, Because { action: id, actor: None, at: now })?;
        tx.put_result(id, &format!(r#"{{"is":"imported","changes":{}}}"#, positions.len()))?;
        Ok(())
    })
}

fn enter(tx: &mut dyn Tx, letter: &Letter) -> Result<(), CoreError> {
    if let Some(number) = &letter.number {
        tx.enter_number(&numbers::of_letter(letter, number))?;
    }
    if let Some(arrival) = letter.arrival.as_ref().filter(|arrival| arrival.agenda > 0) {
        let day = arrival.received.map(date_of).or(letter.date);
        if let Some(day) = day {
            tx.enter_number(&numbers::of_agenda(letter, arrival.agenda, day.year()))?;
        }
    }
    Ok(())
}
