//! How a list with its preview looks.

use ratatui::layout::Rect;

use super::{Row, Split, row_lines, rows_in};
use crate::i18n::{Message, Word};
use crate::tui::context::Setup;
use crate::tui::glyphs::Glyphs;
use crate::tui::layout::Areas;
use crate::tui::paint::{Paint, Span};
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;

impl<R: Row> Split<R> {
    /// Paints list, title line and preview. `row` gives a row's head (shown reversed when selected) and rest.
    pub fn paint(
        &mut self,
        areas: &Areas,
        setup: &Setup,
        empty: Word,
        paint: &mut Paint<'_>,
        row: impl Fn(&R, usize) -> (String, Vec<Span>),
    ) {
        if let Some(list) = areas.list {
            self.paint_list(list, setup, empty, paint, row);
        }
        if let (Some(title), Some(preview)) = (areas.title, areas.preview) {
            self.paint_preview(title, preview, setup, paint);
            if areas.beside {
                let bar = Rect { x: title.x - 1, width: 1, ..areas.body };
                for y in 0..bar.height {
                    paint.line(bar, y, Role::Faint, &setup.glyphs.bar.to_string());
                }
            }
        }
    }

    fn paint_list(
        &mut self,
        list: Rect,
        setup: &Setup,
        empty: Word,
        paint: &mut Paint<'_>,
        row: impl Fn(&R, usize) -> (String, Vec<Span>),
    ) {
        let place = self.place();
        let height = rows_in(list.height, setup);
        let count = self.visible().len();
        // The window moves only as far as the cursor needs, and leaves no empty rows at its end.
        self.top = self.top.min(place).max((place + 1).saturating_sub(height)).min(count.saturating_sub(height));
        if count == 0 {
            let word = match (self.loaded, self.filter.is_empty()) {
                (false, _) => Some(Word::Loading).filter(|_| paint.slow),
                (true, true) => Some(empty),
                (true, false) => Some(Word::NothingFound),
            };
            let inside = Rect { x: list.x + 1, width: list.width.saturating_sub(1), ..list };
            let text = word.map(|word| Para::of(Role::Faint, setup.word(word)));
            let lines = text::wrap(text.as_slice(), usize::from(inside.width), &setup.glyphs);
            for (y, (role, line)) in (0..list.height).zip(lines) {
                paint.line(inside, y, role, &line);
            }
        }
        let (top, selected) = (self.top, self.selected);
        let lines = row_lines(setup);
        let ys = (0..list.height).step_by(usize::from(lines));
        for (y, item) in ys.zip(self.visible().into_iter().skip(top)) {
            let here = Some(item.key()) == selected;
            // A row of two lines has room for the columns of a wide one.
            let (head, rest) = row(item, usize::from(list.width * lines).saturating_sub(1));
            let mark = if here { setup.glyphs.cursor } else { ' ' };
            let role = if here { Role::Selected } else { Role::Plain };
            let mut spans = vec![(role, format!("{mark}{head}"))];
            if setup.large {
                paint.spans(list, y, &spans);
                paint.spans(list, y + 1, &closer(rest, usize::from(list.width), &setup.glyphs));
            } else {
                spans.extend(rest);
                paint.spans(list, y, &spans);
            }
            if here {
                paint.cursor_at(list.x, list.y + y);
            }
        }
    }

    fn paint_preview(&self, title: Rect, preview: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        paint.rule(title, 0);
        let Some(content) = self.content.as_ref().filter(|_| self.selected.is_some()) else {
            let left = Rect { x: title.x + 2.min(title.width), width: title.width.saturating_sub(4), ..title };
            if !self.name.is_empty() {
                paint.line(left, 0, Role::Title, &format!(" {} ", self.name));
            }
            return;
        };
        let lines = self.lines(preview.width, setup);
        let from = self.scroll.min(lines.len().saturating_sub(1));
        let shown = lines.iter().skip(from).take(usize::from(preview.height));
        for (y, (role, line)) in (0..).zip(shown) {
            paint.line(preview, y, *role, line);
        }
        let to = (from + usize::from(preview.height)).min(lines.len());
        let count = format!(" {} ", setup.say(&Message::Lines { from: from + 1, to, of: lines.len() }));
        // Which list it is comes before how much is shown; in a narrow window it comes instead.
        let count = match (self.name.is_empty(), title.width < 60) {
            (true, _) => count,
            (false, true) => format!(" {} ", self.name),
            // The word before the lines gives way to the applicant's name.
            (false, false) if title.width < 100 => {
                format!(" {} {} {}-{to}/{} ", self.name, setup.glyphs.rule, from + 1, lines.len())
            }
            (false, false) => format!(" {} {}{count}", self.name, setup.glyphs.rule),
        };
        let count_width = u16::try_from(text::width(&count)).unwrap_or(0);
        let room = title.width.saturating_sub(count_width + 4);
        let name =
            text::cut(&text::clean(&content.title, &setup.glyphs), usize::from(room).saturating_sub(2), &setup.glyphs);
        let left = Rect { x: title.x + 2.min(title.width), width: room, ..title };
        paint.line(left, 0, Role::Title, &format!(" {name} "));
        if title.width > count_width + 4 {
            let right = Rect { x: title.right() - count_width - 1, width: count_width, ..title };
            paint.line(right, 0, Role::Plain, &count);
        }
        if self.full {
            paint.cursor_at(preview.x, preview.y);
        }
    }
}

/// The rest of a row on a line of its own: columns move together, and the longest is cut when they do not fit,
/// because the short ones are the marks that matter.
fn closer(rest: Vec<Span>, columns: usize, glyphs: &Glyphs) -> Vec<Span> {
    let room = columns.saturating_sub(INDENT);
    let mut spans: Vec<Span> = rest.into_iter().map(|(role, text)| (role, text.trim().to_owned())).collect();
    spans.retain(|(_, text)| !text.is_empty());
    let taken: usize = spans.iter().map(|(_, text)| text::width(text) + 2).sum();
    if let Some((_, longest)) = spans.iter_mut().max_by_key(|(_, text)| text::width(text)) {
        let left = text::width(longest).saturating_sub(taken.saturating_sub(room)).max(SHORTEST);
        *longest = text::cut(longest, left, glyphs);
    }
    let mut line = vec![(Role::Plain, " ".repeat(INDENT))];
    for (role, text) in spans {
        line.push((role, text));
        line.push((Role::Plain, "  ".into()));
    }
    line
}

/// What stands below a name stands in a little.
const INDENT: usize = 3;
/// No text is cut shorter for others.
const SHORTEST: usize = 6;
