//! The server's core.
