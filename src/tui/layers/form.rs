//! The form of a request: its fields, telephone and requirements. What is typed becomes a draft within two
//! seconds and is offered again; only sending makes it an action.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{Command, EDIT_FORM as FORM, EditDraft, Query, RequestView};
use crate::domain::id::RecordId;
use crate::domain::request::Shown;
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word, clock};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::paint::Paint;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// Typing is kept this long after the first key that was not kept yet.
const KEPT_WITHIN: Duration = Duration::from_millis(1500);

struct Text {
    key: String,
    label: String,
    required: bool,
    help: String,
    field: Field,
}

struct Requirement {
    key: String,
    label: String,
    required: bool,
    shown: Shown,
}

/// The state of the form.
pub struct Form {
    request: RecordId,
    version: u64,
    name: String,
    texts: Vec<Text>,
    requirements: Vec<Requirement>,
    /// Counts texts, requirements and the button.
    at: usize,
    before: Values,
    unsaved: Option<Duration>,
    saved_at: Option<Timestamp>,
    first: usize,
}

#[derive(Clone, PartialEq)]
struct Values {
    contact: String,
    fields: BTreeMap<String, String>,
    requirements: BTreeMap<String, Shown>,
}

/// The telephone's place among the texts: a type's own field could not be called so.
const CONTACT: &str = "\u{0}contact";

impl Form {
    /// The form of a request as it is.
    pub fn new(view: &RequestView) -> Self {
        let mut texts: Vec<Text> = view
            .fields
            .iter()
            .map(|field| Text {
                key: field.key.clone(),
                label: field.label.clone(),
                required: field.required,
                help: field.help.clone(),
                field: Field::new(&field.value),
            })
            .collect();
        texts.push(Text {
            key: CONTACT.into(),
            label: String::new(),
            required: false,
            help: String::new(),
            field: Field::new(&view.request.contact),
        });
        let requirements = view
            .requirements
            .iter()
            .map(|requirement| Requirement {
                key: requirement.key.clone(),
                label: requirement.label.clone(),
                required: requirement.required,
                shown: requirement.shown,
            })
            .collect();
        let mut form = Self {
            request: view.row.id,
            version: view.row.version,
            name: view.row.name.clone(),
            texts,
            requirements,
            at: 0,
            before: Values { contact: String::new(), fields: BTreeMap::new(), requirements: BTreeMap::new() },
            unsaved: None,
            saved_at: None,
            first: 0,
        };
        form.before = form.values();
        form
    }

    /// The question for its draft.
    pub fn draft_query(&self) -> Query {
        Query::Draft { form: FORM, record: Some(self.request) }
    }

    /// A draft was found: its typing goes on, unless somebody has typed meanwhile.
    pub fn take_up(&mut self, draft: &str, ctx: &mut Ctx<'_>) {
        let Ok(draft) = serde_json::from_str::<EditDraft>(draft) else { return };
        if self.values() != self.before {
            return;
        }
        ctx.say(Message::DraftTaken(clock(draft.at)));
        self.saved_at = Some(draft.at);
        // A part that the draft does not name stays as the request has it.
        let contact = draft.contact.unwrap_or_else(|| self.before.contact.clone());
        self.put(&Values { contact, fields: draft.fields, requirements: draft.requirements });
    }

    fn put(&mut self, values: &Values) {
        for text in &mut self.texts {
            let value = if text.key == CONTACT { Some(&values.contact) } else { values.fields.get(&text.key) };
            if let Some(value) = value {
                text.field = Field::new(value);
            }
        }
        for requirement in &mut self.requirements {
            if let Some(shown) = values.requirements.get(&requirement.key) {
                requirement.shown = *shown;
            }
        }
    }

    fn values(&self) -> Values {
        let value = |text: &Text| clean_line(text.field.text()).trim().to_owned();
        Values {
            contact: self.texts.iter().find(|text| text.key == CONTACT).map(value).unwrap_or_default(),
            fields: self
                .texts
                .iter()
                .filter(|text| text.key != CONTACT)
                .map(|text| (text.key.clone(), value(text)))
                .collect(),
            requirements: self.requirements.iter().map(|r| (r.key.clone(), r.shown)).collect(),
        }
    }

    /// The record it changes, with the version that it shows.
    pub fn decides_on(&self) -> (uuid::Uuid, u64) {
        (self.request.0, self.version)
    }

    fn places(&self) -> usize {
        self.texts.len() + self.requirements.len() + 1
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match typed {
            Typed::Paste(text) => {
                if let Some(at) = self.texts.get_mut(self.at) {
                    at.field.paste(text);
                    self.touched(ctx);
                }
            }
            Typed::Key(key) => self.key(*key, ctx),
        }
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        let last = self.places() - 1;
        match (key.code, key.ctrl) {
            (Code::Char('t'), true) => self.send(ctx),
            (Code::Char('d'), true) => self.drop_typing(ctx),
            (Code::Char('s'), true) => {
                self.keep(ctx);
                ctx.say(Message::SavedAt(clock(ctx.now.wall)));
            }
            (Code::Esc, _) => self.close(ctx),
            // Of lines that were pasted, or a reader's, none presses the button.
            (Code::Enter, _) if self.at == last && ctx.burst => ctx.warn(Word::EnterAgain),
            (Code::Enter, _) if self.at == last => self.send(ctx),
            (Code::Enter | Code::Tab | Code::Down, _) => self.at = (self.at + 1).min(last),
            (Code::BackTab | Code::Up, _) => self.at = self.at.saturating_sub(1),
            _ => self.edit(key, ctx),
        }
    }

    fn edit(&mut self, key: Key, ctx: &Ctx<'_>) {
        if let Some(text) = self.texts.get_mut(self.at) {
            if text.field.key(key) {
                self.touched(ctx);
            }
            return;
        }
        let here = self.at - self.texts.len();
        match key.code {
            Code::Char(' ') => {
                if let Some(requirement) = self.requirements.get_mut(here) {
                    requirement.shown = requirement.shown.next();
                }
            }
            Code::Char('*') => self.requirements.iter_mut().for_each(|r| r.shown = Shown::Original),
            _ => return,
        }
        self.touched(ctx);
    }

    fn touched(&mut self, ctx: &Ctx<'_>) {
        self.unsaved.get_or_insert(ctx.now.mono + KEPT_WITHIN);
    }

    /// When the typing must be kept.
    pub fn deadline(&self) -> Option<Duration> {
        self.unsaved
    }

    /// Keeps the typing when it is time.
    pub fn due(&mut self, ctx: &mut Ctx<'_>) {
        if self.unsaved.is_some_and(|at| at <= ctx.now.mono) {
            self.keep(ctx);
        }
    }

    /// Keeps the typing now.
    pub fn keep(&mut self, ctx: &mut Ctx<'_>) {
        if self.unsaved.take().is_none() {
            return;
        }
        self.saved_at = Some(ctx.now.wall);
        let Values { contact, fields, requirements } = self.values();
        let draft = EditDraft { at: ctx.now.wall, contact: Some(contact), fields, requirements };
        // Texts and maps with text keys: writing them cannot fail.
        let text = serde_json::to_string(&draft).unwrap_or_default();
        ctx.wish(self.save(text));
    }

    fn save(&self, text: String) -> Wish {
        let draft = Command::SaveDraft { form: FORM.into(), record: Some(self.request), text };
        Wish::Do(Box::new(draft), After { quiet: true, ..After::default() })
    }

    fn drop_typing(&mut self, ctx: &mut Ctx<'_>) {
        let before = self.before.clone();
        self.put(&before);
        self.unsaved = None;
        self.saved_at = None;
        ctx.wish(self.save(String::new()));
        ctx.say(Word::DraftDropped);
    }

    fn close(&mut self, ctx: &mut Ctx<'_>) {
        self.keep(ctx);
        match self.saved_at {
            Some(at) if self.values() != self.before => ctx.say(Message::DraftKept(clock(at))),
            Some(_) => ctx.wish(self.save(String::new())),
            None => ctx.say(Word::FormBack),
        }
        ctx.wish(Wish::Pop);
    }

    fn send(&mut self, ctx: &mut Ctx<'_>) {
        self.keep(ctx);
        let Values { contact, fields, requirements } = self.values();
        let command = Command::Edit { request: self.request, contact, fields, requirements };
        let told = Some(Message::Edited { name: self.name.clone() });
        ctx.wish(Wish::Do(Box::new(command), After { told, close: true, ..After::default() }));
    }

    /// What is to be done when the action is durable: the draft has served.
    pub fn sent(&self) -> Wish {
        self.save(String::new())
    }

    /// Paints the form over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let title = format!("{} · {}", setup.word(Word::FormTitle), self.name);
        let inside = sheet(body, body.height.saturating_sub(1), &title, paint);
        let label = self.label_width(setup).min(usize::from(inside.width) / 2);
        // The field being typed in is always on the screen.
        let visible = usize::from(inside.height).max(1);
        let help = usize::from(self.help().is_some());
        let room = visible.saturating_sub(help).max(1);
        let first = self.first.max((self.at + 1).saturating_sub(room));
        for (y, place) in (first..self.places()).take(room).enumerate() {
            self.paint_place(place, inside, u16::try_from(y).unwrap_or(0), label, setup, paint);
        }
        if let Some(text) = self.help().filter(|_| inside.height > 1) {
            paint.line(inside, inside.height - 1, Role::Faint, text);
        }
    }

    fn help(&self) -> Option<&str> {
        self.texts.get(self.at).map(|text| text.help.as_str()).filter(|help| !help.is_empty())
    }

    fn label_width(&self, setup: &Setup) -> usize {
        self.texts.iter().map(|text| text::width(self.label(text, setup))).max().unwrap_or(0)
    }

    fn label<'a>(&self, text: &'a Text, setup: &Setup) -> &'a str {
        if text.key == CONTACT { setup.word(Word::Contact) } else { &text.label }
    }

    fn paint_place(&self, place: usize, area: Rect, y: u16, label: usize, setup: &Setup, paint: &mut Paint<'_>) {
        let active = place == self.at;
        let role = if active { Role::Title } else { Role::Plain };
        let mark = if active { setup.glyphs.cursor } else { ' ' };
        if let Some(text) = self.texts.get(place) {
            let name = text::fit(&text::clean(self.label(text, setup), &setup.glyphs), label, &setup.glyphs);
            let sign = if text.required && text.field.text().trim().is_empty() { '!' } else { ' ' };
            let x = paint.line(area, y, role, &format!("{mark}{sign}{name}: "));
            text.field.paint(Rect { x, width: area.right().saturating_sub(x), ..area }, y, active, paint);
            return;
        }
        let spans = match self.requirements.get(place - self.texts.len()) {
            Some(requirement) => {
                let missing = requirement.shown == Shown::Missing;
                let sign = match requirement.shown {
                    Shown::Missing if requirement.required => '!',
                    Shown::Missing => '-',
                    _ => setup.glyphs.tick,
                };
                let state = setup.word(requirement.shown.into());
                let state_role = if missing && requirement.required { Role::Warn } else { Role::Plain };
                vec![(role, format!("{mark}{sign}{}: ", requirement.label)), (state_role, state.to_owned())]
            }
            None => {
                let role = if active { Role::Selected } else { Role::Plain };
                vec![(Role::Plain, "  ".into()), (role, format!("[ {} ]", setup.word(Word::Save)))]
            }
        };
        paint.spans(area, y, &spans);
        if active {
            paint.cursor_at(area.x, area.y + y);
        }
    }
}
