//! Several people for whom the same letter is to be made: who asks for each, and who is left out.

use super::{Look, new_request};
use crate::client::store::{StoreResult, rows};
use crate::desk::{Candidate, DeskError};
use crate::domain::id::RecordId;
use crate::domain::request::Request;
use crate::domain::resident::applicant_for;
use crate::domain::together::left_out;

/// One of them.
pub(in crate::client) struct One {
    /// Whom the letter is about, and why it is not made.
    pub candidate: Candidate,
    /// Who asks for it.
    pub applicant: RecordId,
    /// The telephone they left the last time, may be empty.
    pub contact: String,
}

/// Judges them by what is here now.
pub(in crate::client) fn judge(
    look: &Look<'_>,
    people: &[RecordId],
    letter_type: Option<RecordId>,
) -> Result<Vec<One>, DeskError> {
    let judged: Result<Vec<One>, DeskError> =
        people.iter().map(|person| judge_one(look, *person, letter_type)).collect();
    let mut judged = judged?;
    Candidate::tell_apart(judged.iter_mut().map(|one| &mut one.candidate).collect());
    Ok(judged)
}

fn judge_one(look: &Look<'_>, person: RecordId, letter_type: Option<RecordId>) -> Result<One, DeskError> {
    let who = new_request::applicant(look, person)?;
    let applicant = applicant_for(&who.resident, &who.family, look.today());
    let earlier: Vec<Request> = rows::requests::about(look.cache, person)?
        .into_iter()
        .filter_map(|id| look.request(id).transpose())
        .collect::<StoreResult<_>>()?;
    Ok(One {
        candidate: Candidate {
            person,
            name: who.resident.name.clone(),
            apart: Some(format!("RT {} RW {}, {}", who.resident.rt, who.resident.rw, who.resident.birth_date.year())),
            left_out: left_out(&who.resident, applicant, &earlier, letter_type, look.now),
        },
        applicant: applicant.id,
        contact: who.contact,
    })
}

pub(super) fn candidates(
    look: &Look<'_>,
    people: &[RecordId],
    letter_type: Option<RecordId>,
) -> Result<Vec<Candidate>, DeskError> {
    Ok(judge(look, people, letter_type)?.into_iter().map(|one| one.candidate).collect())
}
