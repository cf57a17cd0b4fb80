//! The login: name and password; also the lock screen, and the way to change the person.
//!
//! Nothing of the desk is on the screen while this is. The password is never shown and wiped when it was used.

use ratatui::layout::Rect;

use super::parts;
use crate::desk::DeskError;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{Credentials, Ctx, Setup, Wish};
use crate::tui::event::ExitReason;
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::paint::Paint;
use crate::tui::secret::Secret;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// An account that the login lists: of a demo, or of somebody who logged in on this machine before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAccount {
    /// KnownAccount name.
    pub name: String,
    /// "Siti Rahayu, Kasi Pelayanan".
    pub who: String,
    /// Its password, in a demo.
    pub password: Option<String>,
    /// Its passphrase, for those who sign.
    pub passphrase: Option<String>,
}

/// What the login asks on a machine where nobody has logged in yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstStart {
    /// Where the server is, as far as it is known: the person may change it.
    pub address: String,
    /// Whether this program can show the demo.
    pub demo: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Address,
    Name,
    Password,
    Enter,
    Demo,
    Leave,
}

/// An address as people type it: what begins without a scheme is meant as HTTPS.
pub(in crate::tui) fn whole_address(typed: &str) -> String {
    let typed = typed.trim();
    if typed.is_empty() || typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

/// The state of the screen.
pub struct Login {
    /// Where the server is; asked on a machine where nobody has logged in yet.
    address: Option<Field>,
    demo: bool,
    name: Field,
    password: Secret,
    at: At,
    accounts: Vec<KnownAccount>,
    chosen: Option<usize>,
    /// A login is under way.
    pub busy: bool,
    said: Option<(Role, Message)>,
    last: Option<String>,
    /// The account of who was here: Enter alone means it.
    last_account: Option<String>,
    /// What is said below the title: why it is locked, what still waits to be sent.
    notes: Vec<Message>,
}

impl Login {
    /// For whoever comes; `last` is who was here.
    pub fn new(accounts: Vec<KnownAccount>, last: Option<String>) -> Self {
        Self {
            address: None,
            demo: false,
            name: Field::new(""),
            password: Secret::default(),
            at: At::Name,
            accounts,
            chosen: None,
            busy: false,
            said: None,
            last,
            last_account: None,
            notes: Vec::new(),
        }
    }

    /// Nobody has logged in on this machine yet: it asks where the server is, and offers the demo.
    pub fn first(start: &FirstStart) -> Self {
        let mut login = Self::new(Vec::new(), None);
        login.at = if start.address.is_empty() { At::Address } else { At::Name };
        login.address = Some(Field::new(&start.address));
        login.demo = start.demo;
        login
    }

    /// Says this below the title.
    pub fn note(&mut self, message: Message) {
        self.notes.push(message);
    }

    /// Who was here may come back with Enter instead of the name.
    pub fn may_come_back(&mut self, account: String) {
        self.last_account = Some(account);
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
        self.at = if *error == DeskError::BadAddress { At::Address } else { At::Password };
        self.said = Some((Role::Bad, Message::Text(i18n::failure(setup.lang, error))));
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        if self.busy {
            return;
        }
        match typed {
            Typed::Paste(text) if self.at == At::Name => self.name.paste(text),
            Typed::Paste(text) if self.at == At::Address => self.address.iter_mut().for_each(|field| field.paste(text)),
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
            (Code::Enter, At::Address) => self.at = At::Name,
            (Code::Enter, At::Name) if self.password.is_empty() => match self.last_account.clone() {
                Some(account) if self.name.text().is_empty() => self.expect(&account),
                _ => self.at = At::Password,
            },
            (Code::Enter, At::Leave) => ctx.wish(Wish::Quit(ExitReason::Left)),
            (Code::Enter, At::Demo) => ctx.wish(Wish::Quit(ExitReason::Demo)),
            (Code::Enter, _) => self.submit(ctx),
            (Code::Esc, _) => self.at = At::Name,
            (_, At::Address) => {
                if let Some(field) = &mut self.address {
                    field.key(key);
                }
            }
            (_, At::Name) => {
                self.chosen = None;
                self.name.key(key);
            }
            (_, At::Password) => self.password.key(key),
            _ => {}
        }
    }

    /// What Tab visits, in order.
    fn order(&self) -> Vec<At> {
        let address = self.address.is_some().then_some(At::Address);
        let demo = self.demo.then_some(At::Demo);
        address.into_iter().chain([At::Name, At::Password, At::Enter]).chain(demo).chain([At::Leave]).collect()
    }

    fn step(&mut self, by: isize) {
        let order = self.order();
        let here = order.iter().position(|at| *at == self.at).unwrap_or(0);
        let to = (here.cast_signed() + by).rem_euclid(order.len().cast_signed());
        self.at = order.get(to.cast_unsigned()).copied().unwrap_or(At::Name);
    }

    /// Where accounts are listed the arrows choose one, elsewhere they go from field to field.
    fn up_or_down(&mut self, by: isize) {
        let count = self.accounts.len();
        if count == 0 || !matches!(self.at, At::Name | At::Password) {
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
            // Somebody's own password is theirs to type.
            match &account.password {
                Some(password) => self.password.paste(password),
                None => self.at = At::Password,
            }
        }
    }

    fn submit(&mut self, ctx: &mut Ctx<'_>) {
        let address = self.address.as_ref().map(|field| whole_address(field.text()));
        if address.as_ref().is_some_and(String::is_empty) {
            self.at = At::Address;
            return;
        }
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
        ctx.wish(Wish::LogIn(Credentials { address, name, password: self.password.take() }));
    }

    /// Paints the whole window.
    pub fn paint(&self, window: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let word = |word| setup.word(word);
        let area = Rect { x: window.x + 1, width: window.width.saturating_sub(2), ..window };
        let mut y = 1;
        paint.line(area, 0, Role::Title, word(Word::LoginTitle));
        if let Some(last) = &self.last {
            y = self.told(area, y, Role::Plain, &Message::Locked(last.clone()), setup, paint);
        }
        for note in &self.notes {
            y = self.told(area, y, Role::Plain, note, setup, paint);
        }
        if self.address.is_some() {
            y = self.told(area, y, Role::Plain, &Word::FirstStart.into(), setup, paint);
        }
        y += 1;
        let label = [Word::Address, Word::Name, Word::Password].map(|label| crate::tui::text::width(word(label)));
        let label = label.into_iter().max().unwrap_or(0);
        if self.address.is_some() {
            self.field(area, y, Word::Address, label, At::Address, setup, paint);
            y += 1;
        }
        self.field(area, y, Word::Name, label, At::Name, setup, paint);
        self.field(area, y + 1, Word::Password, label, At::Password, setup, paint);
        let role = |at| if self.at == at { Role::Selected } else { Role::Plain };
        let enter = if self.address.is_some() { Word::Connect } else { Word::LogIn };
        let mut buttons = Vec::new();
        for at in self.order() {
            let label = match at {
                At::Enter => enter,
                At::Demo => Word::TryDemo,
                At::Leave => Word::Leave,
                At::Address | At::Name | At::Password => continue,
            };
            buttons.extend([(role(at), format!("[ {} ]", word(label))), (Role::Plain, "  ".into())]);
        }
        paint.spans(area, y + 3, &buttons);
        y += 5;
        if let Some((role, message)) = &self.said {
            y = self.told(area, y, *role, message, setup, paint) + 1;
        }
        self.paint_accounts(area, y, setup, paint);
        if area.height > 0 {
            paint.line(area, area.height - 1, Role::Faint, word(Word::HintLogin));
        }
    }

    /// A sentence over the whole width; gives the row below it.
    fn told(&self, area: Rect, mut y: u16, role: Role, message: &Message, setup: &Setup, paint: &mut Paint<'_>) -> u16 {
        let para = crate::tui::text::Para::of(role, setup.say(message));
        for (role, line) in crate::tui::text::wrap(&[para], usize::from(area.width), &setup.glyphs) {
            paint.line(area, y, role, &line);
            y += 1;
        }
        y
    }

    fn paint_accounts(&self, area: Rect, mut y: u16, setup: &Setup, paint: &mut Paint<'_>) {
        if self.accounts.is_empty() {
            return;
        }
        let demo = self.accounts.iter().any(|account| account.password.is_some());
        paint.line(area, y, Role::Title, setup.word(if demo { Word::DemoTitle } else { Word::KnownTitle }));
        y += 1;
        let room = usize::from(area.height.saturating_sub(y + 1));
        let columns = |account: &KnownAccount| -> Vec<String> {
            let secrets = [account.password.as_deref(), account.passphrase.as_deref()];
            let shown = secrets.into_iter().filter(|_| demo).map(|secret| secret.unwrap_or("-").to_owned());
            std::iter::once(account.name.clone()).chain(shown).collect()
        };
        let rows: Vec<Vec<String>> = self.accounts.iter().map(columns).collect();
        let widest = |column: usize| {
            let texts = rows.iter().filter_map(|row| row.get(column));
            texts.map(|text| crate::tui::text::width(text)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..3).map(widest).collect();
        let from = self.chosen.map_or(0, |chosen| (chosen + 1).saturating_sub(room));
        for (index, account) in self.accounts.iter().enumerate().skip(from).take(room) {
            let here = self.chosen == Some(index);
            let mark = if here { setup.glyphs.cursor } else { ' ' };
            let text: String = columns(account)
                .iter()
                .zip(&widths)
                .map(|(value, width)| parts::column(value, *width, setup))
                .collect();
            let text = format!("{text}{}", account.who);
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
        } else if let (At::Address, Some(address)) = (at, &self.address) {
            address.paint(rest, y, self.at == at, paint);
        } else {
            let dots = "*".repeat(self.password.len().min(40));
            let end = paint.line(rest, y, Role::Plain, &dots);
            if self.at == at {
                paint.cursor_at(end, area.y + y);
            }
        }
    }
}
