//! What went wrong, in English: what happened, what did not, what to do now.

use super::super::{Lang, Word, clock, long_day};
use super::sentences::action;
use super::words::word;
use crate::desk::DeskError;
use crate::domain::office::Role;
use crate::domain::refusal::Refusal;
use crate::wire::problem::Code;
use crate::wire::signatures::SignOutcome;

fn role(role: Role) -> &'static str {
    word(match role {
        Role::Operator => Word::RoleOperator,
        Role::Verifier => Word::RoleVerifier,
        Role::Signer => Word::RoleSigner,
        Role::Admin => Word::RoleAdmin,
    })
}

/// The rules said no.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => {
            "There is no such record in this office. Nothing changed. Go back to the list and choose again.".into()
        }
        Refusal::ServerOnly => "Only the server may do this. Nothing changed. Call the office's admin.".into(),
        Refusal::NotAllowed { role: needed } => format!(
            "Your position does not include {}. Nothing changed. Ask a colleague who may, or the office's admin.",
            role(*needed)
        ),
        Refusal::ClaimedBy { name, since } => {
            let since = since.map(|at| format!(" since {}", clock(at))).unwrap_or_default();
            format!("{name} is working on it{since}. Nothing changed. Press c to take it over.")
        }
        Refusal::WrongState { .. } => {
            "Not possible at this stage. Nothing changed. Read its present state in the list.".into()
        }
        Refusal::NotAnOperator { name } => {
            format!(
                "{name} is no operator of this office. The request was not passed on. Press c to choose another colleague."
            )
        }
        Refusal::ReceiverMissing => {
            "The receiver's name is empty. Nothing was recorded. Type the name, then press Enter.".into()
        }
        Refusal::NotYourTask { name } => {
            format!("This is asked of {name}, not of you. Nothing changed. Ask {name} to do it.")
        }
        Refusal::ReasonMissing => "The reason is empty. Nothing was sent. Write the reason, then press Enter.".into(),
        Refusal::FieldMissing { label } => {
            format!("\"{label}\" is empty. It was not forwarded. Press e to fill it in.")
        }
        Refusal::RequirementMissing { label } => {
            format!("\"{label}\" was not shown. It was not forwarded. Press e to record it, or r to send it back.")
        }
        Refusal::ResidentDead { name, since } => {
            let since = since.map(|day| format!(" on {}", long_day(Lang::En, day))).unwrap_or_default();
            format!(
                "{name} is registered as dead{since}. No letter is made. Press x to refuse; if wrong, call the civil registry."
            )
        }
        Refusal::ResidentGone { name } => {
            format!(
                "{name} is registered as moved or missing. No letter is made. Press x to refuse, or correct the data first."
            )
        }
        Refusal::NobodyHolds { role: needed } => format!(
            "No {} holds office on the letter's day. It was not forwarded. Ask the office's admin to fill the position.",
            role(*needed)
        ),
        Refusal::DateOff { day, today } => format!(
            "This computer says {}, the server {}. It was not forwarded. Correct the computer's date, then repeat.",
            long_day(Lang::En, *day),
            long_day(Lang::En, *today)
        ),
        Refusal::InkOnly => {
            "This letter is signed in ink by the regency's rules. Nothing was signed. Print it and sign with a pen."
                .into()
        }
        Refusal::BadData { what } => {
            format!("{what} cannot be used. Nothing changed. Press e to correct it, then repeat.")
        }
        Refusal::InDoubt => {
            "It is not certain whether this letter was signed. Do not repeat. It is locked; call the office's admin to check it."
                .into()
        }
        Refusal::SecondPersonNeeded => {
            "Trying again takes a second person. Nothing changed. Ask a colleague to agree.".into()
        }
        Refusal::EvidenceMissing => {
            "The evidence is empty. Nothing changed. Write a reference or whom you called, then repeat.".into()
        }
        Refusal::AlreadyWith { name } => {
            format!("{name} has this letter. It was not taken back. Ask {name} to send it back.")
        }
        Refusal::NotUndoable { kind } => format!(
            "The last action ({}) is on record and cannot be undone. Nothing changed. Ask who received it to send it back, or the office admin.",
            action(kind)
        ),
    }
}

/// The desk could not do it.
pub fn failure(error: &DeskError) -> String {
    match error {
        DeskError::Refused(why) => refusal(why),
        DeskError::Changed => "Its data changed since it was shown. It was not done. Read it again, then repeat.".into(),
        DeskError::Offline => {
            "The server cannot be reached, so this was not done. Nothing is lost. Try again when the line is back.".into()
        }
        DeskError::LoggedOut => "Your session has ended. What you typed is kept. Press Ctrl-K and log in again to go on.".into(),
        DeskError::WrongPassword => {
            "Name or password is wrong. You are not logged in. Type it again; if forgotten, ask the office's admin to reset it.".into()
        }
        DeskError::NothingToUndo => {
            "There is nothing to undo or to do again. Nothing changed. Read the list, then correct the record itself.".into()
        }
        DeskError::BadAddress => {
            "That server address cannot be used. You are not logged in. Type it like https://serasi.semarangkab.go.id, then try again.".into()
        }
        DeskError::BadPin => {
            "That PIN is too easy to guess, so it was not set. Type 6 to 12 digits that do not count up or down.".into()
        }
        DeskError::TooMany => {
            "Too many letters for one signing. Nothing was signed. Mark at most 100, then repeat.".into()
        }
        DeskError::NotHere => "That record has not arrived on this computer. Nothing changed. Wait for the next sync, then repeat.".into(),
        DeskError::TypingThere => {
            "This request has other typing already. Nothing was changed. Press e on the request, finish that, then repeat.".into()
        }
        DeskError::TooNew => "A newer SERASI wrote that record. It is kept whole, but cannot be opened here yet. Update SERASI, then repeat.".into(),
        DeskError::Storage(_) => {
            "This computer's storage cannot be used; the last action is not saved. Check the disk space, then call {telp}.".into()
        }
        DeskError::Server(_) => {
            "The server answered in an unusual way. Your work is kept. Repeat in a while; if it stays so, call {telp}.".into()
        }
    }
}

/// One letter of a batch.
pub fn outcome(outcome: &SignOutcome) -> String {
    match outcome {
        SignOutcome::Signed { number, .. } => format!("Signed, number {number}."),
        SignOutcome::Refused { refusal: why } => refusal(why),
        SignOutcome::Conflict => "The letter changed since you read it. It was not signed. Read it again, then press s.".into(),
        SignOutcome::Failed { code } => service(code),
        SignOutcome::InDoubt => {
            "It is not certain whether this letter was signed: the answer did not arrive. Do not repeat. It is locked; call the office's admin.".into()
        }
        SignOutcome::NotPrepared { .. } => {
            "The letter could not be prepared. It was not signed and keeps its number. Press s to try again, or call {telp}.".into()
        }
        SignOutcome::Stopped => "Stopped before this letter. It was not signed; press s to go on.".into(),
    }
}

fn service(code: &str) -> String {
    match code {
        "2031" => {
            "Wrong passphrase. No letter was signed. Type it again; after three wrong ones wait five minutes. Forgotten: call {telp}.".into()
        }
        "2011" => "Your NIK is not registered with BSrE, so the letter was not signed. Ask {telp} to register it.".into(),
        "1110" | "1111" | "expired" => {
            "You have no certificate or it has expired. The letter was not signed and keeps waiting. Call {telp}.".into()
        }
        "unavailable" => {
            "The signing service cannot be reached. The letter keeps waiting, nothing is lost. Try again in a while with s.".into()
        }
        _ => "The signing service refused this letter. It was not signed and keeps waiting. Tell {telp} this code.".into(),
    }
}

/// A route could not do it.
pub fn problem(code: Code) -> (String, &'static str) {
    let (text, code) = match code {
        Code::LoggedOut => return (failure(&DeskError::LoggedOut), "logged_out"),
        Code::WrongPassword => return (failure(&DeskError::WrongPassword), "wrong_password"),
        Code::NotFound => return (refusal(&Refusal::NotFound), "not_found"),
        Code::BadRequest => {
            ("The server cannot read this request. Nothing changed. Update SERASI, then repeat.", "bad_request")
        }
        Code::TooLarge => {
            ("Too large to send. Nothing changed. Make the file smaller (10 MB at most), then repeat.", "too_large")
        }
        Code::WrongHash => {
            ("The file was damaged on its way and not stored. The file here is whole. Send it again.", "wrong_hash")
        }
        Code::Upgrade => (
            "This program is too old for the server. Your work is kept and unsent. Update SERASI, then open it again.",
            "upgrade",
        ),
        Code::TooOften => ("Tried too often. It was not done. Wait five minutes, then try again.", "too_often"),
        Code::Unavailable => {
            ("The server is busy or going down. Your work is kept. Try again in a while.", "unavailable")
        }
        Code::Internal => (
            "An error in the server, not yours. Your work is kept. Try again; if it stays so, call {telp}.",
            "internal",
        ),
    };
    (text.into(), code)
}
