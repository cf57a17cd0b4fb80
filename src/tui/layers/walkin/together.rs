//! The same letter for several people who were marked: filled in once, each a request of its own. Who is left out
//! is named before it is sent.

use super::{Place, Question, Walkin};
use crate::desk::{Candidate, Command, NEW_TOGETHER, NewTogether, Query, TogetherDraft};
use crate::domain::id::RecordId;
use crate::domain::request::Channel;
use crate::domain::text::clean_line;
use crate::domain::together::LeftOut;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Wish};

/// For whom it is.
pub(super) struct Several {
    people: Vec<RecordId>,
    candidates: Vec<Candidate>,
    /// They were judged for the kind that is chosen now.
    judged: bool,
    /// Typing that was kept, once it is known whether there is any.
    draft: Option<Option<String>>,
}

impl Several {
    /// "12 orang: Sri Wahyuni, Slamet Raharjo".
    pub(super) fn told(&self) -> Message {
        let names = self.candidates.iter().map(Candidate::called).collect();
        Message::ForAll { count: self.people.len(), names }
    }

    /// For whom it is not made.
    pub(super) fn left_out(&self, reason: &str) -> Vec<Candidate> {
        let holds = |one: &&Candidate| one.left_out.as_ref().is_some_and(|why| why.holds(reason));
        self.candidates.iter().filter(holds).cloned().collect()
    }

    /// Who has the same letter already.
    pub(super) fn repeated(&self) -> Vec<Candidate> {
        let repeats = |one: &&Candidate| matches!(one.left_out, Some(LeftOut::Repeats { .. }));
        self.candidates.iter().filter(repeats).cloned().collect()
    }
}

impl Walkin {
    /// Opens the form for several people.
    pub fn open_together(people: Vec<RecordId>, ctx: &mut Ctx<'_>) {
        ctx.wish(Wish::Ask(Query::AtCounter));
        ctx.wish(Wish::Ask(Query::Draft { form: NEW_TOGETHER, record: None }));
        let mut form = Self::new(false, ctx.now);
        form.together = Some(Several { people, candidates: Vec::new(), judged: false, draft: None });
        form.at = Place::Kind;
        form.ask_for_all(ctx);
        ctx.push(form);
    }

    /// Asks for whom of them the kind that is chosen can be made.
    pub(super) fn ask_for_all(&mut self, ctx: &mut Ctx<'_>) {
        let Some(several) = &mut self.together else { return };
        several.judged = false;
        ctx.wish(Wish::Ask(Query::Together { people: several.people.clone(), letter_type: self.kind }));
    }

    pub(super) fn judged(&mut self, candidates: Vec<Candidate>, ctx: &mut Ctx<'_>) {
        if let Some(several) = &mut self.together {
            (several.candidates, several.judged) = (candidates, true);
        }
        self.settle(ctx);
    }

    /// It is known whether typing was kept.
    pub(super) fn kept_together(&mut self, draft: Option<String>, ctx: &mut Ctx<'_>) {
        if let Some(several) = &mut self.together {
            several.draft = Some(draft);
        }
        self.settle(ctx);
    }

    /// Once kinds and draft are here: typing that was kept goes on, unless a kind was chosen meanwhile.
    pub(super) fn settle_together(&mut self, ctx: &mut Ctx<'_>) {
        let draft = match &self.together {
            Some(Several { draft: Some(draft), .. }) if self.counter.is_some() && !self.settled => draft.clone(),
            _ => return,
        };
        self.settled = true;
        let draft = draft.and_then(|text| serde_json::from_str::<TogetherDraft>(&text).ok());
        match draft.filter(|_| self.kind.is_none()) {
            Some(draft) => self.go_on_with(draft, ctx),
            None => self.as_before(ctx),
        }
    }

    pub(super) fn keep_together(&mut self, ctx: &mut Ctx<'_>) {
        let draft = TogetherDraft {
            at: ctx.now.wall,
            kind: self.kind,
            contact: clean_line(self.contact.text()),
            fields: self.texts.iter().map(|text| (text.key.clone(), clean_line(text.field.text()))).collect(),
            requirements: self.shown(),
        };
        self.saved_at = Some(ctx.now.wall);
        // Texts and maps with text keys: writing them cannot fail.
        ctx.wish(draft_of(serde_json::to_string(&draft).unwrap_or_default()));
    }

    /// Drops the typing and the marks.
    pub(super) fn drop_together(&mut self, ctx: &mut Ctx<'_>) {
        self.unsaved = None;
        ctx.wish(draft_of(String::new()));
        ctx.wish(Wish::Unmark);
        ctx.say(Word::TypingDropped);
        ctx.wish(Wish::Pop);
    }

    pub(super) fn send_together(&mut self, ctx: &mut Ctx<'_>) {
        if self.kind.is_none() {
            self.go(Place::Kind, ctx);
            return ctx.warn(Word::ChooseKind);
        }
        if self.stops_at_unclear(ctx) {
            return;
        }
        let Some(several) = &self.together else { return };
        if !several.judged {
            // Who is left out has not been named yet.
            return ctx.warn(Word::StillWorking);
        }
        if self.note.is_empty() && !several.repeated().is_empty() {
            self.question = Some(Question::RepeatedTogether);
            return;
        }
        self.submit_together(ctx);
    }

    /// Sends it for all who are not left out.
    pub(super) fn submit_together(&mut self, ctx: &mut Ctx<'_>) {
        self.question = None;
        let (Some(several), Some(letter_type), Some(desk)) = (&self.together, self.kind, ctx.who) else { return };
        if several.left_out(&self.note).len() == several.candidates.len() {
            return ctx.warn(Word::NobodyLeft);
        }
        let told = Message::MadeTogether {
            count: 0,
            kind: self.kind_of(letter_type).map(|kind| kind.name.clone()).unwrap_or_default(),
            numbers: Vec::new(),
            left_out: Vec::new(),
        };
        let new = NewTogether {
            office: desk.office,
            channel: Channel::Counter,
            letter_type,
            people: several.people.clone(),
            contact: clean_line(self.contact.text()),
            fields: self.fields(),
            requirements: self.shown(),
            note: self.note.clone(),
        };
        // What is not taken is there again; what is taken ends its draft.
        self.keep(ctx);
        let after = After { told: Some(told), close: true, ..After::default() };
        ctx.wish(Wish::Do(Box::new(Command::SubmitTogether(Box::new(new))), after));
    }
}

fn draft_of(text: String) -> Wish {
    let draft = Command::SaveDraft { form: NEW_TOGETHER.into(), record: None, text };
    Wish::Do(Box::new(draft), After { quiet: true, ..After::default() })
}
