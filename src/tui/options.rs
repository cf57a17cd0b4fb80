//! What the terminal desk is started with.

use std::path::PathBuf;
use std::time::Duration;

use super::TuiError;
use super::clipboard::Clipboard;
use super::context::Setup;
use super::glyphs::{self, Glyphs};
use super::jobs;
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
    /// Line by line, without a screen: `--polos`, or a terminal that cannot do more.
    pub plain: bool,
    /// For large letters: `--besar`.
    pub large: bool,
    /// Whether Ctrl-Z may stop the program, where a shell would make it go on.
    pub suspends: bool,
    /// Whether a frame is wrapped in a synchronized update.
    pub synchronized: bool,
    /// How the terminal's clipboard is reached.
    pub clipboard: Clipboard,
    /// The folder that lists are written into.
    pub exports: Option<PathBuf>,
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
            plain: std::env::var("TERM").is_ok_and(|term| term == "dumb"),
            large: false,
            suspends: false,
            synchronized: !set("SERASI_NO_SYNC_OUTPUT"),
            clipboard: Clipboard::from_environment(|name| std::env::var(name).ok()),
            exports: std::env::var_os("HOME").map(|home| PathBuf::from(home).join("SERASI")),
            account: None,
            accounts: Vec::new(),
            first_start: None,
            lock_after: None,
            keys: None,
            log: None,
        }
    }

    pub(super) fn setup(&self) -> Setup {
        Setup {
            lang: self.lang,
            theme: Theme { mono: self.mono },
            glyphs: self.glyphs,
            ssh: self.ssh,
            large: self.large,
            suspends: self.suspends && jobs::controlled(),
            clipboard: self.clipboard,
        }
    }

    pub(super) fn keymap(&self) -> Result<Keymap, TuiError> {
        let own = self.keys.as_ref().map(|(file, text)| (file.as_str(), text.as_str()));
        Ok(Keymap::load(own)?)
    }
}
