//! A morning in an invented village, for pictures: everybody and everything in it is made up.

use jiff::SignedDuration;
use jiff::civil::date;
use serasi::desk::{
    ArchiveKind, ArchiveRow, ClaimView, Group, ItemState, Link, LookAt, Preview, RequestView, ResidentRow,
    ResidentView, Step, Who,
};
use serasi::domain::id::ContentHash;
use serasi::domain::letter::Urgency;
use serasi::domain::nik::Nik;
use serasi::domain::office::Role;
use serasi::domain::request::{Because, Channel, RequestState, Shown};
use serasi::domain::resident::Sex;
use serasi::domain::task::TaskKind;
use serasi::domain::turnaround::Turnaround;

use super::super::desk::{
    FakeDesk, colleague, item, letter, now, odd_request, ready, record, request, resident_view, task, who,
};
use super::super::sides;

/// Name, kind of letter, purpose, channel, minutes waited.
const QUEUE: [(&str, &str, &str, Channel, i64); 9] = [
    ("Sri Wahyuni", "Surat Pengantar", "membuka rekening tabungan di BRI Unit Banyubiru", Channel::Counter, 12),
    ("Slamet Raharjo", "SKTM", "keringanan biaya RSUD dr. Gunawan Mangunkusumo", Channel::Counter, 9),
    ("Endang Lestari", "Surat Pengantar", "mengurus SKCK di Polsek Banyubiru", Channel::Counter, 6),
    ("Sumarni", "Domisili", "mendaftar PPDB SMP Negeri 2 Ambarawa", Channel::Neighbourhood, 34),
    ("Muhammad Yusuf Al-Fatih", "Usaha", "mengajukan KUR di Bank Jateng Ambarawa", Channel::Online, 51),
    ("Tri Handayani", "Surat Pengantar", "melamar pekerjaan di PT Sido Muncul", Channel::Online, 58),
    ("Agus Prasetyo", "Domisili", "pindah sekolah anak ke SD Negeri Kebondowo 01", Channel::Telephone, 73),
    ("Ngatini", "SKTM", "beasiswa kuliah di UIN Salatiga", Channel::Neighbourhood, 88),
    ("Bayu Setiawan", "Kelahiran", "akta kelahiran di Disdukcapil", Channel::Online, 95),
];

/// Those of them who are men.
const MEN: [&str; 6] =
    ["Slamet Raharjo", "Muhammad Yusuf Al-Fatih", "Agus Prasetyo", "Bayu Setiawan", "Wisnu Hidayat", "Dika Adinata"];

/// Who is found by a card, a number or a name: name, sex, year of birth, place in the family, hamlet, RT, RW.
type Found = (&'static str, Sex, i16, &'static str, &'static str, &'static str, &'static str);
const FAMILY: [Found; 6] = [
    ("Suryanto Hermawan", Sex::Male, 1980, "Kepala Keluarga", "Pundan", "02", "04"),
    ("Salsabila Eka Nuraini", Sex::Female, 1984, "Istri", "Pundan", "02", "04"),
    ("Naufal Santoso", Sex::Male, 2009, "Anak", "Pundan", "02", "04"),
    ("Sunarti Puspitasari", Sex::Female, 1971, "Kepala Keluarga", "Demakan", "05", "02"),
    ("Sarimin Raharjo", Sex::Male, 1963, "Kepala Keluarga", "Tegalwuni", "04", "05"),
    ("Kusmiyati", Sex::Female, 1990, "Istri", "Rapet", "01", "08"),
];

/// Suryanto with his family, and three more.
fn residents() -> Vec<ResidentView> {
    let mut views: Vec<ResidentView> = (40..)
        .zip(FAMILY)
        .map(|(n, (name, sex, year, position, hamlet, rt, rw))| {
            let mut view = resident_view(n, name);
            let birth = date(year, 3, 14);
            let one = &mut view.resident;
            (one.sex, one.birth_date, one.family_position) = (sex, birth, position.into());
            one.nik = Nik::compose("332207", sex, birth, u16::try_from(n + 1).unwrap()).unwrap();
            (one.hamlet, one.rt, one.rw) = (hamlet.into(), rt.into(), rw.into());
            view.row = ResidentRow::of(1, one);
            view.family = vec![view.row.clone()];
            view
        })
        .collect();
    let family: Vec<ResidentRow> = views[..3].iter().map(|view| view.row.clone()).collect();
    views[..3].iter_mut().for_each(|view| view.family.clone_from(&family));
    views
}

fn waiting(n: usize) -> RequestView {
    let (name, kind, purpose, channel, minutes) = QUEUE[n % QUEUE.len()];
    let number = n as u128;
    let mut view = if n == 1 { odd_request(number) } else { request(number) };
    let since = Some(now() - SignedDuration::from_mins(minutes));
    view.row.name = name.into();
    view.row.kind = kind.into();
    view.row.channel = channel;
    view.row.since = since;
    view.row.promise_minutes = if channel == Channel::Counter { 15 } else { 120 };
    view.request.channel = channel;
    view.request.submitted = since;
    view.fields[0].value = purpose.into();
    view.request.fields.insert("purpose".into(), purpose.into());
    for person in [&mut view.applicant, &mut view.subject].into_iter().flatten() {
        let sex = if MEN.contains(&name) { Sex::Male } else { Sex::Female };
        let birth = date(1968 + 5 * i16::try_from(n).unwrap(), 3, 14);
        (person.name, person.sex, person.birth_date) = (name.into(), sex, birth);
        person.nik = Nik::compose("332207", sex, birth, u16::try_from(n + 1).unwrap()).unwrap();
    }
    view.oddities.clear();
    if n != 1 {
        let lines = letter_lines(name, purpose);
        view.preview = Preview::Lines { lines, snapshot: ContentHash::of(name.as_bytes()) };
    }
    view
}

fn letter_lines(name: &str, purpose: &str) -> Vec<String> {
    [
        "PEMERINTAH KABUPATEN SEMARANG · KECAMATAN BANYUBIRU · DESA BANYUBIRU",
        "SURAT PENGANTAR",
        "Nomor: (menyusul)",
        "Yang bertanda tangan di bawah ini Kepala Desa Banyubiru menerangkan bahwa:",
        &format!(" 1. Nama lengkap : {name}"),
        " 2. Tempat lahir : Kabupaten Semarang",
        &format!(" 3. Keperluan    : {purpose}"),
        "Demikian surat pengantar ini dibuat untuk dipergunakan sebagaimana mestinya.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn desk(who: Who) -> FakeDesk {
    let mut desk = FakeDesk::of(who);
    desk.residents = residents();
    // Under the one who is over, what else bears his name.
    for person in [&mut desk.past.0.applicant, &mut desk.past.0.subject].into_iter().flatten() {
        person.sex = Sex::Male;
    }
    let older = [
        (ArchiveKind::Request, "A-12", "Muhammad Yusuf Al-Fatih", "Domisili", "issued", date(2026, 5, 6)),
        (ArchiveKind::Issued, "400.12.2/118/V/2026", "Muhammad Yusuf Al-Fatih", "Domisili", "issued", date(2026, 5, 6)),
        (ArchiveKind::Request, "T-03", "Yusuf Hidayat", "Surat Pengantar", "refused", date(2025, 9, 17)),
    ];
    let row = |(n, (kind, number, name, subject, state, day)): (u128, (_, &str, &str, &str, &str, _))| ArchiveRow {
        id: record(0x7000 + n),
        kind,
        day: Some(day),
        number: number.into(),
        name: name.into(),
        subject: subject.into(),
        state: state.into(),
        classification: "400.12.2".into(),
        pending: false,
        exact: false,
    };
    desk.archive.extend((0..).zip(older).map(row));
    desk.operators = vec![colleague(0, "Joko Prasetyo")];
    desk.turnaround = Turnaround { issued: 6, kept: 6, median: Some(14) };
    desk.week = Some(Turnaround { issued: 61, kept: 57, median: Some(19) });
    desk.today.arrived = 2;
    desk.requests = (0..QUEUE.len()).map(waiting).collect();
    desk.requests[2].row.claim =
        Some(ClaimView { name: "Joko Prasetyo".into(), mine: false, since: desk.requests[2].row.since });
    let letters = [
        ("Camat Banyubiru", "Undangan rapat koordinasi pengisian buku induk penduduk", Urgency::Urgent),
        ("Dinas Sosial", "Pemutakhiran data penerima bantuan triwulan IV", Urgency::Ordinary),
        ("Disdukcapil", "Jadwal pelayanan keliling bulan Desember", Urgency::Ordinary),
        ("Puskesmas Banyubiru", "Posyandu lansia dusun Krajan", Urgency::Ordinary),
    ];
    desk.letters = (0..letters.len()).map(|n| letter(n as u128)).collect();
    for (view, (sender, subject, urgency)) in desk.letters.iter_mut().zip(letters) {
        view.row.sender = sender.into();
        view.row.subject = subject.into();
        view.row.urgency = urgency;
        view.letter.subject = subject.into();
    }
    desk
}

/// The counter: Siti, with two actions that wait for the line.
pub fn counter() -> FakeDesk {
    let mut desk = desk(who("Siti Rahayu", "Kasi Pelayanan", &[Role::Operator]));
    desk.status.unsent = 2;
    desk
}

/// What is decided rests for eight seconds, as on the real desk.
pub fn resting() -> FakeDesk {
    let mut desk = counter();
    desk.rests = true;
    desk
}

/// The first of the queue reads what their letter will say.
pub fn citizen() -> FakeDesk {
    let mut desk = counter();
    let facts = [
        ("Nama lengkap", "Sri Wahyuni"),
        ("Tempat, tanggal lahir", "Kabupaten Semarang, 14 Maret 1968"),
        ("Pekerjaan", "Petani"),
        ("Tempat tinggal", "Dusun Krajan RT 02 RW 05, Desa Banyubiru"),
    ];
    desk.facts = facts.map(|(label, fact)| (label.into(), fact.into())).into();
    desk
}

/// The counter with finished letters, one of which nobody fetched for a fortnight, and one that waits for a paper.
pub fn finished() -> FakeDesk {
    let mut desk = counter();
    let letters = [("Wisnu Hidayat", 16 * 24), ("Sarwanti Rahmawati", 27), ("Tri Handayani", 5)];
    for (n, (name, hours)) in (20..).zip(letters) {
        let mut view = ready(n, hours);
        view.row.since = view.row.ready;
        named(&mut view, name, &format!("A-{:02}", n - 18));
        desk.requests.push(view);
    }
    let mut waits = request(30);
    named(&mut waits, "Dika Adinata", "A-01");
    let yesterday = now() - SignedDuration::from_hours(26);
    let why = Because { by: None, reason: "KK asli belum dibawa".into(), at: Some(yesterday) };
    waits.by = Some("Siti Rahayu".into());
    waits.row.since = Some(yesterday);
    waits.requirements[1].shown = Shown::Missing;
    waits.row.state = RequestState::WaitingApplicant(why);
    waits.request.state = waits.row.state.clone();
    waits.request.contact = "0812-0000-4917".into();
    desk.requests.push(waits);
    desk
}

fn named(view: &mut RequestView, name: &str, queue: &str) {
    (view.row.name, view.row.queue) = (name.into(), queue.into());
    for person in [&mut view.applicant, &mut view.subject].into_iter().flatten() {
        person.name = name.into();
        person.sex = if MEN.contains(&name) { Sex::Male } else { Sex::Female };
        person.nik = Nik::compose("332207", person.sex, person.birth_date, 30).unwrap();
    }
    let lines = letter_lines(name, "melamar pekerjaan");
    view.preview = Preview::Lines { lines, snapshot: ContentHash::of(name.as_bytes()) };
}

/// A morning without a line: four actions are kept here.
pub fn offline() -> FakeDesk {
    let mut desk = counter();
    desk.status.link = Link::Offline { since: now() - SignedDuration::from_mins(62) };
    desk.status.unsent = 4;
    desk.items = (0..4).map(|n| item(n, ItemState::Waiting)).collect();
    let done = [
        ("forward", "Sri Wahyuni (Surat Pengantar)"),
        ("edit", "Slamet Raharjo (SKTM)"),
        ("return_to_applicant", "Sumarni (Domisili)"),
        ("submit", "Kusmiyati (Surat Pengantar)"),
    ];
    for (item, (kind, about)) in desk.items.iter_mut().zip(done) {
        (item.kind, item.about) = (kind.into(), about.into());
    }
    desk
}

/// The sekretaris desa's morning: four letters wait for paraf, one of which is to be looked at.
pub fn secretary() -> FakeDesk {
    let mut desk = desk(who("Ani Lestari, S.E.", "Sekretaris Desa", &[Role::Verifier]));
    let groups = [Group::Routine, Group::Routine, Group::Routine, Group::ToLookAt];
    desk.tasks = (0..groups.len()).map(|n| task(n as u128, TaskKind::Verify, groups[n])).collect();
    dress(&mut desk, &groups);
    // Her own paraf is what they wait for.
    desk.tasks.iter_mut().for_each(|view| view.behind.retain(|(step, ..)| *step != Step::Verified));
    desk
}

/// The village head's morning: eight letters, two of which are to be looked at.
pub fn head() -> FakeDesk {
    let mut desk = desk(who("Bambang Sutrisno", "Kepala Desa", &[Role::Signer]));
    let groups = [
        Group::Routine,
        Group::Routine,
        Group::Routine,
        Group::Routine,
        Group::Routine,
        Group::ToLookAt,
        Group::ToLookAt,
        Group::Ink,
    ];
    desk.tasks = (0..groups.len()).map(|n| task(n as u128, TaskKind::Sign, groups[n])).collect();
    dress(&mut desk, &groups);
    desk
}

/// Names, letters and what is odd about them.
fn dress(desk: &mut FakeDesk, groups: &[Group]) {
    for (n, view) in desk.tasks.iter_mut().enumerate() {
        let (name, kind, purpose, _, minutes) = QUEUE[n % QUEUE.len()];
        view.row.name = name.into();
        view.row.letter_kind = kind.into();
        view.row.purpose = purpose.into();
        view.row.since = Some(now() - SignedDuration::from_mins(minutes));
        view.row.opened = n < 3;
        view.pages = Some(vec![letter_lines(name, purpose).join("\n")]);
        if groups[n] == Group::ToLookAt {
            view.look_at = vec![LookAt::TypedFreely("Keperluan".into(), purpose.into()), LookAt::DataChanged];
        }
    }
}

/// What a counter has after a morning without a line: one action met another person's change.
pub fn conflict() -> FakeDesk {
    let mut desk = counter();
    desk.items =
        vec![item(0, ItemState::Conflict(Vec::new())), item(1, ItemState::Waiting), item(2, ItemState::Waiting)];
    let about = ["Slamet Raharjo (SKTM)", "Sri Wahyuni (Surat Pengantar)", "Sumarni (Domisili)"];
    for (item, about) in desk.items.iter_mut().zip(about) {
        item.about = about.into();
    }
    desk.items[0].kind = "edit".into();
    desk.sides = vec![sides::both(desk.items[0].clone())];
    desk.status.attention = 1;
    desk.requests[1].requirements[1].shown = Shown::Missing;
    desk
}
