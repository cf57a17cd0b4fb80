//! Mine beside theirs: which parts of a record an action changes, how they stand now, and the same change
//! made again on top of what others have done. Pure; the words are chosen at the edge.

use std::collections::{BTreeMap, BTreeSet};

use super::action::{Edit, Reason, Submit, What};
use super::letter::LetterState;
use super::record::Body;
use super::request::{Request, RequestState, Shown};
use super::task::TaskState;

/// A part of a record that a person can name and choose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Where it stands, or what was done with it.
    State,
    /// One of the type's fields.
    Field(String),
    /// The telephone.
    Contact,
    /// One of the type's requirements.
    Requirement(String),
    /// A text of an action that belongs to no part of the record: a remark, a reason.
    Words(String),
}

impl Part {
    /// As it is written in a verb: a field's or requirement's key, `contact`, `state`.
    pub fn key(&self) -> &str {
        match self {
            Self::State => "state",
            Self::Contact => "contact",
            Self::Field(key) | Self::Requirement(key) | Self::Words(key) => key,
        }
    }

    /// Whether one side or the other can be taken for it alone.
    pub fn is_choosable(&self) -> bool {
        matches!(self, Self::Field(_) | Self::Contact | Self::Requirement(_))
    }
}

/// What stands in a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// What was typed.
    Text(String),
    /// What was shown of a requirement.
    Shown(Shown),
    /// Where a request is.
    Request(RequestState),
    /// Where a task is.
    Task(TaskState),
    /// Where a letter is.
    Letter(LetterState),
    /// What was done, with its reason: kinds of actions.
    Deeds(Vec<(String, String)>),
}

impl Value {
    /// The text in it that a person typed; empty where there is none.
    pub fn typed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Deeds(deeds) => deeds.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n"),
            _ => String::new(),
        }
    }
}

/// A part that one side or both have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub part: Part,
    /// As it was when mine was made, where that is known.
    pub base: Option<Value>,
    /// As it would be by mine.
    pub mine: Option<Value>,
    /// As it is now.
    pub theirs: Option<Value>,
    /// Mine changes it.
    pub by_me: bool,
    /// They have changed it since.
    pub by_them: bool,
}

type Parts = BTreeMap<Part, Value>;

fn parts_of_request(request: &Request) -> Parts {
    let mut parts = fields(&request.contact, &request.fields, &request.requirements);
    parts.insert(Part::State, Value::Request(request.state.clone()));
    parts
}

fn fields(contact: &str, fields: &BTreeMap<String, String>, requirements: &BTreeMap<String, Shown>) -> Parts {
    let text = |(key, value): (&String, &String)| (Part::Field(key.clone()), Value::Text(value.clone()));
    let shown = |(key, value): (&String, &Shown)| (Part::Requirement(key.clone()), Value::Shown(*value));
    let mut parts: Parts = fields.iter().map(text).collect();
    parts.extend(requirements.iter().map(shown));
    parts.insert(Part::Contact, Value::Text(contact.to_owned()));
    parts
}

fn parts_of(body: &Body) -> Parts {
    match body {
        Body::Request(request) => parts_of_request(request),
        Body::Task(task) => [(Part::State, Value::Task(task.state.clone()))].into(),
        Body::Letter(letter) => [(Part::State, Value::Letter(letter.state.clone()))].into(),
        _ => Parts::new(),
    }
}

/// Every text in an action's data, by its place: nothing that was typed stays unseen, whatever the kind.
fn texts(what: &What) -> Vec<(String, String)> {
    fn walk(path: &str, value: &serde_json::Value, found: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::String(text) if !text.trim().is_empty() => {
                // Ids and hashes are for programs.
                let opaque = text.parse::<uuid::Uuid>().is_ok() || (text.len() == 64 && !text.contains(' '));
                if !opaque {
                    found.push((path.to_owned(), text.clone()));
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(path, item, found)),
            serde_json::Value::Object(fields) => fields.iter().for_each(|(key, value)| walk(key, value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_slice(&what.write()) {
        walk("", &value, &mut found);
    }
    found
}

/// What one action sets, on top of what stands.
fn set(what: &What, parts: &mut Parts, touched: &mut BTreeSet<Part>) {
    let mut put = |part: Part, value: Value| {
        touched.insert(part.clone());
        parts.insert(part, value);
    };
    let deed = |words: &str, put: &mut dyn FnMut(Part, Value)| {
        put(Part::State, Value::Deeds(vec![(what.kind().to_owned(), words.to_owned())]));
    };
    match what {
        What::Submit(Submit { contact, fields: typed, requirements, .. })
        | What::Edit(Edit { contact, fields: typed, requirements }) => {
            fields(contact, typed, requirements).into_iter().for_each(|(part, value)| put(part, value));
        }
        What::Tick(tick) => put(Part::Requirement(tick.key.clone()), Value::Shown(tick.shown)),
        What::Note(note) => put(Part::Words("note".into()), Value::Text(note.text.clone())),
        What::ReturnToApplicant(Reason { reason })
        | What::Refuse(Reason { reason })
        | What::Cancel(Reason { reason })
        | What::ReturnTask(Reason { reason }) => deed(reason, &mut put),
        What::FollowUp(data) => deed(&data.note, &mut put),
        What::Forward(_) | What::Verify(_) | What::Resume(_) | What::Claim(_) | What::Release(_) => {
            deed("", &mut put);
        }
        other => {
            deed("", &mut put);
            for (place, text) in texts(other) {
                put(Part::Words(place), Value::Text(text));
            }
        }
    }
}

/// All that a chain of actions on one record makes of it: later ones on top of earlier ones.
fn made(base: Option<&Body>, chain: &[&What]) -> (Parts, BTreeSet<Part>) {
    let mut parts = base.map(parts_of).unwrap_or_default();
    let mut touched = BTreeSet::new();
    let mut deeds: Vec<(String, String)> = Vec::new();
    // Being at a record is told only where nothing else was done with it.
    let incidental = |what: &What| matches!(what, What::Claim(_) | What::Release(_));
    let only = chain.iter().all(|what| incidental(what));
    for what in chain.iter().filter(|what| only || !incidental(what)) {
        let before = parts.remove(&Part::State);
        set(what, &mut parts, &mut touched);
        match parts.get_mut(&Part::State) {
            Some(Value::Deeds(own)) => {
                deeds.append(own);
                *own = deeds.clone();
            }
            Some(_) => {}
            None => {
                if let Some(before) = before {
                    parts.insert(Part::State, before);
                }
            }
        }
    }
    (parts, touched)
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Shown(Shown::Missing)) => true,
        Some(Value::Text(text)) => text.is_empty(),
        Some(_) => false,
    }
}

fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    one == other || (is_empty(one) && is_empty(other))
}

/// Mine beside theirs: only the parts that one side or both have changed, and only where they differ.
///
/// `chain` is what was done here, in order; `base` is the record it was done on, `theirs` the record now. What
/// was done with the record (forwarded, returned) is always named, so that nobody decides without knowing it.
pub fn compare(chain: &[&What], base: Option<&Body>, theirs: Option<&Body>) -> Vec<Difference> {
    let before = base.map(parts_of);
    let now = theirs.map(parts_of).unwrap_or_default();
    let (mine, touched) = made(base, chain);
    let all: BTreeSet<&Part> = mine.keys().chain(now.keys()).collect();
    let mut differences = Vec::new();
    for part in all {
        let base = before.as_ref().and_then(|before| before.get(part));
        let (mine, theirs) = (mine.get(part), now.get(part));
        // Without a common base, whatever mine sets otherwise than it is now counts as mine.
        let by_me = touched.contains(part) && before.as_ref().is_none_or(|_| !same(mine, base));
        let by_them = before.is_some() && !same(theirs, base);
        let differ = !same(mine, theirs) && (by_me || by_them);
        if differ {
            differences.push(Difference {
                part: part.clone(),
                base: base.cloned(),
                mine: mine.cloned(),
                theirs: theirs.cloned(),
                by_me,
                by_them,
            });
        }
    }
    differences
}

/// Everything that an action sets, changed or not: enough for another person to type it again.
pub fn typed(what: &What) -> Vec<(Part, Value)> {
    let (mut parts, mut touched) = (Parts::new(), BTreeSet::new());
    set(what, &mut parts, &mut touched);
    parts.into_iter().filter(|(_, value)| !is_empty(Some(value))).collect()
}

/// What stands in a record's own parts now, but for where it is.
pub fn standing(body: &Body) -> Vec<(Part, Value)> {
    parts_of(body).into_iter().filter(|(part, value)| *part != Part::State && !is_empty(Some(value))).collect()
}

/// The parts of an edit that it changed on the record it was made on; all it sets where that is not known.
pub fn changed(what: &What, base: Option<&Body>) -> BTreeSet<Part> {
    let before = base.map(parts_of);
    let (made, touched) = made(base, &[what]);
    touched
        .into_iter()
        .filter(|part| before.as_ref().is_none_or(|before| !same(made.get(part), before.get(part))))
        .collect()
}

/// An edit made again on the record as it is now: `chosen` parts as mine, all others as they are. None when
/// nothing would change any more.
pub fn edit_again(edit: &Edit, chosen: &BTreeSet<Part>, now: &Request) -> Option<Edit> {
    let mut next =
        Edit { contact: now.contact.clone(), fields: now.fields.clone(), requirements: now.requirements.clone() };
    for part in chosen {
        match part {
            Part::Contact => next.contact.clone_from(&edit.contact),
            Part::Field(key) => {
                if let Some(value) = edit.fields.get(key) {
                    next.fields.insert(key.clone(), value.clone());
                }
            }
            Part::Requirement(key) => {
                if let Some(shown) = edit.requirements.get(key) {
                    next.requirements.insert(key.clone(), *shown);
                }
            }
            Part::State | Part::Words(_) => {}
        }
    }
    let before = fields(&now.contact, &now.fields, &now.requirements);
    let after = fields(&next.contact, &next.fields, &next.requirements);
    let all: BTreeSet<&Part> = before.keys().chain(after.keys()).collect();
    let changes = all.into_iter().any(|part| !same(before.get(part), after.get(part)));
    changes.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Forward, Note};
    use crate::domain::id::{ContentHash, OfficeId, RecordId};
    use crate::domain::record::{Rest, Seen};
    use crate::domain::request::Channel;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(n: u128) -> RecordId {
        RecordId(Uuid::from_u128(n))
    }

    fn request(contact: &str, purpose: &str, kk: Shown) -> Request {
        Request {
            id: id(1),
            office: OfficeId(Uuid::from_u128(2)),
            queue: "A-01".into(),
            channel: Channel::Counter,
            submitted: None,
            letter_type: id(3),
            applicant: id(4),
            subject: id(4),
            contact: contact.into(),
            fields: [("purpose".to_owned(), purpose.to_owned())].into(),
            requirements: [("kk".to_owned(), kk)].into(),
            state: RequestState::Submitted,
            letter: None,
            notes: BTreeMap::new(),
            ready: None,
            told: BTreeMap::new(),
            rest: Rest::new(),
        }
    }

    fn edit(contact: &str, purpose: &str, kk: Shown) -> Edit {
        let Request { contact, fields, requirements, .. } = request(contact, purpose, kk);
        Edit { contact, fields, requirements }
    }

    fn body(contact: &str, purpose: &str) -> Body {
        request(contact, purpose, Shown::Missing).into()
    }

    #[test]
    fn only_what_was_changed_and_differs_is_compared_and_each_side_is_named() {
        let mine = What::Edit(edit("0812", "melamar kerja", Shown::Missing));
        let base = body("", "melamar");
        let theirs = body("", "beasiswa");
        let found = compare(&[&mine], Some(&base), Some(&theirs));
        let short: Vec<_> = found.iter().map(|d| (d.part.key(), d.by_me, d.by_them)).collect();
        assert_eq!(short, [("purpose", true, true), ("contact", true, false)]);
        assert_eq!(found[0].base, Some(Value::Text("melamar".into())));
        // Both typed the same: there is nothing to decide.
        let found = compare(&[&mine], Some(&base), Some(&body("0812", "melamar kerja")));
        assert_eq!(found, []);
        // What only they changed is shown too; it is not mine.
        let only_contact = What::Edit(edit("0812", "melamar", Shown::Missing));
        let found = compare(&[&only_contact], Some(&base), Some(&theirs));
        assert!(found.iter().any(|d| d.part == Part::Field("purpose".into()) && d.by_them && !d.by_me));
    }

    #[test]
    fn without_a_base_everything_that_differs_is_mine() {
        let mine = What::Edit(edit("", "melamar", Shown::Original));
        let found = compare(&[&mine], None, Some(&body("0812", "melamar")));
        let short: Vec<_> = found.iter().map(|d| (d.part.key(), d.by_me, d.by_them)).collect();
        assert_eq!(short, [("contact", true, false), ("kk", true, false)]);
    }

    #[test]
    fn a_chain_is_one_thing_and_its_deeds_stand_in_order() {
        let first = What::Edit(edit("", "satu", Shown::Missing));
        let second = What::Edit(edit("", "dua", Shown::Original));
        let forward = What::Forward(Forward {
            snapshot: ContentHash::of(b"x"),
            letter_type: Seen { record: id(3), version: 1 },
            people: Vec::new(),
            prepared_on: jiff::civil::date(2026, 11, 20),
        });
        let base = body("", "nol");
        let found = compare(&[&first, &second, &forward], Some(&base), Some(&body("", "lain")));
        assert_eq!(found[0].mine, Some(Value::Deeds(vec![("forward".into(), String::new())])));
        assert_eq!(found[1].mine, Some(Value::Text("dua".into())));
        assert_eq!(found[2].mine, Some(Value::Shown(Shown::Original)));
    }

    #[test]
    fn being_at_it_is_told_only_where_nothing_else_was_done() {
        let claim = What::Claim(crate::domain::action::Claim { take_over: false });
        let mine = What::Edit(edit("", "dua", Shown::Missing));
        let (base, theirs) = (body("", "nol"), body("", "lain"));
        let parts = |chain: &[&What]| -> Vec<String> {
            compare(chain, Some(&base), Some(&theirs)).iter().map(|d| d.part.key().to_owned()).collect()
        };
        assert_eq!(parts(&[&claim, &mine]), ["purpose"]);
        assert!(parts(&[&claim]).contains(&Part::State.key().to_owned()));
    }

    #[test]
    fn a_remark_is_never_lost_from_sight() {
        let note = What::Note(Note { text: "telepon sore".into() });
        assert_eq!(typed(&note), [(Part::Words("note".into()), Value::Text("telepon sore".into()))]);
        let found = compare(&[&note], None, Some(&body("", "")));
        assert_eq!(found[0].mine, Some(Value::Text("telepon sore".into())));
    }

    #[test]
    fn mine_again_puts_only_what_i_changed_on_top_of_theirs() {
        let (base, theirs) = (body("", "melamar"), request("0999", "melamar", Shown::Copy));
        let mine = edit("", "beasiswa", Shown::Missing);
        let chosen = changed(&What::Edit(mine.clone()), Some(&base));
        let next = edit_again(&mine, &chosen, &theirs).unwrap();
        assert_eq!((next.contact.as_str(), next.fields["purpose"].as_str()), ("0999", "beasiswa"));
        assert_eq!(next.requirements["kk"], Shown::Copy);
        assert_eq!(edit_again(&mine, &BTreeSet::new(), &theirs), None);
    }

    proptest! {
        /// Mine again on top of theirs: my changed parts are mine, all others are theirs, and a second time
        /// there is nothing left to do.
        #[test]
        fn again_is_mine_where_i_changed_and_theirs_elsewhere(
            base in ("[ab]?", "[ab]?"), mine in ("[abc]?", "[abc]?"), theirs in ("[abd]?", "[abd]?"),
        ) {
            let before: Body = request(&base.0, &base.1, Shown::Missing).into();
            let typed = edit(&mine.0, &mine.1, Shown::Missing);
            let now = request(&theirs.0, &theirs.1, Shown::Missing);
            let chosen = changed(&What::Edit(typed.clone()), Some(&before));
            let next = edit_again(&typed, &chosen, &now);
            let (contact, purpose) = next.as_ref().map_or((now.contact.clone(), now.fields["purpose"].clone()),
                |edit| (edit.contact.clone(), edit.fields["purpose"].clone()));
            let expected = |base: &str, mine: &str, theirs: &str| if mine == base { theirs.to_owned() } else { mine.to_owned() };
            prop_assert_eq!(&contact, &expected(&base.0, &mine.0, &theirs.0));
            prop_assert_eq!(&purpose, &expected(&base.1, &mine.1, &theirs.1));
            if let Some(next) = next {
                let after = request(&next.contact, &next.fields["purpose"], Shown::Missing);
                prop_assert_eq!(edit_again(&typed, &chosen, &after), None);
            }
            // Every part that differs and that somebody changed stands in the comparison, and no other.
            let found = compare(&[&What::Edit(typed)], Some(&before), Some(&now.into()));
            let wanted = |base: &str, mine: &str, theirs: &str| mine != theirs && (mine != base || theirs != base);
            prop_assert_eq!(found.iter().any(|d| d.part == Part::Contact), wanted(&base.0, &mine.0, &theirs.0));
            prop_assert_eq!(found.iter().any(|d| d.part == Part::Field("purpose".into())), wanted(&base.1, &mine.1, &theirs.1));
        }
    }
}
