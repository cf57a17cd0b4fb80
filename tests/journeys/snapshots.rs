//! Every scene in three sizes and three looks, text and style, against what was looked at and kept.
//!
//! `INSTA_UPDATE=always cargo test --test all snapshots` keeps what is drawn now; the difference is for eyes.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use serasi::tui::context::Setup;
use serasi::tui::glyphs::{ASCII, UNICODE};
use serasi::tui::theme::Theme;

use super::Journey;
use super::scenes::{self, Scene};
use super::script::setup;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

fn play(make: &dyn Fn() -> Scene, (width, height): (u16, u16), setup: Setup) -> Journey {
    let scene = make();
    let mut journey = Journey::sized(*scene.desk, width, height, setup, Vec::new());
    journey.keys(scene.keys);
    journey
}

/// The rows between bars, so that what stands at their ends is seen.
fn text(journey: &Journey) -> String {
    journey.text().lines().fold(String::new(), |mut all, line| {
        let _ = writeln!(all, "|{line}");
        all
    })
}

/// How it looks where it is not plain: row, columns, style, and the text that has it.
fn styles(buffer: &Buffer) -> String {
    let mut all = String::new();
    let area = buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let style = |x: u16| (buffer[(x, y)].fg, buffer[(x, y)].bg, buffer[(x, y)].modifier);
            let (from, here) = (x, style(x));
            let mut run = String::new();
            while x < area.width && style(x) == here {
                run.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            if here != (Color::Reset, Color::Reset, Modifier::empty()) {
                let (fg, bg, modifier) = here;
                let mut look = Vec::new();
                look.extend((fg != Color::Reset).then(|| format!("{fg:?}").to_lowercase()));
                look.extend((bg != Color::Reset).then(|| format!("on {bg:?}").to_lowercase()));
                look.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
                let _ = writeln!(all, "{:>2} {from:>3}-{:<3} {:<14} {}", y, x - 1, look.join(" "), run.trim_end());
            }
        }
    }
    all
}

fn drawn(make: &dyn Fn() -> Scene, size: (u16, u16)) -> String {
    let colour = play(make, size, setup());
    let mono = play(make, size, Setup { theme: Theme { mono: true }, glyphs: UNICODE, ..setup() });
    let ascii = play(make, size, Setup { glyphs: ASCII, ..setup() });
    assert_eq!(colour.text(), mono.text(), "colours change what is written");
    assert!(ascii.text().is_ascii(), "{}", ascii.text());
    let cursor = colour.cursor().map_or("none".to_owned(), |(x, y)| format!("{x},{y}"));
    format!(
        "{}\ncursor {cursor}\n\ncolour\n{}\nmono\n{}\nascii\n{}",
        text(&colour),
        styles(colour.buffer()),
        styles(mono.buffer()),
        text(&ascii)
    )
}

#[test]
fn every_screen_and_dialog_looks_as_it_was_kept() {
    let count = scenes::all().len();
    let mut differ = Vec::new();
    let mut kept = BTreeSet::new();
    for index in 0..count {
        let make = || scenes::all().swap_remove(index);
        for (width, height) in SIZES {
            let name = format!("{}@{width}x{height}", make().name);
            assert!(kept.insert(format!("{name}.snap")), "two scenes are called {name}");
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("snapshots");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            let shown = drawn(&make, (width, height));
            let same = settings
                .bind(|| catch_unwind(AssertUnwindSafe(|| insta::assert_snapshot!(name.as_str(), shown))).is_ok());
            if !same {
                differ.push(name);
            }
        }
    }
    assert!(
        differ.is_empty(),
        "{differ:#?}\nlook at them; `INSTA_UPDATE=always cargo test --test all snapshots` keeps what is drawn now"
    );
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/snapshots");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left_over: Vec<String> = files.filter(|name| name.ends_with(".snap") && !kept.contains(name)).collect();
    assert!(left_over.is_empty(), "no scene is called so any more, remove them: {left_over:?}");
}
