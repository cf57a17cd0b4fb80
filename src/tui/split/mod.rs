//! A list with a preview: selection by id, a window of rows, and text that follows when the keys rest.

mod paint;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use uuid::Uuid;

use crate::domain::id::ContentHash;
use crate::i18n::{Message, Word};
use crate::tui::command::CommandId;
use crate::tui::context::{Ctx, Now, Setup};
use crate::tui::decision::{Reading, Shown, Verdict};
use crate::tui::layout::Areas;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;

/// The preview follows when the keys have rested for so long.
pub const FOLLOWS: Duration = Duration::from_millis(150);

/// What is marked with a row: its content, and whether that is wanted back.
pub type MarkedAs = (ContentHash, bool);

/// A row of a list.
pub trait Row: PartialEq {
    /// Which record or action it is.
    fn key(&self) -> Uuid;

    /// The version that is shown; 0 where there are none.
    fn version(&self) -> u64 {
        0
    }

    /// Its words, for searching.
    fn words(&self) -> String;

    /// Its queue number, where it has one.
    fn number(&self) -> Option<&str> {
        None
    }

    /// What a mark on it is about: when that is another, it is not marked any more. None: the record, whatever
    /// becomes of it.
    fn marked_as(&self) -> Option<MarkedAs> {
        None
    }
}

/// What a preview shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    key: Uuid,
    title: String,
    paras: Vec<Para>,
    stamp: u64,
}

/// Lines of a row: for large letters what does not fit beside the name stands below it.
fn row_lines(setup: &Setup) -> u16 {
    if setup.large { 2 } else { 1 }
}

/// Rows that a list of so many lines shows.
fn rows_in(lines: u16, setup: &Setup) -> usize {
    usize::from(lines / row_lines(setup)).max(1)
}

/// "A-07" and "a7" are the same queue number.
pub fn queue_code(text: &str) -> (String, Option<u32>) {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (letters, digits.parse().ok())
}

/// The state of a list with its preview.
pub struct Split<R> {
    rows: Vec<R>,
    loaded: bool,
    filter: String,
    /// The words are asked of the store: what is listed fits already.
    asked: bool,
    selected: Option<Uuid>,
    top: usize,
    full: bool,
    content: Option<Content>,
    scroll: usize,
    read: bool,
    follow: Option<Duration>,
    /// Which list it is, when that is not the ordinary one.
    name: String,
}

impl<R> Default for Split<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            loaded: false,
            filter: String::new(),
            asked: false,
            selected: None,
            top: 0,
            full: false,
            content: None,
            scroll: 0,
            read: false,
            follow: None,
            name: String::new(),
        }
    }
}

impl<R: Row> Split<R> {
    /// A list whose words are asked of the store.
    pub fn asking() -> Self {
        Self { asked: true, ..Self::default() }
    }

    /// Whether its words fit none of its rows.
    pub fn fits_nothing(&self) -> bool {
        self.loaded && !self.filter.is_empty() && self.visible().is_empty()
    }

    /// All rows, whether shown or not.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// Rows that are not filtered away.
    pub fn visible(&self) -> Vec<&R> {
        if self.asked {
            return self.rows.iter().collect();
        }
        let filter = self.filter.to_lowercase();
        self.rows.iter().filter(|row| filter.is_empty() || row.words().to_lowercase().contains(&filter)).collect()
    }

    /// Says on the title line which list this is.
    pub fn name_list(&mut self, name: String) {
        self.name = name;
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&R> {
        let selected = self.selected?;
        self.rows.iter().find(|row| row.key() == selected)
    }

    /// The version of a row; none when it is not in the list.
    pub fn version(&self, key: Uuid) -> Option<u64> {
        self.rows.iter().find(|row| row.key() == key).map(Row::version)
    }

    /// Whether no rows ever came.
    pub fn loading(&self) -> bool {
        !self.loaded
    }

    /// Whether the preview has the whole body.
    pub fn full(&self) -> bool {
        self.full
    }

    /// The words that narrow it; empty when none do.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Whether there is something to close or to clear.
    pub fn goes_back(&self) -> bool {
        self.full || !self.filter.is_empty()
    }

    /// When the preview must follow.
    pub fn deadline(&self) -> Option<Duration> {
        self.follow
    }

    /// Whether it is time for the preview to follow; then it is up to the caller to ask for it.
    pub fn follows(&mut self, now: Now) -> Option<Uuid> {
        self.follow.take_if(|at| *at <= now.mono).and(self.selected)
    }

    /// New rows. The selection stays with its record; when that is gone, the row in its place is next.
    /// True when something visible changed.
    pub fn refresh(&mut self, rows: Vec<R>, now: Now) -> bool {
        if self.loaded && rows == self.rows && (self.selected.is_some() || rows.is_empty()) {
            return false;
        }
        let place = self.place();
        self.rows = rows;
        self.loaded = true;
        let visible: Vec<Uuid> = self.visible().iter().map(|row| row.key()).collect();
        let kept = self.selected.filter(|key| visible.contains(key));
        let next = kept.or_else(|| visible.get(place.min(visible.len().saturating_sub(1))).copied());
        if next != self.selected {
            self.selected = next;
            // While words are typed the keys have not rested.
            self.follow = Some(if self.asked { now.mono + FOLLOWS } else { now.mono });
            if next.is_none() {
                self.full = false;
                self.content = None;
            }
        }
        true
    }

    /// Other rows are coming, of which the first is shown: nothing of the ones before is kept.
    pub fn begin(&mut self) {
        *self = Self { asked: self.asked, ..Self::default() };
    }

    /// Shows only rows with these words.
    pub fn narrow(&mut self, words: String, now: Now) {
        self.filter = words;
        if self.asked {
            // The first of what is found is the one that is meant.
            self.selected = None;
            return;
        }
        let keys: Vec<Uuid> = self.visible().iter().map(|row| row.key()).collect();
        if !self.selected.is_some_and(|key| keys.contains(&key)) {
            self.select(keys.first().copied(), now);
        }
    }

    fn place(&self) -> usize {
        let selected = self.selected;
        self.visible().iter().position(|row| Some(row.key()) == selected).unwrap_or(0)
    }

    fn select(&mut self, key: Option<Uuid>, now: Now) {
        if key != self.selected {
            self.selected = key;
            self.follow = Some(now.mono + FOLLOWS);
        }
    }

    /// Selects a row by its record, if it is shown; its preview follows at once.
    pub fn select_key(&mut self, key: Uuid, now: Now) -> bool {
        let shown = self.visible().iter().any(|row| row.key() == key);
        if shown && self.selected != Some(key) {
            self.selected = Some(key);
            self.follow = Some(now.mono);
        }
        shown
    }

    /// Goes to a row by its place.
    fn go(&mut self, place: usize, now: Now) {
        let key = self.visible().get(place).map(|row| row.key());
        if key.is_some() {
            self.select(key, now);
        }
    }

    /// Leaves a row for the next one, if it is still selected. Its preview follows at once.
    pub fn leave(&mut self, key: Uuid, now: Now) {
        if self.selected != Some(key) {
            return;
        }
        let place = self.place();
        let visible = self.visible();
        let next = visible.get(place + 1).or_else(|| place.checked_sub(1).and_then(|p| visible.get(p)));
        if let Some(next) = next.map(|row| row.key()) {
            self.select(Some(next), now);
            self.follow = Some(now.mono);
        }
    }

    /// Goes to the row with this place (from 1) or queue number. False when there is none.
    pub fn go_to(&mut self, text: &str, now: Now) -> bool {
        let wanted = queue_code(text);
        let visible = self.visible();
        let by_number = visible.iter().position(|row| {
            row.number()
                .map(queue_code)
                .is_some_and(|code| code == wanted || wanted.0.is_empty() && wanted.1.is_some() && code.1 == wanted.1)
        });
        let by_place = text.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < visible.len());
        let place = by_number.or(by_place);
        place.map(|place| self.go(place, now)).is_some()
    }

    /// Shows nothing of what was shown.
    pub fn forget(&mut self) {
        self.content = None;
    }

    /// What the preview shows of a record. True when something visible changed.
    pub fn show(&mut self, key: Uuid, title: String, paras: Vec<Para>) -> bool {
        let mut hasher = DefaultHasher::new();
        (&title, &paras).hash(&mut hasher);
        let content = Content { key, title, paras, stamp: hasher.finish() };
        if self.content.as_ref() == Some(&content) {
            return false;
        }
        if self.content.as_ref().is_none_or(|before| before.key != key) {
            self.scroll = 0;
        }
        self.read = false;
        self.content = Some(content);
        true
    }

    /// The content in the preview, when it is the selected record's and the preview is on the screen.
    pub fn content(&self, areas: Option<&Areas>) -> Option<Shown> {
        areas?.preview?;
        let content = self.content.as_ref().filter(|content| Some(content.key) == self.selected)?;
        Some((content.key, content.stamp))
    }

    fn lines(&self, columns: u16, setup: &Setup) -> Vec<(Role, String)> {
        let paras = self.content.as_ref().map_or(&[][..], |content| &content.paras);
        text::wrap(paras, usize::from(columns), &setup.glyphs)
    }

    /// A frame was drawn: remembers whether the last line was on it.
    pub fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        let content = self.content(ctx.areas.as_ref());
        if let (Some(_), Some(preview)) = (content, ctx.areas.and_then(|areas| areas.preview)) {
            let lines = self.lines(preview.width, ctx.setup).len();
            self.read |= self.scroll + usize::from(preview.height) >= lines;
        }
        ctx.guard.drawn(content, ctx.now.mono);
    }

    /// Whether the last line of what is selected was shown.
    pub fn read(&self, areas: Option<&Areas>) -> bool {
        self.read && self.content(areas).is_some()
    }

    /// A decision key: true when it may decide. Otherwise it has paged down or was dropped with a line.
    pub fn decide(&mut self, key: &str, letter: bool, reading: Reading, ctx: &mut Ctx<'_>) -> bool {
        let content = self.content(ctx.areas.as_ref());
        match ctx.guard.key(content, self.read || reading == Reading::InSight, ctx.now.mono) {
            Verdict::Go => true,
            Verdict::Page => {
                self.scroll_by(true, false, ctx);
                false
            }
            Verdict::Dropped => {
                let hidden = ctx.areas.is_some_and(|areas| areas.preview.is_none());
                let key = key.to_owned();
                ctx.warn(match (hidden, letter) {
                    (true, _) => Message::Plain(Word::ShowFirst),
                    (false, true) => Message::DroppedLetter { key },
                    (false, false) => Message::Dropped { key },
                });
                false
            }
        }
    }

    /// A decision key on what is marked: true when it counts. Otherwise it was dropped with a line.
    pub fn decide_marked(&self, key: &str, ctx: &mut Ctx<'_>) -> bool {
        let counts = ctx.guard.marked(ctx.now.mono);
        if !counts {
            ctx.warn(Message::TooSoon { key: key.to_owned() });
        }
        counts
    }

    fn scroll_by(&mut self, down: bool, half: bool, ctx: &Ctx<'_>) {
        let Some(preview) = ctx.areas.and_then(|areas| areas.preview) else { return };
        let page = usize::from(preview.height).max(1);
        // One line of the page before stays, as in a book held by its corner.
        let step = if half { page.div_ceil(2) } else { page.saturating_sub(1).max(1) };
        self.scroll_lines(if down { step as isize } else { -(step as isize) }, ctx);
    }

    fn scroll_lines(&mut self, by: isize, ctx: &Ctx<'_>) {
        let Some(preview) = ctx.areas.and_then(|areas| areas.preview) else { return };
        let last = self.lines(preview.width, ctx.setup).len().saturating_sub(usize::from(preview.height));
        self.scroll = self.scroll.saturating_add_signed(by).min(last);
    }

    /// Moves, opens or closes. False when the command is none of these.
    pub fn moved(&mut self, command: CommandId, ctx: &mut Ctx<'_>) -> bool {
        match command {
            CommandId::Open => self.full = self.selected.is_some(),
            CommandId::Back if self.full => self.full = false,
            CommandId::Back if !self.filter.is_empty() => self.narrow(String::new(), ctx.now),
            CommandId::Back => {}
            CommandId::PreviewDown => self.scroll_by(true, true, ctx),
            CommandId::PreviewUp => self.scroll_by(false, true, ctx),
            _ if self.full => return self.scrolled(command, ctx),
            _ => return self.stepped(command, ctx),
        }
        true
    }

    fn scrolled(&mut self, command: CommandId, ctx: &Ctx<'_>) -> bool {
        match command {
            CommandId::Up => self.scroll_lines(-1, ctx),
            CommandId::Down => self.scroll_lines(1, ctx),
            CommandId::PageUp => self.scroll_by(false, false, ctx),
            CommandId::PageDown => self.scroll_by(true, false, ctx),
            CommandId::Top => self.scroll = 0,
            CommandId::Bottom => self.scroll_lines(isize::MAX, ctx),
            _ => return false,
        }
        true
    }

    fn stepped(&mut self, command: CommandId, ctx: &Ctx<'_>) -> bool {
        let place = self.place();
        let last = self.visible().len().saturating_sub(1);
        let page = ctx.areas.and_then(|areas| areas.list).map_or(1, |list| rows_in(list.height, ctx.setup));
        let to = match command {
            CommandId::Up => place.saturating_sub(1),
            CommandId::Down => (place + 1).min(last),
            CommandId::PageUp => place.saturating_sub(page),
            CommandId::PageDown => (place + page).min(last),
            CommandId::Top => 0,
            CommandId::Bottom => last,
            _ => return false,
        };
        self.go(to, ctx.now);
        true
    }
}
