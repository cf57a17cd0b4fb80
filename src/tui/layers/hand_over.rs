//! `w`: the letter to its citizen. Enter says that the applicant has it; a digit, that somebody else fetched
//! it, or that it goes as a link.

use ratatui::layout::Rect;
use uuid::Uuid;

use super::share::{Purpose, ShareLayer};
use super::sheet;
use crate::desk::{Command, RequestRow};
use crate::domain::handing::{Receiver, Relation, Way};
use crate::domain::id::RecordId;
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::screens::requests::hands::{relation_word, way_word};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// The state of the dialog.
pub struct HandOver {
    request: RecordId,
    version: u64,
    name: String,
    about: String,
    /// Who fetches for somebody else.
    relation: Option<Relation>,
    receiver: Field,
}

impl HandOver {
    /// Of this request, as it was on the screen.
    pub fn new(row: &RequestRow) -> Self {
        let number = row.number.as_deref().map(|number| format!(" · {number}")).unwrap_or_default();
        Self {
            request: row.id,
            version: row.version,
            name: row.name.clone(),
            about: format!("{} {} · {}{number}", row.queue, row.kind, row.name),
            relation: None,
            receiver: Field::new(""),
        }
    }

    /// The record it changes, with the version that it shows.
    pub fn decides_on(&self) -> (Uuid, u64) {
        (self.request.0, self.version)
    }

    /// Whether what comes is typed into its field.
    pub fn has_field(&self) -> bool {
        self.relation.is_some()
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        if self.relation.is_some() { Word::HintReceiver } else { Word::HintHandOver }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let key = match typed {
            Typed::Paste(text) if self.relation.is_some() => return self.receiver.paste(text),
            Typed::Paste(_) => return,
            Typed::Key(key) => *key,
        };
        match (key.code, self.relation) {
            (Code::Esc, _) => ctx.wish(Wish::Pop),
            (Code::Enter, None) => self.send(Receiver::Applicant, ctx),
            (Code::Enter, Some(relation)) => {
                let name = clean_line(self.receiver.text()).trim().to_owned();
                self.send(Receiver::Other { relation, name }, ctx);
            }
            (Code::Char(digit @ '1'..='9'), None) => self.choose(usize::from(digit as u8 - b'1'), ctx),
            (Code::Backspace, None) => ctx.wish(Wish::Pop),
            (_, None) => {}
            (_, Some(_)) => {
                self.receiver.key(key);
            }
        }
    }

    fn choose(&mut self, place: usize, ctx: &mut Ctx<'_>) {
        if let Some(relation) = Relation::ALL.get(place) {
            self.relation = Some(*relation);
        } else if let Some(way) = Way::LINKS.get(place - Relation::ALL.len()) {
            let share = ShareLayer::new(self.request, self.version, self.name.clone(), Purpose::HandOver(*way));
            let query = share.query();
            ctx.wish(Wish::Pop);
            ctx.push(share);
            ctx.wish(Wish::Ask(query));
        }
    }

    fn send(&self, to: Receiver, ctx: &mut Ctx<'_>) {
        let command = Command::HandOver { request: self.request, way: Way::Printed, to };
        let told = Some(Message::HandedOver { name: self.name.clone() });
        let leave = Some(self.request.0);
        ctx.wish(Wish::Do(Box::new(command), After { told, leave, close: true, ..After::default() }));
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let lines = Relation::ALL.len() + Way::LINKS.len();
        let rows = 3 + if self.relation.is_some() { Relation::ALL.len() } else { lines };
        let inside = sheet(body, u16::try_from(rows).unwrap_or(u16::MAX), setup.word(Word::HandOverTitle), paint);
        paint.line(inside, 0, Role::Plain, &self.about);
        let applicant = [(Role::Key, "Enter ".to_owned()), (Role::Plain, setup.word(Word::ToApplicant).to_owned())];
        let mut y = 1;
        if self.relation.is_none() {
            paint.spans(inside, y, &applicant);
            y += 1;
        }
        let chosen = Relation::ALL.into_iter().map(|one| (self.relation == Some(one), relation_word(one)));
        let links = Way::LINKS.into_iter().filter(|_| self.relation.is_none()).map(|way| (false, way_word(way)));
        for (index, (here, word)) in chosen.chain(links).enumerate() {
            let role = if here { Role::Selected } else { Role::Plain };
            paint.spans(inside, y, &[(Role::Key, format!("{} ", index + 1)), (role, setup.word(word).to_owned())]);
            y += 1;
        }
        if self.relation.is_some() {
            // The last row of a low window is kept for what is typed.
            let y = y.min(inside.height.saturating_sub(1));
            let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(Word::ReceiverName)));
            self.receiver.paint(Rect { x, width: inside.right().saturating_sub(x), ..inside }, y, true, paint);
        }
    }
}
