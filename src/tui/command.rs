//! The one table of commands: keymap, footer, help and palette read it.

use super::screens::ScreenId;
use crate::i18n::{Message, Word};

/// Something a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the table says what each one is
pub enum CommandId {
    Forward,
    Return,
    Refuse,
    Sign,
    FollowUp,
    Claim,
    Edit,
    Resume,
    Mark,
    MarkRoutine,
    Filter,
    Search,
    Open,
    Back,
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    PreviewUp,
    PreviewDown,
    Inbox,
    Requests,
    Tasks,
    Sync,
    Palette,
    Help,
    Person,
    Quit,
    Redraw,
    Saved,
    HandOver,
    New,
    LookUp,
    CitizenScreen,
    Repeat,
    Redo,
    ShiftEnd,
    Home,
    Archive,
    Residents,
    Copy,
    Slip,
    Related,
    Reveal,
    Expert,
    ExportList,
    ExportUnsent,
    Pin,
    Undo,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Which.
    pub id: CommandId,
    /// Its name in keymap.toml.
    pub name: &'static str,
    /// What it is called.
    pub title: Word,
    /// What it does.
    pub about: Word,
    /// Whether the footer names it when it works.
    pub footer: bool,
}

impl Command {
    /// Whether it only moves: such a command may have a capital letter of its own.
    pub fn moves(&self) -> bool {
        matches!(
            self.id,
            CommandId::Up
                | CommandId::Down
                | CommandId::PageUp
                | CommandId::PageDown
                | CommandId::Top
                | CommandId::Bottom
                | CommandId::PreviewUp
                | CommandId::PreviewDown
        )
    }
}

/// What a command is about: how cards and manuals order them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Deciding on a record, and taking that back.
    Deciding,
    /// Working on a record.
    Working,
    /// Finding and opening.
    Finding,
    /// Moving.
    Moving,
    /// Going to another screen.
    Screens,
    /// The program itself.
    Program,
}

impl Group {
    /// All of them, in the order of a card, with their headings.
    pub const ALL: [(Self, Word); 6] = [
        (Self::Deciding, Word::GroupDeciding),
        (Self::Working, Word::GroupWorking),
        (Self::Finding, Word::GroupFinding),
        (Self::Moving, Word::GroupMoving),
        (Self::Screens, Word::GroupScreens),
        (Self::Program, Word::GroupProgram),
    ];
}

impl Command {
    fn opens_a_screen(&self) -> bool {
        ScreenId::ALL.iter().any(|(.., opens)| *opens == self.id)
    }

    /// What it is about.
    pub fn group(&self) -> Group {
        match self.id {
            CommandId::Forward
            | CommandId::Return
            | CommandId::Refuse
            | CommandId::Sign
            | CommandId::FollowUp
            | CommandId::Undo
            | CommandId::Redo
            | CommandId::Repeat => Group::Deciding,
            CommandId::Filter
            | CommandId::Search
            | CommandId::LookUp
            | CommandId::Open
            | CommandId::Related
            | CommandId::Back => Group::Finding,
            CommandId::Palette
            | CommandId::Help
            | CommandId::Expert
            | CommandId::Person
            | CommandId::Pin
            | CommandId::Quit
            | CommandId::Redraw
            | CommandId::Saved => Group::Program,
            _ if self.moves() => Group::Moving,
            _ if self.opens_a_screen() => Group::Screens,
            _ => Group::Working,
        }
    }
}

/// Whether a command works now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Can {
    /// It works.
    Yes,
    /// It works and is called this here.
    As(Word),
    /// It does not, and why.
    No(Message),
}

impl Can {
    /// Works when it may; else says why.
    pub fn when(may: bool, why: Word) -> Self {
        if may { Self::Yes } else { Self::No(why.into()) }
    }

    /// Whether it works.
    pub fn works(&self) -> bool {
        !matches!(self, Self::No(_))
    }
}

const fn line(id: CommandId, name: &'static str, title: Word, about: Word, footer: bool) -> Command {
    Command { id, name, title, about, footer }
}

/// Every command, in the order of footer and help.
pub const TABLE: &[Command] = &[
    line(CommandId::Forward, "forward", Word::Forward, Word::AboutForward, true),
    line(CommandId::Sign, "sign", Word::Sign, Word::AboutSign, true),
    line(CommandId::FollowUp, "follow-up", Word::FollowUp, Word::AboutFollowUp, true),
    line(CommandId::HandOver, "hand-over", Word::HandOver, Word::AboutHandOver, true),
    line(CommandId::Return, "return", Word::Return, Word::AboutReturn, true),
    line(CommandId::Refuse, "refuse", Word::Refuse, Word::AboutRefuse, true),
    line(CommandId::Claim, "claim", Word::Claim, Word::AboutClaim, true),
    line(CommandId::Edit, "edit", Word::Edit, Word::AboutEdit, true),
    line(CommandId::Resume, "resume", Word::Resume, Word::AboutResume, false),
    line(CommandId::Filter, "filter", Word::Filter, Word::AboutFilter, false),
    line(CommandId::Search, "search", Word::Search, Word::AboutSearch, true),
    line(CommandId::New, "new", Word::New, Word::AboutNew, true),
    line(CommandId::Mark, "mark", Word::Mark, Word::AboutMark, true),
    line(CommandId::MarkRoutine, "mark-routine", Word::MarkRoutine, Word::AboutMarkRoutine, true),
    line(CommandId::Open, "open", Word::Open, Word::AboutOpen, true),
    line(CommandId::Related, "related", Word::Related, Word::AboutRelated, true),
    line(CommandId::Reveal, "reveal", Word::Reveal, Word::AboutReveal, true),
    line(CommandId::Back, "back", Word::Back, Word::AboutBack, true),
    line(CommandId::Up, "up", Word::Up, Word::AboutMove, false),
    line(CommandId::Down, "down", Word::Down, Word::AboutMove, false),
    line(CommandId::PageUp, "page-up", Word::PageUp, Word::AboutMove, false),
    line(CommandId::PageDown, "page-down", Word::PageDown, Word::AboutMove, false),
    line(CommandId::Top, "top", Word::Top, Word::AboutMove, false),
    line(CommandId::Bottom, "bottom", Word::Bottom, Word::AboutMove, false),
    line(CommandId::PreviewUp, "preview-up", Word::PreviewUp, Word::AboutPreview, false),
    line(CommandId::PreviewDown, "preview-down", Word::PreviewDown, Word::AboutPreview, false),
    line(CommandId::Home, "home", Word::Home, Word::AboutHome, false),
    line(CommandId::Inbox, "inbox", Word::Inbox, Word::AboutScreen, false),
    line(CommandId::Requests, "requests", Word::Requests, Word::AboutScreen, false),
    line(CommandId::Tasks, "tasks", Word::Tasks, Word::AboutScreen, false),
    line(CommandId::Archive, "archive", Word::Archive, Word::AboutScreen, false),
    line(CommandId::Residents, "residents", Word::Residents, Word::AboutScreen, false),
    line(CommandId::Sync, "sync", Word::Sync, Word::AboutScreen, false),
    line(CommandId::Palette, "palette", Word::Palette, Word::AboutPalette, false),
    line(CommandId::Person, "person", Word::Person, Word::AboutPerson, false),
    line(CommandId::Quit, "quit", Word::Quit, Word::AboutQuit, false),
    line(CommandId::Redraw, "redraw", Word::Redraw, Word::AboutRedraw, false),
    line(CommandId::Saved, "saved", Word::Saved, Word::AboutSaved, false),
    line(CommandId::LookUp, "look-up", Word::LookUp, Word::AboutLookUp, false),
    line(CommandId::CitizenScreen, "citizen-screen", Word::CitizenScreen, Word::AboutCitizenScreen, false),
    line(CommandId::Repeat, "repeat", Word::Repeat, Word::AboutRepeat, false),
    line(CommandId::Redo, "redo", Word::Redo, Word::AboutRedo, false),
    line(CommandId::ShiftEnd, "shift-end", Word::ShiftEnd, Word::AboutShiftEnd, false),
    line(CommandId::Copy, "copy", Word::Copy, Word::AboutCopy, false),
    line(CommandId::Slip, "slip", Word::Slip, Word::AboutSlip, false),
    line(CommandId::Expert, "expert", Word::Expert, Word::AboutExpert, false),
    line(CommandId::ExportList, "export-list", Word::ExportList, Word::AboutExportList, false),
    line(CommandId::ExportUnsent, "export-unsent", Word::ExportUnsent, Word::AboutExportUnsent, false),
    line(CommandId::Pin, "pin", Word::Pin, Word::AboutPin, false),
    line(CommandId::Undo, "undo", Word::Undo, Word::AboutUndo, false),
    line(CommandId::Help, "help", Word::Help, Word::AboutHelp, true),
];

/// A command's line.
pub fn of(id: CommandId) -> &'static Command {
    // The table is complete (a test walks it); its first line stands in for what cannot be.
    TABLE.iter().find(|command| command.id == id).unwrap_or(&TABLE[0])
}

/// A command by its name.
pub fn named(name: &str) -> Option<&'static Command> {
    TABLE.iter().find(|command| command.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screens_stand_together_in_the_order_of_their_digits_and_nothing_else_is_one() {
        let grouped: Vec<CommandId> =
            TABLE.iter().filter(|command| command.group() == Group::Screens).map(|command| command.id).collect();
        assert_eq!(grouped, ScreenId::ALL.map(|(.., opens)| opens));
    }

    #[test]
    fn every_command_stands_in_the_table_once() {
        for (index, command) in TABLE.iter().enumerate() {
            assert_eq!(of(command.id).name, command.name);
            assert!(TABLE.iter().skip(index + 1).all(|other| other.id != command.id && other.name != command.name));
        }
        // The last variant counts them.
        assert_eq!(TABLE.len(), CommandId::Undo as usize + 1);
    }
}
