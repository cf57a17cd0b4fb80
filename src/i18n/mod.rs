//! Every sentence, a table a language.
//!
//! Fixed texts are [`Word`]s, texts with arguments are [`Message`]s; refusals, failures and outcomes have
//! sentences of their own. A sentence for a person says what happened, what did not happen and what to do
//! now; its code stands last in brackets. `id` and `en` are `match`es, so a missing text does not compile.

mod citizen;
mod en;
mod finding;
mod help_desk;
pub mod home;
mod id;
mod keymap;
mod look_at;
mod message;
mod said;
mod sides;
mod time;
mod together;
mod word;

pub use citizen::{share_addresses, share_text, slip};
pub use help_desk::{HelpDesk, help_desk, set_help_desk};
pub use keymap::{KeyFault, key_fault};
pub use look_at::look_at;
pub use message::Message;
pub use said::Said;
pub use sides::{action_kind, export, note, outcome_of, part, value};
pub use time::{Age, apart, clock, day, long_day, long_moment, moment, weekday};
pub use word::Word;

use crate::desk::{DeskError, Finding};
use crate::domain::refusal::Refusal;
use crate::wire::problem::Code;
use crate::wire::signatures::SignOutcome;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Indonesian.
    #[default]
    Id,
    /// English.
    En,
}

/// A text that names no language of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("language must be id or en")]
pub struct NotALanguage;

impl Lang {
    /// Its name for `--lang`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "id" => Ok(Self::Id),
            "en" => Ok(Self::En),
            _ => Err(NotALanguage),
        }
    }
}

/// A fixed text.
pub fn word(lang: Lang, word: Word) -> &'static str {
    match lang {
        Lang::Id => id::word(word),
        Lang::En => en::word(word),
    }
}

/// A text with arguments.
pub fn sentence(lang: Lang, message: &Message) -> String {
    match lang {
        Lang::Id => id::sentence(message),
        Lang::En => en::sentence(message),
    }
}

/// What a verb says.
pub fn said(lang: Lang, said: &Said) -> String {
    with_help_desk(&match lang {
        Lang::Id => id::said(said),
        Lang::En => en::said(said),
    })
}

/// Why the rules refused.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let text = match lang {
        Lang::Id => id::refusal(refusal),
        Lang::En => en::refusal(refusal),
    };
    with_code(&text, refusal.code())
}

/// Why the desk could not do what was asked.
pub fn failure(lang: Lang, error: &DeskError) -> String {
    if let DeskError::Refused(why) = error {
        return refusal(lang, why);
    }
    let text = match lang {
        Lang::Id => id::failure(error),
        Lang::En => en::failure(error),
    };
    with_code(&text, error.code())
}

/// What became of one letter of a signing batch.
pub fn outcome(lang: Lang, outcome: &SignOutcome) -> String {
    let text = match lang {
        Lang::Id => id::outcome(outcome),
        Lang::En => en::outcome(outcome),
    };
    match outcome {
        SignOutcome::Signed { .. } | SignOutcome::Stopped => text,
        SignOutcome::Refused { refusal: why } => refusal(lang, why),
        SignOutcome::Conflict => with_code(&text, "conflict"),
        SignOutcome::InDoubt => with_code(&text, "TTE-in_doubt"),
        SignOutcome::Failed { code } | SignOutcome::NotPrepared { code } => with_code(&text, &format!("TTE-{code}")),
    }
}

/// What an examination found, and what to do about it.
pub fn finding(lang: Lang, finding: &Finding) -> String {
    with_help_desk(&match lang {
        Lang::Id => id::finding(finding),
        Lang::En => en::finding(finding),
    })
}

/// What a route could not do.
pub fn problem(lang: Lang, code: Code) -> String {
    let (text, code) = match lang {
        Lang::Id => id::problem(code),
        Lang::En => en::problem(code),
    };
    with_code(&text, code)
}

/// Where a sentence names the help desk.
const HELP_DESK: &str = "{telp}";

fn with_help_desk(text: &str) -> String {
    text.replace(HELP_DESK, &help_desk())
}

fn with_code(text: &str, code: &str) -> String {
    format!("{} [{code}]", with_help_desk(text))
}

/// The longest sentence for a person, in characters.
pub const LONGEST: usize = 200;

#[cfg(test)]
mod criteria;
#[cfg(test)]
mod tests;
