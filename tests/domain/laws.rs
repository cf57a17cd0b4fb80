//! Laws that hold for every request, action and gap in what is known.

use proptest::prelude::*;
use serasi::domain::action::{self, Action, Expects, Merge, What};
use serasi::domain::context::{Answer, Context, Need};
use serasi::domain::decide::{Verdict, decide_with};
use serasi::domain::handing::{How, Receiver, Relation, Way};
use serasi::domain::id::{ActionId, RecordId};
use serasi::domain::letter::Mark;
use serasi::domain::record::Body;
use serasi::domain::request::Shown;
use serasi::domain::reveal::Purpose;
use serasi::domain::task::TaskKind;

use super::life::{all_shown, texts};
use super::world::{ANI, DEAD, HEAD, JOKO, SITI, SRI, STRANGER, World};

fn reason() -> action::Reason {
    action::Reason { reason: "sebab".into() }
}

/// A world some steps into its life, and an action on it by somebody.
fn scene(steps: u8, kind: u8, actor: u8, claimed: bool, dead: bool) -> (World, Action) {
    let mut world = World::new();
    let request = world.request("surat-pengantar", if dead { DEAD } else { SRI });
    if claimed {
        world.does(JOKO, request, What::Claim(action::Claim { take_over: false }));
        world.now += jiff::SignedDuration::from_mins(i64::from(kind));
    }
    let data = world.forwarding(request);
    if steps > 0 && !dead {
        let who = if claimed { JOKO } else { SITI };
        world.forwards(who, request);
        if steps > 1 {
            world.verifies(request);
        }
    }
    let tasks: Vec<RecordId> = if steps > 0 && !dead {
        [TaskKind::Verify, TaskKind::Sign].map(|kind| world.task(request, kind).id).to_vec()
    } else {
        vec![request, request]
    };
    let verify = action::Verify { snapshot: data.snapshot };
    if kind >= 128 && steps > 0 && !dead {
        // The next person has opened it.
        let (person, task) = if steps == 1 { (ANI, tasks[0]) } else { (HEAD, tasks[1]) };
        world.does(person, Mark::id_for(person, task), What::MarkRead(action::MarkRead { read: task }));
    }
    let (record, what) = match kind % 18 {
        0 => (request, What::Forward(data)),
        1 => (request, What::ReturnToApplicant(reason())),
        2 => (request, What::Refuse(reason())),
        3 => (request, What::Cancel(reason())),
        4 => (request, What::Tick(action::Tick { key: "rt".into(), shown: Shown::Copy })),
        5 => (request, What::Claim(action::Claim { take_over: false })),
        6 => (request, What::Note(action::Note { text: "x".into() })),
        7 => (tasks[0], What::Verify(verify)),
        8 => (tasks[1], What::ReturnTask(reason())),
        9 => (tasks[1], What::Verify(verify)),
        11 => (request, What::Assign(action::Assign { to: JOKO, note: String::new() })),
        12 => (request, What::Tell(action::Tell { how: How::Telephone })),
        13 => (request, hands_over(Receiver::Applicant)),
        10 => (request, What::Resume(action::Resume {})),
        14 => (request, What::Recall(action::Recall {})),
        15 => (tasks[0], What::Recall(action::Recall {})),
        16 => {
            let text = if kind < 128 { "sensus" } else { "" };
            let data = action::Reveal { resident: SRI, purpose: Purpose::Other, text: text.into() };
            (world.id().into(), What::Reveal(data))
        }
        _ => {
            let edit = action::Edit { contact: "1".into(), fields: texts([]), requirements: all_shown() };
            (request, What::Edit(edit))
        }
    };
    let actor = [SITI, JOKO, ANI, HEAD, STRANGER][usize::from(actor % 5)];
    let action = world.action(actor, record, what);
    (world, action)
}

/// Answers needs, but says "unknown" to those whose place in the order of asking is in the mask.
fn partly(world: &World, mask: u32) -> impl FnMut(&mut Context, Need) {
    let world = world.clone();
    let mut asked = 0;
    move |context, need| {
        let unknown = mask >> (asked % 32) & 1 == 1;
        asked += 1;
        if !unknown {
            return world.answer(context, need);
        }
        match need {
            Need::Record(id) => context.put_record(id, Answer::Unknown),
            Need::Officials(office) => context.put_officials(office, Answer::Unknown),
            Need::Times => context.put_times(Answer::Unknown),
            Need::Predecessor(action) => context.put_predecessor(action, Answer::Unknown),
            Need::Signing(letter) => context.put_signing(letter, Answer::Unknown),
            Need::Opened { task, person } => context.put_opened(task, person, Answer::Unknown),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_unknown_never_makes_a_refusal(
        steps in 0_u8..3, kind in any::<u8>(), actor in any::<u8>(), claimed: bool, dead: bool, mask: u32,
    ) {
        let (world, action) = scene(steps, kind, actor, claimed, dead);
        let full = world.decide(&action, false);
        let (partial, _) = decide_with(&action, false, partly(&world, mask));
        match partial {
            Verdict::Refused(_) | Verdict::Conflict { .. } | Verdict::Blocked(_) => prop_assert_eq!(partial, full),
            Verdict::Applied { .. } | Verdict::Undecided => {}
        }
    }

    #[test]
    fn deciding_is_a_function_and_applied_versions_rise_by_one(
        steps in 0_u8..3, kind in any::<u8>(), actor in any::<u8>(), claimed: bool,
    ) {
        let (mut world, action) = scene(steps, kind, actor, claimed, false);
        let before = world.version(action.record);
        let verdict = world.decide(&action, false);
        prop_assert_eq!(&verdict, &world.decide(&action, false));
        let records = world.records.clone();
        match world.act(&action, false) {
            Verdict::Applied { version, .. } => {
                // A claim is a record of its own, and what is asked back is marked at the step that has it.
                let asks = matches!(action.what, What::Recall(_)) && (kind >= 128 || kind % 18 == 14 && steps == 2);
                let elsewhere = asks || matches!(action.what, What::Claim(_) | What::Assign(_));
                prop_assert_eq!(version, before + u64::from(!elsewhere));
                prop_assert_eq!(version, world.version(action.record));
            }
            _ => prop_assert_eq!(records, world.records, "nothing changes"),
        }
    }

    #[test]
    fn a_strict_action_on_a_record_that_moved_on_changes_nothing(
        steps in 0_u8..3, kind in any::<u8>(), actor in any::<u8>(),
    ) {
        let (mut world, mut action) = scene(steps, kind, actor, false, false);
        action.expects = Expects::Version(world.version(action.record) + 1);
        let records = world.records.clone();
        let verdict = world.act(&action, false);
        if action.what.merge() == Merge::Strict {
            let changed_nothing = records == world.records;
            prop_assert!(changed_nothing);
            let no = matches!(verdict, Verdict::Conflict { .. } | Verdict::Refused(_));
            prop_assert!(no, "{:?}", verdict);
        }
    }
}

fn commuting(world: &mut World, request: RecordId) -> Vec<Action> {
    let tick = |key: &str, shown| What::Tick(action::Tick { key: key.into(), shown });
    let note = |text: &str| What::Note(action::Note { text: text.into() });
    let whats = [
        (SITI, tick("rt", Shown::Copy)),
        (JOKO, tick("rt", Shown::Original)),
        (SITI, tick("kk", Shown::Copy)),
        (SITI, note("KK baru")),
        (JOKO, note("sudah ditelepon")),
    ];
    whats.into_iter().map(|(actor, what)| world.action(actor, request, what)).collect()
}

#[test]
fn two_commuting_actions_give_the_same_record_in_both_orders() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let actions = commuting(&mut world, request);
    for first in &actions {
        for second in &actions {
            let after = |one: &Action, two: &Action| {
                let mut world = world.clone();
                world.act(one, false);
                world.act(two, false);
                world.records[&request].body.clone()
            };
            if first.id != second.id {
                assert_eq!(after(first, second), after(second, first), "{:?} {:?}", first.what, second.what);
            }
        }
    }
}

fn hands_over(to: Receiver) -> What {
    What::HandOver(action::HandOver { way: Way::Printed, to })
}

#[test]
fn of_two_that_gave_a_letter_away_the_smaller_action_stands_in_both_orders() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    world.verifies(request);
    world.signs(request);
    let brother = Receiver::Other { relation: Relation::Family, name: "Slamet".into() };
    let actions = [
        world.action(SITI, request, hands_over(Receiver::Applicant)),
        world.action(JOKO, request, hands_over(brother)),
        world.action(SITI, request, What::Note(action::Note { text: "x".into() })),
    ];
    for first in &actions {
        for second in actions.iter().filter(|second| second.id != first.id) {
            let after = |one: &Action, two: &Action| {
                let mut world = world.clone();
                assert!(matches!(world.act(one, false), Verdict::Applied { .. }));
                assert!(matches!(world.act(two, false), Verdict::Applied { .. }));
                world.records[&request].body.clone()
            };
            assert_eq!(after(first, second), after(second, first));
        }
    }
    let mut both = world.clone();
    both.act(&actions[1], false);
    both.act(&actions[0], false);
    let serasi::domain::request::RequestState::HandedOver(handed) = both.state(request) else { panic!() };
    assert_eq!((handed.action, handed.by), (actions[0].id, SITI));
}

#[test]
fn two_words_to_an_applicant_commute() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.does(SITI, request, What::ReturnToApplicant(reason()));
    let one = world.action(SITI, request, What::Tell(action::Tell { how: How::Telephone }));
    let two = world.action(JOKO, request, What::Tell(action::Tell { how: How::WhatsApp }));
    let after = |one: &Action, two: &Action| {
        let mut world = world.clone();
        world.act(one, false);
        world.act(two, false);
        world.records[&request].body.clone()
    };
    assert_eq!(after(&one, &two), after(&two, &one));
}

#[test]
fn reading_twice_is_reading_once_and_the_first_time_stands() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let mark = serasi::domain::letter::Mark::id_for(SITI, request);
    world.does(SITI, mark, What::MarkRead(action::MarkRead { read: request }));
    let first = world.records[&mark].clone();
    world.now += jiff::SignedDuration::from_hours(1);
    world.does(SITI, mark, What::MarkRead(action::MarkRead { read: request }));
    assert_eq!(world.records[&mark], first);
}

#[test]
fn after_a_failed_action_everything_behind_it_is_blocked_and_nothing_else() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let other = world.request("surat-pengantar", SRI);
    let mut refused = world.action(SITI, request, What::Refuse(action::Reason { reason: " ".into() }));
    refused.id = ActionId(world.id());
    assert!(matches!(world.act(&refused, false), Verdict::Refused(_)));
    let mut behind = world.action(SITI, request, What::Note(action::Note { text: "x".into() }));
    behind.expects = Expects::After(refused.id);
    assert_eq!(world.act(&behind, false), Verdict::Blocked(refused.id));
    let mut third = world.action(SITI, request, What::Note(action::Note { text: "y".into() }));
    third.expects = Expects::After(behind.id);
    assert_eq!(world.act(&third, false), Verdict::Blocked(behind.id));
    world.does(SITI, other, What::Note(action::Note { text: "z".into() }));
}

#[test]
fn after_holds_only_while_the_earlier_result_is_current() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let tick = |key: &str| What::Tick(action::Tick { key: key.into(), shown: Shown::Original });
    let first = world.action(SITI, request, tick("rt"));
    world.act(&first, false);
    let mut edit = world.action(
        SITI,
        request,
        What::Edit(action::Edit {
            contact: String::new(),
            fields: texts([("purpose", "a")]),
            requirements: all_shown(),
        }),
    );
    edit.expects = Expects::After(first.id);
    let mut undisturbed = world.clone();
    assert!(matches!(undisturbed.act(&edit, false), Verdict::Applied { as_expected: true, .. }));
    world.does(JOKO, request, tick("kk"));
    assert!(matches!(world.act(&edit, false), Verdict::Conflict { .. }));
}

#[test]
fn unknown_fields_survive_a_round_trip_and_unknown_values_make_a_record_unreadable() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let bytes = world.records[&request].body.write();
    let mut value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    value["kelak"] = "ada".into();
    let read = Body::read("request", &serde_json::to_vec(&value).unwrap()).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&read.write()).unwrap();
    assert_eq!(written["kelak"], "ada");
    value["channel"] = "merpati".into();
    assert!(Body::read("request", &serde_json::to_vec(&value).unwrap()).is_err());
    value["channel"] = "counter".into();
    value["v"] = 2.into();
    assert!(Body::read("request", &serde_json::to_vec(&value).unwrap()).is_err());
    assert!(Body::read("ramalan", b"{}").is_err());
}

#[test]
fn of_two_people_who_say_whose_a_card_is_the_later_one_stands_in_both_orders() {
    use serasi::domain::card::Card;
    let mut world = World::new();
    let number = "04A2C3D4E5F680";
    let card = Card::id_for(super::world::VILLAGE, number);
    let says = |world: &mut World, who, resident, number: &str| {
        let data = action::RememberCard { office: super::world::VILLAGE, number: number.into(), resident };
        world.action(who, card, What::RememberCard(data))
    };
    let first = says(&mut world, SITI, SRI, number);
    let second = says(&mut world, JOKO, super::world::SLAMET, number);
    let after = |one: &Action, two: &Action| {
        let mut world = world.clone();
        for action in [one, two] {
            let verdict = world.act(action, false);
            assert!(matches!(verdict, Verdict::Applied { .. }), "{verdict:?}");
        }
        world.records[&card].clone()
    };
    assert_eq!(after(&first, &second), after(&second, &first));
    let Body::Card(stands) = after(&second, &first).body else { panic!() };
    assert_eq!((stands.resident, stands.by), (super::world::SLAMET, JOKO));
    for (who, resident, number) in
        [(STRANGER, SRI, number), (ANI, SRI, number), (SITI, SRI, "3322075403800001"), (SITI, card, number)]
    {
        let action = says(&mut world, who, resident, number);
        assert!(matches!(world.decide(&action, false), Verdict::Refused(_)), "{action:?}");
    }
}
