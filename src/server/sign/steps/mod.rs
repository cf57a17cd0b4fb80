//! The six steps of an electronic signature, each durable before the next.
//!
//! After a crash at any point a letter is either waiting, signed once, or in doubt: what each step leaves
//! behind is enough for [`super::roll_forward`] to tell which. No lock and no transaction is held in steps
//! 2 to 5. `Env::reached` names every point between them.

mod check;
mod commit;
pub mod gateway;
mod intent;
mod prepare;
mod reserve;

use secrecy::SecretString;
use uuid::Uuid;

use super::ledger::{Attempt, AttemptState};
use super::signing::Signing;
use crate::domain::id::{ContentHash, PersonId, RecordId};
use crate::wire::signatures::SignOutcome;

pub(super) use check::check;
pub use commit::NotIssued;
pub(super) use commit::{commit, doubt};

/// One letter to be signed.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The task.
    pub task: RecordId,
    /// What the signer read.
    pub snapshot: ContentHash,
    /// Who signs.
    pub person: PersonId,
    /// In which batch.
    pub batch: Uuid,
    /// Whether the signer had read it to its last line, as their desk says.
    pub read: bool,
}

/// Signs one letter, as far as it goes.
pub fn sign(signing: &Signing, order: &Order, passphrase: &SecretString) -> SignOutcome {
    match all_steps(signing, order, passphrase) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

/// An outcome that ends the way early is an `Err`.
fn all_steps(signing: &Signing, order: &Order, passphrase: &SecretString) -> Result<SignOutcome, SignOutcome> {
    let reserved = reserve::reserve(signing, order)?;
    let ready = prepare::prepare(signing, order, &reserved)?;
    signing.env.reached("prepare");

    let _taken = signing.in_flight.take(order.task);
    let attempt = intent::intent(signing, order, &reserved, &ready)?;
    signing.env.reached("intent");
    intent::still_wanted(signing, &attempt)?;
    signing.env.reached("signing");

    let signed = gateway::sign(signing, &attempt, &ready, passphrase)?;
    signing.env.reached("sign");

    let pdf = check::check_and_keep(signing, &attempt, &ready.pdf, &signed)?;
    signing.env.reached("keep");

    let signed = Attempt { state: AttemptState::Signed { pdf }, ..attempt };
    commit::commit(signing, &signed, pdf).map_err(|error| {
        tracing::error!(task = %order.task, %error, "a signed letter is not issued yet");
        SignOutcome::InDoubt
    })?;
    signing.env.reached("commit");
    Ok(SignOutcome::Signed { number: reserved.number.text, pdf })
}

/// Nothing was signed, and the reason lies with us.
fn not_prepared(code: &str) -> SignOutcome {
    SignOutcome::NotPrepared { code: code.to_owned() }
}

/// A store failed before anything was signed.
fn storage(step: &'static str) -> impl Fn(&dyn std::fmt::Display) -> SignOutcome {
    move |error| {
        tracing::error!(step, %error, "signing stopped");
        not_prepared("storage")
    }
}
