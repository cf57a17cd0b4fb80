//! Answers what a decision needs, from a transaction. The server never answers "unknown".

use jiff::Timestamp;

use super::{CoreError, Signing};
use crate::domain::action::Action;
use crate::domain::context::{Answer, Context, Need, Predecessor, Times};
use crate::domain::decide::{Verdict, decide};
use crate::domain::id::{ActionId, DeviceId, RecordId};
use crate::domain::letter::Mark;
use crate::domain::record::{Body, Record};
use crate::domain::stream::StreamId;
use crate::server::store::{ReadTx, Stored};
use crate::wire::actions::{Action as WireAction, ActionResult};

/// For whom an answer is given.
pub(super) enum For<'a> {
    /// A person's action: who does not hold a record's stream gets the answer of a record that is not there.
    Person { streams: &'a [StreamId], device: DeviceId },
    /// The server's own.
    Server,
}

pub(super) struct Answers<'a> {
    pub tx: &'a dyn ReadTx,
    pub now: Timestamp,
    pub made: Timestamp,
    pub whom: For<'a>,
    pub signing: &'a Signing,
}

impl Answers<'_> {
    /// Decides, answering need after need.
    pub(super) fn decide(&self, action: &Action) -> Result<Verdict, CoreError> {
        let server = matches!(self.whom, For::Server);
        let mut context = Context::default();
        loop {
            match decide(action, &context, server) {
                Ok(verdict) => return Ok(verdict),
                Err(need) => self.answer(&mut context, action, need)?,
            }
        }
    }

    /// Whether a record is there for this person.
    pub(super) fn sees(&self, body: &Body) -> bool {
        match self.whom {
            For::Server => true,
            For::Person { streams, .. } => body.streams().iter().any(|stream| streams.contains(stream)),
        }
    }

    fn answer(&self, context: &mut Context, action: &Action, need: Need) -> Result<(), CoreError> {
        match need {
            Need::Record(id) => {
                let record = self.record(id)?.filter(|record| self.sees(&record.body));
                context.put_record(id, record.map_or(Answer::Nothing, Answer::Known));
            }
            Need::Officials(office) => {
                let rows = self.tx.officials(office)?;
                let officials = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
                let officials = officials.into_iter().filter_map(|record| match record.body {
                    Body::Official(official) => Some(official),
                    _ => None,
                });
                context.put_officials(office, Answer::Known(officials.collect()));
            }
            Need::Times => context.put_times(Answer::Known(Times { now: self.now, made: self.made })),
            Need::Predecessor(earlier) => {
                let answer = self.predecessor(earlier, action.record)?;
                context.put_predecessor(earlier, answer.map_or(Answer::Nothing, Answer::Known));
            }
            Need::Signing(letter) => {
                let signing = (self.signing)(letter);
                context.put_signing(letter, if signing { Answer::Known(()) } else { Answer::Nothing });
            }
            // The mark lives in its reader's own stream: that it is there is all that the rule is told of it.
            Need::Opened { task, person } => {
                let opened = match self.record(Mark::id_for(person, task))?.map(|record| record.body) {
                    Some(Body::Mark(mark)) => Answer::Known(mark.at),
                    _ => Answer::Nothing,
                };
                context.put_opened(task, person, opened);
            }
        }
        Ok(())
    }

    pub(super) fn record(&self, id: RecordId) -> Result<Option<Record>, CoreError> {
        self.tx.load(id)?.as_ref().map(read).transpose()
    }

    /// What became of an earlier action of the same outbox on the same record. Another outbox's is none.
    fn predecessor(&self, earlier: ActionId, record: RecordId) -> Result<Option<Predecessor>, CoreError> {
        let For::Person { device, .. } = self.whom else {
            return Ok(None);
        };
        let Some(row) = self.tx.action(earlier)? else {
            return Ok(None);
        };
        let same_record = serde_json::from_str::<WireAction>(&row.bytes).is_ok_and(|action| action.record == record);
        if !same_record || row.from.is_none_or(|(of, _)| of != device) {
            return Ok(None);
        }
        let result = row.result.as_deref().map(serde_json::from_str::<ActionResult>);
        Ok(match result {
            Some(Ok(ActionResult::Applied { version, as_expected, .. })) => {
                Some(Predecessor::Applied { as_expected, version })
            }
            Some(_) => Some(Predecessor::Failed),
            None => None,
        })
    }
}

fn read(stored: &Stored) -> Result<Record, CoreError> {
    stored.record().map_err(|error| CoreError::Unreadable(stored.id, error))
}
