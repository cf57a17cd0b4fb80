//! How a task looks: its row, and the six parts that every approver sees.

use super::markable;
use crate::desk::{Group, LookAt, Step, TaskRow, TaskView};
use crate::domain::task::TaskKind;
use crate::i18n::{Message, Word, moment};
use crate::tui::context::{Now, Setup};
use crate::tui::paint::Span;
use crate::tui::screens::parts;
use crate::tui::text::Para;
use crate::tui::theme::Role;

/// A group's word.
pub(in crate::tui) fn group(group: Group) -> Word {
    match group {
        Group::Routine => Word::GroupRoutine,
        Group::ToLookAt => Word::GroupToLookAt,
        Group::Ink => Word::GroupInk,
        Group::InDoubt => Word::GroupInDoubt,
    }
}

/// What is asked, in one word.
pub(in crate::tui) fn kind(kind: TaskKind) -> Word {
    if kind == TaskKind::Sign { Word::KindSign } else { Word::KindParaf }
}

pub(super) fn row_text(
    row: &TaskRow,
    columns: usize,
    (marked, opened): (bool, bool),
    setup: &Setup,
    now: Now,
) -> (String, Vec<Span>) {
    let word = |word| setup.word(word);
    let mark = match (markable(row), marked) {
        (false, _) => "   ",
        (true, true) => "[x]",
        (true, false) => "[ ]",
    };
    let name = (columns / 4).clamp(10, 24);
    let head = format!(" {mark} {}", parts::column(parts::name(&row.name, setup), name, setup));
    let role = if row.group == Group::Routine { Role::Plain } else { Role::Warn };
    let mut rest = vec![
        (role, parts::column(word(group(row.group)), 13, setup)),
        (Role::Plain, parts::column(word(kind(row.kind)), 5, setup)),
    ];
    if columns >= 64 {
        rest.push((Role::Plain, parts::column(&row.letter_kind, (columns / 5).min(20), setup)));
    }
    rest.push((Role::Plain, parts::column(&format!("{:>7}", parts::age(row.since, setup, now)), 7, setup)));
    if !opened {
        rest.push((Role::Title, format!("{} ", word(Word::Unread))));
    }
    if row.pending {
        rest.push((Role::Faint, setup.glyphs.unsent.to_string()));
    }
    (head, rest)
}

/// The six parts, in their order.
pub(in crate::tui) fn paragraphs(view: &TaskView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let row = &view.row;
    let mut paras = vec![Para::of(
        Role::Title,
        setup.say(&Message::TaskSentence {
            kind: row.letter_kind.clone(),
            name: row.name.clone(),
            age: view.age,
            address: view.address.clone(),
            purpose: row.purpose.clone(),
        }),
    )];
    let behind: Vec<String> = view.behind.iter().map(|step| behind(step, &view.originals, setup, now)).collect();
    if !behind.is_empty() {
        paras.push(Para::plain(behind.join(" · ")));
    }
    paras.extend(look_at(view, setup));
    paras.extend(pages(view, setup));
    match (row.kind, row.group) {
        (_, Group::InDoubt) => paras.push(Para::of(Role::Bad, word(Word::DoubtHow))),
        (TaskKind::Sign, Group::Ink) => paras.push(Para::of(Role::Warn, word(Word::InkHow))),
        _ => paras.push(Para::plain(word(Word::AfterSigning))),
    }
    let title = view.as_whom.clone();
    let as_whom = if row.kind == TaskKind::Sign { Message::Signing { title } } else { Message::Paraffing { title } };
    paras.push(Para::plain(setup.say(&as_whom)));
    if let Some(number) = &view.number {
        paras.push(Para::plain(setup.say(&Message::NumberReserved(number.clone()))));
    }
    paras
}

fn behind(
    (step, by, at): &(Step, String, Option<jiff::Timestamp>),
    originals: &[String],
    setup: &Setup,
    now: Now,
) -> String {
    let by = by.clone();
    let at = at.map(|at| moment(setup.lang, at, now.wall));
    setup.say(&match step {
        Step::Checked => Message::Checked { by, at, originals: originals.to_vec() },
        Step::Verified => Message::ParafBy { by, at },
    })
}

fn look_at(view: &TaskView, setup: &Setup) -> Vec<Para> {
    let word = |word| setup.word(word);
    if view.look_at.is_empty() {
        return vec![Para::of(Role::Good, word(Word::NothingOdd))];
    }
    let mut paras = vec![Para::of(Role::Warn, format!("{}:", word(Word::LookAt)))];
    paras.extend(view.look_at.iter().map(|what| {
        let text = match what {
            LookAt::TypedFreely(label, text) => {
                setup.say(&Message::TypedFreely { label: label.clone(), text: text.clone() })
            }
            LookAt::DataChanged => word(Word::OddDataChanged).to_owned(),
            LookAt::Odd(odd) => word(parts::oddity(odd)).to_owned(),
            LookAt::WithoutParaf => word(Word::OddWithoutParaf).to_owned(),
        };
        Para::of(Role::Warn, format!("! {text}")).hanging(2)
    }));
    paras
}

fn pages(view: &TaskView, setup: &Setup) -> Vec<Para> {
    let Some(pages) = &view.pages else {
        return vec![Para::of(Role::Warn, setup.word(Word::PageNotHere))];
    };
    let of = pages.len();
    pages
        .iter()
        .enumerate()
        .flat_map(|(index, page)| {
            let head = setup.say(&Message::PageOf { page: index + 1, of });
            let rule = setup.glyphs.rule;
            [Para::of(Role::Faint, format!("{rule}{rule} {head} {rule}{rule}")), Para::plain(page.clone())]
        })
        .collect()
}
