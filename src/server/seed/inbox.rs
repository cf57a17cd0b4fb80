//! Letters from the regency's offices: who writes what to a village, as they really do.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::SeedError;
use super::cases::in_office_hours;
use super::dice::Dice;
use super::officials::person;
use super::people::People;
use super::post::{POST, Post};
use super::press::Press;
use crate::config::regions::{BANYUBIRU, KEBONDOWO, id_of};
use crate::config::template::Template;
use crate::domain::calendar::long_date;
use crate::domain::id::{OfficeId, RecordId, derived};
use crate::domain::letter::{Arrival, Letter, LetterState, Mark, Page, Secrecy};
use crate::domain::office::{Office, date_of};
use crate::domain::record::{Body, Rest};
use crate::domain::request::Because;
use crate::server::typeset::{Final, Signer, Stage};

/// How many letters Banyubiru got.
pub const LETTERS: usize = 40;
/// How many of the last ones its neighbour got too: the same files.
const SHARED: usize = 4;
/// Letters older than this many days were dealt with.
const DEALT_WITH_AFTER: i64 = 9;

const TYPST: &str = include_str!("agency-letter.typ");

/// A letter that reaches the village, with all that comes with it.
pub(super) struct Arriving {
    pub received: Timestamp,
    pub bodies: Vec<Body>,
}

/// The inbox, oldest first.
pub(super) fn inbox(
    people: &People,
    press: &Press<'_>,
    dice: &mut Dice,
    at: Timestamp,
) -> Result<Vec<Arriving>, SeedError> {
    let received = times(dice, at);
    let template = Template::with(TYPST).write();
    let mut agenda = Agenda::default();
    let mut arriving = Vec::with_capacity(LETTERS);
    for (ordinal, received) in received.into_iter().enumerate() {
        let post = &POST[(LETTERS - 1 - ordinal) % POST.len()];
        let older = ordinal + POST.len() < LETTERS;
        let written = Written::new(post, older, people, received, dice)?;
        let file = written.typeset(press, &template)?;
        let mut bodies = written.bodies(id_of(BANYUBIRU), ordinal, agenda.next(received), &file, at);
        if ordinal + SHARED >= LETTERS {
            bodies.extend(written.bodies(
                id_of(KEBONDOWO),
                ordinal,
                112 + u32::try_from(ordinal).unwrap_or(0),
                &file,
                at,
            ));
        }
        arriving.push(Arriving { received, bodies });
    }
    Ok(arriving)
}

/// One or two a day; the last one just now.
fn times(dice: &mut Dice, at: Timestamp) -> Vec<Timestamp> {
    let mut times = Vec::with_capacity(LETTERS);
    let mut minutes = i64::from(dice.between(20, 90));
    for _ in 0..LETTERS {
        times.push(in_office_hours(at - minutes.minutes(), at, dice));
        minutes += i64::from(dice.between(5 * 60, 40 * 60));
    }
    times.sort();
    times
}

/// Agenda numbers of the year, going on from what the paper book had.
#[derive(Default)]
struct Agenda {
    last: Option<(i16, u32)>,
}

impl Agenda {
    fn next(&mut self, received: Timestamp) -> u32 {
        let date = date_of(received);
        let number = match self.last {
            Some((year, number)) if year == date.year() => number + 1,
            // A village registers some eight letters a week.
            _ => u32::try_from(i32::from(date.day_of_year()) * 8 / 7).unwrap_or(1).max(1),
        };
        self.last = Some((date.year(), number));
        number
    }
}

/// A letter as its office wrote it.
struct Written<'a> {
    post: &'a Post,
    sender: &'a Office,
    subject: String,
    number: String,
    date: Date,
    received: Timestamp,
    event: Date,
}

struct File {
    pdf: crate::domain::id::ContentHash,
    pages: Vec<String>,
}

impl<'a> Written<'a> {
    fn new(
        post: &'a Post,
        older: bool,
        people: &'a People,
        received: Timestamp,
        dice: &mut Dice,
    ) -> Result<Self, SeedError> {
        let sender = people
            .office(id_of(post.sender))
            .ok_or_else(|| SeedError::Case { queue: post.sender.into(), why: "no such office".into() })?;
        let date = dice.day_before(date_of(received), 1, 3);
        let event = workday(date.checked_add(i64::from(dice.between(5, 11)).days()).unwrap_or(date));
        let number = format!("{}/{}/{}", post.classification, dice.between(120, 2900), date.year());
        let mut written = Self { post, sender, subject: String::new(), number, date, received, event };
        written.subject = written.fill(if older { post.before } else { post.subject });
        Ok(written)
    }

    /// Puts in month, year and days.
    fn fill(&self, text: &str) -> String {
        let month = |date: Date| long_date(date).split(' ').nth(1).unwrap_or_default().to_owned();
        text.replace("{month}", &month(self.event))
            .replace("{next_year}", &(self.event.year() + 1).to_string())
            .replace("{year}", &self.event.year().to_string())
            .replace("{quarter}", ["I", "II", "III", "IV"][usize::from(self.event.month().unsigned_abs() - 1) / 3])
            .replace("{day}", &day_and_date(self.event))
            .replace("{deadline}", &long_date(self.event))
    }

    fn typeset(&self, press: &Press<'_>, template: &str) -> Result<File, SeedError> {
        let (name, nip) = self.post.signer();
        let signer = Signer {
            title: format!("{}{}", self.sender.head, self.title_of()),
            name: name.into(),
            nip: Some(nip.into()),
            capacity: "definitive".into(),
            line: None,
        };
        let rows: Vec<_> =
            self.post.rows.iter().map(|(label, value)| json!({ "label": label, "value": self.fill(value) })).collect();
        let snapshot = json!({
            "policy": "ink",
            "place": if self.post.sender.starts_with("33.22.") { &self.sender.name } else { "Ungaran" },
            "prepared_on": self.date,
            "title": self.subject,
            "nature": self.post.urgency_word(),
            "attachment": self.post.attachment,
            "to": "Sdr. Kepala Desa se-Kecamatan Banyubiru",
            "opening": self.fill(self.post.opening),
            "rows": rows,
            "closing": self.fill(self.post.closing),
            "holder": null,
            "signer": signer,
            "letterhead": {
                "regency": "Pemerintah Kabupaten Semarang",
                "office": self.sender.full_name(),
                "address": self.sender.address,
                "contact": self.sender.contact,
            },
        });
        let last = Final { number: self.number.clone(), date: self.date, verify_url: None, signer };
        let typeset = press.page(snapshot.to_string().into_bytes(), template, Stage::Final(last))?;
        Ok(File { pdf: press.keep(&typeset.pdf)?, pages: typeset.pages })
    }

    /// "Camat Banyubiru", but "Kepala Dinas Sosial" and "Direktur RSUD …".
    fn title_of(&self) -> String {
        let name = &self.sender.name;
        let rest = name.strip_prefix("Dinas ").or_else(|| name.strip_prefix("Badan ")).unwrap_or(name);
        let rest = rest.strip_prefix("Sekretariat ").unwrap_or(rest);
        format!(" {rest}")
    }

    fn bodies(&self, office: OfficeId, ordinal: usize, agenda: u32, file: &File, at: Timestamp) -> Vec<Body> {
        let name = format!("{ordinal}/{}", self.number);
        let id = RecordId(derived("seed-incoming", &[office.0.as_bytes(), name.as_bytes()]));
        let days = at.duration_since(self.received).as_hours() / 24;
        let dealt_with = days > DEALT_WITH_AFTER && (days > 20 || ordinal % 7 != 3);
        let done = Because {
            by: Some(person(if office == id_of(BANYUBIRU) { "siti" } else { "agus" })),
            reason: self.post.done.into(),
            at: Some(self.received + 26.hours()),
        };
        let letter = Letter {
            id,
            office,
            subject: self.subject.clone(),
            kind: self.post.kind.into(),
            classification: self.post.classification.into(),
            secrecy: Secrecy::Ordinary,
            urgency: self.post.urgency,
            state: if dealt_with { LetterState::FollowedUp(done) } else { LetterState::Received },
            request: None,
            frozen: None,
            arrival: Some(Arrival {
                office: Some(self.sender.id),
                sender: self.sender.full_name(),
                number: self.number.clone(),
                agenda,
                received: Some(self.received),
            }),
            number: None,
            date: Some(self.date),
            token: None,
            pdf: Some(file.pdf),
            rest: Rest::new(),
        };
        let page = Page {
            id: Page::id_for(id, file.pdf),
            office,
            letter: id,
            snapshot: file.pdf,
            pages: file.pages.clone(),
            pdf: file.pdf,
            rest: Rest::new(),
        };
        let mut bodies = vec![letter.into(), page.into()];
        if office == id_of(BANYUBIRU) && days > 3 {
            bodies.extend(self.marks(id, days));
        }
        bodies
    }

    /// The operator has read what is older, the secretary what is a week old.
    fn marks(&self, letter: RecordId, days: i64) -> Vec<Body> {
        let readers: &[&str] = if days > 7 { &["siti", "ani"] } else { &["siti"] };
        readers
            .iter()
            .map(|user| {
                let reader = person(user);
                let id = Mark::id_for(reader, letter);
                let at = Some(self.received + 3.hours());
                Mark { id, person: reader, record: letter, at, rest: Rest::new() }.into()
            })
            .collect()
    }
}

/// Nobody is invited on a Sunday.
fn workday(date: Date) -> Date {
    match date.weekday() {
        jiff::civil::Weekday::Saturday => date.checked_add(2.days()).unwrap_or(date),
        jiff::civil::Weekday::Sunday => date.checked_add(1.days()).unwrap_or(date),
        _ => date,
    }
}

/// "Selasa, 24 November 2026".
fn day_and_date(date: Date) -> String {
    use jiff::civil::Weekday;
    let day = match date.weekday() {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    };
    format!("{day}, {}", long_date(date))
}
