//! The pictures of README and guide: the real program on an invented village, drawn by
//! `cargo run --example pictures`. Whoever adds a screen adds a line to the table.

mod svg;
pub mod village;

use super::desk::FakeDesk;
use super::script::{Journey, setup};

/// A picture: its file, what stands above it, the desk, the keys, and the window.
struct Picture {
    name: &'static str,
    title: &'static str,
    desk: fn() -> FakeDesk,
    keys: &'static str,
    size: (u16, u16),
}

/// Columns and rows of the window that most people have.
const USUAL: (u16, u16) = (80, 24);

const PICTURES: &[Picture] = &[
    Picture { name: "home", title: "serasi · Beranda", desk: village::finished, keys: "1", size: USUAL },
    Picture {
        name: "walkin",
        title: "serasi · permohonan baru di loket",
        desk: village::counter,
        keys: "3 + \"3322071403800041\" 2 \"mel\"",
        size: (80, 16),
    },
    Picture {
        name: "hand-over",
        title: "serasi · menyerahkan surat",
        desk: village::finished,
        keys: "3 f 4 <home> w",
        size: USUAL,
    },
    Picture { name: "citizen", title: "serasi · layar warga", desk: village::citizen, keys: "3 l", size: (80, 20) },
    Picture { name: "queue", title: "serasi · Permohonan Surat", desk: village::counter, keys: "3", size: USUAL },
    Picture {
        name: "return",
        title: "serasi · mengembalikan dengan tiga tombol",
        desk: village::counter,
        keys: "3 j r",
        size: USUAL,
    },
    Picture {
        name: "approver",
        title: "serasi · Paraf & TTD",
        desk: village::head,
        keys: "4 j j j j j",
        size: (80, 30),
    },
    Picture {
        name: "sign",
        title: "serasi · satu passphrase untuk semua yang rutin",
        desk: village::head,
        keys: "4 * s",
        size: (80, 18),
    },
    Picture {
        name: "conflict",
        title: "serasi · Sinkronisasi",
        desk: village::conflict,
        keys: "9 <enter>",
        size: USUAL,
    },
    Picture { name: "inbox", title: "serasi · Surat Masuk", desk: village::counter, keys: "2", size: USUAL },
    Picture { name: "archive", title: "serasi · Arsip", desk: village::counter, keys: "6 / \"yusuf\"", size: USUAL },
    Picture {
        name: "resident",
        title: "serasi · Penduduk",
        desk: village::counter,
        keys: "7 / \"suryanto\" <enter>",
        size: USUAL,
    },
    Picture { name: "palette", title: "serasi · bantuan", desk: village::counter, keys: "3 ? \"surat\"", size: USUAL },
    Picture { name: "wide", title: "serasi · layar lebar", desk: village::counter, keys: "3", size: (120, 30) },
    Picture { name: "small", title: "serasi · 40 kolom", desk: village::counter, keys: "3", size: (40, 12) },
];

/// Every picture: file name and content.
pub fn all() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for picture in PICTURES {
        let (width, height) = picture.size;
        let mut journey = Journey::sized((picture.desk)(), width, height, setup(), Vec::new());
        journey.keys(picture.keys);
        for look in &svg::LOOKS {
            let content = svg::picture(journey.buffer(), journey.cursor(), picture.title, look);
            files.push((format!("{}-{}.svg", picture.name, look.name), content));
        }
    }
    files
}

#[test]
fn the_pictures_are_those_of_this_version() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let drawn = all();
    let differ: Vec<&str> = drawn
        .iter()
        .filter(|(name, content)| std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(content))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(differ.is_empty(), "{differ:?} show another version: `cargo run --example pictures` draws them again");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(drawn.iter().any(|(drawn, _)| *drawn == name), "nothing draws {name} any more");
    }
}
