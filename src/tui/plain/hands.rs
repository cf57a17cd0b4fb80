//! From hand to hand, line by line: the list to look at, the colleague who takes over, the applicant who is told,
//! the citizen who gets the letter.

use super::Talk;
use super::console::Asked;
use crate::desk::{Command, CounterView, Found, Query, RequestFilter, RequestView};
use crate::domain::handing::{How, Receiver, Relation, Way};
use crate::domain::request::RequestState;
use crate::i18n::{Message, Word, share_addresses, share_text};
use crate::tui::port::Port;
use crate::tui::screens::requests::hands::{how_word, list_word, relation_word, way_word};

impl<P: Port> Talk<P> {
    fn around_the_queue(&self) -> CounterView {
        match self.port.query(Query::CounterView) {
            Ok(Found::CounterView(around)) => *around,
            _ => CounterView::default(),
        }
    }

    /// One of numbered lines; none when the person took it back.
    pub(super) fn number(&mut self, title: Word, lines: &[String]) -> Asked<Option<usize>> {
        self.console.word(title)?;
        for (index, line) in lines.iter().enumerate() {
            self.console.say(&format!("{} {line}", index + 1))?;
        }
        let answer = self.console.ask(self.setup.word(Word::NumberHint))?.unwrap_or_default();
        let chosen = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < lines.len());
        if chosen.is_none() {
            self.console.word(Word::Cancelled)?;
        }
        Ok(chosen)
    }

    /// Which list of requests is shown from now on.
    pub(super) fn choose_list(&mut self, now: RequestFilter) -> Asked<RequestFilter> {
        let counts = self.around_the_queue().counts;
        let lines = RequestFilter::CHOSEN.map(|filter| {
            let count = counts.get(&filter).map(|count| format!(": {count}")).unwrap_or_default();
            format!("{}{count}", self.setup.word(list_word(filter)))
        });
        let chosen = self.number(Word::ChooseFilter, &lines)?;
        Ok(chosen.and_then(|n| RequestFilter::CHOSEN.get(n)).copied().unwrap_or(now))
    }

    /// To a colleague, with a word.
    pub(super) fn pass_on(&mut self, view: &RequestView) -> Asked<bool> {
        let operators = self.around_the_queue().operators;
        if operators.is_empty() {
            self.console.word(Word::ShiftNobody)?;
            return Ok(false);
        }
        let names: Vec<String> = operators.iter().map(|one| one.name.clone()).collect();
        let Some(to) = self.number(Word::PassTitle, &names)?.and_then(|n| operators.get(n)) else { return Ok(false) };
        let note = self.console.ask(self.setup.word(Word::NoteOptional))?.unwrap_or_default();
        let told = Message::PassedOn { name: view.row.name.clone(), to: to.name.clone() };
        self.perform(Command::Assign { request: view.row.id, to: to.person, note }, &told)
    }

    /// The letter to its citizen; or the word to one who must come with something.
    pub(super) fn hand_over(&mut self, view: &RequestView) -> Asked<bool> {
        if !matches!(view.row.state, RequestState::Issued) {
            return self.tell(view);
        }
        let words = std::iter::once(Word::ToApplicant)
            .chain(Relation::ALL.map(relation_word))
            .chain(Way::LINKS.map(way_word))
            .map(|word| self.setup.word(word).to_owned())
            .collect::<Vec<_>>();
        let (way, to) = match self.number(Word::HandOverTitle, &words)? {
            None => return Ok(false),
            Some(0) => (Way::Printed, Receiver::Applicant),
            Some(n) => {
                match (Relation::ALL.get(n - 1), n.checked_sub(1 + Relation::ALL.len()).and_then(|n| Way::LINKS.get(n)))
                {
                    (Some(relation), _) => {
                        let name = self.console.ask(self.setup.word(Word::ReceiverName))?.unwrap_or_default();
                        (Way::Printed, Receiver::Other { relation: *relation, name })
                    }
                    (None, Some(way)) if self.link(view, *way)? => (*way, Receiver::Applicant),
                    _ => return Ok(false),
                }
            }
        };
        let told = Message::HandedOver { name: view.row.name.clone() };
        self.perform(Command::HandOver { request: view.row.id, way, to }, &told)
    }

    /// Reads out what is to be sent or typed. False when there is nothing, or it was not done.
    fn link(&mut self, view: &RequestView, way: Way) -> Asked<bool> {
        let share = match self.port.query(Query::Share(view.row.id)) {
            Ok(Found::Share(share)) => *share,
            Ok(_) => return Ok(false),
            Err(error) => {
                self.failed(&error)?;
                return Ok(false);
            }
        };
        if share.link.is_none() && share.missing.is_none() {
            self.console.word(Word::NoLinkYet)?;
            return Ok(false);
        }
        match (way, &share.link) {
            (Way::Code, Some(link)) => self.console.say(link)?,
            _ => {
                self.console.say(&share_text(&share))?;
                if let Some(address) = share_addresses(&share).first() {
                    self.console.say(address)?;
                }
            }
        }
        let (title, about) = (self.setup.word(way_word(way)).to_owned(), view.row.name.clone());
        let question = self.text(&Message::Confirm { title, about });
        self.console.confirms(&question)
    }

    fn tell(&mut self, view: &RequestView) -> Asked<bool> {
        let words = How::ALL.map(|how| self.setup.word(how_word(how)).to_owned());
        let Some(how) = self.number(Word::TellTitle, &words)?.and_then(|n| How::ALL.get(n)).copied() else {
            return Ok(false);
        };
        if how == How::WhatsApp && !self.link(view, Way::WhatsApp)? {
            return Ok(false);
        }
        let told = Message::ToldApplicant { name: view.row.name.clone() };
        self.perform(Command::Tell { request: view.row.id, how }, &told)
    }
}
