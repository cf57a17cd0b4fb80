//! The database comes back from a backup; the ledger does not, and knows better.

use serasi::domain::letter::LetterState;
use serasi::server::sign::Disagreement;
use serasi::server::sign::roll_forward::{When, roll_forward};
use serasi::wire::signatures::SignOutcome;

use super::home::{Desk, Home, VILLAGE};
use super::signer::Kind;

fn restore(from: &Home, to: &Home) {
    for name in ["serasi.db", "serasi.db-wal", "serasi.db-shm"] {
        let (from, to) = (from.path.join(name), to.path.join(name));
        let _ = std::fs::remove_file(&to);
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        }
    }
}

fn locked(desk: &Desk) -> bool {
    desk.signing.core.store.read(|tx| tx.meta()).unwrap().signing_locked
}

#[test]
fn a_letter_signed_after_the_backup_is_issued_from_the_ledger_and_not_signed_again() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let (request, task) = desk.ready();
    desk.does(
        super::home::HEAD,
        task.id,
        serasi::domain::action::What::Reserve(serasi::domain::action::Verify { snapshot: task.snapshot }),
    );
    drop(desk);
    let backup = home.copy();
    let desk = home.open(Kind::Remote);
    let SignOutcome::Signed { pdf, number } = desk.sign(&task) else { panic!() };
    drop(desk);

    restore(&backup, &home);
    let desk = home.open(Kind::Remote);
    assert_eq!(desk.letter_of(request).state, LetterState::InApproval, "the backup knows nothing of it");
    assert!(roll_forward(&desk.signing, When::Start).unwrap().is_empty());
    let letter = desk.letter_of(request);
    assert_eq!((letter.state, letter.pdf, letter.number.unwrap().text), (LetterState::Issued, Some(pdf), number));
    assert_eq!(desk.signer.made(), 1);
    assert!(!locked(&desk));
}

#[test]
fn numbers_given_after_the_backup_lock_numbering_until_the_database_has_them_again() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let (_, task) = desk.ready();
    drop(desk);
    let (backup, before) = (home.copy(), home.path.join("newer"));
    let desk = home.open(Kind::Remote);
    assert!(matches!(desk.sign(&task), SignOutcome::Signed { .. }));
    drop(desk);
    std::fs::copy(home.path.join("serasi.db"), &before).unwrap();

    restore(&backup, &home);
    let desk = home.open(Kind::Remote);
    let found = roll_forward(&desk.signing, When::Start).unwrap();
    assert!(found.contains(&Disagreement::Counter(VILLAGE)), "{found:?}");
    assert!(found.contains(&Disagreement::Attempt(task.id)), "{found:?}");
    assert!(locked(&desk));
    assert_eq!(desk.sign(&task), SignOutcome::NotPrepared { code: "locked".into() });
    roll_forward(&desk.signing, When::Later).unwrap();
    assert!(locked(&desk), "time alone opens nothing");
    assert_eq!(desk.signer.made(), 1);
    drop(desk);

    // The newer database turns up.
    restore(&Home::new(), &home);
    std::fs::copy(&before, home.path.join("serasi.db")).unwrap();
    for name in ["serasi.db-wal", "serasi.db-shm"] {
        let _ = std::fs::remove_file(home.path.join(name));
    }
    let desk = home.open(Kind::Remote);
    desk.signing
        .core
        .store
        .write(|tx| {
            let meta = tx.meta()?;
            tx.put_meta(&serasi::server::store::Meta { signing_locked: true, ..meta })
        })
        .unwrap();
    assert!(roll_forward(&desk.signing, When::Later).unwrap().is_empty());
    assert!(!locked(&desk));
}

#[test]
fn a_signed_file_that_is_gone_locks_signing() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (request, task) = desk.ready();
    let SignOutcome::Signed { pdf, .. } = desk.sign(&task) else { panic!() };
    let name = pdf.to_string();
    std::fs::remove_file(home.path.join("blobs").join(&name[..2]).join(&name)).unwrap();
    let letter = desk.request(request).letter.unwrap();
    assert_eq!(roll_forward(&desk.signing, When::Start).unwrap(), [Disagreement::File(letter)]);
    assert!(locked(&desk));
}
