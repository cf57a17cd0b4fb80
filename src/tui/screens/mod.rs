//! The screens, one file each: rows and previews from `desk` data, commands out.

pub mod archive;
pub mod home;
pub mod inbox;
pub mod login;
pub(in crate::tui) mod parts;
pub mod requests;
pub mod residents;
pub mod sync;
pub mod tasks;
pub(in crate::tui) mod walk;

pub use walk::Target;

pub(super) use parts::oddity as oddity_word;

use super::command::{Can, CommandId};
use super::context::{Ctx, Now, Setup};
use super::deed::Deed;
use super::layers::choose::Choice;
use super::layout::Areas;
use super::paint::Paint;
use crate::desk::{DeskError, Found, Query, RequestFilter, Shows, Table, Who};
use crate::domain::id::RecordId;
use crate::i18n::{Message, Word};

/// Which screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScreenId {
    /// Beranda.
    Home,
    /// Surat Masuk.
    Inbox,
    /// Permohonan Surat.
    Requests,
    /// Paraf & TTD.
    Tasks,
    /// Arsip.
    Archive,
    /// Penduduk.
    Residents,
    /// Sinkronisasi.
    Sync,
}

impl ScreenId {
    /// All screens in the order of their digits: digit, long and short name, command.
    pub const ALL: [(Self, char, Word, Word, CommandId); 7] = [
        (Self::Home, '1', Word::Home, Word::Home, CommandId::Home),
        (Self::Inbox, '2', Word::Inbox, Word::InboxShort, CommandId::Inbox),
        (Self::Requests, '3', Word::Requests, Word::RequestsShort, CommandId::Requests),
        (Self::Tasks, '4', Word::Tasks, Word::TasksShort, CommandId::Tasks),
        (Self::Archive, '6', Word::Archive, Word::Archive, CommandId::Archive),
        (Self::Residents, '7', Word::Residents, Word::ResidentsShort, CommandId::Residents),
        (Self::Sync, '9', Word::Sync, Word::SyncShort, CommandId::Sync),
    ];
}

/// What every screen can do. All of it is pure: keys and answers in, wishes out.
pub trait Screen {
    /// What its list is asked with.
    fn list(&self) -> Query;

    /// Whether a command works now.
    fn can(&self, command: CommandId, who: Option<&Who>) -> Can;

    /// Runs a command that works. `key` is how it was pressed.
    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>);

    /// A line of a chooser was chosen.
    fn chosen(&mut self, _: Choice, _: &mut Ctx<'_>) {}

    /// Which list it shows, when that is not its ordinary one.
    fn listed(&self) -> Option<Message> {
        None
    }

    /// An answer came. True when something visible changed.
    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool;

    /// A question of this screen has failed. True when something visible changed.
    fn missed(&mut self, query: &Query, error: &DeskError, ctx: &mut Ctx<'_>) -> bool;

    /// Whether an answer to this question belongs here.
    fn asks(&self, query: &Query) -> bool;

    /// The next moment at which [`Screen::due`] has something to do.
    fn deadline(&self, ctx: &Ctx<'_>) -> Option<std::time::Duration>;

    /// Time has passed. True when something visible changed.
    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool;

    /// A frame was drawn.
    fn drawn(&mut self, ctx: &mut Ctx<'_>);

    /// The version of a row's record; none when it is not in the list.
    fn version(&self, key: uuid::Uuid) -> Option<u64>;

    /// Leaves a row for the next one.
    fn leave(&mut self, key: uuid::Uuid, now: Now);

    /// Goes to a row by place or queue number.
    fn go_to(&mut self, text: &str, now: Now) -> bool;

    /// Shows only rows with these words.
    fn narrow(&mut self, words: String, now: Now);

    /// The words that narrow its list; empty when none do.
    fn filter(&self) -> &str;

    /// What narrows its list, in words.
    fn narrowed(&self, _: &Setup) -> Option<Message> {
        let words = self.filter();
        (!words.is_empty()).then(|| Message::Narrowed(words.to_owned()))
    }

    /// Whether its words are asked of the store instead of narrowing what is listed. Such a list is asked only
    /// while its screen is open.
    fn searches(&self) -> bool {
        false
    }

    /// Whether its words fit nothing here and may fit something in the archive.
    fn nothing_fits(&self) -> bool {
        false
    }

    /// Another screen was opened.
    fn left(&mut self) {}

    /// A resident's numbers may now be seen in full.
    fn revealed(&mut self, _: RecordId, _: &mut Ctx<'_>) {}

    /// Shows a record that belongs to the one that is shown.
    fn walk(&mut self, _: Target, _: &mut Ctx<'_>) {}

    /// The person whose card is shown: `+` makes a request for them.
    fn person(&self) -> Option<RecordId> {
        None
    }

    /// Whether its preview has the whole body.
    fn full(&self) -> bool;

    /// Shows only the part of its list that a counter of Beranda counts, or all that it usually shows.
    fn only(&mut self, _: Option<Shows>) {}

    /// This request is looked for, in its list where that is known, and selected as soon as it is there.
    fn seek(&mut self, _: RecordId, _: Option<RequestFilter>, _: Now) {}

    /// What `y` copies: the number of what is selected.
    fn copied(&self) -> Option<String> {
        None
    }

    /// The list as it is shown, for a file.
    fn table(&self, _setup: &Setup) -> Option<Table> {
        None
    }

    /// Whether its list has been asked for and never came.
    fn loading(&self) -> bool {
        false
    }

    /// Asks for the preview of the selected record again.
    fn ask_preview(&self, ctx: &mut Ctx<'_>);

    /// How many of its records are marked.
    fn marked(&self) -> usize {
        0
    }

    /// What is said while some are marked.
    fn marks_told(&self) -> Message {
        Message::MarkedCount(self.marked())
    }

    /// The people who are marked, in the order in which they were: `+` makes the same request for each.
    fn people(&self) -> Vec<RecordId> {
        Vec::new()
    }

    /// Takes the marks of people away.
    fn unmark(&mut self) {}

    /// One of many that were marked was done, or not, and why.
    fn settled(&mut self, _: uuid::Uuid, _: Option<String>) {}

    /// Whether something that was done on this screen can be done to what is selected now.
    fn can_repeat(&self, deed: &Deed, who: Option<&Who>) -> Can {
        self.can(deed.command(), who)
    }

    /// Does the same to what is selected, or to what is marked.
    fn repeat(&mut self, _: &Deed, _: &str, _: &mut Ctx<'_>) {}

    /// Paints the body.
    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>);
}

/// The parts of [`Screen`] that a list with a preview does by itself.
macro_rules! split_screen {
    () => {
        fn version(&self, key: uuid::Uuid) -> Option<u64> {
            self.split.version(key)
        }

        fn leave(&mut self, key: uuid::Uuid, now: $crate::tui::context::Now) {
            self.split.leave(key, now);
        }

        fn go_to(&mut self, text: &str, now: $crate::tui::context::Now) -> bool {
            self.split.go_to(text, now)
        }

        fn narrow(&mut self, words: String, now: $crate::tui::context::Now) {
            self.split.narrow(words, now);
        }

        fn filter(&self) -> &str {
            self.split.filter()
        }

        fn nothing_fits(&self) -> bool {
            self.split.fits_nothing()
        }

        fn full(&self) -> bool {
            self.split.full()
        }

        fn loading(&self) -> bool {
            self.split.loading()
        }
    };
}
pub(crate) use split_screen;
