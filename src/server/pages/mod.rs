//! Pages for people without our program: what a QR code leads to.
//!
//! No script, nothing from elsewhere, under 30 KB: they open on any phone and any line.

mod html;
pub mod lookup;
pub mod masked;
pub mod upload;
pub mod verify;
