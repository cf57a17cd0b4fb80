//! Every action that has an inverse: both in a row leave the record as it was, and what a colleague changed since
//! is not put back.

use serasi::domain::action::{self, What};
use serasi::domain::id::RecordId;
use serasi::domain::record::Body;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Claim, Request, Shown};
use serasi::domain::undo::{Around, inverse, needs_before};

use super::life::{all_shown, texts};
use super::world::{JOKO, SITI, SRI, World};

fn request(world: &World, id: RecordId) -> Request {
    match &world.records[&id].body {
        Body::Request(request) => request.clone(),
        other => panic!("{other:?}"),
    }
}

/// What puts an action of Siti's back, by what the office has now.
fn back(world: &World, before: &World, what: &What, id: RecordId) -> Result<What, Refusal> {
    let claim = match world.records.get(&Claim::id_for(id)).map(|record| &record.body) {
        Some(Body::Claim(claim)) => Some(claim),
        _ => None,
    };
    let before = needs_before(what).then(|| &before.records[&id].body);
    inverse(what, Around { actor: SITI, before, now: &world.records[&id].body, claim })
}

fn edit() -> What {
    let fields = texts([("purpose", "lain")]);
    What::Edit(action::Edit { contact: "0812".into(), fields, requirements: all_shown() })
}

fn reason() -> action::Reason {
    action::Reason { reason: "KK kurang".into() }
}

#[test]
fn an_action_and_its_inverse_leave_the_request_as_it_was() {
    let mut world = World::new();
    let id = world.request("surat-pengantar", SRI);
    let tick = What::Tick(action::Tick { key: "rt".into(), shown: Shown::Original });
    let forward = What::Forward(world.forwarding(id));
    for what in [edit(), tick, What::ReturnToApplicant(reason()), forward] {
        let (mut after, kind) = (world.clone(), what.kind());
        after.does(SITI, id, what.clone());
        let inverse = back(&after, &world, &what, id).unwrap();
        after.does(SITI, id, inverse);
        let (mut was, is) = (request(&world, id), request(&after, id));
        was.letter = is.letter;
        assert_eq!(was, is, "{kind}");
    }
    let mut waiting = world.clone();
    waiting.does(SITI, id, What::ReturnToApplicant(reason()));
    let (before, resume) = (waiting.clone(), What::Resume(action::Resume {}));
    waiting.does(SITI, id, resume.clone());
    let inverse = back(&waiting, &before, &resume, id).unwrap();
    assert_eq!(inverse, What::ReturnToApplicant(reason()), "with the reason that it had");
}

#[test]
fn a_claim_is_put_back_by_a_release_and_a_release_by_a_claim() {
    let mut world = World::new();
    let id = world.request("surat-pengantar", SRI);
    let claim = What::Claim(action::Claim { take_over: false });
    world.does(SITI, id, claim.clone());
    let release = back(&world, &world, &claim, id).unwrap();
    assert_eq!(release, What::Release(action::Release {}));
    let mut taken = world.clone();
    taken.does(JOKO, id, What::Claim(action::Claim { take_over: true }));
    assert!(back(&taken, &taken, &claim, id).is_err(), "it is Joko's by now");
    world.does(SITI, id, release.clone());
    assert_eq!(back(&world, &world, &release, id), Ok(claim));
}

#[test]
fn what_a_colleague_changed_since_stays_and_what_has_no_inverse_says_so() {
    let mut world = World::new();
    let id = world.request("surat-pengantar", SRI);
    let before = world.clone();
    world.does(SITI, id, edit());
    world.does(SITI, id, What::Release(action::Release {}));
    let other = action::Edit { contact: "0899".into(), fields: texts([("purpose", "x")]), requirements: all_shown() };
    world.does(JOKO, id, What::Edit(other));
    let moved = Refusal::WrongState { state: "submitted".into() };
    assert_eq!(back(&world, &before, &edit(), id), Err(moved));
    for what in [What::Refuse(reason()), What::Cancel(reason()), What::Note(action::Note { text: "x".into() })] {
        let kind = what.kind().to_owned();
        assert_eq!(back(&world, &before, &what, id), Err(Refusal::NotUndoable { kind }));
    }
}

#[test]
fn what_hands_work_on_or_has_no_inverse_rests() {
    let rests = [What::Refuse(reason()), What::ReturnTask(reason()), What::ReturnToApplicant(reason())];
    assert!(rests.iter().all(What::rests));
    let goes = [edit(), What::Claim(action::Claim { take_over: true }), What::Recall(action::Recall {})];
    assert!(!goes.iter().any(What::rests));
}
