//! Sends the outbox: at most fifty actions and 128 KiB at a time, in the order of their numbers.
//!
//! An answer is stored before its action leaves `queued`. A batch whose answer was lost is sent again: the
//! server answers each action as it did the first time.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::driver::Exchange;
use super::event::{Event, Failure};
use crate::client::store::outbox::{self, Item};
use crate::client::store::{Files, StoreResult, cache, overlay};
use crate::config::desk::LONGEST_REST;
use crate::domain::action::Expects;
use crate::domain::id::ActionId;
use crate::wire::actions::{ActionResult, Batch, Results};

/// At most this many bytes of actions in a batch, unless one alone is larger.
const MOST_BYTES: usize = 128 * 1024;
/// What surrounds an action's data, about.
const ENVELOPE: usize = 400;

/// No action rests longer, whatever the device's clock does between: the longest setting, and as much again as a
/// clock is corrected by, or as two threads that look at it are apart.
const LONGEST: SignedDuration = SignedDuration::from_secs(LONGEST_REST as i64 + 15);

/// Until when an action rests, by the device's clock; none when it may go. A clock that was set back does not
/// make it wait for hours.
pub fn rests_until(item: &Item, now: Timestamp) -> Option<Timestamp> {
    let rests = item.not_before > now && item.not_before.duration_since(now) <= LONGEST;
    rests.then_some(item.not_before)
}

/// Which of the queued actions go now. One that rests goes when a later one on the same record needs it; one
/// that waits for an answer holds back what comes after it on its record.
pub fn choose(queued: &[Item], now: Timestamp, most: usize) -> Vec<&Item> {
    let waiting: BTreeSet<ActionId> = queued.iter().map(|item| item.action.id).collect();
    let mut go: BTreeSet<ActionId> = BTreeSet::new();
    for item in queued.iter().rev() {
        if rests_until(item, now).is_none() || go.contains(&item.action.id) {
            go.insert(item.action.id);
            if let Expects::After(earlier) = item.action.expects {
                go.insert(earlier);
            }
            go.extend(item.depends_on);
        }
    }
    let mut held_back = BTreeSet::new();
    let mut bytes = 0;
    let mut chosen = Vec::new();
    for item in queued {
        let waits = item.depends_on.is_some_and(|earlier| waiting.contains(&earlier));
        if waits || !go.contains(&item.action.id) || held_back.contains(&item.action.record) {
            held_back.insert(item.action.record);
            continue;
        }
        bytes += item.action.data.len() + ENVELOPE;
        if chosen.len() >= most || (bytes > MOST_BYTES && !chosen.is_empty()) {
            break;
        }
        chosen.push(item);
    }
    chosen
}

/// When the next resting action may go.
fn next_rest(queued: &[Item], now: Timestamp) -> Option<Timestamp> {
    queued.iter().filter_map(|item| rests_until(item, now)).min()
}

/// The next batch; none when nothing can go now. What it holds rests no more, in the same transaction in which it
/// is chosen: whoever takes an action back does so before, or not without a trace.
///
/// # Errors
/// When the outbox cannot be read or written.
pub fn compose(files: &mut Files, now: Timestamp, most: usize) -> StoreResult<Option<Batch>> {
    let tx = files.outbox.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let queued = outbox::queued(&tx)?;
    let chosen = choose(&queued, now, most);
    if chosen.is_empty() {
        return Ok(None);
    }
    let rested = chosen.iter().filter(|item| item.not_before > Timestamp::UNIX_EPOCH);
    outbox::set_out(&tx, rested.map(|item| item.action.id))?;
    let actions: Vec<_> = chosen.into_iter().map(|item| item.action.clone()).collect();
    tx.commit()?;
    let skew = cache::fact(&files.cache, super::page::SKEW)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok(Some(Batch { actions, skew_ms: skew }))
}

/// Stores the answers to a batch, in one transaction, and shows what they mean. Gives how many actions were
/// answered for good.
///
/// # Errors
/// When they cannot be stored.
pub fn take_results(files: &mut Files, batch: &Batch, results: &Results, now: Timestamp) -> StoreResult<usize> {
    let tx = files.outbox.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let mut answered = 0;
    for (action, result) in batch.actions.iter().zip(&results.results) {
        if matches!(result, ActionResult::Held { .. }) {
            break;
        }
        outbox::answer(&tx, action.id, result, now)?;
        answered += 1;
    }
    tx.commit()?;
    overlay::rebuild(files)?;
    Ok(answered)
}

/// What can still be sent, and when what rests may go.
///
/// # Errors
/// When the outbox cannot be read.
fn left(files: &Files, now: Timestamp) -> StoreResult<(bool, Option<Timestamp>)> {
    let queued = outbox::queued(&files.outbox)?;
    Ok((!choose(&queued, now, 1).is_empty(), next_rest(&queued, now)))
}

/// Which actions may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// What rests waits until it has rested.
    Resting,
    /// Everything goes.
    AtOnce,
}

impl Pace {
    /// The moment by which what rests is judged.
    fn now(self, exchange: &Exchange) -> Timestamp {
        match self {
            Self::Resting => exchange.env.now(),
            Self::AtOnce => Timestamp::MAX,
        }
    }
}

/// Sends one batch.
pub(super) async fn run(exchange: &Exchange, most: usize, pace: Pace) -> Event {
    match exchange_one(exchange, most, pace).await {
        Ok(event) => event,
        Err(failure) => Event::PushFailed(failure),
    }
}

async fn exchange_one(exchange: &Exchange, most: usize, pace: Pace) -> Result<Event, Failure> {
    let now = pace.now(exchange);
    let batch = exchange.store.write_async(move |files| compose(files, now, most)).await.map_err(broken)?;
    let sent = batch.is_some();
    let mut complete = true;
    if let Some(batch) = batch {
        let (api, token) = exchange.api()?;
        let results = api.push(&batch).await.map_err(|error| exchange.failure(&error, &token))?;
        exchange.env.reached("batch answered");
        let (now, expected) = (exchange.env.now(), batch.actions.len());
        let answered = exchange
            .store
            .write_async(move |files| take_results(files, &batch, &results, now))
            .await
            .map_err(broken)?;
        exchange.env.reached("results stored");
        complete = answered == expected;
        exchange.tell();
    }
    let now = pace.now(exchange);
    let (more, next) = exchange.store.write_async(move |files| left(files, now)).await.map_err(broken)?;
    if !complete {
        // A file is missing on the server: it comes by itself, and then the rest goes.
        return Err(Failure::Busy(Some(Duration::from_secs(30))));
    }
    let next_at = next.map(|at| {
        let rest = Duration::try_from(at.duration_since(now)).unwrap_or_default();
        exchange.env.monotonic() + rest
    });
    Ok(Event::Pushed { sent, more, next_at })
}

pub(super) fn broken(error: crate::client::store::StoreError) -> Failure {
    tracing::warn!(%error, "local store");
    Failure::Broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{DeviceId, PersonId, RecordId};
    use crate::wire::actions::Action;
    use uuid::Uuid;

    const NOW: &str = "2026-11-24T03:00:00Z";

    fn item(seq: u64, record: u128, expects: Expects) -> Item {
        Item {
            action: Action {
                id: id(seq),
                device: DeviceId(Uuid::from_u128(1)),
                device_seq: seq,
                actor: PersonId(Uuid::from_u128(2)),
                record: RecordId(Uuid::from_u128(record)),
                expects,
                kind: "note".into(),
                v: 1,
                data: "{}".into(),
                client_time: NOW.parse().unwrap(),
            },
            depends_on: None,
            not_before: Timestamp::UNIX_EPOCH,
            result: None,
        }
    }

    fn id(seq: u64) -> ActionId {
        ActionId(Uuid::from_u128(u128::from(seq) + 100))
    }

    fn chosen(queued: &[Item]) -> Vec<u64> {
        choose(queued, NOW.parse().unwrap(), 50).into_iter().map(|item| item.action.device_seq).collect()
    }

    fn resting(mut item: Item) -> Item {
        item.not_before = NOW.parse::<Timestamp>().unwrap() + SignedDuration::from_secs(8);
        item
    }

    #[test]
    fn what_rests_holds_back_only_its_own_record_and_goes_when_it_is_needed() {
        let one = resting(item(1, 7, Expects::New));
        let other = item(2, 8, Expects::New);
        assert_eq!(chosen(&[one.clone(), other.clone()]), [2]);
        let later = item(3, 7, Expects::After(id(1)));
        assert_eq!(chosen(&[one.clone(), other, later]), [1, 2, 3]);
        assert_eq!(chosen(&[one.clone(), item(3, 7, Expects::Version(4))]), [] as [u64; 0]);
        let mut dependent = item(3, 9, Expects::Version(4));
        dependent.depends_on = Some(id(1));
        assert_eq!(chosen(&[one, dependent]), [1]);
    }

    #[test]
    fn the_longest_rest_rests_also_for_who_looked_at_the_clock_a_moment_earlier() {
        let now: Timestamp = NOW.parse().unwrap();
        let mut longest = item(1, 7, Expects::New);
        longest.not_before = now + SignedDuration::from_secs(LONGEST_REST.into());
        for (milliseconds, rests) in [(-5, true), (0, true), (29_999, true), (30_000, false), (-3_600_000, false)] {
            let looked = now + SignedDuration::from_millis(milliseconds);
            assert_eq!(rests_until(&longest, looked).is_some(), rests, "{milliseconds}");
        }
    }

    #[test]
    fn what_depends_on_an_unanswered_action_waits_and_its_followers_with_it() {
        let first = item(1, 7, Expects::New);
        let mut second = item(2, 8, Expects::Version(3));
        second.depends_on = Some(id(1));
        let third = item(3, 8, Expects::After(id(2)));
        let queued = [first, second, third];
        assert_eq!(chosen(&queued), [1]);
        assert_eq!(chosen(&queued[1..]), [2, 3]);
    }

    #[test]
    fn a_batch_stays_under_128_kib_but_one_large_action_goes_alone() {
        let mut queued: Vec<Item> = (1..=5).map(|seq| item(seq, u128::from(seq), Expects::New)).collect();
        for item in &mut queued {
            item.action.data = "x".repeat(60 * 1024);
        }
        assert_eq!(chosen(&queued), [1, 2]);
        queued[0].action.data = "x".repeat(500 * 1024);
        assert_eq!(chosen(&queued), [1]);
    }
}
