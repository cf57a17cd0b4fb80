//! Drafts, the question before the same letter is made again, and sending.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Place, Question, Walkin};
use crate::desk::{Command, NEW_REQUEST, NewRequest, RequestDraft, TogetherDraft};
use crate::domain::id::RecordId;
use crate::domain::request::{Channel, Shown};
use crate::domain::text::clean_line;
use crate::i18n::{Age, Message, Word, clock};
use crate::tui::context::{After, Ctx, Wish};
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::screens::requests::hands::list_of;
use crate::tui::widgets::field::Field;

impl Walkin {
    pub(super) fn fields(&self) -> BTreeMap<String, String> {
        self.texts.iter().map(|text| (text.key.clone(), clean_line(&self.understood(text).kept()))).collect()
    }

    pub(super) fn shown(&self) -> BTreeMap<String, Shown> {
        self.requirements.iter().map(|one| (one.key.clone(), one.shown)).collect()
    }

    /// Once person and counter are here: typing that was kept goes on, or the last letter is made again.
    pub(super) fn settle(&mut self, ctx: &mut Ctx<'_>) {
        if self.together.is_some() {
            return self.settle_together(ctx);
        }
        if self.settled || self.who.is_none() || self.counter.is_none() {
            return;
        }
        self.settled = true;
        let kept = self.who.as_ref().and_then(|who| who.draft.clone()).filter(|_| self.kind.is_none());
        match kept.and_then(|(text, saved)| Some((serde_json::from_str::<RequestDraft>(&text).ok()?, saved))) {
            Some((draft, saved)) => self.take_up(draft, saved, ctx),
            None => self.as_before(ctx),
        }
    }

    fn take_up(&mut self, draft: RequestDraft, saved: Timestamp, ctx: &mut Ctx<'_>) {
        let place = |id: RecordId| self.who.as_ref().and_then(|who| who.family.iter().position(|one| one.id == id));
        let (applicant, subject) = (place(draft.applicant), place(draft.subject));
        self.applicant = applicant.unwrap_or(self.applicant);
        self.subject = subject.unwrap_or(self.subject);
        let RequestDraft { kind, contact, fields, requirements, .. } = draft;
        self.go_on_with(TogetherDraft { at: saved, kind, contact, fields, requirements }, ctx);
    }

    /// What was typed stands in the form again, and its first empty field is next.
    pub(super) fn go_on_with(&mut self, draft: TogetherDraft, ctx: &mut Ctx<'_>) {
        self.contact = Field::new(&draft.contact);
        self.contact_given = false;
        if let Some(kind) = draft.kind {
            self.put_kind(kind);
        }
        for text in &mut self.texts {
            if let Some(value) = draft.fields.get(&text.key) {
                text.field = Field::new(value);
            }
        }
        for one in &mut self.requirements {
            one.shown = draft.requirements.get(&one.key).copied().unwrap_or_default();
        }
        let saved = draft.at;
        self.saved_at = Some(saved);
        let first_empty = self.texts.iter().position(|text| text.field.text().is_empty());
        let next = match (self.kind, first_empty) {
            (None, _) => Place::Kind,
            (Some(_), Some(n)) => Place::Text(n),
            (Some(_), None) => Place::Button,
        };
        self.go(next, ctx);
        self.ask_repeats(ctx);
        ctx.say(Message::DraftResumed(Age::between(saved, ctx.now.wall)));
    }

    /// Keeps the typing now.
    pub fn keep(&mut self, ctx: &mut Ctx<'_>) {
        if self.unsaved.take().is_none() {
            return;
        }
        if self.together.is_some() {
            return self.keep_together(ctx);
        }
        let Some(who) = self.who.as_ref().map(|who| who.resident.id) else { return };
        let id = |place| self.member(place).map_or(who, |member| member.id);
        let draft = RequestDraft {
            at: ctx.now.wall,
            applicant: id(self.applicant),
            subject: id(self.subject),
            kind: self.kind,
            contact: clean_line(self.contact.text()),
            fields: self.texts.iter().map(|text| (text.key.clone(), clean_line(text.field.text()))).collect(),
            requirements: self.shown(),
        };
        self.saved_at = Some(ctx.now.wall);
        // Texts and maps with text keys: writing them cannot fail.
        ctx.wish(Self::draft_of(who, serde_json::to_string(&draft).unwrap_or_default()));
    }

    pub(super) fn draft_of(applicant: RecordId, text: String) -> Wish {
        let draft = Command::SaveDraft { form: NEW_REQUEST.into(), record: Some(applicant), text };
        Wish::Do(Box::new(draft), After { quiet: true, ..After::default() })
    }

    pub(super) fn drop_typing(&mut self, ctx: &mut Ctx<'_>) {
        if self.together.is_some() {
            return self.drop_together(ctx);
        }
        if let Some(who) = &self.who {
            ctx.wish(Self::draft_of(who.resident.id, String::new()));
        } else if let Some(row) = self.drafts().get(self.draft) {
            ctx.wish(Self::draft_of(row.applicant, String::new()));
        }
        ctx.say(Word::TypingDropped);
        // The list of drafts has changed with it.
        ctx.wish(Wish::Ask(crate::desk::Query::AtCounter));
        *self = Self::new(false, ctx.now);
    }

    pub(super) fn close(&mut self, ctx: &mut Ctx<'_>) {
        self.keep(ctx);
        if let Some(at) = self.saved_at {
            ctx.say(Message::WalkinKept(clock(at)));
        }
        ctx.wish(Wish::Pop);
    }

    pub(super) fn send(&mut self, ctx: &mut Ctx<'_>) {
        self.settle_text();
        if self.together.is_some() {
            return self.send_together(ctx);
        }
        let (Some(who), Some(kind)) = (self.who.as_ref().map(|who| who.resident.id), self.kind) else {
            let (place, word) = match self.who {
                None => (Place::Person, Word::ChoosePerson),
                Some(_) => (Place::Kind, Word::ChooseKind),
            };
            self.go(place, ctx);
            return ctx.warn(word);
        };
        if self.stops_at_unclear(ctx) {
            return;
        }
        if !self.repeats.is_empty() && self.note.is_empty() {
            self.question = Some(Question::Repeated);
            return;
        }
        let (Some(applicant), Some(subject), Some(desk)) =
            (self.member(self.applicant), self.member(self.subject), ctx.who)
        else {
            return;
        };
        let told = Message::Submitted {
            queue: String::new(),
            name: applicant.name.clone(),
            kind: self.kind_of(kind).map(|kind| kind.name.clone()).unwrap_or_default(),
        };
        let new = NewRequest {
            office: desk.office,
            channel: Channel::Counter,
            letter_type: kind,
            applicant: applicant.id,
            subject: subject.id,
            contact: clean_line(self.contact.text()),
            fields: self.fields(),
            requirements: self.shown(),
            note: self.note.clone(),
            draft: Some((NEW_REQUEST, who)),
        };
        // What is not taken is there again; what is taken ends its draft.
        self.keep(ctx);
        let after = After { told: Some(told), close: true, ..After::default() };
        ctx.wish(Wish::Do(Box::new(Command::Submit(Box::new(new))), after));
    }

    /// A field that is not understood is gone to, and said.
    pub(super) fn stops_at_unclear(&mut self, ctx: &mut Ctx<'_>) -> bool {
        let Some(n) = self.texts.iter().position(|text| self.understood(text).is_unclear()) else { return false };
        let label = self.texts.get(n).map(|text| text.label.clone()).unwrap_or_default();
        self.go(Place::Text(n), ctx);
        ctx.warn(Message::Unclear(label));
        true
    }

    /// Keys of the question before the same letter is made again.
    pub(super) fn answer(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match (&mut self.question, typed) {
            (Some(Question::Why(field)), Typed::Paste(text)) => field.paste(text),
            (Some(_), Typed::Key(Key { code: Code::Esc, .. })) => self.question = None,
            // A reader's or a pasted line's end decides nothing.
            (Some(_), Typed::Key(Key { code: Code::Enter, .. })) if ctx.burst => ctx.warn(Word::EnterAgain),
            (Some(Question::Repeated), Typed::Key(Key { code: Code::Enter, .. })) => self.see_the_earlier_one(ctx),
            (Some(Question::RepeatedTogether), Typed::Key(Key { code: Code::Enter, .. })) => self.submit_together(ctx),
            (
                Some(Question::Repeated | Question::RepeatedTogether),
                Typed::Key(Key { code: Code::Char('t' | 'T'), .. }),
            ) => {
                self.question = Some(Question::Why(Box::new(Field::new(""))));
            }
            (Some(Question::Why(field)), Typed::Key(Key { code: Code::Enter, .. })) => {
                let why = clean_line(field.text()).trim().to_owned();
                if why.is_empty() {
                    return ctx.warn(Word::ReasonNeeded);
                }
                self.note = ctx.setup.say(&Message::MadeAgain(why));
                self.question = None;
                self.send(ctx);
            }
            (Some(Question::Why(field)), Typed::Key(key)) => {
                field.key(*key);
            }
            _ => {}
        }
    }

    fn see_the_earlier_one(&mut self, ctx: &mut Ctx<'_>) {
        let Some((earlier, list)) = self.repeats.first().map(|row| (row.id, list_of(row))) else { return };
        self.touched(ctx);
        self.keep(ctx);
        ctx.wish(Wish::Pop);
        ctx.wish(Wish::ShowRequest(earlier, list));
    }
}
