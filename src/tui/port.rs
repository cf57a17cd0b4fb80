//! What the terminal desk needs from the rest of the program. Screens never see it: effects run on it.

use secrecy::SecretString;

use super::context::Credentials;
use crate::desk::{Command, DeskError, Done, Found, Query, SignItem, SignStep, Who};

/// The desk behind the screens. Every method may block: none is called by the loop itself.
pub trait Port: Send + Sync + 'static {
    /// Answers from the local store.
    ///
    /// # Errors
    /// `not_here` when the record has not arrived, `logged_out` when nobody is at the desk.
    fn query(&self, query: Query) -> Result<Found, DeskError>;

    /// Does it: durable when this returns.
    ///
    /// # Errors
    /// A refusal that is certain here; nothing was queued then.
    fn perform(&self, command: Command) -> Result<Done, DeskError>;

    /// Signs a batch; steps arrive as they happen, [`SignStep::Ended`] is the last.
    ///
    /// # Errors
    /// When the batch could not be started: nothing was signed.
    fn sign(
        &self,
        items: Vec<SignItem>,
        passphrase: SecretString,
        step: &mut dyn FnMut(SignStep),
    ) -> Result<(), DeskError>;

    /// Stops the running batch after its current letter.
    fn cancel_sign(&self);

    /// Logs in, or unlocks without a line, and makes this person's desk the one that is asked.
    ///
    /// # Errors
    /// `wrong_password`, or `offline` for a stranger without a line.
    fn login(&self, credentials: Credentials) -> Result<Who, DeskError>;

    /// Sets the PIN that opens this person's desk on this machine.
    ///
    /// # Errors
    /// `bad_pin`, `storage`.
    fn set_pin(&self, pin: &SecretString) -> Result<(), DeskError>;

    /// Nobody is at the desk until the next login. What is unsent stays.
    fn lock(&self);

    /// The program ends: what rests is sent now. Takes no longer than a moment, also without a line.
    fn leave(&self) {}

    /// Somebody presses keys while the line is down: it may be tried at once.
    fn try_line(&self);

    /// Blocks until something visible has changed; false when nothing ever will again.
    fn changed(&self) -> bool;
}
