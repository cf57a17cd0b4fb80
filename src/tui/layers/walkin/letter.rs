//! The kind of letter, its fields with what this office wrote before, its requirements.

use super::{Place, Requirement, Text, Walkin};
use crate::desk::{Query, Wordings};
use crate::domain::id::RecordId;
use crate::domain::letter_type::{FieldKind, LetterType};
use crate::domain::office::date_of;
use crate::domain::request::Shown;
use crate::domain::understood::{Understood, understand};
use crate::i18n::Word;
use crate::tui::context::{Ctx, Wish};
use crate::tui::keys::{Code, Key};
use crate::tui::widgets::field::Field;

/// So many kinds have a digit: the tenth is 0.
pub(super) const NUMBERED: usize = 10;

impl Walkin {
    pub(super) fn kinds(&self) -> &[LetterType] {
        self.counter.as_ref().map_or(&[][..], |counter| &counter.kinds)
    }

    pub(super) fn kind_of(&self, id: RecordId) -> Option<&LetterType> {
        self.kinds().iter().find(|kind| kind.id == id)
    }

    /// The kinds that fit what was typed: a word of the name begins with it, or the name's initials do.
    pub(super) fn fitting(&self) -> Vec<&LetterType> {
        let typed = self.search.text().trim().to_lowercase();
        let fits = |kind: &&LetterType| {
            let name = kind.name.to_lowercase();
            let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
            format!(" {name}").contains(&format!(" {typed}")) || initials.starts_with(&typed)
        };
        self.kinds().iter().filter(fits).collect()
    }

    pub(super) fn key_at_kind(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        match key.code {
            Code::Char(digit @ '0'..='9') if !key.ctrl && self.search.text().is_empty() => {
                let place = usize::from(digit as u8 - b'0').checked_sub(1).unwrap_or(NUMBERED - 1);
                match self.kinds().get(place).map(|kind| kind.id) {
                    Some(kind) => self.choose_kind(kind, ctx),
                    None => ctx.warn(Word::NoSuchKind),
                }
            }
            Code::Char('.') if !key.ctrl && self.search.text().is_empty() => {
                self.again = true;
                self.as_before(ctx);
            }
            _ => {
                self.search.key(key);
            }
        }
    }

    /// Enter at the kind: the first that fits what was typed; without typing the chosen one stays.
    pub(super) fn enter_kind(&mut self, ctx: &mut Ctx<'_>) {
        let typed = !self.search.text().trim().is_empty();
        let first = self.fitting().first().map(|kind| kind.id);
        match first {
            Some(kind) if typed => self.choose_kind(kind, ctx),
            _ if self.kind.is_some() && !typed => self.go_on(ctx),
            _ => ctx.warn(Word::ChooseKind),
        }
    }

    pub(super) fn choose_kind(&mut self, id: RecordId, ctx: &mut Ctx<'_>) {
        self.put_kind(id);
        self.touched(ctx);
        self.ask_repeats(ctx);
        self.at = Place::Kind;
        self.go_on(ctx);
    }

    /// Makes the fields of a kind; what was typed into a field that both have stays.
    pub(super) fn put_kind(&mut self, id: RecordId) {
        let Some(kind) = self.kind_of(id).cloned() else { return };
        let typed = |key: &str| self.texts.iter().find(|text| text.key == key).map_or("", |text| text.field.text());
        let texts = kind.fields.iter().map(|field| Text {
            key: field.key.clone(),
            label: field.label.clone(),
            required: field.required,
            help: field.help.clone(),
            kind: field.kind,
            field: Field::new(typed(&field.key)),
            given: false,
        });
        let texts: Vec<Text> = texts.collect();
        let shown =
            |key: &str| self.requirements.iter().find(|one| one.key == key).map_or(Shown::Missing, |one| one.shown);
        let requirements = kind.requirements.iter().map(|one| Requirement {
            key: one.key.clone(),
            label: one.label.clone(),
            required: one.required,
            shown: shown(&one.key),
        });
        let requirements: Vec<Requirement> = requirements.collect();
        self.texts = texts;
        self.requirements = requirements;
        self.requirement = 0;
        self.kind = Some(id);
        self.search = Field::new("");
    }

    /// "Buat seperti tadi": kind, purpose and receiver of the last request; then what must be shown.
    pub(super) fn as_before(&mut self, ctx: &mut Ctx<'_>) {
        if !self.again || !self.for_somebody() {
            return;
        }
        let Some(counter) = &self.counter else { return };
        self.again = false;
        let Some((kind, values)) = counter.last.clone() else { return ctx.warn(Word::NothingBefore) };
        if self.kind_of(kind).is_none() {
            return ctx.warn(Word::NothingBefore);
        }
        self.put_kind(kind);
        for text in &mut self.texts {
            if let Some(value) = values.get(&text.key).filter(|value| !value.is_empty()) {
                text.field = Field::new(value);
                text.given = true;
            }
        }
        self.touched(ctx);
        self.ask_repeats(ctx);
        let next = if self.requirements.is_empty() { Place::Button } else { Place::Requirements };
        self.go(next, ctx);
    }

    pub(super) fn key_at_text(&mut self, n: usize, key: Key, ctx: &mut Ctx<'_>) {
        if key.code == Code::Right && self.accept(n, ctx) {
            return;
        }
        let Some(text) = self.texts.get_mut(n) else { return };
        if text.field.key(key) {
            text.given = false;
            self.accepted = None;
            self.touched(ctx);
            self.ask_wordings(ctx);
        }
    }

    /// Takes the first wording that is offered, and with the next press the next one. Within a text the arrow
    /// moves.
    fn accept(&mut self, n: usize, ctx: &Ctx<'_>) -> bool {
        let Some(text) = self.texts.get_mut(n).filter(|text| text.field.at_end()) else { return false };
        let Some(wordings) = self.wordings.as_ref().filter(|wordings| wordings.field == text.key) else { return false };
        let next = match self.accepted {
            Some(last) if last + 1 < wordings.texts.len() => last + 1,
            _ => 0,
        };
        let Some(wording) = wordings.texts.get(next) else { return false };
        text.field = Field::new(wording);
        self.accepted = Some(next);
        self.touched(ctx);
        true
    }

    /// Whether these wordings are of the field that is typed in, as it stands.
    pub(super) fn asks_for(&self, wordings: &Wordings) -> bool {
        self.text_here().is_some_and(|text| text.key == wordings.field && text.field.text() == wordings.typed)
    }

    pub(super) fn text_here(&self) -> Option<&Text> {
        match self.at {
            Place::Text(n) => self.texts.get(n),
            _ => None,
        }
    }

    /// Asks what this office wrote into this field before. Numbers and days are nobody's wording.
    pub(super) fn ask_wordings(&mut self, ctx: &mut Ctx<'_>) {
        self.wordings = None;
        self.accepted = None;
        let (Some(letter_type), Some(text)) = (self.kind, self.text_here()) else { return };
        if !matches!(text.kind, FieldKind::Text | FieldKind::Name) {
            return;
        }
        let (field, typed) = (text.key.clone(), text.field.text().to_owned());
        ctx.wish(Wish::Ask(Query::Wordings { letter_type, field, typed }));
    }

    pub(super) fn ask_repeats(&mut self, ctx: &mut Ctx<'_>) {
        self.repeats.clear();
        self.note.clear();
        if self.together.is_some() {
            return self.ask_for_all(ctx);
        }
        if let (Some(letter_type), Some(subject)) = (self.kind, self.member(self.subject).map(|member| member.id)) {
            ctx.wish(Wish::Ask(Query::Repeats { letter_type, subject }));
        }
    }

    /// How a field's text is understood today.
    pub(super) fn understood(&self, text: &Text) -> Understood {
        understand(text.kind, text.field.text(), date_of(self.now.wall))
    }

    /// The field that is left shows what will stand in the letter.
    pub(super) fn settle_text(&mut self) {
        let Some(kept) = self.text_here().map(|text| self.understood(text).kept()) else { return };
        if let Place::Text(n) = self.at
            && let Some(text) = self.texts.get_mut(n)
            && text.field.text() != kept
        {
            text.field = Field::new(&kept);
        }
    }

    pub(super) fn key_at_requirements(&mut self, key: Key, ctx: &Ctx<'_>) {
        let last = self.requirements.len().saturating_sub(1);
        match key.code {
            Code::Right => self.requirement = (self.requirement + 1).min(last),
            Code::Left => self.requirement = self.requirement.saturating_sub(1),
            Code::Char(' ') => {
                if let Some(one) = self.requirements.get_mut(self.requirement) {
                    one.shown = one.shown.next();
                    self.touched(ctx);
                }
            }
            _ => {}
        }
    }
}
