//! A request (permohonan) is a citizen's wish for a letter; a claim says who is at it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::handing::{Handed, Told};
use super::id::{DeviceId, OfficeId, PersonId, RecordId};
use super::look_at::SAME_KIND_WITHIN;
use super::record::{Moment, Rest};

/// Where a request came from. People in the room come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Loket: the citizen is in the room.
    Counter,
    /// RT, RW or kepala dusun on their phone.
    Neighbourhood,
    /// The citizen's own page.
    Online,
    /// Titipan: another portal.
    Portal,
    /// By telephone.
    Telephone,
}

/// What was shown of a requirement. Ticking only ever raises it, so two ticks commute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Belum.
    #[default]
    Missing,
    /// Fotokopi.
    Copy,
    /// Asli ditunjukkan.
    Original,
}

impl Shown {
    /// What the next press of a key makes of it: what is shown most often comes first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Missing => Self::Original,
            Self::Original => Self::Copy,
            Self::Copy => Self::Missing,
        }
    }
}

/// Who did a thing, why, and when by the server's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The person; none when the server itself did it.
    pub by: Option<PersonId>,
    /// In their words.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// Where a request is. Every state says who must act now ([`RequestState::owner`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum RequestState {
    /// Came in; an operator checks it.
    Submitted,
    /// An approver, or the server, sent it back to the operator.
    Returned(Because),
    /// Something is missing that the applicant must bring; lapses after 30 days.
    WaitingApplicant(Because),
    /// Another office must act first: RT/RW, kecamatan.
    WaitingOffice(Because),
    /// With the verifier of this step, counted from 0.
    Verification {
        /// Which link of the chain.
        step: u8,
    },
    /// With the signer, electronically.
    Signature,
    /// With the signer, in ink.
    Ink,
    /// The signing service did not answer: nobody knows yet.
    InDoubt,
    /// Numbered and signed.
    Issued,
    /// Handed to the citizen.
    HandedOver(Handed),
    /// Ended: refused by the office.
    Refused(Because),
    /// Ended: withdrawn.
    Cancelled(Because),
}

/// Who must act now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An operator of the office.
    Operator,
    /// The verifier whose task is open.
    Verifier,
    /// The signer whose task is open.
    Signer,
    /// The citizen.
    Applicant,
    /// Somebody in another office.
    OtherOffice,
    /// A person with evidence, by the rules of an outcome in doubt.
    Resolver,
    /// Nobody: it has ended.
    Nobody,
}

/// How an operator may end a request where it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The office may refuse it; its applicant may withdraw it as well.
    Refuse,
    /// Its applicant may withdraw it: the office's word is with somebody behind the operator.
    Cancel,
}

impl RequestState {
    /// Why it stands as it does, where somebody gave a reason.
    pub fn because(&self) -> Option<&Because> {
        match self {
            Self::Returned(why)
            | Self::WaitingApplicant(why)
            | Self::WaitingOffice(why)
            | Self::Refused(why)
            | Self::Cancelled(why) => Some(why),
            _ => None,
        }
    }

    /// Who must act now.
    pub fn owner(&self) -> Owner {
        match self {
            Self::Submitted | Self::Returned(_) | Self::Issued => Owner::Operator,
            Self::WaitingApplicant(_) => Owner::Applicant,
            Self::WaitingOffice(_) => Owner::OtherOffice,
            Self::Verification { .. } => Owner::Verifier,
            Self::Signature | Self::Ink => Owner::Signer,
            Self::InDoubt => Owner::Resolver,
            Self::HandedOver(_) | Self::Refused(_) | Self::Cancelled(_) => Owner::Nobody,
        }
    }

    /// Whether the operator may edit, forward, return or refuse it.
    pub fn with_operator(&self) -> bool {
        matches!(self, Self::Submitted | Self::Returned(_))
    }

    /// Whether somebody behind the operator has it: a verifier or the signer.
    pub fn in_approval(&self) -> bool {
        matches!(self, Self::Verification { .. } | Self::Signature | Self::Ink)
    }

    /// With the operator, or with the applicant or another office who may come back any minute.
    pub fn at_the_counter(&self) -> bool {
        self.with_operator() || matches!(self, Self::WaitingApplicant(_) | Self::WaitingOffice(_))
    }

    /// How the operator may end it; none where nobody at the counter may.
    pub fn ends(&self) -> Option<End> {
        if self.at_the_counter() { Some(End::Refuse) } else { self.in_approval().then_some(End::Cancel) }
    }

    /// Whether the time promised to the citizen runs: the letter is not there yet, and it is for the office to act.
    pub fn promise_runs(&self) -> bool {
        match self {
            Self::Submitted
            | Self::Returned(_)
            | Self::Verification { .. }
            | Self::Signature
            | Self::Ink
            | Self::InDoubt => true,
            Self::WaitingApplicant(_)
            | Self::WaitingOffice(_)
            | Self::Issued
            | Self::HandedOver(_)
            | Self::Refused(_)
            | Self::Cancelled(_) => false,
        }
    }

    /// A stable name for tables, filters and refusals.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned(_) => "returned",
            Self::WaitingApplicant(_) => "waiting_applicant",
            Self::WaitingOffice(_) => "waiting_office",
            Self::Verification { .. } => "verification",
            Self::Signature => "signature",
            Self::Ink => "ink",
            Self::InDoubt => "in_doubt",
            Self::Issued => "issued",
            Self::HandedOver(_) => "handed_over",
            Self::Refused(_) => "refused",
            Self::Cancelled(_) => "cancelled",
        }
    }
}

/// A remark by a colleague; a set of them, so that two remarks commute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who.
    pub by: PersonId,
    /// What.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// The remark that the applicant has read what the letter will say, before it goes on.
pub const READ_BY_APPLICANT: &str = "Dibaca pemohon";

/// A citizen's request for a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its record's id.
    pub id: RecordId,
    /// The office it was made to.
    pub office: OfficeId,
    /// "A-07": counter letter and running number of the day.
    pub queue: String,
    /// Where it came from.
    pub channel: Channel,
    /// When it came in.
    pub submitted: Moment,
    /// Kind of letter.
    pub letter_type: RecordId,
    /// Who asks.
    pub applicant: RecordId,
    /// Whom the letter is about.
    pub subject: RecordId,
    /// Telephone, may be empty.
    pub contact: String,
    /// The type's fields, by key.
    pub fields: BTreeMap<String, String>,
    /// The type's requirements, by key.
    pub requirements: BTreeMap<String, Shown>,
    /// Where it is.
    pub state: RequestState,
    /// The letter made from it, once it was forwarded.
    pub letter: Option<RecordId>,
    /// Remarks by the id of the action that made them.
    #[serde(default)]
    pub notes: BTreeMap<String, Note>,
    /// Since when its letter can be fetched.
    #[serde(default)]
    pub ready: Moment,
    /// How the applicant was told what is missing, since it was returned last, by the id of the action.
    #[serde(default)]
    pub told: BTreeMap<String, Told>,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Request {
    /// Whether a new request of this kind for this person, made now, would repeat this one: it was made within
    /// seven days and was not refused or withdrawn. What has no time yet was made here just now.
    pub fn is_repeated_by(&self, letter_type: RecordId, subject: RecordId, now: Timestamp) -> bool {
        let given_up = matches!(self.state, RequestState::Refused(_) | RequestState::Cancelled(_));
        let recent = self.submitted.is_none_or(|at| now.duration_since(at) < SAME_KIND_WITHIN);
        self.letter_type == letter_type && self.subject == subject && recent && !given_up
    }

    /// Until when the letter was promised; none while the server has not said when the request came in.
    pub fn due(&self, promise_minutes: u32) -> Moment {
        let promised = SignedDuration::from_mins(i64::from(promise_minutes));
        self.submitted.map(|at| at.saturating_add(promised).unwrap_or(at))
    }
}

/// After this long without an action a claim has lapsed (server time, our decision).
pub const CLAIM_LAPSES: SignedDuration = SignedDuration::from_mins(20);

/// A claim changed hands: a colleague took it over, or passed it on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// Whose it was.
    pub from: PersonId,
    /// Who did it: whoever has it now, or whoever gave it away.
    pub by: PersonId,
    /// A word with it, may be empty.
    pub note: String,
    /// When.
    pub at: Moment,
}

/// Who is at an open request: a courtesy, not a lock. A record of its own, so that claiming does not
/// raise the request's version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Derived from the request.
    pub id: RecordId,
    /// Which request.
    pub request: RecordId,
    /// Its office.
    pub office: OfficeId,
    /// Who.
    pub person: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// Since when.
    pub since: Moment,
    /// The claimant's last action on the request.
    pub last_action: Moment,
    /// Given back.
    pub released: bool,
    /// How it came to whoever has it, when it came from a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<Passed>,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Claim {
    /// The id of a request's claim.
    pub fn id_for(request: RecordId) -> RecordId {
        RecordId::belonging_to("claim", &[request.0])
    }

    /// Whether it has lapsed at this moment of the server.
    pub fn lapsed(&self, now: Timestamp) -> bool {
        self.last_action.is_some_and(|last| now.duration_since(last) >= CLAIM_LAPSES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::handing::{Receiver, Way};
    use crate::domain::id::{ActionId, PersonId};
    use uuid::Uuid;

    fn made(hours_ago: i64, state: RequestState, now: Timestamp) -> Request {
        let id = |n| RecordId(Uuid::from_u128(n));
        Request {
            id: id(1),
            office: OfficeId(Uuid::from_u128(2)),
            queue: "A-07".into(),
            channel: Channel::Counter,
            submitted: Some(now - SignedDuration::from_hours(hours_ago)),
            letter_type: id(3),
            applicant: id(4),
            subject: id(5),
            contact: String::new(),
            fields: BTreeMap::new(),
            requirements: BTreeMap::new(),
            state,
            letter: None,
            notes: BTreeMap::new(),
            ready: None,
            told: BTreeMap::new(),
            rest: Rest::new(),
        }
    }

    #[test]
    fn a_request_ends_at_the_counter_by_refusal_and_with_an_approver_by_its_applicant_alone() {
        let because = Because { by: None, reason: "x".into(), at: None };
        for (state, end) in [
            (RequestState::Submitted, Some(End::Refuse)),
            (RequestState::Returned(because.clone()), Some(End::Refuse)),
            (RequestState::WaitingApplicant(because.clone()), Some(End::Refuse)),
            (RequestState::WaitingOffice(because.clone()), Some(End::Refuse)),
            (RequestState::Verification { step: 0 }, Some(End::Cancel)),
            (RequestState::Signature, Some(End::Cancel)),
            (RequestState::Ink, Some(End::Cancel)),
            (RequestState::InDoubt, None),
            (RequestState::Issued, None),
            (RequestState::Refused(because.clone()), None),
            (RequestState::Cancelled(because), None),
        ] {
            assert_eq!(state.ends(), end, "{state:?}");
        }
    }

    #[test]
    fn the_same_letter_for_the_same_person_within_seven_days_is_repeated() {
        let now: Timestamp = "2026-11-24T05:00:00Z".parse().unwrap();
        let (kind, who) = (RecordId(Uuid::from_u128(3)), RecordId(Uuid::from_u128(5)));
        let because = Because { by: None, reason: "x".into(), at: None };
        let handed = Handed {
            action: ActionId(Uuid::from_u128(6)),
            by: PersonId(Uuid::from_u128(7)),
            way: Way::Code,
            to: Receiver::Applicant,
            at: None,
        };
        for (hours, state, repeated) in [
            (0, RequestState::Submitted, true),
            (7 * 24 - 1, RequestState::Issued, true),
            (7 * 24, RequestState::Issued, false),
            (1, RequestState::HandedOver(handed), true),
            (1, RequestState::Refused(because.clone()), false),
            (1, RequestState::Cancelled(because), false),
        ] {
            let earlier = made(hours, state, now);
            assert_eq!(earlier.is_repeated_by(kind, who, now), repeated, "{hours} {:?}", earlier.state);
            assert!(!earlier.is_repeated_by(who, who, now) && !earlier.is_repeated_by(kind, kind, now));
        }
        let pending = Request { submitted: None, ..made(0, RequestState::Submitted, now) };
        assert!(pending.is_repeated_by(kind, who, now));
    }
}
