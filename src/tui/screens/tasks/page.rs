//! How a task looks: its row, and the six parts that every approver sees.

use super::markable;
use crate::desk::{Group, LookAt, Step, TaskRow, TaskView};
use crate::domain::letter_type::short;
use crate::domain::task::TaskKind;
use crate::i18n::{self, Message, Word, long_day, moment};
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
/// Below so many columns a row is name, group and marks.
const NARROW: usize = 56;

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
    // On a narrow screen name and group stay; what it is and since when stands in the preview.
    let narrow = columns < NARROW;
    let name = if narrow { columns.saturating_sub(24).max(10) } else { (columns / 4).clamp(10, 24) };
    let head = format!(" {mark} {}", parts::column(parts::name(&row.name, setup), name, setup));
    let role = if row.group == Group::Routine { Role::Plain } else { Role::Warn };
    let group_word = parts::column(word(group(row.group)), if narrow { 11 } else { 13 }, setup);
    let asked_back = || (Role::Warn, format!("! {} ", word(Word::AskedBack)));
    // What is asked back is always to be looked at: that word gives its room to the reason.
    let mut rest = match (row.asked_back, row.group) {
        (false, _) => vec![(role, group_word)],
        (true, Group::Routine | Group::ToLookAt) => vec![asked_back()],
        (true, Group::Ink | Group::InDoubt) => vec![(role, group_word), asked_back()],
    };
    if !narrow {
        rest.push((Role::Plain, parts::column(word(kind(row.kind)), 5, setup)));
    }
    if columns >= 64 {
        rest.push((Role::Plain, parts::column(short(&row.letter_kind), (columns / 5).min(20), setup)));
    }
    if !narrow {
        rest.push((Role::Plain, parts::column(&format!("{:>7}", parts::age(row.since, setup, now)), 7, setup)));
    }
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
    let behind: Vec<String> = view.behind.iter().map(|step| behind(step, view, setup, now)).collect();
    if !behind.is_empty() {
        paras.push(Para::plain(behind.join(" · ")));
    }
    paras.extend(look_at(view, setup, now));
    paras.extend(pages(view, setup));
    match (row.kind, row.group) {
        (_, Group::InDoubt) => paras.push(Para::of(Role::Bad, word(Word::DoubtHow))),
        (TaskKind::Sign, Group::Ink) => paras.push(Para::of(Role::Warn, word(Word::InkHow))),
        _ => paras.push(Para::plain(word(Word::AfterSigning))),
    }
    let (title, until) = (view.as_whom.clone(), view.until.map(|day| long_day(setup.lang, day)));
    let as_whom = match row.kind {
        TaskKind::Sign => Message::Signing { title, until },
        TaskKind::Verify => Message::Paraffing { title, until },
    };
    paras.push(Para::plain(setup.say(&as_whom)));
    if let Some(number) = &view.number {
        paras.push(Para::plain(setup.say(&Message::NumberReserved(number.clone()))));
    }
    paras
}

fn behind(
    (step, by, at): &(Step, String, Option<jiff::Timestamp>),
    view: &TaskView,
    setup: &Setup,
    now: Now,
) -> String {
    let by = by.clone();
    let at = at.map(|at| moment(setup.lang, at, now.wall));
    setup.say(&match step {
        Step::Checked => Message::Checked { by, at, originals: view.originals.clone(), copies: view.copies.clone() },
        Step::Neighbourhood => Message::ConfirmedByRt(by),
        Step::Verified => Message::ParafBy { by, at },
    })
}

fn look_at(view: &TaskView, setup: &Setup, now: Now) -> Vec<Para> {
    let (odd, told): (Vec<&LookAt>, Vec<&LookAt>) = view.look_at.iter().partition(|what| what.is_odd());
    let mut paras = match odd.is_empty() {
        true => vec![Para::of(Role::Good, setup.word(Word::NothingOdd))],
        false => vec![Para::of(Role::Warn, format!("{}:", setup.word(Word::LookAt)))],
    };
    let line = |what: &&LookAt| {
        let text = i18n::look_at(setup.lang, what, now.wall);
        Para::of(Role::Warn, format!("! {text}")).hanging(2)
    };
    paras.extend(odd.iter().chain(&told).map(line));
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
