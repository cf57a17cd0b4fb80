//! The terminal desk.

pub mod backend;
pub mod decision;
pub mod glyphs;
pub mod keys;
pub mod text;
pub mod theme;
