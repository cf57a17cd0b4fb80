//! Every state × every action: a transition or a named refusal. The tables below are the rules at a glance;
//! a rule that changes changes a cell here.

use serasi::domain::action::{self, Expects, KINDS, Maker, What};
use serasi::domain::decide::Verdict;
use serasi::domain::handing::{Handed, How, Receiver, Relation, Way};
use serasi::domain::id::{ActionId, ContentHash, RecordId};
use serasi::domain::letter::{Arrival, Delivery, DeliveryState, Letter, LetterState, Mark, Page, Secrecy, Urgency};
use serasi::domain::numbering::{Number, OUTGOING};
use serasi::domain::record::{Body, Rest};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Because, Claim, Owner, Passed, RequestState, Shown};
use serasi::domain::task::{AskedBack, TaskKind, TaskState};

use super::life::{all_shown, texts};
use super::world::{ANI, ELSEWHERE, HEAD, JOKO, SITI, SRI, VILLAGE, World};

fn why() -> Because {
    Because { by: Some(SITI), reason: "sebab".into(), at: None }
}

pub fn handed() -> Handed {
    let action = ActionId(uuid::Uuid::nil());
    Handed { action, by: SITI, way: Way::Printed, to: Receiver::Applicant, at: None }
}

fn reason() -> action::Reason {
    action::Reason { reason: "sebab".into() }
}

fn request_states() -> Vec<RequestState> {
    vec![
        RequestState::Submitted,
        RequestState::Returned(why()),
        RequestState::WaitingApplicant(why()),
        RequestState::WaitingOffice(why()),
        RequestState::Verification { step: 0 },
        RequestState::Signature,
        RequestState::Ink,
        RequestState::InDoubt,
        RequestState::Issued,
        RequestState::HandedOver(handed()),
        RequestState::Refused(why()),
        RequestState::Cancelled(why()),
    ]
}

/// A request that is in this state, its letter and tasks as they then are.
fn in_state(state: &RequestState) -> (World, RecordId) {
    let mut world = World::new();
    let slug = if *state == RequestState::Ink { "kuitansi" } else { "surat-pengantar" };
    let request = world.request(slug, SRI);
    match state {
        RequestState::Returned(_) => {
            world.forwards(SITI, request);
            let task = world.task(request, TaskKind::Verify);
            world.does(ANI, task.id, What::ReturnTask(reason()));
        }
        RequestState::WaitingApplicant(_) => world.does(SITI, request, What::ReturnToApplicant(reason())),
        RequestState::Verification { .. } => world.forwards(SITI, request),
        RequestState::Signature | RequestState::Ink => {
            world.forwards(SITI, request);
            world.verifies(request);
        }
        RequestState::InDoubt => {
            world.forwards(SITI, request);
            world.verifies(request);
            let task = world.reserves(request);
            world.server_does(HEAD, task.id, What::Doubt(action::Doubt {}));
        }
        RequestState::Issued | RequestState::HandedOver(_) => {
            world.forwards(SITI, request);
            world.verifies(request);
            world.signs(request);
        }
        RequestState::Refused(_) => world.does(SITI, request, What::Refuse(reason())),
        RequestState::Cancelled(_) => world.does(SITI, request, What::Cancel(reason())),
        RequestState::Submitted | RequestState::WaitingOffice(_) => {}
    }
    if world.state(request).name() != state.name() {
        let record = world.records.get_mut(&request).unwrap();
        let Body::Request(body) = &mut record.body else { panic!() };
        body.state = state.clone();
    }
    (world, request)
}

/// An action of every kind on a request, by who may do it.
fn on_request(kind: &str, world: &World, request: RecordId) -> Option<What> {
    Some(match kind {
        "edit" => What::Edit(action::Edit {
            contact: "0812".into(),
            fields: texts([("purpose", "lain")]),
            requirements: all_shown(),
        }),
        "tick" => What::Tick(action::Tick { key: "kk".into(), shown: Shown::Original }),
        "note" => What::Note(action::Note { text: "catatan".into() }),
        "claim" => What::Claim(action::Claim { take_over: false }),
        "release" => What::Release(action::Release {}),
        "forward" => What::Forward(world.forwarding(request)),
        "return_to_applicant" => What::ReturnToApplicant(reason()),
        "resume" => What::Resume(action::Resume {}),
        "refuse" => What::Refuse(reason()),
        "cancel" => What::Cancel(reason()),
        "recall" => What::Recall(action::Recall {}),
        "assign" => What::Assign(action::Assign { to: JOKO, note: "lanjutkan".into() }),
        "tell" => What::Tell(action::Tell { how: How::Telephone }),
        "hand_over" => What::HandOver(action::HandOver { way: Way::Printed, to: Receiver::Applicant }),
        _ => return None,
    })
}

fn cell(world: &World, verdict: &Verdict, about: RecordId) -> String {
    match verdict {
        Verdict::Applied { outcome, .. } => {
            let mut after = world.clone();
            after.store(outcome.clone());
            match &after.records[&about].body {
                Body::Request(request) => request.state.name().to_owned(),
                Body::Task(task) => task.state.name().to_owned(),
                Body::Letter(letter) => letter.state.name().to_owned(),
                other => other.kind().to_owned(),
            }
        }
        Verdict::Refused(refusal) => format!("!{}", refusal.code()),
        other => format!("{other:?}"),
    }
}

fn table(rows: impl Iterator<Item = (String, Vec<String>)>, columns: &[&str]) -> String {
    let mut lines = vec![format!("{:<18}{}", "", columns.iter().map(|c| format!("{c:<20}")).collect::<String>())];
    lines.extend(
        rows.map(|(name, cells)| format!("{name:<18}{}", cells.iter().map(|c| format!("{c:<20}")).collect::<String>())),
    );
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

fn same(found: &str, expected: &str) {
    let clean = |text: &str| text.trim().lines().map(str::trim).map(str::to_owned).collect::<Vec<_>>().join("\n");
    assert_eq!(clean(found), clean(expected), "\n{found}\n");
}

#[test]
fn requests() {
    let kinds =
        ["forward", "return_to_applicant", "refuse", "cancel", "resume", "edit", "tick", "note", "claim", "recall"];
    same(&of_requests(&kinds), REQUESTS);
}

#[test]
fn requests_from_hand_to_hand() {
    same(&of_requests(&["assign", "tell", "hand_over"]), HANDS);
}

/// Every state against these kinds.
fn of_requests(kinds: &[&str]) -> String {
    let rows = request_states().into_iter().map(|state| {
        let (mut world, request) = in_state(&state);
        let cells = kinds.iter().map(|kind| {
            let what = on_request(kind, &world, request).unwrap();
            let action = world.action(SITI, request, what);
            let verdict = world.decide(&action, false);
            cell(&world, &verdict, request)
        });
        (state.name().to_owned(), cells.collect())
    });
    table(rows, kinds)
}

fn task_states() -> [TaskState; 6] {
    [
        TaskState::Waiting,
        TaskState::Open,
        TaskState::Done { by: HEAD, at: None },
        TaskState::Returned(why()),
        TaskState::Void,
        TaskState::InDoubt { since: None },
    ]
}

#[test]
fn tasks() {
    let kinds = ["verify", "return_task", "recall", "reserve", "signed", "doubt", "resolve"];
    let asked = [TaskKind::Verify, TaskKind::Sign].into_iter().flat_map(|k| task_states().map(|s| (k, s)));
    let rows = asked.map(|(kind, state)| {
        let mut world = World::new();
        let request = world.request("surat-pengantar", SRI);
        world.forwards(SITI, request);
        let task = world.task(request, kind);
        let Some(Body::Task(body)) = world.records.get_mut(&task.id).map(|record| &mut record.body) else { panic!() };
        body.state = state.clone();
        let cells = kinds.map(|what| {
            let verify = action::Verify { snapshot: task.snapshot };
            let (server, what) = match what {
                "verify" => (false, What::Verify(verify)),
                "return_task" => (false, What::ReturnTask(reason())),
                "recall" => (false, What::Recall(action::Recall {})),
                "reserve" => (true, What::Reserve(verify)),
                "signed" => (true, What::Signed(action::Signed { pdf: ContentHash::of(b"x") })),
                "doubt" => (true, What::Doubt(action::Doubt {})),
                _ => (
                    true,
                    What::Resolve(action::Resolve { signed: None, evidence: "bukti".into(), second: Some(SITI) }),
                ),
            };
            let actor = if kind == TaskKind::Verify && !server { ANI } else { HEAD };
            let action = world.action(actor, task.id, what);
            let verdict = world.decide(&action, server);
            cell(&world, &verdict, task.id)
        });
        (format!("{kind:?} {}", state.name()), cells.to_vec())
    });
    same(&table(rows, &kinds), TASKS);
}

fn incoming(world: &mut World, state: LetterState) -> RecordId {
    let id = RecordId(world.id());
    world.put(Letter {
        id,
        office: VILLAGE,
        subject: "Undangan".into(),
        kind: "Undangan".into(),
        classification: "005".into(),
        secrecy: Secrecy::Ordinary,
        urgency: Urgency::Ordinary,
        state,
        request: None,
        frozen: None,
        arrival: Some(Arrival {
            office: None,
            sender: "Dinas Sosial".into(),
            number: "005/1".into(),
            agenda: 1,
            received: None,
        }),
        number: None,
        date: None,
        token: None,
        pdf: None,
        rest: Rest::new(),
    })
}

#[test]
fn letters() {
    let states = [
        LetterState::InApproval,
        LetterState::Returned,
        LetterState::InDoubt,
        LetterState::Issued,
        LetterState::Voided(why()),
        LetterState::Received,
        LetterState::FollowedUp(why()),
    ];
    let kinds = ["follow_up", "mark_read", "render", "render_failed", "deliver"];
    let rows = states.into_iter().map(|state| {
        let mut world = World::new();
        let request = world.request("surat-pengantar", SRI);
        world.forwards(SITI, request);
        let task = world.task(request, TaskKind::Sign);
        let letter = match state {
            LetterState::Received | LetterState::FollowedUp(_) => incoming(&mut world, state.clone()),
            _ => task.letter,
        };
        let Some(Body::Letter(body)) = world.records.get_mut(&letter).map(|record| &mut record.body) else { panic!() };
        body.state = state.clone();
        if state == LetterState::Issued {
            let text = "400.10.2.2/045/BNB/XI/2026".into();
            body.number = Some(Number { counter: OUTGOING.into(), year: 2026, n: 45, text });
        }
        let delivery = world.put(Delivery {
            id: Delivery::id_for(letter, ELSEWHERE),
            letter,
            from: VILLAGE,
            to: ELSEWHERE,
            state: DeliveryState::Queued,
            rest: Rest::new(),
        });
        let cells = kinds.map(|kind| {
            let (server, record, what) = match kind {
                "follow_up" => (false, letter, What::FollowUp(action::FollowUp { note: String::new() })),
                "mark_read" => (false, Mark::id_for(SITI, letter), What::MarkRead(action::MarkRead { read: letter })),
                "render" => (true, Page::id_for(letter, task.snapshot), {
                    let pdf = ContentHash::of(b"draf");
                    What::Render(action::Render { letter, snapshot: task.snapshot, pages: vec!["x".into()], pdf })
                }),
                "render_failed" => (true, letter, {
                    What::RenderFailed(action::RenderFailed { snapshot: task.snapshot, reason: "templat".into() })
                }),
                _ => (true, delivery, What::Deliver(action::Deliver {})),
            };
            let action = world.action(SITI, record, what);
            let verdict = world.decide(&action, server);
            cell(&world, &verdict, record)
        });
        (state.name().to_owned(), cells.to_vec())
    });
    same(&table(rows, &kinds), LETTERS);
}

#[test]
fn every_kind_of_action_stands_in_a_table_or_in_a_test_of_its_own() {
    let shown = [REQUESTS, HANDS, TASKS, LETTERS].concat();
    for (kind, _, _) in KINDS {
        let elsewhere = ["submit", "release", "remember_card", "reveal"].contains(kind);
        assert!(elsewhere || shown.contains(kind), "{kind}");
    }
}

#[test]
fn every_state_has_an_owner_and_only_ended_ones_have_nobody() {
    for state in request_states() {
        let ended = ["handed_over", "refused", "cancelled"].contains(&state.name());
        assert_eq!(state.owner() == Owner::Nobody, ended, "{}", state.name());
    }
}

#[test]
fn what_only_the_server_makes_is_refused_from_a_person() {
    for (kind, _, maker) in KINDS {
        if *maker == Maker::Person {
            continue;
        }
        let mut world = World::new();
        let what = match *kind {
            "reserve" => What::Reserve(action::Verify { snapshot: ContentHash::of(b"") }),
            "signed" => What::Signed(action::Signed { pdf: ContentHash::of(b"") }),
            "doubt" => What::Doubt(action::Doubt {}),
            "resolve" => What::Resolve(action::Resolve { signed: None, evidence: "x".into(), second: None }),
            "deliver" => What::Deliver(action::Deliver {}),
            "render" => What::Render(action::Render {
                letter: SRI,
                snapshot: ContentHash::of(b""),
                pages: vec![],
                pdf: ContentHash::of(b""),
            }),
            _ => What::RenderFailed(action::RenderFailed { snapshot: ContentHash::of(b""), reason: "x".into() }),
        };
        let action = world.action(HEAD, SRI, what);
        assert_eq!(cell(&world, &world.decide(&action, false), SRI), "!server_only", "{kind}");
    }
}

#[test]
fn a_claim_is_a_courtesy_that_lapses_is_taken_over_and_is_given_back() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.does(JOKO, request, What::Claim(action::Claim { take_over: false }));
    assert_eq!(world.version(request), 1, "claiming raises no version");
    let try_it = |world: &mut World| {
        let data = world.forwarding(request);
        let action = world.action(SITI, request, What::Forward(data));
        cell(world, &world.decide(&action, false), request)
    };
    assert_eq!(try_it(&mut world), "!claimed_by");
    let mut later = world.clone();
    later.now += jiff::SignedDuration::from_mins(20);
    assert_eq!(try_it(&mut later), "verification");
    let mut given_back = world.clone();
    given_back.does(JOKO, request, What::Release(action::Release {}));
    assert_eq!(try_it(&mut given_back), "verification");
    world.does(SITI, request, What::Claim(action::Claim { take_over: true }));
    assert_eq!(try_it(&mut world), "verification");
    let back = world.action(JOKO, request, What::Claim(action::Claim { take_over: false }));
    assert_eq!(cell(&world, &world.decide(&back, false), request), "!claimed_by");
}

#[test]
fn what_was_handed_on_is_taken_back_until_the_next_person_has_opened_it_and_asked_back_afterwards() {
    let recall = || What::Recall(action::Recall {});
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    let (paraf, sign) = (world.task(request, TaskKind::Verify), world.task(request, TaskKind::Sign));
    let try_it = |world: &World, actor, record| {
        let mut world = world.clone();
        let action = world.action(actor, record, recall());
        cell(&world, &world.decide(&action, false), record)
    };
    // Only who forwarded it, and nobody of another role.
    assert_eq!(try_it(&world, JOKO, request), "!not_your_task");
    assert_eq!(try_it(&world, ANI, request), "!not_allowed");
    assert_eq!(try_it(&world, HEAD, paraf.id), "!not_allowed");

    let mut taken_back = world.clone();
    taken_back.does(SITI, request, recall());
    let states = [&paraf, &sign].map(|task| match &taken_back.records[&task.id].body {
        Body::Task(task) => task.state.name(),
        other => panic!("{other:?}"),
    });
    assert_eq!(states, ["void", "void"], "nobody is asked any more");
    assert_eq!(cell_of(&taken_back, paraf.letter), "returned");
    taken_back.forwards(SITI, request);
    assert_eq!(taken_back.state(request).name(), "verification", "and forwarded anew");

    let read = |task: RecordId| What::MarkRead(action::MarkRead { read: task });
    let mut opened = world.clone();
    opened.does(ANI, Mark::id_for(ANI, paraf.id), read(paraf.id));
    let action = opened.action(SITI, request, recall());
    assert!(matches!(opened.act(&action, false), Verdict::Applied { version: 2, as_expected: true, .. }));
    let asked = Some(AskedBack { by: SITI, at: Some(opened.now) });
    assert_eq!((opened.state(request).name(), asked_back(&opened, paraf.id)), ("verification", asked.clone()));
    assert_eq!(asked_back(&opened, sign.id), None, "of the step that waits, and no other");
    // Asking twice changes nothing, and the first time stands.
    opened.now += jiff::SignedDuration::from_hours(1);
    let records = opened.records.clone();
    opened.does(SITI, request, recall());
    assert_eq!((opened.records.clone(), asked_back(&opened, paraf.id)), (records, asked));
    // It ends when the approver decides, in whichever way.
    let mut returned = opened.clone();
    returned.does(ANI, paraf.id, What::ReturnTask(reason()));
    assert_eq!((returned.state(request).name(), asked_back(&returned, paraf.id)), ("returned", None));
    let mut given = opened.clone();
    given.verifies(request);
    assert_eq!((asked_back(&given, paraf.id), asked_back(&given, sign.id)), (None, None));
    given.does(ANI, paraf.id, recall());
    assert_eq!(asked_back(&given, paraf.id), None, "nor does it come back with the paraf");
    // Who is not asked may read it too: that is no reason.
    world.does(HEAD, Mark::id_for(HEAD, paraf.id), read(paraf.id));
    assert_eq!(try_it(&world, SITI, request), "submitted");

    world.verifies(request);
    // It is the head's now: opened or not, it is asked back from him.
    let mut further = world.clone();
    further.does(SITI, request, recall());
    assert_eq!((further.state(request).name(), asked_back(&further, paraf.id)), ("signature", None));
    assert_eq!(asked_back(&further, sign.id).map(|asked| asked.by), Some(SITI));
    further.signs(request);
    assert_eq!(asked_back(&further, sign.id), None);
    // Who had not heard of the paraf meant to take it from somebody else.
    let mut late = world.action(SITI, request, recall());
    late.expects = Expects::Version(world.version(request) - 1);
    let with_head = Refusal::AlreadyWith { name: "Anggoro".into() };
    assert_eq!(world.decide(&late, false), Verdict::Refused(with_head));
    let mut signing = world.clone();
    signing.signing = Some(paraf.letter);
    assert_eq!(try_it(&signing, ANI, paraf.id), "!wrong_state");
    let mut paraf_back = world.clone();
    paraf_back.does(ANI, paraf.id, recall());
    assert_eq!((cell_of(&paraf_back, sign.id), cell_of(&paraf_back, request)), ("waiting", "verification"));
    paraf_back.verifies(request);
    assert_eq!(paraf_back.state(request).name(), "signature");
    world.does(HEAD, Mark::id_for(HEAD, sign.id), read(sign.id));
    assert_eq!(try_it(&world, ANI, paraf.id), "done");
    world.does(ANI, paraf.id, recall());
    assert_eq!(asked_back(&world, sign.id).map(|asked| asked.by), Some(ANI));
    world.signs(request);
    assert_eq!(
        (try_it(&world, ANI, paraf.id), try_it(&world, SITI, request)),
        ("!wrong_state".into(), "!wrong_state".into())
    );
}

fn asked_back(world: &World, id: RecordId) -> Option<AskedBack> {
    match &world.records[&id].body {
        Body::Task(task) => task.asked_back.clone(),
        other => panic!("{other:?}"),
    }
}

fn cell_of(world: &World, id: RecordId) -> &'static str {
    match &world.records[&id].body {
        Body::Request(request) => request.state.name(),
        Body::Task(task) => task.state.name(),
        Body::Letter(letter) => letter.state.name(),
        other => panic!("{other:?}"),
    }
}

fn claim_of(world: &World, request: RecordId) -> Claim {
    match &world.records[&Claim::id_for(request)].body {
        Body::Claim(claim) => claim.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_claim_that_changes_hands_says_from_whom_by_whom_and_when() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.does(JOKO, request, What::Claim(action::Claim { take_over: false }));
    assert_eq!(claim_of(&world, request).passed, None);
    world.does(SITI, request, What::Claim(action::Claim { take_over: true }));
    let taken = Passed { from: JOKO, by: SITI, note: String::new(), at: Some(world.now) };
    assert_eq!(claim_of(&world, request).passed, Some(taken.clone()));
    // Working on it does not wipe that out.
    world.now += jiff::SignedDuration::from_mins(5);
    let edit = on_request("edit", &world, request).unwrap();
    world.does(SITI, request, edit);
    assert_eq!(claim_of(&world, request).passed, Some(taken));

    world.does(SITI, request, What::Assign(action::Assign { to: JOKO, note: " KK menyusul ".into() }));
    let claim = claim_of(&world, request);
    assert_eq!((claim.person, claim.released, claim.since), (JOKO, false, Some(world.now)));
    let given = Passed { from: SITI, by: SITI, note: "KK menyusul".into(), at: Some(world.now) };
    assert_eq!(claim.passed, Some(given));
    assert_eq!(world.version(request), 2, "passing on raises no version");
}

#[test]
fn a_request_is_passed_on_to_operators_only_and_not_while_a_colleague_is_at_it() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let to = |to| What::Assign(action::Assign { to, note: String::new() });
    let try_it = |world: &mut World, who, what| {
        let action = world.action(who, request, what);
        cell(world, &world.decide(&action, false), request)
    };
    for somebody in [ANI, HEAD, super::world::STRANGER] {
        assert_eq!(try_it(&mut world, SITI, to(somebody)), "!not_an_operator");
    }
    world.does(JOKO, request, What::Claim(action::Claim { take_over: false }));
    assert_eq!(try_it(&mut world, SITI, to(SITI)), "!claimed_by");
    assert_eq!(try_it(&mut world, JOKO, to(SITI)), "submitted");
}

#[test]
fn who_fetches_for_somebody_is_named_and_the_letter_says_since_when_it_lay_there() {
    let (mut world, request) = in_state(&RequestState::Issued);
    let ready = |world: &World| match &world.records[&request].body {
        Body::Request(body) => body.ready,
        other => panic!("{other:?}"),
    };
    let issued = world.now;
    assert_eq!(ready(&world), Some(issued));
    let other = |name: &str| {
        let to = Receiver::Other { relation: Relation::Family, name: name.into() };
        What::HandOver(action::HandOver { way: Way::Printed, to })
    };
    let nameless = world.action(SITI, request, other("  "));
    assert_eq!(cell(&world, &world.decide(&nameless, false), request), "!receiver_missing");
    world.now += jiff::SignedDuration::from_hours(3);
    world.does(SITI, request, other(" Slamet "));
    let RequestState::HandedOver(handed) = world.state(request) else { panic!("{:?}", world.state(request)) };
    assert_eq!((handed.by, handed.at), (SITI, Some(world.now)));
    assert_eq!(handed.to, Receiver::Other { relation: Relation::Family, name: "Slamet".into() });
    assert_eq!(ready(&world), Some(issued));
}

#[test]
fn what_an_applicant_was_told_is_of_this_return_not_of_one_before() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    let told = |world: &World| match &world.records[&request].body {
        Body::Request(body) => body.told.values().map(|told| (told.how, told.at)).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    world.does(SITI, request, What::ReturnToApplicant(reason()));
    world.does(JOKO, request, What::Tell(action::Tell { how: How::Telephone }));
    assert_eq!(told(&world), [(How::Telephone, Some(world.now))]);
    world.does(SITI, request, What::Resume(action::Resume {}));
    world.does(SITI, request, What::ReturnToApplicant(reason()));
    assert_eq!(told(&world), []);
}

#[rustfmt::skip]
const REQUESTS: &str = "
                  forward             return_to_applicant refuse              cancel              resume              edit                tick                note                claim               recall
submitted         verification        waiting_applicant   refused             cancelled           !wrong_state        submitted           submitted           submitted           submitted           !wrong_state
returned          verification        waiting_applicant   refused             cancelled           !wrong_state        returned            returned            returned            returned            !wrong_state
waiting_applicant !wrong_state        !wrong_state        refused             cancelled           submitted           !wrong_state        waiting_applicant   waiting_applicant   !wrong_state        !wrong_state
waiting_office    !wrong_state        !wrong_state        refused             cancelled           submitted           !wrong_state        waiting_office      waiting_office      !wrong_state        !wrong_state
verification      !wrong_state        !wrong_state        !wrong_state        cancelled           !wrong_state        !wrong_state        !wrong_state        verification        !wrong_state        submitted
signature         !wrong_state        !wrong_state        !wrong_state        cancelled           !wrong_state        !wrong_state        !wrong_state        signature           !wrong_state        signature
ink               !wrong_state        !wrong_state        !wrong_state        cancelled           !wrong_state        !wrong_state        !wrong_state        ink                 !wrong_state        ink
in_doubt          !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        in_doubt            !wrong_state        !wrong_state
issued            !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        issued              !wrong_state        !wrong_state
handed_over       !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        handed_over         !wrong_state        !wrong_state
refused           !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        refused             !wrong_state        !wrong_state
cancelled         !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        cancelled           !wrong_state        !wrong_state
";
const HANDS: &str = "
                  assign              tell                hand_over
submitted         submitted           !wrong_state        !wrong_state
returned          returned            !wrong_state        !wrong_state
waiting_applicant waiting_applicant   waiting_applicant   !wrong_state
waiting_office    waiting_office      !wrong_state        !wrong_state
verification      !wrong_state        !wrong_state        !wrong_state
signature         !wrong_state        !wrong_state        !wrong_state
ink               !wrong_state        !wrong_state        !wrong_state
in_doubt          !wrong_state        !wrong_state        !wrong_state
issued            !wrong_state        !wrong_state        handed_over
handed_over       !wrong_state        !wrong_state        handed_over
refused           !wrong_state        !wrong_state        !wrong_state
cancelled         !wrong_state        !wrong_state        !wrong_state
";
const TASKS: &str = "
                  verify              return_task         recall              reserve             signed              doubt               resolve
Verify waiting    !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Verify open       done                returned            !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Verify done       !wrong_state        !wrong_state        open                !wrong_state        !wrong_state        !wrong_state        !wrong_state
Verify returned   !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Verify void       !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Verify in_doubt   !in_doubt           !in_doubt           !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Sign waiting      !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Sign open         !wrong_state        returned            !wrong_state        open                done                in_doubt            !wrong_state
Sign done         !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Sign returned     !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Sign void         !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state        !wrong_state
Sign in_doubt     !wrong_state        !in_doubt           !wrong_state        !in_doubt           done                in_doubt            open
";
const LETTERS: &str = "
                  follow_up           mark_read           render              render_failed       deliver
in_approval       !wrong_state        mark                page                returned            !wrong_state
returned          !wrong_state        mark                page                returned            !wrong_state
in_doubt          !wrong_state        mark                page                in_doubt            !wrong_state
issued            !wrong_state        mark                page                issued              delivery
voided            !wrong_state        mark                page                voided              !wrong_state
received          followed_up         mark                page                received            !wrong_state
followed_up       !wrong_state        mark                page                followed_up         !wrong_state
";
