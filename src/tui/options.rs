//! What the terminal desk is started with.

use std::path::PathBuf;
use std::time::Duration;

use super::TuiError;
use super::context::Setup;
use super::glyphs::{self, Glyphs};
use super::keymap::Keymap;
use super::screens::login::{FirstStart, KnownAccount};
use super::theme::Theme;
use crate::env::SharedEnv;
use crate::i18n::Lang;

/// How the desk looks and behaves.
#[derive(Clone)]
pub struct Options {
    /// Clock and randomness.
    pub env: SharedEnv,
    /// Language of the interface.
    pub lang: Lang,
    /// No colours: `--mono`, or `NO_COLOR`.
    pub mono: bool,
    /// Which signs may be used: ASCII alone with `--ascii` or a locale without UTF-8.
    pub glyphs: Glyphs,
    /// Whether the line is one of SSH.
    pub ssh: bool,
    /// Who is expected to log in first.
    pub account: Option<String>,
    /// Accounts that the login lists.
    pub accounts: Vec<KnownAccount>,
    /// What the login asks where nobody has logged in yet.
    pub first_start: Option<FirstStart>,
    /// The screen locks by itself after so long without a key.
    pub lock_after: Option<Duration>,
    /// An office's own key file: its name and its text.
    pub keys: Option<(String, String)>,
    /// Where standard error goes while the screen is ours.
    pub log: Option<PathBuf>,
}

impl Options {
    /// What the environment says: locale, `NO_COLOR`, SSH.
    pub fn from_environment(env: SharedEnv) -> Self {
        let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        Self {
            env,
            lang: Lang::Id,
            mono: set("NO_COLOR"),
            glyphs: glyphs::for_locale(|name| std::env::var(name).ok()),
            ssh: set("SSH_TTY") || set("SSH_CONNECTION"),
            account: None,
            accounts: Vec::new(),
            first_start: None,
            lock_after: None,
            keys: None,
            log: None,
        }
    }

    pub(super) fn setup(&self) -> Setup {
        Setup { lang: self.lang, theme: Theme { mono: self.mono }, glyphs: self.glyphs, ssh: self.ssh }
    }

    pub(super) fn keymap(&self) -> Result<Keymap, TuiError> {
        let own = self.keys.as_ref().map(|(file, text)| (file.as_str(), text.as_str()));
        Ok(Keymap::load(own)?)
    }
}
