//! A card that a reader knows by its chip's number, and whose it is: asked once, known to the whole office.
//!
//! A record of its own beside the resident, so that learning a card raises no version of a person's data. Of two
//! people at two counters who say different things the later one stands, in whatever order they arrive.

use serde::{Deserialize, Serialize};

use super::id::{ActionId, OfficeId, PersonId, RecordId, derived};
use super::record::Rest;

/// Fewer characters are a slip of the hand, more are no chip.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=20;

/// A card and whose it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Derived from office and number.
    pub id: RecordId,
    /// Whose counter knows it.
    pub office: OfficeId,
    /// The chip's number, in capitals.
    pub number: String,
    /// Whose it is.
    pub resident: RecordId,
    /// Who said so.
    pub by: PersonId,
    /// By which action: the later one stands.
    pub said: ActionId,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Card {
    /// The id of a card's record in an office.
    pub fn id_for(office: OfficeId, number: &str) -> RecordId {
        RecordId(derived("card", &[office.0.as_bytes(), number.as_bytes()]))
    }

    /// A chip's number as readers give it: 8 to 20 letters and digits, at least one digit. Sixteen digits are a
    /// NIK or a KK.
    pub fn read_number(text: &str) -> Option<String> {
        let text = text.trim();
        let plain = LENGTH.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        (plain && digits > 0 && digits != 16).then(|| text.to_ascii_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_has_8_to_20_letters_and_digits() {
        for (text, number) in
            [("04a2c3d4e5f680", "04A2C3D4E5F680"), ("12345678", "12345678"), (" 0012345678 ", "0012345678")]
        {
            assert_eq!(Card::read_number(text).as_deref(), Some(number), "{text}");
        }
        for text in ["", "1234567", "abcdefgh", "3322075403800001", "123456789012345678901", "04 A2 C3 D4", "04a2é3d4"]
        {
            assert_eq!(Card::read_number(text), None, "{text}");
        }
    }
}
