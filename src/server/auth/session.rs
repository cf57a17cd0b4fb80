//! Sessions: thirty days from their last use, because a village may be without a line for weeks.

use jiff::{SignedDuration, Timestamp};

use super::{Auth, AuthError, account_name};
use crate::domain::id::{ContentHash, DeviceId};
use crate::domain::text::clean_line;
use crate::env::Env;
use crate::server::core::scope::Scope;
use crate::server::core::{Core, CoreError};
use crate::server::store::SessionRow;
use crate::wire::session::{DeviceSeen, Login, Session};

/// Before it secret scanners know what they have found.
const PREFIX: &str = "srs_";
/// A session is made longer at most once in this time, so that reading does not become writing. It is also how
/// exactly is known when a device was heard last.
const EXTEND_AFTER: SignedDuration = SignedDuration::from_hours(1);
const LONGEST_DEVICE_NAME: usize = 100;

impl Auth {
    fn lasting(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * self.session_days)
    }

    /// Logs in. Blocks while the password is checked.
    ///
    /// # Errors
    /// When the password is wrong, or asked too often.
    pub fn log_in(&self, core: &Core, login: &Login) -> Result<Session, AuthError> {
        let person = self.check(&core.store, core.env.as_ref(), &login.name, &login.password)?;
        let token = new_token(core.env.as_ref());
        let expires = core.env.now() + self.lasting();
        let device_name = clean_line(&login.device_name).chars().take(LONGEST_DEVICE_NAME).collect();
        let row = SessionRow {
            token: ContentHash::of(token.as_bytes()),
            account: account_name(&login.name),
            person,
            device: login.device,
            device_name,
            expires,
        };
        core.store.write(move |tx| tx.put_session(&row))?;
        Ok(Session { token, person, expires })
    }

    /// Who a token is, and what they hold now; none when it is no token, or has ended.
    ///
    /// # Errors
    /// When the store cannot say.
    pub fn who(&self, core: &Core, token: &str) -> Result<Option<Scope>, CoreError> {
        let now = core.env.now();
        let hash = ContentHash::of(token.as_bytes());
        let found = core.store.read(|tx| {
            let Some(row) = tx.session(hash)?.filter(|row| row.expires > now) else {
                return Ok(None);
            };
            if tx.account(&row.account)?.is_none_or(|account| account.disabled) {
                return Ok(None);
            }
            let scope = Scope::of(tx, row.person, row.device, &row.account, hash, now)?;
            Ok::<_, CoreError>(Some((scope, row.expires)))
        })?;
        let Some((scope, expires)) = found else {
            return Ok(None);
        };
        self.extend(core, hash, expires, now)?;
        Ok(Some(scope))
    }

    fn extend(&self, core: &Core, token: ContentHash, expires: Timestamp, now: Timestamp) -> Result<(), CoreError> {
        let longer = now + self.lasting();
        if longer.duration_since(expires) < EXTEND_AFTER {
            return Ok(());
        }
        core.store.write(move |tx| tx.extend_session(token, longer)).map_err(CoreError::Store)
    }

    /// The devices on which a person has a session that has not ended; the one heard last comes first.
    ///
    /// # Errors
    /// When the store cannot say.
    pub fn devices(&self, core: &Core, scope: &Scope) -> Result<Vec<DeviceSeen>, CoreError> {
        let (person, now) = (scope.person, core.env.now());
        let mut sessions = core.store.read(move |tx| tx.sessions_of(person)).map_err(CoreError::Store)?;
        sessions.retain(|session| session.expires > now);
        sessions.sort_by_key(|session| std::cmp::Reverse(session.expires));
        let mut devices: Vec<DeviceSeen> = Vec::new();
        for session in sessions {
            if !devices.iter().any(|device| device.id == session.device) {
                let seen = session.expires - self.lasting();
                devices.push(DeviceSeen { id: session.device, name: session.device_name, seen });
            }
        }
        Ok(devices)
    }

    /// Ends all sessions of a person on a device. False when there were none.
    ///
    /// # Errors
    /// When the store cannot.
    pub fn revoke(&self, core: &Core, scope: &Scope, device: DeviceId) -> Result<bool, CoreError> {
        let person = scope.person;
        core.store.write(move |tx| tx.end_sessions_on(person, device)).map_err(CoreError::Store)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store cannot.
    pub fn log_out(&self, core: &Core, scope: &Scope) -> Result<(), CoreError> {
        let token = scope.session;
        core.store.write(move |tx| tx.end_session(token)).map_err(CoreError::Store)
    }
}

fn new_token(env: &dyn Env) -> String {
    format!("{PREFIX}{:032x}{:032x}", env.random(), env.random())
}
