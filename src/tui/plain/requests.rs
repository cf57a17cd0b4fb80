//! Permohonan Surat, line by line.

use super::Talk;
use super::console::Asked;
use super::list::Chosen;
use super::record::{Choice, Page, Printed};
use crate::desk::{Command, DeskError, Found, Preview, Query, RequestFilter, RequestRow, RequestView, Who};
use crate::domain::id::RecordId;
use crate::domain::office::Role as Duty;
use crate::domain::request::{End, RequestState};
use crate::i18n::{self, Message, Word};
use crate::tui::layers::reason::Why;
use crate::tui::port::Port;
use crate::tui::screens::parts;
use crate::tui::screens::requests::hands::proposals;
use crate::tui::screens::requests::page::{paragraphs, title};

impl<P: Port> Talk<P> {
    /// The queue, until the person goes back.
    pub(super) fn requests(&mut self, who: &Who) -> Asked<()> {
        let mut filter = RequestFilter::Queue;
        loop {
            let rows = match self.port.query(Query::Requests(filter)) {
                Ok(Found::Requests(rows)) => rows,
                Ok(_) => Vec::new(),
                Err(error) => return self.failed(&error),
            };
            let (setup, now) = (self.setup, self.now());
            let names = (Word::Requests, Word::NoRequests);
            let line = |row: &RequestRow| row_line(row, &setup, now);
            match self.list(names, &rows, Some(('f', Word::Filter)), line)? {
                Chosen::Row(row) => self.request(row.id, who)?,
                Chosen::Other => {
                    filter = self.choose_list(filter)?;
                }
                Chosen::Again => {}
                Chosen::Back => return Ok(()),
            }
        }
    }

    /// One request: printed whole, then decided on. It is printed again after what changed it and leaves it here.
    pub(super) fn request(&mut self, id: RecordId, who: &Who) -> Asked<()> {
        loop {
            let (view, page) = match self.request_page(id) {
                Ok(found) => found,
                Err(error) => return self.failed(&error),
            };
            let Some(printed) = self.print(page)? else { return Ok(()) };
            let Some(key) = self.choose(&choices(&view, who))? else { return Ok(()) };
            let leaves = match key {
                't' => self.forward(&view, &printed)?,
                'r' => self.give_back(&view, &printed, Why::ReturnToApplicant)?,
                'x' => match view.row.state.ends() {
                    Some(end) => self.give_back(&view, &printed, end.into())?,
                    None => false,
                },
                'e' => self.edit(&view)?,
                'l' => self.resume(&view)?,
                'w' => self.hand_over(&view)?,
                'a' => self.pass_on(&view)?,
                _ => self.claim(&view)?,
            };
            if leaves {
                return Ok(());
            }
        }
    }

    fn request_page(&self, id: RecordId) -> Result<(RequestView, Page), DeskError> {
        let Found::Request(view) = self.port.query(Query::Request(id))? else { return Err(DeskError::NotHere) };
        let page = Page::of(id.0, title(&view), &paragraphs(&view, &self.setup, self.now()));
        Ok((*view, page))
    }

    fn forward(&mut self, view: &RequestView, printed: &Printed) -> Asked<bool> {
        let row = &view.row;
        let snapshot = match &view.preview {
            Preview::Lines { snapshot, .. } => *snapshot,
            Preview::Cannot(why) => {
                let text = i18n::refusal(self.setup.lang, why);
                self.console.say(&text)?;
                return Ok(true);
            }
            Preview::NotHere => {
                self.console.word(Word::NotReceived)?;
                return Ok(true);
            }
        };
        let about = format!("{} ({})", row.name, row.kind);
        if !self.decides(printed, Word::Forward, &about, |talk| talk.request_page(row.id).ok().map(|(_, page)| page))? {
            return Ok(false);
        }
        let told = Message::Forwarded { name: row.name.clone(), kind: row.kind.clone() };
        self.perform(Command::Forward { request: row.id, snapshot: Some(snapshot) }, &told)
    }

    fn give_back(&mut self, view: &RequestView, printed: &Printed, why: Why) -> Asked<bool> {
        let proposed = (why == Why::ReturnToApplicant)
            .then(|| proposals(view).into_iter().map(|text| (text, Why::ReturnToApplicant)).collect());
        let Some((reason, why)) = self.reason(why, proposed)? else { return Ok(false) };
        let (request, name) = (view.row.id, view.row.name.clone());
        let word = match why {
            Why::Refuse => Word::Refuse,
            Why::Cancel => Word::CancelRequest,
            _ => Word::Return,
        };
        let about = format!("{name}: {reason}");
        if !self.decides(printed, word, &about, |talk| talk.request_page(request).ok().map(|(_, page)| page))? {
            return Ok(false);
        }
        match why {
            Why::Refuse => self.perform(Command::Refuse { request, reason }, &Message::RequestRefused { name }),
            Why::Cancel => self.perform(Command::Cancel { request, reason }, &Message::RequestCancelled { name }),
            _ => self.perform(Command::ReturnToApplicant { request, reason }, &Message::ReturnedToApplicant { name }),
        }
    }

    fn resume(&mut self, view: &RequestView) -> Asked<bool> {
        let told = Message::Resumed { name: view.row.name.clone() };
        self.perform(Command::Resume { request: view.row.id }, &told)
    }

    fn claim(&mut self, view: &RequestView) -> Asked<bool> {
        let (request, name) = (view.row.id, view.row.name.clone());
        let (command, told) = match &view.row.claim {
            None => (Command::Claim { request, take_over: false }, Message::Claimed { name }),
            Some(claim) if claim.mine => (Command::Release { request }, Message::Released { name }),
            Some(claim) => {
                (Command::Claim { request, take_over: true }, Message::TakenOver { name, from: claim.name.clone() })
            }
        };
        self.perform(command, &told)?;
        Ok(false)
    }
}

/// What may be done with it: as on the screen.
fn choices(view: &RequestView, who: &Who) -> Vec<Choice> {
    let mut choices = Vec::new();
    if !who.has(Duty::Operator) {
        return choices;
    }
    let editable = view.row.state.with_operator();
    if editable {
        choices.extend([('t', Word::Forward), ('r', Word::Return)]);
    }
    match view.row.state.ends() {
        Some(End::Refuse) => choices.push(('x', Word::Refuse)),
        Some(End::Cancel) => choices.push(('x', Word::CancelRequest)),
        None => {}
    }
    if editable {
        let claim = match &view.row.claim {
            None => Word::Claim,
            Some(claim) if claim.mine => Word::Release,
            Some(_) => Word::TakeOver,
        };
        choices.extend([('c', claim), ('e', Word::Edit)]);
    }
    if editable && view.row.claim.as_ref().is_none_or(|claim| claim.mine) {
        choices.push(('a', Word::PassTitle));
    }
    match view.row.state {
        RequestState::WaitingApplicant(_) => choices.extend([('l', Word::Resume), ('w', Word::TellApplicant)]),
        RequestState::Issued => choices.push(('w', Word::HandOver)),
        _ => {}
    }
    choices
}

/// "A-05, Slamet Raharjo, SKTM, loket, 9 mnt, kurang KK".
fn row_line(row: &RequestRow, setup: &crate::tui::context::Setup, now: crate::tui::context::Now) -> String {
    let mut cells = vec![row.queue.clone(), parts::name(&row.name, setup).to_owned(), row.kind.clone()];
    cells.push(setup.word(parts::channel(row.channel)).to_owned());
    cells.push(parts::age(row.since, setup, now));
    if !matches!(row.state, RequestState::Submitted) {
        cells.push(setup.word(Word::from(&row.state)).to_owned());
    }
    cells.extend(row.missing.clone().map(|missing| setup.say(&Message::Missing(missing))));
    cells.extend(
        row.claim.as_ref().map(|claim| if claim.mine { setup.word(Word::Mine).to_owned() } else { claim.name.clone() }),
    );
    if row.pending {
        cells.push(setup.word(Word::Unsent).to_owned());
    }
    cells.retain(|cell| !cell.is_empty());
    cells.join(", ")
}
