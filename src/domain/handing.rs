//! Giving a finished letter back to its citizen: how, to whom, when, by whom. And telling one who must come.

use serde::{Deserialize, Serialize};

use super::id::{ActionId, PersonId};
use super::record::Moment;

/// A finished letter that nobody fetched for so long is listed (our decision).
pub const UNFETCHED_DAYS: i64 = 14;

/// How a letter reached its citizen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Printed at the counter.
    #[default]
    Printed,
    /// A link, sent from the office's own WhatsApp.
    WhatsApp,
    /// A link, shown as a QR code for the citizen's phone.
    Code,
}

impl Way {
    /// Those that send a link, in the order in which they are offered.
    pub const LINKS: [Self; 2] = [Self::WhatsApp, Self::Code];
}

/// Who fetches for somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Keluarga.
    Family,
    /// Kuasa.
    Proxy,
    /// Dititipkan ke RT.
    Neighbourhood,
}

impl Relation {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Family, Self::Proxy, Self::Neighbourhood];
}

/// Who has it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Receiver {
    /// The applicant.
    Applicant,
    /// Somebody for the applicant.
    Other {
        /// What they are to the applicant.
        relation: Relation,
        /// Their name.
        name: String,
    },
}

/// A letter was given to its citizen. Two operators may both record it without a line: of two the one with
/// the smaller action stands, in whatever order they arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// The action that recorded it.
    pub action: ActionId,
    /// Who gave it.
    pub by: PersonId,
    /// How.
    pub way: Way,
    /// To whom.
    pub to: Receiver,
    /// When.
    pub at: Moment,
}

/// How an applicant was told that something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Face to face.
    Counter,
    /// By telephone.
    Telephone,
    /// From the office's own WhatsApp.
    WhatsApp,
    /// Through RT or RW.
    Neighbourhood,
}

impl How {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Counter, Self::Telephone, Self::WhatsApp, Self::Neighbourhood];
}

/// An applicant was told; a set of them by action, so that two commute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// By whom.
    pub by: PersonId,
    /// How.
    pub how: How,
    /// When.
    pub at: Moment,
}

/// A telephone number as WhatsApp addresses want it: "0812-3456-789" is "628123456789". None when it is no
/// number that could be a mobile one.
pub fn whatsapp_number(contact: &str) -> Option<String> {
    let digits: String = contact.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("62").or(digits.strip_prefix('0')).unwrap_or(&digits);
    (national.starts_with('8') && (9..=12).contains(&national.len())).then(|| format!("62{national}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_mobile_one_or_none() {
        for written in ["0812-3456-789", "+62 812 3456 789", "62812 3456789", "8123456789", " 0812 3456 789 (anak)"] {
            assert_eq!(whatsapp_number(written).as_deref(), Some("628123456789"), "{written}");
        }
        for written in ["", "0298 591234", "3322075403800001", "0812", "-", "anaknya"] {
            assert_eq!(whatsapp_number(written), None, "{written}");
        }
    }
}
