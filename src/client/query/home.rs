//! Beranda: counts from the index tables, and the few records that have to be looked at.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::{Around, Look, who};
use crate::client::store::rows::{self, tasks::AskedOf};
use crate::client::store::{StoreResult, chain};
use crate::desk::{DeskError, HomeView, Stands, StandsHow, Tabs, Today, WaitsFor, Who};
use crate::domain::counters::{Count, Counter, Counts, Seat};
use crate::domain::id::{PersonId, RecordId};
use crate::domain::office::{Capacity, Office, ZONE};
use crate::domain::request::Claim;
use crate::domain::turnaround::turnaround;
use crate::wire::actions::ActionResult;

/// The borders between yesterday, today and tomorrow, and the week's begin.
struct Days {
    today: Timestamp,
    tomorrow: Timestamp,
    monday: Timestamp,
}

impl Days {
    fn around(now: Timestamp) -> Self {
        let zone = TimeZone::get(ZONE).unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(7)));
        let midnight = now.to_zoned(zone).start_of_day();
        let of = |day: Result<Zoned, jiff::Error>| day.map_or(now, |day| day.timestamp());
        let since_monday = i64::from(midnight.as_ref().map_or(0, |day| day.weekday().to_monday_zero_offset()));
        let moved = |days: i64| of(midnight.clone().and_then(|day| day.checked_add(days.days())));
        Self { today: moved(0), tomorrow: moved(1), monday: moved(-since_monday) }
    }
}

pub(super) fn view(look: &Look<'_>, around: Around) -> Result<HomeView, DeskError> {
    let who = &who::who(look, around)?;
    let days = Days::around(look.now);
    let office = look.office(who.office.into())?;
    let today = today(look, who, office.as_ref(), &days)?;
    let seat = Seat::of(&who.roles, office.as_ref().map(|office| office.kind));
    let asked = rows::tasks::asked(look.cache)?;
    let (counter, elsewhere) =
        (rows::requests::count_queue(look.cache, false)?, rows::requests::count_queue(look.cache, true)?);
    let unread = rows::letters::count_unread(look.cache, look.actor.person)?;
    let (conflicts, not_taken) = untaken(look)?;
    let mut counts = Counts::from([
        (Counter::AtCounter, counter),
        (Counter::Elsewhere, elsewhere),
        (Counter::Overdue, rows::requests::count_due(look.cache, Timestamp::UNIX_EPOCH, look.now)?),
        (Counter::ReturnedToMe, returned_count(look)?),
        (Counter::WaitingApplicant, rows::requests::count_state(look.cache, "waiting_applicant")?),
        (Counter::WaitingOffice, rows::requests::count_state(look.cache, "waiting_office")?),
        (Counter::InInk, rows::requests::count_state(look.cache, "ink")?),
        (Counter::Ready, rows::requests::count_state(look.cache, "issued")?),
        (Counter::InDoubt, rows::requests::count_state(look.cache, "in_doubt")?),
        (Counter::Unread, unread),
        (Counter::NotFollowedUp, rows::letters::count_open(look.cache)?),
        (Counter::Conflicts, conflicts),
        (Counter::NotTaken, not_taken),
    ]);
    counts.extend(mine(look.actor.person, &asked));
    counts.retain(|counter, _| counter.concerns(&who.roles));
    let signed = rows::tasks::signed_since(look.cache, days.monday)?;
    Ok(HomeView {
        seat,
        tabs: Tabs {
            inbox: unread.count,
            requests: counter.count + elsewhere.count,
            tasks: asked.iter().filter(|one| one.person == look.actor.person).map(|one| one.count.count).sum(),
            sync: conflicts.count + not_taken.count,
        },
        counts,
        waits: waits(look, &asked)?,
        today,
        turnaround_today: turnaround(&signed, days.today),
        turnaround_week: turnaround(&signed, days.monday),
    })
}

/// What is asked of this person. What is in doubt is asked of nobody until it is known.
fn mine(person: PersonId, asked: &[AskedOf]) -> Counts {
    let of = |signs: bool, ink: Option<bool>| {
        let mut sum = Count::default();
        let alike = |one: &&AskedOf| {
            one.person == person && !one.doubt && one.signs == signs && ink.is_none_or(|ink| one.ink == ink)
        };
        asked.iter().filter(alike).for_each(|one| sum.add(one.count));
        sum
    };
    Counts::from([
        (Counter::ToVerify, of(false, None)),
        (Counter::ToSign, of(true, Some(false))),
        (Counter::ToSignInInk, of(true, Some(true))),
    ])
}

/// Who waits for whom: the longest wait first.
fn waits(look: &Look<'_>, asked: &[AskedOf]) -> StoreResult<Vec<WaitsFor>> {
    let mut waits: Vec<(PersonId, bool, Count)> = Vec::new();
    for one in asked.iter().filter(|one| !one.doubt) {
        match waits.iter_mut().find(|(person, signs, _)| *person == one.person && *signs == one.signs) {
            Some((_, _, count)) => count.add(one.count),
            None => waits.push((one.person, one.signs, one.count)),
        }
    }
    waits.sort_by_key(|(_, _, count)| (count.oldest.is_none(), count.oldest));
    let named = |(person, signs, count): (PersonId, bool, Count)| {
        Ok(WaitsFor { name: look.name(person)?.unwrap_or_default(), signs, count })
    };
    waits.into_iter().map(named).collect()
}

/// Returned requests that this person worked on, and those that nobody has: somebody must mend them.
pub(super) fn returned_to_me(look: &Look<'_>) -> StoreResult<Vec<RecordId>> {
    let mut mine = Vec::new();
    for id in rows::requests::in_state(look.cache, "returned")? {
        let claim = look.claim(Claim::id_for(id))?;
        if claim.is_none_or(|claim| claim.person == look.actor.person) {
            mine.push(id);
        }
    }
    Ok(mine)
}

fn returned_count(look: &Look<'_>) -> StoreResult<Count> {
    let mut sum = Count::default();
    for id in returned_to_me(look)? {
        let oldest = look.request(id)?.and_then(|request| request.submitted);
        sum.add(Count { count: 1, oldest });
    }
    Ok(sum)
}

/// Conflicts, and everything else that the server did not take.
fn untaken(look: &Look<'_>) -> StoreResult<(Count, Count)> {
    let (mut conflicts, mut others) = (Count::default(), Count::default());
    // What is blocked behind another is settled with it: they are one.
    for chain in chain::all(look.outbox)? {
        let one = Count { count: 1, oldest: Some(chain.head.action.client_time) };
        match chain.head.result {
            Some(ActionResult::Conflict { .. }) => conflicts.add(one),
            _ => others.add(one),
        }
    }
    Ok((conflicts, others))
}

fn today(look: &Look<'_>, who: &Who, office: Option<&Office>, days: &Days) -> StoreResult<Today> {
    let date = look.today();
    let mut stands = Vec::new();
    for official in rows::officials::of_office(look.cache, who.office)? {
        if !official.holds_on(date) {
            continue;
        }
        let what = match (official.from == date, official.until) {
            (true, _) => StandsHow::Begins,
            (false, Some(until)) if until == date => StandsHow::Ends,
            (false, until) if official.capacity != Capacity::Definitive => StandsHow::Acting(until),
            _ => continue,
        };
        let title = office.map_or_else(|| official.position.clone(), |office| official.title_at(office));
        stands.push(Stands { title, name: official.name, what });
    }
    Ok(Today {
        promises: rows::requests::count_due(look.cache, look.now, days.tomorrow)?,
        arrived: rows::letters::count_since(look.cache, days.today, days.tomorrow)?.count,
        stands,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_a_day_at_midnight_in_java() {
        // A Friday, 10.42 in Java.
        let days = Days::around("2026-11-20T03:42:00Z".parse().unwrap());
        assert_eq!(days.today.to_string(), "2026-11-19T17:00:00Z");
        assert_eq!(days.tomorrow.to_string(), "2026-11-20T17:00:00Z");
        assert_eq!(days.monday.to_string(), "2026-11-15T17:00:00Z");
        // Half past midnight on a Monday.
        let days = Days::around("2026-11-22T17:30:00Z".parse().unwrap());
        assert_eq!(days.monday, days.today);
    }
}
