//! Two desks and a line that loses, repeats, reorders and cuts: whatever happens, both end up with what the
//! server has, and nothing that was queued is lost. Each history comes from its seed alone.

use std::collections::{BTreeMap, BTreeSet};

use serasi::client::store::{outbox, streams};
use serasi::desk::{Command, DeskError, Done};
use serasi::domain::handing::How;
use serasi::domain::id::{ActionId, RecordId};
use serasi::domain::request::Shown;
use serasi::domain::stream::StreamId;
use serasi::server::core::import;
use serasi::wire::actions::{Batch, Results};
use serasi::wire::feed::Feed;
use uuid::Uuid;

use super::exhaustive::open_request;
use super::replica::{Replica, assert_same, fast_dir};
use crate::api::village::Village;
use crate::domain::world::{JOKO, SITI};

const HISTORIES: u64 = 40;
const STEPS: usize = 120;

/// Numbers from a seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }
}

/// What the line does to one exchange.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    RequestLost,
    AnswerLost,
    Twice,
    /// The answer comes at some later time.
    Late,
    /// Half of the answer comes.
    Cut,
}

const FAULTS: [Fault; 8] = [
    Fault::None,
    Fault::None,
    Fault::None,
    Fault::RequestLost,
    Fault::AnswerLost,
    Fault::Twice,
    Fault::Late,
    Fault::Cut,
];

/// One desk with the answers that are still on their way to it.
struct Side {
    replica: Replica,
    late_pages: Vec<Feed>,
    late_results: Vec<(Batch, Results)>,
    queued: BTreeSet<ActionId>,
    places: BTreeMap<StreamId, u64>,
}

impl Side {
    fn new(replica: Replica) -> Self {
        Self {
            replica,
            late_pages: Vec::new(),
            late_results: Vec::new(),
            queued: BTreeSet::new(),
            places: BTreeMap::new(),
        }
    }

    fn act(&mut self, dice: &mut Dice, requests: &[RecordId]) {
        let request = requests[dice.below(requests.len())];
        let contact = dice.below(1000).to_string();
        let command = match dice.below(11) {
            0 | 1 => Command::Edit { request, contact, fields: BTreeMap::new(), requirements: BTreeMap::new() },
            2 | 3 => Command::Tick { request, key: "ktp".into(), shown: Shown::Copy },
            4 => Command::Claim { request, take_over: dice.below(2) == 0 },
            5 => Command::Release { request },
            6 => Command::ReturnToApplicant { request, reason: "KK belum ada".into() },
            7 => Command::Resume { request },
            8 => Command::Tell { request, how: How::Telephone },
            9 => Command::Assign { request, to: [SITI, JOKO][dice.below(2)], note: "serah terima".into() },
            _ => Command::MarkRead { record: request },
        };
        match self.replica.perform(command) {
            Ok(Done::Queued { action, .. } | Done::Submitted { action, .. }) => {
                self.queued.insert(action);
            }
            Ok(Done::Kept | Done::Many { .. } | Done::Together(_) | Done::Settled(_) | Done::Written(_))
            | Err(DeskError::Refused(_) | DeskError::Changed | DeskError::NotHere) => {}
            Err(error) => panic!("{error}"),
        }
    }

    fn push(&mut self, dice: &mut Dice, fault: Fault) {
        let Some(batch) = self.replica.compose(1 + dice.below(5)) else { return };
        if fault == Fault::RequestLost {
            return;
        }
        let results = self.replica.send(&batch);
        match fault {
            Fault::AnswerLost | Fault::Cut => {}
            Fault::Late => self.late_results.push((batch, results)),
            Fault::Twice => {
                let again = self.replica.send(&batch);
                assert_eq!(again.results, results.results);
                self.replica.take_results(batch.clone(), results);
                self.replica.take_results(batch, again);
            }
            Fault::None | Fault::RequestLost => self.replica.take_results(batch, results),
        }
    }

    fn page(&mut self, feed: Feed, fault: Fault) {
        match fault {
            Fault::RequestLost | Fault::AnswerLost => {}
            Fault::Late => self.late_pages.push(feed),
            Fault::Twice => {
                self.replica.take(feed.clone());
                self.replica.take(feed);
            }
            Fault::Cut => {
                let text = serde_json::to_string(&feed).unwrap();
                assert!(serde_json::from_str::<Feed>(&text[..text.len() / 2]).is_err());
            }
            Fault::None => {
                self.replica.take(feed);
            }
        }
    }

    fn late(&mut self, dice: &mut Dice) {
        if !self.late_pages.is_empty() {
            let page = self.late_pages.remove(dice.below(self.late_pages.len()));
            self.replica.take(page);
        }
        if !self.late_results.is_empty() {
            let (batch, results) = self.late_results.remove(dice.below(self.late_results.len()));
            self.replica.take_results(batch, results);
        }
    }

    /// Cursors only go up, and what was queued is still in the outbox.
    fn check(&mut self, about: &str) {
        for (stream, cursor) in self.replica.places() {
            let position = cursor.map_or(0, |cursor| cursor.position);
            let before = self.places.insert(stream, position).unwrap_or(0);
            assert!(position >= before, "{about}: cursor of {stream} went back");
        }
        let queued = self.queued.clone();
        let lost = self.replica.store().write(move |files| {
            let mut lost = Vec::new();
            for id in queued {
                if outbox::get(&files.outbox, id)?.is_none() {
                    lost.push(id);
                }
            }
            Ok(lost)
        });
        assert_eq!(lost.unwrap(), [], "{about}: lost");
    }

    /// The program ends and starts again: the overlay made from the outbox is the one that was shown.
    fn restart(&mut self, about: &str) {
        let before = self.replica.shown();
        self.replica.restart();
        assert_eq!(self.replica.shown(), before, "{about}: overlay differs after a restart");
    }
}

fn step(side: &mut Side, dice: &mut Dice, requests: &[RecordId], about: &str) {
    let fault = FAULTS[dice.below(FAULTS.len())];
    match dice.below(12) {
        0..=3 => side.act(dice, requests),
        4 | 5 => side.push(dice, fault),
        6 | 7 => {
            let feed = side.replica.ask_up();
            side.page(feed, fault);
        }
        8 | 9 => {
            if let Some(feed) = side.replica.ask_down() {
                side.page(feed, fault);
            }
        }
        10 => side.late(dice),
        _ if dice.below(4) == 0 => side.restart(about),
        _ => {}
    }
}

fn run(seed: u64) {
    let about = format!("seed {seed}");
    let mut dice = Dice::new(seed);
    let village = Village::new();
    let ids: Vec<RecordId> = (0..250).map(|n| RecordId(Uuid::from_u128(0xF000_0000 + n))).collect();
    import(&village.app.core.store, village.env.as_ref(), ids.iter().map(|id| open_request(*id)).collect()).unwrap();
    let home = fast_dir();
    let mut sides = ["siti", "joko"].map(|name| Side::new(Replica::log_in(&village, home.path(), name)));
    for _ in 0..STEPS {
        let side = &mut sides[dice.below(2)];
        // Few of the records, so that the desks meet.
        step(side, &mut dice, &ids[..4], &about);
        side.check(&about);
    }
    for side in &mut sides {
        while !side.late_pages.is_empty() || !side.late_results.is_empty() {
            side.late(&mut dice);
        }
    }
    for _ in 0..2 {
        sides.iter().for_each(|side| side.replica.settle());
    }
    for side in &mut sides {
        side.check(&about);
        assert_same(&village, &side.replica);
        let covered = side.replica.store().write(|files| {
            assert!(streams::all_complete(&files.cache)?);
            Ok(files.cache.query_row("SELECT count(*) FROM base", [], |row| row.get::<_, i64>(0))?)
        });
        assert_eq!(covered.unwrap(), 0, "{about}: with an empty outbox nothing is covered");
    }
}

#[test]
fn two_desks_on_a_bad_line_end_up_with_what_the_server_has_one() {
    (0..HISTORIES).step_by(2).for_each(run);
}

#[test]
fn two_desks_on_a_bad_line_end_up_with_what_the_server_has_two() {
    (1..HISTORIES).step_by(2).for_each(run);
}
