//! Looks a desk over: home, files, server, session, and whether the copy here is the server's. It writes
//! nothing, so it may be run beside an open desk, on a full disk, and on files that are damaged.

use std::path::Path;

use rusqlite::Connection;

use super::blocking;
use super::home::Home;
use super::profile::Profile;
use super::store::{self, StoreError, outbox, private, streams};
use super::transport::api::{Api, CallError};
use super::transport::{self, Dial, Where};
use crate::desk::{DeskError, DeskFile, Finding};
use crate::domain::stream::StreamId;
use crate::env::Env;
use crate::wire::PROTOCOL;
use crate::wire::feed::{Digest, StreamPage};

/// Who is examined, and how.
struct Examined<'a> {
    env: &'a dyn Env,
    dial: Dial,
    found: Vec<Finding>,
}

/// What was read of the copy here.
struct Copy {
    streams: Vec<(StreamId, Option<streams::Place>, Digest)>,
}

/// Examines the desk of an account in a home, or of the one opened last.
pub fn examine(home: &Path, account: Option<&str>, env: &dyn Env) -> Vec<Finding> {
    examine_with(home, account, env, transport::dial())
}

/// The same over another kind of line, for tests.
pub fn examine_with(home: &Path, account: Option<&str>, env: &dyn Env, dial: Dial) -> Vec<Finding> {
    let mut examined = Examined { env, dial, found: Vec::new() };
    examined.all(home, account);
    examined.found
}

impl Examined<'_> {
    fn say(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    fn all(&mut self, path: &Path, account: Option<&str>) {
        let shown = path.display().to_string();
        // Opening makes what is not there; this looks before.
        if !path.exists() {
            return self.say(Finding::NoHome { path: shown });
        }
        let home = match Home::open(path) {
            Ok(home) => home,
            Err(StoreError::NotPrivate(path)) => return self.say(Finding::OpenToOthers { path }),
            Err(error) => return self.say(Finding::HomeUnusable { path: shown, what: error.to_string() }),
        };
        let profiles = match home.profiles() {
            Ok(profiles) => profiles,
            Err(error) => return self.say(Finding::HomeUnusable { path: shown, what: error.to_string() }),
        };
        match profiles.iter().find_map(|profile| open_to_others(&profile.dir())) {
            Some(path) => self.say(Finding::OpenToOthers { path }),
            None => self.say(Finding::Home { path: shown }),
        }
        self.space(path);
        let chosen = match account {
            Some(account) => profiles.iter().find(|profile| profile.account().is_ok_and(|a| a == account)).cloned(),
            None => home.last().ok().flatten().or_else(|| profiles.first().filter(|_| profiles.len() == 1).cloned()),
        };
        let Some(profile) = chosen else { return self.say(Finding::Nobody) };
        self.say(Finding::Person {
            name: profile.name().unwrap_or_default(),
            account: profile.account().unwrap_or_default(),
        });
        let copy = self.files(&profile);
        for other in profiles.iter().filter(|other| **other != profile) {
            let actions = other.unsent().unwrap_or(0);
            if actions > 0 {
                self.say(Finding::Others { name: other.name().unwrap_or_default(), actions });
            }
        }
        self.server(&profile, copy);
    }

    fn space(&mut self, path: &Path) {
        if let Ok(disk) = rustix::fs::statvfs(path) {
            let bytes = u128::from(disk.f_bavail) * u128::from(disk.f_frsize);
            self.say(Finding::Space { megabytes: u64::try_from(bytes / 1_000_000).unwrap_or(u64::MAX) });
        }
    }

    /// Both files, and what is read in them.
    fn files(&mut self, profile: &Profile) -> Option<Copy> {
        let dir = profile.dir();
        if let Some(outbox) = self.file(&dir, DeskFile::Outbox) {
            let count = |view| outbox::count(&outbox, view).unwrap_or(0);
            self.say(Finding::Outbox { unsent: count("unsent"), attention: count("attention") });
        }
        let cache = self.file(&dir, DeskFile::Cache)?;
        let records = store::cache::count_unreadable(&cache).unwrap_or(0);
        if records > 0 {
            self.say(Finding::Unreadable { records });
        }
        copy(&cache)
    }

    fn file(&mut self, dir: &Path, file: DeskFile) -> Option<Connection> {
        let name = if file == DeskFile::Outbox { "outbox.db" } else { "cache.db" };
        if !dir.join(name).exists() {
            self.say(Finding::Missing { file });
            return None;
        }
        match store::examine(dir, file) {
            Ok(conn) => {
                self.say(Finding::Sound { file });
                Some(conn)
            }
            Err(StoreError::Newer { .. }) => {
                self.say(Finding::Newer { file });
                None
            }
            Err(StoreError::Damaged { what, .. }) => {
                self.say(Finding::Damaged { file, what });
                None
            }
            Err(error) => {
                self.say(Finding::Damaged { file, what: error.to_string() });
                None
            }
        }
    }

    /// The line, the clock, the session and the copy, each only when the one before it allows.
    fn server(&mut self, profile: &Profile, copy: Option<Copy>) {
        let address = profile.address().unwrap_or_default();
        let api = Api::new((self.dial)(Where::Address(address.clone())));
        let (began, wall) = (self.env.monotonic(), self.env.now());
        let hello = blocking::wait(async { Ok::<_, DeskError>(api.hello().await) });
        let took = self.env.monotonic().saturating_sub(began);
        let hello = match hello {
            Ok(Ok(hello)) => hello,
            Ok(Err(CallError::TooOld)) => return self.say(Finding::TooOld),
            Ok(Err(CallError::Line(_) | CallError::Busy { .. })) | Err(_) => {
                self.say(Finding::Away { address });
                return self.say(Finding::NotCompared);
            }
            Ok(Err(_)) => {
                self.say(Finding::Strange { address });
                return self.say(Finding::NotCompared);
            }
        };
        if hello.server != profile.server {
            self.say(Finding::OtherServer { address });
            return self.say(Finding::NotCompared);
        }
        if !hello.protocols.contains(&PROTOCOL) {
            return self.say(Finding::TooOld);
        }
        self.say(Finding::Server {
            name: crate::domain::text::clean_line(&hello.name),
            address,
            version: crate::domain::text::clean_line(&hello.version),
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        });
        // The server looked at its clock somewhere between asking and hearing: half way is the best guess.
        let half = jiff::SignedDuration::try_from(took / 2).unwrap_or_default();
        self.say(Finding::Clock { seconds: (wall + half).duration_since(hello.time).as_secs() });
        self.session(profile, &api, copy);
    }

    fn session(&mut self, profile: &Profile, api: &Api, copy: Option<Copy>) {
        let session = profile.session().ok().flatten();
        let token = session.as_ref().map(|session| session.token.clone());
        let api = api.with(token.clone());
        // Connections belong to the runtime that opened them; each question has its own.
        let holds = token.is_some() && blocking::wait(async { Ok(api.me().await?) }).is_ok();
        match session {
            Some(session) if holds => self.say(Finding::Session { until: session.expires }),
            _ => {
                self.say(Finding::SessionOver);
                return self.say(Finding::NotCompared);
            }
        }
        match copy {
            Some(copy) => self.compare(profile, &copy),
            None => self.say(Finding::NotCompared),
        }
    }

    fn compare(&mut self, profile: &Profile, copy: &Copy) {
        let token = profile.session().ok().flatten().map(|session| session.token);
        for (stream, place, here) in &copy.streams {
            let Some(place) = place else {
                self.say(Finding::Behind { stream: *stream, changes: 1 });
                continue;
            };
            let api = Api::new((self.dial)(Where::Address(profile.address().unwrap_or_default()))).with(token.clone());
            let asked = blocking::wait(async { Ok(there(&api, *stream, place).await?) });
            self.say(match asked {
                Ok(There::Head(head)) if head > place.position => {
                    Finding::Behind { stream: *stream, changes: head - place.position }
                }
                Ok(There::Head(_)) => Finding::Behind { stream: *stream, changes: 1 },
                Ok(There::Begin) => Finding::BeginsAgain { stream: *stream },
                Ok(There::Digest(there)) if there == *here => Finding::Same { stream: *stream, records: here.count },
                Ok(There::Digest(there)) => Finding::Differs { stream: *stream, here: here.count, there: there.count },
                Err(_) => Finding::NotCompared,
            });
        }
    }
}

/// What the server says of a stream.
enum There {
    /// It has gone on to here, or was not read to its bottom: there is nothing to compare yet.
    Head(u64),
    /// It is read again from the beginning.
    Begin,
    /// What it holds.
    Digest(Digest),
}

async fn there(api: &Api, stream: StreamId, place: &streams::Place) -> Result<There, CallError> {
    let cursor = place.cursor();
    let feed = api.feed(&[(stream, Some(cursor))], false).await?;
    for page in feed.streams {
        match page {
            StreamPage::Up { head, .. } => return Ok(There::Head(head)),
            StreamPage::Resync { .. } => return Ok(There::Begin),
            _ => {}
        }
    }
    if !place.bottom {
        return Ok(There::Head(place.position));
    }
    // Below the first position there is nothing but the bottom, and there the digest stands.
    let feed = api.feed_down(stream, cursor, 1).await?;
    for page in feed.streams {
        match page {
            StreamPage::Down { digest: Some(digest), .. } => return Ok(There::Digest(digest)),
            StreamPage::Resync { .. } => return Ok(There::Begin),
            _ => {}
        }
    }
    Ok(There::Head(place.position))
}

fn copy(cache: &Connection) -> Option<Copy> {
    let held = streams::held(cache).ok()?;
    let one =
        |stream: StreamId| Some((stream, streams::place(cache, stream).ok()?, streams::digest(cache, stream).ok()?));
    Some(Copy { streams: held.into_iter().map(one).collect::<Option<_>>()? })
}

/// The first file below a directory that is open to others.
fn open_to_others(dir: &Path) -> Option<String> {
    let open = |path: &Path| matches!(private::check(path), Err(StoreError::NotPrivate(_)));
    if open(dir) {
        return Some(dir.display().to_string());
    }
    let entries = std::fs::read_dir(dir).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| open(path)).map(|path| path.display().to_string())
}
