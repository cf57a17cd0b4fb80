//! The terminal desk.

pub mod app;
pub mod backend;
pub mod command;
pub mod context;
pub mod decision;
mod digits;
pub mod effect;
pub mod event;
mod frame;
pub mod glyphs;
pub mod keymap;
pub mod keys;
mod layers;
pub mod layout;
pub mod paint;
pub mod port;
pub mod screens;
mod secret;
mod split;
mod text;
pub mod theme;
mod widgets;
