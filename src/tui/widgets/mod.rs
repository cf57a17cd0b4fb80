//! Small parts of forms and dialogs.

pub mod field;
