//! What is odd about a resident's data: marks for the card, so that somebody mends them at the source.
//!
//! A mark never forbids anything. What a letter needs is the rules' business.

use jiff::civil::Date;

use super::nik::Doubt;
use super::resident::{HEAD_OF_FAMILY, LifeStatus, Resident, age};

/// Data older than this many years are old.
const OLD_YEARS: i16 = 2;

/// Something about the data that somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Registered as dead.
    Dead,
    /// Registered as moved away.
    Moved,
    /// Registered as missing.
    Missing,
    /// Dead or moved, nobody knows since when.
    NoStatusDate,
    /// The NIK was given temporarily.
    TemporaryNik,
    /// The NIK's date cannot be one.
    NikNoDate,
    /// The NIK's date is not the birth date.
    NikOtherBirthDate,
    /// The NIK says the other sex.
    NikOtherSex,
    /// The NIK's serial number is 0000.
    NikNoSerial,
    /// Somebody else has the same NIK.
    SameNik,
    /// Nobody on the family card heads the family.
    NoHead,
    /// More than one living person heads the family.
    SeveralHeads,
    /// The date of birth lies ahead.
    BornAhead,
    /// Hamlet, RT or RW is empty.
    NoAddress,
    /// The data are old.
    OldData,
}

impl Flaw {
    /// Whether it only says that the person cannot be served.
    pub fn is_status(self) -> bool {
        matches!(self, Self::Dead | Self::Moved | Self::Missing | Self::NoStatusDate)
    }
}

/// What must be known of the others to judge one person's data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// How many others have the same NIK.
    pub same_nik: usize,
    /// How many living people on the same family card head it, this one too.
    pub heads: usize,
}

/// All that is odd, the weightiest first.
pub fn flaws(resident: &Resident, around: Around, today: Date) -> Vec<Flaw> {
    let mut flaws = status(resident);
    if around.same_nik > 0 {
        flaws.push(Flaw::SameNik);
    }
    flaws.extend(resident.nik.doubts(resident.sex, resident.birth_date).into_iter().map(|doubt| match doubt {
        Doubt::Temporary => Flaw::TemporaryNik,
        Doubt::NoSuchDate => Flaw::NikNoDate,
        Doubt::OtherBirthDate => Flaw::NikOtherBirthDate,
        Doubt::OtherSex => Flaw::NikOtherSex,
        Doubt::NoSerial => Flaw::NikNoSerial,
    }));
    match around.heads {
        0 => flaws.push(Flaw::NoHead),
        1 => {}
        _ => flaws.push(Flaw::SeveralHeads),
    }
    if resident.birth_date > today {
        flaws.push(Flaw::BornAhead);
    }
    if [&resident.hamlet, &resident.rt, &resident.rw].iter().any(|part| part.trim().is_empty()) {
        flaws.push(Flaw::NoAddress);
    }
    if age(resident.source_date, today) >= OLD_YEARS {
        flaws.push(Flaw::OldData);
    }
    flaws
}

/// Whether this person heads their family and lives.
pub fn heads(resident: &Resident) -> bool {
    resident.family_position == HEAD_OF_FAMILY && resident.status == LifeStatus::Alive
}

fn status(resident: &Resident) -> Vec<Flaw> {
    let status = match resident.status {
        LifeStatus::Alive => return Vec::new(),
        LifeStatus::Dead => Flaw::Dead,
        LifeStatus::Moved => Flaw::Moved,
        LifeStatus::Missing => Flaw::Missing,
    };
    let undated = resident.status_since.is_none().then_some(Flaw::NoStatusDate);
    [status].into_iter().chain(undated).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{OfficeId, RecordId};
    use crate::domain::nik::{Kk, Nik};
    use crate::domain::record::Rest;
    use crate::domain::resident::Sex;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);
    const ALONE: Around = Around { same_nik: 0, heads: 1 };

    fn sri() -> Resident {
        let birth = date(1980, 3, 14);
        Resident {
            id: RecordId(uuid::Uuid::nil()),
            office: OfficeId(uuid::Uuid::nil()),
            nik: Nik::compose("332207", Sex::Female, birth, 1).unwrap(),
            kk: Kk::compose("332207", date(2010, 1, 5), 1).unwrap(),
            name: "Sri Wahyuni".into(),
            sex: Sex::Female,
            birth_place: "Semarang".into(),
            birth_date: birth,
            religion: "Islam".into(),
            marital: "Kawin".into(),
            occupation: "Petani".into(),
            citizenship: "WNI".into(),
            family_position: HEAD_OF_FAMILY.into(),
            hamlet: "Krajan".into(),
            rt: "02".into(),
            rw: "05".into(),
            status: LifeStatus::Alive,
            status_since: None,
            source: "OpenSID".into(),
            source_date: date(2026, 10, 1),
            rest: Rest::new(),
        }
    }

    #[test]
    fn sound_data_have_no_mark() {
        assert_eq!(flaws(&sri(), ALONE, TODAY), []);
        assert!(heads(&sri()));
    }

    #[test]
    fn every_flaw_is_found_by_what_it_is() {
        let with = |change: fn(&mut Resident)| {
            let mut resident = sri();
            change(&mut resident);
            flaws(&resident, ALONE, TODAY)
        };
        assert_eq!(with(|r| r.status = LifeStatus::Dead), [Flaw::Dead, Flaw::NoStatusDate]);
        assert_eq!(
            with(|r| {
                r.status = LifeStatus::Moved;
                r.status_since = Some(date(2025, 1, 1));
            }),
            [Flaw::Moved]
        );
        assert_eq!(with(|r| r.status = LifeStatus::Missing), [Flaw::Missing, Flaw::NoStatusDate]);
        assert_eq!(with(|r| r.sex = Sex::Male), [Flaw::NikOtherSex]);
        assert_eq!(with(|r| r.birth_date = date(1980, 3, 15)), [Flaw::NikOtherBirthDate]);
        assert_eq!(with(|r| r.birth_date = date(2080, 3, 14)), [Flaw::BornAhead]);
        assert_eq!(
            with(|r| r.nik = Nik::read("0322079913800000").unwrap()),
            [Flaw::TemporaryNik, Flaw::NikNoDate, Flaw::NikNoSerial]
        );
        assert_eq!(with(|r| r.rw = " ".into()), [Flaw::NoAddress]);
        assert_eq!(with(|r| r.source_date = date(2024, 11, 24)), [Flaw::OldData]);
        assert_eq!(with(|r| r.source_date = date(2024, 11, 25)), []);
        let around = |same_nik, heads| flaws(&sri(), Around { same_nik, heads }, TODAY);
        assert_eq!(around(1, 0), [Flaw::SameNik, Flaw::NoHead]);
        assert_eq!(around(0, 2), [Flaw::SeveralHeads]);
    }
}
