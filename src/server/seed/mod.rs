//! The server's seed.
