//! `serasi request new`: what walk-in entry does, by script.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::settle::settle;
use super::{CliError, view};
use crate::client::Desk;
use crate::desk::{
    Applicant, AtCounter, Command, DeskError, Done, Found, Identity, NewRequest, NewTogether, Query, RequestRow,
};
use crate::domain::id::RecordId;
use crate::domain::letter_type::LetterType;
use crate::domain::office::date_of;
use crate::domain::request::{Channel, Shown};
use crate::domain::resident::applicant_for;
use crate::domain::rules::can_be_served;
use crate::domain::text::clean_line;
use crate::domain::together::LeftOut;
use crate::domain::understood::understand;
use crate::i18n::{Lang, Message, Said, said, sentence};

/// Membuat permohonan baru dengan nomor antrean komputer ini
#[derive(Args)]
pub struct New {
    /// Pemohon: NIK, nomor kartu, id, atau nama yang hanya dimiliki satu orang; boleh berulang untuk surat yang sama
    #[arg(long = "person", value_name = "ORANG", required = true)]
    people: Vec<String>,

    /// Untuk siapa suratnya, bila bukan pemohon sendiri
    #[arg(long = "for", value_name = "ORANG")]
    subject: Option<String>,

    /// Jenis surat: namanya atau awal namanya
    #[arg(long, value_name = "JENIS")]
    kind: String,

    /// Isian, seperti purpose="melamar pekerjaan"; boleh berulang
    #[arg(long = "field", value_name = "ISIAN=TEKS")]
    fields: Vec<String>,

    /// Syarat, seperti ktp=asli (asli, fotokopi, belum); boleh berulang
    #[arg(long = "requirement", value_name = "SYARAT=KEADAAN")]
    requirements: Vec<String>,

    /// Semua syarat ditunjukkan aslinya
    #[arg(long)]
    originals: bool,

    /// Nomor telepon pemohon
    #[arg(long, default_value = "", value_name = "TELEPON")]
    contact: String,

    /// Alasan, bila surat yang sama sudah dibuat dalam tujuh hari
    #[arg(long, value_name = "ALASAN")]
    reason: Option<String>,
}

impl New {
    /// Makes it, and waits for the server as the other verbs do.
    pub fn run(&self, desk: &Desk, out: &Out) -> Result<ExitCode, CliError> {
        let [person] = self.people.as_slice() else { return self.for_all(desk, out) };
        let new = self.compose(desk, person, out.lang)?;
        let Done::Submitted { action, request, queue, .. } = desk.perform(Command::Submit(Box::new(new)))? else {
            return Err(DeskError::NotHere.into());
        };
        let settled = settle(desk, action)?;
        let row = super::request::load(desk, request)?.row;
        let told = Message::Submitted { queue: queue.clone(), name: row.name.clone(), kind: row.kind.clone() };
        out.answer(
            json!({ "action": action, "is": settled.name(), "queue": queue, "request": view::requests::row(&row) }),
            || vec![sentence(out.lang, &told), said(out.lang, &settled.said())],
        );
        Ok(ExitCode::SUCCESS)
    }

    /// The same for several people in one go; who cannot get it is left out, and the exit code says so.
    fn for_all(&self, desk: &Desk, out: &Out) -> Result<ExitCode, CliError> {
        if self.subject.is_some() {
            return Err(CliError::Usage(Said::ForOnePerson));
        }
        let Found::Who(who) = desk.query(Query::Who)? else { return Err(DeskError::LoggedOut.into()) };
        let kind = kind(desk, &self.kind)?;
        let today = date_of(super::global::env().now());
        let reason = self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let new = NewTogether {
            office: who.office,
            channel: Channel::Counter,
            letter_type: kind.id,
            people: self.people.iter().map(|one| person(desk, one)).collect::<Result<_, _>>()?,
            contact: clean_line(&self.contact),
            fields: self.fields_of(&kind, today)?,
            requirements: self.requirements_of(&kind)?,
            note: reason.map(|reason| sentence(out.lang, &Message::MadeAgain(clean_line(reason)))).unwrap_or_default(),
        };
        let Done::Together(together) = desk.perform(Command::SubmitTogether(Box::new(new)))? else {
            return Err(DeskError::NotHere.into());
        };
        let mut requests = Vec::new();
        let mut lines = Vec::new();
        for made in &together.made {
            let settled = settle(desk, made.action)?;
            let row = super::request::load(desk, made.request)?.row;
            let told = Message::Submitted { queue: made.queue.clone(), name: row.name.clone(), kind: row.kind.clone() };
            lines.push(format!("{} {}", sentence(out.lang, &told), said(out.lang, &settled.said())));
            requests.push(json!({
                "action": made.action,
                "is": settled.name(),
                "queue": made.queue,
                "request": view::requests::row(&row),
            }));
        }
        if !together.left_out.is_empty() {
            lines.push(sentence(out.lang, &Message::LeftOut(together.left_out.clone())));
        }
        let left_out: Vec<_> = together
            .left_out
            .iter()
            .map(|one| {
                let code = one.left_out.as_ref().map(LeftOut::code);
                json!({ "person": one.person, "name": one.name, "code": code })
            })
            .collect();
        let all = left_out.is_empty();
        out.answer(json!({ "requests": requests, "left_out": left_out }), || lines);
        Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn compose(&self, desk: &Desk, who_asks: &str, lang: Lang) -> Result<NewRequest, CliError> {
        let Found::Who(who) = desk.query(Query::Who)? else { return Err(DeskError::LoggedOut.into()) };
        let kind = kind(desk, &self.kind)?;
        let person = applicant(desk, person(desk, who_asks)?)?;
        let today = date_of(super::global::env().now());
        let (asks, subject) = match &self.subject {
            Some(subject) => (person.resident.clone(), applicant(desk, self::person(desk, subject)?)?.resident),
            None => (applicant_for(&person.resident, &person.family, today).clone(), person.resident.clone()),
        };
        for one in [&subject, &asks] {
            can_be_served(one).map_err(DeskError::Refused)?;
        }
        Ok(NewRequest {
            office: who.office,
            channel: Channel::Counter,
            letter_type: kind.id,
            applicant: asks.id,
            subject: subject.id,
            contact: if self.contact.is_empty() { person.contact.clone() } else { clean_line(&self.contact) },
            fields: self.fields_of(&kind, today)?,
            requirements: self.requirements_of(&kind)?,
            note: self.note(desk, &kind, subject.id, lang)?,
            draft: None,
        })
    }

    fn fields_of(&self, kind: &LetterType, today: jiff::civil::Date) -> Result<BTreeMap<String, String>, CliError> {
        let mut fields = BTreeMap::new();
        for given in &self.fields {
            let (key, value) = pair(given)?;
            let names = || kind.fields.iter().map(|field| field.key.clone()).collect::<Vec<_>>();
            let field = kind.fields.iter().find(|field| same(&field.key, key) || same(&field.label, key));
            let field = field.ok_or_else(|| CliError::Usage(Said::NoField { what: key.into(), known: names() }))?;
            let understood = understand(field.kind, &clean_line(value), today);
            if understood.is_unclear() {
                return Err(CliError::Usage(Said::NotUnderstood(field.label.clone())));
            }
            fields.insert(field.key.clone(), understood.kept());
        }
        Ok(fields)
    }

    fn requirements_of(&self, kind: &LetterType) -> Result<BTreeMap<String, Shown>, CliError> {
        let all = if self.originals { Shown::Original } else { Shown::Missing };
        let mut shown: BTreeMap<String, Shown> = kind.requirements.iter().map(|one| (one.key.clone(), all)).collect();
        for given in &self.requirements {
            let (key, state) = pair(given)?;
            let known = || kind.requirements.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
            let one = kind.requirements.iter().find(|one| same(&one.key, key) || same(&one.label, key));
            let one = one.ok_or_else(|| CliError::Usage(Said::NoField { what: key.into(), known: known() }))?;
            let state = match state.to_lowercase().as_str() {
                "asli" | "original" => Shown::Original,
                "fotokopi" | "copy" => Shown::Copy,
                "belum" | "missing" => Shown::Missing,
                other => {
                    let known = ["asli", "fotokopi", "belum"].map(str::to_owned).to_vec();
                    return Err(CliError::Usage(Said::NoField { what: other.into(), known }));
                }
            };
            shown.insert(one.key.clone(), state);
        }
        Ok(shown)
    }

    /// The same letter within seven days takes a reason, here as in the form.
    fn note(&self, desk: &Desk, kind: &LetterType, subject: RecordId, lang: Lang) -> Result<String, CliError> {
        let earlier: Vec<RequestRow> = match desk.query(Query::Repeats { letter_type: kind.id, subject })? {
            Found::Repeats(rows) => rows,
            _ => Vec::new(),
        };
        match (earlier.first(), self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty())) {
            (None, _) => Ok(String::new()),
            (Some(_), Some(reason)) => Ok(sentence(lang, &Message::MadeAgain(clean_line(reason)))),
            (Some(row), None) => {
                let number = row.number.clone().unwrap_or_else(|| row.queue.clone());
                Err(CliError::Usage(Said::SameLetter { name: row.name.clone(), number }))
            }
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.trim().to_lowercase()
}

fn pair(given: &str) -> Result<(&str, &str), CliError> {
    given.split_once('=').ok_or_else(|| CliError::Usage(Said::NotAPair(given.to_owned())))
}

fn applicant(desk: &Desk, id: RecordId) -> Result<Applicant, CliError> {
    match desk.query(Query::Applicant(id))? {
        Found::Applicant(applicant) => Ok(*applicant),
        _ => Err(DeskError::NotHere.into()),
    }
}

/// Whom a text means; more than one is nobody.
fn person(desk: &Desk, what: &str) -> Result<RecordId, CliError> {
    let nobody = || CliError::Which(Said::NoSuch(what.to_owned()));
    if let Ok(id) = what.parse::<RecordId>() {
        return Ok(id);
    }
    let Found::Identified(found) = desk.query(Query::Identify(what.to_owned()))? else { return Err(nobody()) };
    let rows = match found.identity {
        Identity::People { rows, .. } | Identity::Family(rows) => rows,
        _ => return Err(nobody()),
    };
    // A whole name is meant before names that only hold it.
    let named: Vec<RecordId> = rows.iter().filter(|row| same(&row.name, what)).map(|row| row.id).collect();
    match (named.as_slice(), rows.as_slice()) {
        ([one], _) => Ok(*one),
        (_, [one]) => Ok(one.id),
        (_, []) => Err(nobody()),
        (_, several) => Err(CliError::Which(Said::Several { what: what.to_owned(), count: several.len() })),
    }
}

fn kind(desk: &Desk, what: &str) -> Result<LetterType, CliError> {
    let kinds = match desk.query(Query::AtCounter)? {
        Found::AtCounter(counter) => {
            let AtCounter { kinds, .. } = *counter;
            kinds
        }
        _ => Vec::new(),
    };
    let wanted = what.trim().to_lowercase();
    let begins = |kind: &&LetterType| kind.name.to_lowercase().starts_with(&wanted) || kind.slug == wanted;
    let found: Vec<&LetterType> = kinds.iter().filter(begins).collect();
    match (found.iter().find(|kind| same(&kind.name, what)), found.as_slice()) {
        (Some(kind), _) => Ok((*kind).clone()),
        (None, [one]) => Ok((*one).clone()),
        (None, []) => Err(CliError::Which(Said::NoSuch(what.to_owned()))),
        (None, several) => Err(CliError::Which(Said::Several { what: what.to_owned(), count: several.len() })),
    }
}
