//! What travels between desk and server.
