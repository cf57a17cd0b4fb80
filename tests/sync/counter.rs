//! Two operators at one counter, each at a machine of their own: what goes from hand to hand arrives.

use serasi::client::Desk;
use serasi::desk::{Command, CounterView, DeskError, Done, Found, Query, ReasonFor, RequestFilter, RequestRow};
use serasi::domain::handing::{How, Receiver, Way};
use serasi::domain::id::PersonId;
use serasi::domain::record::Body;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::RequestState;
use serasi::server::core::import;

use super::facade::{ADDRESS, LONG, Scene, complete_request, id, password};
use crate::api::village::PASSWORD;
use crate::domain::world::{ANI, JOKO, noon};

/// Siti and Joko, both in sync.
fn two(scene: &Scene) -> (Desk, Desk) {
    let [siti, joko] = ["siti", "joko"].map(|name| {
        let home = scene.home.path().join(name);
        let desk = scene.client_at(&home, 0).login(ADDRESS, name, &password(PASSWORD)).unwrap();
        sync(&desk);
        desk
    });
    (siti, joko)
}

fn sync(desk: &Desk) {
    let status = desk.sync_now(LONG).unwrap();
    assert_eq!(status.unsent, 0);
}

fn rows(desk: &Desk, filter: RequestFilter) -> Vec<RequestRow> {
    match desk.query(Query::Requests(filter)).unwrap() {
        Found::Requests(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn queues(desk: &Desk, filter: RequestFilter) -> Vec<String> {
    rows(desk, filter).into_iter().map(|row| row.queue).collect()
}

fn counter(desk: &Desk) -> CounterView {
    match desk.query(Query::CounterView).unwrap() {
        Found::CounterView(counter) => *counter,
        other => panic!("{other:?}"),
    }
}

fn does(desk: &Desk, command: Command) {
    assert!(matches!(desk.perform(command), Ok(Done::Queued { .. })));
    sync(desk);
    // What it changed comes with the feed.
    sync(desk);
}

/// A request whose letter is finished, without the letter itself.
fn finished(n: u128, days_ago: i64) -> Body {
    let Body::Request(mut request) = complete_request(n) else { panic!() };
    request.state = RequestState::Issued;
    request.ready = Some(noon() - jiff::SignedDuration::from_hours(24 * days_ago));
    request.into()
}

#[test]
fn a_takeover_is_said_to_the_colleague_once() {
    let scene = Scene::new(3);
    let (siti, joko) = two(&scene);
    does(&siti, Command::Claim { request: id(1), take_over: false });
    sync(&joko);
    assert_eq!(rows(&joko, RequestFilter::Queue)[0].claim.as_ref().unwrap().name, "Siti Rahayu");
    does(&joko, Command::Claim { request: id(1), take_over: true });
    assert_eq!(counter(&joko).notices, [], "who does it knows");
    sync(&siti);
    let notices = counter(&siti).notices;
    assert_eq!(notices.len(), 1);
    assert_eq!((notices[0].by.as_str(), notices[0].queue.as_str(), notices[0].taken), ("Joko Susilo", "A-01", true));
    siti.perform(Command::Noticed { until: notices[0].at }).unwrap();
    assert_eq!(counter(&siti).notices, []);
    let Found::Request(view) = siti.query(Query::Request(id(1))).unwrap() else { panic!() };
    let passed = view.trail.passed.unwrap();
    assert_eq!((passed.from.as_str(), passed.to.as_str(), passed.taken), ("Siti Rahayu", "Joko Susilo", true));
    assert!(passed.at.is_some());
}

#[test]
fn the_end_of_a_shift_moves_what_is_not_with_an_approver() {
    let scene = Scene::new(4);
    let (siti, joko) = two(&scene);
    for n in [1, 2, 3] {
        does(&siti, Command::Claim { request: id(n), take_over: false });
    }
    does(&siti, Command::ReturnToApplicant { request: id(2), reason: "KK belum dibawa".into() });
    does(&siti, Command::Forward { request: id(3), snapshot: None });
    assert_eq!(queues(&siti, RequestFilter::Mine), ["A-01", "A-02", "A-03"]);
    assert_eq!(counter(&siti).counts[&RequestFilter::Mine], 3);
    assert_eq!(counter(&siti).operators.iter().map(|one| one.person).collect::<Vec<_>>(), [JOKO]);

    let done = siti.perform(Command::AssignAll { to: JOKO, note: "sampai besok".into() }).unwrap();
    let Done::Many { queued, refused: 0 } = done else { panic!("{done:?}") };
    assert_eq!(queued.len(), 2);
    sync(&siti);
    sync(&joko);
    assert_eq!(queues(&siti, RequestFilter::Mine), ["A-03"]);
    assert_eq!(queues(&joko, RequestFilter::Mine), ["A-01", "A-02"]);
    let notices = counter(&joko).notices;
    assert_eq!(notices.iter().map(|notice| notice.note.as_str()).collect::<Vec<_>>(), ["sampai besok"; 2]);
    assert!(notices.iter().all(|notice| !notice.taken && notice.by == "Siti Rahayu"));
    // And it is his now: Siti must ask, and an approver gets nothing.
    let back = siti.perform(Command::ReturnToApplicant { request: id(1), reason: "x".into() });
    assert!(matches!(back, Ok(Done::Queued { undecided: true, .. })), "a desk's clock decides nothing: {back:?}");
    let ani = joko.perform(Command::Assign { request: id(1), to: ANI, note: String::new() });
    assert_eq!(ani, Err(DeskError::Refused(Refusal::NotAnOperator { name: "Ani Lestari".into() })));
    let nobody = PersonId(uuid::Uuid::from_u128(0xdead));
    assert!(joko.perform(Command::Assign { request: id(1), to: nobody, note: String::new() }).is_err());
    sync(&siti);
    // What she gave she takes back: it is taken over, and he is told.
    let taken = siti.perform(Command::Undo { action: queued.first().copied() });
    assert!(matches!(taken, Ok(Done::Queued { .. })), "{taken:?}");
    sync(&siti);
    sync(&joko);
    assert_eq!(queues(&joko, RequestFilter::Mine), ["A-02"]);
    assert!(counter(&joko).notices.iter().any(|notice| notice.taken));
}

#[test]
fn who_leaves_gives_back_what_is_at_hand_and_keeps_what_came_back_long_ago() {
    let scene = Scene::new(3);
    let (siti, joko) = two(&scene);
    does(&siti, Command::Claim { request: id(1), take_over: false });
    scene.cut(true);
    let Ok(Done::Many { queued, refused: 0 }) = siti.perform(Command::ReleaseAll) else { panic!("not given back") };
    assert_eq!(queued.len(), 1);
    // The program did that: what the person can take back is what they did themselves.
    let Found::Undo(undo) = siti.query(Query::Undo).unwrap() else { panic!("an undo") };
    assert_eq!(undo.back.map(|back| back.kind), Some("claim".into()));
    assert_eq!(queues(&siti, RequestFilter::Mine), Vec::<String>::new(), "at once, without a line");
    scene.cut(false);
    sync(&siti);
    sync(&joko);
    assert!(rows(&joko, RequestFilter::Queue).iter().all(|row| row.claim.is_none()));

    does(&siti, Command::Claim { request: id(2), take_over: false });
    scene.pass(jiff::SignedDuration::from_mins(25));
    sync(&siti);
    assert_eq!(siti.perform(Command::ReleaseAll), Ok(Done::Many { queued: Vec::new(), refused: 0 }));
    assert_eq!(queues(&siti, RequestFilter::Mine), ["A-02"], "lapsed, and nobody else has it");
}

#[test]
fn what_is_finished_lies_oldest_first_and_is_given_once() {
    let scene = Scene::new(2);
    let bodies = vec![finished(7, 2), finished(8, 20), finished(9, 1)];
    import(&scene.village.app.core.store, scene.village.env.as_ref(), bodies).unwrap();
    let (siti, joko) = two(&scene);
    assert_eq!(queues(&siti, RequestFilter::Ready), ["A-08", "A-07", "A-09"]);
    assert_eq!(queues(&siti, RequestFilter::Unfetched), ["A-08"]);
    let counts = counter(&siti).counts;
    assert_eq!((counts[&RequestFilter::Ready], counts[&RequestFilter::Unfetched]), (3, 1));
    assert_eq!(counts[&RequestFilter::Queue], 2);
    let Found::ByQueue(Some(row)) = siti.query(Query::ByQueue("a8".into())).unwrap() else { panic!() };
    assert_eq!(row.id, id(8));
    assert_eq!(siti.query(Query::ByQueue("a99".into())).unwrap(), Found::ByQueue(None));

    // Both record it without a line: the first one stands on both desks.
    scene.cut(true);
    let gives = |desk: &Desk, way| {
        let command = Command::HandOver { request: id(8), way, to: Receiver::Applicant };
        assert!(matches!(desk.perform(command), Ok(Done::Queued { .. })));
    };
    gives(&siti, Way::Printed);
    gives(&joko, Way::WhatsApp);
    scene.cut(false);
    for desk in [&joko, &siti, &joko] {
        sync(desk);
    }
    for desk in [&siti, &joko] {
        let Found::Request(view) = desk.query(Query::Request(id(8))).unwrap() else { panic!() };
        let RequestState::HandedOver(handed) = &view.request.state else { panic!("{:?}", view.request.state) };
        assert_eq!((handed.way, view.trail.handed_by.as_deref()), (Way::Printed, Some("Siti Rahayu")));
        assert_eq!(queues(desk, RequestFilter::Ready), ["A-07", "A-09"]);
    }
    let again = Command::HandOver { request: id(8), way: Way::Code, to: Receiver::Applicant };
    let refused = DeskError::Refused(Refusal::WrongState { state: "handed_over".into() });
    assert_eq!(siti.perform(again), Err(refused), "who sees that it was given is told");
}

#[test]
fn who_waits_was_told_by_somebody_and_reasons_are_remembered() {
    let scene = Scene::new(3);
    let (siti, joko) = two(&scene);
    does(&siti, Command::ReturnToApplicant { request: id(1), reason: "KK belum dibawa".into() });
    does(&siti, Command::ReturnToApplicant { request: id(2), reason: "KK belum dibawa".into() });
    does(&siti, Command::Cancel { request: id(0), reason: "Pemohon tidak jadi memerlukan".into() });
    sync(&joko);
    assert_eq!(queues(&joko, RequestFilter::Waiting).len(), 2);
    let reasons = |wanted| match joko.query(Query::Reasons(wanted)).unwrap() {
        Found::Reasons(reasons) => reasons,
        other => panic!("{other:?}"),
    };
    assert_eq!(reasons(ReasonFor::Return), ["KK belum dibawa"]);
    assert_eq!(reasons(ReasonFor::Refuse), ["Pemohon tidak jadi memerlukan"]);
    assert_eq!(reasons(ReasonFor::TaskReturn), Vec::<String>::new());
    does(&joko, Command::Tell { request: id(1), how: How::Telephone });
    let Found::Request(view) = joko.query(Query::Request(id(1))).unwrap() else { panic!() };
    let (how, at, by) = view.trail.told.unwrap();
    assert!(how == How::Telephone && at.is_some() && by == "Joko Susilo");
    let Found::Share(share) = joko.query(Query::Share(id(1))).unwrap() else { panic!() };
    assert_eq!((share.link, share.missing.as_deref()), (None, Some("KK belum dibawa")));
}

#[test]
fn a_slip_and_the_citizens_facts_are_there_without_a_line() {
    let scene = Scene::new(2);
    let (siti, _) = two(&scene);
    scene.cut(true);
    let Found::Slip(slip) = siti.query(Query::Slip(id(1))).unwrap() else { panic!() };
    let promised = slip.promised.unwrap().duration_since(slip.at.unwrap());
    assert_eq!((slip.office.as_str(), slip.queue.as_str(), promised.as_mins()), ("Desa Banyubiru", "A-01", 15));
    let text = serasi::i18n::slip(&slip, 32).join(" ");
    assert!(!text.contains("Sri") && !text.contains("3322"), "{text}");
    let Found::Citizen(view) = siti.query(Query::Citizen(id(1))).unwrap() else { panic!() };
    assert!(view.facts.iter().any(|(_, value)| value == "Sri Wahyuni"), "{view:?}");
    assert!(view.facts.iter().any(|(_, value)| value == "melamar kerja"), "{view:?}");
}
