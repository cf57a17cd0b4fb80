//! Offices and the people who hold positions in them.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::id::{OfficeId, PersonId, RecordId};
use super::record::Rest;

/// The zone in which an office's letters are dated.
pub const ZONE: &str = "Asia/Jakarta";

/// How long a position that has ended still counts for what was done before its end (our decision).
pub const GRACE: SignedDuration = SignedDuration::from_hours(72);

/// The date in the office's zone.
pub fn date_of(at: Timestamp) -> Date {
    // Java has had UTC+7 without summer time since 1964: a machine without zone data is right too.
    let zone = jiff::tz::TimeZone::get(ZONE).unwrap_or_else(|_| jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
    at.to_zoned(zone).date()
}

/// The moment at which a day begins in the office's zone.
pub fn start_of(day: Date) -> Timestamp {
    let zone = jiff::tz::TimeZone::get(ZONE).unwrap_or_else(|_| jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
    day.to_zoned(zone).map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

/// What kind of body an office is: it decides words, letterhead and rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeKind {
    /// Kabupaten.
    Regency,
    /// Organisasi perangkat daerah: dinas, badan, sekretariat, hospital.
    Agency,
    /// Kecamatan.
    District,
    /// Kelurahan: a unit of the regency under the camat.
    UrbanVillage,
    /// Desa: autonomous, with an elected head.
    Village,
}

/// An office (unit kerja).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// Same as its record's id.
    pub id: OfficeId,
    /// Kemendagri code, or our own short code for an agency.
    pub code: String,
    /// Name without the word for its kind: "Banyubiru".
    pub name: String,
    /// What kind of body it is.
    pub kind: OfficeKind,
    /// The office above it.
    pub parent: Option<OfficeId>,
    /// "Desa", "Kelurahan", "Kecamatan": as it stands before the name; empty for agencies.
    pub word: String,
    /// "Kepala Desa", "Lurah", "Camat".
    pub head: String,
    /// Street, village, postal code.
    pub address: String,
    /// Telephone, e-mail, site, as printed.
    pub contact: String,
    /// How this office prints its numbers.
    pub number_format: String,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Office {
    /// "Desa Banyubiru", "Dinas Sosial".
    pub fn full_name(&self) -> String {
        if self.word.is_empty() { self.name.clone() } else { format!("{} {}", self.word, self.name) }
    }
}

/// In what capacity a position is held; printed before the title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// The holder proper.
    #[default]
    Definitive,
    /// Pelaksana tugas.
    Plt,
    /// Pelaksana harian.
    Plh,
    /// Penjabat.
    Pj,
}

impl Capacity {
    /// What is printed before the title.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Definitive => "",
            Self::Plt => "Plt. ",
            Self::Plh => "Plh. ",
            Self::Pj => "Pj. ",
        }
    }
}

/// What a position lets its holder do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works the counter and the inbox.
    Operator,
    /// Gives paraf.
    Verifier,
    /// Signs.
    Signer,
    /// Keeps people, books and settings.
    Admin,
}

/// A person holding a position from a date to a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Official {
    /// Its record's id.
    pub id: RecordId,
    /// Who holds it.
    pub person: PersonId,
    /// Where.
    pub office: OfficeId,
    /// The person's name with degrees, as printed.
    pub name: String,
    /// NIP, for civil servants.
    pub nip: Option<String>,
    /// "Kepala Desa", "Sekretaris Desa", "Kasi Pelayanan".
    pub position: String,
    /// Definitive, or in whose stead.
    #[serde(default)]
    pub capacity: Capacity,
    /// First day.
    pub from: Date,
    /// Last day; open while none.
    pub until: Option<Date>,
    /// What it lets its holder do.
    pub roles: Vec<Role>,
    /// Order among substitutes: the lowest acts first.
    #[serde(default)]
    pub order: u8,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Official {
    /// Whether the position is held on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the position counts for an action received at `now` and made at `made` by a corrected
    /// client clock: held now, or ended less than 72 hours ago and after the action was made.
    pub fn counts(&self, now: Timestamp, made: Timestamp) -> bool {
        if self.holds_on(date_of(now)) {
            return true;
        }
        let made = made.min(now);
        self.holds_on(date_of(made)) && now.duration_since(made) < GRACE
    }

    /// The title as it stands above the name: "Plt. Kepala Desa Banyubiru".
    pub fn title_at(&self, office: &Office) -> String {
        format!("{}{} {}", self.capacity.prefix(), self.position, office.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn until(day: Date) -> Official {
        Official {
            id: RecordId(uuid::Uuid::nil()),
            person: PersonId(uuid::Uuid::nil()),
            office: OfficeId(uuid::Uuid::nil()),
            name: "Ani".into(),
            nip: None,
            position: "Sekretaris Desa".into(),
            capacity: Capacity::Definitive,
            from: date(2020, 1, 1),
            until: Some(day),
            roles: vec![Role::Verifier],
            order: 0,
            rest: Rest::new(),
        }
    }

    #[test]
    fn the_day_of_a_letter_is_the_day_in_java() {
        let late: Timestamp = "2026-11-20T18:30:00Z".parse().unwrap();
        assert_eq!(date_of(late), date(2026, 11, 21));
    }

    #[test]
    fn a_position_that_ended_counts_for_72_hours_for_what_was_done_before() {
        let official = until(date(2026, 11, 20));
        let made: Timestamp = "2026-11-20T08:00:00Z".parse().unwrap();
        let after: Timestamp = "2026-11-21T08:00:00Z".parse().unwrap();
        assert!(official.counts(made + SignedDuration::from_hours(71), made));
        assert!(!official.counts(made + SignedDuration::from_hours(72), made));
        assert!(!official.counts(after + SignedDuration::from_hours(1), after));
    }
}
