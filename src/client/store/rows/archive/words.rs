//! Words of the archive: how they are entered, and how what a person types becomes a question to the index.

use jiff::civil::Date;

use crate::desk::{ArchiveFilter, ArchiveKind};
use crate::domain::id::PersonId;
use crate::domain::nik::is_number;
use crate::domain::queue_number::QueueNumber;

/// More words than this narrow nothing.
const MOST_WORDS: usize = 12;
/// Longer words are cut: nobody's name is longer.
const LONGEST: usize = 60;

/// Letters and digits alone, as one word: what is the same but for its signs is found.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(LONGEST).collect()
}

/// A queue number as one word, however it is typed.
pub(super) fn queue_word(number: QueueNumber) -> String {
    format!("{}{}", number.letter.to_ascii_lowercase(), number.n)
}

/// The word under which a kind is filtered.
pub(super) fn kind_mark(kind: ArchiveKind) -> String {
    format!("k{}", kind.name())
}

pub(super) fn year_mark(year: i16) -> String {
    format!("y{year}")
}

pub(super) fn state_mark(state: &str) -> String {
    format!("s{}", fold(state))
}

/// Every code of which this classification is a part: 400.12.2 is found under 400 and 400.12 too.
pub(super) fn classification_marks(code: &str) -> Vec<String> {
    let parts: Vec<&str> = code.split('.').map(str::trim).filter(|part| !part.is_empty()).collect();
    (1..=parts.len()).map(|n| classification_mark(&parts[..n].join("."))).collect()
}

fn classification_mark(code: &str) -> String {
    let parts: Vec<String> = code.split('.').map(fold).filter(|part| !part.is_empty()).collect();
    format!("c{}", parts.join("x"))
}

pub(super) fn person_mark(person: PersonId) -> String {
    format!("p{}", person.0.simple())
}

pub(super) fn year_of(day: Option<Date>) -> i16 {
    day.map_or(0, Date::year)
}

/// What is typed, as questions to the index; none when it asks for everything.
pub(super) struct Asked {
    /// All that fits.
    pub all: Option<String>,
    /// What has these very words as its number or name.
    pub exact: Option<String>,
}

/// Nothing that is typed can be a mistake in the index's own language: each word is quoted.
pub(super) fn asked(words: &str, filter: &ArchiveFilter, me: PersonId) -> Asked {
    let marks = filter_marks(filter, me);
    let searched: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .collect();
    let all: Vec<String> = searched.iter().map(|word| one_word(word)).chain(marks.clone()).collect();
    let whole = searched.concat();
    let whole = QueueNumber::read(&whole).map_or_else(|| fold(&whole), queue_word);
    let exact = (!whole.is_empty())
        .then(|| [format!("exact : {}", quoted(&whole))].into_iter().chain(marks).collect::<Vec<_>>().join(" AND "));
    Asked { all: (!all.is_empty()).then(|| all.join(" AND ")), exact }
}

fn one_word(word: &str) -> String {
    let folded = fold(word);
    // A number is found whole, never by its beginning.
    if is_number(&folded) {
        return format!("exact : {}", quoted(&folded));
    }
    let exact = QueueNumber::read(word).map_or(folded, queue_word);
    let word: String = word.chars().take(LONGEST).collect();
    format!("(text : {} * OR exact : {})", quoted(&word), quoted(&exact))
}

fn filter_marks(filter: &ArchiveFilter, me: PersonId) -> Vec<String> {
    let mut marks = Vec::new();
    marks.extend(filter.kind.map(kind_mark));
    marks.extend(filter.year.map(year_mark));
    marks.extend(filter.state.as_deref().map(state_mark));
    marks.extend(filter.classification.as_deref().map(classification_mark));
    marks.extend(filter.mine.then(|| person_mark(me)));
    marks.iter().map(|mark| format!("marks : {}", quoted(mark))).collect()
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_number_is_one_word_and_a_classification_stands_under_all_above_it() {
        let found = |words: &str| asked(words, &ArchiveFilter::default(), PersonId(uuid::Uuid::nil())).exact.unwrap();
        for words in ["A-07", "a7", "A007", "a 7"] {
            assert_eq!(found(words), "exact : \"a7\"", "{words}");
        }
        assert_eq!(classification_marks("400.12.2"), ["c400", "c400x12", "c400x12x2"]);
        assert_eq!(fold("400.12.2.1/045/BNB"), "4001221045bnb");
    }

    #[test]
    fn what_is_typed_is_quoted_and_filters_are_joined_to_it() {
        let me = PersonId(uuid::Uuid::from_u128(5));
        let none = ArchiveFilter::default();
        let found = asked("sri \" OR 3322075403800001", &none, me);
        assert_eq!(
            found.all.unwrap(),
            "(text : \"sri\" * OR exact : \"sri\") AND (text : \"OR\" * OR exact : \"or\") AND exact : \"3322075403800001\""
        );
        let filter = ArchiveFilter { year: Some(2026), ..none.clone() };
        let found = asked(" - ", &filter, me);
        assert_eq!((found.all.as_deref(), found.exact), (Some("marks : \"y2026\""), None));
        assert!(asked("", &none, me).all.is_none());
    }
}
