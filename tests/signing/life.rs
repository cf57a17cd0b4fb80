//! One letter through the six steps, and the ways on which it does not get to the end.

use secrecy::SecretString;
use serasi::domain::action::{self, Expects, What};
use serasi::domain::id::{ActionId, ContentHash, RecordId};
use serasi::domain::letter::LetterState;
use serasi::domain::record::Body;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::RequestState;
use serasi::domain::task::{Task, TaskKind, TaskState};
use serasi::env::Env;
use serasi::server::core::ServerAction;
use serasi::server::sign::inspect::{self, State};
use serasi::server::sign::ledger::AttemptState;
use serasi::server::sign::resolve::{Evidence, resolve};
use serasi::server::sign::roll_forward::{When, roll_forward};
use serasi::server::sign::steps::{self, Order};
use serasi::wire::actions::ActionResult;
use serasi::wire::signatures::SignOutcome;

use super::home::{ANI, Desk, HEAD, HEADS_POSITION, Home, PASSPHRASE, SITI, STRANGER};
use super::signer::{Kind, Mood};

fn states(desk: &Desk, request: RecordId, task: &Task) -> (RequestState, LetterState, &'static str) {
    let task = desk.signing.task(task.id).unwrap().unwrap();
    (desk.request(request).state, desk.letter_of(request).state, task.state.name())
}

#[test]
fn a_letter_is_numbered_signed_and_issued_and_its_file_is_valid() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (request, task) = desk.ready();
    let SignOutcome::Signed { number, pdf } = desk.sign(&task) else { panic!() };

    let letter = desk.letter_of(request);
    assert_eq!(letter.number.as_ref().map(|number| number.text.clone()), Some(number));
    assert_eq!((letter.pdf, letter.state), (Some(pdf), LetterState::Issued));
    assert_eq!(desk.request(request).state, RequestState::Issued);
    let bytes = desk.signing.blobs.load(pdf).unwrap().unwrap();
    assert_eq!(inspect::inspect(&bytes, &desk.signing.trusted, desk.signing.env.now()).state, State::Valid);
    let prepared = desk.signing.ledger.prepared(task.id, task.snapshot).unwrap().unwrap();
    assert!(bytes.starts_with(&desk.signing.blobs.load(prepared.pdf).unwrap().unwrap()));

    // Whoever asks again gets no second signature.
    assert_eq!(desk.sign(&task), SignOutcome::Refused { refusal: Refusal::WrongState { state: "done".into() } });
    assert_eq!((desk.signer.calls(), desk.signer.made()), (1, 1));
    assert!(roll_forward(&desk.signing, When::Start).unwrap().is_empty());
}

#[test]
fn a_wrong_passphrase_leaves_the_letter_waiting_and_the_next_attempt_signs_the_same_bytes_and_number() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let (request, task) = desk.ready();
    let wrong = steps::sign(&desk.signing, &desk.order(&task), &SecretString::from("salah"));
    assert_eq!(wrong, SignOutcome::Failed { code: "2031".into() });
    assert_eq!(states(&desk, request, &task), (RequestState::Signature, LetterState::InApproval, "open"));
    let number = desk.letter_of(request).number.unwrap().text;
    let prepared = desk.signing.ledger.prepared(task.id, task.snapshot).unwrap();

    let SignOutcome::Signed { number: signed, .. } = desk.sign(&task) else { panic!() };
    assert_eq!(signed, number);
    assert_eq!(desk.signing.ledger.prepared(task.id, task.snapshot).unwrap(), prepared);
    let attempts = desk.signing.ledger.attempts(task.id).unwrap();
    assert_eq!(attempts.iter().map(|one| one.attempt).collect::<Vec<_>>(), [1, 2]);
    assert!(attempts.iter().all(|one| Some(one.intent.prepared) == prepared.as_ref().map(|p| p.pdf)));
}

#[test]
fn who_may_not_sign_learns_nothing_and_what_was_not_read_is_a_conflict() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (_, task) = desk.ready();
    let by = |person, id| {
        let order = Order { task: id, person, ..desk.order(&task) };
        steps::sign(&desk.signing, &order, &SecretString::from(PASSPHRASE))
    };
    let not_found = SignOutcome::Refused { refusal: Refusal::NotFound };
    assert_eq!(by(STRANGER, task.id), not_found);
    assert_eq!(by(STRANGER, RecordId(uuid::Uuid::from_u128(0xdead))), not_found);
    assert!(matches!(by(ANI, task.id), SignOutcome::Refused { refusal: Refusal::NotAllowed { .. } }));
    let other = Order { snapshot: ContentHash::of(b"other"), ..desk.order(&task) };
    assert_eq!(steps::sign(&desk.signing, &other, &SecretString::from(PASSPHRASE)), SignOutcome::Conflict);
    assert_eq!(desk.signer.calls(), 0);
}

#[test]
fn a_letter_without_a_page_or_with_another_official_than_approved_is_not_prepared() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let request = desk.forwarded("surat-pengantar");
    desk.verify(request);
    let task = desk.task_of(request, TaskKind::Sign);
    assert_eq!(desk.sign(&task), SignOutcome::NotPrepared { code: "no_page".into() });

    let (_, task) = desk.ready();
    let wrong = steps::sign(&desk.signing, &desk.order(&task), &SecretString::from("salah"));
    assert_eq!(wrong, SignOutcome::Failed { code: "2031".into() });
    let Some((_, Body::Official(mut official))) = desk.signing.body(HEADS_POSITION).unwrap() else { panic!() };
    official.name = "Anggoro, S.E.".into();
    desk.forge(official);
    assert_eq!(desk.sign(&task), SignOutcome::NotPrepared { code: "signer_changed".into() });
    assert_eq!(desk.signer.made(), 0);
}

#[test]
fn a_cancel_that_looked_before_the_intent_stops_the_signature() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (request, task) = desk.ready();
    // Between reserving and the intent nothing keeps an operator from cancelling.
    desk.does(HEAD, task.id, What::Reserve(action::Verify { snapshot: task.snapshot }));
    desk.does(SITI, request, What::Cancel(action::Reason { reason: "Pemohon batal".into() }));
    assert!(matches!(desk.sign(&task), SignOutcome::Refused { .. }));
    assert_eq!(desk.signer.calls(), 0);
    let letter = desk.letter_of(request);
    assert!(matches!(letter.state, LetterState::Voided(_)) && letter.number.is_some());
}

/// Somebody cancels at the counter while a letter is being signed: what the cancel and the signature come to.
fn cancelled_at(step: &'static str) -> (ActionResult, SignOutcome, Desk, RecordId, Task) {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let (request, task) = desk.ready();
    let (core, env) = (desk.signing.core.clone(), desk.env.clone());
    let version = desk.signing.body(request).unwrap().unwrap().0;
    let (said, heard) = std::sync::mpsc::channel();
    desk.env.meanwhile(step, move || {
        let cancel = ServerAction {
            id: ActionId(env.new_id()),
            actor: Some(SITI),
            record: request,
            expects: Expects::Version(version),
            what: What::Cancel(action::Reason { reason: "Pemohon batal".into() }),
        };
        said.send(core.perform(cancel).unwrap()).unwrap();
    });
    let outcome = desk.sign(&task);
    (heard.recv().unwrap(), outcome, desk, request, task)
}

#[test]
fn a_cancel_just_before_the_intent_wins_and_the_signer_is_not_called() {
    let (cancel, outcome, desk, request, task) = cancelled_at("prepare");
    assert!(matches!(cancel, ActionResult::Applied { .. }), "{cancel:?}");
    assert_eq!(outcome, SignOutcome::Conflict);
    assert_eq!(desk.signer.calls(), 0);
    let attempts = desk.signing.ledger.attempts(task.id).unwrap();
    assert_eq!(attempts[0].state, AttemptState::Failed { code: "no_longer_wanted".into() });
    assert!(matches!(desk.letter_of(request).state, LetterState::Voided(_)));
}

#[test]
fn a_cancel_after_the_intent_is_refused_and_the_letter_is_signed() {
    for step in ["intent", "signing", "sign", "keep"] {
        let (cancel, outcome, desk, request, _) = cancelled_at(step);
        let refusal = Refusal::WrongState { state: "signing".into() };
        assert_eq!(cancel, ActionResult::Refused { refusal }, "{step}");
        assert!(matches!(outcome, SignOutcome::Signed { .. }), "{step}: {outcome:?}");
        assert_eq!(desk.letter_of(request).state, LetterState::Issued);
    }
}

#[test]
fn a_signed_letter_that_could_not_be_issued_is_issued_by_the_next_attempt_without_a_signature() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let (request, task) = desk.ready();
    // The signed row is there and the records know nothing of it: the process died between the two.
    let wrong = steps::sign(&desk.signing, &desk.order(&task), &SecretString::from("salah"));
    assert_eq!(wrong, SignOutcome::Failed { code: "2031".into() });
    let failed = desk.signing.ledger.attempts(task.id).unwrap().remove(0);
    let attempt = desk.signing.ledger.open(&failed.intent).unwrap();
    let pdf = desk.signing.blobs.keep(b"%PDF- signed by an earlier process").unwrap();
    desk.signing.ledger.signed(attempt.id, pdf).unwrap();
    assert!(matches!(desk.sign(&task), SignOutcome::Signed { pdf: same, .. } if same == pdf));
    assert_eq!(desk.letter_of(request).pdf, Some(pdf));
    assert_eq!(desk.signer.made(), 0);
}

fn in_doubt(desk: &Desk, mood: Mood) -> (RecordId, Task) {
    let (request, task) = desk.ready();
    desk.signer.set(mood);
    assert_eq!(desk.sign(&task), SignOutcome::InDoubt);
    desk.signer.set(Mood::Answers);
    assert_eq!(states(desk, request, &task), (RequestState::InDoubt, LetterState::InDoubt, "in_doubt"));
    // Nothing calls the signer again by itself.
    assert_eq!(desk.sign(&task), SignOutcome::Refused { refusal: Refusal::InDoubt });
    desk.env.pass(3600);
    roll_forward(&desk.signing, When::Later).unwrap();
    roll_forward(&desk.signing, When::Start).unwrap();
    assert_eq!(states(desk, request, &task), (RequestState::InDoubt, LetterState::InDoubt, "in_doubt"));
    assert_eq!(desk.signer.calls(), 1);
    (request, task)
}

#[test]
fn a_lost_answer_is_resolved_with_the_file_that_turned_up() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let (request, task) = in_doubt(&desk, Mood::LosesItsAnswer);
    let turned_up = desk.signing.blobs.keep(&desk.signer.last()).unwrap();
    let draft = desk.letter_of(request).frozen.unwrap().snapshot;
    let says = |signed, person, text: &str| {
        let evidence = Evidence { person, signed: Some(signed), text: text.into(), second: None };
        resolve(&desk.signing, task.id, evidence).unwrap()
    };
    let brought = |hash| desk.signing.core.store.write(move |tx| tx.put_upload(hash, HEAD)).unwrap();

    let bad = ActionResult::Refused { refusal: Refusal::BadData { what: "signed".into() } };
    assert_eq!(says(turned_up, HEAD, "ada di arsip"), bad, "a file that the person did not bring");
    brought(draft);
    assert_eq!(says(draft, HEAD, "ada di arsip"), bad, "a file that is not the letter");
    brought(turned_up);
    let not_found = ActionResult::Refused { refusal: Refusal::NotFound };
    assert_eq!(says(turned_up, STRANGER, "x"), not_found);
    assert_eq!(says(turned_up, HEAD, "  "), ActionResult::Refused { refusal: Refusal::EvidenceMissing });
    assert!(matches!(says(turned_up, ANI, "x"), ActionResult::Refused { .. }), "a verifier has no say in it");
    assert!(matches!(says(turned_up, HEAD, "ada di arsip BSrE"), ActionResult::Applied { .. }));

    assert_eq!(desk.letter_of(request).pdf, Some(turned_up));
    assert_eq!(states(&desk, request, &task), (RequestState::Issued, LetterState::Issued, "done"));
    assert_eq!(desk.signer.made(), 1);
    assert!(roll_forward(&desk.signing, When::Start).unwrap().is_empty());
}

#[test]
fn not_signed_try_again_takes_a_second_person_and_signs_the_same_bytes() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    // This one answered with the error page of a proxy: it may have signed or not.
    let (request, task) = in_doubt(&desk, Mood::AnswersNonsense);
    let number = desk.letter_of(request).number;
    let says = |second| {
        let evidence = Evidence { person: HEAD, signed: None, text: "BSrE: tidak ada".into(), second };
        resolve(&desk.signing, task.id, evidence).unwrap()
    };
    let needed = ActionResult::Refused { refusal: Refusal::SecondPersonNeeded };
    assert_eq!((says(None), says(Some(HEAD)), says(Some(STRANGER))), (needed.clone(), needed.clone(), needed));
    assert!(matches!(says(Some(ANI)), ActionResult::Applied { .. }));
    assert_eq!(states(&desk, request, &task), (RequestState::Signature, LetterState::InApproval, "open"));

    assert!(matches!(desk.sign(&task), SignOutcome::Signed { .. }));
    assert_eq!(desk.letter_of(request).number, number);
    let attempts = desk.signing.ledger.attempts(task.id).unwrap();
    assert_eq!(attempts[0].state, AttemptState::Failed { code: "not_signed".into() });
    assert_eq!(attempts[0].intent.prepared, attempts[1].intent.prepared);
}

#[test]
fn a_signer_that_panics_is_in_doubt_when_it_is_elsewhere_and_failed_when_it_is_here() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    in_doubt(&desk, Mood::Panics);

    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (request, task) = desk.ready();
    desk.signer.set(Mood::AnswersNonsense);
    assert_eq!(desk.sign(&task), SignOutcome::Failed { code: "bad_answer".into() });
    assert_eq!(states(&desk, request, &task), (RequestState::Signature, LetterState::InApproval, "open"));
    assert!(matches!(desk.signing.task(task.id).unwrap().unwrap().state, TaskState::Open));
}
