//! Key scripts over the real app and a desk of plain data: keys in, commands and screen text out.

mod approver;
mod bytes;
pub mod desk;
mod held_key;
mod hostile;
mod inbox;
mod login;
mod operator;
mod script;
mod sizes;
mod sync;
mod terminal;

use script::Journey;
