//! Key scripts over the real app and a desk of plain data: keys in, commands and screen text out.

mod approver;
mod burst;
mod bytes;
mod counter;
mod counter_desk;
pub mod desk;
mod dialogs;
mod finding;
mod guide;
mod held_key;
mod home;
mod hostile;
mod inbox;
mod login;
mod operator;
mod palette;
mod pictures;
mod scenes;
mod script;
mod sides;
mod sizes;
mod snapshots;
mod sync;
mod terminal;
mod together;
mod undo;
mod walkin;

use script::Journey;
