//! Small parts of forms and dialogs.

pub mod field;
pub mod finder;
pub mod qr;
