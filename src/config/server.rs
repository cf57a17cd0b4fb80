//! `server.toml`: what whoever runs the central server may set.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{BadConfig, over_shipped};

/// What ships: the defaults, with the comments that explain them.
pub const SHIPPED: &str = include_str!("../../config/server.toml");

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// Where and what.
    pub server: ServerPart,
    /// Logins.
    pub session: SessionPart,
    /// What checking a password costs.
    pub password: PasswordPart,
    /// How much at a time.
    pub limit: LimitPart,
    /// What is written down.
    pub log: LogPart,
}

/// Where and what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerPart {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Address and port.
    pub listen: SocketAddr,
    /// Whether a proxy in front of it does TLS.
    pub behind_proxy: bool,
    /// Where people find its public pages; empty: at its own address.
    pub public_url: String,
}

impl ServerPart {
    /// Where people find its public pages, without a slash at the end; none when nothing is said.
    pub fn public_url(&self) -> Option<String> {
        Some(self.public_url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty())
    }
}

/// Logins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionPart {
    /// Days from the last use.
    pub days: u16,
}

/// What checking a password costs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordPart {
    /// Memory.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

/// How much at a time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitPart {
    /// Requests that are worked on.
    pub requests: usize,
    /// Requests that are held.
    pub waiting: usize,
}

/// What is written down.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogPart {
    /// From which level on.
    pub level: String,
}

impl ServerConfig {
    /// What ships.
    ///
    /// # Errors
    /// Never, as a test holds.
    pub fn shipped() -> Result<Self, BadConfig> {
        Self::read("server.toml", "")
    }

    /// What ships, with a file's lines over it.
    ///
    /// # Errors
    /// When the file cannot be read, or says something unknown.
    pub fn load(path: &Path) -> Result<Self, BadConfig> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::read(&file, &text),
            Err(error) => Err(BadConfig { file, problem: error.to_string() }),
        }
    }

    fn read(file: &str, text: &str) -> Result<Self, BadConfig> {
        over_shipped(SHIPPED, file, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_says_and_nothing_else() {
        let shipped = ServerConfig::shipped().unwrap();
        assert_eq!(shipped.password, PasswordPart { memory_kib: 46 * 1024, passes: 1 });
        let changed = ServerConfig::read("x", "[server]\nlisten = \"0.0.0.0:80\"\nbehind_proxy = true\n").unwrap();
        assert!(changed.server.behind_proxy);
        assert_eq!(changed.server.data, shipped.server.data);
        assert_eq!(changed.limit, shipped.limit);
    }

    #[test]
    fn a_mistake_is_named_with_file_and_key() {
        let unknown = ServerConfig::read("server.toml", "[server]\nlisen = 1\n").unwrap_err().to_string();
        assert!(unknown.starts_with("server.toml: ") && unknown.contains("lisen"), "{unknown}");
        let broken = ServerConfig::read("server.toml", "[server]\nlisten = \n").unwrap_err().to_string();
        assert!(broken.contains("line 2"), "{broken}");
    }
}
