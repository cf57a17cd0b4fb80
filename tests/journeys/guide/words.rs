//! What the guide tells people to press and to read exists: keys, commands, verbs, options, sentences, links.
//!
//! - `` **`t` teruskan** `` is a command: this key does it, and it is called so.
//! - `` `t` `` alone is a key of the table or of a dialog; `` `:serah terima` `` is found by the palette.
//! - `` `serasi sync export` `` is a verb, `` `--besar` `` an option.
//! - “…” quotes the screen; an ellipsis stands for what differs each time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serasi::i18n::{self, Lang, Word};
use serasi::tui::command::{self, CommandId, TABLE};
use serasi::tui::keymap::Keymap;

use super::super::pictures::village;
use super::super::script::Journey;
use super::{BEGINS, ENDS, pages};

/// Keys of dialogs and of the program as a whole, beside those of the table.
const DIALOGS: [&str; 14] =
    ["Tab", "Shift-Tab", "Ctrl-T", "Ctrl-D", "Ctrl-C", "Ctrl-V", "Ctrl-P", "←", "→", "↑", "↓", "ya", "Spasi", "0"];

/// What else a command is called, where it does something nearer.
const ALSO: [(CommandId, Word); 14] = [
    (CommandId::Claim, Word::TakeOver),
    (CommandId::Claim, Word::Release),
    (CommandId::Claim, Word::ReleaseOrPass),
    (CommandId::Claim, Word::Resume),
    (CommandId::HandOver, Word::TellApplicant),
    (CommandId::Sign, Word::Paraf),
    (CommandId::Refuse, Word::Discard),
    (CommandId::Refuse, Word::WayTheirs),
    (CommandId::Refuse, Word::RevokeDevice),
    (CommandId::Forward, Word::WayMine),
    (CommandId::Forward, Word::WayRetry),
    (CommandId::Edit, Word::WayMerge),
    (CommandId::Edit, Word::WayTakeUp),
    (CommandId::New, Word::WayNote),
];

/// A page's lines without its screens and examples.
fn prose(page: &str) -> String {
    let (mut screen, mut fence, mut text) = (false, false, String::new());
    for line in page.lines() {
        screen |= line.starts_with(BEGINS);
        let edge = line.trim_start().starts_with("```");
        fence ^= edge;
        if !screen && !fence && !edge {
            text.push_str(line);
            text.push('\n');
        }
        screen &= line != ENDS;
    }
    text
}

/// What stands between backticks.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// `` **`t` teruskan** `` as key and name.
fn commands(text: &str) -> Vec<(String, String)> {
    let bold = text.split("**").skip(1).step_by(2);
    bold.filter_map(|bold| bold.strip_prefix('`')?.split_once("` ")).map(|(k, n)| (k.into(), n.into())).collect()
}

fn every(find: impl Fn(&str) -> Vec<String>) -> Vec<(PathBuf, String)> {
    let of = |(path, text): (PathBuf, String)| {
        find(&prose(&text)).into_iter().map(move |found| (path.clone(), found)).collect::<Vec<_>>()
    };
    pages().into_iter().flat_map(of).collect()
}

/// Fails with everything on the pages that is not right.
fn none_wrong(found: Vec<(PathBuf, String)>, right: impl Fn(&str) -> bool) {
    assert!(!found.is_empty());
    let wrong: Vec<String> = found
        .into_iter()
        .filter(|(_, written)| !right(written))
        .map(|(path, written)| format!("{}: {written}", path.display()))
        .collect();
    assert!(wrong.is_empty(), "the guide says what is not so:\n{}", wrong.join("\n"));
}

/// Keys as the guide writes them.
fn keys(keymap: &Keymap) -> Vec<(String, CommandId)> {
    let written = |key: String| if key == "Space" { "Spasi".to_owned() } else { key };
    let of = |command: &command::Command| {
        keymap.keys_of(command.id).into_iter().map(|key| (written(key), command.id)).collect::<Vec<_>>()
    };
    TABLE.iter().flat_map(of).collect()
}

fn called(id: CommandId, name: &str) -> bool {
    let also = ALSO.iter().filter(|(other, _)| *other == id).map(|(_, word)| *word);
    std::iter::once(command::of(id).title).chain(also).any(|word| i18n::word(Lang::Id, word) == name)
}

#[test]
fn every_command_that_the_guide_names_has_this_key_and_this_name() {
    let keymap = Keymap::load(None).unwrap();
    let known = keys(&keymap);
    let found = every(|text| commands(text).into_iter().map(|(key, name)| format!("{key} {name}")).collect());
    assert!(found.len() > 50, "{} commands are named", found.len());
    none_wrong(found, |written| {
        let (key, name) = written.split_once(' ').unwrap();
        known.iter().any(|(bound, id)| bound == key && called(*id, name))
    });
}

/// Whether a span is meant as a key.
fn key_like(span: &str) -> bool {
    span.chars().count() == 1
        || ["Ctrl-", "Shift-", "Alt-", "F"].iter().any(|begin| {
            span.strip_prefix(begin).is_some_and(|rest| (1..=3).contains(&rest.len()) && !rest.contains('.'))
        })
        || ["Enter", "Esc", "Tab", "Backspace", "Space", "Spasi", "PageUp", "PageDown", "Home", "End", "Up", "Down"]
            .contains(&span)
}

#[test]
fn every_key_in_the_guide_does_something() {
    let keymap = Keymap::load(None).unwrap();
    let known = keys(&keymap);
    none_wrong(every(|text| spans(text).filter(|span| key_like(span)).map(str::to_owned).collect()), |span| {
        let digit = span.chars().all(|c| c.is_ascii_digit());
        digit || DIALOGS.contains(&span) || known.iter().any(|(bound, _)| *bound == span)
    });
}

/// A name without gaps, as the palette compares it.
fn squashed(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What is typed after `:`.
fn palette(text: &str) -> Vec<String> {
    spans(text).filter_map(|span| span.strip_prefix(':')).filter(|rest| !rest.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_palette_finds_what_the_guide_types_into_it() {
    none_wrong(every(palette), |typed| {
        let mut journey = Journey::new(village::counter());
        journey.keys(&format!(": \"{}\"", typed.replace(' ', "_")));
        // A number goes to that row, whatever is listed.
        let row = typed.chars().any(|c| c.is_ascii_digit()) && !typed.contains(' ');
        let nothing = journey.text().contains(i18n::word(Lang::Id, Word::NoCommand));
        row || !nothing
    });
}

#[test]
fn every_command_is_named_somewhere_in_the_guide() {
    let named: BTreeSet<String> = every(|text| commands(text).into_iter().map(|(_, name)| name).collect())
        .into_iter()
        .chain(every(palette))
        .map(|(_, name)| squashed(&name))
        .collect();
    let forgotten: Vec<&str> = TABLE
        .iter()
        .filter(|line| !named.contains(&squashed(i18n::word(Lang::Id, line.title))))
        .map(|line| line.name)
        .collect();
    assert!(forgotten.is_empty(), "the guide does not name {forgotten:?}");
}

#[test]
fn every_verb_and_option_in_the_guide_exists() {
    // Not there where only the example that draws the screens is built as a test.
    let Some(program) = option_env!("CARGO_BIN_EXE_serasi") else { return };
    let help = |verbs: &[String]| {
        let output = std::process::Command::new(program).args(verbs).arg("--help").output();
        let output = output.unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    };
    let verbs = |line: &str| -> Vec<String> {
        let verb = |word: &&str| !word.starts_with('-') && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        line.split(' ').skip(1).take_while(verb).map(str::to_owned).collect()
    };
    let lines = |text: &str| -> Vec<String> {
        spans(text).filter(|span| span.starts_with("serasi ")).map(str::to_owned).collect()
    };
    none_wrong(every(lines), |line| {
        let page = help(&verbs(line)).unwrap_or_default();
        !page.is_empty() && line.split(' ').filter(|word| word.starts_with("--")).all(|option| page.contains(option))
    });
    // An option alone is one of the program, or of a verb that its page names.
    let general = help(&[]).unwrap();
    let unknown = |text: &str| {
        let pages: Vec<String> = lines(text).iter().filter_map(|line| help(&verbs(line))).collect();
        let known = |option: &&str| general.contains(option) || pages.iter().any(|page| page.contains(option));
        spans(text).filter(|span| span.starts_with("--") && !known(span)).map(str::to_owned).collect()
    };
    let unknown = every(unknown);
    assert!(unknown.is_empty(), "there is no {unknown:?}");
}

#[test]
fn what_the_guide_quotes_is_what_the_screen_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = ["words", "sentences", "failures", "said"].map(|name| {
        std::fs::read_to_string(root.join(format!("src/i18n/id/{name}.rs"))).unwrap().replace("\\\"", "\"")
    });
    let reasons = std::fs::read_to_string(root.join("config/reasons.toml")).unwrap();
    let says = |piece: &str| tables.iter().chain([&reasons]).any(|table| table.contains(piece));
    let quotes = |text: &str| {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let quoted = flat.split('“').skip(1).filter_map(|rest| rest.split('”').next());
        quoted.map(str::to_owned).collect::<Vec<_>>()
    };
    none_wrong(every(quotes), |quote| {
        quote.split('…').map(str::trim).filter(|piece| piece.chars().count() > 2).all(says)
    });
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    let linked = |text: &str| {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        targets.filter(|target| !target.contains("://")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (reached, missing): (Vec<_>, Vec<_>) = every(linked)
        .into_iter()
        .map(|(path, target)| path.parent().unwrap().join(target.split('#').next().unwrap()))
        .partition(|file| file.exists());
    assert!(missing.is_empty(), "nothing is there: {missing:?}");
    let reached: BTreeSet<_> = reached.into_iter().map(|file| file.canonicalize().unwrap()).collect();
    let lost: Vec<_> = pages()
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| path.parent() != Some(&super::folder()) && !reached.contains(&path.canonicalize().unwrap()))
        .collect();
    assert!(lost.is_empty(), "nothing links to {lost:?}");
}
