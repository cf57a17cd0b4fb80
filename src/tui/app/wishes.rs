//! What screens and layers ask for is granted here.

use std::mem::{discriminant, take};

use super::App;
use super::world::ctx;
use crate::desk::{Command, Query};
use crate::domain::queue_number::QueueNumber;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Turn, Wish};
use crate::tui::deed::Deed;
use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::screens::ScreenId;
use crate::tui::theme::Role;

impl App {
    pub(super) fn grant(&mut self, wishes: Vec<Wish>) {
        for wish in wishes {
            match wish {
                Wish::Ask(query) => {
                    self.ask(query);
                }
                Wish::Do(command, after) => self.perform(*command, after),
                Wish::Many(many) => self.perform_many(many),
                Wish::Say(role, message) => {
                    self.said = Some((role, message));
                    self.dirty = true;
                }
                Wish::Push(layer) => {
                    self.layers.push(*layer);
                    self.dirty = true;
                }
                Wish::Pop => {
                    self.layers.pop();
                    self.dirty = true;
                    if self.layers.is_empty() && take(&mut self.unsaid) {
                        self.ask(Query::CounterView);
                    }
                }
                Wish::Run(id) => self.run_by_name(id),
                Wish::RunOn(id, argument) => self.run_on(id, &argument),
                Wish::Remember(text) => self.remember(text),
                Wish::Row(text) => {
                    let here = self.screens.get_mut(self.open).go_to(&text, self.now);
                    match QueueNumber::read(&text) {
                        _ if here => {}
                        // It may lie in another list.
                        Some(_) => {
                            self.ask(Query::ByQueue(text));
                        }
                        None => self.said = Some((Role::Warn, Message::NoLine(text))),
                    }
                }
                Wish::Chosen(choice) => {
                    let areas = self.areas();
                    let mut ctx = ctx!(self, areas);
                    self.screens.get_mut(self.open).chosen(choice, &mut ctx);
                    let wishes = ctx.wishes;
                    self.grant(wishes);
                }
                Wish::Show(counter) => self.visit(counter),
                Wish::ShowRequest(id, list) => self.show_request(id, list),
                Wish::Narrow(words) => self.narrow(words),
                Wish::SearchArchive(words) => self.search_archive(words),
                Wish::Filter(filter) => {
                    self.screens.archive().filter_by(filter);
                    self.ask_list();
                }
                Wish::View(view) => {
                    self.screens.archive().recall(&view, self.now);
                    self.go(ScreenId::Archive);
                }
                Wish::Go(id) => self.go(id),
                Wish::Walk(target) => {
                    let areas = self.areas();
                    let mut ctx = ctx!(self, areas);
                    self.screens.get_mut(self.open).walk(target, &mut ctx);
                    let wishes = ctx.wishes;
                    self.grant(wishes);
                }
                Wish::LogIn(credentials) => {
                    self.account = Some(credentials.name.clone());
                    self.effects.push(Effect::LogIn(credentials));
                }
                Wish::SetPin(pin) => self.effects.push(Effect::SetPin(pin)),
                Wish::Sign(letters, passphrase) => self.sign(letters, passphrase),
                Wish::CancelSign => self.effects.push(Effect::CancelSign),
                Wish::Quit(reason) => self.quit(reason),
            }
        }
    }

    /// Words narrow what is listed, or are asked for. When a list has nothing that fits, everything is searched.
    pub(super) fn narrow(&mut self, words: String) {
        self.screens.get_mut(self.open).narrow(words.clone(), self.now);
        let screen = self.screens.get(self.open);
        if screen.searches() {
            self.ask_list();
        } else if !words.is_empty() && screen.nothing_fits() {
            self.search_archive(words);
        }
    }

    fn search_archive(&mut self, words: String) {
        let from = self.open;
        if from != ScreenId::Archive {
            self.screens.get_mut(from).narrow(String::new(), self.now);
            if let Some(Layer::Search(search)) = self.layers.last_mut() {
                search.comes_from(from);
            }
        }
        self.screens.archive().everything();
        self.screens.get_mut(ScreenId::Archive).narrow(words, self.now);
        self.go(ScreenId::Archive);
    }

    fn ask_list(&mut self) {
        let query = self.screens.get(self.open).list();
        self.ask(query);
    }

    pub(super) fn ask(&mut self, query: Query) -> u64 {
        self.ticket += 1;
        self.newest.insert(discriminant(&query), self.ticket);
        self.effects.push(Effect::Ask { ticket: self.ticket, query });
        self.ticket
    }

    pub(super) fn perform(&mut self, command: Command, mut after: After) {
        if after.close
            && let Some((record, version)) = self.layers.last().and_then(Layer::decides_on)
            && self.screens.get(self.open).version(record) != Some(version)
        {
            // The dialog stays, with what was typed.
            self.said = Some((Role::Warn, Word::ChangedMeanwhile.into()));
            return;
        }
        let (deed, turn) = match command {
            Command::Undo { .. } => (self.last.clone(), Turn::Back),
            Command::Redo => (self.last.clone(), Turn::Again),
            _ => (Deed::of(&command), Turn::Onward),
        };
        (after.deed, after.turn) = (deed.map(Box::new), turn);
        self.ticket += 1;
        self.awaited.insert(self.ticket, after);
        self.effects.push(Effect::Do { ticket: self.ticket, command });
    }
}
