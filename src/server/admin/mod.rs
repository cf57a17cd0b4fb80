//! The server's admin.
