//! From hand to hand: lists and claims, the end of a shift, the applicant who is told, the citizen who gets
//! the letter.

use std::collections::BTreeSet;

use super::{Requests, Sought, given_twice, missing_role};
use crate::config::reasons;
use crate::desk::{Command, CounterView, Notice, Query, RequestFilter, RequestRow, RequestView, Who};
use crate::domain::counters::Counter;
use crate::domain::handing::{How, Relation, Way};
use crate::domain::id::RecordId;
use crate::domain::office::Role as Duty;
use crate::domain::request::{Owner, RequestState, Shown};
use crate::i18n::{Message, Word, moment};
use crate::tui::command::Can;
use crate::tui::context::{After, Ctx, Wish};
use crate::tui::layers::choose::{Choice, Choose, Entry};
use crate::tui::layers::citizen::Citizen;
use crate::tui::layers::hand_over::HandOver;
use crate::tui::layers::pass::Pass;
use crate::tui::layers::share::{Purpose, ShareLayer};
use crate::tui::layers::shift::Shift;
use crate::tui::layers::slip::SlipLayer;
use crate::tui::theme::Role;

/// A list's name.
pub(in crate::tui) fn list_word(filter: RequestFilter) -> Word {
    match filter {
        RequestFilter::Queue => Word::FilterQueue,
        RequestFilter::Mine => Word::FilterMine,
        RequestFilter::Waiting => Word::FilterWaiting,
        RequestFilter::Ready => Word::FilterReady,
        RequestFilter::Unfetched => Word::FilterUnfetched,
        RequestFilter::Approval => Word::FilterApproval,
        RequestFilter::All => Word::FilterAll,
        RequestFilter::AtCounter => Word::from(Counter::AtCounter),
        RequestFilter::Elsewhere => Word::from(Counter::Elsewhere),
        RequestFilter::Overdue => Word::from(Counter::Overdue),
        RequestFilter::ReturnedToMe => Word::from(Counter::ReturnedToMe),
        RequestFilter::WaitingApplicant => Word::from(Counter::WaitingApplicant),
        RequestFilter::WaitingOffice => Word::from(Counter::WaitingOffice),
        RequestFilter::InInk => Word::from(Counter::InInk),
        RequestFilter::InDoubt => Word::from(Counter::InDoubt),
    }
}

/// How somebody was told, in words.
pub(in crate::tui) fn how_word(how: How) -> Word {
    match how {
        How::Counter => Word::HowCounter,
        How::Telephone => Word::HowTelephone,
        How::WhatsApp => Word::HowWhatsApp,
        How::Neighbourhood => Word::HowNeighbourhood,
    }
}

/// How a letter reached its citizen, in words.
pub(in crate::tui) fn way_word(way: Way) -> Word {
    match way {
        Way::Printed => Word::WayPrinted,
        Way::WhatsApp => Word::WayWhatsApp,
        Way::Code => Word::WayCode,
    }
}

/// What somebody is to the applicant, in words.
pub(in crate::tui) fn relation_word(relation: Relation) -> Word {
    match relation {
        Relation::Family => Word::RelationFamily,
        Relation::Proxy => Word::RelationProxy,
        Relation::Neighbourhood => Word::RelationNeighbourhood,
    }
}

/// Reasons to return a request: what it lacks comes first.
pub(in crate::tui) fn proposals(view: &RequestView) -> Vec<String> {
    let missing: Vec<(&str, &str)> = view
        .requirements
        .iter()
        .filter(|one| one.required && one.shown == Shown::Missing)
        .map(|one| (one.key.as_str(), one.label.as_str()))
        .collect();
    let empty: Vec<&str> = view
        .fields
        .iter()
        .filter(|field| field.required && field.value.trim().is_empty())
        .map(|field| field.label.as_str())
        .collect();
    reasons::shipped().to_return(&missing, &empty)
}

/// The list in which a request is found; none for what has ended, which only the list of all may still hold.
pub(in crate::tui) fn list_of(row: &RequestRow) -> Option<RequestFilter> {
    match row.state.owner() {
        Owner::Operator if row.state.with_operator() => Some(RequestFilter::Queue),
        Owner::Operator => Some(RequestFilter::Ready),
        Owner::Applicant | Owner::OtherOffice => Some(RequestFilter::Waiting),
        Owner::Verifier | Owner::Signer | Owner::Resolver => Some(RequestFilter::Approval),
        Owner::Nobody => None,
    }
}

impl Requests {
    /// A request was taken back: it is selected where the list has it again.
    pub fn comes_back(&mut self, id: RecordId) {
        self.sought = Some(Sought { id, anywhere: false });
    }

    pub(super) fn list_came(&mut self, rows: Vec<RequestRow>, ctx: &mut Ctx<'_>) -> bool {
        ctx.wish(Wish::Ask(Query::CounterView));
        if std::mem::take(&mut self.ending) {
            ctx.push(Shift::new(rows.clone(), self.around.operators.clone()));
        }
        let listed: BTreeSet<uuid::Uuid> = rows.iter().map(|row| row.id.0).collect();
        self.marks.keep(&rows);
        self.read.retain(|key, _| listed.contains(key));
        self.twice = given_twice(&rows, ctx.now);
        let changed = self.split.refresh(rows, ctx.now);
        self.select_sought(ctx) || changed
    }

    pub(super) fn counter_came(&mut self, counter: CounterView, ctx: &mut Ctx<'_>) -> bool {
        let changed = self.around != counter;
        if let Some(until) = counter.notices.iter().map(|notice| notice.at).max() {
            ctx.wish(Wish::Say(Role::Warn, notice(&counter.notices, ctx)));
            let after = After { quiet: true, ..After::default() };
            ctx.wish(Wish::Do(Box::new(Command::Noticed { until }), after));
        }
        self.around = counter;
        changed
    }

    /// Changes the list.
    pub(super) fn show_list(&mut self, filter: RequestFilter, ctx: &mut Ctx<'_>) {
        if self.filter != filter {
            // The first row of the other list is what is meant, not the one in the same place.
            self.split.begin();
        }
        self.filter = filter;
        self.visited = false;
        ctx.wish(Wish::Ask(Query::Requests(filter)));
    }

    pub(super) fn choose_filter(&mut self, ctx: &mut Ctx<'_>) {
        self.visited = false;
        let entries = RequestFilter::CHOSEN.map(|filter| {
            let name = ctx.setup.word(list_word(filter));
            let count = self.around.counts.get(&filter).map(|count| format!(": {count}")).unwrap_or_default();
            Entry { label: format!("{name}{count}"), choice: Choice::Filter(filter) }
        });
        let at = RequestFilter::CHOSEN.iter().position(|filter| *filter == self.filter).unwrap_or(0);
        ctx.push(Choose::new(Word::ChooseFilter, String::new(), entries.into(), at));
    }

    pub(super) fn can_claim(&self, who: Option<&Who>) -> Can {
        let row = self.split.current();
        // Who comes back with what was missing is taken up again.
        if row.is_some_and(|row| matches!(row.state, RequestState::WaitingApplicant(_))) {
            return missing_role(who, Duty::Operator).map_or(Can::As(Word::Resume), Can::No);
        }
        match (self.editable(who), row.and_then(|row| row.claim.as_ref())) {
            (Can::Yes, Some(claim)) => Can::As(if claim.mine { Word::ReleaseOrPass } else { Word::TakeOver }),
            (can, _) => can,
        }
    }

    /// `c`: takes it, takes it over, takes it up again; one's own can be given back or passed on.
    pub(super) fn claim(&mut self, ctx: &mut Ctx<'_>) {
        let Some(row) = self.split.current() else { return };
        let (request, name) = (row.id, row.name.clone());
        if matches!(row.state, RequestState::WaitingApplicant(_)) {
            ctx.perform(Command::Resume { request }, Message::Resumed { name });
            let claim = Command::Claim { request, take_over: false };
            return ctx.wish(Wish::Do(Box::new(claim), After::default()));
        }
        match &row.claim {
            None => ctx.perform(Command::Claim { request, take_over: false }, Message::Claimed { name }),
            Some(claim) if claim.mine => {
                let release = ctx.setup.word(Word::Release).to_owned();
                let mut entries = vec![Entry { label: release, choice: Choice::Release(request) }];
                entries.extend(self.around.operators.iter().map(|one| Entry {
                    label: ctx.setup.say(&Message::PassOnTo(one.name.clone())),
                    choice: Choice::PassOn(request, one.clone()),
                }));
                ctx.push(Choose::new(Word::ClaimTitle, name, entries, 0));
            }
            Some(claim) => {
                let from = claim.name.clone();
                ctx.perform(Command::Claim { request, take_over: true }, Message::TakenOver { name, from });
            }
        }
    }

    pub(super) fn can_hand_over(&self, who: Option<&Who>) -> Can {
        let Some(row) = self.split.current() else { return Can::No(Word::NothingSelected.into()) };
        if let Some(no) = missing_role(who, Duty::Operator) {
            return Can::No(no);
        }
        match row.state {
            RequestState::Issued => Can::Yes,
            RequestState::WaitingApplicant(_) => Can::As(Word::TellApplicant),
            _ => Can::No(Word::NotReady.into()),
        }
    }

    /// `w`: the letter to its citizen; or the word to one who must come with something.
    pub(super) fn hand_over(&mut self, ctx: &mut Ctx<'_>) {
        let Some(row) = self.split.current() else { return };
        if row.state == RequestState::Issued {
            return ctx.push(HandOver::new(row));
        }
        let entries = How::ALL
            .map(|how| Entry { label: ctx.setup.word(how_word(how)).to_owned(), choice: Choice::Tell(row.id, how) });
        ctx.push(Choose::new(Word::TellTitle, row.name.clone(), entries.into(), 0));
    }

    pub(super) fn citizen_screen(&mut self, ctx: &mut Ctx<'_>) {
        if let Some(row) = self.split.current() {
            let layer = Citizen::new(row.id, row.name.clone());
            let query = layer.query();
            ctx.push(layer);
            ctx.wish(Wish::Ask(query));
        }
    }

    pub(super) fn slip(&mut self, ctx: &mut Ctx<'_>) {
        if let Some(row) = self.split.current() {
            let layer = SlipLayer::new(row.id);
            let query = layer.query();
            ctx.push(layer);
            ctx.wish(Wish::Ask(query));
        }
    }

    /// Shows own work; when it is here, what becomes of it.
    pub(super) fn end_shift(&mut self, ctx: &mut Ctx<'_>) {
        self.ending = true;
        self.show_list(RequestFilter::Mine, ctx);
    }

    pub(super) fn chose(&mut self, choice: Choice, ctx: &mut Ctx<'_>) {
        let name_of = |request: uuid::Uuid| {
            let row = self.split.rows().iter().find(|row| row.id.0 == request);
            row.map(|row| (row.name.clone(), row.version)).unwrap_or_default()
        };
        match choice {
            Choice::Filter(filter) => self.show_list(filter, ctx),
            Choice::Release(request) => {
                let (name, _) = name_of(request.0);
                ctx.perform(Command::Release { request }, Message::Released { name });
            }
            Choice::PassOn(request, to) => {
                let (name, _) = name_of(request.0);
                ctx.push(Pass::new(request, name, to));
            }
            Choice::Tell(request, How::WhatsApp) => {
                let (name, version) = name_of(request.0);
                let share = ShareLayer::new(request, version, name, Purpose::Tell);
                let query = share.query();
                ctx.push(share);
                ctx.wish(Wish::Ask(query));
            }
            Choice::Tell(request, how) => {
                let (name, _) = name_of(request.0);
                ctx.perform(Command::Tell { request, how }, Message::ToldApplicant { name });
            }
        }
    }
}

/// What changed hands, in one line: the newest of it, and how many more.
fn notice(notices: &[Notice], ctx: &Ctx<'_>) -> Message {
    let Some(newest) = notices.last() else { return Message::Text(String::new()) };
    Message::Notice {
        by: newest.by.clone(),
        about: format!("{} {}", newest.queue, newest.name),
        taken: newest.taken,
        at: moment(ctx.setup.lang, newest.at, ctx.now.wall),
        note: newest.note.clone(),
        more: notices.len() - 1,
    }
}
