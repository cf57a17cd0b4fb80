//! Families: who lives on one family card, of what sex and age, married to whom.
//!
//! Invariants, held by a test: spouses are of different sex; parents are at least fifteen years older than
//! their children and nobody is born before the wedding's month; a card has one living head.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dice::{Dice, months_after};
use crate::domain::resident::Sex;

/// Positions on a family card (SHDK).
pub mod position {
    #![allow(missing_docs)] // the words are the documentation
    pub const HEAD: &str = "Kepala Keluarga";
    pub const WIFE: &str = "Istri";
    pub const CHILD: &str = "Anak";
    pub const CHILD_IN_LAW: &str = "Menantu";
    pub const GRANDCHILD: &str = "Cucu";
    pub const PARENT: &str = "Orang Tua";
    pub const PARENT_IN_LAW: &str = "Mertua";
}

/// Marital states, as on the identity card.
pub mod marital {
    #![allow(missing_docs)] // the words are the documentation
    pub const SINGLE: &str = "Belum Kawin";
    pub const MARRIED: &str = "Kawin";
    pub const DIVORCED: &str = "Cerai Hidup";
    pub const WIDOWED: &str = "Cerai Mati";
}

/// Somebody on a family card.
pub(super) struct Member {
    pub sex: Sex,
    pub birth: Date,
    pub position: &'static str,
    pub marital: &'static str,
}

/// The people of one family card.
pub(super) struct Family {
    /// The head comes first.
    pub members: Vec<Member>,
    /// Since when there is this family, for the number of its card.
    pub since: Date,
}

#[derive(Clone, Copy)]
enum Kind {
    Couple,
    OldCouple,
    YoungCouple,
    LoneParent,
    Widowed,
    Alone,
    ThreeGenerations,
}

/// How villages of Java are made up, roughly; weights of a hundred.
const KINDS: [(u32, Kind); 7] = [
    (50, Kind::Couple),
    (11, Kind::OldCouple),
    (7, Kind::YoungCouple),
    (8, Kind::LoneParent),
    (8, Kind::Widowed),
    (5, Kind::Alone),
    (11, Kind::ThreeGenerations),
];

/// A family of a kind that chance gives.
pub(super) fn family(dice: &mut Dice, today: Date) -> Family {
    match *dice.weighted(&KINDS) {
        Kind::Couple => {
            let age = dice.between(28, 62);
            let family = couple(dice, age, today);
            with_grandparent(dice, family, today)
        }
        Kind::OldCouple => {
            let age = dice.between(63, 84);
            couple(dice, age, today)
        }
        Kind::YoungCouple => {
            let age = dice.between(22, 30);
            couple(dice, age, today)
        }
        Kind::LoneParent => lone_parent(dice, today),
        Kind::Widowed => {
            let (sex, age) = (old_sex(dice), dice.between(58, 88));
            alone(dice, sex, age, marital::WIDOWED, today)
        }
        Kind::Alone => {
            let (sex, age) = (any_sex(dice), dice.between(21, 52));
            let state = if dice.chance(30) && age > 28 { marital::DIVORCED } else { marital::SINGLE };
            alone(dice, sex, age, state, today)
        }
        Kind::ThreeGenerations => three_generations(dice, today),
    }
}

/// Somebody alone on a card.
pub(super) fn single(dice: &mut Dice, today: Date) -> Family {
    let (sex, age) = (any_sex(dice), dice.between(22, 48));
    alone(dice, sex, age, marital::SINGLE, today)
}

fn any_sex(dice: &mut Dice) -> Sex {
    if dice.chance(50) { Sex::Male } else { Sex::Female }
}

/// Women grow older.
fn old_sex(dice: &mut Dice) -> Sex {
    if dice.chance(72) { Sex::Female } else { Sex::Male }
}

fn member(sex: Sex, birth: Date, position: &'static str, marital: &'static str) -> Member {
    Member { sex, birth, position, marital }
}

fn alone(dice: &mut Dice, sex: Sex, age: i32, state: &'static str, today: Date) -> Family {
    let birth = dice.born(age, today);
    let since = months_after(birth, 21 * 12).min(today);
    Family { members: vec![member(sex, birth, position::HEAD, state)], since }
}

/// A wedding day between 19 and 27 years of the bride, and before today.
fn wedding(dice: &mut Dice, bride: Date, today: Date) -> Date {
    let day = months_after(bride, dice.between(19 * 12, 27 * 12));
    let latest = months_after(today, -dice.between(3, 20));
    day.min(latest)
}

fn bride_of(dice: &mut Dice, husband_age: i32, today: Date) -> Date {
    let age = (husband_age - dice.between(-2, 8)).max(20);
    dice.born(age, today)
}

fn couple(dice: &mut Dice, husband_age: i32, today: Date) -> Family {
    let husband = dice.born(husband_age, today);
    let bride = bride_of(dice, husband_age, today);
    let since = wedding(dice, bride, today);
    let mut members = vec![
        member(Sex::Male, husband, position::HEAD, marital::MARRIED),
        member(Sex::Female, bride, position::WIFE, marital::MARRIED),
    ];
    members.extend(children(dice, bride, since, today));
    Family { members, since }
}

/// How many children a woman born then has.
fn wanted(dice: &mut Dice, mother: Date) -> i32 {
    match mother.year() {
        ..1955 => dice.between(3, 6),
        1955..1972 => dice.between(2, 4),
        1972..1988 => dice.between(1, 3),
        _ => dice.between(1, 2),
    }
}

/// The children who still live at home, oldest first.
fn children(dice: &mut Dice, mother: Date, wedding: Date, today: Date) -> Vec<Member> {
    let mut at_home = Vec::new();
    let mut birth = months_after(wedding, dice.between(9, 26));
    for _ in 0..wanted(dice, mother) {
        let too_old = birth > months_after(mother, 43 * 12);
        let sex = any_sex(dice);
        let stays = stays_home(dice, birth, today);
        if too_old || birth > today {
            break;
        }
        if stays {
            let day = dice.day_before(birth, 0, 27).max(months_after(wedding, 8));
            at_home.push(member(sex, day.min(today), position::CHILD, marital::SINGLE));
        }
        birth = months_after(birth, dice.between(26, 82));
    }
    at_home
}

fn stays_home(dice: &mut Dice, birth: Date, today: Date) -> bool {
    let percent = match today.year() - birth.year() {
        ..18 => 100,
        18..23 => 88,
        23..28 => 55,
        _ => 14,
    };
    dice.chance(percent)
}

fn lone_parent(dice: &mut Dice, today: Date) -> Family {
    let mother = dice.chance(76);
    let age = dice.between(31, 56);
    let birth = dice.born(age, today);
    let state = if dice.chance(60) { marital::WIDOWED } else { marital::DIVORCED };
    let since = wedding(dice, birth, today);
    let sex = if mother { Sex::Female } else { Sex::Male };
    let mut members = vec![member(sex, birth, position::HEAD, state)];
    members.extend(children(dice, birth, since, today));
    Family { members, since }
}

/// One family of ten has a grandparent with it.
fn with_grandparent(dice: &mut Dice, mut family: Family, today: Date) -> Family {
    if !dice.chance(13) {
        return family;
    }
    let (of, place) = if dice.chance(65) { (0, position::PARENT) } else { (1, position::PARENT_IN_LAW) };
    let Some(child) = family.members.get(of) else { return family };
    let birth = months_after(child.birth, -dice.between(19 * 12, 31 * 12));
    if today.year() - birth.year() < 96 {
        let sex = old_sex(dice);
        family.members.push(member(sex, birth, place, marital::WIDOWED));
    }
    family
}

/// An older couple with a married child, its spouse and their children.
fn three_generations(dice: &mut Dice, today: Date) -> Family {
    let husband_age = dice.between(52, 72);
    let husband = dice.born(husband_age, today);
    let bride_age = (husband_age - dice.between(0, 6)).max(49);
    let bride = dice.born(bride_age, today);
    let since = months_after(bride, dice.between(19 * 12, 22 * 12));
    let child = months_after(since, dice.between(10, 24));
    let child_sex = any_sex(dice);
    let in_law = months_after(child, dice.between(-36, 36));
    let (woman, in_law_sex) = match child_sex {
        Sex::Female => (child, Sex::Male),
        Sex::Male => (in_law, Sex::Female),
    };
    let young_wedding = wedding(dice, woman, today);
    let mut members = vec![
        member(Sex::Male, husband, position::HEAD, marital::MARRIED),
        member(Sex::Female, bride, position::WIFE, marital::MARRIED),
        member(child_sex, child, position::CHILD, marital::MARRIED),
        member(in_law_sex, in_law, position::CHILD_IN_LAW, marital::MARRIED),
    ];
    let grandchildren = children(dice, woman, young_wedding, today);
    members.extend(grandchildren.into_iter().map(|child| Member { position: position::GRANDCHILD, ..child }));
    Family { members, since }
}

/// The day a family card was printed last: not before the family and not before cards of this form.
pub(super) fn card_printed(dice: &mut Dice, since: Date, today: Date) -> Date {
    let first = since.max(jiff::civil::date(2008, 1, 1));
    let days = first.until(today).map_or(0, |span| span.get_days());
    let after = dice.between(0, days.max(0));
    first.checked_add(after.days()).unwrap_or(first).min(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families() -> Vec<Family> {
        let mut dice = Dice::of(11, "families");
        let today = jiff::civil::date(2026, 11, 24);
        (0..2000).map(|_| family(&mut dice, today)).collect()
    }

    #[test]
    fn families_are_possible() {
        let today = jiff::civil::date(2026, 11, 24);
        for family in families() {
            let of = |place| family.members.iter().filter(move |member| member.position == place);
            assert_eq!(of(position::HEAD).count(), 1);
            let head = &family.members[0];
            for wife in of(position::WIFE) {
                assert_ne!(wife.sex, head.sex);
                assert_eq!((wife.marital, head.marital), (marital::MARRIED, marital::MARRIED));
            }
            for child in of(position::CHILD) {
                for parent in family.members.iter().take(2).filter(|m| m.position != position::CHILD) {
                    assert!(months_after(parent.birth, 15 * 12) <= child.birth, "{} {}", parent.birth, child.birth);
                }
            }
            for old in of(position::PARENT) {
                assert!(months_after(old.birth, 15 * 12) <= head.birth);
            }
            let married = of(position::CHILD).find(|child| child.marital == marital::MARRIED);
            for grandchild in of(position::GRANDCHILD) {
                assert!(months_after(married.unwrap().birth, 15 * 12) <= grandchild.birth);
            }
            assert!(family.members.iter().all(|member| member.birth <= today));
        }
    }

    #[test]
    fn a_village_of_them_has_the_ages_of_a_village() {
        let people: Vec<i16> = families()
            .iter()
            .flat_map(|family| family.members.iter().map(|m| 2026 - m.birth.year()).collect::<Vec<_>>())
            .collect();
        let share =
            |range: std::ops::Range<i16>| people.iter().filter(|age| range.contains(age)).count() * 100 / people.len();
        assert!((18..=34).contains(&share(0..18)), "children {}", share(0..18));
        assert!((8..=22).contains(&share(63..120)), "old {}", share(63..120));
    }
}
