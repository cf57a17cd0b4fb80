//! Names of forms, by which drafts are kept.

/// Walk-in entry; its record is the applicant.
pub const NEW_REQUEST: &str = "new_request";
