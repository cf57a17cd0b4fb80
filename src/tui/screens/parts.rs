//! Pieces that several screens share: words for enums, columns of rows, paragraphs.

use jiff::Timestamp;

use crate::desk::{Oddity, SavedView};
use crate::domain::letter::{Secrecy, Urgency};
use crate::domain::nik::mask_in;
use crate::domain::office::date_of;
use crate::domain::request::Channel;
use crate::i18n::{Age, Message, Word, clock};
use crate::tui::context::{Now, Setup};
use crate::tui::marks::Marks;
use crate::tui::paint::Span;
use crate::tui::text;
use crate::tui::theme::Role;

/// A channel's word.
pub fn channel(channel: Channel) -> Word {
    match channel {
        Channel::Counter => Word::ChannelCounter,
        Channel::Neighbourhood => Word::ChannelNeighbourhood,
        Channel::Online => Word::ChannelOnline,
        Channel::Portal => Word::ChannelPortal,
        Channel::Telephone => Word::ChannelTelephone,
    }
}

/// What is odd about a person.
pub fn oddity(oddity: &Oddity) -> Word {
    Word::from(oddity)
}

/// An urgency's word.
pub fn urgency(urgency: Urgency) -> Word {
    match urgency {
        Urgency::Ordinary => Word::Ordinary,
        Urgency::Urgent => Word::Urgent,
        Urgency::VeryUrgent => Word::VeryUrgent,
    }
}

/// A secrecy's word.
pub fn secrecy(secrecy: Secrecy) -> Word {
    match secrecy {
        Secrecy::Ordinary => Word::Ordinary,
        Secrecy::Restricted => Word::Restricted,
        Secrecy::Secret => Word::Secret,
        Secrecy::TopSecret => Word::TopSecret,
    }
}

/// "12 mnt", or nothing when the moment is not known yet.
pub fn age(since: Option<Timestamp>, setup: &Setup, now: Now) -> String {
    since.map(|since| setup.say(&Message::Age(Age::between(since, now.wall)))).unwrap_or_default()
}

/// A moment as a spreadsheet takes it: date and time of the office.
pub fn date_and_time(at: Option<Timestamp>) -> String {
    at.map(|at| format!("{} {}", date_of(at), clock(at).replace('.', ":"))).unwrap_or_default()
}

/// A person's name, or that it has not arrived.
pub fn name<'a>(name: &'a str, setup: &Setup) -> &'a str {
    if name.is_empty() { setup.word(Word::NotReceivedYet) } else { name }
}

/// A column of a row: filled or cut to its width, with a space behind it.
pub fn column(value: &str, width: usize, setup: &Setup) -> String {
    format!("{} ", text::fit(&text::clean(value, &setup.glyphs), width, &setup.glyphs))
}

/// What a view of the archive shows: its words and what they are narrowed to. A number that was searched for is
/// masked like every other.
pub fn view(view: &SavedView, setup: &Setup) -> String {
    let filter = &view.filter;
    let mut shown = Vec::new();
    shown.extend((!view.words.is_empty()).then(|| mask_in(&view.words)));
    shown.extend(filter.kind.map(|kind| setup.word(Word::of_kind(kind)).to_owned()));
    shown.extend(filter.state.as_deref().map(|state| setup.word(Word::of_state(state)).to_owned()));
    shown.extend(filter.year.map(|year| year.to_string()));
    shown.extend(filter.classification.clone());
    shown.extend(filter.mine.then(|| setup.word(Word::MineOnly).to_owned()));
    shown.join(" · ")
}

/// A row with its mark, and with why the last action on all marked was not done to it.
pub fn marked(marks: &Marks, key: uuid::Uuid, head: String, rest: Vec<Span>) -> (String, Vec<Span>) {
    let head = if marks.has(key) {
        // The sign stands where every row begins with a space, so that nothing moves.
        format!("*{}", head.strip_prefix(' ').unwrap_or(&head))
    } else {
        head
    };
    (head, why(marks, key).unwrap_or(rest))
}

/// Why the last action on all marked was not done to this one, instead of what stands behind its name.
pub fn why(marks: &Marks, key: uuid::Uuid) -> Option<Vec<Span>> {
    marks.why(key).map(|why| vec![(Role::Bad, format!("! {why}"))])
}
