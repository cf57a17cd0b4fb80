//! The desk without its screens.
