//! Residents: families with names, numbers, work and a place in the village.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::dice::Dice;
use super::families::{self, Family, Member, marital, position};
use super::village::Hamlet;
use super::{names, work};
use crate::domain::id::{OfficeId, RecordId, derived};
use crate::domain::nik::{Kk, Nik};
use crate::domain::record::Rest;
use crate::domain::resident::{LifeStatus, Resident};

/// Religions of a hundred families.
const RELIGIONS: [(u32, &str); 4] = [(940, "Islam"), (33, "Kristen"), (24, "Katolik"), (3, "Buddha")];

/// Places of birth with the region their NIK begins with: who was born elsewhere has that place's.
const BORN_HERE: [(u32, (&str, &str)); 3] =
    [(90, ("Kabupaten Semarang", "332207")), (6, ("Kabupaten Semarang", "332210")), (4, ("Salatiga", "337302"))];
const BORN_ELSEWHERE: [(&str, &str); 12] = [
    ("Salatiga", "337303"),
    ("Magelang", "330810"),
    ("Boyolali", "330905"),
    ("Temanggung", "332304"),
    ("Semarang", "337411"),
    ("Grobogan", "331514"),
    ("Klaten", "331020"),
    ("Kendal", "332406"),
    ("Wonosobo", "330709"),
    ("Surakarta", "337204"),
    ("Demak", "332102"),
    ("Kabupaten Semarang", "332212"),
];

/// Where and when residents are made up.
pub(super) struct Census<'a> {
    /// Whose residents.
    pub office: OfficeId,
    /// Their hamlets.
    pub hamlets: &'a [Hamlet],
    /// How many.
    pub count: usize,
    /// Counted on this day.
    pub today: Date,
}

/// All residents of a village, family by family.
pub(super) fn residents(census: &Census<'_>, numbers: &mut Numbers, dice: &mut Dice) -> Vec<Resident> {
    let mut residents = Vec::with_capacity(census.count);
    while residents.len() < census.count {
        let mut family = families::family(dice, census.today);
        if residents.len() + family.members.len() > census.count {
            family = families::single(dice, census.today);
        }
        residents.extend(on_record(family, census, numbers, dice));
    }
    lose_some(&mut residents, census.today, dice);
    residents
}

/// Numbers that were given: none twice.
#[derive(Default)]
pub(super) struct Numbers(BTreeSet<String>);

impl Numbers {
    fn nik(&mut self, region: &str, member: &Member, dice: &mut Dice) -> Option<Nik> {
        (first_serial(dice)..10_000)
            .filter_map(|serial| Nik::compose(region, member.sex, member.birth, serial).ok())
            .find(|nik| self.0.insert(nik.in_full().to_owned()))
    }

    fn kk(&mut self, printed: Date, dice: &mut Dice) -> Option<Kk> {
        (first_serial(dice)..10_000)
            .filter_map(|serial| Kk::compose("332207", printed, serial).ok())
            .find(|kk| self.0.insert(kk.in_full().to_owned()))
    }
}

/// Most serials of a day are the first ones.
fn first_serial(dice: &mut Dice) -> u16 {
    *dice.weighted(&[(60, 1), (22, 2), (10, 3), (5, 4), (3, 5)])
}

fn on_record(family: Family, census: &Census<'_>, numbers: &mut Numbers, dice: &mut Dice) -> Vec<Resident> {
    let religion = *dice.weighted(&RELIGIONS);
    let shares: Vec<(u32, &Hamlet)> = census.hamlets.iter().map(|hamlet| (hamlet.share, hamlet)).collect();
    let hamlet = *dice.weighted(&shares);
    let rt = format!("{:02}", dice.below(hamlet.rts) + 1);
    let printed = families::card_printed(dice, family.since, census.today);
    let Some(kk) = numbers.kk(printed, dice) else { return Vec::new() };
    let source_date = census.today.checked_sub(12.days()).unwrap_or(census.today);

    let mut residents = Vec::with_capacity(family.members.len());
    for member in &family.members {
        let (birth_place, region) = born_where(member, dice);
        let Some(nik) = numbers.nik(region, member, dice) else { continue };
        let occupation = work::occupation(dice, member.sex, age(member.birth, census.today), member.position);
        let mut name = names::name(dice, member.sex, member.birth, religion);
        if let Some(degree) = names::degree(dice, occupation) {
            name = format!("{name}, {degree}");
        }
        residents.push(Resident {
            id: RecordId(derived("resident", &[nik.in_full().as_bytes()])),
            office: census.office,
            nik,
            kk: kk.clone(),
            name,
            sex: member.sex,
            birth_place: birth_place.into(),
            birth_date: member.birth,
            religion: religion.into(),
            marital: member.marital.into(),
            occupation: occupation.into(),
            citizenship: "WNI".into(),
            family_position: member.position.into(),
            hamlet: hamlet.name.into(),
            rt: rt.clone(),
            rw: hamlet.rw.into(),
            status: LifeStatus::Alive,
            status_since: None,
            source: "OpenSID".into(),
            source_date,
            rest: Rest::new(),
        });
    }
    residents
}

fn born_where(member: &Member, dice: &mut Dice) -> (&'static str, &'static str) {
    // Who married into the village often comes from further away.
    let elsewhere = match member.position {
        position::WIFE | position::CHILD_IN_LAW => 34,
        position::CHILD | position::GRANDCHILD => 6,
        _ => 14,
    };
    if dice.chance(elsewhere) { *dice.pick(&BORN_ELSEWHERE) } else { *dice.weighted(&BORN_HERE) }
}

/// Whole years on a day.
pub(super) fn age(birth: Date, day: Date) -> i32 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    i32::from(day.year()) - i32::from(birth.year()) - i32::from(!had_birthday)
}

/// Some have died or moved away, and their cards still say otherwise.
fn lose_some(residents: &mut [Resident], today: Date, dice: &mut Dice) {
    for at in 0..residents.len() {
        let years = age(residents[at].birth_date, today);
        let single = residents[at].marital == marital::SINGLE;
        let (status, percent) = match years {
            60.. => (LifeStatus::Dead, 5),
            18..30 if single => (LifeStatus::Moved, 4),
            _ => continue,
        };
        if dice.chance(percent) {
            residents[at].status = status;
            residents[at].status_since = Some(dice.day_before(today, 20, 700));
            if status == LifeStatus::Dead {
                leave_widowed(residents, at);
            }
        }
    }
}

/// The spouse of a dead person is widowed and heads the family.
fn leave_widowed(residents: &mut [Resident], dead: usize) {
    let (kk, place) = (residents[dead].kk.clone(), residents[dead].family_position.clone());
    let other = match place.as_str() {
        position::HEAD => position::WIFE,
        position::WIFE => position::HEAD,
        _ => return,
    };
    let spouse = residents.iter_mut().find(|one| one.kk == kk && one.family_position == other);
    if let Some(spouse) = spouse {
        spouse.marital = marital::WIDOWED.into();
        if spouse.status == LifeStatus::Alive {
            spouse.family_position = position::HEAD.into();
        }
    }
}

/// Whether somebody can come to the counter.
pub(super) fn can_ask(resident: &Resident, today: Date) -> bool {
    resident.status == LifeStatus::Alive && (17..75).contains(&age(resident.birth_date, today))
}

/// A child's mother or father on the same card.
pub(super) fn parent_of<'a>(child: &Resident, residents: &'a [Resident]) -> Option<&'a Resident> {
    residents.iter().find(|one| {
        one.kk == child.kk
            && one.status == LifeStatus::Alive
            && [position::HEAD, position::WIFE].contains(&one.family_position.as_str())
            && (child.family_position == position::CHILD)
    })
}
