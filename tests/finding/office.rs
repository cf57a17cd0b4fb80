//! A large office written straight into a cache: residents, and for each letter its request and its page.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use serasi::client::store::{Files, StoreResult, cache, rows};
use serasi::domain::id::{ContentHash, OfficeId, PersonId, RecordId};
use serasi::domain::letter::{Arrival, Frozen, Letter, LetterState, Page, Secrecy, Urgency};
use serasi::domain::nik::{Kk, Nik};
use serasi::domain::numbering::{Number, OUTGOING};
use serasi::domain::policy::Policy;
use serasi::domain::record::{Body, Rest};
use serasi::domain::request::{Channel, Claim, Request, RequestState};
use serasi::domain::resident::{LifeStatus, Resident, Sex};
use uuid::Uuid;

pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
pub const SITI: PersonId = PersonId(Uuid::from_u128(11));

const FIRST: [&str; 20] = [
    "Sri", "Slamet", "Sumarni", "Joko", "Endang", "Muhammad", "Siti", "Agus", "Dwi", "Tri", "Bambang", "Rina", "Wahyu",
    "Suparno", "Ngatinah", "Eko", "Yuliana", "Paijo", "Kartini", "Hadi",
];
const LAST: [&str; 25] = [
    "Wahyuni",
    "Raharjo",
    "Susilo",
    "Prasetyo",
    "Lestari",
    "Rahayu",
    "Santoso",
    "Widodo",
    "Utami",
    "Handayani",
    "Kusuma",
    "Nugroho",
    "Wibowo",
    "Suryani",
    "Hartono",
    "Setiawan",
    "Purnomo",
    "Astuti",
    "Sulistyo",
    "Fitriani",
    "Mulyadi",
    "Saputra",
    "Hidayat",
    "Permata",
    "Gunawan",
];
const PURPOSES: [&str; 10] = [
    "melamar pekerjaan di pabrik garmen Ungaran",
    "mendaftar sekolah anak",
    "mengurus SKCK di Polsek Banyubiru",
    "keringanan biaya RSUD Ambarawa",
    "mengurus kartu keluarga baru",
    "persyaratan nikah di KUA",
    "pencairan bantuan langsung tunai",
    "membuka rekening bank",
    "mengurus paspor di Imigrasi Semarang",
    "beasiswa KIP kuliah",
];
const WORDS: [&str; 16] = [
    "bahwa",
    "yang",
    "bersangkutan",
    "benar",
    "penduduk",
    "desa",
    "Banyubiru",
    "kecamatan",
    "kabupaten",
    "Semarang",
    "surat",
    "keterangan",
    "dibuat",
    "dipergunakan",
    "sebagaimana",
    "mestinya",
];

pub fn id(kind: u128, n: usize) -> RecordId {
    // Spread like real ids, so that no index is written in the order of its keys.
    let spread = (n as u128).wrapping_mul(0x9E37_79B9_7F4A_7C15) & 0xFFFF_FFFF_FFFF;
    RecordId(Uuid::from_u128((kind << 100) | (spread << 40) | n as u128))
}

pub const REQUEST: u128 = 1;
pub const LETTER: u128 = 2;
pub const RESIDENT: u128 = 3;

/// The n-th resident's name: the last one's is nobody else's.
pub fn name(n: usize) -> String {
    let third = LAST[(n / 500) % 25];
    format!("{} {} {third}", FIRST[n % 20], LAST[(n / 20) % 25])
}

fn birth(n: usize) -> Date {
    let (year, month, day) = (1940 + (n % 70) as i16, 1 + (n / 70 % 12) as i8, 1 + (n / 840 % 28) as i8);
    date(year, month, day)
}

pub fn resident(n: usize) -> Resident {
    Resident {
        id: id(RESIDENT, n),
        office: OFFICE,
        nik: Nik::compose("332207", Sex::Female, birth(n), u16::try_from(n % 9000 + 1).unwrap()).unwrap(),
        kk: Kk::compose("332207", date(2010, 1, 5), u16::try_from(n / 4 % 9000 + 1).unwrap()).unwrap(),
        name: name(n),
        sex: Sex::Female,
        birth_place: "Semarang".into(),
        birth_date: birth(n),
        religion: "Islam".into(),
        marital: "Kawin".into(),
        occupation: "Petani".into(),
        citizenship: "WNI".into(),
        family_position: if n.is_multiple_of(4) { "Kepala Keluarga" } else { "Anak" }.into(),
        hamlet: ["Krajan", "Dangkel", "Pundan", "Rapet"][n / 7 % 4].into(),
        rt: format!("{:02}", n / 13 % 9 + 1),
        rw: format!("{:02}", n / 117 % 8 + 1),
        status: LifeStatus::Alive,
        status_since: None,
        source: "OpenSID".into(),
        source_date: date(2026, 10, 1),
        rest: Rest::new(),
    }
}

/// When the n-th of so many came: the last one on 20 November 2026, the first years before.
fn moment(n: usize, of: usize) -> Timestamp {
    let newest: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
    newest - SignedDuration::from_mins(12 * (of - n) as i64)
}

pub fn printed(n: usize) -> String {
    format!("400.10.2.2/{n:05}/33.22.07.2001/XI/2026")
}

fn page_text(n: usize, person: usize) -> String {
    let words: Vec<&str> = (0..90).map(|at| WORDS[(n.wrapping_mul(31) + at * 7) % WORDS.len()]).collect();
    let purpose = PURPOSES[n % 10];
    format!("SURAT PENGANTAR\nNama : {}\nKeperluan : {purpose}\n{}", name(person), words.join(" "))
}

/// Everything about the n-th letter.
pub fn bodies(n: usize, of: usize, residents: usize) -> Vec<Body> {
    let person = id(RESIDENT, n % residents);
    let (request, letter) = (id(REQUEST, n), id(LETTER, n));
    let submitted = moment(n, of);
    let snapshot = ContentHash::of(&n.to_be_bytes());
    let mut bodies: Vec<Body> = vec![
        Request {
            id: request,
            office: OFFICE,
            queue: format!("A-{:02}", n % 40 + 1),
            channel: Channel::Counter,
            submitted: Some(submitted),
            letter_type: id(7, n % 8),
            applicant: person,
            subject: person,
            contact: format!("0812{n:07}"),
            fields: BTreeMap::from([("purpose".into(), PURPOSES[n % 10].into())]),
            requirements: BTreeMap::new(),
            state: RequestState::Issued,
            letter: Some(letter),
            ready: None,
            told: Default::default(),
            notes: BTreeMap::new(),
            rest: Rest::new(),
        }
        .into(),
        Letter {
            id: letter,
            office: OFFICE,
            subject: "Surat Pengantar".into(),
            kind: "Surat Pengantar".into(),
            classification: ["400.10.2.2", "400.12.2.1", "474"][n % 3].into(),
            secrecy: Secrecy::Ordinary,
            urgency: Urgency::Ordinary,
            state: LetterState::Issued,
            request: Some(request),
            frozen: Some(Frozen {
                snapshot,
                letter_type: id(7, n % 8),
                policy: Policy::Electronic,
                signer: id(8, 0),
                tasks: Vec::new(),
            }),
            arrival: None,
            number: Some(Number {
                counter: OUTGOING.into(),
                year: 2026,
                n: u32::try_from(n).unwrap(),
                text: printed(n),
            }),
            date: Some(serasi::domain::office::date_of(submitted)),
            token: None,
            pdf: None,
            rest: Rest::new(),
        }
        .into(),
        Page {
            id: Page::id_for(letter, snapshot),
            office: OFFICE,
            letter,
            snapshot,
            pages: vec![page_text(n, n % residents)],
            pdf: ContentHash::of(b"draf"),
            rest: Rest::new(),
        }
        .into(),
        Claim {
            id: Claim::id_for(request),
            request,
            office: OFFICE,
            person: SITI,
            device: serasi::domain::id::DeviceId(Uuid::nil()),
            since: Some(submitted),
            last_action: Some(submitted),
            passed: None,
            released: false,
            rest: Rest::new(),
        }
        .into(),
    ];
    if n.is_multiple_of(10) {
        bodies.push(incoming(n, submitted).into());
    }
    bodies
}

fn incoming(n: usize, received: Timestamp) -> Letter {
    Letter {
        id: id(9, n),
        office: OFFICE,
        subject: format!("Undangan rapat koordinasi {n}"),
        kind: "Undangan".into(),
        classification: "000.1.5".into(),
        secrecy: Secrecy::Ordinary,
        urgency: Urgency::Ordinary,
        state: LetterState::Received,
        request: None,
        frozen: None,
        arrival: Some(Arrival {
            office: None,
            sender: "Dinas Sosial".into(),
            number: format!("000.1.5/{n}/2026"),
            agenda: u32::try_from(n).unwrap() + 1,
            received: Some(received),
        }),
        number: None,
        date: Some(date(2026, 11, 18)),
        token: None,
        pdf: None,
        rest: Rest::new(),
    }
}

/// Writes bodies as if the server had sent them, in one transaction.
pub fn write(files: &mut Files, bodies: impl Iterator<Item = Body>) -> StoreResult<()> {
    let tx = files.cache.transaction()?;
    for body in bodies {
        let stored = cache::Stored {
            kind: body.kind().to_owned(),
            version: 1,
            bytes: body.write(),
            actor: Some(SITI),
            at: Some("2026-11-20T03:00:00Z".parse().unwrap()),
            unreadable: false,
        };
        cache::receive(&tx, body.id(), stored)?;
    }
    rows::settle(&tx)?;
    Ok(tx.commit()?)
}
