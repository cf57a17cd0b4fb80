//! The rules of the office, pure.
