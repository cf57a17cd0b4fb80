//! `?` and `:`: every command with its keys, searched by title, words and key in both languages; disabled ones
//! say why. A command may be followed by what it is for: `:teruskan a5`, `:cari sri`; a number alone goes to
//! that row; a saved view of the archive by its letter. What was typed before comes back with the arrow up.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::SavedView;
use crate::i18n::{self, Lang, Message, Word};
use crate::tui::command::{self, Can, CommandId, TABLE};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keymap::Keymap;
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::screens::parts;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// From this width on what a command does stands beside its name.
const WIDE: u16 = 60;
/// Rows below the list: what the chosen command does, or why it cannot.
const TOLD: u16 = 2;

/// A command as it stands in the list.
struct Entry {
    runs: Runs,
    /// Its name in keymap.toml.
    name: &'static str,
    title: String,
    about: String,
    keys: String,
    /// Everything that finds it, small.
    words: String,
    /// What it is called in full, without gaps: what may be followed by something.
    names: Vec<String>,
    why_not: Option<String>,
}

/// What an entry does.
#[derive(PartialEq)]
enum Runs {
    Command(CommandId),
    View(SavedView),
}

/// The state of the dialog.
pub struct Palette {
    help: bool,
    entries: Vec<Entry>,
    field: Field,
    chosen: usize,
    /// What was typed before, oldest first, and which of it is shown now.
    history: Vec<String>,
    recalled: Option<usize>,
}

/// A name without what people leave out: `serah terima`, `serahterima` and `serah-terima` are one.
fn squashed(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Palette {
    /// Every command of the table with what it can do now.
    pub fn new(
        help: bool,
        setup: &Setup,
        keymap: &Keymap,
        history: &[String],
        can: impl Fn(CommandId) -> (Can, Option<String>),
    ) -> Self {
        let entry = |command: &command::Command| {
            let (can, why_not) = can(command.id);
            let called_otherwise = matches!(can, Can::As(_));
            let title = if let Can::As(title) = can { title } else { command.title };
            let keys = keymap.keys_of(command.id).join(" ");
            // Words of both languages find it.
            let both = [Lang::Id, Lang::En].map(|lang| {
                let text = |word| i18n::word(lang, word);
                format!("{} {} {}", text(title), text(command.title), text(command.about))
            });
            let names = [Lang::Id, Lang::En]
                .into_iter()
                .flat_map(|lang| [title, command.title].map(|word| i18n::word(lang, word)))
                .chain([command.name]);
            Entry {
                runs: Runs::Command(command.id),
                name: command.name,
                title: setup.word(title).to_owned(),
                // What a command does elsewhere says nothing about what it does here.
                about: if called_otherwise { String::new() } else { setup.word(command.about).to_owned() },
                words: format!("{} {} {keys}", command.name, both.join(" ")).to_lowercase(),
                names: names.map(squashed).collect(),
                keys,
                why_not,
            }
        };
        let entries = TABLE.iter().map(entry).collect();
        Self { help, entries, field: Field::new(""), chosen: 0, history: history.to_vec(), recalled: None }
    }

    /// The command that the text names, and what follows it.
    fn with_argument(&self) -> Option<(&Entry, String)> {
        let words: Vec<&str> = self.field.text().split_whitespace().collect();
        (1..words.len()).rev().find_map(|n| {
            let name = squashed(&words[..n].concat());
            let entry = self.entries.iter().find(|entry| entry.names.contains(&name))?;
            Some((entry, words[n..].join(" ")))
        })
    }

    /// With the saved views of the archive, each under its letter.
    #[must_use]
    pub fn with_views(mut self, views: &[SavedView], setup: &Setup) -> Self {
        self.entries.extend(views.iter().map(|view| {
            let about = parts::view(view, setup);
            let title = setup.say(&Message::ViewTitle(view.letter));
            Entry {
                words: format!("{title} {about}").to_lowercase(),
                names: vec![squashed(&title)],
                runs: Runs::View(view.clone()),
                name: "view",
                title,
                about,
                keys: format!("f {}", view.letter),
                why_not: None,
            }
        }));
        self
    }

    /// Says what a command would do just now.
    pub fn explain(&mut self, id: CommandId, about: String) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.runs == Runs::Command(id)) {
            entry.about = about;
        }
    }

    fn found(&self) -> Vec<&Entry> {
        let wanted = self.field.text().trim().to_lowercase();
        let mut found: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| wanted.split_whitespace().all(|word| entry.words.contains(word)))
            .collect();
        if found.is_empty() {
            found = match self.with_argument() {
                Some((entry, _)) => vec![entry],
                None => self.entries.iter().filter(|entry| entry.names.contains(&squashed(&wanted))).collect(),
            };
        }
        // What is called so comes first, then what has this key, what begins so, and what works.
        found.sort_by_key(|entry| {
            let begins = |text: &str| text.to_lowercase().starts_with(&wanted);
            let called = entry.names.contains(&squashed(&wanted));
            let key = !wanted.is_empty() && entry.keys.split(' ').any(|key| key.to_lowercase() == wanted);
            let starts = begins(&entry.title) || begins(entry.name);
            (!called, !key, !starts, entry.why_not.is_some())
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
            Code::Up if self.recalls() => self.recall(true),
            Code::Down if self.recalled.is_some() => self.recall(false),
            Code::Up => self.chosen = self.chosen.saturating_sub(1),
            Code::Down => self.chosen = (self.chosen + 1).min(last),
            Code::PageUp => self.chosen = self.chosen.saturating_sub(10),
            Code::PageDown => self.chosen = (self.chosen + 10).min(last),
            Code::Enter => self.enter(ctx),
            _ => {
                if self.field.key(key) {
                    (self.chosen, self.recalled) = (0, None);
                }
            }
        }
    }

    /// Whether the arrow up brings back what was typed before: at the top of `:`, before anything else is typed.
    fn recalls(&self) -> bool {
        let untouched = self.field.text().is_empty() || self.recalled.is_some();
        !self.help && self.chosen == 0 && untouched && !self.history.is_empty()
    }

    fn recall(&mut self, older: bool) {
        let last = self.history.len().saturating_sub(1);
        self.recalled = match (self.recalled, older) {
            (None, _) => Some(last),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => (at < last).then_some(at + 1),
        };
        let text = self.recalled.and_then(|at| self.history.get(at)).map_or("", String::as_str);
        self.field = Field::new(text);
    }

    fn enter(&mut self, ctx: &mut Ctx<'_>) {
        let text = self.field.text().trim().to_owned();
        let found = self.found();
        let number = text.chars().any(|c| c.is_ascii_digit()) && !text.contains(' ');
        if number && found.get(self.chosen).is_none_or(|entry| !entry.names.contains(&squashed(&text))) {
            ctx.wish(Wish::Pop);
            ctx.wish(Wish::Remember(text.clone()));
            return ctx.wish(Wish::Row(text));
        }
        match found.get(self.chosen) {
            None => ctx.warn(Word::NoCommand),
            Some(Entry { why_not: Some(reason), title, .. }) => {
                ctx.warn(Message::Why { title: title.clone(), reason: reason.clone() });
            }
            Some(entry) => {
                let argument =
                    self.with_argument().filter(|(named, _)| std::ptr::eq(*named, *entry)).map(|(_, rest)| rest);
                // Chosen with the arrows, it comes back by its name.
                let typed = if argument.is_some() { text } else { entry.title.clone() };
                ctx.wish(Wish::Pop);
                ctx.wish(Wish::Remember(typed));
                ctx.wish(match (&entry.runs, argument) {
                    (Runs::View(view), _) => Wish::View(view.clone()),
                    (Runs::Command(id), Some(argument)) => Wish::RunOn(*id, argument),
                    (Runs::Command(id), None) => Wish::Run(*id),
                });
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
        let told = if inside.height > 2 * TOLD + 1 { TOLD } else { 0 };
        let rows = inside.height.saturating_sub(1 + told);
        let from = (self.chosen + 1).saturating_sub(usize::from(rows));
        for (y, (index, entry)) in (1..=rows).zip(found.iter().enumerate().skip(from)) {
            let line = self.line(entry, index == self.chosen, inside.width, setup);
            paint.spans(inside, y, &line);
        }
        if let (Some(entry), true) = (found.get(self.chosen), told > 0) {
            let text = match (&entry.why_not, self.with_argument()) {
                (Some(why), _) => format!("{} {why}", setup.word(Word::WhyNot)),
                (None, Some((_, argument))) => format!("{}: {argument}", entry.title),
                (None, None) => entry.about.clone(),
            };
            let role = if entry.why_not.is_some() { Role::Warn } else { Role::Plain };
            let lines = text::wrap(&[Para::of(role, text)], usize::from(inside.width), &setup.glyphs);
            for (y, (role, line)) in (inside.height - told..inside.height).zip(lines) {
                paint.line(inside, y, role, &line);
            }
        }
    }

    /// A row of the list. What cannot be used stands in brackets.
    fn line(&self, entry: &Entry, here: bool, width: u16, setup: &Setup) -> Vec<(Role, String)> {
        let wide = width >= WIDE;
        let mark = if here { setup.glyphs.cursor } else { ' ' };
        let keys = text::fit(&entry.keys, if wide { 14 } else { 10 }, &setup.glyphs);
        let name = text::clean(&entry.title, &setup.glyphs);
        let name = if entry.why_not.is_some() && !wide { format!("({name})") } else { name };
        let room = if wide { 24 } else { usize::from(width).saturating_sub(12) };
        let (role, about) = match &entry.why_not {
            Some(why) => (Role::Faint, format!("({why})")),
            None => (Role::Plain, entry.about.clone()),
        };
        let name_role = if here { Role::Selected } else { role };
        let mut line = vec![
            (Role::Plain, mark.to_string()),
            (Role::Key, format!("{keys} ")),
            (name_role, text::fit(&name, room, &setup.glyphs)),
        ];
        if wide {
            line.push((role, format!(" {about}")));
        }
        line
    }
}
