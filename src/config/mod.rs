//! What an office may change.
