//! The same letter for several people: each is judged for itself and gets a number and a request of its own.
//!
//! Whatever stops in between leaves whole requests. Sent again, those who have theirs are left out as repeated.

use super::{Actor, submit};
use crate::client::query::{Look, judge};
use crate::client::station::Station;
use crate::client::store::{Files, drafts};
use crate::client::sync::page::server_time;
use crate::desk::{Candidate, DeskError, Done, Made, NEW_TOGETHER, NewRequest, NewTogether, Together};
use crate::domain::id::RecordId;
use crate::domain::together::LeftOut;
use crate::env::Env;

/// Queues a request for each who is not left out, in order.
///
/// # Errors
/// What a person can act on. When the rules refuse the first one, nothing was queued.
pub fn submit_together(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    station: &Station,
    new: &NewTogether,
) -> Result<Done, DeskError> {
    let mut people: Vec<RecordId> = Vec::new();
    new.people.iter().for_each(|person| {
        if !people.contains(person) {
            people.push(*person);
        }
    });
    let judged = {
        // No file is looked at here.
        let nowhere = std::path::Path::new("");
        let now = server_time(&files.cache, env.now())?;
        let look = Look::new(&files.outbox, &files.cache, actor, now, nowhere);
        judge(&look, &people, Some(new.letter_type))?
    };
    let mut together = Together::default();
    for one in judged {
        if one.candidate.left_out.as_ref().is_some_and(|why| why.holds(&new.note)) {
            together.left_out.push(one.candidate);
            continue;
        }
        let repeats = one.candidate.left_out.is_some();
        let request = NewRequest {
            office: new.office,
            channel: new.channel,
            letter_type: new.letter_type,
            applicant: one.applicant,
            subject: one.candidate.person,
            contact: if new.contact.trim().is_empty() { one.contact } else { new.contact.clone() },
            fields: new.fields.clone(),
            requirements: new.requirements.clone(),
            // Only those who have it already are told why it is made again.
            note: if repeats { new.note.clone() } else { String::new() },
            draft: None,
        };
        match submit(files, actor, env, station, request) {
            Ok(Done::Submitted { action, request, queue, undecided }) => {
                together.made.push(Made { action, request, queue, undecided });
            }
            Ok(_) => {}
            Err(DeskError::Refused(why)) if !together.made.is_empty() => {
                together.left_out.push(Candidate { left_out: Some(LeftOut::Refused(why)), ..one.candidate });
            }
            Err(error) => return Err(error),
        }
    }
    if !together.made.is_empty() {
        drafts::save(&files.outbox, NEW_TOGETHER, None, "", env.now())?;
    }
    Ok(Done::Together(together))
}
