//! What is odd about the people of a request, by the resident data alone.

use super::nik::Doubt;
use super::resident::{LifeStatus, Resident};

/// What is odd about a person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Meninggal, pindah, hilang.
    NotAlive,
    /// The NIK doubts birth date or sex.
    NikDiffers,
    /// A temporary NIK.
    NikTemporary,
    /// Applicant and subject are not on the same family card.
    OtherFamily,
}

/// What is odd about the two people, each thing once.
pub fn oddities(applicant: Option<&Resident>, subject: Option<&Resident>) -> Vec<Oddity> {
    let mut odd = Vec::new();
    for resident in [subject, applicant].into_iter().flatten() {
        if resident.status != LifeStatus::Alive {
            odd.push(Oddity::NotAlive);
        }
        for doubt in resident.nik.doubts(resident.sex, resident.birth_date) {
            odd.push(if doubt == Doubt::Temporary { Oddity::NikTemporary } else { Oddity::NikDiffers });
        }
    }
    if let (Some(applicant), Some(subject)) = (applicant, subject)
        && applicant.kk != subject.kk
    {
        odd.push(Oddity::OtherFamily);
    }
    let mut once = Vec::new();
    for oddity in odd {
        if !once.contains(&oddity) {
            once.push(oddity);
        }
    }
    once
}
