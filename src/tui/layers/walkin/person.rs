//! Who stands at the counter, and whom of their family the letter is about.

use super::{Place, Walkin};
use crate::desk::{Applicant, Query};
use crate::domain::office::date_of;
use crate::domain::refusal::Refusal;
use crate::domain::resident::{Resident, applicant_for};
use crate::domain::rules::can_be_served;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{Ctx, Wish};
use crate::tui::keys::{Code, Key};
use crate::tui::screens::requests::hands::list_of;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::finder::Step;

impl Walkin {
    pub(super) fn key_at_person(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        let last_draft = self.drafts().len().checked_sub(1);
        match (key.code, last_draft.filter(|_| self.offers_drafts())) {
            (Code::Tab, _) => self.step(true, ctx),
            (Code::Down, Some(last)) => self.draft = (self.draft + 1).min(last),
            (Code::Up, Some(_)) => self.draft = self.draft.saturating_sub(1),
            (Code::Enter, Some(_)) => {
                if let Some(row) = self.drafts().get(self.draft) {
                    let applicant = row.applicant;
                    ctx.wish(Wish::Ask(Query::Applicant(applicant)));
                }
            }
            // Somebody is chosen and nothing else was typed: the form goes on.
            (Code::Enter | Code::Down, _) if self.who.is_some() && self.finder.text().is_empty() => self.go_on(ctx),
            _ => {
                let (query, step) = self.finder.key(key, ctx.now);
                query.into_iter().for_each(|query| ctx.wish(Wish::Ask(query)));
                self.person_step(step, ctx);
            }
        }
    }

    pub(super) fn drafts(&self) -> &[crate::desk::DraftRow] {
        self.counter.as_ref().map_or(&[][..], |counter| &counter.drafts)
    }

    /// Drafts are offered while nobody is chosen and nothing is typed.
    pub(super) fn offers_drafts(&self) -> bool {
        self.who.is_none() && self.finder.text().is_empty() && !self.drafts().is_empty()
    }

    pub(super) fn person_step(&mut self, step: Step, ctx: &mut Ctx<'_>) {
        match step {
            Step::Stays => {}
            Step::Person(row) => ctx.wish(Wish::Ask(Query::Applicant(row.id))),
            Step::Request(row) => {
                self.keep(ctx);
                ctx.wish(Wish::Pop);
                ctx.wish(Wish::ShowRequest(row.id, list_of(&row)));
            }
            // A card is told about in the identity box, which asks whose it is.
            Step::Card(number) => {
                self.keep(ctx);
                ctx.wish(Wish::Pop);
                ctx.push(crate::tui::layers::identity::Identity::new(&number, ctx.now));
            }
        }
    }

    /// This person stands there now. What was typed for somebody else goes with them, unless typing of their own
    /// was kept: then each keeps their own.
    pub(super) fn seat(&mut self, who: Applicant, ctx: &mut Ctx<'_>) {
        let before = self.who.as_ref().map(|before| before.resident.id).filter(|before| *before != who.resident.id);
        match before {
            Some(_) if who.draft.is_some() => {
                self.keep(ctx);
                *self = Self { counter: self.counter.take(), ..Self::new(self.again, ctx.now) };
            }
            Some(before) if self.saved_at.take().is_some() => {
                ctx.wish(Self::draft_of(before, String::new()));
                self.touched(ctx);
            }
            _ => {}
        }
        let mut who = who;
        if !who.family.iter().any(|member| member.id == who.resident.id) {
            who.family.insert(0, who.resident.clone());
        }
        let today = date_of(ctx.now.wall);
        let place = |id| who.family.iter().position(|member| member.id == id).unwrap_or(0);
        self.subject = place(who.resident.id);
        self.applicant = place(applicant_for(&who.resident, &who.family, today).id);
        if self.contact.text().is_empty() || self.contact_given {
            self.contact = Field::new(&who.contact);
            self.contact_given = !who.contact.is_empty();
        }
        self.who = Some(who);
        self.finder = crate::tui::widgets::finder::Finder::new("", ctx.now);
        self.settled = false;
        self.repeats.clear();
        self.go(Place::Kind, ctx);
        self.ask_repeats(ctx);
        if let Some(why) = self.refused() {
            ctx.wish(Wish::Say(Role::Warn, Message::Text(i18n::refusal(ctx.setup.lang, &why))));
        }
    }

    pub(super) fn member(&self, place: usize) -> Option<&Resident> {
        self.who.as_ref().and_then(|who| who.family.get(place))
    }

    /// Why the rules would not let this letter go on: said at once, not at the forwarding.
    pub(super) fn refused(&self) -> Option<Refusal> {
        [self.subject, self.applicant].into_iter().find_map(|place| can_be_served(self.member(place)?).err())
    }

    pub(super) fn key_at_for(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        let Code::Char(digit @ '1'..='9') = key.code else { return };
        let place = usize::from(digit as u8 - b'1');
        if self.member(place).is_none() {
            return ctx.warn(Word::NoSuchMember);
        }
        self.subject = place;
        self.touched(ctx);
        self.ask_repeats(ctx);
        if let Some(why) = self.refused() {
            ctx.wish(Wish::Say(Role::Warn, Message::Text(i18n::refusal(ctx.setup.lang, &why))));
        }
        self.go_on(ctx);
    }
}
