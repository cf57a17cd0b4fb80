//! The verbs of a transaction. No SQL, connection or async shows through them.

use jiff::Timestamp;

use super::error::StoreResult;
use super::rows::{
    Account, Entry, Given, Head, Inserted, Meta, NewAction, Quarantined, SessionRow, Stored, StoredAction, StoredChange,
};
use crate::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use crate::domain::record::Body;
use crate::domain::stream::StreamId;
use crate::wire::chain::Link;

/// What can be asked. All answers of one transaction are of one moment.
pub trait ReadTx {
    /// What this server is.
    fn meta(&self) -> StoreResult<Meta>;
    /// The newest version of a record.
    fn load(&self, id: RecordId) -> StoreResult<Option<Stored>>;
    /// All positions of an office, those that have ended too.
    fn officials(&self, office: OfficeId) -> StoreResult<Vec<Stored>>;
    /// All positions of a person, those that have ended too.
    fn positions(&self, person: PersonId) -> StoreResult<Vec<Stored>>;
    /// Records of a kind in a state (the state's stable name), in order of their ids: the server's own work.
    fn records_in(&self, kind: &str, state: &str) -> StoreResult<Vec<RecordId>>;
    /// The letter that a verification token names.
    fn letter_of(&self, token: &str) -> StoreResult<Option<RecordId>>;
    /// The letter whose signed file this is.
    fn letter_of_file(&self, file: ContentHash) -> StoreResult<Option<RecordId>>;
    /// The bytes of a frozen content.
    fn snapshot(&self, hash: ContentHash) -> StoreResult<Option<Vec<u8>>>;
    /// A stream's head; none while nothing was ever appended.
    fn head(&self, stream: StreamId) -> StoreResult<Option<Head>>;
    /// All streams.
    fn streams(&self) -> StoreResult<Vec<StreamId>>;
    /// The chain hash at a position.
    fn link(&self, stream: StreamId, position: u64) -> StoreResult<Option<Link>>;
    /// Every change above a position, upwards.
    fn changes_after(&self, stream: StreamId, position: u64, limit: u32) -> StoreResult<Vec<StoredChange>>;
    /// Changes below a position that are still their record's newest, downwards.
    fn newest_before(&self, stream: StreamId, position: u64, limit: u32) -> StoreResult<Vec<StoredChange>>;
    /// Every record of a stream with its version there.
    fn current(&self, stream: StreamId) -> StoreResult<Vec<(RecordId, u64)>>;
    /// An action by its id.
    fn action(&self, id: ActionId) -> StoreResult<Option<StoredAction>>;
    /// Numbers given after the `seq`th, in the order they were given.
    fn numbers_after(&self, seq: u64, limit: u32) -> StoreResult<Vec<(u64, Given)>>;
    /// Streams in which a record refers to a file.
    fn streams_of_blob(&self, blob: ContentHash) -> StoreResult<Vec<StreamId>>;
    /// Whether this person brought all bytes of this file.
    fn uploaded(&self, blob: ContentHash, person: PersonId) -> StoreResult<bool>;
    /// An account by its name in lower case.
    fn account(&self, name: &str) -> StoreResult<Option<Account>>;
    /// A person's account.
    fn account_of(&self, person: PersonId) -> StoreResult<Option<Account>>;
    /// A session by the hash of its token.
    fn session(&self, token: ContentHash) -> StoreResult<Option<SessionRow>>;
    /// All sessions of a person.
    fn sessions_of(&self, person: PersonId) -> StoreResult<Vec<SessionRow>>;
    /// What waits for a person to look at it.
    fn quarantined(&self) -> StoreResult<Vec<Quarantined>>;
}

/// What can be changed. Everything is kept, or nothing.
pub trait Tx: ReadTx {
    /// Marks a point to come back to.
    fn savepoint(&mut self) -> StoreResult<()>;
    /// Undoes everything since the last mark, and forgets the mark.
    fn rollback(&mut self) -> StoreResult<()>;
    /// Keeps everything since the last mark, and forgets the mark.
    fn release(&mut self) -> StoreResult<()>;
    /// Makes or changes what this server is.
    fn put_meta(&mut self, meta: &Meta) -> StoreResult<()>;
    /// Writes a record's next version, and what is looked up by its content: positions, files, token, policy.
    /// Gives the hash of the bytes written.
    fn put(&mut self, body: &Body, version: u64) -> StoreResult<ContentHash>;
    /// Keeps a frozen content.
    fn put_snapshot(&mut self, hash: ContentHash, bytes: &[u8]) -> StoreResult<()>;
    /// Appends a change; the head is moved by [`Tx::put_head`].
    fn append(&mut self, entry: &Entry) -> StoreResult<()>;
    /// Moves a stream's head.
    fn put_head(&mut self, head: &Head) -> StoreResult<()>;
    /// Inserts an action before it is decided.
    fn insert_action(&mut self, action: &NewAction) -> StoreResult<Inserted>;
    /// Keeps an action's result for ever.
    fn put_result(&mut self, action: ActionId, result: &str) -> StoreResult<()>;
    /// The next number of a counter.
    fn next_number(&mut self, office: OfficeId, counter: &str, year: i16) -> StoreResult<u32>;
    /// Enters a number that was given, and moves its counter up to it.
    fn enter_number(&mut self, given: &Given) -> StoreResult<()>;
    /// Remembers that this person brought all bytes of a file.
    fn put_upload(&mut self, blob: ContentHash, person: PersonId) -> StoreResult<()>;
    /// Makes or changes an account.
    fn put_account(&mut self, account: &Account) -> StoreResult<()>;
    /// Begins a session.
    fn put_session(&mut self, session: &SessionRow) -> StoreResult<()>;
    /// A session lasts longer.
    fn extend_session(&mut self, token: ContentHash, expires: Timestamp) -> StoreResult<()>;
    /// Ends a session.
    fn end_session(&mut self, token: ContentHash) -> StoreResult<()>;
    /// Ends all sessions of a person on a device. False when there were none.
    fn end_sessions_on(&mut self, person: PersonId, device: DeviceId) -> StoreResult<bool>;
    /// Forgets sessions that ended before.
    fn forget_sessions(&mut self, ended_before: Timestamp) -> StoreResult<()>;
    /// Keeps what could not be made sense of.
    fn put_quarantined(&mut self, row: &Quarantined) -> StoreResult<()>;
}
