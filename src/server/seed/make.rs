//! Makes a whole server of the demo: database, files, an authority of its own, keys and accounts.

use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use secrecy::SecretString;

use super::SeedError;
use super::fill::{Demo, Ground, fill};
use super::officials::accounts;
use crate::env::Env;
use crate::server::auth::{Cost, hash};
use crate::server::letters::{AUTHORITIES, KEYS};
use crate::server::sign::demo_ca::DemoCa;
use crate::server::sign::local::LocalSigner;
use crate::server::store::{Account, Meta, Store};
use crate::server::typeset::Typesetter;
use crate::server::{Setting, make_store, open_files};

/// Its name for people.
const NAME: &str = "SERASI Kabupaten Semarang (contoh)";
/// Certificates begin before the oldest letter that they sign.
const BEFORE: SignedDuration = SignedDuration::from_hours(24 * 60);

/// Fills an empty data directory. `program` typesets when it is told to (`typeset`).
///
/// # Errors
/// [`SeedError`]; what was made before it stays, so the directory is to be thrown away.
pub fn make(data: &Path, demo: Demo, env: &dyn Env, program: &Path, public_url: &str) -> Result<(), SeedError> {
    let store = make_store(data)?;
    let meta = Meta { server: env.new_id(), name: NAME.into(), epoch: 1, signing_locked: false };
    store.write(move |tx| tx.put_meta(&meta))?;
    let keys = data.join(KEYS);
    issue_keys(&data.join(AUTHORITIES), &keys, demo)?;
    let ground = Ground {
        store: store.clone(),
        blobs: open_files(data).map_err(|error| SeedError::File(error.to_string()))?,
        typesetter: Arc::new(Typesetter::new(program, &["typeset"])),
        signer: Arc::new(LocalSigner::new(keys)),
        public_url: public_url.to_owned(),
    };
    fill(demo, &ground)?;
    // Last: nobody gets into a demo that is not complete.
    open_accounts(&store, env)
}

/// How a demo's server is set: its passwords are on the screen anyway.
pub fn setting() -> Setting {
    Setting { cost: Cost::DEMO, ..Setting::default() }
}

fn issue_keys(authority: &Path, keys: &Path, demo: Demo) -> Result<(), SeedError> {
    let failed = |error: std::io::Error| SeedError::File(error.to_string());
    let begin = demo.at - BEFORE;
    let ca = DemoCa::open_or_create(authority, begin).map_err(failed)?;
    for account in accounts() {
        if let Some(passphrase) = account.passphrase {
            ca.issue(keys, account.person.0, account.name, &SecretString::from(passphrase), begin).map_err(failed)?;
        }
    }
    Ok(())
}

fn open_accounts(store: &Store, env: &dyn Env) -> Result<(), SeedError> {
    let mut rows = Vec::new();
    for account in accounts() {
        let password = hash(account.password, Cost::DEMO, env).map_err(|error| SeedError::File(error.to_string()))?;
        rows.push(Account { name: account.user.into(), person: account.person, password, disabled: false });
    }
    store.write(move |tx| rows.iter().try_for_each(|row| tx.put_account(row)))?;
    Ok(())
}
