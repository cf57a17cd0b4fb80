//! The server's pages.
