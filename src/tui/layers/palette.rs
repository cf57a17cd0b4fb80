//! `?` and `:`: every command with its keys, searched by title, words and key; disabled ones say why.

use ratatui::layout::Rect;

use super::sheet;
use crate::i18n::{self, Lang, Message, Word};
use crate::tui::command::{self, Can, CommandId, TABLE};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keymap::Keymap;
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// A command as it stands in the list.
struct Entry {
    id: CommandId,
    title: String,
    about: String,
    keys: String,
    words: String,
    why_not: Option<String>,
}

/// The state of the dialog.
pub struct Palette {
    help: bool,
    entries: Vec<Entry>,
    field: Field,
    chosen: usize,
}

impl Palette {
    /// Every command of the table with what it can do now.
    pub fn new(help: bool, setup: &Setup, keymap: &Keymap, can: impl Fn(CommandId) -> Can) -> Self {
        let entries = TABLE
            .iter()
            .map(|command| {
                let (title, why_not) = match can(command.id) {
                    Can::Yes => (command.title, None),
                    Can::As(title) => (title, None),
                    Can::No(why) => (command.title, Some(setup.say(&why))),
                };
                let keys = keymap.keys_of(command.id).join(" ");
                // Words of both languages find it.
                let both = [Lang::Id, Lang::En]
                    .map(|lang| format!("{} {}", i18n::word(lang, command.title), i18n::word(lang, command.about)));
                let words = format!("{} {} {keys}", command.name, both.join(" ")).to_lowercase();
                Entry {
                    id: command.id,
                    title: setup.word(title).to_owned(),
                    about: setup.word(command.about).to_owned(),
                    keys,
                    words,
                    why_not,
                }
            })
            .collect();
        Self { help, entries, field: Field::new(""), chosen: 0 }
    }

    fn found(&self) -> Vec<&Entry> {
        let wanted = self.field.text().to_lowercase();
        let mut found: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| wanted.split_whitespace().all(|word| entry.words.contains(word)))
            .collect();
        // What begins so comes first, and what works before what does not.
        found.sort_by_key(|entry| {
            let begins = |text: &str| text.to_lowercase().starts_with(wanted.trim());
            let name = command::of(entry.id).name;
            (name != wanted.trim(), !begins(&entry.title) && !begins(name), self.help || entry.why_not.is_some())
        });
        found
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let key = match typed {
            Typed::Paste(text) => return self.field.paste(text),
            Typed::Key(key) => *key,
        };
        let last = self.found().len().saturating_sub(1);
        match key.code {
            Code::Esc => ctx.wish(Wish::Pop),
            Code::Backspace if self.field.text().is_empty() => ctx.wish(Wish::Pop),
            Code::Up => self.chosen = self.chosen.saturating_sub(1),
            Code::Down => self.chosen = (self.chosen + 1).min(last),
            Code::PageUp => self.chosen = self.chosen.saturating_sub(10),
            Code::PageDown => self.chosen = (self.chosen + 10).min(last),
            Code::Enter => self.enter(ctx),
            _ => {
                if self.field.key(key) {
                    self.chosen = 0;
                }
            }
        }
    }

    fn enter(&mut self, ctx: &mut Ctx<'_>) {
        let text = self.field.text().trim().to_owned();
        if text.chars().any(|c| c.is_ascii_digit()) {
            ctx.wish(Wish::Pop);
            return ctx.wish(Wish::Row(text));
        }
        match self.found().get(self.chosen) {
            None => ctx.warn(Word::NoCommand),
            Some(Entry { why_not: Some(reason), title, .. }) => {
                ctx.warn(Message::Why { title: title.clone(), reason: reason.clone() });
            }
            Some(entry) => {
                let id = entry.id;
                ctx.wish(Wish::Pop);
                ctx.wish(Wish::Run(id));
            }
        }
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let title = if self.help { Word::HelpTitle } else { Word::PaletteTitle };
        let inside = sheet(body, body.height.saturating_sub(1), setup.word(title), paint);
        let x = paint.line(inside, 0, Role::Title, ": ");
        self.field.paint(Rect { x, width: inside.right().saturating_sub(x), ..inside }, 0, true, paint);
        let found = self.found();
        if found.is_empty() {
            paint.line(inside, 1, Role::Warn, setup.word(Word::NoCommand));
        }
        let room = usize::from(inside.height.saturating_sub(1));
        let from = (self.chosen + 1).saturating_sub(room);
        for (y, (index, entry)) in (1..inside.height).zip(found.iter().enumerate().skip(from)) {
            let here = index == self.chosen;
            let mark = if here { setup.glyphs.cursor } else { ' ' };
            let keys = text::fit(&entry.keys, 14, &setup.glyphs);
            let name = text::fit(&text::clean(&entry.title, &setup.glyphs), 18, &setup.glyphs);
            let (role, about) = match &entry.why_not {
                Some(why) => (Role::Faint, format!("({why})")),
                None => (Role::Plain, entry.about.clone()),
            };
            let name_role = if here { Role::Selected } else { role };
            paint.spans(
                inside,
                y,
                &[
                    (Role::Plain, mark.to_string()),
                    (Role::Key, format!("{keys} ")),
                    (name_role, name),
                    (role, format!(" {about}")),
                ],
            );
        }
    }
}
