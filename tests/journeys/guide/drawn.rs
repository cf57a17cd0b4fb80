//! A screen of the guide as text.

use super::super::script::{Journey, setup};
use super::screens::{SCREENS, Screen};

/// The screen of this name, as it stands in a page.
pub fn screen(name: &str) -> String {
    let screen = SCREENS.iter().find(|screen| screen.name == name);
    text(screen.unwrap_or_else(|| panic!("no screen of the guide is called {name:?}")))
}

fn text(screen: &Screen) -> String {
    let (width, height) = screen.size;
    let mut journey = Journey::at_home((screen.desk)(), width, height, setup(), Vec::new());
    journey.keys(screen.keys);
    journey.text()
}
