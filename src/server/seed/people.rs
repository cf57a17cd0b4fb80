//! All that letters are made from: offices, positions, letter types and residents.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cases::Case;
use super::dice::Dice;
use super::residents::{Census, Numbers, residents};
use super::{SeedError, officials, village};
use crate::config::letters;
use crate::config::regions;
use crate::config::regions::{BANYUBIRU, KEBONDOWO, id_of};
use crate::domain::id::{OfficeId, RecordId};
use crate::domain::letter_type::LetterType;
use crate::domain::office::{Office, Official, Role};
use crate::domain::record::{Body, Rest};
use crate::domain::request::{Request, RequestState};
use crate::domain::resident::Resident;
use crate::domain::snapshot::{Parts, Snapshot, compose};

/// How many residents Banyubiru has.
pub const RESIDENTS: usize = 3000;
/// How many its neighbour has: enough to be kept apart.
const NEIGHBOURS: usize = 40;

/// Everybody and every office.
pub(super) struct People {
    pub offices: Vec<Office>,
    pub officials: Vec<Official>,
    pub letter_types: Vec<LetterType>,
    /// Of Banyubiru.
    pub residents: Vec<Resident>,
    /// Of Kebondowo.
    pub neighbours: Vec<Resident>,
    by_id: BTreeMap<RecordId, usize>,
}

impl People {
    /// Makes them up.
    pub fn new(seed: u64, today: Date) -> Result<Self, SeedError> {
        let census = |code, hamlets, count| Census { office: id_of(code), hamlets, count, today };
        let mut numbers = Numbers::default();
        let here = census(BANYUBIRU, &village::HAMLETS, RESIDENTS);
        let residents_here = residents(&here, &mut numbers, &mut Dice::of(seed, "residents"));
        let there = census(KEBONDOWO, &[village::KEBONDOWO], NEIGHBOURS);
        let neighbours = residents(&there, &mut numbers, &mut Dice::of(seed, "neighbours"));
        let by_id = residents_here.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        Ok(Self {
            offices: regions::all()?,
            officials: officials::all(),
            letter_types: letters::shipped()?.into_iter().map(|(letter_type, _)| letter_type).collect(),
            residents: residents_here,
            neighbours,
            by_id,
        })
    }

    /// Their records.
    pub fn bodies(&self) -> Vec<Body> {
        let offices = self.offices.iter().cloned().map(Body::from);
        let officials = self.officials.iter().cloned().map(Body::from);
        let letter_types = self.letter_types.iter().cloned().map(Body::from);
        let residents = self.residents.iter().chain(&self.neighbours).cloned().map(Body::from);
        offices.chain(officials).chain(letter_types).chain(residents).collect()
    }

    /// The office with this id.
    pub fn office(&self, id: OfficeId) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }

    fn resident(&self, id: RecordId) -> Option<&Resident> {
        self.by_id.get(&id).and_then(|at| self.residents.get(*at))
    }

    /// The letter that forwarding a case on a day freezes.
    pub fn snapshot(&self, case: &Case, prepared_on: Date) -> Result<Snapshot, SeedError> {
        let broken = || SeedError::Case { queue: case.queue.clone(), why: "something it names is not there".into() };
        let above = |office: &Office| office.parent.and_then(|parent| self.office(parent));
        let office = self.office(id_of(BANYUBIRU)).ok_or_else(broken)?;
        let district = above(office).ok_or_else(broken)?;
        let letter_type = letters::id_of(case.letter_type);
        Ok(compose(&Parts {
            request: &request(case),
            letter_type: self.letter_types.iter().find(|one| one.id == letter_type).ok_or_else(broken)?,
            office,
            district,
            regency: above(district).ok_or_else(broken)?,
            applicant: self.resident(case.applicant).ok_or_else(broken)?,
            subject: self.resident(case.subject).ok_or_else(broken)?,
            signer: officials::holder(&self.officials, office.id, Role::Signer).ok_or_else(broken)?,
            prepared_on,
        }))
    }
}

/// The request as it came in.
fn request(case: &Case) -> Request {
    Request {
        id: case.id,
        office: id_of(BANYUBIRU),
        queue: case.queue.clone(),
        channel: case.channel,
        submitted: Some(case.submitted),
        letter_type: letters::id_of(case.letter_type),
        applicant: case.applicant,
        subject: case.subject,
        contact: case.contact.clone(),
        fields: case.fields.clone(),
        requirements: case.requirements.clone(),
        state: RequestState::Submitted,
        letter: None,
        notes: BTreeMap::new(),
        ready: None,
        told: BTreeMap::new(),
        rest: Rest::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::resident::{LifeStatus, Sex};
    use std::collections::{BTreeMap, BTreeSet};

    fn people() -> People {
        People::new(1, jiff::civil::date(2026, 11, 24)).unwrap()
    }

    #[test]
    fn three_thousand_people_have_a_nik_of_their_own_without_a_doubt() {
        let people = people();
        assert_eq!(people.residents.len(), RESIDENTS);
        let all = || people.residents.iter().chain(&people.neighbours);
        assert_eq!(all().map(|one| &one.nik).collect::<BTreeSet<_>>().len(), RESIDENTS + NEIGHBOURS);
        for one in all() {
            assert_eq!(one.nik.doubts(one.sex, one.birth_date), [], "{}", one.name);
        }
    }

    #[test]
    fn families_share_card_and_home_and_have_one_living_head() {
        let people = people();
        let mut cards: BTreeMap<_, Vec<&Resident>> = BTreeMap::new();
        for one in &people.residents {
            cards.entry(&one.kk).or_default().push(one);
        }
        assert!(cards.len() > 800);
        for family in cards.values() {
            let home: BTreeSet<_> = family.iter().map(|one| (&one.hamlet, &one.rt, &one.rw)).collect();
            assert_eq!(home.len(), 1);
            let alive = || family.iter().filter(|one| one.status == LifeStatus::Alive);
            let heads = alive().filter(|one| one.family_position == "Kepala Keluarga").count();
            assert!(heads <= 1);
            let wife = alive().find(|one| one.family_position == "Istri");
            if let Some(wife) = wife {
                let husband = alive().find(|one| one.family_position == "Kepala Keluarga").unwrap();
                assert!(wife.sex == Sex::Female && husband.sex == Sex::Male && husband.marital == "Kawin");
            }
        }
    }

    #[test]
    fn some_have_died_or_moved_and_most_are_of_the_faith_of_most() {
        let people = people();
        let share = |test: &dyn Fn(&Resident) -> bool| {
            people.residents.iter().filter(|one| test(one)).count() * 1000 / RESIDENTS
        };
        assert!((8..=25).contains(&share(&|one| one.status != LifeStatus::Alive)));
        assert!((900..=970).contains(&share(&|one| one.religion == "Islam")));
        assert!((460..=540).contains(&share(&|one| one.sex == Sex::Female)));
    }
}
