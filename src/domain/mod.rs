//! The rules of the office, pure: no I/O, no clock, no randomness.
//!
//! Nouns have a file each; what can happen to them is in [`action`]; [`decide`] judges one action with the
//! answers of a [`context`], by the [`rules`], and gives an [`outcome`] or a [`refusal`]. The desk runs it to
//! show the result at once, the server runs it to decide.

pub mod action;
pub mod calendar;
pub mod card;
pub mod casing;
pub mod context;
pub mod counters;
pub mod decide;
pub mod difference;
pub mod handing;
pub mod id;
pub mod letter;
pub mod letter_text;
pub mod letter_type;
pub mod look_at;
pub mod money;
pub mod nik;
pub mod numbering;
pub mod oddity;
pub mod office;
pub mod outcome;
pub mod policy;
pub mod quality;
pub mod queue_number;
pub mod record;
pub mod refusal;
pub mod request;
pub mod resident;
pub mod reveal;
pub mod rules;
pub mod snapshot;
pub mod stream;
pub mod task;
pub mod text;
pub mod together;
pub mod turnaround;
pub mod typed_day;
pub mod understood;
pub mod undo;
