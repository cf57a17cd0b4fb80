//! Every kind of letter that ships, as it is filled in at a counter and as it prints.

use std::collections::{BTreeMap, BTreeSet};

use serasi::config::letters;
use serasi::domain::letter_type::{FieldKind, LetterType, RT_LETTER};
use serasi::domain::request::Shown;
use serasi::domain::snapshot::Snapshot;
use serasi::server::typeset::{Job, Stage, Typeset, Typesetter};

use crate::domain::world::{SITI, SRI, World};

/// What is kept of an answer of this kind.
fn answer(kind: FieldKind, key: &str) -> String {
    match kind {
        FieldKind::Text | FieldKind::Name => format!("isi {key}"),
        FieldKind::Day => "20 November 2026".into(),
        FieldKind::Money => "1.500.000".into(),
        FieldKind::Reference => "14/RT02, 20 November 2026".into(),
    }
}

fn filled(kind: &LetterType, only_required: bool) -> BTreeMap<String, String> {
    let wanted = kind.fields.iter().filter(|field| field.required || !only_required);
    wanted.map(|field| (field.key.clone(), answer(field.kind, &field.key))).collect()
}

/// The letter that the counter's request freezes when it is forwarded.
fn snapshot(kind: &LetterType, fields: BTreeMap<String, String>) -> Snapshot {
    let mut world = World::new();
    let shown = kind.requirements.iter().map(|one| (one.key.clone(), Shown::Original)).collect();
    let request = world.submits(&kind.slug, SRI, fields, shown);
    world.forwards(SITI, request);
    world.snapshot(request)
}

fn print(kind: &LetterType, template: &str, fields: BTreeMap<String, String>) -> Typeset {
    let snapshot = serde_json::to_vec(&snapshot(kind, fields)).unwrap();
    let job = Job { snapshot, template: template.to_owned(), stage: Stage::Draft };
    Typesetter::in_process().typeset(&job).unwrap_or_else(|error| panic!("{}: {error}", kind.slug))
}

fn words(pages: &[String]) -> String {
    pages.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_kind_of_letter_prints_all_that_was_typed_on_one_page() {
    for (kind, template) in letters::shipped().unwrap() {
        let fields = filled(&kind, false);
        let printed = print(&kind, template, fields.clone());
        assert_eq!(printed.pages.len(), 1, "{}", kind.slug);
        let text = words(&printed.pages);
        for (key, value) in fields.iter().filter(|(key, _)| *key != RT_LETTER) {
            assert!(text.contains(value.as_str()), "{}: {key} is not on the page:\n{text}", kind.slug);
        }
        assert!(text.contains(&kind.name.to_uppercase()), "{}:\n{text}", kind.slug);
    }
}

#[test]
fn what_may_be_empty_leaves_no_row_and_every_name_in_braces_means_something() {
    for (kind, template) in letters::shipped().unwrap() {
        assert_eq!(snapshot(&kind, filled(&kind, false)).rows.len(), kind.rows.len(), "{}", kind.slug);
        let text = words(&print(&kind, template, filled(&kind, true)).pages);
        for field in kind.fields.iter().filter(|field| !field.required) {
            assert!(!text.contains(&answer(FieldKind::Text, &field.key)), "{}: {}", kind.slug, field.key);
        }
        assert!(!text.contains(['{', '}']), "{}:\n{text}", kind.slug);
    }
}

#[test]
fn each_field_and_requirement_of_a_kind_is_asked_for_once_and_explained() {
    for (kind, _) in letters::shipped().unwrap() {
        let keys: BTreeSet<&str> = kind.fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys.len(), kind.fields.len(), "{}", kind.slug);
        let papers: BTreeSet<&str> = kind.requirements.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(papers.len(), kind.requirements.len(), "{}", kind.slug);
        assert!(kind.fields.iter().all(|field| !field.help.is_empty()), "{}", kind.slug);
        assert!(kind.fields.iter().any(|field| field.required), "{}", kind.slug);
    }
}
