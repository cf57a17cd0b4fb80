//! The identity box: whom a card, a scanner or a hand means. From it a request begins, or the card is read.

use ratatui::layout::Rect;

use super::hand_over::HandOver;
use super::sheet;
use super::walkin::Walkin;
use crate::desk::{Applicant, Command, Found, Identity as Meant, Query, ResidentRow};
use crate::domain::id::RecordId;
use crate::domain::office::Role as Duty;
use crate::domain::office::date_of;
use crate::domain::request::RequestState;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Now, Setup, Wish};
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::paint::{Paint, Span};
use crate::tui::screens::requests::hands::list_of;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;
use crate::tui::widgets::finder::{Finder, Step};

/// The state of the box.
pub struct Identity {
    finder: Finder,
    now: Now,
    /// The one person it is about, with family and letters.
    shown: Option<Box<Applicant>>,
    asked: Option<RecordId>,
    /// A card whose owner is being looked for.
    card: Option<String>,
}

fn is_operator(ctx: &Ctx<'_>) -> bool {
    ctx.who.is_some_and(|who| who.has(Duty::Operator))
}

impl Identity {
    /// With what came in already.
    pub fn new(text: &str, now: Now) -> Self {
        Self { finder: Finder::new(text, now), now, shown: None, asked: None, card: None }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        self.now = ctx.now;
        match typed {
            Typed::Paste(text) => self.finder.paste(text, ctx.now),
            Typed::Key(Key { code: Code::Esc, .. }) => ctx.wish(Wish::Pop),
            Typed::Key(Key { code: Code::Backspace, .. }) if self.finder.text().is_empty() => ctx.wish(Wish::Pop),
            Typed::Key(Key { code: Code::Char('.'), ctrl: false }) if self.is_certain() => self.begin(true, ctx),
            Typed::Key(key) => {
                self.name_of_an_owner(*key);
                let (query, step) = self.finder.key(*key, ctx.now);
                query.into_iter().for_each(|query| ctx.wish(Wish::Ask(query)));
                self.take(step, ctx);
            }
        }
    }

    /// Behind an unknown card a letter begins the name of its owner; a digit is another card.
    fn name_of_an_owner(&mut self, key: Key) {
        if let Some(Meant::NewCard(number)) = self.finder.identity()
            && key.typed().is_some_and(char::is_alphabetic)
        {
            self.card = Some(number.clone());
            self.finder = Finder::new("", self.now);
        }
    }

    fn is_certain(&self) -> bool {
        matches!(self.finder.identity(), Some(Meant::People { exact: true, .. })) && self.card.is_none()
    }

    fn begin(&self, again: bool, ctx: &mut Ctx<'_>) {
        if let Some(row) = self.finder.selected().cloned() {
            self.chosen(&row, again, ctx);
        }
    }

    fn take(&mut self, step: Step, ctx: &mut Ctx<'_>) {
        match step {
            Step::Stays => {}
            Step::Person(row) => self.chosen(&row, false, ctx),
            Step::Request(row) => {
                ctx.wish(Wish::Pop);
                ctx.wish(Wish::ShowRequest(row.id, list_of(&row)));
                // Whoever brings the slip of a finished letter fetches it: Enter is all that is left.
                if row.state == RequestState::Issued && is_operator(ctx) {
                    ctx.push(HandOver::new(&row));
                }
            }
            Step::Card(number) => {
                self.card = Some(number);
                self.finder = Finder::new("", ctx.now);
            }
        }
    }

    fn chosen(&self, row: &ResidentRow, again: bool, ctx: &mut Ctx<'_>) {
        if !is_operator(ctx) {
            return ctx.warn(Word::OnlyOperator);
        }
        ctx.wish(Wish::Pop);
        if let (Some(number), Some(who)) = (&self.card, ctx.who) {
            let command = Command::RememberCard { office: who.office, number: number.clone(), resident: row.id };
            let told = Some(Message::CardRemembered { name: row.name.clone() });
            ctx.wish(Wish::Do(Box::new(command), After { told, ..After::default() }));
        }
        Walkin::open(Some(row.id), again, ctx);
    }

    /// An answer came.
    pub fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) {
        self.now = ctx.now;
        match found {
            Found::Identified(found) => {
                let step = self.finder.found(*found, false);
                self.take(step, ctx);
                self.ask_about_the_one(ctx);
            }
            Found::Applicant(who) if Some(who.resident.id) == self.asked => self.shown = Some(who),
            _ => {}
        }
    }

    fn ask_about_the_one(&mut self, ctx: &mut Ctx<'_>) {
        let one = match self.finder.people() {
            [one] => Some(one.id),
            _ => None,
        };
        self.shown = None;
        self.asked = one;
        one.into_iter().for_each(|id| ctx.wish(Wish::Ask(Query::Applicant(id))));
    }

    /// The next moment at which [`Identity::due`] has something to do.
    pub fn deadline(&self) -> Option<std::time::Duration> {
        self.finder.deadline()
    }

    /// Time has passed.
    pub fn due(&mut self, ctx: &mut Ctx<'_>) {
        let (query, step) = self.finder.due(ctx.now);
        query.into_iter().for_each(|query| ctx.wish(Wish::Ask(query)));
        self.take(step, ctx);
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let title = match &self.card {
            Some(number) => setup.say(&Message::WhoseCard(number.clone())),
            None => setup.word(Word::IdentityTitle).to_owned(),
        };
        let columns = usize::from(body.width.saturating_sub(2));
        let mut lines: Vec<Vec<Span>> = Vec::new();
        for line in self.finder.lines(setup, self.now) {
            match line.as_slice() {
                // A sentence may take several lines, a person takes one.
                [(role, sentence)] => {
                    let wrapped = text::wrap(&[Para::of(*role, sentence.clone())], columns, &setup.glyphs);
                    lines.extend(wrapped.into_iter().map(|line| vec![line]));
                }
                _ => lines.push(line),
            }
        }
        let marked = self.finder.marked();
        lines.extend(self.about(columns, setup));
        let rows = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX).max(3);
        let inside = sheet(body, rows, &title, paint);
        self.finder.paint_field(inside, 0, true, paint);
        let room = usize::from(inside.height.saturating_sub(1));
        let first = if self.finder.lists() { (marked + 1).saturating_sub(room.max(1)) } else { 0 };
        for (y, line) in (1..inside.height).zip(lines.iter().skip(first)) {
            paint.spans(inside, y, line);
        }
    }

    /// The one person: family, what is odd, what they asked for last.
    fn about(&self, columns: usize, setup: &Setup) -> Vec<Vec<Span>> {
        let Some(who) = &self.shown else { return Vec::new() };
        let today = date_of(self.now.wall);
        let members: Vec<String> = who
            .family
            .iter()
            .filter(|member| member.id != who.resident.id)
            .map(|member| format!("{} ({}, {})", member.name, member.family_position, member.age_on(today)))
            .collect();
        let members = if members.is_empty() { String::new() } else { format!(" · {}", members.join(", ")) };
        let mut paras = vec![Para::labelled("KK", &format!("{}{members}", who.resident.kk))];
        for odd in &who.oddities {
            let said = setup.word(crate::tui::screens::oddity_word(odd));
            paras.push(Para::of(Role::Warn, format!("! {said}")));
        }
        for row in &who.requests {
            let since = row.since.map(|at| crate::i18n::moment(setup.lang, at, self.now.wall)).unwrap_or_default();
            let state = setup.word(Word::from(&row.state));
            paras.push(Para::plain(format!("{} {} · {since} · {state}", row.queue, row.kind)).hanging(2));
        }
        text::wrap(&paras, columns, &setup.glyphs).into_iter().map(|line| vec![line]).collect()
    }
}
