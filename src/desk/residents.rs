//! Residents as lists and cards show them.

use jiff::civil::Date;

use super::RequestRow;
use crate::domain::id::RecordId;
use crate::domain::nik::{Kk, Nik};
use crate::domain::quality::Flaw;
use crate::domain::resident::{LifeStatus, Resident, Sex, age};

/// A line of Penduduk, of a family, of what a search found. Its numbers print masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResidentRow {
    /// Which.
    pub id: RecordId,
    /// Its version.
    pub version: u64,
    /// In the letter's case, degrees kept.
    pub name: String,
    /// Whose number.
    pub nik: Nik,
    /// Whose family card.
    pub kk: Kk,
    /// Date of birth.
    pub birth_date: Date,
    /// Sex.
    pub sex: Sex,
    /// "Dusun Krajan RT 02 RW 05".
    pub address: String,
    /// Position in the family: "Istri".
    pub family_position: String,
    /// Whether the person can be served.
    pub status: LifeStatus,
}

impl ResidentRow {
    /// More are not shown: another word narrows them.
    pub const MOST_SHOWN: u16 = 200;

    /// Whole years on a day.
    pub fn age_on(&self, day: Date) -> i16 {
        age(self.birth_date, day)
    }

    /// The line of a resident at a version.
    pub fn of(version: u64, resident: &Resident) -> Self {
        Self {
            id: resident.id,
            version,
            name: resident.name.clone(),
            nik: resident.nik.clone(),
            kk: resident.kk.clone(),
            birth_date: resident.birth_date,
            sex: resident.sex,
            address: resident.address(),
            family_position: resident.family_position.clone(),
            status: resident.status,
        }
    }
}

/// One resident with all that belongs to them.
#[derive(Clone, Debug, PartialEq)]
pub struct ResidentView {
    /// Their line in a list.
    pub row: ResidentRow,
    /// The record.
    pub resident: Resident,
    /// Everybody on the same family card, themselves too, the head first and then by age.
    pub family: Vec<ResidentRow>,
    /// What they asked for or what was about them, newest first.
    pub requests: Vec<RequestRow>,
    /// What somebody should mend at their source.
    pub flaws: Vec<Flaw>,
}
