//! Signing a batch: what it is, one passphrase, a line for each result. Paraf on several: the same summary.
//!
//! The passphrase is typed here, handed over once and wiped. Esc while it runs stops after the current letter.

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{DeskError, SignItem, SignOutcome, SignStep};
use crate::domain::id::{ContentHash, RecordId};
use crate::domain::task::TaskKind;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::deed::Deed;
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::marks::{Many, One};
use crate::tui::paint::Paint;
use crate::tui::secret::Secret;
use crate::tui::text::{self, Para, width};
use crate::tui::theme::Role;

/// One letter of the batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The task.
    pub task: RecordId,
    /// Its version on the screen: who asked it back meanwhile is heard first.
    pub version: u64,
    /// What was read.
    pub snapshot: ContentHash,
    /// Kind of letter.
    pub kind: String,
    /// For whom.
    pub name: String,
    /// Purpose in full.
    pub purpose: String,
    /// Opened by this person.
    pub opened: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Summary,
    Running { stopping: bool },
    Over { missing: usize },
}

/// The state of the dialog.
pub struct Sign {
    kind: TaskKind,
    entries: Vec<Entry>,
    not_included: usize,
    stage: Stage,
    passphrase: Secret,
    results: BTreeMap<RecordId, SignOutcome>,
    refused: Option<DeskError>,
    wrong: bool,
    scroll: usize,
}

/// The signing service's code for a wrong passphrase.
pub const WRONG: &str = "2031";

impl Sign {
    /// For these letters; `not_included` are those that need a look and were not marked.
    pub fn new(kind: TaskKind, entries: Vec<Entry>, not_included: usize) -> Self {
        Self {
            kind,
            entries,
            not_included,
            stage: Stage::Summary,
            passphrase: Secret::default(),
            results: BTreeMap::new(),
            refused: None,
            wrong: false,
            scroll: 0,
        }
    }

    /// Whether letters of it are being signed, or their results wait to be read.
    pub fn is_under_way(&self) -> bool {
        self.stage != Stage::Summary
    }

    /// Whether what comes is typed into its field.
    pub fn has_field(&self) -> bool {
        self.stage == Stage::Summary && self.kind == TaskKind::Sign
    }

    /// The keys that work now.
    pub fn hint(&self) -> Word {
        match (self.stage, self.kind) {
            (Stage::Summary, TaskKind::Sign) => Word::HintSign,
            (Stage::Summary, TaskKind::Verify) => Word::HintParaf,
            (Stage::Running { stopping: false }, _) => Word::HintStop,
            (Stage::Running { stopping: true }, _) => Word::Stopping,
            (Stage::Over { .. }, _) => Word::HintClose,
        }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let key = match typed {
            Typed::Paste(text) if self.stage == Stage::Summary => return self.passphrase.paste(text),
            Typed::Paste(_) => return,
            Typed::Key(key) => *key,
        };
        match key.code {
            Code::Up => self.scroll = self.scroll.saturating_sub(1),
            Code::Down => self.scroll += 1,
            Code::PageUp => self.scroll = self.scroll.saturating_sub(10),
            Code::PageDown => self.scroll += 10,
            _ => self.act(key, ctx),
        }
        self.scroll = self.scroll.min(self.entries.len().saturating_sub(1));
    }

    fn act(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        match (self.stage, key.code) {
            (Stage::Summary, Code::Esc) | (Stage::Over { .. }, Code::Esc | Code::Enter) => ctx.wish(Wish::Pop),
            (Stage::Summary, Code::Enter) if self.kind == TaskKind::Verify => self.give_paraf(ctx),
            (Stage::Summary, Code::Enter) => self.send(ctx),
            (Stage::Summary, _) if self.kind == TaskKind::Sign => self.passphrase.key(key),
            (Stage::Running { stopping: false }, Code::Esc) => {
                self.stage = Stage::Running { stopping: true };
                ctx.wish(Wish::CancelSign);
            }
            _ => {}
        }
    }

    fn give_paraf(&self, ctx: &mut Ctx<'_>) {
        let deed = Deed::Verify;
        let one =
            |entry: &Entry| One { key: entry.task.0, version: entry.version, command: deed.on(entry.task.0, None) };
        let each = self.entries.iter().map(one).collect();
        ctx.wish(Wish::Many(Many { deed, each, unread: 0 }));
    }

    fn send(&mut self, ctx: &mut Ctx<'_>) {
        if self.passphrase.is_empty() {
            return;
        }
        self.stage = Stage::Running { stopping: false };
        self.results.clear();
        self.refused = None;
        self.wrong = false;
        self.scroll = 0;
        let item = |entry: &Entry| {
            let item = SignItem { task: entry.task, snapshot: entry.snapshot, opened: entry.opened };
            (entry.version, item)
        };
        let items = self.entries.iter().map(item).collect();
        ctx.wish(Wish::Sign(items, self.passphrase.take()));
    }

    /// The batch goes on.
    pub fn step(&mut self, step: SignStep) {
        match step {
            SignStep::Line { task, outcome } => {
                self.results.insert(task, outcome);
            }
            SignStep::Ended { missing } => {
                self.stage = Stage::Over { missing };
                let wrong = |outcome: &SignOutcome| matches!(outcome, SignOutcome::Failed { code } if code == WRONG);
                let signed = |outcome: &SignOutcome| matches!(outcome, SignOutcome::Signed { .. });
                // A wrong passphrase keeps the page: nothing was signed, it is typed again.
                self.wrong = self.results.values().any(wrong) && !self.results.values().any(signed) && missing == 0;
                if self.wrong {
                    self.stage = Stage::Summary;
                    self.results.clear();
                }
            }
        }
    }

    /// The batch could not be started: nothing was signed.
    pub fn not_started(&mut self, error: DeskError) {
        self.stage = Stage::Summary;
        self.refused = Some(error);
    }

    /// Whether a batch is under way.
    pub fn running(&self) -> bool {
        matches!(self.stage, Stage::Running { .. })
    }

    fn head(&self, setup: &Setup) -> Vec<Para> {
        let mut paras = Vec::new();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.entries {
            *kinds.entry(entry.kind.as_str()).or_default() += 1;
        }
        let kinds = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
        let mut counts = vec![setup.say(&Message::SignCount { count: self.entries.len(), kinds })];
        if self.not_included > 0 {
            counts.push(setup.say(&Message::NotIncluded(self.not_included)));
        }
        let unopened = self.entries.iter().filter(|entry| !entry.opened).count();
        if unopened > 0 {
            counts.push(setup.say(&Message::UnopenedCount(unopened)));
        }
        // First, so that no small screen cuts it off.
        if self.wrong {
            let outcome = SignOutcome::Failed { code: WRONG.into() };
            paras.push(Para::of(Role::Bad, i18n::outcome(setup.lang, &outcome)));
        }
        if let Some(error) = &self.refused {
            paras.push(Para::of(Role::Bad, i18n::failure(setup.lang, error)));
        }
        match self.stage {
            Stage::Summary => paras.push(Para::plain(counts.join(" "))),
            Stage::Running { stopping } => {
                let progress = Message::Progress { done: self.results.len(), of: self.entries.len() };
                paras.push(Para::of(Role::Title, setup.say(&progress)));
                if stopping {
                    paras.push(Para::of(Role::Warn, setup.word(Word::Stopping)));
                }
            }
            Stage::Over { missing } => paras.extend(self.over(missing, setup)),
        }
        paras
    }

    fn over(&self, missing: usize, setup: &Setup) -> Vec<Para> {
        let signed = self.results.values().filter(|o| matches!(o, SignOutcome::Signed { .. })).count();
        let not = self.results.len() - signed;
        let role = if not + missing == 0 { Role::Good } else { Role::Warn };
        let mut paras = vec![Para::of(role, setup.say(&Message::BatchOver { signed, not }))];
        if missing > 0 {
            paras.push(Para::of(Role::Bad, setup.say(&Message::BatchMissing(missing))));
        }
        paras
    }

    fn rows(&self, setup: &Setup) -> Vec<Para> {
        self.entries
            .iter()
            .map(|entry| match self.results.get(&entry.task) {
                Some(outcome) => {
                    let role = if matches!(outcome, SignOutcome::Signed { .. }) { Role::Good } else { Role::Bad };
                    Para::of(role, format!("{}: {}", entry.name, i18n::outcome(setup.lang, outcome))).hanging(2)
                }
                None => {
                    // In front, so that no long purpose hides it.
                    let new = if entry.opened { String::new() } else { setup.word(Word::Unread).to_owned() };
                    let new = text::fit(&new, width(setup.word(Word::Unread)), &setup.glyphs);
                    Para::plain(format!("{new} {} · {}", entry.name, entry.purpose))
                }
            })
            .collect()
    }

    /// Paints the dialog over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let title = match (self.kind, self.running()) {
            (TaskKind::Verify, _) => Word::ParafTitle,
            (TaskKind::Sign, true) => Word::SignRunning,
            (TaskKind::Sign, false) => Word::SignTitle,
        };
        let inside = sheet(body, body.height.saturating_sub(1), setup.word(title), paint);
        let columns = usize::from(inside.width);
        let asks = self.has_field();
        let room = inside.height.saturating_sub(u16::from(asks));
        let mut y = 0;
        for (role, line) in text::wrap(&self.head(setup), columns, &setup.glyphs) {
            if y < room {
                paint.line(inside, y, role, &line);
                y += 1;
            }
        }
        let rows = self.rows(setup);
        let from = self.scroll.min(rows.len().saturating_sub(1));
        let one_line_each = self.results.is_empty();
        let lines: Vec<(Role, String)> = if one_line_each {
            rows.iter().skip(from).map(|para| (para.role, para.text.clone())).collect()
        } else {
            text::wrap(rows.get(from..).unwrap_or(&[]), columns, &setup.glyphs)
        };
        for (role, line) in lines {
            if y < room {
                paint.line(inside, y, role, &line);
                y += 1;
            }
        }
        if asks && inside.height > 0 {
            let state = if self.passphrase.is_empty() { Word::Hidden } else { Word::HiddenTyped };
            let y = inside.height - 1;
            let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(Word::Passphrase)));
            paint.cursor_at(x, inside.y + y);
            paint.line(
                Rect { x, width: inside.right().saturating_sub(x), ..inside },
                y,
                Role::Plain,
                setup.word(state),
            );
        }
    }
}
