//! Signing: numbers and signatures in a ledger, the six steps of a signature, PDF signatures themselves, who
//! may make them, and how they are checked.

mod agreement;
mod authorities;
pub mod batch;
mod batch_again;
pub mod check;
pub mod demo_ca;
mod found;
pub mod inspect;
pub mod ledger;
mod ledger_schema;
pub mod ledger_sqlite;
pub mod local;
pub mod pades;
mod passphrase;
pub mod resolve;
pub mod roll_forward;
pub mod signer;
pub mod signing;
pub mod steps;
mod trust;
mod x509;

pub use agreement::Disagreement;
pub use authorities::authorities;
