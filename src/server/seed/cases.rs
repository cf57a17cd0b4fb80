//! Who wants what, and what has become of it by the day of the demo.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::dice::Dice;
use super::people::People;
use super::purposes::{APPLICANTS_REASONS, APPROVERS_REASONS, PURPOSES, Purpose, RECEIPTS, REMARKS};
use super::residents::{age, can_ask, parent_of};
use crate::domain::id::RecordId;
use crate::domain::numbering::roman_month;
use crate::domain::office::date_of;
use crate::domain::request::{Channel, Shown};
use crate::domain::resident::{LifeStatus, Resident, Sex};

/// The slug of the letter most of them want.
pub(super) const LETTER: &str = "surat-pengantar";
/// The slug of a receipt, which is signed in ink.
pub(super) const RECEIPT: &str = "kuitansi";

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Waiting,
    /// Something required was not shown.
    Incomplete(&'static str),
    /// The purpose was left out.
    NoPurpose,
    /// It is about somebody who has died.
    AboutTheDead,
    Claimed,
    ReturnedByVerifier(&'static str),
    ReturnedBySigner(&'static str),
    WaitingApplicant(&'static str),
    AtVerifier,
    AtSigner,
    WaitingOffice,
    InDoubt,
    Issued,
    HandedOver,
    Refused,
    Cancelled,
}

impl Fate {
    /// What is over is imported as it ended; the rest happens through real actions.
    pub(super) fn is_past(self) -> bool {
        matches!(
            self,
            Self::WaitingOffice | Self::InDoubt | Self::Issued | Self::HandedOver | Self::Refused | Self::Cancelled
        )
    }
}

/// A citizen's wish.
pub(super) struct Case {
    /// The request's id.
    pub id: RecordId,
    pub queue: String,
    pub channel: Channel,
    pub submitted: Timestamp,
    pub letter_type: &'static str,
    pub applicant: RecordId,
    pub subject: RecordId,
    pub contact: String,
    pub fields: BTreeMap<String, String>,
    /// What will have been shown at the counter.
    pub requirements: BTreeMap<String, Shown>,
    pub fate: Fate,
}

/// A line of the plan: so many of this fate, came in between so many minutes ago.
struct Line(usize, Fate, &'static str, (i32, i32));

const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;

/// The plan: more than forty in the operator's queue, most of them complete.
fn plan() -> Vec<Line> {
    use Fate as F;
    vec![
        Line(12, F::Waiting, LETTER, (4, 85)),
        Line(22, F::Waiting, LETTER, (2 * HOUR, 26 * HOUR)),
        Line(2, F::Incomplete("kk"), LETTER, (20, 60)),
        Line(2, F::Incomplete("ktp"), LETTER, (3 * HOUR, 20 * HOUR)),
        Line(1, F::NoPurpose, LETTER, (4 * HOUR, 9 * HOUR)),
        Line(1, F::AboutTheDead, LETTER, (30, 50)),
        Line(1, F::Claimed, LETTER, (9, 15)),
        Line(1, F::Waiting, RECEIPT, (30, 50)),
        Line(1, F::ReturnedByVerifier(APPROVERS_REASONS[0]), LETTER, (3 * HOUR, 5 * HOUR)),
        Line(1, F::ReturnedByVerifier(APPROVERS_REASONS[1]), LETTER, (DAY, 26 * HOUR)),
        Line(1, F::ReturnedBySigner(APPROVERS_REASONS[2]), LETTER, (22 * HOUR, 25 * HOUR)),
        Line(1, F::WaitingApplicant(APPLICANTS_REASONS[0]), LETTER, (DAY, 27 * HOUR)),
        Line(1, F::WaitingApplicant(APPLICANTS_REASONS[1]), LETTER, (3 * HOUR, 5 * HOUR)),
        Line(1, F::WaitingApplicant(APPLICANTS_REASONS[2]), LETTER, (DAY, 40 * HOUR)),
        Line(5, F::AtVerifier, LETTER, (HOUR, 4 * HOUR)),
        Line(7, F::AtSigner, LETTER, (2 * HOUR, 5 * HOUR)),
        Line(6, F::AtSigner, LETTER, (22 * HOUR, 27 * HOUR)),
        Line(2, F::AtSigner, RECEIPT, (3 * HOUR, 26 * HOUR)),
        Line(1, F::InDoubt, LETTER, (3 * DAY, 4 * DAY)),
        Line(1, F::WaitingOffice, LETTER, (3 * DAY, 5 * DAY)),
        Line(4, F::Issued, LETTER, (3 * DAY, 8 * DAY)),
        Line(4, F::HandedOver, LETTER, (5 * DAY, 20 * DAY)),
        Line(2, F::Refused, LETTER, (4 * DAY, 15 * DAY)),
        Line(1, F::Cancelled, LETTER, (4 * DAY, 12 * DAY)),
        // Nobody has fetched this one for more than a fortnight.
        Line(1, F::Issued, LETTER, (16 * DAY, 18 * DAY)),
    ]
}

/// All requests of Banyubiru, in the order they came in.
pub(super) fn cases(people: &People, dice: &mut Dice, at: Timestamp) -> Vec<Case> {
    let mut purposes: Vec<&Purpose> = PURPOSES.iter().collect();
    dice.shuffle(&mut purposes);
    let mut asked = Asked { people, at, purposes, next: 0, families: BTreeSet::new() };
    let mut cases = Vec::new();
    for Line(count, fate, letter_type, (soonest, longest)) in plan() {
        for _ in 0..count {
            let channel = if letter_type == RECEIPT { Channel::Counter } else { channel(dice, fate, longest) };
            let minutes = i64::from(dice.between(soonest, longest));
            let submitted = in_office_hours(at - minutes.minutes(), at, dice);
            let Some(wish) = asked.wish(fate, letter_type, dice) else { continue };
            let id = RecordId(dice.id_of(submitted));
            cases.push(wish.case(id, channel, submitted, fate, letter_type, dice));
        }
    }
    cases.sort_by_key(|case| (case.submitted, case.id));
    give_queue_numbers(&mut cases);
    cases
}

/// People who came within two hours stand at the counter; the others wrote, telephoned, or went to their RT.
fn channel(dice: &mut Dice, fate: Fate, longest: i32) -> Channel {
    if longest < 2 * HOUR || fate.is_past() || matches!(fate, Fate::WaitingApplicant(_)) {
        return Channel::Counter;
    }
    // Nobody has been standing at the counter since yesterday.
    let counter = if fate == Fate::Waiting { 0 } else { 16 };
    *dice.weighted(&[
        (42, Channel::Neighbourhood),
        (36, Channel::Online),
        (14, Channel::Telephone),
        (counter, Channel::Counter),
    ])
}

/// What did not happen just now happened while the office was open, from eight to two.
pub(super) fn in_office_hours(moment: Timestamp, at: Timestamp, dice: &mut Dice) -> Timestamp {
    const OPENS_UTC: SignedDuration = SignedDuration::from_hours(1);
    if at.duration_since(moment) < SignedDuration::from_hours(3) {
        return moment;
    }
    let midnight = date_of(moment).to_zoned(TimeZone::UTC).map_or(moment, |zoned| zoned.timestamp());
    let then = midnight + OPENS_UTC + SignedDuration::from_mins(i64::from(dice.between(5, 355)));
    if at.duration_since(then) < SignedDuration::from_hours(2) { then - SignedDuration::from_hours(24) } else { then }
}

/// A letter for the channel and a running number: of the day for what is over, of the queue for what is not,
/// so that nothing in the queue has its neighbour's number.
fn give_queue_numbers(cases: &mut [Case]) {
    let mut last: BTreeMap<String, u32> = BTreeMap::new();
    for case in cases {
        let letter = match case.channel {
            Channel::Counter => 'A',
            Channel::Neighbourhood => 'B',
            Channel::Online => 'D',
            Channel::Portal => 'P',
            Channel::Telephone => 'T',
        };
        let book = if case.fate.is_past() { format!("{letter}{}", date_of(case.submitted)) } else { letter.into() };
        let number = last.entry(book).or_insert(0);
        *number += 1;
        case.queue = format!("{letter}-{number:02}");
    }
}

/// Who asks, for whom, and what for.
struct Wish<'a> {
    applicant: &'a Resident,
    subject: &'a Resident,
    fields: BTreeMap<String, String>,
}

/// Draws people for wishes, one a family.
struct Asked<'a> {
    people: &'a People,
    at: Timestamp,
    /// One after another, so that every purpose comes up.
    purposes: Vec<&'static Purpose>,
    next: usize,
    families: BTreeSet<String>,
}

impl<'a> Asked<'a> {
    fn wish(&mut self, fate: Fate, letter_type: &str, dice: &mut Dice) -> Option<Wish<'a>> {
        self.next += 1;
        for _ in 0..2000 {
            let who = dice.pick(&self.people.residents);
            let wish = match fate {
                Fate::AboutTheDead => self.about_the_dead(who),
                _ if letter_type == RECEIPT => self.receipt(who, dice),
                _ => self.letter(who, fate, dice),
            };
            if let Some(wish) = wish
                && self.families.insert(wish.applicant.kk.in_full().to_owned())
            {
                return Some(wish);
            }
        }
        None
    }

    fn about_the_dead(&self, who: &'a Resident) -> Option<Wish<'a>> {
        let family = || self.people.residents.iter().filter(|one| one.kk == who.kk);
        let dead = family().find(|one| one.status == LifeStatus::Dead)?;
        let applicant = family().find(|one| can_ask(one, date_of(self.at)))?;
        let late = if dead.sex == Sex::Male { "almarhum" } else { "almarhumah" };
        let fields = fields(&[
            ("purpose", &format!("Pengurusan pencairan tabungan {late}")),
            ("addressed_to", "BRI Unit Banyubiru"),
            ("rt_letter", &self.rt_letter(applicant, 9)),
        ]);
        Some(Wish { applicant, subject: dead, fields })
    }

    fn receipt(&self, who: &'a Resident, dice: &mut Dice) -> Option<Wish<'a>> {
        let years = age(who.birth_date, date_of(self.at));
        if !can_ask(who, date_of(self.at)) || years < 25 {
            return None;
        }
        let (purpose, amount, account) = *dice.pick(&RECEIPTS);
        Some(Wish {
            applicant: who,
            subject: who,
            fields: fields(&[("purpose", purpose), ("amount", amount), ("account", account)]),
        })
    }

    fn letter(&self, who: &'a Resident, fate: Fate, dice: &mut Dice) -> Option<Wish<'a>> {
        let today = date_of(self.at);
        if who.status != LifeStatus::Alive {
            return None;
        }
        let years = age(who.birth_date, today);
        let purpose = self.purposes.get(self.next % self.purposes.len())?;
        let applicant = applicant(purpose, who, years, self.people, self.at)?;
        let number = dice.between(3, 48);
        let mut values = fields(&[
            ("purpose", purpose.text),
            ("addressed_to", purpose.to),
            ("rt_letter", &self.rt_letter(who, number)),
        ]);
        if fate == Fate::AtSigner && dice.chance(25) {
            values.insert("remark".into(), (*dice.pick(&REMARKS)).into());
        }
        if fate == Fate::NoPurpose {
            values.remove("purpose");
        }
        Some(Wish { applicant, subject: who, fields: values })
    }

    /// "14/RT02/XI/2026".
    fn rt_letter(&self, who: &Resident, number: i32) -> String {
        let today = date_of(self.at);
        format!("{number}/RT{}/{}/{}", who.rt, roman_month(today.month()), today.year())
    }
}

fn applicant<'a>(
    purpose: &Purpose,
    who: &'a Resident,
    years: i32,
    people: &'a People,
    at: Timestamp,
) -> Option<&'a Resident> {
    if !(purpose.suits)(who, years) {
        None
    } else if purpose.for_child {
        parent_of(who, &people.residents)
    } else {
        can_ask(who, date_of(at)).then_some(who)
    }
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

impl Wish<'_> {
    fn case(
        self,
        id: RecordId,
        channel: Channel,
        submitted: Timestamp,
        fate: Fate,
        letter_type: &'static str,
        dice: &mut Dice,
    ) -> Case {
        let at_counter = channel == Channel::Counter;
        let shown = if at_counter || dice.chance(30) { Shown::Original } else { Shown::Copy };
        let keys: &[&str] = if letter_type == RECEIPT { &["nota"] } else { &["ktp", "kk", "rt"] };
        let mut requirements: BTreeMap<String, Shown> = keys.iter().map(|key| ((*key).to_owned(), shown)).collect();
        match fate {
            Fate::Incomplete(missing) => drop(requirements.remove(missing)),
            Fate::WaitingApplicant(_) => drop(requirements.remove("kk")),
            _ => {}
        }
        // 0857 0000 is given to nobody.
        let contact = if dice.chance(80) { format!("0857 0000 {:04}", dice.below(10_000)) } else { String::new() };
        Case {
            id,
            queue: String::new(),
            channel,
            submitted,
            letter_type,
            applicant: self.applicant.id,
            subject: self.subject.id,
            contact,
            fields: self.fields,
            requirements,
            fate,
        }
    }
}
