//! The login: name and password; also the lock screen, and the way to change the person.
//!
//! Nothing of the desk is on the screen while this is. The password is never shown and wiped when it was used.

use ratatui::layout::Rect;

use super::parts;
use crate::desk::DeskError;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::event::ExitReason;
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::paint::Paint;
use crate::tui::secret::Secret;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// An account that a demo offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Account name.
    pub name: String,
    /// "Siti Rahayu, Kasi Pelayanan".
    pub who: String,
    /// Its password.
    pub password: String,
    /// Its passphrase, for those who sign.
    pub passphrase: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Name,
    Password,
    Enter,
    Leave,
}

const ORDER: [At; 4] = [At::Name, At::Password, At::Enter, At::Leave];

/// The state of the screen.
pub struct Login {
    name: Field,
    password: Secret,
    at: At,
    accounts: Vec<DemoAccount>,
    chosen: Option<usize>,
    /// A login is under way.
    pub busy: bool,
    said: Option<(Role, Message)>,
    last: Option<String>,
}

impl Login {
    /// For whoever comes; `last` is who was here.
    pub fn new(accounts: Vec<DemoAccount>, last: Option<String>) -> Self {
        Self {
            name: Field::new(""),
            password: Secret::default(),
            at: At::Name,
            accounts,
            chosen: None,
            busy: false,
            said: None,
            last,
        }
    }

    /// This account is expected: only its password is missing.
    pub fn expect(&mut self, account: &str) {
        self.name = Field::new(account);
        self.at = At::Password;
    }

    /// The login did not work.
    pub fn failed(&mut self, error: &DeskError, setup: &Setup) {
        self.busy = false;
        self.password.clear();
        self.at = At::Password;
        self.said = Some((Role::Bad, Message::Text(i18n::failure(setup.lang, error))));
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        if self.busy {
            return;
        }
        match typed {
            Typed::Paste(text) if self.at == At::Name => self.name.paste(text),
            Typed::Paste(text) if self.at == At::Password => self.password.paste(text),
            Typed::Paste(_) => {}
            Typed::Key(key) => self.key(*key, ctx),
        }
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) {
        match (key.code, self.at) {
            (Code::Tab, _) => self.step(1),
            (Code::BackTab, _) => self.step(-1),
            (Code::Up, _) => self.up_or_down(-1),
            (Code::Down, _) => self.up_or_down(1),
            (Code::Enter, At::Name) if self.password.is_empty() => self.at = At::Password,
            (Code::Enter, At::Leave) => ctx.wish(Wish::Quit(ExitReason::Left)),
            (Code::Enter, _) => self.submit(ctx),
            (Code::Esc, _) => self.at = At::Name,
            (_, At::Name) => {
                self.chosen = None;
                self.name.key(key);
            }
            (_, At::Password) => self.password.key(key),
            _ => {}
        }
    }

    fn step(&mut self, by: isize) {
        let here = ORDER.iter().position(|at| *at == self.at).unwrap_or(0);
        let to = (here.cast_signed() + by).rem_euclid(ORDER.len().cast_signed());
        self.at = ORDER.get(to.cast_unsigned()).copied().unwrap_or(At::Name);
    }

    /// In a demo the arrows choose an account, elsewhere they go from field to field.
    fn up_or_down(&mut self, by: isize) {
        let count = self.accounts.len();
        if count == 0 || matches!(self.at, At::Enter | At::Leave) {
            return self.step(by);
        }
        let next = match self.chosen {
            None if by > 0 => 0,
            None => count - 1,
            Some(chosen) => (chosen.cast_signed() + by).rem_euclid(count.cast_signed()).cast_unsigned(),
        };
        self.chosen = Some(next);
        if let Some(account) = self.accounts.get(next) {
            self.name = Field::new(&account.name);
            self.password.clear();
            self.password.paste(&account.password);
        }
    }

    fn submit(&mut self, ctx: &mut Ctx<'_>) {
        let name = self.name.text().trim().to_owned();
        if name.is_empty() {
            self.at = At::Name;
            return;
        }
        if self.password.is_empty() {
            self.at = At::Password;
            return;
        }
        self.busy = true;
        self.said = Some((Role::Plain, Word::LoggingIn.into()));
        ctx.wish(Wish::LogIn(name, self.password.take()));
    }

    /// Paints the whole window.
    pub fn paint(&self, window: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let word = |word| setup.word(word);
        let area = Rect { x: window.x + 1, width: window.width.saturating_sub(2), ..window };
        let mut y = 1;
        paint.line(area, 0, Role::Title, word(Word::LoginTitle));
        if let Some(last) = &self.last {
            paint.line(area, y, Role::Plain, &setup.say(&Message::Locked(last.clone())));
            y += 1;
        }
        y += 1;
        let label = word(Word::Name).len().max(word(Word::Password).chars().count());
        self.field(area, y, Word::Name, label, At::Name, setup, paint);
        self.field(area, y + 1, Word::Password, label, At::Password, setup, paint);
        let role = |at| if self.at == at { Role::Selected } else { Role::Plain };
        let buttons = [
            (role(At::Enter), format!("[ {} ]", word(Word::LogIn))),
            (Role::Plain, "  ".into()),
            (role(At::Leave), format!("[ {} ]", word(Word::Leave))),
        ];
        paint.spans(area, y + 3, &buttons);
        y += 5;
        if let Some((role, message)) = &self.said {
            let lines = crate::tui::text::wrap(
                &[crate::tui::text::Para::of(*role, setup.say(message))],
                usize::from(area.width),
                &setup.glyphs,
            );
            for (role, line) in lines {
                paint.line(area, y, role, &line);
                y += 1;
            }
            y += 1;
        }
        self.paint_accounts(area, y, setup, paint);
        if area.height > 0 {
            paint.line(area, area.height - 1, Role::Faint, word(Word::HintLogin));
        }
    }

    fn paint_accounts(&self, area: Rect, mut y: u16, setup: &Setup, paint: &mut Paint<'_>) {
        if self.accounts.is_empty() {
            return;
        }
        paint.line(area, y, Role::Title, setup.word(Word::DemoTitle));
        y += 1;
        let room = usize::from(area.height.saturating_sub(y + 1));
        let longest = |of: fn(&DemoAccount) -> &str| {
            self.accounts.iter().map(|account| crate::tui::text::width(of(account))).max().unwrap_or(0)
        };
        let widths = [
            longest(|account| &account.name),
            longest(|account| &account.password),
            longest(|account| account.passphrase.as_deref().unwrap_or("-")),
        ];
        let from = self.chosen.map_or(0, |chosen| (chosen + 1).saturating_sub(room));
        for (index, account) in self.accounts.iter().enumerate().skip(from).take(room) {
            let here = self.chosen == Some(index);
            let mark = if here { setup.glyphs.cursor } else { ' ' };
            let text = [(&account.name, 0), (&account.password, 1)]
                .into_iter()
                .map(|(value, column)| parts::column(value, widths[column], setup))
                .collect::<String>();
            let passphrase = account.passphrase.as_deref().unwrap_or("-");
            let text = format!("{text}{}{}", parts::column(passphrase, widths[2], setup), account.who);
            paint.line(area, y, if here { Role::Title } else { Role::Plain }, &format!("{mark} {text}"));
            y += 1;
        }
    }

    #[allow(clippy::too_many_arguments)] // a row of a form
    fn field(&self, area: Rect, y: u16, word: Word, label: usize, at: At, setup: &Setup, paint: &mut Paint<'_>) {
        let label = format!("{}: ", crate::tui::text::fit(setup.word(word), label, &setup.glyphs));
        let x = paint.line(area, y, if self.at == at { Role::Title } else { Role::Plain }, &label);
        let rest = Rect { x, width: area.right().saturating_sub(x), ..area };
        if at == At::Name {
            self.name.paint(rest, y, self.at == at, paint);
        } else {
            let dots = "*".repeat(self.password.len().min(40));
            let end = paint.line(rest, y, Role::Plain, &dots);
            if self.at == at {
                paint.cursor_at(end, area.y + y);
            }
        }
    }
}
