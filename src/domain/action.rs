//! An action: a change that a person makes, or that the server makes because of one.
//!
//! `What` is stored and sent as the bytes written when it was queued, never written again; [`read`] is the
//! only place that knows kinds and their versions.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::handing::{How, Receiver, Way};
use super::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use super::record::Seen;
use super::request::{Channel, Shown};
use super::reveal::Purpose;

/// What the record must be like for a strict action to be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expects {
    /// It does not exist yet.
    New,
    /// The version last received from the server.
    Version(u64),
    /// An earlier, still pending action of the same outbox on the same record was applied as expected and
    /// is still the last one.
    After(ActionId),
}

/// Who takes an action as what.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Made once; the server applies it at most once.
    pub id: ActionId,
    /// Where it was made.
    pub device: DeviceId,
    /// Running number of that device.
    pub device_seq: u64,
    /// The person.
    pub actor: PersonId,
    /// The record it is about.
    pub record: RecordId,
    /// What that record must be like.
    pub expects: Expects,
    /// What happens.
    pub what: What,
    /// The device's clock: evidence, never an order.
    pub client_time: Timestamp,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident($data:ty) = $kind:literal, $merge:ident, $by:ident;)+) => {
        /// What can happen.
        #[derive(Clone, Debug, PartialEq)]
        pub enum What {
            $($(#[$doc])* $name($data),)+
        }

        impl What {
            /// Its name on the wire.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $kind,)+ }
            }

            /// Strict or commuting.
            pub fn merge(&self) -> Merge {
                match self { $(Self::$name(_) => Merge::$merge,)+ }
            }

            /// Whether only the server makes it.
            pub fn maker(&self) -> Maker {
                match self { $(Self::$name(_) => Maker::$by,)+ }
            }

            /// The bytes to queue, store and send, written once.
            pub fn write(&self) -> Vec<u8> {
                // Data are maps with text keys, texts and numbers: writing them cannot fail.
                match self { $(Self::$name(data) => serde_json::to_vec(data).unwrap_or_default(),)+ }
            }
        }

        /// Every kind, for tables and tests.
        pub const KINDS: &[(&str, Merge, Maker)] = &[$(($kind, Merge::$merge, Maker::$by)),+];

        /// Reads the data of a kind at a version.
        ///
        /// # Errors
        /// [`UnknownAction`] when this program does not know the kind, the version or the form.
        pub fn read(kind: &str, v: u32, bytes: &[u8]) -> Result<What, UnknownAction> {
            match (kind, v) {
                $(($kind, VERSION) => {
                    serde_json::from_slice(bytes).map(What::$name).map_err(|e| UnknownAction::Form(e.to_string()))
                })+
                _ => Err(UnknownAction::Kind),
            }
        }
    };
}

/// The version of every kind's data that this program writes.
pub const VERSION: u32 = 1;

/// An action that this program cannot read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownAction {
    /// No such kind or version.
    #[error("unknown kind or version of action")]
    Kind,
    /// Not of this kind's form.
    #[error("action cannot be read: {0}")]
    Form(String),
}

/// How an action meets a record that has moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// A conflict: nothing changes.
    Strict,
    /// Applied to the current version; two of them give the same record in both orders.
    Commuting,
}

/// Who makes actions of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A person, through an outbox.
    Person,
    /// The server, because of a person's action or of its own work.
    Server,
}

kinds! {
    /// A citizen's request comes in.
    Submit(Submit) = "submit", Strict, Person;
    /// Its fields are corrected.
    Edit(Edit) = "edit", Strict, Person;
    /// A requirement was shown.
    Tick(Tick) = "tick", Commuting, Person;
    /// A remark for colleagues.
    Note(Note) = "note", Commuting, Person;
    /// "I am at it", or "I take it over".
    Claim(Claim) = "claim", Commuting, Person;
    /// "I am no longer at it".
    Release(Release) = "release", Commuting, Person;
    /// "You take it": a claim goes to a colleague.
    Assign(Assign) = "assign", Commuting, Person;
    /// To the first verifier or the signer: freezes the snapshot.
    Forward(Forward) = "forward", Strict, Person;
    /// Back to the applicant, who must bring something.
    ReturnToApplicant(Reason) = "return_to_applicant", Strict, Person;
    /// The applicant was told what is missing.
    Tell(Tell) = "tell", Commuting, Person;
    /// The applicant brought it.
    Resume(Resume) = "resume", Strict, Person;
    /// The office will not do it.
    Refuse(Reason) = "refuse", Strict, Person;
    /// The applicant no longer wants it.
    Cancel(Reason) = "cancel", Strict, Person;
    /// The finished letter is with its citizen.
    HandOver(HandOver) = "hand_over", Commuting, Person;
    /// Paraf on what was read.
    Verify(Verify) = "verify", Strict, Person;
    /// Back to the operator, by an approver.
    ReturnTask(Reason) = "return_task", Strict, Person;
    /// Taken back by who handed it on; asked back, where the next person has opened it.
    Recall(Recall) = "recall", Strict, Person;
    /// An incoming letter was dealt with.
    FollowUp(FollowUp) = "follow_up", Strict, Person;
    /// Read to the last line.
    MarkRead(MarkRead) = "mark_read", Commuting, Person;
    /// A resident's numbers are shown in full outside a request.
    Reveal(Reveal) = "reveal", Strict, Person;
    /// Whose a card is.
    RememberCard(RememberCard) = "remember_card", Commuting, Person;
    /// Number, date and token before signing (step 1).
    Reserve(Verify) = "reserve", Strict, Server;
    /// The signed bytes are kept (step 6).
    Signed(Signed) = "signed", Strict, Server;
    /// Nobody knows whether the service signed.
    Doubt(Doubt) = "doubt", Strict, Server;
    /// A person with evidence says what happened.
    Resolve(Resolve) = "resolve", Strict, Server;
    /// The draft of a snapshot was typeset.
    Render(Render) = "render", Strict, Server;
    /// The draft could not be typeset.
    RenderFailed(RenderFailed) = "render_failed", Strict, Server;
    /// A letter reaches another office.
    Deliver(Deliver) = "deliver", Strict, Server;
}

impl What {
    /// Whether a colleague who is at the request must let go of it first: who does it is at it.
    pub fn needs_to_be_at_it(&self) -> bool {
        matches!(
            self,
            Self::Claim(_)
                | Self::Edit(_)
                | Self::Forward(_)
                | Self::ReturnToApplicant(_)
                | Self::Refuse(_)
                | Self::Cancel(_)
                | Self::Assign(_)
        )
    }

    /// Whether it waits a few seconds in the outbox before it is sent, so that it can be taken back without a
    /// trace: what hands work or news to another person, and what no later action puts back.
    pub fn rests(&self) -> bool {
        matches!(
            self,
            Self::Forward(_)
                | Self::Verify(_)
                | Self::ReturnTask(_)
                | Self::ReturnToApplicant(_)
                | Self::Refuse(_)
                | Self::Cancel(_)
                | Self::FollowUp(_)
                | Self::Assign(_)
                | Self::Tell(_)
                | Self::HandOver(_)
        )
    }
}

/// Data of `submit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submit {
    /// To which office.
    pub office: OfficeId,
    /// Queue number.
    pub queue: String,
    /// Where it came from.
    pub channel: Channel,
    /// Kind of letter.
    pub letter_type: RecordId,
    /// Who asks.
    pub applicant: RecordId,
    /// Whom it is about.
    pub subject: RecordId,
    /// Telephone, may be empty.
    pub contact: String,
    /// The type's fields.
    pub fields: BTreeMap<String, String>,
    /// The type's requirements.
    pub requirements: BTreeMap<String, Shown>,
    /// A remark that comes with it: why the same letter is made again. May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Data of `edit`: the new values of all that may be corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Telephone.
    pub contact: String,
    /// The type's fields.
    pub fields: BTreeMap<String, String>,
    /// The type's requirements.
    pub requirements: BTreeMap<String, Shown>,
}

/// Data of `tick`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tick {
    /// Which requirement.
    pub key: String,
    /// What was shown.
    pub shown: Shown,
}

/// Data of `note`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The remark.
    pub text: String,
}

/// Data of `claim`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Also from a colleague who is at it.
    pub take_over: bool,
}

/// Data of `release`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Release {}

/// Data of `assign`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assign {
    /// To which operator of the office.
    pub to: PersonId,
    /// A word with it, may be empty.
    pub note: String,
}

/// Data of `tell`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tell {
    /// How.
    pub how: How,
}

/// Data of `hand_over`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOver {
    /// How it reached them.
    pub way: Way,
    /// Who has it now.
    pub to: Receiver,
}

/// Data of `forward`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forward {
    /// Hash of the snapshot that the operator saw.
    pub snapshot: ContentHash,
    /// The type and edition it was made with.
    pub letter_type: Seen,
    /// The people's records it was made from.
    pub people: Vec<Seen>,
    /// Day of preparation, in the office's zone.
    pub prepared_on: Date,
}

/// Data of actions that need nothing but a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// In the person's words.
    pub reason: String,
}

/// Data of `resume`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resume {}

/// Data of `recall`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recall {}

/// Data of `verify` and `reserve`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verify {
    /// Hash of what was read.
    pub snapshot: ContentHash,
}

/// Data of `follow_up`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// What was done, may be empty.
    pub note: String,
}

/// Data of `mark_read`; its record is the mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkRead {
    /// What was read.
    pub read: RecordId,
}

/// Data of `reveal`; its record is the entry in the office's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reveal {
    /// Whose numbers.
    pub resident: RecordId,
    /// Why.
    pub purpose: Purpose,
    /// In words, may be empty unless the purpose is another one.
    pub text: String,
}

/// Data of `remember_card`; its record is the card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RememberCard {
    /// Whose counter.
    pub office: OfficeId,
    /// The chip's number, in capitals.
    pub number: String,
    /// Whose it is.
    pub resident: RecordId,
}

/// Data of `signed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    /// The kept, checked file.
    pub pdf: ContentHash,
}

/// Data of `doubt`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {}

/// Data of `resolve`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resolve {
    /// The signed file that turned up; none means "not signed, try again".
    pub signed: Option<ContentHash>,
    /// What the person saw: a reference, a call, a document id.
    pub evidence: String,
    /// The second person, needed for "try again".
    pub second: Option<PersonId>,
}

/// Data of `render`; its record is the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Render {
    /// Which letter.
    pub letter: RecordId,
    /// Which content.
    pub snapshot: ContentHash,
    /// Text of each page.
    pub pages: Vec<String>,
    /// The draft file.
    pub pdf: ContentHash,
}

/// Data of `render_failed`; its record is the letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenderFailed {
    /// Which content.
    pub snapshot: ContentHash,
    /// Why, for the operator.
    pub reason: String,
}

/// Data of `deliver`; its record is the delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deliver {}
