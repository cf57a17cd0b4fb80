//! The server's typeset.
