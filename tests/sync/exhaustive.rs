//! Two devices, one record, four actions: every order in which they can reach the server, each answer arriving
//! or lost, everything sent again, with refusals and conflicts.
//!
//! Held in every history: no action is applied whose predecessor in the same outbox was not, none twice, none
//! lost, and both desks end up with what the server has.

use std::collections::BTreeMap;

use serasi::client::store::{chain, outbox};
use serasi::desk::{Command, Done};
use serasi::domain::id::{ActionId, ContentHash, RecordId};
use serasi::domain::record::Body;
use serasi::domain::request::{Channel, Request, RequestState, Shown};
use serasi::env::Env;
use serasi::server::core::import;
use serasi::server::core::scope::Scope;
use serasi::wire::actions::{ActionResult, Batch};
use uuid::Uuid;

use super::replica::{Replica, assert_same, fast_dir};
use crate::api::village::Village;
use crate::domain::world::{SRI, VILLAGE, World};

/// What a person does to the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// Strict.
    Edit,
    /// Commuting.
    Tick,
    /// Refused when the other one was first; what follows it is blocked then.
    Claim,
}

use Act::{Claim, Edit, Tick};

/// Programs of a length: a claim can only be the first.
fn programs(length: usize) -> Vec<Vec<Act>> {
    let mut all = vec![Vec::new()];
    for index in 0..length {
        let acts: &[Act] = if index == 0 { &[Edit, Tick, Claim] } else { &[Edit, Tick] };
        all = all
            .into_iter()
            .flat_map(|program| acts.iter().map(move |act| [program.clone(), vec![*act]].concat()))
            .collect();
    }
    all
}

/// Every order in which `a` actions of one outbox and `b` of another can reach the server.
fn orders(a: usize, b: usize) -> Vec<Vec<usize>> {
    if a == 0 && b == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (who, left) in [(0, (a.wrapping_sub(1), b)), (1, (a, b.wrapping_sub(1)))] {
        if left.0 != usize::MAX && left.1 != usize::MAX {
            all.extend(orders(left.0, left.1).into_iter().map(|rest| [vec![who], rest].concat()));
        }
    }
    all
}

pub fn open_request(id: RecordId) -> Body {
    let letter_type = World::new().records.into_values().find_map(|record| match record.body {
        Body::LetterType(letter_type) if letter_type.slug == "surat-pengantar" => Some(letter_type.id),
        _ => None,
    });
    Request {
        id,
        office: VILLAGE,
        queue: "A-1".into(),
        channel: Channel::Counter,
        submitted: Some(crate::domain::world::noon()),
        letter_type: letter_type.unwrap(),
        applicant: SRI,
        subject: SRI,
        contact: String::new(),
        fields: BTreeMap::new(),
        requirements: BTreeMap::new(),
        state: RequestState::Submitted,
        letter: None,
        notes: BTreeMap::new(),
        ready: None,
        told: BTreeMap::new(),
        rest: serasi::domain::record::Rest::new(),
    }
    .into()
}

fn command(act: Act, request: RecordId, who: usize, index: usize) -> Command {
    match act {
        Edit => Command::Edit {
            request,
            contact: format!("{who}{index}"),
            fields: BTreeMap::new(),
            requirements: BTreeMap::new(),
        },
        Tick => {
            let key = ["ktp", "kk", "rt"][(who + index) % 3].to_owned();
            Command::Tick { request, key, shown: if index == 0 { Shown::Copy } else { Shown::Original } }
        }
        Claim => Command::Claim { request, take_over: false },
    }
}

struct History<'a> {
    village: &'a Village,
    desks: &'a [Replica; 2],
    scopes: &'a [Scope; 2],
    request: RecordId,
    /// Every batch that reached the server, with the first answer to it.
    sent: Vec<(usize, Batch, String)>,
}

impl History<'_> {
    /// One delivery. When its answer is lost the desk sends the same again.
    fn deliver(&mut self, who: usize, answer_lost: bool) {
        let desk = &self.desks[who];
        for lost in if answer_lost { vec![true, false] } else { vec![false] } {
            let batch = desk.compose(1).unwrap();
            let answer = self.at_core(who, &batch);
            self.sent.push((who, batch.clone(), answer.clone()));
            if !lost {
                let results = serde_json::from_str(&answer).unwrap();
                desk.take_results(batch, results);
            }
        }
    }

    /// The core's answer, byte for byte.
    fn at_core(&self, who: usize, batch: &Batch) -> String {
        let answer = self.village.app.core.batch(&self.scopes[who], batch.clone()).unwrap();
        serde_json::to_string(&answer).unwrap()
    }

    /// Everything that was ever sent arrives once more.
    fn repeat_all(&self) {
        for (who, batch, first) in &self.sent {
            assert_eq!(&self.at_core(*who, batch), first, "a result is for ever");
        }
    }

    fn results(&self, who: usize, actions: &[ActionId]) -> Vec<ActionResult> {
        let actions = actions.to_vec();
        self.desks[who]
            .store()
            .write(move |files| {
                actions.iter().map(|id| Ok(outbox::get(&files.outbox, *id)?.unwrap().result.unwrap())).collect()
            })
            .unwrap()
    }
}

fn queue(desk: &Replica, program: &[Act], request: RecordId, who: usize) -> Vec<ActionId> {
    let queued =
        program.iter().enumerate().map(|(index, act)| match desk.perform(command(*act, request, who, index)) {
            Ok(Done::Queued { action, .. }) => action,
            other => panic!("{act:?} {other:?}"),
        });
    queued.collect()
}

fn run(around: &Around, programs: [&[Act]; 2], order: &[usize], lost: usize, id: RecordId) {
    let Around { village, desks, scopes, .. } = around;
    let about = format!("{programs:?} {order:?} {lost:04b}");
    let queued = [0, 1].map(|who| queue(&desks[who], programs[who], id, who));
    let mut history = History { village, desks, scopes, request: id, sent: Vec::new() };
    for (index, who) in order.iter().enumerate() {
        history.deliver(*who, lost & (1 << index) != 0);
    }
    let before = version(village, history.request);
    history.repeat_all();
    assert_eq!(version(village, history.request), before, "{about}: applied twice");

    let mut raised = 0;
    for who in [0, 1] {
        let results = history.results(who, &queued[who]);
        let applied: Vec<bool> = results.iter().map(|r| matches!(r, ActionResult::Applied { .. })).collect();
        for (index, pair) in applied.windows(2).enumerate() {
            assert!(pair[0] || !pair[1], "{about}: {index} of {who} failed and the next was applied: {results:?}");
        }
        raised += programs[who].iter().zip(&applied).filter(|(act, applied)| **act != Claim && **applied).count();
    }
    assert_eq!(before, 1 + raised as u64, "{about}: each applied action raised the version once");
    for desk in desks {
        desk.take(desk.ask_up());
        assert_eq!(desk.unsent(), 0, "{about}: lost");
        discard_failed(desk);
    }
}

/// What was refused or in conflict is given up, so that the next history begins with an empty outbox.
fn discard_failed(desk: &Replica) {
    for chain in desk.store().write(|files| chain::all(&files.outbox)).unwrap() {
        desk.perform(Command::Discard { action: chain.head.action.id, reason: "uji".into() }).unwrap();
    }
}

fn version(village: &Village, id: RecordId) -> u64 {
    village.app.core.store.read(move |tx| tx.load(id)).unwrap().unwrap().version
}

/// A village with two operators at their desks.
struct Around {
    village: Village,
    desks: [Replica; 2],
    scopes: [Scope; 2],
    _home: tempfile::TempDir,
}

impl Around {
    fn new(requests: &[RecordId]) -> Self {
        let village = Village::new();
        for some in requests.chunks(500) {
            let bodies = some.iter().map(|id| open_request(*id)).collect();
            import(&village.app.core.store, village.env.as_ref(), bodies).unwrap();
        }
        let home = fast_dir();
        let desks = ["siti", "joko"].map(|name| Replica::log_in(&village, home.path(), name));
        desks.iter().for_each(Replica::settle);
        let scopes = [0, 1].map(|who: usize| {
            let (actor, now) = (desks[who].actor, village.env.now());
            let session = ContentHash::of(b"any");
            village.app.core.store.read(|tx| Scope::of(tx, actor.person, actor.device, "x", session, now)).unwrap()
        });
        Self { village, desks, scopes, _home: home }
    }
}

/// Every history in which one device does `a` things and the other `b`.
fn try_all(splits: &[(usize, usize)]) {
    let mut histories: Vec<([Vec<Act>; 2], Vec<usize>, usize)> = Vec::new();
    for (a, b) in splits {
        for (n, one) in programs(*a).into_iter().enumerate() {
            // With as many actions on either side it does not matter which device is which.
            for two in programs(*b).into_iter().skip(if a == b { n } else { 0 }) {
                for order in orders(*a, *b) {
                    histories.extend((0..16).map(|lost| ([one.clone(), two.clone()], order.clone(), lost)));
                }
            }
        }
    }
    let ids: Vec<RecordId> = (0..histories.len()).map(|n| RecordId(Uuid::from_u128(0xF000_0000 + n as u128))).collect();
    let around = Around::new(&ids);
    for (([one, two], order, lost), id) in histories.iter().zip(ids) {
        run(&around, [one, two], order, *lost, id);
    }
    around.desks.iter().for_each(|desk| {
        desk.settle();
        assert_same(&around.village, desk);
    });
    println!("{} histories", histories.len());
}

// Two tests, so that they run side by side.
#[test]
fn two_and_two_actions_of_two_devices_in_every_order_with_loss_and_repeat() {
    try_all(&[(2, 2)]);
}

#[test]
fn three_and_one_or_all_four_actions_in_every_order_with_loss_and_repeat() {
    try_all(&[(3, 1), (4, 0)]);
}
