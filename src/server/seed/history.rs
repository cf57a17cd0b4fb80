//! What was done about a case: the actions of the people of the office, one after another.

use jiff::{SignedDuration, Timestamp};

use super::SeedError;
use super::cases::{Case, Fate};
use super::officials::person;
use super::people::People;
use crate::config::letters;
use crate::config::regions::{BANYUBIRU, id_of};
use crate::domain::action::{Action, Claim, Expects, Forward, Reason, Submit, Tick, Verify, What};
use crate::domain::id::{ActionId, ContentHash, DeviceId, RecordId, derived};
use crate::domain::office::date_of;
use crate::domain::record::Seen;
use crate::domain::request::{Channel, Shown};

/// The login names of who does what.
const CLERKS: [&str; 2] = ["siti", "joko"];
const VERIFIER: &str = "ani";
/// The village head.
pub(super) const SIGNER: &str = "bambang";

/// Every imported record is at its first version.
const IMPORTED: u64 = 1;

/// What a case left behind: its actions, and the letter if it came so far.
pub(super) struct History {
    /// In order; numbers of devices are given by [`in_order`].
    pub actions: Vec<Action>,
    /// The letter and what its signer is asked.
    pub letter: Option<Forwarded>,
}

/// A letter on its way.
#[derive(Clone, Copy)]
pub(super) struct Forwarded {
    pub letter: RecordId,
    pub verification: RecordId,
    pub signature: RecordId,
    pub snapshot: ContentHash,
}

/// What was done about a case.
pub(super) fn history(case: &Case, people: &People) -> Result<History, SeedError> {
    let mut log = Log::new(case, people);
    log.come_in();
    let mut letter = None;
    match case.fate {
        Fate::Waiting | Fate::Incomplete(_) | Fate::NoPurpose | Fate::AboutTheDead | Fate::WaitingOffice => {}
        Fate::Claimed => {
            log.clerk = "joko";
            log.on_request(3, What::Claim(Claim { take_over: false }));
        }
        Fate::WaitingApplicant(why) => log.on_request(4, What::ReturnToApplicant(reason(why))),
        Fate::Refused => log.on_request(9, What::Refuse(reason("Pemohon bukan warga Desa Banyubiru menurut KTP-nya"))),
        Fate::Cancelled => {
            log.forward()?;
            log.on_request(25, What::Cancel(reason("Pemohon sudah mengurus sendiri di kecamatan")));
        }
        Fate::AtVerifier => letter = Some(log.forward()?),
        Fate::ReturnedByVerifier(why) => {
            let forwarded = log.forward()?;
            log.on_task(18, VERIFIER, forwarded.verification, 1, What::ReturnTask(reason(why)));
        }
        Fate::ReturnedBySigner(why) => {
            let forwarded = log.verified()?;
            log.on_task(31, SIGNER, forwarded.signature, 2, What::ReturnTask(reason(why)));
        }
        Fate::AtSigner | Fate::InDoubt | Fate::Issued | Fate::HandedOver => letter = Some(log.verified()?),
    }
    Ok(History { actions: log.actions, letter })
}

fn reason(words: &str) -> Reason {
    Reason { reason: words.to_owned() }
}

/// The desk of a login name.
fn device(user: &str) -> DeviceId {
    DeviceId(derived("seed-device", &[user.as_bytes()]))
}

/// All actions in the order of their time, with the running numbers of their devices.
pub(super) fn in_order(histories: impl IntoIterator<Item = History>) -> Vec<Action> {
    let mut actions: Vec<Action> = histories.into_iter().flat_map(|history| history.actions).collect();
    actions.sort_by_key(|action| action.client_time);
    let mut last = std::collections::BTreeMap::new();
    for action in &mut actions {
        let number = last.entry(action.device).or_insert(0);
        *number += 1;
        action.device_seq = *number;
    }
    actions
}

/// Writes down one case.
struct Log<'a> {
    case: &'a Case,
    people: &'a People,
    clerk: &'static str,
    at: Timestamp,
    version: u64,
    actions: Vec<Action>,
}

impl<'a> Log<'a> {
    fn new(case: &'a Case, people: &'a People) -> Self {
        let clerk = CLERKS[usize::from(case.id.0.as_bytes()[0].is_multiple_of(3))];
        Self { case, people, clerk, at: case.submitted, version: 0, actions: Vec::new() }
    }

    fn act(&mut self, after: i64, user: &str, record: RecordId, expects: Expects, what: What) -> ActionId {
        // Seconds spread by the case, so that not everything happens on the full minute.
        let seconds = i64::from(self.case.id.0.as_bytes()[1] % 50);
        if after > 0 {
            self.at += SignedDuration::from_secs(after * 60 - seconds);
        }
        let id = self.new_id();
        self.actions.push(Action {
            id,
            device: device(user),
            device_seq: 0,
            actor: person(user),
            record,
            expects,
            what,
            client_time: self.at,
        });
        id
    }

    /// As a desk would make it, but the same for the same case and place.
    fn new_id(&self) -> ActionId {
        let ordinal = u32::try_from(self.actions.len()).unwrap_or(u32::MAX);
        let name = derived("seed-action", &[self.case.id.0.as_bytes(), &ordinal.to_be_bytes()]);
        let mut random = [0; 10];
        random.copy_from_slice(&name.as_bytes()[..10]);
        let millis = u64::try_from(self.at.as_millisecond()).unwrap_or(0);
        ActionId(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Something an operator does with the request after so many minutes.
    fn on_request(&mut self, after: i64, what: What) {
        let raises = !matches!(what, What::Claim(_));
        self.act(after, self.clerk, self.case.id, Expects::Version(self.version), what);
        self.version += u64::from(raises);
    }

    fn on_task(&mut self, after: i64, user: &str, task: RecordId, version: u64, what: What) {
        self.act(after, user, task, Expects::Version(version), what);
    }

    /// The request is typed in. At the counter what is shown is ticked then and there.
    fn come_in(&mut self) {
        let case = self.case;
        let at_counter = case.channel == Channel::Counter;
        let submit = Submit {
            office: id_of(BANYUBIRU),
            queue: case.queue.clone(),
            channel: case.channel,
            letter_type: letters::id_of(case.letter_type),
            applicant: case.applicant,
            subject: case.subject,
            contact: case.contact.clone(),
            fields: case.fields.clone(),
            requirements: if at_counter { Default::default() } else { case.requirements.clone() },
            note: String::new(),
        };
        self.act(0, self.clerk, case.id, Expects::New, What::Submit(submit));
        self.version = 1;
        if at_counter {
            for (key, shown) in &case.requirements {
                self.on_request(0, What::Tick(Tick { key: key.clone(), shown: Shown::max(*shown, Shown::Copy) }));
            }
        }
    }

    fn forward(&mut self) -> Result<Forwarded, SeedError> {
        let case = self.case;
        let prepared_on = date_of(self.at);
        let snapshot = ContentHash::of(&self.people.snapshot(case, prepared_on)?.canonical());
        let seen = |record| Seen { record, version: IMPORTED };
        let mut people = vec![seen(case.applicant), seen(case.subject)];
        people.dedup();
        let what = What::Forward(Forward {
            snapshot,
            letter_type: seen(letters::id_of(case.letter_type)),
            people,
            prepared_on,
        });
        let forward = self.act(6, self.clerk, case.id, Expects::Version(self.version), what);
        self.version += 1;
        Ok(Forwarded {
            letter: RecordId::made_by(forward, "letter", 0),
            verification: RecordId::made_by(forward, "task", 0),
            signature: RecordId::made_by(forward, "task", 1),
            snapshot,
        })
    }

    fn verified(&mut self) -> Result<Forwarded, SeedError> {
        let forwarded = self.forward()?;
        let what = What::Verify(Verify { snapshot: forwarded.snapshot });
        self.on_task(14, VERIFIER, forwarded.verification, 1, what);
        Ok(forwarded)
    }
}
