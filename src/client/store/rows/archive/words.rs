//! Words of the archive: how they are entered, and how what a person types becomes a question to the index.

use jiff::civil::Date;

use crate::desk::{ArchiveFilter, ArchiveKind};
use crate::domain::id::PersonId;
use crate::domain::queue_number::QueueNumber;

/// An identity number has so many digits.
const DIGITS: usize = 16;
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

/// A text without its identity numbers, and those numbers: they are found whole, never by their beginning, however
/// spaces, dots or hyphens part them.
pub(super) fn without_numbers(text: &str, numbers: &mut Vec<String>) -> String {
    let mut kept = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if digits.len() == DIGITS {
            numbers.push(digits.to_owned());
            // Nothing on either side of it is one number with the other.
            kept.push('\n');
            kept.push_str(part.get(DIGITS..).unwrap_or(""));
        } else {
            kept.push_str(part);
        }
    }
    without_groups(&kept, numbers)
}

/// The same for numbers that are written in groups. Longer ones are several that nobody can tell apart.
fn without_groups(text: &str, numbers: &mut Vec<String>) -> String {
    let in_groups = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-');
    let mut kept = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !in_groups(c)) {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        if digits.len() < DIGITS {
            kept.push_str(part);
            continue;
        }
        if digits.len() == DIGITS {
            numbers.push(digits);
        }
        kept.push('\n');
        kept.push_str(part.trim_start_matches(in_groups));
    }
    kept
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
    if folded.len() == DIGITS && folded.bytes().all(|b| b.is_ascii_digit()) {
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
    fn numbers_are_taken_out_of_a_text_whole() {
        let taken = |text: &str| {
            let mut numbers = Vec::new();
            let kept = without_numbers(text, &mut numbers);
            (kept.split_whitespace().collect::<Vec<_>>().join(" "), numbers)
        };
        let one = vec!["3322075403800001".to_owned()];
        assert_eq!(taken("NIK 3322075403800001, No. 045 b"), ("NIK , No. 045 b".into(), one.clone()));
        assert_eq!(taken("3322075403800001"), (String::new(), one.clone()));
        for written in ["3322 0754 0380 0001", "3322.0754.0380.0001", "33-22-07-540380-0001"] {
            assert_eq!(taken(&format!("NIK {written}, 045")), ("NIK , 045".into(), one.clone()), "{written}");
        }
        let two = taken("3322075403800001 3322075403800002 dan 08123456789");
        assert_eq!(two, ("dan 08123456789".into(), vec![one[0].clone(), "3322075403800002".into()]));
        // What nobody can tell apart is found by none of its parts.
        assert_eq!(taken("3322 0754 0380 0001 0812 3456"), (String::new(), Vec::new()));
        assert_eq!(taken("a33220754038000019 b"), ("a b".into(), Vec::new()));
        assert_eq!(taken("Slamet 3322 0754 0380 0001 Krajan").0, "Slamet Krajan");
        assert_eq!(taken("400.12.2.1/045/XI/2026"), ("400.12.2.1/045/XI/2026".into(), Vec::new()));
    }

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
