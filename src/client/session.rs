//! Who sits down: logging in at the server, or opening one's own files with the password when the line is down.
//!
//! Who logged in on this machine within 14 days gets in without a line and works at once; so changing the
//! person takes no exchange while the session holds.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroize;

use super::blocking;
use super::home::Home;
use super::pin::Tried;
use super::profile::{Profile, SessionFile};
use super::store::streams::ME;
use super::store::{Store, cache, outbox};
use super::transport::api::{Api, CallError};
use super::transport::{Dial, Where};
use super::verifier::Verifier;
use crate::desk::DeskError;
use crate::domain::id::DeviceId;
use crate::domain::text::clean_line;
use crate::env::Env;
use crate::wire::PROTOCOL;
use crate::wire::session::{Hello, Login, Me, Session};

/// What logging in needs.
pub struct Door<'a> {
    /// Where profiles are.
    pub home: &'a Home,
    /// To servers.
    pub dial: &'a Dial,
    /// Clock and randomness.
    pub env: &'a dyn Env,
}

impl Door<'_> {
    /// Logs in, or unlocks. Gives the profile, ready to be opened, and whether the server gave a new session.
    ///
    /// # Errors
    /// `wrong_password`, `offline` for a stranger without a line, `server`.
    pub fn log_in(
        &self,
        address: &str,
        account: &str,
        password: &SecretString,
    ) -> Result<(Profile, NewSession), DeskError> {
        let account = clean_line(account).trim().to_owned();
        let known = self.known(address, &account)?;
        let opens = known.as_ref().map(|profile| self.opens(profile, password)).transpose()?;
        // A PIN is of this machine: what looks like one is never shown to the server.
        if let (Some(profile), Some(Opens::ByPin)) = (&known, opens) {
            return Ok((profile.clone(), NewSession::No));
        }
        if opens == Some(Opens::WrongPin) {
            return Err(DeskError::WrongPassword);
        }
        if let (Some(profile), Some(Opens::Yes)) = (&known, opens)
            && profile.session()?.is_some_and(|session| session.expires > self.env.now())
        {
            return Ok((profile.clone(), NewSession::No));
        }
        match (self.at_server(address, &account, password), known, opens) {
            (Err(DeskError::Offline), Some(profile), Some(Opens::Yes)) => Ok((profile, NewSession::No)),
            (Err(DeskError::Offline), _, Some(Opens::No)) => Err(DeskError::WrongPassword),
            (result, ..) => Ok((result?, NewSession::Yes)),
        }
    }

    /// Opens a known profile without asking the server.
    ///
    /// # Errors
    /// `wrong_password`, or `logged_out` when the last login is too old.
    pub fn unlock(&self, profile: &Profile, password: &SecretString) -> Result<(), DeskError> {
        match self.opens(profile, password)? {
            Opens::Yes | Opens::ByPin => Ok(()),
            Opens::No | Opens::WrongPin => Err(DeskError::WrongPassword),
            Opens::TooOld => Err(DeskError::LoggedOut),
        }
    }

    fn known(&self, address: &str, account: &str) -> Result<Option<Profile>, DeskError> {
        for profile in self.home.profiles()? {
            if profile.account()? == account && profile.address()?.trim_end_matches('/') == trimmed(address) {
                return Ok(Some(profile));
            }
        }
        Ok(None)
    }

    fn opens(&self, profile: &Profile, password: &SecretString) -> Result<Opens, DeskError> {
        Ok(match profile.verifier()? {
            Some(verifier) if verifier.is_fresh(self.env.now()) => match self.tries_pin(profile, password)? {
                Some(opens) => opens,
                None if verifier.fits(password) => Opens::Yes,
                None => Opens::No,
            },
            _ => Opens::TooOld,
        })
    }

    /// What a text that looks like a PIN comes to, where a PIN was set. Five wrong ones forget it; a password
    /// of digits alone works again then.
    fn tries_pin(&self, profile: &Profile, typed: &SecretString) -> Result<Option<Opens>, DeskError> {
        let Some(pin) = profile.pin()? else { return Ok(None) };
        Ok(match pin.try_with(typed) {
            Tried::NoPin => None,
            Tried::Right => {
                if let Some(forgiven) = pin.forgiven() {
                    profile.set_pin(Some(&forgiven))?;
                }
                Some(Opens::ByPin)
            }
            Tried::Wrong(left) => {
                profile.set_pin(left.as_ref())?;
                Some(Opens::WrongPin)
            }
        })
    }

    fn at_server(&self, address: &str, account: &str, password: &SecretString) -> Result<Profile, DeskError> {
        let api = Api::new((self.dial)(Where::Address(trimmed(address).to_owned())));
        let (hello, session, me, device) = blocking::wait(self.exchange(&api, account, password))?;
        let profile = self.home.profile(hello.server, session.person)?;
        self.home.set_server(hello.server, &clean_line(&hello.name), trimmed(address))?;
        profile.set_account(account, &clean_line(&me.name))?;
        {
            let store = Store::open(&profile.dir())?;
            let text = serde_json::to_string(&me).map_err(|error| DeskError::Server(error.to_string()))?;
            let had = store.write(move |files| {
                cache::remember(&files.cache, ME, &text)?;
                outbox::make_device(&files.outbox, device)
            })?;
            if had != device {
                return Err(DeskError::Server("this profile belongs to another device".into()));
            }
        }
        profile.set_session(&SessionFile { token: session.token.clone(), expires: session.expires })?;
        if let Some(verifier) = Verifier::new(password, self.env) {
            profile.set_verifier(&verifier)?;
        }
        Ok(profile)
    }

    async fn exchange(
        &self,
        api: &Api,
        account: &str,
        password: &SecretString,
    ) -> Result<(Hello, Session, Me, DeviceId), DeskError> {
        let hello = api.hello().await?;
        if !hello.protocols.contains(&PROTOCOL) {
            return Err(CallError::TooOld.into());
        }
        let device = self.device(&hello, |profile| profile.account().is_ok_and(|name| name == account))?;
        let (session, device) = match device {
            Some(device) => (login(api, account, password, device).await?, device),
            None => {
                let new = DeviceId(self.env.new_id());
                let session = login(api, account, password, new).await?;
                // A renamed account: the person has a profile here, and with it a device.
                match self.device(&hello, |profile| profile.person == session.person)? {
                    Some(device) => (login(api, account, password, device).await?, device),
                    None => (session, new),
                }
            }
        };
        let mut me = api.with(Some(session.token.clone())).me().await?;
        me.time = jiff::Timestamp::UNIX_EPOCH;
        Ok((hello, session, me, device))
    }

    /// The device id of a profile on this server.
    fn device(&self, hello: &Hello, which: impl Fn(&Profile) -> bool) -> Result<Option<DeviceId>, DeskError> {
        for profile in self.home.profiles()? {
            if profile.server == hello.server && which(&profile) {
                return Ok(profile.device()?);
            }
        }
        Ok(None)
    }
}

/// Whether whoever syncs the profile must hear of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewSession {
    /// There is one that was not there before.
    Yes,
    /// The old one, or none.
    No,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Yes,
    ByPin,
    WrongPin,
    No,
    TooOld,
}

fn trimmed(address: &str) -> &str {
    address.trim().trim_end_matches('/')
}

async fn login(api: &Api, account: &str, password: &SecretString, device: DeviceId) -> Result<Session, CallError> {
    let mut login = Login {
        name: account.to_owned(),
        password: password.expose_secret().to_owned(),
        device,
        device_name: machine_name(),
    };
    let session = api.login(&login).await;
    login.password.zeroize();
    session
}

/// This machine's name, for people who look at a list of devices.
fn machine_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    clean_line(name.trim())
}
