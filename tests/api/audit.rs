//! An audit finds what is not as it was written, wherever it was changed.

use rusqlite::Connection;
use serasi::domain::stream::StreamId;
use serasi::server::core::audit::{Fault, verify};
use serasi::server::core::import;
use serasi::server::store::Store;
use tempfile::TempDir;

use super::village::{Fixed, empty_store};
use crate::domain::world::{VILLAGE, World};

fn village(folder: &TempDir) -> Store {
    let (store, env) = (empty_store(folder), Fixed::new());
    let bodies: Vec<_> = World::new().records.into_values().map(|record| record.body).collect();
    import(&store, env.as_ref(), bodies.clone()).unwrap();
    import(&store, env.as_ref(), bodies).unwrap();
    store
}

fn triggers(file: &Connection) -> Vec<String> {
    let mut statement = file.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Changes the file behind the store's back, and says what the audit finds then.
fn after(sql: &str) -> Vec<(StreamId, u64, Fault)> {
    let folder = tempfile::tempdir().unwrap();
    drop(village(&folder));
    let path = folder.path().join("serasi.db");
    let file = Connection::open(&path).unwrap();
    for trigger in triggers(&file) {
        file.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    file.execute(sql, []).unwrap();
    assert!(file.total_changes() > 0, "{sql}");
    drop(file);
    let audit = verify(&Store::sqlite(&path).unwrap()).unwrap();
    audit.findings.into_iter().map(|found| (found.stream, found.position, found.what)).collect()
}

#[test]
fn the_schema_itself_keeps_headers_links_actions_and_results() {
    let folder = tempfile::tempdir().unwrap();
    drop(village(&folder));
    let file = Connection::open(folder.path().join("serasi.db")).unwrap();
    for sql in [
        "UPDATE change SET header = ''",
        "UPDATE change SET link = zeroblob(32)",
        "UPDATE action SET bytes = '{}'",
        "UPDATE action SET result = NULL",
        "DELETE FROM action",
    ] {
        assert!(file.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn what_was_written_is_what_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let audit = verify(&village(&folder)).unwrap();
    assert_eq!(audit.findings, []);
    assert_eq!(audit.streams, 2);
    assert_eq!(audit.changes, 2 * World::new().records.len() as u64);
}

#[test]
fn a_flipped_byte_is_found_wherever_it_is() {
    let office = StreamId::Office(VILLAGE);
    let at_two = "WHERE stream LIKE 'office/%' AND position = 2";
    // In a header: the chain breaks there, and nowhere else, because each link is kept.
    let header = after(&format!("UPDATE change SET header = replace(header, 'resident', 'Resident') {at_two}"));
    assert_eq!(header, [(office, 2, Fault::Chain)]);
    let version =
        after(&format!("UPDATE change SET header = replace(header, '\"version\":1', '\"version\":9') {at_two}"));
    assert_eq!(version, [(office, 2, Fault::Chain)]);
    // In a link: it does not follow, and the next does not follow from it.
    let link = after(&format!("UPDATE change SET link = zeroblob(32) {at_two}"));
    assert_eq!(link, [(office, 2, Fault::Chain), (office, 3, Fault::Chain)]);
    // In a body: its newest header says so.
    let body = after(
        "UPDATE record SET body = replace(body, 'Sri Wahyuni', 'Sri Wahyuna') WHERE kind = 'resident' AND body LIKE '%Sri Wahyuni%'",
    );
    assert!(matches!(body.as_slice(), [(_, position, Fault::Body)] if *position > 3), "{body:?}");
    // A whole change, the head, an action.
    let gone = after(&format!("DELETE FROM change {at_two}"));
    assert_eq!(gone, [(office, 3, Fault::Gap), (office, 3, Fault::Chain)]);
    let head = after("UPDATE stream_head SET position = position - 1 WHERE stream = 'ref'");
    assert!(matches!(head.as_slice(), [(StreamId::Reference, _, Fault::Head)]), "{head:?}");
    let action = after("UPDATE action SET bytes = '{}'");
    assert!(action.iter().all(|(_, _, fault)| *fault == Fault::Action) && !action.is_empty(), "{action:?}");
}
