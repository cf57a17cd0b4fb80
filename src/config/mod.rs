//! What an office may change: what ships is embedded, a file overrides it.

pub mod desk;
pub mod letters;
pub mod regions;
pub mod server;
pub mod template;
