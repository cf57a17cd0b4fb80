//! Names of forms, by which drafts are kept.

/// Walk-in entry; its record is the applicant.
pub const NEW_REQUEST: &str = "new_request";

/// The same for several people; without a record: each person at the desk has one at most.
pub const NEW_TOGETHER: &str = "new_together";
