//! The process dies at each step: afterwards a letter is waiting, signed once, or in doubt.
//!
//! A child process runs the same code on the same files and aborts at the step. The binaries know nothing
//! of it: the point of death is the test's own `Env`.

use std::path::Path;
use std::process::Command;

use secrecy::SecretString;
use serasi::domain::id::{ContentHash, PersonId, RecordId};
use serasi::domain::letter::LetterState;
use serasi::domain::refusal::Refusal;
use serasi::domain::task::Task;
use serasi::server::sign::inspect::{self, State};
use serasi::server::sign::ledger::AttemptState;
use serasi::server::sign::roll_forward::{When, roll_forward};
use serasi::server::sign::steps::{self, Order};
use serasi::wire::signatures::SignOutcome;

use super::home::{Desk, HEAD, Home, PASSPHRASE, TestEnv};
use super::signer::Kind;

const HOME: &str = "SERASI_TEST_KILL_HOME";
const STEP: &str = "SERASI_TEST_KILL_STEP";
const TASK: &str = "SERASI_TEST_KILL_TASK";
const SNAPSHOT: &str = "SERASI_TEST_KILL_SNAPSHOT";
const KIND: &str = "SERASI_TEST_KILL_KIND";

/// What is left after a death and a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Waiting,
    Issued,
    InDoubt,
}

/// The child. In an ordinary run of the tests nobody asks it for anything.
#[test]
fn helper_process() {
    let Ok(home) = std::env::var(HOME) else { return };
    let read = |name: &str| std::env::var(name).unwrap();
    let kind = if read(KIND) == "remote" { Kind::Remote } else { Kind::Local };
    let env = TestEnv::dying_at(read(STEP));
    let desk = Home::at(Path::new(&home)).open_with(kind, env);
    let order = Order {
        task: read(TASK).parse::<RecordId>().unwrap(),
        snapshot: read(SNAPSHOT).parse::<ContentHash>().unwrap(),
        person: PersonId(HEAD.0),
        batch: uuid::Uuid::from_u128(77),
        read: true,
    };
    let outcome = steps::sign(&desk.signing, &order, &SecretString::from(PASSPHRASE));
    panic!("it should have died and gave {outcome:?}");
}

fn die(home: &Home, kind: Kind, step: &str, task: &Task) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["signing::kill::helper_process", "--exact", "--nocapture"])
        .env(HOME, &home.path)
        .env(STEP, step)
        .env(TASK, task.id.to_string())
        .env(SNAPSHOT, task.snapshot.to_string())
        .env(KIND, if kind == Kind::Remote { "remote" } else { "local" })
        .output()
        .unwrap();
    let signal = std::os::unix::process::ExitStatusExt::signal(&output.status);
    assert_eq!(signal, Some(6), "{step}: {}", String::from_utf8_lossy(&output.stdout));
}

fn left(desk: &Desk, request: RecordId, task: &Task) -> Left {
    let (letter, task) = (desk.letter_of(request), desk.signing.task(task.id).unwrap().unwrap());
    match (letter.state, task.state.name()) {
        (LetterState::InApproval, "open") => Left::Waiting,
        (LetterState::InDoubt, "in_doubt") => Left::InDoubt,
        (LetterState::Issued, "done") => {
            let bytes = desk.signing.blobs.load(letter.pdf.unwrap()).unwrap().unwrap();
            let found = inspect::inspect(&bytes, &desk.signing.trusted, desk.signing.env.now());
            assert_eq!((found.state, found.signatures.len()), (State::Valid, 1));
            Left::Issued
        }
        other => panic!("{other:?}"),
    }
}

/// Kills one process at a step, starts another, and looks; then the signer tries again.
fn killed_at(seeded: &Home, request: RecordId, task: &Task, kind: Kind, step: &str, expected: Left) {
    let home = seeded.copy();
    die(&home, kind, step, task);

    let desk = home.open(kind);
    assert!(roll_forward(&desk.signing, When::Start).unwrap().is_empty(), "{step}");
    // A remote signer has until its deadline.
    desk.env.pass(3 * 60);
    assert!(roll_forward(&desk.signing, When::Later).unwrap().is_empty(), "{step}");
    assert_eq!(left(&desk, request, task), expected, "{kind:?} {step}");
    let number = desk.letter_of(request).number.unwrap();
    let in_ledger = desk.signing.ledger.highest_numbers().unwrap();
    assert!(
        in_ledger
            .iter()
            .any(|(_, counter, year, n)| { (counter, *year, *n) == (&number.counter, number.year, number.n) })
    );

    let again = desk.sign(task);
    match expected {
        Left::Waiting => assert!(
            matches!(&again, SignOutcome::Signed { number: same, .. } if *same == number.text),
            "{kind:?} {step}: {again:?}"
        ),
        Left::Issued => assert!(matches!(again, SignOutcome::Refused { .. }), "{again:?}"),
        Left::InDoubt => assert_eq!(again, SignOutcome::Refused { refusal: Refusal::InDoubt }),
    }
    assert_eq!(desk.letter_of(request).number.unwrap(), number);
    let attempts = desk.signing.ledger.attempts(task.id).unwrap();
    let signed = attempts.iter().filter(|one| matches!(one.state, AttemptState::Signed { .. })).count();
    assert!(signed <= 1 && attempts.iter().filter(|one| one.is_live()).count() <= 1);
    if kind == Kind::Remote {
        assert!(desk.signer.made() <= 1, "{step}: signed {} times in the world", desk.signer.made());
    }
}

#[test]
fn a_process_killed_at_any_step_leaves_a_letter_waiting_signed_once_or_in_doubt() {
    let seeded = Home::new();
    let desk = seeded.open(Kind::Local);
    let (request, task) = desk.ready();
    drop(desk);
    for (step, local, remote) in [
        ("reserve", Left::Waiting, Left::Waiting),
        ("prepare", Left::Waiting, Left::Waiting),
        // From the intent on a remote signer may have been called.
        ("intent", Left::Waiting, Left::InDoubt),
        ("signing", Left::Waiting, Left::InDoubt),
        // Of a signer in the same process nothing came out.
        ("sign", Left::Waiting, Left::InDoubt),
        ("note", Left::Waiting, Left::InDoubt),
        ("store", Left::Issued, Left::Issued),
        ("keep", Left::Issued, Left::Issued),
        ("commit", Left::Issued, Left::Issued),
    ] {
        killed_at(&seeded, request, &task, Kind::Local, step, local);
        killed_at(&seeded, request, &task, Kind::Remote, step, remote);
    }
}
