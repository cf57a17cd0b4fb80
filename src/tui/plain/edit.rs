//! A request's fields and requirements, a question each. Every answer is kept as the form's own draft, so that
//! a line that breaks loses nothing, and the screen takes up what was begun here.

use super::Talk;
use super::console::Asked;
use crate::desk::{Command, EDIT_FORM as FORM, EditDraft, Found, Query, RequestView};
use crate::domain::refusal::Refusal;
use crate::domain::request::Shown;
use crate::i18n::{self, Message, Word, clock};
use crate::tui::port::Port;

impl<P: Port> Talk<P> {
    /// Asks for everything and sends it. Never leaves the request.
    pub(super) fn edit(&mut self, view: &RequestView) -> Asked<bool> {
        let request = view.row.id;
        match &view.row.claim {
            Some(claim) if !claim.mine => {
                let why = Refusal::ClaimedBy { name: claim.name.clone(), since: claim.since };
                let text = i18n::refusal(self.setup.lang, &why);
                self.console.say(&text)?;
                return Ok(false);
            }
            Some(_) => {}
            None => {
                let told = Message::Claimed { name: view.row.name.clone() };
                if !self.perform(Command::Claim { request, take_over: false }, &told)? {
                    return Ok(false);
                }
            }
        }
        let mut draft = self.begun(view)?;
        if !self.ask_all(view, &mut draft)? {
            return Ok(false);
        }
        let question =
            self.text(&Message::Confirm { title: self.setup.word(Word::Save).into(), about: view.row.name.clone() });
        if !self.console.confirms(&question)? {
            let text = self.text(&Message::DraftKept(clock(draft.at)));
            self.console.say(&text)?;
            return Ok(false);
        }
        let told = Message::Edited { name: view.row.name.clone() };
        let EditDraft { contact, fields, requirements, .. } = draft;
        let contact = contact.unwrap_or_default();
        if self.perform(Command::Edit { request, contact, fields, requirements }, &told)? {
            self.keep(view, String::new())?;
        }
        Ok(false)
    }

    /// What was begun before, or the request as it is.
    fn begun(&mut self, view: &RequestView) -> Asked<EditDraft> {
        let mut draft = EditDraft {
            at: self.now().wall,
            contact: Some(view.request.contact.clone()),
            fields: view.fields.iter().map(|field| (field.key.clone(), field.value.clone())).collect(),
            requirements: view.requirements.iter().map(|one| (one.key.clone(), one.shown)).collect(),
        };
        if let Ok(Found::Draft(Some(text))) = self.port.query(Query::Draft { form: FORM, record: Some(view.row.id) })
            && let Ok(kept) = serde_json::from_str::<EditDraft>(&text)
        {
            let text = self.text(&Message::DraftTaken(clock(kept.at)));
            self.console.say(&text)?;
            // A part that the draft does not name stays as the request has it.
            draft.at = kept.at;
            draft.contact = kept.contact.or(draft.contact);
            draft.fields.extend(kept.fields);
            draft.requirements.extend(kept.requirements);
        }
        Ok(draft)
    }

    /// False when the person stopped: what was answered is a draft.
    fn ask_all(&mut self, view: &RequestView, draft: &mut EditDraft) -> Asked<bool> {
        self.console.word(Word::FieldHint)?;
        for field in &view.fields {
            if !field.help.is_empty() {
                self.console.say(&field.help)?;
            }
            let before = draft.fields.get(&field.key).cloned().unwrap_or_default();
            let Some(value) = self.field(&field.label, &before)? else { return self.stopped(draft) };
            draft.fields.insert(field.key.clone(), value);
            self.keep_draft(view, draft)?;
        }
        let before = draft.contact.clone().unwrap_or_default();
        let Some(contact) = self.field(self.setup.word(Word::Contact), &before)? else { return self.stopped(draft) };
        draft.contact = Some(contact);
        self.keep_draft(view, draft)?;
        if !view.requirements.is_empty() {
            self.console.word(Word::RequirementHint)?;
        }
        for one in &view.requirements {
            let before = draft.requirements.get(&one.key).copied().unwrap_or(one.shown);
            let Some(shown) = self.shown(&one.label, before)? else { return self.stopped(draft) };
            draft.requirements.insert(one.key.clone(), shown);
            self.keep_draft(view, draft)?;
        }
        Ok(true)
    }

    /// What was shown of a requirement; none when the person stopped.
    pub(super) fn shown(&mut self, label: &str, before: Shown) -> Asked<Option<Shown>> {
        let question = format!("{label} ({})", self.setup.word(before.into()));
        Ok(match self.console.ask(&question)?.as_deref() {
            None | Some("0") => None,
            Some("1") => Some(Shown::Missing),
            Some("2") => Some(Shown::Copy),
            Some("3") => Some(Shown::Original),
            Some(_) => Some(before),
        })
    }

    /// What stands in a field from now on; none when the person stopped.
    pub(super) fn field(&mut self, label: &str, before: &str) -> Asked<Option<String>> {
        let answer = self.console.ask(&format!("{label} ({before})"))?;
        Ok(match answer.as_deref() {
            None | Some("0") => None,
            Some("") => Some(before.to_owned()),
            Some("-") => Some(String::new()),
            Some(value) => Some(value.to_owned()),
        })
    }

    fn stopped(&mut self, draft: &EditDraft) -> Asked<bool> {
        let text = self.text(&Message::DraftKept(clock(draft.at)));
        self.console.say(&text)?;
        Ok(false)
    }

    fn keep_draft(&mut self, view: &RequestView, draft: &mut EditDraft) -> Asked<()> {
        draft.at = self.now().wall;
        // Texts and maps with text keys: writing them cannot fail.
        self.keep(view, serde_json::to_string(draft).unwrap_or_default())
    }

    fn keep(&mut self, view: &RequestView, text: String) -> Asked<()> {
        let draft = Command::SaveDraft { form: FORM.into(), record: Some(view.row.id), text };
        match self.port.perform(draft) {
            Ok(_) => Ok(()),
            Err(error) => self.failed(&error),
        }
    }
}
