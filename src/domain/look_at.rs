//! What an approver should look at before paraf or signature. A letter with nothing odd is routine.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::letter_type::{LetterType, REMARK};
use super::oddity::{Oddity, oddities};
use super::record::Moment;
use super::request::{Request, RequestState};
use super::resident::Resident;
use super::task::TaskKind;

/// A letter of the same kind within so many days is worth a word.
pub const SAME_KIND_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A promise is named when so much of it is left, or less.
pub const SOON: SignedDuration = SignedDuration::from_mins(15);

/// Something an approver should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookAt {
    /// Whoever handed it on would like it back.
    AskedBack {
        /// Who asked.
        by: String,
        /// When.
        at: Moment,
    },
    /// Text typed freely: label and text.
    TypedFreely(String, String),
    /// A field says something else than the resident data.
    Differs {
        /// Its label.
        label: String,
        /// What was typed.
        typed: String,
        /// What is registered.
        registered: String,
    },
    /// The person's data changed since the snapshot.
    DataChanged,
    /// The same person asked for the same kind of letter some days ago.
    SameKind {
        /// When.
        submitted: Timestamp,
        /// Its number, once it has one.
        number: Option<String>,
    },
    /// Somebody with the approver's name is on the family card of the applicant or the subject.
    OwnFamily(String),
    /// Younger than the kind of letter allows.
    TooYoung {
        /// Years.
        age: i16,
        /// What the kind of letter asks for.
        least: u8,
    },
    /// Another marital status than the kind of letter allows.
    OtherMarital(String),
    /// What is odd about the person.
    Odd(Oddity),
    /// No paraf before this signature.
    WithoutParaf,
    /// The time promised to the citizen is over, or nearly.
    Deadline(Timestamp),
}

impl LookAt {
    /// Whether it takes a letter out of the routine ones. That a citizen waits long is told, but it is nothing
    /// odd about the letter: a backlog must stay one that can be signed in one go.
    pub fn is_odd(&self) -> bool {
        !matches!(self, Self::Deadline(_))
    }
}

/// Another request of the same people.
#[derive(Clone, Debug)]
pub struct Other {
    /// The request.
    pub request: Request,
    /// Its letter's number, once it has one.
    pub number: Option<String>,
}

/// What an approver is asked, with what is known around it. What has not arrived is left out.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who asked for it back, and when.
    pub asked_back: Option<(&'a str, Moment)>,
    /// Paraf or signature.
    pub kind: TaskKind,
    /// How many steps the chain has, the signature included.
    pub steps: Option<usize>,
    /// The approver's name, with degrees.
    pub approver: &'a str,
    /// Kind of letter.
    pub letter_type: Option<&'a LetterType>,
    /// The request.
    pub request: Option<&'a Request>,
    /// Who asks.
    pub applicant: Option<&'a Resident>,
    /// Whom it is about.
    pub subject: Option<&'a Resident>,
    /// Whether today's records give another content than was frozen.
    pub content_changed: bool,
    /// Names on the family cards of applicant and subject.
    pub family: &'a [String],
    /// Other requests about the same subject.
    pub others: &'a [Other],
    /// Today in the office's zone.
    pub today: Date,
    /// Now, by the server's clock.
    pub now: Timestamp,
}

/// All that should be looked at, in the order in which it is read.
pub fn look_at(asked: &Asked<'_>) -> Vec<LookAt> {
    let mut found = Vec::new();
    found.extend(asked.asked_back.map(|(by, at)| LookAt::AskedBack { by: by.to_owned(), at }));
    found.extend(typed_freely(asked));
    found.extend(differing(asked));
    if asked.content_changed {
        found.push(LookAt::DataChanged);
    }
    found.extend(same_kind(asked));
    found.extend(own_family(asked));
    found.extend(against_the_rule(asked));
    found.extend(oddities(asked.applicant, asked.subject).into_iter().map(LookAt::Odd));
    if asked.kind == TaskKind::Sign && asked.steps == Some(1) {
        found.push(LookAt::WithoutParaf);
    }
    found.extend(deadline(asked));
    found
}

fn typed_freely(asked: &Asked<'_>) -> Option<LookAt> {
    let (request, letter_type) = (asked.request?, asked.letter_type?);
    let text = request.fields.get(REMARK).filter(|text| !text.trim().is_empty())?;
    Some(LookAt::TypedFreely(letter_type.label(REMARK), text.clone()))
}

/// Fields named like a thing that is registered, with another value.
fn differing(asked: &Asked<'_>) -> Vec<LookAt> {
    let (Some(request), Some(letter_type), Some(subject)) = (asked.request, asked.letter_type, asked.subject) else {
        return Vec::new();
    };
    let of_field = |field: &super::letter_type::Field| {
        let typed = request.fields.get(&field.key)?.trim();
        let registered = subject.registered(&field.key)?;
        let differs = !typed.is_empty() && !same_words(typed, &registered);
        differs.then(|| LookAt::Differs { label: field.label.clone(), typed: typed.to_owned(), registered })
    };
    letter_type.fields.iter().filter_map(of_field).collect()
}

fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

/// The newest other request of the same kind about the same person that went on and did not end without a letter.
fn same_kind(asked: &Asked<'_>) -> Option<LookAt> {
    let request = asked.request?;
    let since = request.submitted.unwrap_or(asked.now);
    let newest = asked
        .others
        .iter()
        .filter(|other| is_same(request, &other.request) && went_on(&other.request.state))
        .filter_map(|other| Some((other.request.submitted?, other.number.clone())))
        .filter(|(submitted, _)| submitted.duration_since(since).abs() <= SAME_KIND_WITHIN)
        .max_by_key(|(submitted, _)| *submitted);
    newest.map(|(submitted, number)| LookAt::SameKind { submitted, number })
}

fn is_same(request: &Request, other: &Request) -> bool {
    other.id != request.id && other.letter_type == request.letter_type && other.subject == request.subject
}

fn went_on(state: &RequestState) -> bool {
    match state {
        RequestState::Verification { .. }
        | RequestState::Signature
        | RequestState::Ink
        | RequestState::InDoubt
        | RequestState::Issued
        | RequestState::HandedOver(_) => true,
        RequestState::Submitted
        | RequestState::Returned(_)
        | RequestState::WaitingApplicant(_)
        | RequestState::WaitingOffice(_)
        | RequestState::Refused(_)
        | RequestState::Cancelled(_) => false,
    }
}

/// Officials are not linked to residents: the name is what tells, so this says "somebody with your name".
fn own_family(asked: &Asked<'_>) -> Option<LookAt> {
    let own = bare_name(asked.approver);
    let relative = asked.family.iter().find(|name| !own.is_empty() && bare_name(name) == own)?;
    Some(LookAt::OwnFamily(relative.clone()))
}

/// A name without degrees and titles, in small letters: "Drs. Hartono, M.Si." is "hartono".
fn bare_name(name: &str) -> String {
    let before_degrees = name.split(',').next().unwrap_or_default();
    let words = before_degrees.split_whitespace().filter(|word| !word.ends_with('.'));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn against_the_rule(asked: &Asked<'_>) -> Vec<LookAt> {
    let (Some(letter_type), Some(subject)) = (asked.letter_type, asked.subject) else { return Vec::new() };
    let rule = &letter_type.subject;
    let age = subject.age_on(asked.today);
    let mut found = Vec::new();
    if let Some(least) = rule.min_age
        && age < i16::from(least)
    {
        found.push(LookAt::TooYoung { age, least });
    }
    if !rule.marital.is_empty() && !rule.marital.iter().any(|allowed| same_words(allowed, &subject.marital)) {
        found.push(LookAt::OtherMarital(subject.marital.clone()));
    }
    found
}

fn deadline(asked: &Asked<'_>) -> Option<LookAt> {
    let due = asked.request?.due(asked.letter_type?.promise_minutes)?;
    (asked.now + SOON >= due).then_some(LookAt::Deadline(due))
}
