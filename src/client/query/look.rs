//! Looks records up by kind, for the views.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;

use super::super::command::Actor;
use crate::client::store::cache::{self, Stored};
use crate::client::store::{StoreResult, overlay, rows};
use crate::desk::DeskError;
use crate::domain::card::Card;
use crate::domain::id::{ContentHash, OfficeId, PersonId, RecordId};
use crate::domain::letter::{Letter, Mark, Page};
use crate::domain::letter_type::LetterType;
use crate::domain::office::{Office, Official, date_of};
use crate::domain::record::{Body, Record};
use crate::domain::request::{Claim, Request};
use crate::domain::resident::Resident;
use crate::domain::task::{AskedBack, Task};

/// The store as one person sees it at one moment.
pub struct Look<'a> {
    /// Actions and drafts.
    pub outbox: &'a Connection,
    /// Records.
    pub cache: &'a Connection,
    /// Who looks.
    pub actor: Actor,
    /// The server's clock, as far as this device can tell.
    pub now: Timestamp,
    /// This device's own clock, by which its outbox rests.
    pub here: Timestamp,
    /// Where files are kept.
    pub files: &'a Path,
    /// Letter types already read: every line of a list needs one of a few.
    letter_types: RefCell<BTreeMap<RecordId, Option<LetterType>>>,
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident -> $kind:ident;)+) => {
        $($(#[$doc])*
        ///
        /// # Errors
        /// When the store cannot be read.
        pub fn $name(&self, id: RecordId) -> StoreResult<Option<$kind>> {
            Ok(match self.record(id)? {
                Some(Record { body: Body::$kind(body), .. }) => Some(body),
                _ => None,
            })
        })+
    };
}

impl<'a> Look<'a> {
    /// At this moment.
    pub fn new(outbox: &'a Connection, cache: &'a Connection, actor: Actor, now: Timestamp, files: &'a Path) -> Self {
        Self { outbox, cache, actor, now, here: now, files, letter_types: RefCell::default() }
    }

    /// By this device's own clock, which may be another one.
    #[must_use]
    pub fn resting_by(self, here: Timestamp) -> Self {
        Self { here, ..self }
    }

    /// A letter type.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn letter_type(&self, id: RecordId) -> StoreResult<Option<LetterType>> {
        if let Some(known) = self.letter_types.borrow().get(&id) {
            return Ok(known.clone());
        }
        let found = match self.record(id)? {
            Some(Record { body: Body::LetterType(letter_type), .. }) => Some(letter_type),
            _ => None,
        };
        self.letter_types.borrow_mut().insert(id, found.clone());
        Ok(found)
    }

    /// Today in the office's zone.
    pub fn today(&self) -> Date {
        date_of(self.now)
    }

    /// A record as stored.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn stored(&self, id: RecordId) -> StoreResult<Option<Stored>> {
        cache::get(self.cache, id)
    }

    /// Why a record cannot be shown: it has not arrived, or a newer program wrote it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn missing(&self, id: RecordId) -> StoreResult<DeskError> {
        let newer = self.stored(id)?.is_some_and(|stored| stored.unreadable);
        Ok(if newer { DeskError::TooNew } else { DeskError::NotHere })
    }

    fn record(&self, id: RecordId) -> StoreResult<Option<Record>> {
        Ok(self.stored(id)?.and_then(|stored| stored.record()))
    }

    typed! {
        /// A request.
        request -> Request;
        /// A letter.
        letter -> Letter;
        /// A task.
        task -> Task;
        /// A resident.
        resident -> Resident;
        /// An office.
        office -> Office;
        /// A position.
        official -> Official;
        /// A page.
        page -> Page;
        /// A claim.
        claim -> Claim;
        /// A card.
        card -> Card;
    }

    /// The office of whoever is logged in.
    ///
    /// # Errors
    /// `logged_out` when nobody has said yet.
    pub fn own_office(&self) -> Result<OfficeId, DeskError> {
        super::who::me(self)?.offices.first().map(|held| held.office).ok_or(DeskError::LoggedOut)
    }

    /// The step of a letter that was asked back and is not decided yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn asked_back(&self, letter: RecordId) -> StoreResult<Option<(Task, AskedBack)>> {
        let frozen = self.letter(letter)?.and_then(|letter| letter.frozen);
        for id in frozen.map(|frozen| frozen.tasks).unwrap_or_default() {
            if let Some(task) = self.task(id)?
                && let Some(asked) = task.asked_back.clone()
            {
                return Ok(Some((task, asked)));
            }
        }
        Ok(None)
    }

    /// The draft page of a letter's present content.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn page_of(&self, letter: RecordId, snapshot: ContentHash) -> StoreResult<Option<Page>> {
        self.page(Page::id_for(letter, snapshot))
    }

    /// Whether this person has read a record to its last line.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_read(&self, record: RecordId) -> StoreResult<bool> {
        Ok(self.stored(Mark::id_for(self.actor.person, record))?.is_some())
    }

    /// Whether an own action on it was not answered yet, or has not come back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_pending(&self, record: RecordId) -> StoreResult<bool> {
        overlay::is_touched(self.cache, record)
    }

    /// A person's name, as their positions print it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn name(&self, person: PersonId) -> StoreResult<Option<String>> {
        Ok(rows::officials::of_person(self.cache, person)?.into_iter().next().map(|official| official.name))
    }

    /// An office's full name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn office_name(&self, office: OfficeId) -> StoreResult<String> {
        Ok(self.office(office.into())?.map(|office| office.full_name()).unwrap_or_default())
    }

    /// Whether a file is on this device.
    pub fn has_file(&self, hash: ContentHash) -> bool {
        self.files.join(hash.to_string()).exists()
    }
}
