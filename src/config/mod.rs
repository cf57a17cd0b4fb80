//! What an office may change: what ships is embedded, a file overrides it.

pub mod desk;
pub mod letters;
pub mod reasons;
pub mod regions;
pub mod server;
pub mod template;

use serde::de::DeserializeOwned;

/// A file that cannot be used; says which, where and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct BadConfig {
    /// Which file.
    pub file: String,
    /// Line, key and what is wrong with it.
    pub problem: String,
}

/// What ships, with a file's lines over it.
fn over_shipped<T: DeserializeOwned>(shipped: &str, file: &str, text: &str) -> Result<T, BadConfig> {
    let bad = |problem: String| BadConfig { file: file.to_owned(), problem };
    // Read by itself first: so an error names the line of this file and not of the two laid together.
    let over: toml::Table = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
    let mut whole: toml::Table = toml::from_str(shipped).map_err(|error| bad(error.to_string()))?;
    lay_over(&mut whole, over);
    whole.try_into().map_err(|error: toml::de::Error| bad(error.to_string()))
}

fn lay_over(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => lay_over(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
