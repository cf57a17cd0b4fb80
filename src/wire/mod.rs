//! What travels between desk and server: JSON over HTTP, described by `/openapi.json`.
//!
//! Bytes that are hashed (change headers, bodies, action data) travel as JSON strings holding those very
//! bytes and are never written again.

pub mod actions;
pub mod blobs;
pub mod chain;
pub mod feed;
pub mod problem;
pub mod session;
pub mod signatures;
pub mod verify;

/// The protocol version this program speaks.
pub const PROTOCOL: u32 = 1;

/// At most this many actions in one batch.
pub const MOST_ACTIONS: usize = 50;
/// At most this many bytes of a request body, after decompression.
pub const MOST_BODY: usize = 1024 * 1024;
/// At most this many bytes of one blob.
pub const MOST_BLOB: usize = 10 * 1024 * 1024;
/// At most this many changes in one page of the feed.
pub const MOST_CHANGES: u32 = 500;
/// At most this many letters in one signing batch.
pub const MOST_SIGNATURES: usize = 100;
/// The longest a feed request is held, in seconds.
pub const LONGEST_WAIT: u64 = 25;
