//! Permohonan Surat: the queue of citizens' requests, worked on one screen.

pub(in crate::tui) mod hands;
pub(in crate::tui) mod page;

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use uuid::Uuid;

use hands::{list_word, proposals};
use page::{paragraphs, row_text, title};

use super::{Screen, parts, split_screen};
use crate::desk::{
    ClaimView, Command, CounterView, DeskError, Found, Preview, Query, RequestFilter, RequestRow, RequestView, Shows,
    Table, Who,
};
use crate::domain::id::{ContentHash, RecordId};
use crate::domain::office::{Role as Duty, date_of};
use crate::domain::refusal::Refusal;
use crate::domain::request::{End, RequestState};
use crate::i18n::{self, Message, Word};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{After, Ctx, Now, Setup, Wish};
use crate::tui::decision::{Reading, STANDS};
use crate::tui::deed::Deed;
use crate::tui::layers::choose::Choice;
use crate::tui::layers::form::Form;
use crate::tui::layers::reason::{Reason, Why};
use crate::tui::layout::Areas;
use crate::tui::marks::{Many, Marks, One};
use crate::tui::paint::Paint;
use crate::tui::split::{Row, Split};
use crate::tui::text::Para;
use crate::tui::theme::Role;

impl Row for RequestRow {
    fn key(&self) -> uuid::Uuid {
        self.id.0
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn words(&self) -> String {
        format!("{} {} {} {}", self.queue, self.name, self.kind, self.number.as_deref().unwrap_or(""))
    }

    fn number(&self) -> Option<&str> {
        Some(&self.queue)
    }
}

/// The state of the screen.
#[derive(Default)]
pub struct Requests {
    split: Split<RequestRow>,
    filter: RequestFilter,
    sought: Option<Sought>,
    /// Queue numbers that more than one of the rows has.
    twice: HashSet<String>,
    view: Option<Box<RequestView>>,
    marks: Marks,
    /// Requests whose last line was shown: at which version, and what forwarding would approve.
    read: BTreeMap<Uuid, (u64, ContentHash)>,
    around: CounterView,
    /// Whether the end of the shift waits for the list of own work.
    ending: bool,
    /// Whether it shows what a counter of Beranda counts: then going back goes there.
    visited: bool,
}

/// A request that is selected as soon as a list holds it.
#[derive(Clone, Copy)]
struct Sought {
    id: RecordId,
    /// It may be in any list: where this one does not hold it, all are looked through.
    anywhere: bool,
}

impl Requests {
    /// The record in the preview, when it is the selected one.
    fn shown(&self) -> Option<&RequestView> {
        let row = self.split.current()?;
        self.view.as_deref().filter(|view| view.row.id == row.id)
    }

    /// Selects what is looked for; what has left the queue is looked for among all.
    fn select_sought(&mut self, ctx: &mut Ctx<'_>) -> bool {
        let Some(Sought { id, anywhere }) = self.sought else { return false };
        if self.split.select_key(id.0, ctx.now) {
            self.sought = None;
            return true;
        }
        if anywhere && self.filter == RequestFilter::All {
            self.sought = None;
            ctx.warn(Word::InNoList);
        } else if anywhere {
            self.filter = RequestFilter::All;
            ctx.wish(Wish::Ask(self.list()));
        }
        // Otherwise its list is known, and this may be the one of before that was still under way.
        false
    }

    fn editable(&self, who: Option<&Who>) -> Can {
        let Some(row) = self.split.current() else { return Can::No(Word::NothingSelected.into()) };
        if let Some(no) = missing_role(who, Duty::Operator) {
            return Can::No(no);
        }
        Can::when(row.state.with_operator(), Word::NotWithOperator)
    }

    fn forward(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        if !self.marks.is_empty() {
            return self.all(&Deed::Forward, key, ctx);
        }
        if !self.split.decide(key, false, Reading::ToTheEnd, ctx) {
            return;
        }
        let Some(view) = self.shown() else { return };
        let snapshot = match &view.preview {
            Preview::Lines { snapshot, .. } => *snapshot,
            Preview::Cannot(why) => {
                let text = i18n::refusal(ctx.setup.lang, why);
                return ctx.warn(Message::Text(text));
            }
            Preview::NotHere => return ctx.warn(Word::NotReceived),
        };
        let (id, name, kind) = (view.row.id, view.row.name.clone(), view.row.kind.clone());
        ctx.wish(Wish::Do(
            Box::new(Command::Forward { request: id, snapshot: Some(snapshot) }),
            After { told: Some(Message::Forwarded { name, kind }), leave: Some(id.0), ..After::default() },
        ));
    }

    fn give_reason(&mut self, why: Why, key: &str, ctx: &mut Ctx<'_>) {
        if !self.marks.is_empty() {
            if self.split.decide_marked(key, ctx) {
                let many = self.marks.rows(&self.split).map(|row| (row.key(), row.version)).collect();
                let reason = Reason::for_many(why, many, ctx.setup);
                reason.ask(ctx);
                ctx.push(reason);
            }
            return;
        }
        if !self.split.decide(key, false, Reading::InSight, ctx) {
            return;
        }
        let Some(view) = self.shown() else { return };
        let reason = Reason::new(why, view.row.id.0, view.row.version, view.row.name.clone());
        let reason = if why == Why::ReturnToApplicant { reason.proposing(proposals(view)) } else { reason };
        reason.ask(ctx);
        ctx.push(reason);
    }

    /// What `x` can do with a request where it is now.
    fn ends(&self, who: Option<&Who>) -> Result<End, Can> {
        let Some(row) = self.split.current() else { return Err(Can::No(Word::NothingSelected.into())) };
        if let Some(no) = missing_role(who, Duty::Operator) {
            return Err(Can::No(no));
        }
        row.state.ends().ok_or(Can::No(Word::NotWithOperator.into()))
    }

    /// `c` on what is marked: all of it becomes the person's own, or is given back when it is already.
    fn claim_all(&mut self, key: &str, ctx: &mut Ctx<'_>) {
        let mine = self.marks.rows(&self.split).all(|row| row.claim.as_ref().is_some_and(|claim| claim.mine));
        let deed = if mine { Deed::Release } else { Deed::Claim { take_over: false } };
        self.all(&deed, key, ctx);
    }

    /// The same to all that is marked. What approves is done only to what was read to its last line.
    fn all(&mut self, deed: &Deed, key: &str, ctx: &mut Ctx<'_>) {
        if !self.split.decide_marked(key, ctx) {
            return;
        }
        let (mut each, mut unread) = (Vec::new(), 0);
        for row in self.marks.rows(&self.split) {
            let (key, version) = (row.key(), row.version);
            let read = self.read.get(&key).filter(|(at, _)| *at == version).map(|(_, snapshot)| *snapshot);
            if *deed == Deed::Forward && read.is_none() {
                unread += 1;
                continue;
            }
            each.push(One { key, version, command: deed.on(key, read) });
        }
        ctx.wish(Wish::Many(Many { deed: deed.clone(), each, unread }));
    }

    /// The request whose last line is on the screen, what would be approved, and from when it counts as read.
    fn reading(&self, ctx: &Ctx<'_>) -> Option<(Uuid, (u64, ContentHash), Duration)> {
        let view = self.shown()?;
        let Preview::Lines { snapshot, .. } = &view.preview else { return None };
        let (key, content) = (view.row.id.0, (view.row.version, *snapshot));
        if self.read.get(&key) == Some(&content) || !self.split.read(ctx.areas.as_ref()) {
            return None;
        }
        let since = self.split.content(ctx.areas.as_ref()).and_then(|content| ctx.guard.standing(content))?;
        Some((key, content, since + STANDS))
    }

    /// Opens the form. An unclaimed request becomes the person's own; a colleague's stays his.
    fn edit(&mut self, ctx: &mut Ctx<'_>) {
        let Some(view) = self.shown() else { return ctx.warn(Word::NotReceived) };
        match &view.row.claim {
            Some(ClaimView { name, since, mine: false }) => {
                let why = Refusal::ClaimedBy { name: name.clone(), since: *since };
                let text = i18n::refusal(ctx.setup.lang, &why);
                return ctx.warn(Message::Text(text));
            }
            None => {
                let claim = Command::Claim { request: view.row.id, take_over: false };
                ctx.wish(Wish::Do(Box::new(claim), After::default()));
            }
            Some(_) => {}
        }
        let form = Form::new(view);
        ctx.wish(Wish::Ask(form.draft_query()));
        ctx.push(form);
    }
}

/// Queue numbers of today that two counters gave: both stand, and the desk says so.
fn given_twice(rows: &[RequestRow], now: Now) -> HashSet<String> {
    let today = date_of(now.wall);
    let mut seen = HashSet::new();
    let of_today = rows.iter().filter(|row| row.since.is_none_or(|since| date_of(since) == today));
    of_today.filter(|row| !row.queue.is_empty() && !seen.insert(&row.queue)).map(|row| row.queue.clone()).collect()
}

/// Why a person without this role cannot do it.
pub fn missing_role(who: Option<&Who>, duty: Duty) -> Option<Message> {
    let has = who.is_none_or(|who| who.has(duty));
    (!has).then_some(Message::Plain(match duty {
        Duty::Operator => Word::OnlyOperator,
        Duty::Verifier => Word::OnlyVerifier,
        Duty::Signer | Duty::Admin => Word::OnlySigner,
    }))
}

impl Screen for Requests {
    split_screen!();

    fn list(&self) -> Query {
        Query::Requests(self.filter)
    }

    fn seek(&mut self, id: RecordId, list: Option<RequestFilter>, now: Now) {
        self.split.narrow(String::new(), now);
        self.visited = false;
        self.filter = list.unwrap_or_default();
        self.sought = Some(Sought { id, anywhere: list.is_none() });
    }

    fn only(&mut self, shows: Option<Shows>) {
        self.split.begin();
        self.visited = shows.is_some();
        self.filter = match shows {
            Some(Shows::Requests(filter)) => filter,
            _ => RequestFilter::default(),
        };
    }

    fn can(&self, command: CommandId, who: Option<&Who>) -> Can {
        let row = self.split.current();
        match command {
            CommandId::Forward | CommandId::Return | CommandId::Refuse | CommandId::Claim if !self.marks.is_empty() => {
                missing_role(who, Duty::Operator).map_or(Can::Yes, Can::No)
            }
            CommandId::Mark | CommandId::MarkRoutine => Can::when(row.is_some(), Word::NothingSelected),
            CommandId::Forward | CommandId::Return | CommandId::Edit => self.editable(who),
            CommandId::Refuse => match self.ends(who) {
                Ok(End::Cancel) => Can::As(Word::CancelRequest),
                Ok(_) => Can::Yes,
                Err(no) => no,
            },
            CommandId::Claim => self.can_claim(who),
            CommandId::HandOver => self.can_hand_over(who),
            CommandId::CitizenScreen | CommandId::Slip => Can::when(row.is_some(), Word::NothingSelected),
            CommandId::ShiftEnd => missing_role(who, Duty::Operator).map_or(Can::Yes, Can::No),
            CommandId::Resume => {
                let waits = row.is_some_and(|row| matches!(row.state, RequestState::WaitingApplicant(_)));
                Can::when(waits, Word::NotWaiting)
            }
            CommandId::Filter => Can::Yes,
            CommandId::Open => Can::when(row.is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => {
                let listed = self.filter != RequestFilter::Queue && !self.visited;
                Can::when(self.split.goes_back() || listed, Word::NotNow)
            }
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>) {
        // Whoever goes on does not look for it any more.
        self.sought = None;
        match command {
            CommandId::Forward => self.forward(key, ctx),
            CommandId::Return => self.give_reason(Why::ReturnToApplicant, key, ctx),
            CommandId::Refuse => {
                if !self.marks.is_empty() {
                    self.give_reason(Why::Refuse, key, ctx);
                } else if let Ok(end) = self.ends(ctx.who) {
                    self.give_reason(end.into(), key, ctx);
                }
            }
            CommandId::HandOver => self.hand_over(ctx),
            CommandId::CitizenScreen => self.citizen_screen(ctx),
            CommandId::Slip => self.slip(ctx),
            CommandId::ShiftEnd => self.end_shift(ctx),
            CommandId::Claim if !self.marks.is_empty() => self.claim_all(key, ctx),
            CommandId::Claim => self.claim(ctx),
            CommandId::Mark => self.marks.toggle(&mut self.split, ctx),
            CommandId::MarkRoutine => {
                self.marks.add_routine(&self.split, RequestRow::is_routine, ctx);
            }
            CommandId::Edit => self.edit(ctx),
            CommandId::Resume => {
                if let Some(row) = self.split.current() {
                    let told = Message::Resumed { name: row.name.clone() };
                    ctx.perform(Command::Resume { request: row.id }, told);
                }
            }
            CommandId::Filter => self.choose_filter(ctx),
            CommandId::Back if !self.split.goes_back() => self.show_list(RequestFilter::Queue, ctx),
            other => {
                self.split.moved(other, ctx);
            }
        }
    }

    fn chosen(&mut self, choice: Choice, ctx: &mut Ctx<'_>) {
        self.chose(choice, ctx);
    }

    fn listed(&self) -> Option<Message> {
        let count = self.split.rows().len();
        // What Beranda counts is named on the message line.
        let chosen = self.filter != RequestFilter::Queue && !self.visited;
        chosen.then(|| Message::Listed { list: list_word(self.filter), count })
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::Requests(_) | Query::Request(_) | Query::CounterView)
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::Requests(rows) => self.list_came(rows, ctx),
            Found::CounterView(counter) => self.counter_came(*counter, ctx),
            Found::Request(view) => {
                let title = title(&view);
                let changed = self.split.show(view.row.id.0, title, paragraphs(&view, ctx.setup, ctx.now));
                self.view = Some(view);
                changed
            }
            _ => false,
        }
    }

    fn missed(&mut self, query: &Query, _: &DeskError, ctx: &mut Ctx<'_>) -> bool {
        // The end of the shift begins with its list, or not at all.
        self.ending &= !matches!(query, Query::Requests(_));
        let Query::Request(id) = query else { return false };
        let name = self.split.current().map(|row| row.name.clone()).unwrap_or_default();
        self.split.show(id.0, name, vec![Para::of(Role::Warn, ctx.setup.word(Word::NotReceived))])
    }

    fn deadline(&self, ctx: &Ctx<'_>) -> Option<Duration> {
        [self.split.deadline(), self.reading(ctx).map(|(.., at)| at)].into_iter().flatten().min()
    }

    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool {
        if let Some(key) = self.split.follows(ctx.now) {
            ctx.wish(Wish::Ask(Query::Request(key.into())));
        }
        if let Some((key, content, _)) = self.reading(ctx).filter(|(.., at)| *at <= ctx.now.mono) {
            self.read.insert(key, content);
        }
        false
    }

    fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        self.split.drawn(ctx);
    }

    fn ask_preview(&self, ctx: &mut Ctx<'_>) {
        if let Some(row) = self.split.current() {
            ctx.wish(Wish::Ask(Query::Request(row.id)));
        }
    }

    fn copied(&self) -> Option<String> {
        let row = self.split.current()?;
        Some(row.number.clone().unwrap_or_else(|| row.queue.clone()))
    }

    fn table(&self, setup: &Setup) -> Option<Table> {
        let words = [
            Word::QueueLabel,
            Word::Name,
            Word::Kind,
            Word::Channel,
            Word::ReceivedLabel,
            Word::StateLabel,
            Word::NumberLabel,
        ];
        let mut table = Table::of(&words.map(|word| setup.word(word)));
        for row in self.split.visible() {
            table.push([
                row.queue.clone(),
                row.name.clone(),
                row.kind.clone(),
                setup.word(parts::channel(row.channel)).to_owned(),
                parts::date_and_time(row.since),
                setup.word(Word::from(&row.state)).to_owned(),
                row.number.clone().unwrap_or_default(),
            ]);
        }
        Some(table)
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        let empty = if self.filter == RequestFilter::Queue { Word::NoRequests } else { Word::NothingThere };
        let listed = self.listed().map(|listed| setup.say(&listed)).unwrap_or_default();
        self.split.name_list(listed);
        let (marks, twice) = (&self.marks, &self.twice);
        self.split.paint(areas, setup, empty, paint, |row, columns| {
            let (head, rest) = row_text(row, twice.contains(&row.queue), columns, setup, now);
            parts::marked(marks, row.key(), head, rest)
        });
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn settled(&mut self, key: Uuid, why: Option<String>) {
        self.marks.settled(key, why);
    }

    fn can_repeat(&self, deed: &Deed, who: Option<&Who>) -> Can {
        let mine = self.split.current().and_then(|row| row.claim.as_ref()).is_some_and(|claim| claim.mine);
        match (deed, self.marks.is_empty()) {
            (Deed::Claim { .. }, true) if mine => Can::No(Word::AlreadyMine.into()),
            (Deed::Release, true) if !mine => Can::No(Word::NotMine.into()),
            // Where it is now it can only be cancelled.
            (Deed::Refuse(_), true) if self.ends(who) == Ok(End::Cancel) => Can::No(Word::NotWithOperator.into()),
            (Deed::Resume, false) => missing_role(who, Duty::Operator).map_or(Can::Yes, Can::No),
            _ => self.can(deed.command(), who),
        }
    }

    fn repeat(&mut self, deed: &Deed, key: &str, ctx: &mut Ctx<'_>) {
        match deed {
            Deed::Forward => self.forward(key, ctx),
            deed if !self.marks.is_empty() => self.all(deed, key, ctx),
            Deed::ReturnToApplicant(_) | Deed::Refuse(_) | Deed::Cancel(_) => {
                if self.split.decide(key, false, Reading::InSight, ctx)
                    && let Some(view) = self.shown()
                {
                    let (key, told) = (view.row.id.0, deed.told(view.row.name.clone(), &view.row.kind));
                    let after = After { told: Some(told), leave: Some(key), ..After::default() };
                    ctx.wish(Wish::Do(Box::new(deed.on(key, None)), after));
                }
            }
            deed => {
                if let Some(row) = self.split.current() {
                    ctx.perform(deed.on(row.key(), None), deed.told(row.name.clone(), &row.kind));
                }
            }
        }
    }
}
