//! Residents (penduduk): the village's working data, with its source and date.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::long_date;
use super::id::{OfficeId, RecordId};
use super::nik::{Kk, Nik};
use super::record::Rest;

/// Sex as registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Laki-laki.
    Male,
    /// Perempuan.
    Female,
}

impl Sex {
    /// The word printed in a letter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Male => "Laki-laki",
            Self::Female => "Perempuan",
        }
    }
}

/// Whether the person can be served (status dasar).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifeStatus {
    /// Hidup.
    Alive,
    /// Meninggal.
    Dead,
    /// Pindah.
    Moved,
    /// Hilang.
    Missing,
}

/// A resident of a village.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resident {
    /// Its record's id.
    pub id: RecordId,
    /// The village whose resident this is.
    pub office: OfficeId,
    /// Identity number.
    pub nik: Nik,
    /// Family card number.
    pub kk: Kk,
    /// Name, in the letter's case, degrees kept.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Place of birth.
    pub birth_place: String,
    /// Date of birth.
    pub birth_date: Date,
    /// Religion, as on the card.
    pub religion: String,
    /// Marital status, as on the card: "Kawin".
    pub marital: String,
    /// Occupation, as on the card.
    pub occupation: String,
    /// "WNI" or "WNA".
    pub citizenship: String,
    /// Position in the family (SHDK): "Kepala Keluarga", "Istri", "Anak".
    pub family_position: String,
    /// Dusun or lingkungan.
    pub hamlet: String,
    /// RT, two or three digits.
    pub rt: String,
    /// RW, two or three digits.
    pub rw: String,
    /// Alive, dead, moved, missing.
    pub status: LifeStatus,
    /// Since when the status holds, where it is known.
    pub status_since: Option<Date>,
    /// Where the data come from: "OpenSID", "Prodeskel".
    pub source: String,
    /// As of which day.
    pub source_date: Date,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Resident {
    /// Whole years on a day.
    pub fn age_on(&self, day: Date) -> i16 {
        let birth = self.birth_date;
        let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
        day.year() - birth.year() - i16::from(!had_birthday)
    }

    /// What is registered under a name that a letter may use; none for other names.
    pub fn registered(&self, name: &str) -> Option<String> {
        Some(match name {
            "name" => self.name.clone(),
            "birth_place" => self.birth_place.clone(),
            "birth_date" => long_date(self.birth_date),
            "sex" => self.sex.word().to_owned(),
            "citizenship" => self.citizenship.clone(),
            "religion" => self.religion.clone(),
            "marital" => self.marital.clone(),
            "occupation" => self.occupation.clone(),
            "nik" => self.nik.in_full().to_owned(),
            "kk" => self.kk.in_full().to_owned(),
            "address" => self.address(),
            _ => return None,
        })
    }

    /// "Dusun Krajan RT 02 RW 05".
    pub fn address(&self) -> String {
        format!("Dusun {} RT {} RW {}", self.hamlet, self.rt, self.rw)
    }
}
