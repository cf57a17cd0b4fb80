//! Runs key scripts: every key, every answer and every frame as the loop would, with a clock of its own.

use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use secrecy::ExposeSecret;
use serasi::desk::DeskError;
use serasi::i18n::Lang;
use serasi::tui::app::App;
use serasi::tui::clipboard::Clipboard;
use serasi::tui::context::{Now, Setup};
use serasi::tui::effect::Effect;
use serasi::tui::event::{Event, ExitReason};
use serasi::tui::glyphs;
use serasi::tui::keymap::Keymap;
use serasi::tui::keys::{Code, Key, Typed};
use serasi::tui::screens::login::KnownAccount;
use serasi::tui::theme::Theme;

use super::desk::{FakeDesk, now};

pub fn setup() -> Setup {
    Setup {
        lang: Lang::Id,
        theme: Theme { mono: false },
        glyphs: glyphs::UNICODE,
        ssh: false,
        large: false,
        suspends: false,
        clipboard: Clipboard::Direct,
    }
}

pub struct Journey {
    pub app: App,
    pub desk: FakeDesk,
    pub quit: Option<ExitReason>,
    pub frames: usize,
    /// Signing steps are held back until they are let go.
    pub hold_signing: bool,
    pub held: Vec<serasi::desk::SignStep>,
    /// Commands are held back on their way to the store until they are let go.
    pub hold_commands: bool,
    pub on_their_way: Vec<Effect>,
    pub suspended: usize,
    /// How often the line was tried because of a key.
    pub tried_line: usize,
    pub copied: Vec<String>,
    pub exported: Vec<(String, String)>,
    terminal: Terminal<TestBackend>,
    at: Duration,
}

impl Journey {
    /// On the screen where this person works.
    pub fn new(desk: FakeDesk) -> Self {
        Self::sized(desk, 80, 24, setup(), Vec::new())
    }

    /// The same in another window; nobody's desk stays at the login.
    pub fn sized(desk: FakeDesk, width: u16, height: u16, setup: Setup, accounts: Vec<KnownAccount>) -> Self {
        let digit = desk.who.as_ref().map(working_screen);
        let mut journey = Self::at_home(desk, width, height, setup, accounts);
        if let Some(digit) = digit {
            journey.keys(digit);
        }
        journey
    }

    /// On Beranda, where everybody begins.
    pub fn at_home(desk: FakeDesk, width: u16, height: u16, setup: Setup, accounts: Vec<KnownAccount>) -> Self {
        let at = Duration::from_secs(100);
        let now = Now { mono: at, wall: now() };
        let app = App::new(setup, Keymap::load(None).unwrap(), accounts, (width, height), now);
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut journey = Self {
            app,
            desk,
            quit: None,
            frames: 0,
            hold_signing: false,
            held: Vec::new(),
            hold_commands: false,
            on_their_way: Vec::new(),
            suspended: 0,
            tried_line: 0,
            copied: Vec::new(),
            exported: Vec::new(),
            terminal,
            at,
        };
        let effects = journey.app.start();
        journey.draw();
        journey.pump(effects);
        journey.draw();
        journey.wait(1000);
        journey
    }

    fn now(&self) -> Now {
        let since = jiff::SignedDuration::try_from(self.at - Duration::from_secs(100)).unwrap();
        Now { mono: self.at, wall: now() + since }
    }

    pub fn event(&mut self, event: Event) {
        let effects = self.app.update(self.now(), event);
        self.pump(effects);
        self.draw();
    }

    fn pump(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if self.hold_commands {
                self.on_their_way.push(effect);
                continue;
            }
            let event = match effect {
                Effect::Ask { ticket, query } => {
                    let result = self.desk.query(query.clone());
                    Event::Found { ticket, query, result }
                }
                Effect::Do { ticket, command } => Event::Done { ticket, result: self.desk.perform(command) },
                Effect::LogIn(who) => {
                    self.desk.addresses.push(who.address);
                    Event::LoggedIn(self.desk.login(&who.name, who.password.expose_secret()))
                }
                Effect::SetPin(pin) => {
                    let text = pin.expose_secret().to_owned();
                    let good = text.len() >= 6;
                    self.desk.pins.push(text);
                    Event::PinSet(if good { Ok(()) } else { Err(serasi::desk::DeskError::BadPin) })
                }
                Effect::Lock => {
                    self.desk.who = None;
                    continue;
                }
                Effect::TryLine => {
                    self.tried_line += 1;
                    continue;
                }
                Effect::Sign { items, passphrase } => {
                    let steps = self.desk.sign(items, passphrase.expose_secret());
                    if self.hold_signing {
                        self.held = steps;
                    } else {
                        steps.into_iter().for_each(|step| self.event(Event::Sign(step)));
                    }
                    continue;
                }
                Effect::CancelSign => {
                    self.desk.cancelled += 1;
                    continue;
                }
                Effect::Redraw | Effect::TakeTerminal => continue,
                Effect::Suspend => {
                    self.suspended += 1;
                    continue;
                }
                Effect::Copy(text) => {
                    self.copied.push(text);
                    continue;
                }
                Effect::Export { name, text } => {
                    self.exported.push((name.clone(), text));
                    Event::Exported(Ok(format!("/tmp/{name}.csv").into()))
                }
                Effect::Quit(reason) => {
                    self.quit = Some(reason);
                    continue;
                }
            };
            let effects = self.app.update(self.now(), event);
            self.pump(effects);
        }
    }

    /// What was held back arrives, in its order.
    pub fn arrive(&mut self) {
        self.hold_commands = false;
        let effects = std::mem::take(&mut self.on_their_way);
        self.pump(effects);
        self.draw();
    }

    /// What was asked and is held back fails; what was to be done is not.
    pub fn miss(&mut self, error: &DeskError) {
        self.hold_commands = false;
        for effect in std::mem::take(&mut self.on_their_way) {
            match effect {
                Effect::Ask { ticket, query } => {
                    self.event(Event::Found { ticket, query, result: Err(error.clone()) });
                }
                other => self.pump(vec![other]),
            }
        }
        self.draw();
    }

    fn draw(&mut self) {
        if !self.app.dirty() {
            return;
        }
        self.frames += 1;
        self.terminal.draw(|frame| self.app.view(frame)).unwrap();
        self.app.drawn(self.now());
    }

    /// Lets time pass, with every deadline kept.
    pub fn wait(&mut self, milliseconds: u64) {
        let end = self.at + Duration::from_millis(milliseconds);
        while let Some(deadline) = self.app.deadline().filter(|at| *at <= end) {
            self.at = self.at.max(deadline);
            let effects = self.app.due(self.now());
            self.pump(effects);
            self.draw();
        }
        self.at = end;
    }

    /// One key, without a rest behind it.
    pub fn press(&mut self, key: Key) {
        self.event(Event::Typed(Typed::Key(key)));
    }

    /// Keys at a calm pace: a second behind each. `<enter>`, `<esc>`, `<c-t>`, `<down>` are named, text in
    /// quotes is typed fast.
    pub fn keys(&mut self, script: &str) {
        for word in script.split(' ') {
            if let Some(text) = word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                for c in text.replace('_', " ").chars() {
                    self.press(Key::plain(Code::Char(c)));
                }
                self.wait(100);
            } else {
                self.press(named(word));
                self.wait(1000);
            }
        }
    }

    /// Plays a script and says how many keys it is: each letter of a text counts.
    pub fn costs(&mut self, script: &str) -> usize {
        self.keys(script);
        let of = |word: &str| match word.strip_prefix('"') {
            Some(text) => text.trim_end_matches('"').chars().count(),
            None => 1,
        };
        script.split(' ').map(of).sum()
    }

    /// What a reader sends: characters without a rest, and a rest behind them.
    pub fn burst(&mut self, text: &str) {
        for c in text.chars() {
            self.press(Key::plain(if c == '\r' { Code::Enter } else { Code::Char(c) }));
        }
        self.wait(1000);
    }

    pub fn paste(&mut self, text: &str) {
        self.event(Event::Typed(Typed::Paste(text.into())));
    }

    pub fn resize_terminal(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
    }

    pub fn text(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let area = buffer.area;
        (0..area.height)
            .map(|y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned() + "\n")
            .collect()
    }

    /// What is drawn, with its style.
    pub fn buffer(&self) -> &ratatui::buffer::Buffer {
        self.terminal.backend().buffer()
    }

    /// Where the cursor stands, when it is shown.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let backend = self.terminal.backend();
        backend.cursor_visible().then(|| backend.cursor_position().into())
    }

    pub fn line(&self, y: usize) -> String {
        self.text().lines().nth(y).unwrap_or_default().to_owned()
    }

    #[track_caller]
    pub fn sees(&self, wanted: &str) {
        let text = self.text();
        // A sentence may be wrapped: line ends count as spaces.
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(wanted) || flat.contains(wanted), "{wanted:?} is not on the screen:\n{text}");
    }

    #[track_caller]
    pub fn sees_not(&self, unwanted: &str) {
        let text = self.text();
        assert!(!text.contains(unwanted), "{unwanted:?} is on the screen:\n{text}");
    }
}

/// The digit of the screen where somebody does their work.
pub fn working_screen(who: &serasi::desk::Who) -> &'static str {
    use serasi::domain::office::Role;
    let approves = who.roles.iter().any(|role| matches!(role, Role::Signer | Role::Verifier));
    if approves && !who.roles.contains(&Role::Operator) { "4" } else { "3" }
}

pub fn named(word: &str) -> Key {
    let code = match word {
        "<enter>" => Code::Enter,
        "<esc>" => Code::Esc,
        "<tab>" => Code::Tab,
        "<s-tab>" => Code::BackTab,
        "<up>" => Code::Up,
        "<down>" => Code::Down,
        "<left>" => Code::Left,
        "<right>" => Code::Right,
        "<pgdn>" => Code::PageDown,
        "<pgup>" => Code::PageUp,
        "<home>" => Code::Home,
        "<end>" => Code::End,
        "<space>" => Code::Char(' '),
        "<bs>" => Code::Backspace,
        word => match word.strip_prefix("<c-").and_then(|rest| rest.strip_suffix('>')) {
            Some(letter) => return Key::ctrl(letter.chars().next().unwrap()),
            None => Code::Char(word.chars().next().unwrap()),
        },
    };
    Key::plain(code)
}
