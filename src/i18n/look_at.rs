//! What an approver should look at, in words: the same on the screen and in a shell.

use jiff::Timestamp;

use super::{Age, Lang, Message, Word, moment, sentence};
use crate::domain::look_at::LookAt;
use crate::domain::oddity::Oddity;

/// One line under *Yang perlu dilihat*.
pub fn look_at(lang: Lang, what: &LookAt, now: Timestamp) -> String {
    let message = match what {
        LookAt::AskedBack { by, at } => Message::AskedBackBy { by: by.clone(), at: at.map(|at| moment(lang, at, now)) },
        LookAt::TypedFreely(label, text) => Message::TypedFreely { label: label.clone(), text: text.clone() },
        LookAt::Differs { label, typed, registered } => {
            Message::FieldDiffers { label: label.clone(), typed: typed.clone(), registered: registered.clone() }
        }
        LookAt::DataChanged => Word::OddDataChanged.into(),
        LookAt::SameKind { submitted, number } => {
            Message::SameKind { at: moment(lang, *submitted, now), number: number.clone() }
        }
        LookAt::OwnFamily(name) => Message::OwnFamily(name.clone()),
        LookAt::TooYoung { age, least } => Message::TooYoung { age: *age, least: *least },
        LookAt::OtherMarital(is) => Message::OtherMarital(is.clone()),
        LookAt::Odd(oddity) => Word::from(oddity).into(),
        LookAt::WithoutParaf => Word::OddWithoutParaf.into(),
        LookAt::Deadline(due) => {
            Message::Deadline { at: moment(lang, *due, now), over: (now > *due).then(|| Age::between(*due, now)) }
        }
    };
    sentence(lang, &message)
}

impl From<&Oddity> for Word {
    /// What is odd about a person.
    fn from(oddity: &Oddity) -> Self {
        match oddity {
            Oddity::NotAlive => Self::OddNotAlive,
            Oddity::NikDiffers => Self::OddNikDiffers,
            Oddity::NikTemporary => Self::OddNikTemporary,
            Oddity::OtherFamily => Self::OddOtherFamily,
        }
    }
}
