//! What the archive finds.

use serasi::client::store::{Store, cache, rows, views};
use serasi::desk::{ArchiveFilter, ArchiveKind, ArchiveRow, SavedView};
use serasi::domain::id::PersonId;
use serasi::domain::record::Body;

use super::office::{LETTER, REQUEST, RESIDENT, SITI, bodies, id, name, printed, resident, write};

const LETTERS: usize = 60;
const RESIDENTS: usize = 12;

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("p")).unwrap();
    (dir, store)
}

/// Everything, in an order in which nothing finds what belongs to it.
fn filled() -> (tempfile::TempDir, Store) {
    let (dir, store) = store();
    store
        .write(|files| {
            let mut all: Vec<Body> = (0..LETTERS).flat_map(|n| bodies(n, LETTERS, RESIDENTS)).collect();
            all.extend((0..RESIDENTS).map(|n| Body::from(resident(n))));
            all.reverse();
            let (residents, others): (Vec<Body>, Vec<Body>) =
                all.into_iter().partition(|body| matches!(body, Body::Resident(_)));
            write(files, others.into_iter().chain(residents))
        })
        .unwrap();
    (dir, store)
}

fn search(store: &Store, words: &str, filter: ArchiveFilter) -> Vec<ArchiveRow> {
    let words = words.to_owned();
    store.read(move |files| rows::archive::search(&files.cache, &words, &filter, SITI)).unwrap()
}

fn all(store: &Store, words: &str) -> Vec<ArchiveRow> {
    search(store, words, ArchiveFilter::default())
}

#[test]
fn it_holds_everything_once_and_the_newest_first_with_and_without_words() {
    let (_dir, store) = filled();
    let list = all(&store, "");
    assert_eq!(list.len(), 2 * LETTERS + LETTERS / 10);
    let days: Vec<_> = list.iter().map(|row| row.day.filter(|_| row.kind != ArchiveKind::Incoming)).collect();
    let own: Vec<_> = days.into_iter().flatten().collect();
    assert!(own.is_sorted_by(|one, two| one >= two), "{own:?}");
    let found = all(&store, "pengantar melamar");
    assert!(found.len() > 4);
    let own: Vec<_> = found.iter().filter_map(|row| row.day).collect();
    assert!(own.is_sorted_by(|one, two| one >= two), "{own:?}");
}

#[test]
fn every_way_of_naming_a_letter_finds_it() {
    let (_dir, store) = filled();
    let has = |words: &str, record| all(&store, words).iter().any(|row| row.id == record);
    let nik = resident(17 % RESIDENTS).nik;
    for words in [
        printed(17).as_str(),
        "400.10.2.2/00017",
        &name(17 % RESIDENTS),
        &name(17 % RESIDENTS).to_uppercase(),
        nik.in_full(),
        "rekening bank",
    ] {
        assert!(has(words, id(LETTER, 17)), "{words}");
        assert!(has(words, id(REQUEST, 17)), "{words}");
    }
    assert!(has("a18", id(REQUEST, 17)) && has("A-18", id(REQUEST, 17)) && has("08120000017", id(REQUEST, 17)));
    assert!(has("sebagaimana mestinya", id(LETTER, 17)), "text of the page");
    assert!(has("dinas sos", id(9, 10)) && has("000.1.5/10/2026", id(9, 10)) && has("rapat koord", id(9, 10)));
}

#[test]
fn a_number_is_found_whole_and_never_by_its_beginning() {
    let (_dir, store) = filled();
    let nik = resident(3).nik;
    let whole = all(&store, nik.in_full());
    assert!(!whole.is_empty() && whole.iter().all(|row| row.name == name(3)));
    assert_eq!(all(&store, &nik.in_full()[..12]), [], "a fragment must not open the register");
    for row in all(&store, "") {
        let shown = format!("{row:?}");
        assert!(!shown.contains("332207"), "{shown}");
    }
}

#[test]
fn a_number_that_somebody_typed_into_a_text_is_masked_in_the_list_and_found_whole() {
    let (_dir, store) = store();
    store
        .write(|files| {
            let mut all = bodies(10, LETTERS, RESIDENTS);
            for body in &mut all {
                match body {
                    Body::Letter(letter) if letter.arrival.is_some() => {
                        letter.subject = "Permohonan data 3322 0754 0390 0012".into();
                    }
                    Body::Request(request) => {
                        request.fields.insert("remark".into(), "an. 3322.0754.0390.0012".into());
                    }
                    _ => {}
                }
            }
            write(files, all.into_iter())
        })
        .unwrap();
    let found = all(&store, "3322075403900012");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|row| row.subject == "Permohonan data 3322********0012"), "{found:?}");
    for part in ["3322", "0754", "332207540390", "0012"] {
        assert_eq!(all(&store, part), [], "{part}");
    }
}

#[test]
fn a_claim_that_was_given_up_before_it_was_sent_leaves_the_request_to_its_last_one() {
    let (_dir, store) = store();
    let mine = |store: &Store| search(store, "", ArchiveFilter { mine: true, ..ArchiveFilter::default() }).len();
    let claim = |body: &Body| matches!(body, Body::Claim(_));
    store
        .write(move |files| {
            let (claims, others): (Vec<Body>, Vec<Body>) = bodies(3, LETTERS, RESIDENTS).into_iter().partition(claim);
            write(files, others.into_iter())?;
            // Only a pending action has made it.
            for body in claims {
                cache::cover(&files.cache, 1, &body, SITI)?;
            }
            rows::settle(&files.cache)
        })
        .unwrap();
    assert_eq!(mine(&store), 2);
    store.write(|files| cache::uncover_all(&files.cache).and_then(|()| rows::settle(&files.cache))).unwrap();
    assert_eq!(mine(&store), 0);
}

#[test]
fn the_very_name_or_number_stands_on_top_of_what_is_newer() {
    let (_dir, store) = filled();
    store
        .write(|files| {
            // The newest letter only mentions the number of the oldest.
            let mut newest = bodies(LETTERS, LETTERS + 1, RESIDENTS);
            for body in &mut newest {
                if let Body::Page(page) = body {
                    page.pages = vec![format!("Menunjuk surat nomor {}", printed(0))];
                }
            }
            write(files, newest.into_iter())
        })
        .unwrap();
    let found = all(&store, &printed(0));
    let place = |record| found.iter().position(|row| row.id == record).unwrap();
    assert!(place(id(LETTER, 0)) < place(id(LETTER, LETTERS)));
    assert!(found[place(id(LETTER, 0))].exact && !found[place(id(LETTER, LETTERS))].exact);
}

#[test]
fn filters_narrow_with_and_without_words() {
    let (_dir, store) = filled();
    let none = ArchiveFilter::default;
    let count = |filter: ArchiveFilter| search(&store, "", filter).len();
    assert_eq!(count(ArchiveFilter { kind: Some(ArchiveKind::Incoming), ..none() }), LETTERS / 10);
    assert_eq!(count(ArchiveFilter { state: Some("received".into()), ..none() }), LETTERS / 10);
    assert_eq!(count(ArchiveFilter { year: Some(2026), ..none() }), 2 * LETTERS + LETTERS / 10);
    assert_eq!(count(ArchiveFilter { year: Some(2025), ..none() }), 0);
    assert_eq!(count(ArchiveFilter { classification: Some("474".into()), ..none() }), LETTERS / 3);
    let under = search(&store, "", ArchiveFilter { classification: Some("400".into()), ..none() });
    assert_eq!(under.len(), LETTERS * 2 / 3, "a code holds all below it");
    assert_eq!(count(ArchiveFilter { classification: Some("40".into()), ..none() }), 0);
    assert_eq!(count(ArchiveFilter { mine: true, ..none() }), 2 * LETTERS);
    let issued = ArchiveFilter { kind: Some(ArchiveKind::Issued), ..none() };
    assert!(search(&store, "melamar", issued).iter().all(|row| row.kind == ArchiveKind::Issued));
    let stranger = PersonId(uuid::Uuid::from_u128(99));
    let mine = ArchiveFilter { mine: true, ..none() };
    let theirs = store.read(move |files| rows::archive::search(&files.cache, "", &mine, stranger)).unwrap();
    assert_eq!(theirs, []);
}

#[test]
fn nothing_that_is_typed_is_a_mistake_in_the_language_of_the_index() {
    let (_dir, store) = filled();
    let long = "a".repeat(100_000);
    let many = "sri ".repeat(5_000);
    for words in [
        "\"",
        "\"\"",
        "sri\"",
        "* ",
        "(",
        ")",
        "AND",
        "OR sri",
        "NOT",
        "NEAR(sri)",
        "sri AND",
        "^sri",
        "text:sri",
        "{text}",
        "-",
        "+",
        "sri*",
        "'; DROP TABLE archive; --",
        "\0",
        "sri\0slamet",
        "ꦸ",
        "👩‍👩‍👧",
        "%",
        "\u{301}",
        "\u{202e}",
        &long,
        &many,
    ] {
        let _ = all(&store, words);
        let _ = search(&store, "sri", ArchiveFilter { state: Some(words.into()), ..ArchiveFilter::default() });
        let _ = search(&store, "", ArchiveFilter { classification: Some(words.into()), ..ArchiveFilter::default() });
    }
    assert!(!all(&store, "\"sri").is_empty() && !all(&store, "- (sri)").is_empty());
}

#[test]
fn what_arrives_later_changes_the_entries_that_show_it() {
    let (_dir, store) = store();
    store.write(|files| write(files, bodies(5, LETTERS, RESIDENTS).into_iter())).unwrap();
    assert_eq!(all(&store, &name(5)).len(), 1, "the page names the person, the register has not arrived");
    store.write(|files| write(files, [resident(5).into()].into_iter())).unwrap();
    let found = all(&store, &name(5));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|row| row.name == name(5) && row.exact));
    // A new name; the old one is found no more.
    store
        .write(|files| {
            let mut renamed = resident(5);
            renamed.name = "Ngatiyem".into();
            let stored = cache::Stored {
                kind: "resident".into(),
                version: 2,
                bytes: Body::from(renamed).write(),
                actor: None,
                at: None,
                unreadable: false,
            };
            cache::receive(&files.cache, id(RESIDENT, 5), stored)?;
            rows::settle(&files.cache)
        })
        .unwrap();
    assert_eq!(all(&store, "ngatiyem").len(), 2);
    assert!(all(&store, &name(5)).iter().all(|row| !row.exact));
}

#[test]
fn an_index_that_is_made_again_finds_the_same() {
    let (dir, store) = filled();
    let before: Vec<_> = ["", "sri", "pengantar", "a18", "000.1.5/10/2026"].map(|words| all(&store, words)).into();
    store.write(|files| cache::remember(&files.cache, "index", "another program")).unwrap();
    drop(store);
    let store = Store::open(&dir.path().join("p")).unwrap();
    let after: Vec<_> = ["", "sri", "pengantar", "a18", "000.1.5/10/2026"].map(|words| all(&store, words)).into();
    assert_eq!(before, after);
}

#[test]
fn a_saved_view_survives_a_cache_that_is_thrown_away() {
    let (dir, store) = store();
    let view = SavedView {
        letter: 'k',
        words: "rapat".into(),
        filter: ArchiveFilter { kind: Some(ArchiveKind::Incoming), year: Some(2026), ..ArchiveFilter::default() },
    };
    let saved = view.clone();
    store.write(move |files| views::save(&files.outbox, &saved)).unwrap();
    drop(store);
    std::fs::remove_file(dir.path().join("p/cache.db")).unwrap();
    let store = Store::open(&dir.path().join("p")).unwrap();
    assert_eq!(store.read(|files| views::all(&files.outbox)).unwrap(), [view]);
    let dropped = SavedView { letter: 'K', ..SavedView::default() };
    store.write(move |files| views::save(&files.outbox, &dropped)).unwrap();
    assert_eq!(store.read(|files| views::all(&files.outbox)).unwrap(), []);
}
