//! Every screen and dialog, as one table: whoever adds one adds a line here, and has its pictures in three
//! sizes and three looks. The screens themselves come from the program's own list.

use serasi::desk::{ArchiveFilter, ArchiveKind, DeskError, Group, ItemState, Link, LookAt, SavedView, Who};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::RequestState;
use serasi::domain::resident::LifeStatus;
use serasi::tui::command;
use serasi::tui::screens::ScreenId;

use super::desk::{FakeDesk, head, item, minutes_ago, now, operator, ready, secretary};

/// What is on the screen after these keys on this desk.
pub struct Scene {
    pub name: String,
    /// On the heap: so many of them at once would be too much for a test's stack.
    pub desk: Box<FakeDesk>,
    pub keys: &'static str,
}

fn scene(name: &str, desk: impl Into<Box<FakeDesk>>, keys: &'static str) -> Scene {
    Scene { name: name.to_owned(), desk: desk.into(), keys }
}

/// A desk with something in every list and every part of the header.
fn busy(who: Who) -> Box<FakeDesk> {
    let mut desk = Box::new(FakeDesk::of(who));
    desk.items = vec![
        item(0, ItemState::Waiting),
        item(1, ItemState::Conflict(vec!["Keperluan".into()])),
        item(2, ItemState::Refused(Refusal::NotAllowed { role: serasi::domain::office::Role::Verifier })),
    ];
    desk.status.unsent = 2;
    desk.status.attention = 1;
    desk
}

fn with(who: Who, change: impl FnOnce(&mut FakeDesk)) -> Box<FakeDesk> {
    let mut desk = busy(who);
    change(&mut desk);
    desk
}

fn nobody() -> Box<FakeDesk> {
    with(operator(), |desk| desk.who = None)
}

fn empty() -> Box<FakeDesk> {
    with(operator(), |desk| {
        desk.requests.clear();
        desk.letters.clear();
        desk.items.clear();
        desk.tasks.clear();
    })
}

/// The keys that open a screen and its content. A key script lives as long as the program.
fn opens(digit: char, more: &str) -> &'static str {
    Box::leak(format!("{digit}{more}").into_boxed_str())
}

/// The head's only letter is wanted back by who forwarded it.
fn asked_back(desk: &mut FakeDesk) {
    desk.tasks.truncate(1);
    if let Some(view) = desk.tasks.first_mut() {
        (view.row.asked_back, view.row.group) = (true, Group::ToLookAt);
        view.look_at = vec![LookAt::AskedBack { by: "Siti Rahayu".into(), at: minutes_ago(2) }];
    }
    let view = &mut desk.requests[0];
    view.row.state = RequestState::Signature;
    view.trail.asked_back = Some(("Bambang Sutrisno, S.Sos.".into(), minutes_ago(2)));
}

/// The table.
pub fn all() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (_, digit, _, _, command) in ScreenId::ALL {
        let name = command::of(command).name;
        scenes.push(scene(name, busy(operator()), opens(digit, "")));
        scenes.push(scene(&format!("{name}-full"), busy(operator()), opens(digit, " <enter>")));
        scenes.push(scene(&format!("{name}-empty"), empty(), opens(digit, "")));
    }
    scenes.extend([
        scene("sync-sides", super::sides::desk(), "9 <enter>"),
        scene("sync-merge", super::sides::desk(), "9 e"),
        scene("sync-settled", super::sides::desk(), "9 j j"),
        scene("sync-revoke", super::sides::desk(), "9 j j j j x"),
        scene("login", nobody(), "\"siti\""),
        scene("login-wrong", nobody(), "\"siti\" <enter> \"salah\" <enter>"),
        scene("locked", busy(operator()), "<c-k>"),
        scene("requests-missing", busy(operator()), "3 j j"),
        scene("requests-claimed", busy(operator()), "3 c"),
        scene("requests-forwarded", busy(operator()), "3 <enter> <end> t"),
        scene("requests-undoable", with(operator(), |desk| desk.rests = true), "3 t j"),
        scene("requests-undone", with(operator(), |desk| desk.rests = true), "3 t u"),
        scene("requests-marked", busy(operator()), "3 *"),
        scene("requests-many", with(operator(), one_in_doubt), "3 <space> <space> r 1 <enter>"),
        scene("reason-many", busy(operator()), "3 * x"),
        scene("requests-refused", with(operator(), refused), "3 <enter> <end> t"),
        scene("requests-filter", busy(operator()), "3 f"),
        scene("requests-ready", with(operator(), finished), "3 f 4"),
        scene("requests-asked-back", with(operator(), asked_back), "3 f 6"),
        scene("requests-ended", with(operator(), finished), "3 f 5 w <enter>"),
        scene("claim-own", busy(operator()), "3 c c"),
        scene("pass-on", busy(operator()), "3 c c 2 \"KK_menyusul\""),
        scene("shift-end", busy(operator()), "3 c : \"serahterima\" <enter> 1"),
        scene("hand-over", with(operator(), finished), "3 f 4 w"),
        scene("hand-over-receiver", with(operator(), finished), "3 f 4 w 1 \"Slamet\""),
        scene("share", with(operator(), finished), "3 f 4 w 4"),
        scene("share-code", with(operator(), finished), "3 f 4 w 5"),
        scene("citizen", busy(operator()), "3 l"),
        scene("slip", busy(operator()), "3 : \"slip\" <enter>"),
        scene("reason-return", busy(operator()), "3 <enter> r"),
        scene("reason-refuse", busy(operator()), "3 <enter> x \"bukan_warga\""),
        scene("form", busy(operator()), "3 e"),
        scene("form-requirements", busy(operator()), "3 j j e <enter> <enter> <enter>"),
        scene("identity", busy(operator()), "3 \"3322075403800001\""),
        scene("identity-list", busy(operator()), "3 i \"s\""),
        scene("identity-card", busy(operator()), "3 \"04a2c3d4e5f680\""),
        scene("walkin", busy(operator()), "3 +"),
        scene("walkin-kind", busy(operator()), "3 + \"3322075403800001\""),
        scene("walkin-purpose", busy(operator()), "3 + \"3322075403800001\" 2 \"p\""),
        scene("walkin-money", busy(operator()), "3 + \"3322075403800001\" 1 \"rapat\" <enter> \"1,5jt\""),
        scene("walkin-again", with(operator(), made_before), "3 + \"3322075403800001\" 2 <c-t>"),
        scene("search", busy(operator()), "3 / \"joko\""),
        scene("search-nothing", busy(operator()), "3 / \"zzz\""),
        scene("help", busy(operator()), "3 ?"),
        scene("palette", busy(operator()), "3 : \"kembali\""),
        scene("palette-why", busy(operator()), "3 : \"tanda_tangan\""),
        scene("palette-row", busy(operator()), "3 : \"teruskan_a2\""),
        scene("leave", busy(operator()), "3 q"),
        scene("inbox-note", busy(operator()), "2 v"),
        scene("sync-conflict", busy(operator()), "9 j <enter>"),
        scene("sync-discard", busy(operator()), "9 j <enter> x"),
        scene("archive-search", busy(operator()), "6 / \"yusuf\""),
        scene("archive-related", busy(operator()), "6 <right>"),
        scene("archive-filter", with(operator(), views), "6 f 1"),
        scene("resident", busy(operator()), "7 / \"sri\" <enter>"),
        scene("resident-full", busy(operator()), "7 / \"sri\" <enter> <enter>"),
        scene("residents-marked", busy(operator()), "7 / \"sri\" <enter> <space> / <c-u> \"sumar\" <enter> <space>"),
        scene(
            "walkin-together",
            with(operator(), one_dead),
            "7 / \"sri\" <enter> <space> / <c-u> \"sumar\" <enter> <space> + 2",
        ),
        scene("reveal", busy(operator()), "7 / \"sri\" <enter> n"),
        scene("reveal-other", busy(operator()), "7 / \"sri\" <enter> n 5 \"sensus\""),
        scene("revealed", busy(operator()), "7 / \"sri\" <enter> n 1"),
        scene("offline", with(operator(), offline), "3"),
        scene("tasks-signer", busy(head()), "4"),
        scene("tasks-signer-full", busy(head()), "4 <enter>"),
        scene("tasks-look-at", busy(head()), "4 j j"),
        scene("tasks-ink", busy(head()), "4 <end> k"),
        scene("tasks-marked", busy(head()), "4 *"),
        scene("tasks-verifier", busy(secretary()), "4"),
        scene("tasks-asked-back", with(head(), asked_back), "4"),
        scene("reason-asked-back", with(head(), asked_back), "4 r"),
        scene("reason-task", busy(head()), "4 <enter> r"),
        scene("sign", busy(head()), "4 * s"),
        scene("sign-passphrase", busy(head()), "4 * s <enter> \"raha\""),
        scene("sign-wrong", busy(head()), "4 * s <enter> \"salah\" <enter>"),
        scene("sign-done", busy(head()), "4 * s <enter> \"rahasia\" <enter>"),
    ]);
    scenes
}

fn views(desk: &mut FakeDesk) {
    let filter = ArchiveFilter { kind: Some(ArchiveKind::Incoming), year: Some(2026), ..ArchiveFilter::default() };
    desk.views = vec![SavedView { letter: 'k', words: "rapat".into(), filter }];
}

fn one_in_doubt(desk: &mut FakeDesk) {
    desk.rests = true;
    desk.refused.insert(desk.requests[1].row.id, Refusal::InDoubt);
}

fn made_before(desk: &mut FakeDesk) {
    desk.repeats = vec![desk.requests[1].row.clone()];
    desk.repeats[0].number = Some("400.10.2.2/045/BNB/XI/2026".into());
}

fn one_dead(desk: &mut FakeDesk) {
    if let Some(view) = desk.residents.iter_mut().find(|view| view.row.name == "Sumarni") {
        view.resident.status = LifeStatus::Dead;
        view.resident.status_since = Some(jiff::civil::date(2025, 5, 3));
    }
}

fn finished(desk: &mut FakeDesk) {
    desk.requests.extend([ready(4, 5), ready(5, 16 * 24)]);
}

fn refused(desk: &mut FakeDesk) {
    desk.refuse_next = Some(DeskError::Refused(Refusal::ResidentDead {
        name: "Raden Ajeng Sri Wahyuningsih, S.Sos., M.Si.".into(),
        since: Some(jiff::civil::date(2025, 5, 3)),
    }));
}

fn offline(desk: &mut FakeDesk) {
    desk.status.link = Link::Offline { since: now() - jiff::SignedDuration::from_mins(62) };
}
