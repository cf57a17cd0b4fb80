//! `serasi sync list | show | resolve | discarded | take-up | export`: what the server did not take, the ways out,
//! and what is not on the server.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{ArgGroup, Args};
use serde_json::json;

use super::out::Out;
use super::view::sides;
use super::{CliError, Global};
use crate::client::Desk;
use crate::desk::{Command, DeskError, Done, Found, Query, SyncBoard, SyncItemView, WayOut};
use crate::domain::difference::Part;
use crate::domain::id::ActionId;
use crate::i18n::{self, Said, said};

/// How long a way out waits for the server; it is durable before.
const PATIENCE: Duration = Duration::from_secs(20);
/// Fewer characters of an id fit too many.
const SHORTEST: usize = 4;

/// Yang belum terkirim, tidak diterima atau bentrok
#[derive(Args)]
pub struct List {}

/// Satu di antaranya: milik saya di samping milik mereka
#[derive(Args)]
pub struct Show {
    /// Id tindakan, atau awalnya
    #[arg(value_name = "ID")]
    id: String,
}

/// Menyelesaikan yang tidak diterima server, dengan semua yang tertahan di belakangnya
#[derive(Args)]
#[command(group(ArgGroup::new("way").required(true).args(["keep_theirs", "mine", "merge", "note"])))]
pub struct Resolve {
    /// Id tindakan, atau awalnya
    #[arg(value_name = "ID")]
    id: String,

    /// Pakai milik mereka; ketikan Anda jadi konsep
    #[arg(long, requires = "reason")]
    keep_theirs: bool,

    /// Alasan melepaskan
    #[arg(long, value_name = "ALASAN")]
    reason: Option<String>,

    /// Kirim milik saya di atas milik mereka, hanya yang saya ubah
    #[arg(long)]
    mine: bool,

    /// Pilih per isian: isian=mine atau isian=theirs, dipisah koma; yang tidak disebut seperti milik mereka
    #[arg(long, value_name = "ISIAN=PIHAK", value_delimiter = ',')]
    merge: Vec<String>,

    /// Jadikan catatan pada permohonan
    #[arg(long)]
    note: bool,
}

/// Yang sudah diselesaikan dari daftar itu; tidak ada yang terhapus
#[derive(Args)]
pub struct Discarded {}

/// Menjadikan yang sudah dilepaskan ketikan lagi pada permohonannya
#[derive(Args)]
pub struct TakeUp {
    /// Id tindakan, atau awalnya
    #[arg(value_name = "ID")]
    id: String,
}

/// Menulis semua yang belum di server ke berkas, untuk diketik ulang orang lain
#[derive(Args)]
pub struct ExportTo {
    /// Nama berkas; di sampingnya ditulis berkas .json
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
}

fn board(desk: &Desk) -> Result<SyncBoard, CliError> {
    match desk.query(Query::SyncBoard)? {
        Found::SyncBoard(board) => Ok(*board),
        _ => Err(DeskError::NotHere.into()),
    }
}

/// The action that a person means, among those that wait, were not taken or were settled.
fn find(board: &SyncBoard, what: &str) -> Result<ActionId, CliError> {
    let wanted = what.to_lowercase();
    let all = board.items.iter().map(|item| item.action).chain(board.discarded.iter().map(|kept| kept.action));
    let fits = |id: &ActionId| wanted.len() >= SHORTEST && id.to_string().starts_with(&wanted);
    let found: Vec<ActionId> = all.filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(CliError::Which(Said::NoSuch(what.to_owned()))),
        several => Err(CliError::Which(Said::Several { what: what.to_owned(), count: several.len() })),
    }
}

fn view(desk: &Desk, id: ActionId) -> Result<SyncItemView, CliError> {
    match desk.query(Query::SyncItem(id))? {
        Found::SyncItem(view) => Ok(*view),
        _ => Err(DeskError::NotHere.into()),
    }
}

impl List {
    /// Shows them, without asking the server.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let board = board(&global.desk()?)?;
        let items: Vec<_> = board.items.iter().map(super::view::sync::item).collect();
        out.answer(json!({ "items": items }), || sides::items(out.lang, &board.items));
        Ok(ExitCode::SUCCESS)
    }
}

impl Show {
    /// Shows both sides.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let view = view(&desk, find(&board(&desk)?, &self.id)?)?;
        out.answer(json!({ "item": sides::view(out.lang, &view) }), || sides::lines(out.lang, &view));
        Ok(ExitCode::SUCCESS)
    }
}

impl Resolve {
    /// Settles it, and waits for the server where something was queued.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let id = find(&board(&desk)?, &self.id)?;
        let view = view(&desk, id)?;
        let (way, command) = self.command(out, id, &view)?;
        let done = desk.perform(command)?;
        let Done::Settled(settled) = done else { return Err(DeskError::NotHere.into()) };
        if settled.queued > 0 {
            desk.sync_now(PATIENCE)?;
        }
        let document = json!({
            "action": id,
            "way": way,
            "queued": settled.queued,
            "aside": settled.aside,
            "draft": settled.draft,
            "undecided": settled.undecided,
        });
        out.answer(document, || sides::outcome(out.lang, &view, way, &done));
        Ok(ExitCode::SUCCESS)
    }

    fn command(&self, out: &Out, action: ActionId, view: &SyncItemView) -> Result<(&'static str, Command), CliError> {
        let settle = |way| Command::Settle { action, way, seen: None };
        if self.keep_theirs {
            let reason = self.reason.clone().unwrap_or_default();
            if reason.trim().is_empty() {
                return Err(CliError::Usage(Said::ReasonNeeded));
            }
            return Ok(("given_up", Command::Discard { action, reason }));
        }
        if self.mine {
            return Ok(("again", settle(WayOut::Again)));
        }
        if self.note {
            return Ok(("noted", settle(WayOut::Note(i18n::note(out.lang, view)))));
        }
        Ok(("merged", settle(WayOut::Merge(self.chosen(view)?))))
    }

    /// The parts that are to be as mine.
    fn chosen(&self, view: &SyncItemView) -> Result<BTreeSet<Part>, CliError> {
        let mut chosen = BTreeSet::new();
        for choice in &self.merge {
            let (name, side) = choice.split_once('=').unwrap_or((choice, ""));
            let parts = view.differences.iter().map(|shown| &shown.difference.part);
            let part = parts.filter(|part| part.is_choosable()).find(|part| part.key() == name);
            match (part, side) {
                (None, _) => return Err(CliError::Which(Said::NoSuch(name.to_owned()))),
                (Some(part), "mine") => {
                    chosen.insert(part.clone());
                }
                (Some(_), "theirs") => {}
                (Some(_), _) => return Err(CliError::Usage(Said::MineOrTheirs(choice.clone()))),
            }
        }
        Ok(chosen)
    }
}

impl Discarded {
    /// Shows what was settled, newest first.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let settled = board(&desk)?.discarded;
        let views = settled.iter().map(|kept| view(&desk, kept.action)).collect::<Result<Vec<_>, _>>()?;
        let document: Vec<_> =
            settled.iter().zip(&views).map(|(kept, view)| sides::discarded(out.lang, kept, view)).collect();
        out.answer(json!({ "discarded": document }), || sides::discarded_lines(out.lang, &settled, &views));
        Ok(ExitCode::SUCCESS)
    }
}

impl TakeUp {
    /// Makes it a draft again.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let action = find(&board(&desk)?, &self.id)?;
        let about = view(&desk, action)?.item.about;
        desk.perform(Command::TakeUp { action })?;
        out.answer(json!({ "action": action, "draft": true }), || {
            vec![i18n::sentence(out.lang, &i18n::Message::TakenUp { about })]
        });
        Ok(ExitCode::SUCCESS)
    }
}

impl ExportTo {
    /// Writes it, without asking the server.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let Found::Export(export) = desk.query(Query::Export)? else { return Err(DeskError::NotHere.into()) };
        let (text, json) = i18n::export(out.lang, &export);
        let command = Command::Export { file: Some(self.file.clone()), text, json };
        let Done::Written(files) = desk.perform(command)? else { return Err(DeskError::NotHere.into()) };
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        out.answer(json!({ "files": names, "items": export.items.len() }), || {
            names.iter().map(|name| said(out.lang, &Said::Written(name.clone()))).collect()
        });
        Ok(ExitCode::SUCCESS)
    }
}
