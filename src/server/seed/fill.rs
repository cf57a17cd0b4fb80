//! Puts the demo into a server's stores.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde_json::Value;

use super::SeedError;
use super::cases::{Case, cases};
use super::dice::Dice;
use super::history::{History, history, in_order};
use super::inbox::{Arriving, inbox};
use super::officials::accounts;
use super::past::{Made, Past};
use super::people::People;
use super::press::Press;
use super::world::World;
use crate::config::letters;
use crate::domain::action::Action;
use crate::domain::id::{ContentHash, RecordId};
use crate::domain::office::date_of;
use crate::domain::record::Body;
use crate::server::core::scope::Scope;
use crate::server::core::{Core, import};
use crate::server::render::Drafts;
use crate::server::sign::signer::Signer;
use crate::server::store::Store;
use crate::server::store::blobs::Blobs;
use crate::server::typeset::Typesetter;
use crate::wire::actions::{Action as WireAction, Batch};

/// What is to be made up.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// Another seed is another village.
    pub seed: u64,
    /// The moment at which somebody sits down at the desk.
    pub at: Timestamp,
}

/// Where it is put.
pub struct Ground {
    /// Records.
    pub store: Store,
    /// Files.
    pub blobs: Blobs,
    /// Who makes pages.
    pub typesetter: Arc<Typesetter>,
    /// Who makes signatures: has a key of every signer among [`accounts`].
    pub signer: Arc<dyn Signer>,
    /// Address of the public pages, without a slash at its end.
    pub public_url: String,
}

/// From here on everything happens through real actions.
const DAYS_LIVED: SignedDuration = SignedDuration::from_hours(72);

/// What happens on the last days.
enum Event {
    Acts(Vec<Action>),
    Arrives(Vec<Body>),
}

/// Fills an empty server.
///
/// # Errors
/// [`SeedError`]; what was put there before it stays, so the server is to be thrown away.
pub fn fill(demo: Demo, ground: &Ground) -> Result<(), SeedError> {
    let today = date_of(demo.at);
    let people = People::new(demo.seed, today)?;
    let press = press(ground);
    for (_, source) in letters::shipped()? {
        press.keep(source.as_bytes())?;
    }
    let begin = demo.at - DAYS_LIVED;
    let (past, recent): (Vec<Case>, Vec<Case>) =
        cases(&people, &mut Dice::of(demo.seed, "cases"), demo.at).into_iter().partition(|case| case.fate.is_past());
    let (arrived, arriving): (Vec<Arriving>, Vec<Arriving>) =
        inbox(&people, &press, &mut Dice::of(demo.seed, "inbox"), demo.at)?
            .into_iter()
            .partition(|letter| letter.received < begin);

    let world = Arc::new(World::new(demo.seed, begin));
    let mut bodies = people.bodies();
    bodies.extend(arrived.into_iter().flat_map(|letter| letter.bodies));
    let ended = ended(&past, &people, &press, demo)?;
    bodies.extend(ended.bodies);
    keep(&ground.store, ended.snapshots)?;
    import(&ground.store, world.as_ref(), bodies)?;

    let core = Core::new(ground.store.clone(), world.clone());
    let histories = recent.iter().map(|case| history(case, &people)).collect::<Result<Vec<_>, _>>()?;
    let letters: Vec<RecordId> = histories.iter().filter_map(|one| one.letter.map(|letter| letter.letter)).collect();
    for (at, event) in events(histories, arriving) {
        world.pass_to(at);
        match event {
            Event::Arrives(bodies) => import(&ground.store, world.as_ref(), bodies)?,
            Event::Acts(actions) => act(&core, &actions)?,
        }
    }
    world.pass_to(demo.at);
    draft(&core, ground, &letters)
}

fn press(ground: &Ground) -> Press<'_> {
    let passphrase = accounts().iter().find_map(|account| account.passphrase).unwrap_or_default();
    Press {
        typesetter: &ground.typesetter,
        signer: ground.signer.as_ref(),
        passphrase: SecretString::from(passphrase),
        blobs: &ground.blobs,
        public_url: &ground.public_url,
    }
}

/// What is over. The paper book of the year had a letter and a half a day.
fn ended(past: &[Case], people: &People, press: &Press<'_>, demo: Demo) -> Result<Made, SeedError> {
    let last_on_paper = u32::try_from(i32::from(date_of(demo.at).day_of_year()) * 3 / 2).unwrap_or(1);
    let mut played = Past::new(people, press, last_on_paper, Dice::of(demo.seed, "tokens"));
    for case in past {
        played.play(case)?;
    }
    Ok(played.into_made())
}

/// Frozen contents: who tries a letter in doubt again signs the bytes that were approved.
fn keep(store: &Store, snapshots: Vec<(ContentHash, Vec<u8>)>) -> Result<(), SeedError> {
    let snapshots = Arc::new(snapshots);
    store.write(move |tx| snapshots.iter().try_for_each(|(hash, bytes)| tx.put_snapshot(*hash, bytes)))?;
    Ok(())
}

/// Everything in the order of its time; what one person did in one moment is one batch.
fn events(histories: Vec<History>, arriving: Vec<Arriving>) -> Vec<(Timestamp, Event)> {
    let mut events: Vec<(Timestamp, Event)> = Vec::new();
    let mut batch: Vec<Action> = Vec::new();
    for action in in_order(histories) {
        if batch.last().is_some_and(|last| last.client_time != action.client_time || last.actor != action.actor) {
            push(&mut events, &mut batch);
        }
        batch.push(action);
    }
    push(&mut events, &mut batch);
    events.extend(arriving.into_iter().map(|letter| (letter.received, Event::Arrives(letter.bodies))));
    events.sort_by_key(|(at, _)| *at);
    events
}

fn push(events: &mut Vec<(Timestamp, Event)>, batch: &mut Vec<Action>) {
    if let Some(first) = batch.first() {
        events.push((first.client_time, Event::Acts(std::mem::take(batch))));
    }
}

/// What a desk would send, taken as the server takes it.
fn act(core: &Core, actions: &[Action]) -> Result<(), SeedError> {
    let Some(first) = actions.first() else { return Ok(()) };
    let user = accounts().into_iter().find(|account| account.person == first.actor).map_or("", |account| account.user);
    let session = ContentHash::of(user.as_bytes());
    let scope = core.store.read(|tx| Scope::of(tx, first.actor, first.device, user, session, core.env.now()))?;
    let batch = Batch { actions: actions.iter().map(WireAction::from).collect(), skew_ms: 0 };
    let answered = core.batch(&scope, batch)?;
    for (action, result) in actions.iter().zip(&answered.results) {
        let result: Value = serde_json::from_str(result.get()).unwrap_or_default();
        if result.get("is").and_then(Value::as_str) != Some("applied") {
            return Err(SeedError::Rules { kind: action.what.kind(), why: result.to_string() });
        }
    }
    Ok(())
}

/// The pages that approvers read.
fn draft(core: &Core, ground: &Ground, letters: &[RecordId]) -> Result<(), SeedError> {
    let drafts = Drafts { core: core.clone(), blobs: ground.blobs.clone(), typesetter: Arc::clone(&ground.typesetter) };
    for letter in letters {
        drafts.draft(*letter).map_err(|error| SeedError::Typeset(error.to_string()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::sign::demo_ca::DemoCa;
    use crate::server::sign::local::LocalSigner;
    use crate::server::store::Meta;
    use std::path::Path;

    fn filled(folder: &Path, seed: u64) -> Store {
        let at: Timestamp = "2026-11-24T03:30:00Z".parse().unwrap();
        let store = Store::sqlite(&folder.join("server.db")).unwrap();
        let meta = Meta { server: uuid::Uuid::nil(), name: "Contoh".into(), epoch: 1, signing_locked: false };
        store.write(move |tx| tx.put_meta(&meta)).unwrap();
        let ca = DemoCa::open_or_create(folder.join("ca"), at - SignedDuration::from_hours(700)).unwrap();
        for account in accounts() {
            if let Some(passphrase) = account.passphrase {
                let keys = folder.join("keys");
                ca.issue(
                    &keys,
                    account.person.0,
                    account.name,
                    &passphrase.into(),
                    at - SignedDuration::from_hours(700),
                )
                .unwrap();
            }
        }
        let ground = Ground {
            store: store.clone(),
            blobs: Blobs::open(&folder.join("blobs")).unwrap(),
            typesetter: Arc::new(Typesetter::in_process()),
            signer: Arc::new(LocalSigner::new(folder.join("keys"))),
            public_url: "http://127.0.0.1".into(),
        };
        fill(Demo { seed, at }, &ground).unwrap();
        store
    }

    /// Everything that anybody can read, as one hash. Signed files differ: each demo has keys of its own.
    fn digest(store: &Store) -> ContentHash {
        let all = store.read(|tx| -> Result<Vec<u8>, SeedError> {
            let mut all = Vec::new();
            for stream in tx.streams()? {
                for (id, version) in tx.current(stream)? {
                    let stored = tx.load(id)?.unwrap();
                    let mut body = stored.record().unwrap().body;
                    if let Body::Letter(letter) = &mut body
                        && letter.number.is_some()
                    {
                        letter.pdf = None;
                    }
                    all.extend(format!("{stream} {id} {version}").into_bytes());
                    all.extend(body.write());
                }
            }
            Ok(all)
        });
        ContentHash::of(&all.unwrap())
    }

    #[test]
    fn the_same_seed_and_moment_give_the_same_records_and_another_seed_gives_others() {
        let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
        let digests: Vec<_> =
            folders.iter().zip([7, 7, 8]).map(|(folder, seed)| digest(&filled(folder.path(), seed))).collect();
        assert_eq!(digests[0], digests[1]);
        assert_ne!(digests[0], digests[2]);
    }

    #[test]
    fn every_state_is_there_and_the_queue_holds_more_than_forty() {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path(), 1);
        let audit = crate::server::core::audit::verify(&store).unwrap();
        assert!(audit.findings.is_empty() && audit.changes > 3500, "{} changes", audit.changes);
        let count = |kind: &'static str, state: &'static str| -> usize {
            store.read(|tx| Ok::<_, SeedError>(tx.records_in(kind, state)?.len())).unwrap()
        };
        for (state, least) in [
            ("submitted", 40),
            ("returned", 3),
            ("waiting_applicant", 3),
            ("waiting_office", 1),
            ("verification", 5),
            ("signature", 12),
            ("ink", 2),
            ("in_doubt", 1),
            ("issued", 4),
            ("handed_over", 4),
            ("refused", 2),
            ("cancelled", 1),
        ] {
            assert!(count("request", state) >= least, "{state}: {}", count("request", state));
        }
        assert!(count("letter", "received") >= 12 && count("letter", "followed_up") >= 12);
        // A signature is asked of each that waits for one, and each of them can be read.
        let pages = store.read(|tx| Ok::<_, SeedError>(tx.records_in("task", "open")?)).unwrap();
        assert_eq!(
            pages.len(),
            count("request", "verification") + count("request", "signature") + count("request", "ink")
        );
    }

    #[test]
    fn the_next_numbers_follow_those_that_were_given() {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path(), 1);
        let office = crate::server::seed::id_of(crate::server::seed::BANYUBIRU);
        let given = store.read(|tx| Ok::<_, SeedError>(tx.numbers_after(0, 1000)?)).unwrap();
        let last =
            given.iter().filter(|(_, one)| one.office == office && one.counter == "keluar").map(|(_, one)| one.n);
        let last = last.max().unwrap();
        let next = store.write(move |tx| Ok::<_, SeedError>(tx.next_number(office, "keluar", 2026)?)).unwrap();
        assert_eq!(next, last + 1);
    }
}
