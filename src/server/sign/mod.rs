//! The server's sign.
