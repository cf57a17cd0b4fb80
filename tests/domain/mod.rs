//! The rules as one table and as laws.

mod approver;
mod fences;
mod laws;
mod life;
mod reveals;
mod table;
mod undo;
pub mod world;
