//! Seeing a whole number outside its request: who may, and what is written down.

use serasi::domain::action::{Reveal, What};
use serasi::domain::context::{Answer, Need};
use serasi::domain::decide::{Verdict, decide_with};
use serasi::domain::record::Body;
use serasi::domain::refusal::Refusal;
use serasi::domain::reveal::Purpose;
use serasi::domain::stream::StreamId;

use super::world::{ANI, HEAD, SITI, SRI, STRANGER, VILLAGE, World};

fn reveal(purpose: Purpose, text: &str) -> What {
    What::Reveal(Reveal { resident: SRI, purpose, text: text.into() })
}

fn decide(world: &mut World, what: What, by: serasi::domain::id::PersonId) -> Verdict {
    let entry = world.id().into();
    let action = world.action(by, entry, what);
    world.decide(&action, false)
}

#[test]
fn whoever_holds_a_position_may_and_it_stands_in_the_log_alone() {
    let mut world = World::new();
    for by in [SITI, ANI, HEAD] {
        let Verdict::Applied { outcome, version, .. } = decide(&mut world, reveal(Purpose::Request, ""), by) else {
            panic!()
        };
        assert_eq!(version, 1);
        let [change] = outcome.changes.as_slice() else { panic!("one entry") };
        assert_eq!(change.body.streams(), [StreamId::OfficeLog(VILLAGE)]);
        let Body::Reveal(entry) = &change.body else { panic!() };
        assert_eq!((entry.person, entry.resident, entry.purpose), (by, SRI, Purpose::Request));
        let written = String::from_utf8(change.body.write()).unwrap();
        assert!(!written.contains("332207"), "a number in the log: {written}");
    }
}

#[test]
fn a_stranger_learns_nothing_and_another_purpose_needs_words() {
    let mut world = World::new();
    assert_eq!(decide(&mut world, reveal(Purpose::Request, ""), STRANGER), Verdict::Refused(Refusal::NotFound));
    assert_eq!(decide(&mut world, reveal(Purpose::Other, "  "), SITI), Verdict::Refused(Refusal::ReasonMissing));
    let typed = reveal(Purpose::Other, "sensus 3322075403900001");
    let Verdict::Applied { outcome, .. } = decide(&mut world, typed, SITI) else { panic!() };
    let Body::Reveal(entry) = &outcome.changes[0].body else { panic!() };
    assert_eq!(entry.text, "sensus 3322********0001", "a number that was typed does not stand in the log");
}

#[test]
fn an_entry_takes_no_derived_id_and_never_another_ones() {
    let mut world = World::new();
    let derived = serasi::domain::letter::Mark::id_for(SITI, SRI);
    let action = world.action(SITI, derived, reveal(Purpose::Request, ""));
    assert!(matches!(world.decide(&action, false), Verdict::Refused(Refusal::BadData { .. })));
    let action = world.action(SITI, SRI, reveal(Purpose::Request, ""));
    assert!(matches!(world.decide(&action, false), Verdict::Refused(Refusal::BadData { .. })));
    let mut fresh = action.clone();
    fresh.expects = serasi::domain::action::Expects::New;
    assert!(matches!(world.decide(&fresh, false), Verdict::Conflict { .. }));
}

#[test]
fn what_is_unknown_refuses_nothing() {
    let mut world = World::new();
    let entry = world.id().into();
    let action = world.action(SITI, entry, reveal(Purpose::Other, ""));
    let (verdict, _) = decide_with(&action, false, |context, need| match need {
        Need::Record(id) => context.put_record(id, Answer::Unknown),
        need => world.answer(context, need),
    });
    assert_eq!(verdict, Verdict::Undecided);
}
