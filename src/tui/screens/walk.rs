//! Records that are looked at from a list, and the way from one to another that belongs to it: a request, its
//! letter, its person, their family.

use uuid::Uuid;

use super::{inbox, requests, residents};
use crate::desk::{Found, LetterView, Query, RequestView, ResidentView};
use crate::domain::id::RecordId;
use crate::domain::nik::mask_in;
use crate::i18n::{Message, Word};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{Ctx, Now, Setup, Wish};
use crate::tui::layers::related::Related;
use crate::tui::layers::reveal::Reveal;
use crate::tui::split::{Row, Split};
use crate::tui::text::Para;
use crate::tui::theme::Role;

/// A record that can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A request.
    Request(RecordId),
    /// A letter, received or issued.
    Letter(RecordId),
    /// A resident.
    Resident(RecordId),
}

impl Target {
    /// The question that brings it.
    pub fn query(self) -> Query {
        match self {
            Self::Request(id) => Query::Request(id),
            Self::Letter(id) => Query::Letter(id),
            Self::Resident(id) => Query::Resident(id),
        }
    }

    /// Its record.
    pub fn key(self) -> Uuid {
        match self {
            Self::Request(id) | Self::Letter(id) | Self::Resident(id) => id.0,
        }
    }
}

/// A row that stands for a record.
pub(in crate::tui) trait Stands: Row {
    /// Which.
    fn target(&self) -> Target;
}

/// A record as it came.
pub(in crate::tui) enum Page {
    Request(Box<RequestView>),
    Letter(Box<LetterView>),
    Resident(Box<ResidentView>),
}

impl Page {
    /// Of an answer; none when it is no record.
    pub fn of(found: Found) -> Option<Self> {
        match found {
            Found::Request(view) => Some(Self::Request(view)),
            Found::Letter(view) => Some(Self::Letter(view)),
            Found::Resident(view) => Some(Self::Resident(view)),
            _ => None,
        }
    }

    fn target(&self) -> Target {
        match self {
            Self::Request(view) => Target::Request(view.row.id),
            Self::Letter(view) => Target::Letter(view.row.id),
            Self::Resident(view) => Target::Resident(view.row.id),
        }
    }

    /// Its title line, which holds no whole number.
    pub fn title(&self) -> String {
        match self {
            Self::Request(view) => requests::page::title(view),
            Self::Letter(view) => {
                let subject = mask_in(&view.row.subject);
                match &view.letter.number {
                    Some(number) => format!("{} · {subject}", number.text),
                    None => format!("{} · {subject}", view.row.agenda),
                }
            }
            Self::Resident(view) => view.row.name.clone(),
        }
    }

    /// Its text. Numbers are masked until it is open in full: opening a request or letter is the access, its
    /// purpose is that request. A resident's are revealed with a purpose of their own.
    pub fn paragraphs(&self, setup: &Setup, now: Now, open: bool, revealed: bool) -> Vec<Para> {
        let mut paras = match self {
            Self::Request(view) => requests::page::paragraphs(view, setup, now),
            Self::Letter(view) => inbox::paragraphs(view, setup, now),
            Self::Resident(view) => return residents::card::paragraphs(view, setup, now, revealed),
        };
        if !open {
            paras.iter_mut().for_each(|para| para.text = mask_in(&para.text));
        }
        let related = self.related(setup);
        if !related.is_empty() {
            let names: Vec<&str> = related.iter().map(|(_, name)| name.as_str()).collect();
            paras.push(Para::of(Role::Faint, setup.say(&Message::RelatedTo(names.join(" · ")))).hanging(2));
        }
        paras
    }

    fn has_related(&self) -> bool {
        match self {
            Self::Request(view) => view.applicant.is_some() || view.subject.is_some() || view.row.number.is_some(),
            Self::Letter(view) => view.letter.request.is_some(),
            Self::Resident(view) => !view.requests.is_empty() || view.family.iter().any(|one| one.id != view.row.id),
        }
    }

    /// What belongs to it, in words.
    pub fn related(&self, setup: &Setup) -> Vec<(Target, String)> {
        match self {
            Self::Request(view) => {
                let mut related = Vec::new();
                if let Some(letter) = view.request.letter.filter(|_| view.row.number.is_some()) {
                    let number = view.row.number.as_deref().unwrap_or_default();
                    related.push((Target::Letter(letter), format!("{} {number}", setup.word(Word::Letter))));
                }
                let people =
                    [view.applicant.as_ref(), view.subject.as_ref().filter(|who| who.id != view.request.applicant)];
                related.extend(people.into_iter().flatten().map(|who| (Target::Resident(who.id), who.name.clone())));
                related
            }
            Self::Letter(view) => view
                .letter
                .request
                .map(|request| (Target::Request(request), setup.word(Word::ItsRequest).to_owned()))
                .into_iter()
                .collect(),
            Self::Resident(view) => {
                let letters = view.requests.iter().map(|row| {
                    let state = setup.word(Word::from(&row.state));
                    (Target::Request(row.id), format!("{} {} · {state}", row.queue, row.kind))
                });
                let family = view.family.iter().filter(|one| one.id != view.row.id);
                let family = family.map(|one| {
                    (Target::Resident(one.id), format!("{} ({})", one.name, one.family_position.to_lowercase()))
                });
                letters.chain(family).collect()
            }
        }
    }
}

/// Which record is looked at: the selected one, or one that was walked to from it.
#[derive(Default)]
pub(super) struct Walk {
    trail: Vec<Target>,
    /// The row from which it was walked: beside another row the way means nothing.
    from: Option<Uuid>,
    page: Option<Page>,
    /// Whose numbers were revealed and are still on the screen.
    revealed: Option<RecordId>,
}

impl Walk {
    fn target<R: Stands>(&self, split: &Split<R>) -> Option<Target> {
        let row = split.current()?;
        Some(if self.away(split) { *self.trail.last()? } else { row.target() })
    }

    /// The record on the screen, when it is the one that is looked at.
    fn page<R: Stands>(&self, split: &Split<R>) -> Option<&Page> {
        let target = self.target(split)?;
        self.page.as_ref().filter(|page| page.target() == target)
    }

    /// The resident whose card is shown.
    pub fn resident<R: Stands>(&self, split: &Split<R>) -> Option<&ResidentView> {
        match self.page(split)? {
            Page::Resident(view) => Some(view),
            _ => None,
        }
    }

    /// Whether it has been walked away from the selected record.
    pub fn away<R: Stands>(&self, split: &Split<R>) -> bool {
        !self.trail.is_empty() && self.from.is_some() && self.from == split.current().map(Row::key)
    }

    /// Time has passed: where another row was selected, by whatever way, the way walked ends and it is asked for.
    pub fn due<R: Stands>(&mut self, split: &mut Split<R>, ctx: &mut Ctx<'_>) {
        if split.follows(ctx.now).is_some() {
            self.end();
            self.ask(split, ctx);
        }
    }

    fn end(&mut self) {
        self.trail.clear();
        self.revealed = None;
    }

    /// Asks for what is looked at.
    pub fn ask<R: Stands>(&self, split: &Split<R>, ctx: &mut Ctx<'_>) {
        if let Some(target) = self.target(split) {
            ctx.wish(Wish::Ask(target.query()));
        }
    }

    /// An answer. True when something visible changed.
    pub fn found<R: Stands>(&mut self, found: Found, split: &mut Split<R>, ctx: &Ctx<'_>) -> bool {
        let Some(page) = Page::of(found).filter(|page| Some(page.target()) == self.target(split)) else {
            return false;
        };
        self.page = Some(page);
        self.show(split, ctx)
    }

    /// It has not arrived. True when something visible changed.
    pub fn missed<R: Stands>(&mut self, query: &Query, split: &mut Split<R>, ctx: &Ctx<'_>) -> bool {
        let Some(target) = self.target(split).filter(|target| target.query() == *query) else { return false };
        self.page = None;
        split.show(target.key(), String::new(), vec![Para::of(Role::Warn, ctx.setup.word(Word::NotReceived))])
    }

    /// Shows the record anew. What was revealed is forgotten when another record is shown.
    fn show<R: Stands>(&mut self, split: &mut Split<R>, ctx: &Ctx<'_>) -> bool {
        let revealed = self.revealed.map(Target::Resident);
        let Some(page) = self.page(split) else { return false };
        let target = page.target();
        let in_full = revealed == Some(target);
        let paras = page.paragraphs(ctx.setup, ctx.now, split.full(), in_full);
        let title = page.title();
        if !in_full {
            self.revealed = None;
        }
        split.show(target.key(), title, paras)
    }

    /// Opens, closes or moves.
    pub fn moved<R: Stands>(&mut self, command: CommandId, split: &mut Split<R>, ctx: &mut Ctx<'_>) {
        if command == CommandId::Back && self.away(split) {
            self.trail.pop();
            self.revealed = None;
            return self.ask(split, ctx);
        }
        split.moved(command, ctx);
        if matches!(command, CommandId::Open | CommandId::Back) {
            self.show(split, ctx);
        }
    }

    /// Whether there is something that belongs to it.
    pub fn can_walk<R: Stands>(&self, split: &Split<R>) -> Can {
        match self.page(split) {
            None if split.current().is_some() => Can::No(Word::ShowFirst.into()),
            page => Can::when(page.is_some_and(Page::has_related), Word::NothingRelated),
        }
    }

    /// Goes to what belongs to it; where it is several, asks to which.
    pub fn walk<R: Stands>(&mut self, split: &Split<R>, ctx: &mut Ctx<'_>) {
        let related = self.page(split).map(|page| page.related(ctx.setup)).unwrap_or_default();
        match related.as_slice() {
            [] => ctx.warn(Word::NothingRelated),
            [(target, _)] => self.go(*target, split, ctx),
            _ => ctx.push(Related::new(related)),
        }
    }

    /// Goes to a record.
    pub fn go<R: Stands>(&mut self, target: Target, split: &Split<R>, ctx: &mut Ctx<'_>) {
        if !self.away(split) {
            self.trail.clear();
            self.from = split.current().map(Row::key);
        }
        self.trail.push(target);
        self.revealed = None;
        ctx.wish(Wish::Ask(target.query()));
    }

    /// Whether a number may be asked for here.
    pub fn can_reveal<R: Stands>(&self, split: &Split<R>) -> Can {
        match self.resident(split) {
            None => Can::No(Word::NothingToReveal.into()),
            Some(view) => Can::when(self.revealed != Some(view.row.id), Word::RevealedAlready),
        }
    }

    /// Asks why.
    pub fn reveal<R: Stands>(&self, split: &Split<R>, ctx: &mut Ctx<'_>) {
        if let Some(view) = self.resident(split) {
            ctx.push(Reveal::new(view.row.id, view.row.name.clone()));
        }
    }

    /// The purpose is durable: the card shows all of it until it is left.
    pub fn revealed<R: Stands>(&mut self, id: RecordId, split: &mut Split<R>, ctx: &Ctx<'_>) {
        self.revealed = Some(id);
        self.show(split, ctx);
    }

    /// Nothing that was revealed stays when the screen is left.
    pub fn left<R: Stands>(&mut self, split: &mut Split<R>) {
        if self.revealed.is_some() || !self.trail.is_empty() {
            self.page = None;
            split.forget();
        }
        self.end();
    }
}

/// The parts of a screen that looks at records from a list whose words are asked of the store.
macro_rules! walking_screen {
    () => {
        fn searches(&self) -> bool {
            true
        }

        fn left(&mut self) {
            self.walk.left(&mut self.split);
        }

        fn revealed(&mut self, id: $crate::domain::id::RecordId, ctx: &mut $crate::tui::context::Ctx<'_>) {
            self.walk.revealed(id, &mut self.split, ctx);
        }

        fn walk(&mut self, target: $crate::tui::screens::Target, ctx: &mut $crate::tui::context::Ctx<'_>) {
            self.walk.go(target, &self.split, ctx);
        }

        fn missed(
            &mut self,
            query: &$crate::desk::Query,
            _: &$crate::desk::DeskError,
            ctx: &mut $crate::tui::context::Ctx<'_>,
        ) -> bool {
            self.walk.missed(query, &mut self.split, ctx)
        }

        fn deadline(&self, _: &$crate::tui::context::Ctx<'_>) -> Option<std::time::Duration> {
            self.split.deadline()
        }

        fn due(&mut self, ctx: &mut $crate::tui::context::Ctx<'_>) -> bool {
            self.walk.due(&mut self.split, ctx);
            false
        }

        fn drawn(&mut self, ctx: &mut $crate::tui::context::Ctx<'_>) {
            self.split.drawn(ctx);
        }

        fn ask_preview(&self, ctx: &mut $crate::tui::context::Ctx<'_>) {
            self.walk.ask(&self.split, ctx);
        }
    };
}
pub(super) use walking_screen;
