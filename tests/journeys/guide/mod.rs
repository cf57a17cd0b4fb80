//! The user guide in docs/panduan. Its screens stand between markers and are drawn by
//! `cargo run --example pictures`, from the real program over the desk of plain data:
//!
//! ```text
//! <!-- layar: NAME -->
//! (drawn)
//! <!-- /layar -->
//! ```

mod drawn;
mod screens;
#[cfg(test)]
mod words;

use std::path::{Path, PathBuf};

const BEGINS: &str = "<!-- layar: ";
const ENDS: &str = "<!-- /layar -->";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/panduan")
}

/// Every page of the guide, with its text.
pub fn pages() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The names of the screens that a page shows.
fn shown(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter_map(|line| line.strip_prefix(BEGINS)?.strip_suffix(" -->"))
}

/// A page with its screens drawn anew.
pub fn filled(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in page.lines() {
        inside &= line != ENDS;
        if !inside {
            text.push_str(line);
            text.push('\n');
        }
        if let Some(name) = line.strip_prefix(BEGINS).and_then(|rest| rest.strip_suffix(" -->")) {
            inside = true;
            text.push_str(&format!("```text\n{}```\n", drawn::screen(name)));
        }
    }
    assert!(!inside, "a screen without {ENDS}");
    text
}

#[test]
fn the_screens_of_the_guide_are_those_of_this_version() {
    let pages = pages();
    let differ: Vec<_> = pages.iter().filter(|(_, text)| filled(text) != *text).map(|(path, _)| path).collect();
    assert!(differ.is_empty(), "{differ:?} show another version: `cargo run --example pictures` draws them again");
}

#[test]
fn every_screen_of_the_table_is_on_a_page_and_no_page_names_another() {
    let pages = pages();
    let on_pages: Vec<&str> = pages.iter().flat_map(|(_, text)| shown(text)).collect();
    let known: Vec<&str> = screens::SCREENS.iter().map(|screen| screen.name).collect();
    let unused: Vec<_> = known.iter().filter(|name| !on_pages.contains(name)).collect();
    let unknown: Vec<_> = on_pages.iter().filter(|name| !known.contains(name)).collect();
    assert!(unused.is_empty() && unknown.is_empty(), "on no page: {unused:?}; not in the table: {unknown:?}");
}
