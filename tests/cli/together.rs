//! Verbs while a desk is open on the same profile: the desk does the sending and shows the change by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serasi::client::Client;
use serasi::desk::{Found, Query};
use serasi::domain::id::RecordId;
use serasi::domain::request::RequestState;
use serasi::env::System;

use super::run::Village;

#[test]
fn an_open_desk_shows_what_a_verb_did_on_its_profile() {
    let village = Village::with(&["siti"]);
    let request = village.ready("siti", 0);
    let id: RecordId = request["id"].as_str().unwrap().parse().unwrap();

    let client = Client::open(&village.home, Arc::new(System::new())).unwrap();
    let desk = client.select(Some("siti")).unwrap();
    desk.stay_in_sync();
    let changes = desk.changes();
    let state = || match desk.query(Query::Request(id)).unwrap() {
        Found::Request(view) => view.row.state.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(state(), RequestState::Submitted);

    let forwarded = village.ask("siti", &["request", "forward", &id.to_string()]);
    assert_eq!(
        (forwarded["is"].as_str(), forwarded["request"]["state"].as_str()),
        (Some("applied"), Some("verification"))
    );
    let began = Instant::now();
    while state() == RequestState::Submitted {
        assert!(began.elapsed() < Duration::from_secs(5), "the desk was not told");
        changes.wait_for(Duration::from_secs(1));
    }
    assert_eq!(state(), RequestState::Verification { step: 0 });
}
