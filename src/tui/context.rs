//! What screens and layers are given, and what they ask for.

use std::time::Duration;

use jiff::Timestamp;

use super::clipboard::Clipboard;
use super::decision::Guard;
use super::deed::Deed;
use super::event::ExitReason;
use super::glyphs::Glyphs;
use super::layers::Layer;
use super::layout::Areas;
use super::marks::Many;
use super::theme::{Role, Theme};
use crate::desk::{ArchiveFilter, Command, Query, RequestFilter, SavedView, SignItem, Who};
use crate::domain::counters::Counter;
use crate::domain::id::RecordId;
use crate::i18n::{self, Lang, Message, Word};

/// What does not change while the program runs.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Language of the interface.
    pub lang: Lang,
    /// How roles look.
    pub theme: Theme,
    /// Which signs may be used.
    pub glyphs: Glyphs,
    /// Whether the line is one of SSH: stacked layout, fewer frames.
    pub ssh: bool,
    /// For large letters: one thing at a time, rows of two lines.
    pub large: bool,
    /// Whether Ctrl-Z stops the program; otherwise it is `u`.
    pub suspends: bool,
    /// How the terminal's clipboard is reached.
    pub clipboard: Clipboard,
}

impl Setup {
    /// A fixed text.
    pub fn word(&self, word: Word) -> &'static str {
        i18n::word(self.lang, word)
    }

    /// A text with arguments.
    pub fn say(&self, message: &Message) -> String {
        i18n::sentence(self.lang, message)
    }
}

/// Now, by both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// For rests and deadlines.
    pub mono: Duration,
    /// For ages and times of day.
    pub wall: Timestamp,
}

/// Which way a command goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// It does something new.
    #[default]
    Onward,
    /// It takes something back.
    Back,
    /// It does again what was taken back.
    Again,
}

/// What happens when a command is durable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// What to say.
    pub told: Option<Message>,
    /// The row to leave for the next one, if it is still selected.
    pub leave: Option<uuid::Uuid>,
    /// The resident whose numbers may now be seen in full.
    pub reveal: Option<crate::domain::id::RecordId>,
    /// Whether the layer that asked for it closes.
    pub close: bool,
    /// Whether it is a draft: nothing on the screen changes.
    pub quiet: bool,
    /// What to say instead when nothing has to be sent.
    pub kept: Option<Message>,
    /// The request that is back, if one is: it is selected.
    pub back: Option<RecordId>,
    /// What was done, when it can be done to another record too.
    pub deed: Option<Box<Deed>>,
    /// What it means for what can be taken back and done again.
    pub turn: Turn,
}

/// Who wants to sit down.
#[derive(Debug)]
pub struct Credentials {
    /// Where the server is; none: where this machine knows the account from.
    pub address: Option<String>,
    /// KnownAccount name.
    pub name: String,
    /// Password or PIN.
    pub password: secrecy::SecretString,
}

/// What a screen or a layer asks for.
#[derive(Debug)]
pub enum Wish {
    /// Ask the store; a newer question of the same kind makes the answer to an older one void.
    Ask(Query),
    /// Change something.
    Do(Box<Command>, After),
    /// Do the same to many.
    Many(Many),
    /// Say something.
    Say(Role, Message),
    /// Put a layer on top.
    Push(Box<Layer>),
    /// Close the top layer.
    Pop,
    /// Run a command as if its key had been pressed.
    Run(super::command::CommandId),
    /// A line of a chooser was chosen.
    Chosen(super::layers::choose::Choice),
    /// Run a command on what was written behind it: a row, or words.
    RunOn(super::command::CommandId, String),
    /// Keep this line of the palette for the session.
    Remember(String),
    /// Go to the row with this number or queue number.
    Row(String),
    /// Open the list that a counter of Beranda counts.
    Show(Counter),
    /// Open the screen of requests at this one, in its list where that is known.
    ShowRequest(RecordId, Option<RequestFilter>),
    /// Show only rows with these words.
    Narrow(String),
    /// Search everything for these words, and come back to where it began.
    SearchArchive(String),
    /// Show these entries of the archive.
    Filter(ArchiveFilter),
    /// Recall a saved view of the archive.
    View(SavedView),
    /// Go to another screen.
    Go(super::screens::ScreenId),
    /// Show a record that belongs to the one that is shown.
    Walk(super::screens::Target),
    /// Log in.
    LogIn(Credentials),
    /// Set the PIN that opens this person's desk on this machine.
    SetPin(secrecy::SecretString),
    /// Sign a batch, each letter at the version that was on the screen.
    Sign(Vec<(u64, SignItem)>, secrecy::SecretString),
    /// Stop the batch after its current letter.
    CancelSign,
    /// End the program.
    Quit(ExitReason),
}

/// The world of a screen or a layer while it handles something.
pub struct Ctx<'a> {
    /// Language, look.
    pub setup: &'a Setup,
    /// Now.
    pub now: Now,
    /// Whether the key came so soon after another that no hand typed it: a paste without brackets.
    pub burst: bool,
    /// Who is at the desk.
    pub who: Option<&'a Who>,
    /// Where things stand; none when the window is too small.
    pub areas: Option<Areas>,
    /// When decision keys count.
    pub guard: &'a mut Guard,
    /// What is asked for.
    pub wishes: Vec<Wish>,
}

impl Ctx<'_> {
    /// Asks for something.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Says something ordinary.
    pub fn say(&mut self, message: impl Into<Message>) {
        self.wishes.push(Wish::Say(Role::Plain, message.into()));
    }

    /// Says why something was not done.
    pub fn warn(&mut self, message: impl Into<Message>) {
        self.wishes.push(Wish::Say(Role::Warn, message.into()));
    }

    /// Puts a layer on top.
    pub fn push(&mut self, layer: impl Into<Layer>) {
        self.wishes.push(Wish::Push(Box::new(layer.into())));
    }

    /// A command that says something when it is durable.
    pub fn perform(&mut self, command: Command, told: Message) {
        self.wishes.push(Wish::Do(Box::new(command), After { told: Some(told), ..After::default() }));
    }
}
