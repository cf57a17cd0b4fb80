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

/// From this age on a person asks for a letter themselves.
pub const OF_AGE: i16 = 17;

/// The position of who stands for a family.
pub const HEAD_OF_FAMILY: &str = "Kepala Keluarga";

/// Who asks for a letter about somebody of a family: they themselves when of age, otherwise the head of the
/// family, otherwise its oldest member who is of age. The dead and the gone ask for nothing.
pub fn applicant_for<'a>(subject: &'a Resident, family: &'a [Resident], day: Date) -> &'a Resident {
    if subject.is_of_age(day) {
        return subject;
    }
    let mut able: Vec<&Resident> =
        family.iter().filter(|one| one.status == LifeStatus::Alive && one.is_of_age(day)).collect();
    able.sort_by_key(|one| (one.family_position != HEAD_OF_FAMILY, one.birth_date, one.id));
    able.first().copied().unwrap_or(subject)
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

/// Whole years from a birth to a day.
pub fn age(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

impl Resident {
    /// Whole years on a day.
    pub fn age_on(&self, day: Date) -> i16 {
        age(self.birth_date, day)
    }

    /// Whether they sign for themselves on a day: seventeen, or married.
    pub fn is_of_age(&self, day: Date) -> bool {
        self.age_on(day) >= OF_AGE || !self.marital.eq_ignore_ascii_case("belum kawin")
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn member(n: u128, position: &str, born: i16, marital: &str) -> Resident {
        let birth = date(born, 1, 1);
        Resident {
            id: RecordId(Uuid::from_u128(n)),
            office: OfficeId(Uuid::from_u128(99)),
            nik: Nik::compose("332207", Sex::Female, birth, 1).unwrap(),
            kk: Kk::compose("332207", date(2010, 1, 5), 1).unwrap(),
            name: position.into(),
            sex: Sex::Female,
            birth_place: String::new(),
            birth_date: birth,
            religion: String::new(),
            marital: marital.into(),
            occupation: String::new(),
            citizenship: "WNI".into(),
            family_position: position.into(),
            hamlet: String::new(),
            rt: "01".into(),
            rw: "01".into(),
            status: LifeStatus::Alive,
            status_since: None,
            source: String::new(),
            source_date: birth,
            rest: Rest::new(),
        }
    }

    #[test]
    fn a_child_is_asked_for_by_the_head_of_the_family_and_an_adult_asks_alone() {
        let day = date(2026, 11, 24);
        let mut family = vec![
            member(1, "Anak", 2015, "Belum Kawin"),
            member(2, "Istri", 1985, "Kawin"),
            member(3, HEAD_OF_FAMILY, 1988, "Kawin"),
        ];
        assert_eq!(applicant_for(&family[0], &family, day).id, family[2].id);
        assert_eq!(applicant_for(&family[1], &family, day).id, family[1].id);
        family[2].status = LifeStatus::Dead;
        assert_eq!(applicant_for(&family[0], &family, day).id, family[1].id);
        assert_eq!(applicant_for(&family[0], &family[..1], day).id, family[0].id);
        let young_and_married = member(4, "Istri", 2011, "Kawin");
        assert_eq!(applicant_for(&young_and_married, &family, day).id, young_and_married.id);
    }
}
