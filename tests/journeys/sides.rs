//! Two sides of an action, for screens that compare them.

use serasi::desk::{
    ClaimView, Device, DifferenceView, Discarded, Export, ExportItem, ItemState, OtherWaiting, SyncBoard, SyncItem,
    SyncItemView, Trouble,
};
use serasi::domain::difference::{Difference, Part, Value};
use serasi::domain::id::DeviceId;
use serasi::domain::request::Shown;
use uuid::Uuid;

use super::desk::{FakeDesk, item, now, operator};

pub fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

/// An item whose sides have nothing to compare.
pub fn bare(item: &SyncItem) -> SyncItemView {
    SyncItemView {
        item: item.clone(),
        behind: Vec::new(),
        differences: Vec::new(),
        typed: Vec::new(),
        their_version: Some(2),
        their_name: None,
        their_time: None,
        base_known: true,
        claim: None,
        can_note: true,
        can_merge: false,
        readable: true,
        settled: None,
    }
}

fn differs(part: Part, label: &str, [base, mine, theirs]: [Option<Value>; 3]) -> DifferenceView {
    let (by_me, by_them) = (mine != base, theirs != base);
    DifferenceView { label: label.into(), difference: Difference { part, base, mine, theirs, by_me, by_them } }
}

/// Siti and Ani have both changed what a request is for; Siti has shown the KK, Ani has written a telephone.
pub fn both(item: SyncItem) -> SyncItemView {
    let purpose = [text("melamar"), text("melamar kerja di PT Sumber Makmur"), text("beasiswa KIP Kuliah 2026")];
    let shown = |shown| Some(Value::Shown(shown));
    SyncItemView {
        differences: vec![
            differs(Part::Field("purpose".into()), "Keperluan", purpose),
            differs(Part::Contact, "", [None, None, text("0812-0000-1111")]),
            differs(
                Part::Requirement("kk".into()),
                "KK",
                [shown(Shown::Missing), shown(Shown::Original), shown(Shown::Missing)],
            ),
        ],
        their_name: Some("Ani Lestari".into()),
        their_time: Some("2026-11-20T01:55:00Z".parse().unwrap()),
        can_merge: true,
        ..bare(&item)
    }
}

/// A desk with one conflict that blocks a forwarding, and one of everything else.
pub fn desk() -> FakeDesk {
    let mut desk = FakeDesk::of(operator());
    let edit = SyncItem { kind: "edit".into(), behind: 1, ..item(0, ItemState::Conflict(Vec::new())) };
    let mut view = both(edit.clone());
    view.behind = vec![item(7, ItemState::Blocked(edit.action))];
    desk.sides = vec![view];
    desk.items = vec![edit, item(4, ItemState::Waiting)];
    desk.board = board();
    desk.status.attention = 1;
    desk.status.unsent = 1;
    desk
}

fn device(n: u128, name: &str, this: bool) -> Device {
    let seen = (!this).then(|| "2026-11-18T02:00:00Z".parse().unwrap());
    Device { id: DeviceId(Uuid::from_u128(0x70 + n)), name: name.into(), this, seen }
}

fn board() -> SyncBoard {
    let given_up = SyncItem { kind: "edit".into(), ..item(9, ItemState::Conflict(Vec::new())) };
    SyncBoard {
        items: Vec::new(),
        discarded: vec![Discarded {
            action: given_up.action,
            kind: given_up.kind.clone(),
            record: given_up.record,
            about: "Sumarni (SKTM)".into(),
            way: "given_up".into(),
            reason: "Sudah diselesaikan orang lain".into(),
            at: now(),
            typing: true,
        }],
        devices: vec![device(0, "loket-1", true), device(1, "laptop-siti", false)],
        troubles: vec![Trouble {
            code: "down".into(),
            first: "2026-11-20T02:40:00Z".parse().unwrap(),
            last: "2026-11-20T03:10:00Z".parse().unwrap(),
            times: 12,
        }],
        last_sync: Some(now()),
        others: vec![OtherWaiting { name: "Joko Prasetyo".into(), actions: 3 }],
    }
}

/// Who is at it now.
pub fn claimed(view: &mut SyncItemView) {
    view.claim = Some(ClaimView { name: "Ani Lestari".into(), mine: false, since: None });
}

/// As a desk would export its items.
pub fn export(items: &[SyncItem]) -> Export {
    let one = |item: &SyncItem| ExportItem {
        item: item.clone(),
        queue: "A-05".into(),
        typed: vec![("Keperluan".into(), Part::Field("purpose".into()), Value::Text("melamar kerja".into()))],
        data: "{}".into(),
    };
    Export {
        name: "Siti Rahayu".into(),
        office: "Desa Banyubiru".into(),
        device: DeviceId(Uuid::from_u128(0x70)),
        at: now(),
        items: items.iter().map(one).collect(),
    }
}
