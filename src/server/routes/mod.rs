//! The server's routes.
