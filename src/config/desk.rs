//! `serasi.toml`: what whoever runs the desks of an office may set.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::{BadConfig, over_shipped};

/// What ships: the defaults, with the comments that explain them.
pub const SHIPPED: &str = include_str!("../../config/serasi.toml");

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// Where new machines log in.
    pub server: ServerPart,
    /// When the screen locks by itself.
    pub lock: LockPart,
    /// Whom sentences tell people to call.
    pub help_desk: HelpDeskPart,
    /// How the desk stands on the terminal.
    pub screen: ScreenPart,
    /// How long decisions rest before they are sent.
    pub outbox: OutboxPart,
}

/// Whom sentences tell people to call.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpDeskPart {
    /// "Diskominfo".
    pub name: String,
    /// The number as it is written; empty when there is none.
    pub telephone: String,
}

/// Where new machines log in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerPart {
    /// The server's address; empty when it is asked.
    pub address: String,
}

/// When the screen locks by itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockPart {
    /// Minutes without a key; 0: never.
    pub minutes: u16,
}

/// How the desk stands on the terminal. The words are those of the options, which may switch on as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenPart {
    /// Ctrl-Z stops the program where a shell would make it go on; otherwise it is `u`.
    pub tangguhkan: bool,
    /// The layout for large letters.
    pub besar: bool,
    /// Line by line, without a screen.
    pub polos: bool,
    /// Without colours.
    pub mono: bool,
    /// ASCII alone.
    pub ascii: bool,
}

/// How long decisions rest before they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutboxPart {
    tunda: RestSeconds,
}

/// Longer than this nobody may be made to wait for what a colleague has handed on.
pub const LONGEST_REST: u8 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
struct RestSeconds(u8);

impl TryFrom<u8> for RestSeconds {
    type Error = String;

    fn try_from(seconds: u8) -> Result<Self, String> {
        if seconds <= LONGEST_REST { Ok(Self(seconds)) } else { Err(format!("{seconds} is not in 0-{LONGEST_REST}")) }
    }
}

impl OutboxPart {
    /// How long; zero: they are sent at once.
    pub fn rest(&self) -> Duration {
        Duration::from_secs(self.tunda.0.into())
    }
}

impl LockPart {
    /// How long without a key; none: never.
    pub fn idle(&self) -> Option<Duration> {
        (self.minutes > 0).then(|| Duration::from_secs(60 * u64::from(self.minutes)))
    }
}

impl DeskConfig {
    /// What ships, with the lines of a file over it when there is one.
    ///
    /// # Errors
    /// When the file cannot be read, or says something unknown.
    pub fn load(path: Option<&Path>) -> Result<Self, BadConfig> {
        let Some(path) = path else { return over_shipped(SHIPPED, "serasi.toml", "") };
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => over_shipped(SHIPPED, &file, &text),
            Err(error) => Err(BadConfig { file, problem: error.to_string() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_says_and_nothing_else() {
        let shipped = DeskConfig::load(None).unwrap();
        assert_eq!(shipped.lock.idle(), Some(Duration::from_secs(600)));
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("serasi.toml");
        std::fs::write(&file, "[lock]\nminutes = 0\n").unwrap();
        let changed = DeskConfig::load(Some(&file)).unwrap();
        assert_eq!(changed.lock.idle(), None);
        assert_eq!(changed.server, shipped.server);
        std::fs::write(&file, "[screen]\ntangguhkan = true\n").unwrap();
        let changed = DeskConfig::load(Some(&file)).unwrap();
        assert_eq!(changed.screen, ScreenPart { tangguhkan: true, ..shipped.screen });
        std::fs::write(&file, "[outbox]\ntunda = 30\n").unwrap();
        assert_eq!(shipped.outbox.rest(), Duration::from_secs(8));
        assert_eq!(DeskConfig::load(Some(&file)).unwrap().outbox.rest(), Duration::from_secs(30));
        std::fs::write(&file, "[outbox]\ntunda = 31\n").unwrap();
        let told = DeskConfig::load(Some(&file)).unwrap_err().to_string();
        assert!(told.contains("31 is not in 0-30"), "{told}");
        std::fs::write(&file, "[lock]\nminuts = 0\n").unwrap();
        let told = DeskConfig::load(Some(&file)).unwrap_err().to_string();
        assert!(told.contains("serasi.toml") && told.contains("minuts"), "{told}");
    }
}
