//! Money is signed in ink: each fence alone, with the ones before it torn down.

use secrecy::SecretString;
use serasi::domain::action::{self, What};
use serasi::domain::id::ContentHash;
use serasi::domain::letter_type::LetterType;
use serasi::domain::policy::Policy;
use serasi::domain::record::Body;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::RequestState;
use serasi::domain::task::{Task, TaskKind};
use serasi::server::sign::ledger::{AttemptState, Intent, LedgerError};
use serasi::server::sign::steps::{self, gateway};
use serasi::server::store::StoreError;
use serasi::wire::actions::ActionResult;
use serasi::wire::signatures::SignOutcome;

use super::home::{Desk, HEAD, Home};
use super::signer::Kind;

const INK_ONLY: SignOutcome = SignOutcome::Refused { refusal: Refusal::InkOnly };

/// A financial letter that waits for its ink.
fn kuitansi(desk: &Desk) -> Task {
    let request = desk.forwarded("kuitansi");
    desk.verify(request);
    assert_eq!(desk.request(request).state, RequestState::Ink);
    desk.drafts.draft(desk.request(request).letter.unwrap()).unwrap();
    desk.task_of(request, TaskKind::Sign)
}

fn letter_type(desk: &Desk, slug: &str) -> LetterType {
    match desk.signing.body(serasi::config::letters::id_of(slug)).unwrap() {
        Some((_, Body::LetterType(letter_type))) => letter_type,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_rule_and_the_reservation_refuse() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let task = kuitansi(&desk);
    assert_eq!(desk.sign(&task), INK_ONLY);
    let reserve = What::Reserve(action::Verify { snapshot: task.snapshot });
    assert_eq!(desk.tries(HEAD, task.id, reserve), ActionResult::Refused { refusal: Refusal::InkOnly });
    // A task that claims to be electronic is not believed.
    desk.forge(Task { policy: Policy::Electronic, ..task.clone() });
    assert_eq!(desk.sign(&task), INK_ONLY);
    assert!(desk.signing.ledger.attempts(task.id).unwrap().is_empty());
    assert_eq!(desk.signer.calls(), 0);
}

#[test]
fn the_rule_refuses_to_issue_what_somebody_signed_all_the_same() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let task = kuitansi(&desk);
    let signed = What::Signed(action::Signed { pdf: ContentHash::of(b"x") });
    assert_eq!(desk.tries(HEAD, task.id, signed), ActionResult::Refused { refusal: Refusal::InkOnly });
}

#[test]
fn the_database_refuses_a_signed_file_on_a_letter_in_ink() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let task = kuitansi(&desk);
    let mut letter = desk.signing.letter(task.letter).unwrap().unwrap();
    letter.pdf = Some(ContentHash::of(b"x"));
    assert!(matches!(desk.try_forge(letter.clone()), Err(StoreError::Constraint(_))));
    // Ink stays ink, whatever the record says later.
    letter.frozen.as_mut().unwrap().policy = Policy::Electronic;
    assert!(matches!(desk.try_forge(letter), Err(StoreError::Constraint(_))));
}

#[test]
fn the_ledger_refuses_an_intent_in_ink() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let task = kuitansi(&desk);
    let now = desk.signing.env.now();
    let intent = Intent {
        task: task.id,
        letter: task.letter,
        signer: HEAD,
        snapshot: task.snapshot,
        prepared: ContentHash::of(b"x"),
        policy: task.policy,
        batch: uuid::Uuid::nil(),
        read: true,
        process: uuid::Uuid::nil(),
        opened: now,
        deadline: now,
    };
    assert_eq!(desk.signing.ledger.open(&intent), Err(LedgerError::Ink));
}

#[test]
fn the_gateway_reads_type_classification_and_content_itself() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let money = kuitansi(&desk);
    let (_, plain) = desk.ready();
    let may = |task: &Task| gateway::may_be_electronic(&desk.signing, task.letter, task.snapshot).unwrap();
    assert!(may(&plain));
    assert!(!may(&money));
    desk.forge(Task { policy: Policy::Electronic, ..money.clone() });
    assert!(!may(&money), "the task is not asked");
    desk.forge(LetterType {
        financial: false,
        signature: serasi::domain::policy::SignatureRule::Electronic,
        ..letter_type(&desk, "kuitansi")
    });
    assert!(!may(&money), "a type that lies still has a classification of money");
    desk.forge(LetterType { classification: "400.1".into(), ..letter_type(&desk, "kuitansi") });
    assert!(!may(&money), "a type that lies twice meets the frozen content");

    // A letter that was reclassified into money after it was approved.
    let mut letter = desk.signing.letter(plain.letter).unwrap().unwrap();
    letter.classification = "900.1.3.6".into();
    desk.forge(letter);
    assert!(!may(&plain));
    let outcome = steps::sign(&desk.signing, &desk.order(&plain), &SecretString::from("x"));
    assert_eq!(outcome, INK_ONLY);
    assert_eq!(desk.signer.calls(), 0);
}

#[test]
fn the_gateway_alone_stops_a_letter_that_turned_into_money_behind_the_last_look() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (_, task) = desk.ready();
    let (store, id) = (desk.signing.core.store.clone(), task.letter);
    desk.env.meanwhile("signing", move || {
        let reclassified = store.write(move |tx| {
            let record = tx.load(id)?.unwrap().record().unwrap();
            let Body::Letter(mut letter) = record.body else { panic!("no letter") };
            letter.classification = "900.1.3.6".into();
            tx.put(&letter.into(), record.version + 1)
        });
        reclassified.unwrap();
    });
    assert_eq!(desk.sign(&task), INK_ONLY);
    assert_eq!(desk.signer.calls(), 0);
    let attempts = desk.signing.ledger.attempts(task.id).unwrap();
    assert_eq!(attempts[0].state, AttemptState::Failed { code: "ink_only".into() });
}
