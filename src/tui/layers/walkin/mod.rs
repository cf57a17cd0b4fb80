//! Walk-in entry: who, which letter, what for; the rest is filled from the data. What is typed becomes a draft
//! within two seconds, kept by applicant; only sending makes it a request.
//!
//! `mod` moves through the form, [`person`] is about who stands there, [`letter`] about the kind and its fields,
//! [`send`] about drafts, the question before a repeated letter, and sending; [`together`] is the same for several
//! people in one go; [`paint`] draws it.

mod letter;
mod paint;
mod person;
mod send;
mod together;

pub(in crate::tui) use paint::understood_as;

use std::time::Duration;

use jiff::Timestamp;

use crate::desk::{Applicant, AtCounter, Found, Query, RequestRow, Wordings};
use crate::domain::id::RecordId;
use crate::domain::letter_type::FieldKind;
use crate::domain::request::Shown;
use crate::i18n::{Message, Word, clock};
use crate::tui::context::{Ctx, Now, Wish};
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::finder::Finder;

/// Typing is kept this long after the first key that was not kept yet.
const KEPT_WITHIN: Duration = Duration::from_millis(1500);

/// A part of the form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Who stands there.
    Person,
    /// Whom the letter is about.
    For,
    /// Kind of letter.
    Kind,
    /// A field of the kind.
    Text(usize),
    /// All requirements, in one line.
    Requirements,
    /// Telephone.
    Contact,
    /// The button.
    Button,
}

struct Text {
    key: String,
    label: String,
    required: bool,
    help: String,
    kind: FieldKind,
    field: Field,
    /// Known already: Enter passes over it.
    given: bool,
}

struct Requirement {
    key: String,
    label: String,
    required: bool,
    shown: Shown,
}

/// What is asked before the same letter is made again.
enum Question {
    /// See the earlier one, or go on?
    Repeated,
    /// Of several some have it: only the others, or go on for all?
    RepeatedTogether,
    /// Why is it made again?
    Why(Box<Field>),
}

/// The state of the form.
pub struct Walkin {
    now: Now,
    counter: Option<AtCounter>,
    finder: Finder,
    /// The marked one of the drafts that are offered while nobody is typed.
    draft: usize,
    who: Option<Applicant>,
    /// Those who were marked, when it is for several.
    together: Option<together::Several>,
    /// Places in the family: who asks, and whom it is about.
    applicant: usize,
    subject: usize,
    kind: Option<RecordId>,
    search: Field,
    texts: Vec<Text>,
    requirements: Vec<Requirement>,
    /// The marked requirement.
    requirement: usize,
    contact: Field,
    contact_given: bool,
    at: Place,
    wordings: Option<Wordings>,
    /// Which of them stands in the field.
    accepted: Option<usize>,
    repeats: Vec<RequestRow>,
    question: Option<Question>,
    note: String,
    /// "Buat seperti tadi", as soon as it is known what that was.
    again: bool,
    /// Draft and "seperti tadi" were looked after for this person.
    settled: bool,
    unsaved: Option<Duration>,
    saved_at: Option<Timestamp>,
}

impl Walkin {
    /// Opens the form, for a person who is known already or for whoever comes; `again` makes the letter that
    /// was made last.
    pub fn open(person: Option<RecordId>, again: bool, ctx: &mut Ctx<'_>) {
        ctx.wish(Wish::Ask(Query::AtCounter));
        person.into_iter().for_each(|id| ctx.wish(Wish::Ask(Query::Applicant(id))));
        ctx.push(Self::new(again, ctx.now));
    }

    fn new(again: bool, now: Now) -> Self {
        Self {
            now,
            counter: None,
            finder: Finder::new("", now),
            draft: 0,
            who: None,
            together: None,
            applicant: 0,
            subject: 0,
            kind: None,
            search: Field::new(""),
            texts: Vec::new(),
            requirements: Vec::new(),
            requirement: 0,
            contact: Field::new(""),
            contact_given: false,
            at: Place::Person,
            wordings: None,
            accepted: None,
            repeats: Vec::new(),
            question: None,
            note: String::new(),
            again,
            settled: false,
            unsaved: None,
            saved_at: None,
        }
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        match (&self.question, self.at) {
            (Some(Question::Repeated), _) => Word::HintRepeated,
            (Some(Question::RepeatedTogether), _) => Word::HintRepeatedTogether,
            (Some(Question::Why(_)), _) => Word::HintWhyAgain,
            (None, Place::Person) if self.together.is_none() => Word::HintIdentity,
            (None, Place::Kind) => Word::HintKind,
            (None, Place::Requirements) => Word::HintRequirements,
            (None, _) => Word::HintWalkin,
        }
    }

    /// An answer came.
    pub fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) {
        self.now = ctx.now;
        match found {
            Found::AtCounter(counter) => {
                self.counter = Some(*counter);
                self.settle(ctx);
            }
            Found::Identified(found) if self.at == Place::Person => {
                let step = self.finder.found(*found, true);
                self.person_step(step, ctx);
            }
            Found::Applicant(who) => {
                self.seat(*who, ctx);
                self.settle(ctx);
            }
            Found::Wordings(wordings) if self.asks_for(&wordings) => self.wordings = Some(wordings),
            Found::Repeats(rows) => self.repeats = rows,
            Found::Together(candidates) => self.judged(candidates, ctx),
            Found::Draft(draft) => self.kept_together(draft, ctx),
            _ => {}
        }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        self.now = ctx.now;
        if self.question.is_some() {
            return self.answer(typed, ctx);
        }
        match typed {
            Typed::Paste(text) => self.paste(text, ctx),
            Typed::Key(key) => self.key(*key, ctx),
        }
    }

    fn paste(&mut self, text: &str, ctx: &mut Ctx<'_>) {
        match self.at {
            Place::Person if self.together.is_some() => return,
            Place::Person => return self.finder.paste(text, ctx.now),
            Place::Kind => return self.search.paste(text),
            Place::Text(n) => {
                if let Some(text_at) = self.texts.get_mut(n) {
                    text_at.field.paste(text);
                    text_at.given = false;
                }
                self.ask_wordings(ctx);
            }
            Place::Contact => self.contact.paste(text),
            Place::For | Place::Requirements | Place::Button => return,
        }
        self.touched(ctx);
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        match (key.code, key.ctrl) {
            (Code::Char('t'), true) => return self.send(ctx),
            (Code::Char('d'), true) => return self.drop_typing(ctx),
            (Code::Char('s'), true) => {
                self.keep(ctx);
                return ctx.say(Message::SavedAt(clock(ctx.now.wall)));
            }
            (Code::Esc, _) => return self.close(ctx),
            _ => {}
        }
        if self.at == Place::Person {
            return self.key_at_person(key, ctx);
        }
        match key.code {
            // A paste or a reader ends with Enter: only a hand's sends.
            Code::Enter if self.at == Place::Button && ctx.burst => ctx.warn(Word::EnterAgain),
            Code::Enter if self.at == Place::Button => self.send(ctx),
            Code::Enter if self.at == Place::Kind => self.enter_kind(ctx),
            Code::Enter => self.go_on(ctx),
            Code::Tab | Code::Down => self.step(true, ctx),
            Code::BackTab | Code::Up => self.step(false, ctx),
            Code::Char('*') if !key.ctrl && !self.requirements.is_empty() => {
                self.requirements.iter_mut().for_each(|one| one.shown = Shown::Original);
                self.touched(ctx);
            }
            _ => self.edit(key, ctx),
        }
    }

    fn edit(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        match self.at {
            Place::For => self.key_at_for(key, ctx),
            Place::Kind => self.key_at_kind(key, ctx),
            Place::Text(n) => self.key_at_text(n, key, ctx),
            Place::Requirements => self.key_at_requirements(key, ctx),
            Place::Contact => {
                if self.contact.key(key) {
                    self.contact_given = false;
                    self.touched(ctx);
                }
            }
            Place::Person | Place::Button => {}
        }
    }

    /// Whether it is known for whom it is.
    fn for_somebody(&self) -> bool {
        self.who.is_some() || self.together.is_some()
    }

    /// All parts that there are now, in order.
    fn places(&self) -> Vec<Place> {
        let mut places = vec![Place::Person];
        if self.who.is_some() {
            places.push(Place::For);
        }
        if self.for_somebody() {
            places.push(Place::Kind);
        }
        if self.kind.is_some() {
            places.extend((0..self.texts.len()).map(Place::Text));
            if !self.requirements.is_empty() {
                places.push(Place::Requirements);
            }
            places.extend([Place::Contact, Place::Button]);
        }
        places
    }

    /// To the next or the last part, whatever stands in it.
    fn step(&mut self, down: bool, ctx: &mut Ctx<'_>) {
        let places = self.places();
        let here = places.iter().position(|place| *place == self.at).unwrap_or(0);
        let next = if down { here + 1 } else { here.saturating_sub(1) };
        if let Some(place) = places.get(next) {
            self.go(*place, ctx);
        }
    }

    /// To the next part that the data do not know.
    fn go_on(&mut self, ctx: &mut Ctx<'_>) {
        let places = self.places();
        let here = places.iter().position(|place| *place == self.at).unwrap_or(0);
        let next = places.iter().skip(here + 1).find(|place| !self.is_given(**place));
        if let Some(place) = next {
            self.go(*place, ctx);
        }
    }

    fn is_given(&self, place: Place) -> bool {
        match place {
            Place::For => true,
            Place::Text(n) => self.texts.get(n).is_some_and(|text| text.given),
            Place::Contact => self.contact_given,
            Place::Person | Place::Kind | Place::Requirements | Place::Button => false,
        }
    }

    fn go(&mut self, place: Place, ctx: &mut Ctx<'_>) {
        self.settle_text();
        self.at = place;
        self.ask_wordings(ctx);
    }

    fn touched(&mut self, ctx: &Ctx<'_>) {
        self.unsaved.get_or_insert(ctx.now.mono + KEPT_WITHIN);
    }

    /// The next moment at which [`Walkin::due`] has something to do.
    pub fn deadline(&self) -> Option<Duration> {
        let finder = if self.at == Place::Person { self.finder.deadline() } else { None };
        [self.unsaved, finder].into_iter().flatten().min()
    }

    /// Time has passed: asks what is due, keeps the typing when it is time.
    pub fn due(&mut self, ctx: &mut Ctx<'_>) {
        if self.at == Place::Person {
            let (query, step) = self.finder.due(ctx.now);
            query.into_iter().for_each(|query| ctx.wish(Wish::Ask(query)));
            self.person_step(step, ctx);
        }
        if self.unsaved.is_some_and(|at| at <= ctx.now.mono) {
            self.keep(ctx);
        }
    }
}
