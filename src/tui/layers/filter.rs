//! Which entries of the archive: digits and arrows go through what each line can be, a letter keeps or recalls a
//! view.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{ArchiveChoices, ArchiveFilter, ArchiveKind, Command, SavedView};
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::{Paint, Span};
use crate::tui::screens::parts;
use crate::tui::theme::Role;

/// The state of the dialog.
pub struct Filter {
    filter: ArchiveFilter,
    words: String,
    views: Vec<SavedView>,
    choices: ArchiveChoices,
    /// The line that the arrows turn.
    chosen: usize,
    /// The next letter drops its view.
    dropping: bool,
}

/// Lines that can be turned, and the one that clears them.
const LINES: usize = 6;

/// The value behind this one, or before it; none stands between the last and the first.
fn turned<T: Clone + PartialEq>(now: Option<&T>, all: &[T], back: bool) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|one| one == now));
    let to = match (at, back) {
        (None, false) => Some(0),
        (None, true) => all.len().checked_sub(1),
        (Some(at), false) => Some(at + 1),
        (Some(at), true) => at.checked_sub(1),
    };
    to.and_then(|to| all.get(to)).cloned()
}

impl Filter {
    /// As it is, with the views there are.
    pub fn new(filter: ArchiveFilter, words: String, views: Vec<SavedView>) -> Self {
        Self { filter, words, views, choices: ArchiveChoices::default(), chosen: 0, dropping: false }
    }

    /// What the archive has came.
    pub fn choose_from(&mut self, choices: ArchiveChoices) {
        self.choices = choices;
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        if self.dropping { Word::HintDropView } else { Word::HintFilter }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let Typed::Key(key) = typed else { return };
        let dropping = std::mem::take(&mut self.dropping);
        match key.code {
            Code::Esc | Code::Enter | Code::Backspace => ctx.wish(Wish::Pop),
            Code::Char('-') => self.dropping = true,
            Code::Char(digit @ '1'..='5') => {
                self.chosen = usize::from(digit as u8 - b'1');
                self.turn(false, ctx);
            }
            Code::Char('0') => {
                self.chosen = LINES - 1;
                self.turn(false, ctx);
            }
            Code::Up => self.chosen = self.chosen.saturating_sub(1),
            Code::Down => self.chosen = (self.chosen + 1).min(LINES - 1),
            Code::Right => self.turn(false, ctx),
            Code::Left => self.turn(true, ctx),
            Code::Char(letter) if letter.is_ascii_alphabetic() && !key.ctrl => {
                self.letter(letter.to_ascii_lowercase(), dropping, ctx);
            }
            _ => {}
        }
    }

    /// The chosen line becomes what comes next, or before.
    fn turn(&mut self, back: bool, ctx: &mut Ctx<'_>) {
        let (filter, choices) = (&mut self.filter, &self.choices);
        match self.chosen {
            0 => filter.kind = turned(filter.kind.as_ref(), &ArchiveKind::ALL, back),
            1 => filter.year = turned(filter.year.as_ref(), &choices.years, back),
            2 => filter.state = turned(filter.state.as_ref(), &choices.states, back),
            3 => filter.classification = turned(filter.classification.as_ref(), &choices.classifications, back),
            4 => filter.mine = !filter.mine,
            _ => *filter = ArchiveFilter::default(),
        }
        ctx.wish(Wish::Filter(filter.clone()));
    }

    /// A letter that holds a view recalls it; a free one keeps what is shown.
    fn letter(&mut self, letter: char, dropping: bool, ctx: &mut Ctx<'_>) {
        let held = self.views.iter().find(|view| view.letter == letter);
        let told = match (held, dropping) {
            (Some(view), false) => {
                let view = view.clone();
                ctx.wish(Wish::Pop);
                return ctx.wish(Wish::View(view));
            }
            (None, true) => return ctx.warn(Message::NoView(letter)),
            (Some(_), true) => Message::ViewDropped(letter),
            (None, false) if self.filter.is_empty() && self.words.is_empty() => return ctx.warn(Word::NothingToKeep),
            (None, false) => Message::ViewKept(letter),
        };
        let kept = SavedView { letter, words: self.words.clone(), filter: self.filter.clone() };
        let view = if dropping { SavedView { letter, ..SavedView::default() } } else { kept };
        ctx.wish(Wish::Pop);
        ctx.wish(Wish::Do(Box::new(Command::SaveView(view)), After { told: Some(told), ..After::default() }));
        ctx.wish(Wish::Ask(crate::desk::Query::Views));
    }

    /// Paints the dialog.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let word = |word| setup.word(word);
        let all = || word(Word::FilterAll).to_owned();
        let filter = &self.filter;
        let lines = [
            (Word::KindLabel, filter.kind.map_or_else(all, |kind| word(Word::of_kind(kind)).to_owned())),
            (Word::FilterYear, filter.year.map_or_else(all, |year| year.to_string())),
            (Word::StateLabel, filter.state.as_ref().map_or_else(all, |state| word(Word::of_state(state)).to_owned())),
            (Word::FilterClass, filter.classification.clone().unwrap_or_else(all)),
            (Word::ArchiveMine, word(if filter.mine { Word::Yes } else { Word::No }).to_owned()),
        ];
        let rows = u16::try_from(lines.len() + 1 + self.views.len()).unwrap_or(u16::MAX);
        let inside = sheet(body, rows.min(body.height.saturating_sub(1)), word(Word::FilterTitle), paint);
        for (y, (index, (label, value))) in (0..).zip(lines.into_iter().enumerate()) {
            let spans = [
                self.mark(index, setup),
                (Role::Key, format!("{} ", index + 1)),
                (Role::Plain, format!("{}: ", word(label))),
                (Role::Title, value),
            ];
            paint.spans(inside, y, &spans);
        }
        let clears =
            [self.mark(LINES - 1, setup), (Role::Key, "0 ".into()), (Role::Plain, word(Word::FilterClear).to_owned())];
        paint.spans(inside, 5, &clears);
        for (y, view) in (6..).zip(&self.views) {
            let about = parts::view(view, setup);
            paint.spans(inside, y, &[(Role::Key, format!("  {} ", view.letter)), (Role::Plain, about)]);
        }
    }

    fn mark(&self, line: usize, setup: &Setup) -> Span {
        (Role::Plain, format!("{} ", if line == self.chosen { setup.glyphs.cursor } else { ' ' }))
    }
}
