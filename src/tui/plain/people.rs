//! Logging in, line by line.

use std::time::Duration;

use super::Talk;
use super::console::Asked;
use crate::desk::{Link, SyncStatus, Who};
use crate::i18n::Word;
use crate::tui::port::Port;

impl<P: Port> Talk<P> {
    /// Asks for name and password until they fit; none when the person leaves.
    pub(super) fn log_in(&mut self) -> Asked<Option<Who>> {
        self.console.word(Word::LoginTitle)?;
        for account in &self.accounts {
            let passphrase = account.passphrase.as_deref().map(|secret| format!(", {secret}")).unwrap_or_default();
            self.console.say(&format!("{}, {}{passphrase}, {}", account.name, account.password, account.who))?;
        }
        loop {
            let name = match self.expected.take() {
                Some(name) => {
                    self.console.say(&format!("{}: {name}", self.setup.word(Word::Name)))?;
                    name
                }
                None => {
                    let question = format!("{} ({})", self.setup.word(Word::Name), self.setup.word(Word::LeaveName));
                    self.console.ask(&question)?.unwrap_or_default()
                }
            };
            if name.is_empty() {
                return Ok(None);
            }
            let Some(password) = self.console.ask_secret(self.setup.word(Word::Password))? else { continue };
            match self.port.login(&name, password) {
                Ok(who) => {
                    self.arrives()?;
                    return Ok(Some(who));
                }
                Err(error) => self.failed(&error)?,
            }
        }
    }

    /// Who comes to a new machine has nothing yet: the first answers would be empty. Waits for the first sync, or
    /// for the news that there is no line.
    fn arrives(&mut self) -> Asked<()> {
        let underway = |status: &SyncStatus| {
            status.catching_up
                || status.link == Link::Unknown
                || status.link == Link::Online && status.last_sync.is_none()
        };
        let end = self.env.monotonic() + ARRIVES;
        let mut said = false;
        while underway(&self.status()) && self.env.monotonic() < end {
            if !said {
                self.console.word(Word::Loading)?;
                said = true;
            }
            std::thread::sleep(LOOKS);
        }
        Ok(())
    }
}

/// How long the first data may take.
const ARRIVES: Duration = Duration::from_secs(10);
/// How often it is looked for.
const LOOKS: Duration = Duration::from_millis(50);
