//! A morning in an invented village, for pictures: everybody and everything in it is made up.

use jiff::SignedDuration;
use jiff::civil::date;
use serasi::desk::{ClaimView, Group, ItemState, LookAt, Preview, RequestView, Who};
use serasi::domain::id::ContentHash;
use serasi::domain::letter::Urgency;
use serasi::domain::nik::Nik;
use serasi::domain::office::Role;
use serasi::domain::request::{Channel, Shown};
use serasi::domain::resident::Sex;
use serasi::domain::task::TaskKind;

use super::super::desk::{FakeDesk, item, letter, now, odd_request, request, task, who};
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
const MEN: [&str; 4] = ["Slamet Raharjo", "Muhammad Yusuf Al-Fatih", "Agus Prasetyo", "Bayu Setiawan"];

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
        " 2. Tempat lahir : Semarang, 14 Maret 1980",
        &format!(" 3. Keperluan    : {purpose}"),
        "Demikian surat pengantar ini dibuat untuk dipergunakan sebagaimana mestinya.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn desk(who: Who) -> FakeDesk {
    let mut desk = FakeDesk::of(who);
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
    desk
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
