//! Draws the pictures of the README and the screens of docs/panduan again: `cargo run --example pictures`.
//!
//! They are drawn from the program itself over the desk of plain data that the tests use; a test compares what
//! is kept with what is drawn.

// The tests' helpers are used in part here; and this is a tool for those who build the program.
#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../tests/journeys/counter_desk.rs"]
mod counter_desk;
#[path = "../tests/journeys/desk.rs"]
mod desk;
#[path = "../tests/journeys/guide/mod.rs"]
mod guide;
#[path = "../tests/journeys/pictures/mod.rs"]
mod pictures;
#[path = "../tests/journeys/script.rs"]
mod script;
#[path = "../tests/journeys/sides.rs"]
mod sides;

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    std::fs::create_dir_all(&folder)?;
    for entry in std::fs::read_dir(&folder)? {
        std::fs::remove_file(entry?.path())?;
    }
    for (name, content) in pictures::all() {
        std::fs::write(folder.join(&name), content)?;
        println!("docs/pictures/{name}");
    }
    for (page, text) in guide::pages() {
        let anew = guide::filled(&text);
        if anew != text {
            std::fs::write(&page, anew)?;
            println!("{}", page.display());
        }
    }
    Ok(())
}
