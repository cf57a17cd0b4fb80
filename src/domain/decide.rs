//! One decision, the same on desk and server: gate, expectation, rule.
//!
//! The shell calls [`decide`] with what it knows; when a [`Need`] comes back it answers and calls again.

use super::action::{Action, Expects, Maker, Merge};
use super::context::{Context, Need, Predecessor, Stop};
use super::id::ActionId;
use super::outcome::Outcome;
use super::record::Record;
use super::refusal::Refusal;
use super::rules;

/// What a decision comes to.
#[allow(clippy::large_enum_variant)] // one at a time, and moved once
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The rules allow it.
    Applied {
        /// What changes.
        outcome: Outcome,
        /// The version of the action's record afterwards.
        version: u64,
        /// Whether the record was as the action expected.
        as_expected: bool,
    },
    /// The rules forbid it.
    Refused(Refusal),
    /// The record has moved on, or the operator saw other data: nothing changes.
    Conflict {
        /// The record as it is now.
        current: Option<Record>,
        /// What differs, in the form's words; empty when it is the version alone.
        differs: Vec<String>,
    },
    /// An earlier action of the same outbox on this record failed.
    Blocked(ActionId),
    /// This machine cannot know: queue it and let the server decide.
    Undecided,
}

/// Decides one action. `server` is true only for actions that the server makes itself.
///
/// # Errors
/// A [`Need`] that the shell must answer first.
pub fn decide(action: &Action, context: &Context, server: bool) -> Result<Verdict, Need> {
    if action.what.maker() == Maker::Server && !server {
        return Ok(Verdict::Refused(Refusal::ServerOnly));
    }
    match judge(action, context) {
        Ok(verdict) => Ok(verdict),
        Err(Stop::Need(need)) => Err(need),
        Err(Stop::Undecided) => Ok(Verdict::Undecided),
        Err(Stop::Refused(refusal)) => Ok(Verdict::Refused(refusal)),
        Err(Stop::Differs(differs)) => conflict(action, context, differs),
    }
}

/// Decides with a shell that answers needs one by one.
pub fn decide_with(action: &Action, server: bool, mut answer: impl FnMut(&mut Context, Need)) -> (Verdict, Context) {
    let mut context = Context::default();
    loop {
        match decide(action, &context, server) {
            Ok(verdict) => return (verdict, context),
            Err(need) => answer(&mut context, need),
        }
    }
}

fn conflict(action: &Action, context: &Context, differs: Vec<String>) -> Result<Verdict, Need> {
    match context.record(action.record) {
        Ok(current) => Ok(Verdict::Conflict { current: current.cloned(), differs }),
        Err(Stop::Need(need)) => Err(need),
        Err(_) => Ok(Verdict::Undecided),
    }
}

enum Expectation {
    Holds,
    Broken,
    Blocked(ActionId),
}

fn judge(action: &Action, context: &Context) -> Result<Verdict, Stop> {
    rules::gate(action, context)?;
    let expectation = expectation(action, context)?;
    let as_expected = matches!(expectation, Expectation::Holds);
    match expectation {
        Expectation::Blocked(earlier) => return Ok(Verdict::Blocked(earlier)),
        Expectation::Broken if action.what.merge() == Merge::Strict => {
            let current = context.record(action.record)?.cloned();
            return Ok(Verdict::Conflict { current, differs: Vec::new() });
        }
        _ => {}
    }
    let outcome = rules::apply(action, context)?;
    let before = context.record(action.record)?.map_or(0, |record| record.version);
    let version = outcome
        .changes
        .iter()
        .find(|change| change.body.id() == action.record)
        .map_or(before, super::outcome::Change::version);
    Ok(Verdict::Applied { outcome, version, as_expected })
}

fn expectation(action: &Action, context: &Context) -> Result<Expectation, Stop> {
    let current = context.record(action.record)?.map(|record| record.version);
    let holds = match action.expects {
        Expects::New => current.is_none(),
        Expects::Version(expected) => current == Some(expected),
        Expects::After(earlier) => match context.predecessor(earlier)? {
            Some(Predecessor::Applied { as_expected, version }) => as_expected && current.unwrap_or(0) == version,
            Some(Predecessor::Failed) | None => return Ok(Expectation::Blocked(earlier)),
        },
    };
    Ok(if holds { Expectation::Holds } else { Expectation::Broken })
}
