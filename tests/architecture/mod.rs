//! The arrows between the folders of `src/`: every path that starts with `crate::` or `serasi::`, in `use`
//! lines and in code, must be one of those below.

use std::fs;
use std::path::{Path, PathBuf};

/// Folder, and what of ours it may name. A longer path is an exception for that path alone.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("env", &[]),
    ("wire", &["domain"]),
    ("desk", &["domain", "wire"]),
    ("i18n", &["domain", "desk", "wire"]),
    ("config", &["domain"]),
    ("client", &["desk", "wire", "domain", "env", "config"]),
    ("server", &["wire", "domain", "i18n", "config", "env"]),
    ("tui", &["desk", "domain", "i18n", "config", "wire", "env"]),
    ("tui/effects.rs", &["client"]),
    (
        "cli",
        &[
            "desk",
            "client",
            "tui",
            "i18n",
            "config",
            "domain",
            "wire",
            "env",
            "server::serve",
            "server::seed",
            "server::typeset",
        ],
    ),
    ("bin/serasi.rs", &["cli"]),
    ("bin/serasi-server.rs", &["server", "config", "domain", "env"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Source text without comments, so that a link in a doc comment is not an arrow.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Every path of ours that the code names: `domain::id`, `server::serve`. Braces after a root are opened.
fn named(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for root in ["crate::", "serasi::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            let rest = &code[at + root.len()..];
            if let Some(group) = rest.strip_prefix('{') {
                let group = &group[..group.find("};").unwrap_or(group.len())];
                paths.extend(top_level(group));
            } else {
                paths.push(rest.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect());
            }
        }
    }
    paths
}

/// The items of a brace group, not those inside deeper braces.
fn top_level(group: &str) -> Vec<String> {
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            c if depth == 0 && !c.is_whitespace() => item.push(c),
            _ => {}
        }
    }
    items.push(item);
    items.retain(|item| !item.is_empty());
    items
}

fn allowed(file: &str, path: &str) -> bool {
    let own = file.split('/').next().unwrap_or("");
    let first = path.split("::").next().unwrap_or("");
    first == own
        || ARROWS.iter().filter(|(place, _)| file == *place || file.starts_with(&format!("{place}/"))).any(
            |(_, targets)| targets.iter().any(|target| path == *target || path.starts_with(&format!("{target}::"))),
        )
}

#[test]
fn no_folder_names_what_it_may_not_know() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 50, "found the sources");
    let mut wrong = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if name == "lib.rs" {
            continue;
        }
        let text = code(&fs::read_to_string(&file).unwrap());
        wrong.extend(
            named(&text).into_iter().filter(|path| !allowed(&name, path)).map(|path| format!("{name}: {path}")),
        );
    }
    assert!(wrong.is_empty(), "arrows that ARCHITECTURE.md does not draw:\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_arrows_sees_use_lines_groups_and_paths_in_code() {
    let text = "use crate::domain::{id::X, letter::Y};\nuse crate::{client::Z, desk::{A, B}};\nlet x = crate::server::core::y();";
    assert_eq!(named(text), ["domain::", "client::Z", "desk::", "server::core::y"]);
    assert!(!allowed("tui/screens/inbox.rs", "client::Z"));
    assert!(allowed("tui/effects.rs", "client::Z"));
    assert!(!allowed("cli/demo.rs", "server::core::y"));
    assert!(allowed("cli/demo.rs", "server::serve"));
    assert!(!allowed("domain/id.rs", "wire::chain"));
}
