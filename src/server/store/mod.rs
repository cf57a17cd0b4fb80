//! The server's store.
