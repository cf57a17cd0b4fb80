//! Permohonan Surat: the queue of citizens' requests, worked on one screen.

use std::time::Duration;

use super::{Screen, parts, split_screen};
use crate::desk::{ClaimView, Command, DeskError, Found, Preview, Query, RequestFilter, RequestRow, RequestView, Who};
use crate::domain::office::{Role as Duty, date_of};
use crate::domain::refusal::Refusal;
use crate::domain::request::{RequestState, Shown};
use crate::domain::resident::Resident;
use crate::i18n::{self, Message, Word, clock};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{After, Ctx, Now, Setup, Wish};
use crate::tui::decision::Reading;
use crate::tui::layers::form::Form;
use crate::tui::layers::reason::{Reason, Why};
use crate::tui::layout::Areas;
use crate::tui::paint::{Paint, Span};
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
    view: Option<Box<RequestView>>,
}

impl Requests {
    /// The record in the preview, when it is the selected one.
    fn shown(&self) -> Option<&RequestView> {
        let row = self.split.current()?;
        self.view.as_deref().filter(|view| view.row.id == row.id)
    }

    fn editable(&self, who: Option<&Who>) -> Can {
        let Some(row) = self.split.current() else { return Can::No(Word::NothingSelected.into()) };
        if self.shown().is_some_and(|view| view.read_only) {
            return Can::No(Word::ReadOnly.into());
        }
        if let Some(no) = missing_role(who, Duty::Operator) {
            return Can::No(no);
        }
        Can::when(row.state.with_operator(), Word::NotWithOperator)
    }

    fn forward(&mut self, key: &str, ctx: &mut Ctx<'_>) {
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
        if !self.split.decide(key, false, Reading::InSight, ctx) {
            return;
        }
        if let Some(view) = self.shown() {
            ctx.push(Reason::new(why, view.row.id.0, view.row.version, view.row.name.clone()));
        }
    }

    fn claim(&mut self, ctx: &mut Ctx<'_>) {
        let Some(row) = self.split.current() else { return };
        let (request, name) = (row.id, row.name.clone());
        match &row.claim {
            None => ctx.perform(Command::Claim { request, take_over: false }, Message::Claimed { name }),
            Some(claim) if claim.mine => ctx.perform(Command::Release { request }, Message::Released { name }),
            Some(claim) => {
                let from = claim.name.clone();
                ctx.perform(Command::Claim { request, take_over: true }, Message::TakenOver { name, from });
            }
        }
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

/// Why a person without this role cannot do it.
pub fn missing_role(who: Option<&Who>, duty: Duty) -> Option<Message> {
    let has = who.is_none_or(|who| who.roles.contains(&duty));
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

    fn counter(&self) -> usize {
        let mine = |row: &&RequestRow| row.state.owner() == crate::domain::request::Owner::Operator;
        match self.filter {
            RequestFilter::Queue => self.split.rows().len(),
            RequestFilter::All => self.split.rows().iter().filter(mine).count(),
        }
    }

    fn can(&self, command: CommandId, who: Option<&Who>) -> Can {
        let row = self.split.current();
        match command {
            CommandId::Forward | CommandId::Return | CommandId::Refuse | CommandId::Edit => self.editable(who),
            CommandId::Claim => match (self.editable(who), row.and_then(|row| row.claim.as_ref())) {
                (Can::Yes, Some(claim)) => Can::As(if claim.mine { Word::Release } else { Word::TakeOver }),
                (can, _) => can,
            },
            CommandId::Resume => {
                let waits = row.is_some_and(|row| matches!(row.state, RequestState::WaitingApplicant(_)));
                Can::when(waits, Word::NotWaiting)
            }
            CommandId::Filter => Can::Yes,
            CommandId::Open => Can::when(row.is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => Can::when(self.split.goes_back(), Word::NotNow),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, key: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::Forward => self.forward(key, ctx),
            CommandId::Return => self.give_reason(Why::ReturnToApplicant, key, ctx),
            CommandId::Refuse => self.give_reason(Why::Refuse, key, ctx),
            CommandId::Claim => self.claim(ctx),
            CommandId::Edit => self.edit(ctx),
            CommandId::Resume => {
                if let Some(row) = self.split.current() {
                    let told = Message::Resumed { name: row.name.clone() };
                    ctx.perform(Command::Resume { request: row.id }, told);
                }
            }
            CommandId::Filter => {
                let (filter, word) = match self.filter {
                    RequestFilter::Queue => (RequestFilter::All, Word::FilterAll),
                    RequestFilter::All => (RequestFilter::Queue, Word::FilterQueue),
                };
                self.filter = filter;
                ctx.say(word);
                ctx.wish(Wish::Ask(self.list()));
            }
            other => {
                self.split.moved(other, ctx);
            }
        }
    }

    fn asks(&self, query: Query) -> bool {
        matches!(query, Query::Requests(_) | Query::Request(_))
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::Requests(rows) => self.split.refresh(rows, ctx.now),
            Found::Request(view) => {
                let title = title(&view);
                let changed = self.split.show(view.row.id.0, title, paragraphs(&view, ctx.setup, ctx.now));
                self.view = Some(view);
                changed
            }
            _ => false,
        }
    }

    fn missed(&mut self, query: Query, _: &DeskError, ctx: &mut Ctx<'_>) -> bool {
        let Query::Request(id) = query else { return false };
        let name = self.split.current().map(|row| row.name.clone()).unwrap_or_default();
        self.split.show(id.0, name, vec![Para::of(Role::Warn, ctx.setup.word(Word::NotReceived))])
    }

    fn deadline(&self, _: &Ctx<'_>) -> Option<Duration> {
        self.split.deadline()
    }

    fn due(&mut self, ctx: &mut Ctx<'_>) -> bool {
        if let Some(key) = self.split.follows(ctx.now) {
            ctx.wish(Wish::Ask(Query::Request(key.into())));
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

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        let empty = Word::NoRequests;
        self.split.paint(areas, setup, empty, paint, |row, columns| row_text(row, columns, setup, now));
    }
}

/// "A-05 Slamet Raharjo  SKTM  loket  9 mnt  ! KK kurang": what does not fit goes by rule.
fn row_text(row: &RequestRow, columns: usize, setup: &Setup, now: Now) -> (String, Vec<Span>) {
    let word = |word| setup.word(word);
    let name = if columns < 56 { columns * 2 / 5 } else { columns / 4 }.clamp(12, 24);
    let head = format!(
        " {}{}",
        parts::column(&row.queue, 6, setup),
        parts::column(parts::name(&row.name, setup), name, setup)
    );
    let mut rest = Vec::new();
    if columns >= 56 {
        rest.push((Role::Plain, parts::column(&row.kind, (columns / 5).min(20), setup)));
    }
    if columns >= 64 {
        rest.push((Role::Plain, parts::column(word(parts::channel(row.channel)), 7, setup)));
    }
    rest.push((Role::Plain, parts::column(&format!("{:>7}", parts::age(row.since, setup, now)), 7, setup)));
    if !row.state.with_operator() || matches!(row.state, RequestState::Returned(_)) {
        rest.push((Role::Warn, format!("{} ", word(parts::request_state(&row.state)))));
    }
    if let Some(missing) = &row.missing {
        rest.push((Role::Warn, format!("! {} ", setup.say(&Message::Missing(missing.clone())))));
    }
    let waited = row.since.map_or(0, |since| now.wall.duration_since(since).as_secs() / 60);
    if row.state.with_operator() && row.promise_minutes > 0 && waited > i64::from(row.promise_minutes) {
        rest.push((Role::Warn, format!("! {} ", word(Word::Overdue))));
    }
    if let Some(claim) = &row.claim {
        let who = if claim.mine { word(Word::Mine) } else { claim.name.as_str() };
        rest.push((Role::Plain, format!("· {who} ")));
    }
    if row.pending {
        rest.push((Role::Faint, setup.glyphs.unsent.to_string()));
    }
    (head, rest)
}

fn title(view: &RequestView) -> String {
    let place = view.subject.as_ref().map(|who| format!(", RT {} RW {}", who.rt, who.rw)).unwrap_or_default();
    format!("{} {} · {}{place}", view.row.queue, view.row.kind, view.row.name)
}

fn person(resident: &Resident, now: Now) -> Message {
    Message::Person {
        name: resident.name.clone(),
        age: resident.age_on(date_of(now.wall)),
        sex: resident.sex.word(),
        nik: resident.nik.in_full().to_owned(),
        address: resident.address(),
    }
}

/// The whole request: people, what is odd, fields, requirements, letter.
fn paragraphs(view: &RequestView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let mut paras = people(view, setup, now);
    if view.read_only {
        paras.push(Para::of(Role::Bad, word(Word::ReadOnly)));
    }
    paras.extend(view.oddities.iter().map(|odd| Para::of(Role::Warn, format!("! {}", word(parts::oddity(odd))))));
    if let Some(because) = reason(&view.request.state) {
        let given = Message::ReasonGiven { by: view.by.clone(), reason: because.to_owned() };
        paras.push(Para::of(Role::Warn, setup.say(&given)).hanging(2));
    }
    for field in &view.fields {
        match (field.value.trim(), field.required) {
            ("", false) => {}
            ("", true) => {
                let missing = format!("! {}", Para::labelled(&field.label, word(Word::ShownMissing)).text);
                paras.push(Para::of(Role::Warn, missing).hanging(2));
            }
            (value, _) => paras.push(Para::labelled(&field.label, value)),
        }
    }
    if !view.request.contact.is_empty() {
        paras.push(Para::labelled(word(Word::Contact), &view.request.contact));
    }
    for requirement in &view.requirements {
        let (sign, role) = match requirement.shown {
            Shown::Missing if requirement.required => ('!', Role::Warn),
            Shown::Missing => ('-', Role::Plain),
            _ => (setup.glyphs.tick, Role::Plain),
        };
        let state = word(parts::shown(requirement.shown));
        paras.push(Para::of(role, format!("{sign} {}: {state}", requirement.label)).hanging(2));
    }
    for (who, note) in &view.notes {
        paras.push(Para::plain(format!("{who}: {note}")).hanging(2));
    }
    paras.extend(letter(view, setup));
    paras
}

fn people(view: &RequestView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let mut paras = Vec::new();
    let line = |label: &str, resident: Option<&Resident>| match resident {
        Some(resident) => Para::labelled(label, &setup.say(&person(resident, now))),
        None => Para { role: Role::Warn, ..Para::labelled(label, word(Word::NotReceived)) },
    };
    paras.push(line(word(Word::Applicant), view.applicant.as_ref()));
    if view.request.subject != view.request.applicant {
        paras.push(line(word(Word::Subject), view.subject.as_ref()));
    }
    match &view.row.claim {
        Some(claim) if claim.mine => paras.push(Para::plain(setup.say(&Message::WithMe))),
        Some(claim) => {
            let told = Message::WithColleague { name: claim.name.clone(), since: claim.since.map(clock) };
            paras.push(Para::of(Role::Warn, setup.say(&told)));
        }
        None => {}
    }
    if !view.row.state.with_operator() {
        paras.push(Para::labelled(word(Word::StateLabel), word(parts::request_state(&view.row.state))));
    }
    if let Some(number) = &view.row.number {
        paras.push(Para::of(Role::Good, setup.say(&Message::NumberIs(number.clone()))));
    }
    paras
}

fn reason(state: &RequestState) -> Option<&str> {
    match state {
        RequestState::Returned(because)
        | RequestState::WaitingApplicant(because)
        | RequestState::WaitingOffice(because)
        | RequestState::Refused(because)
        | RequestState::Cancelled(because) => Some(&because.reason),
        _ => None,
    }
}

fn letter(view: &RequestView, setup: &Setup) -> Vec<Para> {
    let mut paras = vec![Para::of(Role::Title, format!("{}:", setup.word(Word::Letter)))];
    match &view.preview {
        Preview::Lines { lines, .. } => paras.extend(lines.iter().map(|line| Para::plain(line.clone()).hanging(2))),
        Preview::Cannot(why) => paras.push(Para::of(Role::Warn, i18n::refusal(setup.lang, why))),
        Preview::NotHere => paras.push(Para::of(Role::Warn, setup.word(Word::NotReceived))),
    }
    paras
}
