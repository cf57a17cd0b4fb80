//! Step 1: everything is checked again, and the letter gets its number, date and token.
//!
//! One transaction; then the number is entered in the ledger, before anything of it leaves the house.

use super::{Order, not_prepared, storage};
use crate::domain::action::{Verify, What};
use crate::domain::id::{ActionId, derived};
use crate::domain::letter::Letter;
use crate::domain::numbering::Number;
use crate::domain::task::Task;
use crate::server::core::CoreError;
use crate::server::sign::ledger::LedgerError;
use crate::server::sign::signing::Signing;
use crate::server::store::Given;
use crate::wire::actions::ActionResult;
use crate::wire::signatures::SignOutcome;

/// A letter that has all that it is signed with.
pub(super) struct Reserved {
    pub task: Task,
    pub letter: Letter,
    pub number: Number,
    pub date: jiff::civil::Date,
    pub token: String,
}

pub(super) fn reserve(signing: &Signing, order: &Order) -> Result<Reserved, SignOutcome> {
    let failed = storage("reserve");
    let meta = signing.core.store.read(|tx| tx.meta()).map_err(|error| failed(&error))?;
    if meta.signing_locked {
        return Err(not_prepared("locked"));
    }
    // Derived from task and batch: a batch asks once, and a later one is judged anew.
    let cause = derived("reserve", &[order.task.0.as_bytes(), order.batch.as_bytes()]);
    let what = What::Reserve(Verify { snapshot: order.snapshot });
    let result = signing
        .decide(ActionId::by_server("reserve", cause, 0), Some(order.person), order.task, what)
        .map_err(|error| match error {
            CoreError::SigningLocked => not_prepared("locked"),
            other => failed(&other),
        })?;
    match result {
        ActionResult::Applied { .. } => {}
        ActionResult::Refused { refusal } => return Err(SignOutcome::Refused { refusal }),
        ActionResult::Conflict { .. } => return Err(SignOutcome::Conflict),
        _ => return Err(not_prepared("not_reserved")),
    }
    signing.env.reached("reserve");
    let reserved = load(signing, order)?;
    enter(signing, &reserved)?;
    Ok(reserved)
}

fn load(signing: &Signing, order: &Order) -> Result<Reserved, SignOutcome> {
    let failed = storage("reserve");
    let missing = || not_prepared("not_reserved");
    let task = signing.task(order.task).map_err(|error| failed(&error))?.ok_or_else(missing)?;
    let letter = signing.letter(task.letter).map_err(|error| failed(&error))?.ok_or_else(missing)?;
    let number = letter.number.clone().ok_or_else(missing)?;
    let date = letter.date.ok_or_else(missing)?;
    let token = letter.token.clone().ok_or_else(missing)?;
    Ok(Reserved { task, letter, number, date, token })
}

fn enter(signing: &Signing, reserved: &Reserved) -> Result<(), SignOutcome> {
    let Number { counter, year, n, text } = reserved.number.clone();
    let (office, letter) = (reserved.letter.office, reserved.letter.id);
    let given = Given { office, book: counter.clone(), counter, year, n, text, letter };
    signing.ledger.enter_numbers(&[given]).map_err(|error| match error {
        // The ledger knows another owner: no guess is made which of the stores is right.
        LedgerError::NumberTaken => not_prepared("number_taken"),
        other => storage("reserve")(&other),
    })
}
