//! Logging in, line by line.

use std::time::Duration;

use super::Talk;
use super::console::Asked;
use crate::desk::{Link, SyncStatus};
use crate::i18n::Word;
use crate::tui::context::Credentials;
use crate::tui::port::Port;
use crate::tui::screens::login::whole_address;

impl<P: Port> Talk<P> {
    /// Asks for name and password until they fit; gives the account, none when the person leaves.
    pub(super) fn log_in(&mut self) -> Asked<Option<String>> {
        self.console.word(Word::LoginTitle)?;
        for account in &self.accounts {
            let secrets = [&account.password, &account.passphrase];
            let secrets: String = secrets.into_iter().flatten().map(|secret| format!(", {secret}")).collect();
            self.console.say(&format!("{}{secrets}, {}", account.name, account.who))?;
        }
        loop {
            let Some(address) = self.address()? else { return Ok(None) };
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
            match self.port.login(Credentials { address, name: name.clone(), password }) {
                Ok(_) => {
                    self.first_start = None;
                    self.arrived = false;
                    return Ok(Some(name));
                }
                Err(error) => self.failed(&error)?,
            }
        }
    }

    /// Where the server is, asked only where nobody has logged in yet; none when the person leaves.
    fn address(&mut self) -> Asked<Option<Option<String>>> {
        let Some(known) = self.first_start.as_ref().map(|start| start.address.clone()) else { return Ok(Some(None)) };
        let answer = self.console.ask(&format!("{} ({known})", self.setup.word(Word::Address)))?;
        let typed = answer.filter(|answer| !answer.is_empty()).unwrap_or(known);
        Ok((!typed.is_empty()).then(|| Some(whole_address(&typed))))
    }

    /// Who comes to a new machine has nothing yet: the first answers would be empty. Waits for the first sync, or
    /// for the news that there is no line. Where something is here already, nothing waits.
    pub(super) fn arrives(&mut self) -> Asked<()> {
        if std::mem::replace(&mut self.arrived, true) {
            return Ok(());
        }
        let underway = |status: &SyncStatus| {
            let trying = matches!(status.link, Link::Unknown | Link::Online);
            status.catching_up || trying && status.last_sync.is_none()
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
