//! Answers what screens and verbs ask, from the local store with pending actions applied. One file a noun.

pub(super) mod counter;
mod home;
mod identify;
mod letters;
mod log;
mod look;
mod new_request;
mod requests;
mod residents;
pub(super) mod snapshot;
mod sync_board;
mod sync_items;
mod tasks;
mod together;
mod undo;
mod who;

pub use look::Look;
pub(super) use together::judge;

use crate::client::store::{drafts, rows, views};
use crate::desk::{DeskError, EDIT_FORM, Found, Query, SyncStatus};

pub use sync_board::DEVICES;

/// What comes from outside the store: who sits here, and how the line is.
pub struct Around {
    /// The header's sync state.
    pub status: SyncStatus,
    /// The server's name and address.
    pub server: String,
    /// Its address alone: public pages of letters begin with it.
    pub address: String,
    /// Account and name from the profile, until the server has said more.
    pub name: String,
}

/// Answers one question.
///
/// # Errors
/// `not_here` when a record has not arrived.
pub fn answer(look: &Look<'_>, around: Around, query: Query) -> Result<Found, DeskError> {
    Ok(match query {
        Query::CounterView => Found::CounterView(Box::new(counter::around(look)?)),
        Query::ByQueue(text) => Found::ByQueue(counter::by_queue(look, &text)?.map(Box::new)),
        Query::Reasons(wanted) => Found::Reasons(counter::reasons(look, wanted)?),
        Query::Slip(id) => Found::Slip(Box::new(counter::slip(look, id)?)),
        Query::Share(id) => Found::Share(Box::new(counter::share(look, &around, id)?)),
        Query::Citizen(id) => Found::Citizen(Box::new(counter::citizen(look, id)?)),
        Query::Who => Found::Who(Box::new(who::who(look, around)?)),
        Query::Status => Found::Status(around.status),
        Query::Home => Found::Home(Box::new(home::view(look, around)?)),
        Query::Requests(filter) => Found::Requests(requests::list(look, filter)?),
        Query::Request(id) => Found::Request(Box::new(requests::view(look, id)?)),
        Query::Inbox => Found::Inbox(letters::inbox(look)?),
        Query::Letter(id) => Found::Letter(Box::new(letters::view(look, id)?)),
        Query::Tasks => Found::Tasks(tasks::list(look)?),
        Query::Task(id) => Found::Task(Box::new(tasks::view(look, id)?)),
        Query::Colleagues => Found::Colleagues(who::colleagues(look)?),
        Query::Residents(fragments) => Found::Residents(residents::search(look, &fragments)?),
        Query::Resident(id) => Found::Resident(Box::new(residents::view(look, id)?)),
        Query::Archive { words, filter } => {
            Found::Archive(rows::archive::search(look.cache, &words, &filter, look.actor.person)?)
        }
        Query::ArchiveChoices => Found::ArchiveChoices(rows::archive::choices(look.cache)?),
        Query::Views => Found::Views(views::all(look.outbox)?),
        Query::Log => Found::Log(log::newest(look)?),
        Query::Identify(text) => Found::Identified(Box::new(identify::identify(look, &text)?)),
        Query::Applicant(id) => Found::Applicant(Box::new(new_request::applicant(look, id)?)),
        Query::AtCounter => Found::AtCounter(Box::new(new_request::at_counter(look)?)),
        Query::Wordings { letter_type, field, typed } => {
            Found::Wordings(new_request::wordings(look, letter_type, field, typed)?)
        }
        Query::Repeats { letter_type, subject } => Found::Repeats(new_request::repeats(look, letter_type, subject)?),
        Query::Together { people, letter_type } => Found::Together(together::candidates(look, &people, letter_type)?),
        Query::SyncItems => Found::SyncItems(sync_items::list(look)?),
        Query::Undo => Found::Undo(Box::new(undo::view(look)?)),
        Query::SyncBoard => Found::SyncBoard(Box::new(sync_board::board(look, around.status)?)),
        Query::SyncItem(action) => Found::SyncItem(Box::new(sync_board::item(look, action)?)),
        Query::Export => Found::Export(Box::new(sync_board::export(look, around.name)?)),
        Query::Draft { form, record } => {
            let kept = drafts::load(look.outbox, form, record)?;
            Found::Draft(match (kept, record) {
                (None, Some(record)) if form == EDIT_FORM => sync_board::untaken_typing(look, record)?,
                (kept, _) => kept,
            })
        }
    })
}
