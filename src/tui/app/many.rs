//! One action on all marked records: sent one by one, with progress, a reason at each that failed, and one line
//! at the end. Undo takes all of them back the same way.

use std::collections::HashMap;

use secrecy::SecretString;
use uuid::Uuid;

use super::App;
use crate::desk::{Command, DeskError, Done, SignItem, SignOutcome, SignStep};
use crate::domain::id::ActionId;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{Turn, Wish};
use crate::tui::deed::Deed;
use crate::tui::effect::Effect;
use crate::tui::marks::Many;
use crate::tui::screens::ScreenId;
use crate::tui::theme::Role;

/// What is done to each.
enum Doing {
    Deed(Deed),
    TakeBack,
    Again,
}

impl Doing {
    fn kind(&self) -> &str {
        match self {
            Self::Deed(deed) => deed.kind(),
            Self::TakeBack => "undo",
            Self::Again => "redo",
        }
    }

    fn turn(&self) -> Turn {
        match self {
            Self::Deed(_) => Turn::Onward,
            Self::TakeBack => Turn::Back,
            Self::Again => Turn::Again,
        }
    }
}

/// What is under way.
pub(super) struct UnderWay {
    what: Doing,
    screen: ScreenId,
    of: usize,
    done: usize,
    not: usize,
    unread: usize,
    tickets: HashMap<u64, Uuid>,
    /// What was queued, in order.
    queued: Vec<ActionId>,
}

impl UnderWay {
    fn new(what: Doing, screen: ScreenId, of: usize) -> Self {
        Self { what, screen, of, done: 0, not: 0, unread: 0, tickets: HashMap::new(), queued: Vec::new() }
    }
}

impl App {
    /// Begins, and closes the dialog that asked for it. What has changed since it was marked is not touched. While
    /// others are under way nothing begins, and the dialog stays with what was typed.
    pub(super) fn perform_many(&mut self, many: Many) {
        self.dirty = true;
        if self.many.is_some() {
            self.said = Some((Role::Warn, Word::StillWorking.into()));
            return;
        }
        if !self.layers.is_empty() {
            self.grant(vec![Wish::Pop]);
        }
        let screen = self.open;
        let of = many.each.len();
        let mut under_way = UnderWay { unread: many.unread, ..UnderWay::new(Doing::Deed(many.deed), screen, of) };
        for one in many.each {
            if self.screens.get(screen).version(one.key) != Some(one.version) {
                under_way.not += 1;
                let why = self.setup.word(Word::ChangedMeanwhile).to_owned();
                self.screens.get_mut(screen).settled(one.key, Some(why));
                continue;
            }
            self.ticket += 1;
            under_way.tickets.insert(self.ticket, one.key);
            self.effects.push(Effect::Do { ticket: self.ticket, command: one.command });
        }
        self.many = Some(under_way);
        self.report();
    }

    /// Signs what is as it was on the screen. Of what has changed or was asked back since, the dialog says that it was
    /// not signed.
    pub(super) fn sign(&mut self, letters: Vec<(u64, SignItem)>, passphrase: SecretString) {
        let screen = self.screens.get(self.open);
        let (same, changed): (Vec<_>, Vec<_>) =
            letters.into_iter().partition(|(version, item)| screen.version(item.task.0) == Some(*version));
        let items: Vec<SignItem> = same.into_iter().map(|(_, item)| item).collect();
        let not =
            changed.into_iter().map(|(_, item)| SignStep::Line { task: item.task, outcome: SignOutcome::Conflict });
        let over = items.is_empty().then_some(SignStep::Ended { missing: 0 });
        if let Some(batch) = self.batch() {
            not.chain(over).for_each(|step| batch.step(step));
        }
        if !items.is_empty() {
            self.effects.push(Effect::Sign { items, passphrase });
        }
    }

    /// Takes the answer to one of many. False when it is not of them.
    pub(super) fn one_of_many(&mut self, ticket: u64, result: &Result<Done, DeskError>) -> bool {
        let Some(many) = &mut self.many else { return false };
        let Some(key) = many.tickets.remove(&ticket) else { return false };
        let why = match result {
            Ok(done) => {
                many.done += 1;
                self.saved = Some(self.now.wall);
                if let Done::Queued { action, .. } = done {
                    many.queued.push(*action);
                }
                if let Doing::Deed(deed) = &many.what {
                    self.last = Some(deed.clone());
                }
                None
            }
            Err(error) => {
                many.not += 1;
                Some(i18n::failure(self.setup.lang, error))
            }
        };
        let screen = many.screen;
        if matches!(many.what, Doing::Deed(_)) {
            self.screens.get_mut(screen).settled(key, why);
        }
        self.report();
        true
    }

    /// Takes back all that one key did, the last one first. What can no longer be taken back stays.
    pub(super) fn take_back_many(&mut self, group: Vec<ActionId>) {
        let commands = group.into_iter().rev().map(|action| Command::Undo { action: Some(action) });
        self.turn_many(Doing::TakeBack, commands.collect());
    }

    /// Does again all that one undo took back.
    pub(super) fn do_many_again(&mut self, of: usize) {
        self.turn_many(Doing::Again, vec![Command::Redo; of]);
    }

    fn turn_many(&mut self, what: Doing, commands: Vec<Command>) {
        let mut under_way = UnderWay::new(what, self.open, commands.len());
        for command in commands {
            self.ticket += 1;
            under_way.tickets.insert(self.ticket, Uuid::nil());
            self.effects.push(Effect::Do { ticket: self.ticket, command });
        }
        self.many = Some(under_way);
        self.report();
    }

    /// Says how far it is, or how it ended.
    fn report(&mut self) {
        self.dirty = true;
        let Some(many) = &self.many else { return };
        let kind = many.what.kind().to_owned();
        if many.tickets.is_empty() {
            let role = if many.not + many.unread == 0 { Role::Good } else { Role::Warn };
            let Some(many) = self.many.take() else { return };
            let told = match many.what {
                Doing::Deed(_) => Message::ManyDone { kind, done: many.done, not: many.not, unread: many.unread },
                Doing::TakeBack => Message::ManyUndone { done: many.done, not: many.not },
                Doing::Again => Message::ManyAgain { done: many.done, not: many.not },
            };
            let turn = many.what.turn();
            self.groups.turned(turn, many.done);
            self.said_of = None;
            if turn != Turn::Back {
                self.said_of = many.queued.last().map(|last| (*last, told.clone()));
                self.groups.did(many.queued);
            }
            self.said = Some((role, told));
            self.refresh();
        } else {
            let done = many.of - many.tickets.len();
            self.said = Some((Role::Plain, Message::ManyUnderWay { kind, done, of: many.of }));
        }
    }
}
