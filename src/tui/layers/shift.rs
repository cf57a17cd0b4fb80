//! End of shift: what is open of one's own, waiting for whom, and all of it to a colleague in one step.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{Colleague, Command, RequestRow};
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::screens::parts;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// The state of the dialog.
pub struct Shift {
    rows: Vec<RequestRow>,
    operators: Vec<Colleague>,
    to: Option<usize>,
    note: Field,
}

impl Shift {
    /// Own work, and who may take it over. Even a single colleague is chosen by the digit, so that Enter behind
    /// the Enter of the palette moves nothing.
    pub fn new(rows: Vec<RequestRow>, operators: Vec<Colleague>) -> Self {
        Self { rows, operators, to: None, note: Field::new("") }
    }

    /// Whether a digit chooses a colleague.
    pub fn digits_choose(&self) -> bool {
        self.note.text().is_empty()
    }

    fn moves(&self) -> usize {
        self.rows.iter().filter(|row| row.state.at_the_counter()).count()
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let key = match typed {
            Typed::Paste(text) => return self.note.paste(text),
            Typed::Key(key) => *key,
        };
        match key.code {
            Code::Esc => ctx.wish(Wish::Pop),
            Code::Enter => self.send(ctx),
            Code::Char(digit @ '1'..='9') if self.note.text().is_empty() => {
                let at = usize::from(digit as u8 - b'1');
                if at < self.operators.len() {
                    self.to = Some(at);
                }
            }
            _ => {
                self.note.key(key);
            }
        }
    }

    fn send(&self, ctx: &mut Ctx<'_>) {
        if self.moves() == 0 {
            return ctx.wish(Wish::Pop);
        }
        if self.operators.is_empty() {
            return ctx.warn(Word::ShiftNobody);
        }
        let Some(to) = self.to.and_then(|at| self.operators.get(at)) else {
            return ctx.warn(Word::ShiftChoose);
        };
        let note = clean_line(self.note.text()).trim().to_owned();
        let told = Some(Message::PassedOnMany { count: self.moves(), to: to.name.clone() });
        let command = Command::AssignAll { to: to.person, note };
        ctx.wish(Wish::Do(Box::new(command), After { told, close: true, ..After::default() }));
    }

    /// Paints it over the body: as many rows as fit, colleagues and note always.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let moves = self.moves();
        let inside = sheet(body, body.height.saturating_sub(1), setup.word(Word::ShiftTitle), paint);
        if self.rows.is_empty() {
            paint.line(inside, 0, Role::Plain, setup.word(Word::ShiftNothing));
            return;
        }
        let count = Message::ShiftCount { moves, stays: self.rows.len() - moves };
        paint.line(inside, 0, Role::Title, &setup.say(&count));
        let below = if moves == 0 { 0 } else { self.operators.len().clamp(1, 9) + 1 };
        let room = usize::from(inside.height).saturating_sub(1 + below).max(1);
        let fits = if self.rows.len() > room { room - 1 } else { room };
        let mut y = 1;
        for row in self.rows.iter().take(fits) {
            paint.spans(inside, y, &self.line(row, setup));
            y += 1;
        }
        if self.rows.len() > fits {
            let more = format!("{} +{}", setup.glyphs.ellipsis, self.rows.len() - fits);
            paint.line(inside, y, Role::Faint, &more);
            y += 1;
        }
        if moves > 0 {
            self.paint_colleagues(inside, y, setup, paint);
        }
    }

    fn line(&self, row: &RequestRow, setup: &Setup) -> [(Role, String); 2] {
        let waits = if row.state.with_operator() { Word::WithYou } else { Word::from(&row.state) };
        let head = format!(
            "{}{}",
            parts::column(&row.queue, 6, setup),
            parts::column(parts::name(&row.name, setup), 24, setup),
        );
        let role = if row.state.at_the_counter() { Role::Plain } else { Role::Faint };
        [(role, head), (role, setup.word(waits).to_owned())]
    }

    fn paint_colleagues(&self, inside: Rect, from: u16, setup: &Setup, paint: &mut Paint<'_>) {
        let mut y = from;
        for (index, one) in self.operators.iter().take(9).enumerate() {
            let role = if self.to == Some(index) { Role::Selected } else { Role::Plain };
            let text = setup.say(&Message::PassOnTo(one.name.clone()));
            paint.spans(inside, y, &[(Role::Key, format!("{} ", index + 1)), (role, text)]);
            y += 1;
        }
        if self.operators.is_empty() {
            paint.line(inside, y, Role::Warn, setup.word(Word::ShiftNobody));
            y += 1;
        }
        let y = y.min(inside.height.saturating_sub(1));
        let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(Word::NoteOptional)));
        self.note.paint(Rect { x, width: inside.right().saturating_sub(x), ..inside }, y, true, paint);
    }
}
