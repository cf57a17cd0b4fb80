//! Somebody stands at the counter, a question each: who, which letter, what for, what was shown. Every answer is
//! kept as the form's own draft, so that a line that breaks loses nothing, and the screen takes it up too.

use super::Talk;
use super::console::Asked;
use crate::desk::{
    Applicant, AtCounter, Command, Found, Identity, NEW_REQUEST, NewRequest, Query, RequestDraft, RequestRow,
    ResidentRow, Who,
};
use crate::domain::id::RecordId;
use crate::domain::letter_type::LetterType;
use crate::domain::office::{Role as Duty, date_of};
use crate::domain::request::Channel;
use crate::domain::resident::{Resident, applicant_for};
use crate::domain::rules::can_be_served;
use crate::domain::understood::understand;
use crate::i18n::{self, Age, Message, Word, clock};
use crate::tui::layers::walkin::understood_as;
use crate::tui::port::Port;
use crate::tui::screens::requests::missing_role;
use crate::tui::widgets::finder::person_line;

impl<P: Port> Talk<P> {
    /// A new request, from the person to its queue number.
    pub(super) fn walk_in(&mut self, who: &Who) -> Asked<()> {
        if let Some(no) = missing_role(Some(who), Duty::Operator) {
            let text = self.text(&no);
            return self.console.say(&text);
        }
        let Some(person) = self.who_stands_there(who)? else { return Ok(()) };
        let Some(draft) = self.begin_request(&person)? else { return Ok(()) };
        self.fill_in(who, &person, draft)
    }

    /// The one who is meant; none when the person at the desk goes back, or a letter was meant and was shown.
    fn who_stands_there(&mut self, who: &Who) -> Asked<Option<Applicant>> {
        loop {
            let Some(text) = self.console.ask(self.setup.word(Word::AskApplicant))? else { return Ok(None) };
            if text.is_empty() || text == "0" {
                return Ok(None);
            }
            let found = match self.port.query(Query::Identify(text)) {
                Ok(Found::Identified(found)) => found.identity,
                Ok(_) => Identity::Nothing,
                Err(error) => {
                    self.failed(&error)?;
                    continue;
                }
            };
            let chosen = match found {
                Identity::People { rows, .. } | Identity::Family(rows) => self.one_of(&rows)?,
                Identity::Request(row) => {
                    self.request(row.id, who)?;
                    return Ok(None);
                }
                Identity::NewCard(number) => {
                    let text = self.text(&Message::NewCard(number));
                    self.console.say(&text)?;
                    None
                }
                Identity::NoSuchNumber => self.console.word(Word::NoSuchNumber).map(|()| None)?,
                Identity::Nothing => self.console.word(Word::NobodyFound).map(|()| None)?,
            };
            let Some(id) = chosen else { continue };
            match self.port.query(Query::Applicant(id)) {
                Ok(Found::Applicant(person)) => return Ok(Some(*person)),
                Ok(_) => {}
                Err(error) => self.failed(&error)?,
            }
        }
    }

    fn one_of(&mut self, rows: &[ResidentRow]) -> Asked<Option<RecordId>> {
        if let [one] = rows {
            return Ok(Some(one.id));
        }
        let (setup, now) = (self.setup, self.now());
        let lines: Vec<String> = rows.iter().map(|row| person_line(row, &setup, now)).collect();
        Ok(self.number(Word::Applicant, &lines)?.and_then(|n| rows.get(n)).map(|row| row.id))
    }

    /// What was begun for this person, or a new draft: for whom, and which letter.
    fn begin_request(&mut self, person: &Applicant) -> Asked<Option<RequestDraft>> {
        let kept = person.draft.as_ref().and_then(|(text, saved)| {
            let draft: RequestDraft = serde_json::from_str(text).ok()?;
            Some((draft, *saved))
        });
        if let Some((draft, saved)) = kept {
            let text = self.text(&Message::DraftResumed(Age::between(saved, self.now().wall)));
            self.console.say(&text)?;
            return Ok(Some(draft));
        }
        let today = date_of(self.now().wall);
        let family: Vec<&Resident> = std::iter::once(&person.resident)
            .chain(person.family.iter().filter(|one| one.id != person.resident.id))
            .collect();
        let mut subject = &person.resident;
        if family.len() > 1 {
            let line = |one: &&Resident| {
                let myself = one.id == person.resident.id;
                let as_whom = if myself { self.setup.word(Word::Themself) } else { &one.family_position };
                format!("{}, {as_whom}", one.name)
            };
            let lines: Vec<String> = family.iter().map(line).collect();
            let Some(n) = self.number(Word::Subject, &lines)? else { return Ok(None) };
            subject = family.get(n).copied().unwrap_or(subject);
        }
        let applicant = applicant_for(&person.resident, &person.family, today);
        if let Err(why) = can_be_served(subject).and_then(|()| can_be_served(applicant)) {
            let text = i18n::refusal(self.setup.lang, &why);
            self.console.say(&text)?;
            return Ok(None);
        }
        Ok(Some(RequestDraft {
            at: self.now().wall,
            applicant: applicant.id,
            subject: subject.id,
            kind: None,
            contact: person.contact.clone(),
            fields: std::collections::BTreeMap::new(),
            requirements: std::collections::BTreeMap::new(),
        }))
    }

    fn fill_in(&mut self, who: &Who, person: &Applicant, mut draft: RequestDraft) -> Asked<()> {
        let Some(kind) = self.kind_of_letter(&draft)? else { return self.stop_here(person, &draft) };
        draft.kind = Some(kind.id);
        self.keep_request(person, &mut draft)?;
        let Some(note) = self.made_again(&kind, draft.subject)? else { return self.stop_here(person, &draft) };
        if !self.ask_fields(person, &kind, &mut draft)? {
            return self.stop_here(person, &draft);
        }
        let name = person.family.iter().find(|one| one.id == draft.applicant).unwrap_or(&person.resident).name.clone();
        let title = self.setup.word(Word::SubmitButton).to_owned();
        let question = self.text(&Message::Confirm { title, about: format!("{name}, {}", kind.name) });
        if !self.console.confirms(&question)? {
            return self.stop_here(person, &draft);
        }
        let new = NewRequest {
            office: who.office,
            channel: Channel::Counter,
            letter_type: kind.id,
            applicant: draft.applicant,
            subject: draft.subject,
            contact: draft.contact,
            fields: draft.fields,
            requirements: draft.requirements,
            note,
            draft: Some((NEW_REQUEST, person.resident.id)),
        };
        let told = Message::Submitted { queue: String::new(), name, kind: kind.name };
        self.perform(Command::Submit(Box::new(new)), &told)?;
        Ok(())
    }

    fn kind_of_letter(&mut self, draft: &RequestDraft) -> Asked<Option<LetterType>> {
        let kinds = match self.port.query(Query::AtCounter) {
            Ok(Found::AtCounter(counter)) => {
                let AtCounter { kinds, .. } = *counter;
                kinds
            }
            _ => Vec::new(),
        };
        if let Some(begun) = kinds.iter().find(|kind| Some(kind.id) == draft.kind) {
            self.console.say(&begun.name)?;
            return Ok(Some(begun.clone()));
        }
        let names: Vec<String> = kinds.iter().map(|kind| kind.name.clone()).collect();
        Ok(self.number(Word::KindLabel, &names)?.and_then(|n| kinds.get(n).cloned()))
    }

    /// The remark with which the same letter is made again; empty where it is the first, none when it is not made.
    fn made_again(&mut self, kind: &LetterType, subject: RecordId) -> Asked<Option<String>> {
        let earlier: Vec<RequestRow> = match self.port.query(Query::Repeats { letter_type: kind.id, subject }) {
            Ok(Found::Repeats(rows)) => rows,
            _ => Vec::new(),
        };
        let Some(row) = earlier.first() else { return Ok(Some(String::new())) };
        let days = row.since.map(|at| self.now().wall.duration_since(at).as_hours() / 24).unwrap_or(0);
        let text = self.text(&Message::Repeated { name: row.name.clone(), days, number: row.number.clone() });
        self.console.say(&text)?;
        let why = self.console.ask(self.setup.word(Word::WhyAgain))?.unwrap_or_default();
        Ok((!why.is_empty() && why != "0").then(|| self.text(&Message::MadeAgain(why))))
    }

    /// False when the person stopped: what was answered is a draft.
    fn ask_fields(&mut self, person: &Applicant, kind: &LetterType, draft: &mut RequestDraft) -> Asked<bool> {
        self.console.word(Word::FieldHint)?;
        let today = date_of(self.now().wall);
        for field in &kind.fields {
            if !field.help.is_empty() {
                self.console.say(&field.help)?;
            }
            loop {
                let before = draft.fields.get(&field.key).cloned().unwrap_or_default();
                let Some(typed) = self.field(&field.label, &before)? else { return Ok(false) };
                let understood = understand(field.kind, &typed, today);
                if let Some((_, told)) = understood_as(&understood, &self.setup) {
                    self.console.say(&told)?;
                }
                if !understood.is_unclear() {
                    draft.fields.insert(field.key.clone(), understood.kept());
                    self.keep_request(person, draft)?;
                    break;
                }
            }
        }
        let Some(contact) = self.field(self.setup.word(Word::Contact), &draft.contact.clone())? else {
            return Ok(false);
        };
        draft.contact = contact;
        self.keep_request(person, draft)?;
        if !kind.requirements.is_empty() {
            self.console.word(Word::RequirementHint)?;
        }
        for one in &kind.requirements {
            let before = draft.requirements.get(&one.key).copied().unwrap_or_default();
            let Some(shown) = self.shown(&one.label, before)? else { return Ok(false) };
            draft.requirements.insert(one.key.clone(), shown);
            self.keep_request(person, draft)?;
        }
        Ok(true)
    }

    fn keep_request(&mut self, person: &Applicant, draft: &mut RequestDraft) -> Asked<()> {
        draft.at = self.now().wall;
        // Texts and maps with text keys: writing them cannot fail.
        let text = serde_json::to_string(draft).unwrap_or_default();
        let kept = Command::SaveDraft { form: NEW_REQUEST.into(), record: Some(person.resident.id), text };
        match self.port.perform(kept) {
            Ok(_) => Ok(()),
            Err(error) => self.failed(&error),
        }
    }

    fn stop_here(&mut self, person: &Applicant, draft: &RequestDraft) -> Asked<()> {
        if draft.kind.is_none() {
            return Ok(());
        }
        self.keep_request(person, &mut draft.clone())?;
        let text = self.text(&Message::WalkinKept(clock(self.now().wall)));
        self.console.say(&text)
    }
}
