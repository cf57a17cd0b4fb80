//! The same letter for several people in one go: who is left out, and why.

use jiff::Timestamp;

use super::id::RecordId;
use super::record::Moment;
use super::refusal::Refusal;
use super::request::Request;
use super::resident::Resident;
use super::rules::can_be_served;

/// Why no letter is made for one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The rules refuse it.
    Refused(Refusal),
    /// It would repeat an earlier one.
    Repeats {
        /// The earlier one's queue number.
        queue: String,
        /// When that was made; none for one that was made here just now.
        at: Moment,
    },
}

impl LeftOut {
    /// The stable code: the refusal's, or that it would repeat another.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(why) => why.code(),
            Self::Repeats { .. } => "repeated",
        }
    }

    /// Whether it still holds. The same letter is made again for a reason; what the rules refuse is never made.
    pub fn holds(&self, reason: &str) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::Repeats { .. } => reason.trim().is_empty(),
        }
    }
}

/// Whether one of several is left out: `earlier` are the requests about them. Without a kind of letter only
/// those who cannot be served at all are.
pub fn left_out(
    subject: &Resident,
    applicant: &Resident,
    earlier: &[Request],
    letter_type: Option<RecordId>,
    now: Timestamp,
) -> Option<LeftOut> {
    if let Err(why) = can_be_served(subject).and_then(|()| can_be_served(applicant)) {
        return Some(LeftOut::Refused(why));
    }
    let letter_type = letter_type?;
    let repeated = earlier.iter().find(|request| request.is_repeated_by(letter_type, subject.id, now))?;
    Some(LeftOut::Repeats { queue: repeated.queue.clone(), at: repeated.submitted })
}
