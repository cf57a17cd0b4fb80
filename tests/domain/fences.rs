//! What must not happen, each refusal by name.

use serasi::config::letters::id_of;
use serasi::domain::action::{self, What};
use serasi::domain::decide::Verdict;
use serasi::domain::id::{PersonId, RecordId};
use serasi::domain::policy::Policy;
use serasi::domain::record::Body;
use serasi::domain::request::{RequestState, Shown};
use serasi::domain::task::TaskKind;

use super::life::{all_shown, texts};
use super::world::{ANI, DEAD, HEAD, JOKO, SITI, SLAMET, SRI, STRANGER, World};

fn code(world: &mut World, actor: PersonId, record: RecordId, what: What, server: bool) -> &'static str {
    let action = world.action(actor, record, what);
    match world.decide(&action, server) {
        Verdict::Refused(refusal) => refusal.code(),
        Verdict::Applied { .. } => "applied",
        Verdict::Conflict { .. } => "conflict",
        Verdict::Blocked(_) => "blocked",
        Verdict::Undecided => "undecided",
    }
}

#[test]
fn money_is_not_signed_electronically_whatever_the_task_says() {
    let mut world = World::new();
    let request = world.request("kuitansi", SRI);
    world.forwards(SITI, request);
    world.verifies(request);
    assert_eq!(world.state(request), RequestState::Ink);
    let task = world.task(request, TaskKind::Sign);
    let reserve = || What::Reserve(action::Verify { snapshot: task.snapshot });
    assert_eq!(code(&mut world, HEAD, task.id, reserve(), true), "ink_only");

    // A forged task and a forged letter do not open the fence: type and classification are read again.
    let Some(Body::Task(forged)) = world.records.get_mut(&task.id).map(|record| &mut record.body) else { panic!() };
    forged.policy = Policy::Electronic;
    assert_eq!(code(&mut world, HEAD, task.id, reserve(), true), "ink_only");
    let Some(Body::Letter(letter)) = world.records.get_mut(&task.letter).map(|record| &mut record.body) else {
        panic!()
    };
    letter.frozen.as_mut().unwrap().policy = Policy::Electronic;
    assert_eq!(code(&mut world, HEAD, task.id, reserve(), true), "ink_only");
    let signed = What::Signed(action::Signed { pdf: serasi::domain::id::ContentHash::of(b"x") });
    assert_eq!(code(&mut world, HEAD, task.id, signed, true), "ink_only");
}

#[test]
fn a_stranger_and_an_id_that_does_not_exist_get_the_same_answer() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    let task = world.task(request, TaskKind::Sign);
    let nowhere = RecordId(uuid::Uuid::from_u128(0xdead));
    for record in [request, nowhere] {
        for what in [
            What::Claim(action::Claim { take_over: true }),
            What::Refuse(action::Reason { reason: "x".into() }),
            What::Verify(action::Verify { snapshot: task.snapshot }),
            What::FollowUp(action::FollowUp { note: String::new() }),
        ] {
            assert_eq!(code(&mut world, STRANGER, record, what, false), "not_found");
        }
    }
    let verify = What::Verify(action::Verify { snapshot: task.snapshot });
    assert_eq!(code(&mut world, STRANGER, task.id, verify, false), "not_found");
}

#[test]
fn each_does_only_their_own_part() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    let (paraf, sign) = (world.task(request, TaskKind::Verify), world.task(request, TaskKind::Sign));
    let verify = || What::Verify(action::Verify { snapshot: paraf.snapshot });
    assert_eq!(code(&mut world, SITI, paraf.id, verify(), false), "not_allowed");
    assert_eq!(code(&mut world, HEAD, paraf.id, verify(), false), "not_allowed");
    assert_eq!(code(&mut world, HEAD, sign.id, verify(), false), "wrong_state", "a signature is no paraf");
    let refuse = What::Refuse(action::Reason { reason: "x".into() });
    assert_eq!(code(&mut world, ANI, request, refuse, false), "not_allowed");
    let sign_early = What::Reserve(action::Verify { snapshot: sign.snapshot });
    assert_eq!(code(&mut world, HEAD, sign.id, sign_early, true), "wrong_state", "the paraf comes first");
}

#[test]
fn an_incomplete_request_or_a_dead_applicant_is_not_forwarded() {
    let edited = |purpose: &str, kk: Shown| {
        let mut world = World::new();
        let request = world.request("surat-pengantar", SLAMET);
        let mut requirements = all_shown();
        requirements.insert("kk".into(), kk);
        let edit = action::Edit { contact: String::new(), fields: texts([("purpose", purpose)]), requirements };
        world.does(SITI, request, What::Edit(edit));
        let forward = What::Forward(world.forwarding(request));
        code(&mut world, SITI, request, forward, false)
    };
    assert_eq!(edited("  ", Shown::Original), "field_missing");
    assert_eq!(edited("kerja", Shown::Missing), "requirement_missing");
    assert_eq!(edited("kerja", Shown::Copy), "applied");

    let mut world = World::new();
    let request = world.request("surat-pengantar", DEAD);
    let forward = What::Forward(world.forwarding(request));
    assert_eq!(code(&mut world, SITI, request, forward, false), "resident_dead");
}

#[test]
fn a_day_far_from_the_servers_is_refused_and_other_data_is_a_conflict_that_names_them() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let mut data = world.forwarding(request);
    world.now += jiff::SignedDuration::from_hours(24 * 9);
    assert_eq!(code(&mut world, SITI, request, What::Forward(data.clone()), false), "date_off");

    world.now = super::world::noon();
    let Some(record) = world.records.get_mut(&SRI) else { panic!() };
    record.version = 2;
    let Body::Resident(resident) = &mut record.body else { panic!() };
    resident.occupation = "Guru".into();
    let action = world.action(SITI, request, What::Forward(data.clone()));
    match world.decide(&action, false) {
        Verdict::Conflict { differs, .. } => assert_eq!(differs, ["Sri Wahyuni"]),
        other => panic!("{other:?}"),
    }
    data = world.forwarding(request);
    assert_eq!(code(&mut world, SITI, request, What::Forward(data), false), "applied");
}

#[test]
fn nothing_else_happens_to_a_letter_between_the_intent_to_sign_and_its_outcome() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    world.verifies(request);
    let task = world.reserves(request);
    world.signing = Some(task.letter);
    let reason = || action::Reason { reason: "x".into() };
    assert_eq!(code(&mut world, SITI, request, What::Cancel(reason()), false), "wrong_state");
    assert_eq!(code(&mut world, HEAD, task.id, What::ReturnTask(reason()), false), "wrong_state");
    world.signing = None;
    assert_eq!(code(&mut world, SITI, request, What::Cancel(reason()), false), "applied");
}

#[test]
fn a_cancelled_letters_number_stays_in_the_book_with_the_reason() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    world.verifies(request);
    let task = world.reserves(request);
    world.does(SITI, request, What::Cancel(action::Reason { reason: "Pemohon batal".into() }));
    let Body::Letter(letter) = &world.records[&task.letter].body else { panic!() };
    assert_eq!(letter.state.name(), "voided");
    assert!(letter.number.is_some());
}

#[test]
fn strange_keys_and_people_of_another_village_are_refused() {
    let mut world = World::new();
    let request = RecordId(world.id());
    let submit = |world: &World| match &world.records[&SRI].body {
        Body::Resident(resident) => action::Submit {
            office: resident.office,
            queue: "A-02".into(),
            channel: serasi::domain::request::Channel::Counter,
            letter_type: id_of("surat-pengantar"),
            applicant: SRI,
            subject: SRI,
            contact: String::new(),
            fields: texts([("purpose", "x")]),
            requirements: all_shown(),
            note: String::new(),
        },
        other => panic!("{other:?}"),
    };
    let mut strange = submit(&world);
    strange.fields.insert("nik".into(), "x".into());
    assert_eq!(code(&mut world, JOKO, request, What::Submit(strange), false), "bad_data");
    let plain = submit(&world);
    assert_eq!(code(&mut world, STRANGER, request, What::Submit(plain), false), "not_found");
    let mut nobody = submit(&world);
    nobody.applicant = RecordId(uuid::Uuid::from_u128(0xdead));
    assert_eq!(code(&mut world, JOKO, request, What::Submit(nobody), false), "not_found");
}
