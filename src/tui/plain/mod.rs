//! The desk line by line (`--polos`): numbered menus, one question a line, no borders, no other screen.
//!
//! For screen readers, for lines that are too slow for a screen, for terminals that can only print. It asks the
//! same questions of the same [`Port`] and says the same words as the screens. A decision takes a record whose
//! every line was printed here ([`record::Printed`] is made nowhere else), and a typed yes.

mod console;
mod edit;
mod find;
mod hands;
mod inbox;
mod list;
mod people;
mod record;
mod requests;
mod sync;
mod tasks;
mod undo;
mod walkin;

use console::{Asked, Console, Ended};
use undo::{REDO, UNDO};

use super::context::{Now, Setup};
use super::event::ExitReason;
use super::frame;
use super::glyphs::{self, Glyphs};
use super::options::Options;
use super::port::Port;
use super::screens::ScreenId;
use super::screens::login::{FirstStart, KnownAccount};
use super::{TuiError, jobs, signals, terminal};
use crate::desk::{Command, DeskError, Done, Found, Query, Settled, SyncStatus, Tabs, Who};
use crate::env::SharedEnv;
use crate::i18n::{self, Message, Word};

/// Runs the desk line by line until the person leaves or nobody answers any more.
///
/// # Errors
/// When the terminal's modes cannot be set.
pub fn run_plain(port: impl Port, options: Options) -> Result<ExitReason, TuiError> {
    let is_terminal = terminal::is_one();
    let guard = if is_terminal {
        terminal::restore_on_panic();
        signals::end_on_signals()?;
        Some(terminal::enter_lines(options.suspends && jobs::controlled())?)
    } else {
        None
    };
    let spoken = Glyphs { ascii: options.glyphs.ascii, ..glyphs::SPOKEN };
    let setup = Setup { glyphs: spoken, ..options.setup() };
    let idle = options.lock_after.filter(|_| is_terminal);
    let console = Console::new(setup, is_terminal, idle)?;
    let mut talk = Talk {
        port,
        console,
        setup,
        env: options.env,
        accounts: options.accounts,
        expected: options.account,
        first_start: options.first_start,
        arrived: false,
    };
    let reason = talk.live();
    talk.port.leave();
    drop(guard);
    Ok(reason)
}

/// A conversation with one terminal.
struct Talk<P: Port> {
    port: P,
    console: Console,
    setup: Setup,
    env: SharedEnv,
    accounts: Vec<KnownAccount>,
    expected: Option<String>,
    first_start: Option<FirstStart>,
    /// Whether the first data of whoever is here were waited for.
    arrived: bool,
}

/// Whether the person wants to go on here.
enum Next {
    Stay,
    Leave,
}

impl<P: Port> Talk<P> {
    /// Until the person leaves. After a time without an answer only the person can go on.
    fn live(&mut self) -> ExitReason {
        let mut here = None;
        loop {
            let minutes = match self.sit(&mut here) {
                Ok(Next::Leave) => return ExitReason::Left,
                Ok(Next::Stay) => continue,
                Err(Ended::Gone(reason)) => return reason,
                Err(Ended::Idle(minutes)) => minutes,
            };
            self.port.lock();
            self.expected = here.take();
            let text = self.text(&Message::LockedIdle(minutes));
            if self.console.say(&text).is_err() {
                return ExitReason::HungUp;
            }
        }
    }

    /// One menu of whoever is here; who is nobody is asked first. `here` remembers the account.
    fn sit(&mut self, here: &mut Option<String>) -> Asked<Next> {
        match self.port.query(Query::Who) {
            Ok(Found::Who(who)) => {
                self.arrives()?;
                self.menu(&who)
            }
            _ => match self.log_in()? {
                Some(account) => {
                    *here = Some(account);
                    Ok(Next::Stay)
                }
                None => Ok(Next::Leave),
            },
        }
    }

    fn now(&self) -> Now {
        Now { mono: self.env.monotonic(), wall: self.env.now() }
    }

    fn text(&self, message: &Message) -> String {
        self.setup.say(message)
    }

    /// An error in words.
    fn failed(&mut self, error: &DeskError) -> Asked<()> {
        let text = i18n::failure(self.setup.lang, error);
        self.console.say(&text)
    }

    /// Does it and says what became of it. True when it was done.
    fn perform(&mut self, command: Command, told: &Message) -> Asked<bool> {
        match self.port.perform(command) {
            Ok(done) => {
                self.say_done(&done, told)?;
                Ok(true)
            }
            Err(error) => {
                self.failed(&error)?;
                Ok(false)
            }
        }
    }

    /// Says what was done, whether it waits for the server, and how it is taken back.
    fn say_done(&mut self, done: &Done, told: &Message) -> Asked<()> {
        let numbered = match (told, done) {
            (Message::Submitted { name, kind, .. }, Done::Submitted { queue, .. }) => {
                Some(Message::Submitted { queue: queue.clone(), name: name.clone(), kind: kind.clone() })
            }
            _ => None,
        };
        let text = i18n::outcome_of(self.setup.lang, done, numbered.as_ref().unwrap_or(told));
        let text = match done {
            Done::Queued { undecided: true, .. }
            | Done::Submitted { undecided: true, .. }
            | Done::Settled(Settled { undecided: true, .. }) => self.text(&Message::Undecided { text }),
            Done::Queued { action, .. } => self.with_undo(text, *action),
            _ => text,
        };
        self.console.say(&text)
    }

    fn status(&self) -> SyncStatus {
        match self.port.query(Query::Status) {
            Ok(Found::Status(status)) => status,
            _ => SyncStatus::default(),
        }
    }

    /// Who and where, and the state of the line.
    fn header(&mut self, who: &Who) -> Asked<()> {
        let state: Vec<String> =
            frame::sync_state(&self.status(), &self.setup, self.now()).into_iter().map(|(_, text)| text).collect();
        self.console.say(&format!("SERASI {}. {}, {}.", who.office_name, who.name, who.position))?;
        self.console.say(&state.join(", "))
    }

    /// What to do now, and what waits on each screen, as Beranda says it.
    fn home(&mut self) -> Asked<Tabs> {
        let Ok(Found::Home(home)) = self.port.query(Query::Home) else { return Ok(Tabs::default()) };
        let first = i18n::home::first(self.setup.lang, &home, self.now().wall);
        self.console.say(&first)?;
        Ok(home.tabs)
    }

    /// The first menu: the screens by their digits.
    fn menu(&mut self, who: &Who) -> Asked<Next> {
        self.header(who)?;
        let tabs = self.home()?;
        for (id, digit, long, ..) in ScreenId::ALL {
            let count = match id {
                // Line by line this menu is the first screen.
                ScreenId::Home => continue,
                ScreenId::Inbox => tabs.inbox,
                ScreenId::Requests => tabs.requests,
                ScreenId::Tasks => tabs.tasks,
                ScreenId::Sync => tabs.sync,
                // Nothing waits there.
                ScreenId::Archive | ScreenId::Residents => {
                    self.console.say(&format!("{digit} {}", self.setup.word(long)))?;
                    continue;
                }
            };
            self.console.say(&format!("{digit} {}: {count}", self.setup.word(long)))?;
        }
        self.undo_lines()?;
        for (key, word) in [('+', Word::AboutNew), ('k', Word::AboutPerson), ('?', Word::Help), ('q', Word::AboutQuit)]
        {
            self.console.say(&format!("{key} {}", self.setup.word(word)))?;
        }
        let answer = self.console.ask(self.setup.word(Word::Choose))?.unwrap_or_default().to_lowercase();
        match answer.as_str() {
            "" | "0" => {}
            "2" => self.inbox(who)?,
            "3" => self.requests(who)?,
            "4" => self.tasks(who)?,
            "6" => self.archive()?,
            "7" => self.residents()?,
            "9" => self.sync()?,
            UNDO => self.take_back()?,
            REDO => self.do_again()?,
            "+" => self.walk_in(who)?,
            "k" => self.port.lock(),
            "?" => self.help()?,
            "q" => return self.leave(),
            _ => self.console.word(Word::NoSuchChoice)?,
        }
        Ok(Next::Stay)
    }

    fn leave(&mut self) -> Asked<Next> {
        let status = self.status();
        if status.stays_unsent() {
            let text = self.text(&Message::LeavingUnsent(status.unsent));
            self.console.say(&text)?;
        }
        Ok(Next::Leave)
    }

    fn help(&mut self) -> Asked<()> {
        self.console.word(Word::HelpTitle)?;
        self.console.word(Word::PlainHelp)?;
        self.console.word(Word::PlainHelpDecide)?;
        let letters = [
            ("t", Word::AboutForward),
            ("r", Word::AboutReturn),
            ("x", Word::AboutRefuse),
            ("s", Word::AboutSign),
            ("v", Word::AboutFollowUp),
            ("c", Word::AboutClaim),
            ("e", Word::AboutEdit),
            (UNDO, Word::AboutUndo),
            (REDO, Word::AboutRedo),
            ("f", Word::AboutFilter),
            ("+", Word::AboutNew),
            ("k", Word::AboutPerson),
            ("q", Word::AboutQuit),
        ];
        for (key, word) in letters {
            self.console.say(&format!("{key} {}", self.setup.word(word)))?;
        }
        Ok(())
    }
}
