//! The ways out for an action that the server did not take, with everything blocked behind it.
//!
//! Each way is one transaction of the outbox: the old actions leave it for `discarded`, with both sides as they
//! are now, and what takes their place is queued beside. A process that dies before or after it has neither lost
//! one nor queued one twice.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use rusqlite::{Connection, TransactionBehavior};

use super::compose::forward_again;
use super::queue::{Because, note, put};
use super::{Actor, storage};
use crate::client::store::chain::{self, Chain};
use crate::client::store::discarded::{self, Way};
use crate::client::store::{Files, cache, drafts, made_on, overlay};
use crate::client::sync::page::server_time;
use crate::client::typing;
use crate::desk::{DeskError, Done, EDIT_FORM, EditDraft, Settled, WayOut};
use crate::domain::action::{self, What};
use crate::domain::difference::{self, Part, Value};
use crate::domain::id::{ActionId, RecordId};
use crate::domain::record::{Body, Record};
use crate::domain::request::{Claim, Request};
use crate::domain::text::{clean_line, clean_lines};
use crate::env::Env;

/// One settlement under way.
struct Table<'a> {
    outbox: &'a Connection,
    cache: &'a Connection,
    actor: Actor,
    env: &'a dyn Env,
    chain: &'a Chain,
    settled: Settled,
}

fn in_transaction<T>(
    files: &mut Files,
    env: &dyn Env,
    work: impl FnOnce(&Connection, &Connection) -> Result<T, DeskError>,
) -> Result<T, DeskError> {
    let cache = files.cache.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let outbox = files.outbox.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let done = work(&outbox, &cache)?;
    env.reached("settling");
    outbox.commit().map_err(storage)?;
    env.reached("settled");
    // What is shown is derived, and made again at the next start.
    if let Err(error) = cache.commit() {
        tracing::warn!(%error, "settled but not shown");
    }
    Ok(done)
}

/// Theirs stays. What was typed becomes a draft, unless other typing is there.
pub(super) fn give_up(files: &mut Files, env: &dyn Env, id: ActionId, reason: &str) -> Result<Done, DeskError> {
    in_transaction(files, env, |outbox, cache| {
        let chain = chain::of(outbox, id)?.ok_or(DeskError::NotHere)?;
        let draft = match typing::of_chain(outbox, &chain)? {
            Some(draft) => keep_draft(outbox, chain.head.action.record, &draft, env)?,
            None => false,
        };
        move_all(outbox, cache, env, &chain, Way::GivenUp, &clean_lines(reason), None)?;
        Ok(Done::Settled(Settled { draft, ..Settled::default() }))
    })
}

/// Any other way out.
pub(super) fn settle(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    id: ActionId,
    way: &WayOut,
    seen: Option<u64>,
) -> Result<Done, DeskError> {
    in_transaction(files, env, |outbox, cache| {
        let chain = chain::of(outbox, id)?.ok_or(DeskError::NotHere)?;
        let now = chain::theirs(cache, &chain.head)?.map(|stored| stored.version);
        if seen.is_some() && seen != now {
            // Somebody has changed it again since it was on the screen.
            return Err(DeskError::Changed);
        }
        let table = Table { outbox, cache, actor, env, chain: &chain, settled: Settled::default() };
        let settled = match way {
            WayOut::Again => table.again(None)?,
            WayOut::Merge(parts) => table.again(Some(parts))?,
            WayOut::Note(text) => table.note(text)?,
        };
        Ok(Done::Settled(settled))
    })
}

/// What was settled becomes a draft again.
pub(super) fn take_up(files: &mut Files, env: &dyn Env, id: ActionId) -> Result<Done, DeskError> {
    in_transaction(files, env, |outbox, _| {
        let head = discarded::head_of(outbox, id)?.ok_or(DeskError::NotHere)?;
        let items = discarded::chain(outbox, head)?;
        let record = items.first().ok_or(DeskError::NotHere)?.record;
        let edits: Vec<What> = items.iter().filter_map(discarded::Discarded::what).collect();
        let base = items.first().and_then(|item| item.base.as_ref());
        let draft =
            typing::draft(&edits, base, items.first().map_or(env.now(), |item| item.made)).ok_or(DeskError::NotHere)?;
        if !keep_draft(outbox, record, &draft, env)? {
            return Err(DeskError::TypingThere);
        }
        Ok(Done::Settled(Settled { draft: true, ..Settled::default() }))
    })
}

fn keep_draft(outbox: &Connection, record: RecordId, draft: &EditDraft, env: &dyn Env) -> Result<bool, DeskError> {
    if drafts::load(outbox, EDIT_FORM, Some(record))?.is_some() {
        return Ok(false);
    }
    drafts::save(outbox, EDIT_FORM, Some(record), &typing::written(draft), env.now())?;
    Ok(true)
}

/// Moves a whole chain out of the outbox.
fn move_all(
    outbox: &Connection,
    cache: &Connection,
    env: &dyn Env,
    chain: &Chain,
    way: Way,
    reason: &str,
    became: Option<ActionId>,
) -> Result<(), DeskError> {
    let theirs = chain::theirs(cache, &chain.head)?;
    let leaving = discarded::Settled { chain, theirs: theirs.as_ref(), reason, now: env.now() };
    for item in chain.items() {
        leaving.put(outbox, item.action.id, way, became)?;
    }
    Ok(())
}

impl Table<'_> {
    fn record(&self) -> RecordId {
        self.chain.head.action.record
    }

    fn request(&self) -> Result<Option<Request>, DeskError> {
        let stored = cache::get(self.cache, self.record())?;
        Ok(match stored.and_then(|stored| stored.record()) {
            Some(Record { body: Body::Request(request), .. }) => Some(request),
            _ => None,
        })
    }

    /// Queues one action in place of another. None when it would change nothing.
    fn queue(&mut self, record: RecordId, what: What, because: Because) -> Result<Option<ActionId>, DeskError> {
        self.outbox.execute_batch("SAVEPOINT one").map_err(storage)?;
        let done = put(self.outbox, self.cache, self.actor, self.env, SignedDuration::ZERO, record, what);
        let end = if matches!(done, Ok(Some(_))) { "RELEASE one" } else { "ROLLBACK TO one; RELEASE one" };
        self.outbox.execute_batch(end).map_err(storage)?;
        let Some(put) = done? else { return Ok(None) };
        note(self.outbox, &put.action, because)?;
        overlay::show(self.cache, &put.action, &put.verdict)?;
        self.settled.queued += 1;
        self.settled.undecided |= put.undecided();
        Ok(Some(put.action.id))
    }

    /// Mine on top of theirs: all that I changed, or the chosen parts. What stood behind it goes with it where the
    /// rules allow it; a letter is forwarded again only when it is the very one that was read.
    fn again(mut self, chosen: Option<&BTreeSet<Part>>) -> Result<Settled, DeskError> {
        let theirs = chain::theirs(self.cache, &self.chain.head)?;
        let here = cache::get(self.cache, self.record())?;
        if theirs.as_ref().map(|theirs| theirs.version) > here.as_ref().map(|here| here.version) {
            // What the server answered with has not come with the feed: nothing can be made on top of it yet.
            return Err(DeskError::Changed);
        }
        let way = if chosen.is_some() { Way::Merged } else { Way::Again };
        let claimed = self.take_over()?;
        let leaving =
            discarded::Settled { chain: self.chain, theirs: theirs.as_ref(), reason: "", now: self.env.now() };
        let main = self.chain.items().find(|item| item.action.kind != "claim").unwrap_or(&self.chain.head);
        let main = main.action.id;
        let mut edited = false;
        let mut went = claimed;
        for item in self.chain.items() {
            let id = item.action.id;
            let Some(what) = item.read().map(|action| action.what) else {
                // A newer program queued it: it stays whole for that one, or is given up by a person.
                return Err(DeskError::TooNew);
            };
            let next = match what {
                // The last edit holds the last value of every part.
                What::Edit(_) if edited => None,
                What::Edit(_) => {
                    edited = true;
                    self.edit(chosen)?
                }
                What::Claim(_) if went.is_some() => None,
                What::Claim(_) => Some(What::Claim(action::Claim { take_over: true })),
                What::Forward(old) => match forward_again(self.outbox, self.cache, self.record(), &old)? {
                    Some(next) => Some(next),
                    // The letter is another one now: it must be read anew, and nothing else was wanted.
                    None if id == main => return Err(DeskError::Changed),
                    None => {
                        leaving.put(self.outbox, id, Way::Aside, None)?;
                        self.settled.aside += 1;
                        continue;
                    }
                },
                // Theirs was chosen of this requirement.
                What::Tick(tick) if chosen.is_some_and(|mine| !mine.contains(&Part::Requirement(tick.key.clone()))) => {
                    None
                }
                other => Some(other),
            };
            let became = match next.map(|what| self.queue(item.action.record, what, Because::DONE)).transpose() {
                Ok(became) => became.flatten(),
                // The first one must go, or nothing changes; what stood behind it may have to be decided anew.
                Err(error) if id == main || matches!(error, DeskError::Storage(_)) => return Err(error),
                Err(_) => {
                    leaving.put(self.outbox, id, Way::Aside, None)?;
                    self.settled.aside += 1;
                    continue;
                }
            };
            went = went.or(became);
            leaving.put(self.outbox, id, way, became)?;
        }
        Ok(self.settled)
    }

    /// The edit of the chain on the request as it is now.
    fn edit(&self, chosen: Option<&BTreeSet<Part>>) -> Result<Option<What>, DeskError> {
        let Some(request) = self.request()? else { return Err(DeskError::NotHere) };
        let Some(edit) = typing::last_edit(&typing::whats(self.chain)) else { return Ok(None) };
        let first = self.chain.items().find(|item| item.action.kind == "edit");
        let base = first.map(|first| made_on::body(self.outbox, first.action.id)).transpose()?.flatten();
        let mine = difference::changed(&What::Edit(edit.clone()), base.as_ref());
        Ok(difference::edit_again(&edit, chosen.unwrap_or(&mine), &request).map(What::Edit))
    }

    /// Takes the request over from a colleague who is at it, where the chain needs it.
    fn take_over(&mut self) -> Result<Option<ActionId>, DeskError> {
        if !typing::whats(self.chain).iter().any(What::needs_to_be_at_it) {
            return Ok(None);
        }
        let Some(request) = self.request()?.filter(|request| request.state.with_operator()) else { return Ok(None) };
        let stored = cache::get(self.cache, Claim::id_for(request.id))?;
        let Some(Record { body: Body::Claim(claim), .. }) = stored.and_then(|stored| stored.record()) else {
            return Ok(None);
        };
        let now = server_time(self.cache, self.env.now())?;
        if claim.released || claim.person == self.actor.person || claim.lapsed(now) {
            return Ok(None);
        }
        self.queue(request.id, What::Claim(action::Claim { take_over: true }), Because::ByItself)
    }

    /// Mine as a remark on the request; theirs stays.
    fn note(mut self, text: &str) -> Result<Settled, DeskError> {
        let request = self.request()?.ok_or(DeskError::NotHere)?;
        let text = clean_lines(text).trim().to_owned();
        let missing = |value: &Value| {
            let typed = value.typed();
            typed.lines().map(clean_line).any(|line| !text.contains(line.trim()))
        };
        // A remark stands in for what was typed: one that leaves something out would lose it from sight.
        let whats = typing::whats(self.chain);
        let chain: Vec<&What> = whats.iter().collect();
        let base = made_on::body(self.outbox, self.chain.head.action.id)?;
        let theirs = chain::theirs(self.cache, &self.chain.head)?.and_then(|stored| stored.record());
        let differences = difference::compare(&chain, base.as_ref(), theirs.as_ref().map(|record| &record.body));
        let mine = differences.iter().filter(|difference| difference.by_me);
        if text.is_empty() || mine.filter_map(|difference| difference.mine.as_ref()).any(missing) {
            return Err(DeskError::Changed);
        }
        let became = self.queue(request.id, What::Note(action::Note { text }), Because::DONE)?;
        move_all(self.outbox, self.cache, self.env, self.chain, Way::Noted, "", became)?;
        Ok(self.settled)
    }
}
