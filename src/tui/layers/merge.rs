//! Mine or theirs, part by part: each side in full, the chosen one marked.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{Command, SyncItemView, WayOut};
use crate::domain::difference::Part;
use crate::domain::id::ActionId;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::text::{self, Beside, Para};
use crate::tui::theme::Role;

struct Choice {
    part: Part,
    label: String,
    mine: String,
    theirs: String,
    take_mine: bool,
}

/// The state of the dialog.
pub struct Merge {
    action: ActionId,
    seen: Option<u64>,
    about: String,
    choices: Vec<Choice>,
    at: usize,
}

impl Merge {
    /// For both sides as they stand: what I changed begins as mine, the rest as theirs.
    pub fn new(view: &SyncItemView, setup: &Setup) -> Self {
        let choosable = view.differences.iter().filter(|shown| shown.difference.part.is_choosable());
        let choices = choosable
            .map(|shown| Choice {
                part: shown.difference.part.clone(),
                label: i18n::part(setup.lang, &shown.difference.part, &shown.label),
                mine: i18n::value(setup.lang, shown.difference.mine.as_ref()),
                theirs: i18n::value(setup.lang, shown.difference.theirs.as_ref()),
                take_mine: shown.difference.by_me,
            })
            .collect();
        let about = view.item.about.clone();
        Self { action: view.item.action, seen: view.their_version, about, choices, at: 0 }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let Typed::Key(key) = typed else { return };
        let last = self.choices.len().saturating_sub(1);
        match key.code {
            Code::Esc => ctx.wish(Wish::Pop),
            Code::Enter => self.send(ctx),
            Code::Up | Code::BackTab => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Tab => self.at = (self.at + 1).min(last),
            Code::Left => self.choose(|_| true),
            Code::Right => self.choose(|_| false),
            Code::Char(' ') => self.choose(|mine| !mine),
            _ => {}
        }
    }

    fn choose(&mut self, to: impl Fn(bool) -> bool) {
        if let Some(choice) = self.choices.get_mut(self.at) {
            choice.take_mine = to(choice.take_mine);
        }
    }

    fn send(&self, ctx: &mut Ctx<'_>) {
        let mine: BTreeSet<Part> =
            self.choices.iter().filter(|choice| choice.take_mine).map(|choice| choice.part.clone()).collect();
        let command = Command::Settle { action: self.action, way: WayOut::Merge(mine), seen: self.seen };
        let told = Some(Message::MergedSent { about: self.about.clone() });
        ctx.wish(Wish::Do(
            Box::new(command),
            After { told, leave: Some(self.action.0), close: true, ..After::default() },
        ));
    }

    fn paragraphs(&self, setup: &Setup) -> Vec<(usize, Para)> {
        let mark = |chosen: bool| if chosen { "(*)" } else { "( )" };
        let mut paras = Vec::new();
        for (n, choice) in self.choices.iter().enumerate() {
            let here = n == self.at;
            let sign = if here { setup.glyphs.cursor } else { ' ' };
            paras.push((n, Para::of(if here { Role::Title } else { Role::Plain }, format!("{sign}{}", choice.label))));
            let beside = Beside {
                text: format!("{} {}", mark(!choice.take_mine), choice.theirs),
                first: setup.word(Word::MineTitle).to_owned(),
                second: setup.word(Word::TheirsTitle).to_owned(),
            };
            let text = format!("{} {}", mark(choice.take_mine), choice.mine);
            paras.push((n, Para { beside: Some(Box::new(beside)), ..Para::plain(text) }));
        }
        paras
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let title = format!("{} · {}", setup.word(Word::MergeTitle), self.about);
        let inside = sheet(body, body.height.saturating_sub(1), &title, paint);
        let columns = usize::from(inside.width).max(1);
        let mut lines = Vec::new();
        let heading = Beside { text: setup.word(Word::TheirsTitle).to_owned(), ..Beside::default() };
        let heading = Para { beside: Some(Box::new(heading)), ..Para::of(Role::Title, setup.word(Word::MineTitle)) };
        if text::two_sides(columns) {
            lines.extend(text::wrap(&[heading], columns, &setup.glyphs).into_iter().map(|line| (None, line)));
        }
        for (n, para) in self.paragraphs(setup) {
            lines.extend(text::wrap(&[para], columns, &setup.glyphs).into_iter().map(|line| (Some(n), line)));
        }
        // The part being chosen is always on the screen, from its first line on.
        let height = usize::from(inside.height).max(1);
        let begins = lines.iter().position(|(n, _)| *n == Some(self.at)).unwrap_or(0);
        let ends = lines.iter().rposition(|(n, _)| *n == Some(self.at)).unwrap_or(0) + 1;
        let first = ends.saturating_sub(height).min(begins);
        for (y, (_, (role, line))) in (0..inside.height).zip(lines.iter().skip(first)) {
            paint.line(inside, y, *role, line);
        }
        let row = u16::try_from(begins - first).unwrap_or(0);
        paint.cursor_at(inside.x, inside.y + row);
    }
}
