//! Words for what the archive and the residents' cards show: kinds, states, purposes, marks of data quality.

use super::Word;
use crate::desk::ArchiveKind;
use crate::domain::quality::Flaw;
use crate::domain::resident::{LifeStatus, Sex};
use crate::domain::reveal::Purpose;

impl From<ArchiveKind> for Word {
    /// A kind in one short word, for a column.
    fn from(kind: ArchiveKind) -> Self {
        match kind {
            ArchiveKind::Request => Self::ColumnRequest,
            ArchiveKind::Issued => Self::ColumnIssued,
            ArchiveKind::Incoming => Self::ColumnIncoming,
        }
    }
}

impl From<LifeStatus> for Word {
    /// Whether somebody can be served.
    fn from(status: LifeStatus) -> Self {
        match status {
            LifeStatus::Alive => Self::StatusAlive,
            LifeStatus::Dead => Self::StatusDead,
            LifeStatus::Moved => Self::StatusMoved,
            LifeStatus::Missing => Self::StatusMissing,
        }
    }
}

impl From<Purpose> for Word {
    /// Why a number is looked at.
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Request => Self::PurposeRequest,
            Purpose::Correction => Self::PurposeCorrection,
            Purpose::DataSubject => Self::PurposeDataSubject,
            Purpose::LawEnforcement => Self::PurposeLawEnforcement,
            Purpose::Other => Self::PurposeOther,
        }
    }
}

impl From<Flaw> for Word {
    /// What somebody should mend at its source.
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Dead => Self::StatusDead,
            Flaw::Moved => Self::StatusMoved,
            Flaw::Missing => Self::StatusMissing,
            Flaw::NoStatusDate => Self::FlawNoStatusDate,
            Flaw::TemporaryNik => Self::OddNikTemporary,
            Flaw::NikNoDate => Self::FlawNikNoDate,
            Flaw::NikOtherBirthDate => Self::FlawNikOtherBirthDate,
            Flaw::NikOtherSex => Self::FlawNikOtherSex,
            Flaw::NikNoSerial => Self::FlawNikNoSerial,
            Flaw::SameNik => Self::FlawSameNik,
            Flaw::NoHead => Self::FlawNoHead,
            Flaw::SeveralHeads => Self::FlawSeveralHeads,
            Flaw::BornAhead => Self::FlawBornAhead,
            Flaw::NoAddress => Self::FlawNoAddress,
            Flaw::OldData => Self::FlawOldData,
        }
    }
}

impl Word {
    /// A kind of entry in full.
    pub fn of_kind(kind: ArchiveKind) -> Self {
        match kind {
            ArchiveKind::Request => Self::KindRequests,
            ArchiveKind::Issued => Self::KindIssued,
            ArchiveKind::Incoming => Self::KindIncoming,
        }
    }

    /// A state of a request or a letter, by its stable name.
    pub fn of_state(name: &str) -> Self {
        match name {
            "submitted" => Self::StateSubmitted,
            "returned" => Self::StateReturned,
            "waiting_applicant" => Self::StateWaitingApplicant,
            "waiting_office" => Self::StateWaitingOffice,
            "verification" => Self::StateVerification,
            "signature" | "in_approval" => Self::StateSignature,
            "ink" => Self::StateInk,
            "in_doubt" => Self::StateInDoubt,
            "issued" => Self::StateIssued,
            "handed_over" => Self::StateHandedOver,
            "refused" => Self::StateRefused,
            "cancelled" | "voided" => Self::StateCancelled,
            "received" => Self::StateReceived,
            "followed_up" => Self::StateFollowedUp,
            _ => Self::StateUnknown,
        }
    }

    /// One letter for a column.
    pub fn sex_sign(sex: Sex) -> Self {
        match sex {
            Sex::Male => Self::MaleSign,
            Sex::Female => Self::FemaleSign,
        }
    }

    /// A sex in full.
    pub fn of_sex(sex: Sex) -> Self {
        match sex {
            Sex::Male => Self::Male,
            Sex::Female => Self::Female,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::handing::{Handed, Receiver, Way};
    use crate::domain::id::{ActionId, PersonId};
    use crate::domain::letter::LetterState;
    use crate::domain::request::{Because, RequestState};

    #[test]
    fn every_state_has_a_word_under_its_stable_name() {
        let why = || Because { by: None, reason: String::new(), at: None };
        let handed = Handed {
            action: ActionId(uuid::Uuid::nil()),
            by: PersonId(uuid::Uuid::nil()),
            way: Way::Printed,
            to: Receiver::Applicant,
            at: None,
        };
        let requests = [
            RequestState::Submitted,
            RequestState::Returned(why()),
            RequestState::WaitingApplicant(why()),
            RequestState::WaitingOffice(why()),
            RequestState::Verification { step: 0 },
            RequestState::Signature,
            RequestState::Ink,
            RequestState::InDoubt,
            RequestState::Issued,
            RequestState::HandedOver(handed),
            RequestState::Refused(why()),
            RequestState::Cancelled(why()),
        ];
        for state in requests {
            assert_eq!(Word::of_state(state.name()), Word::from(&state), "{}", state.name());
        }
        for state in [
            LetterState::InApproval,
            LetterState::Returned,
            LetterState::InDoubt,
            LetterState::Issued,
            LetterState::Voided(why()),
            LetterState::Received,
            LetterState::FollowedUp(why()),
        ] {
            assert_eq!(Word::of_state(state.name()), Word::from(&state), "{}", state.name());
        }
    }
}
