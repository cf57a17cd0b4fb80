//! `serasi request new | show | claim | release | forward | return | resume | refuse`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global, find, view};
use crate::client::Desk;
use crate::desk::{Command, DeskError, Found, Query, RequestView};
use crate::domain::id::RecordId;
use crate::i18n::{Said, said};

/// Satu permohonan surat
#[derive(Args)]
pub struct Request {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    New(Box<super::request_new::New>),
    /// Menampilkan permohonan dan suratnya
    Show(Which),
    /// Mengambil, atau mengambil alih dari rekan
    Claim {
        #[command(flatten)]
        which: Which,
        /// Juga bila rekan sedang mengerjakannya
        #[arg(long)]
        take_over: bool,
    },
    /// Melepas yang Anda ambil
    Release(Which),
    /// Meneruskan ke pemberi paraf berikutnya
    Forward(Which),
    /// Mengembalikan kepada pemohon, dengan alasan
    Return(Because),
    /// Pemohon sudah membawa yang kurang
    Resume(Which),
    /// Menolak, dengan alasan
    Refuse(Because),
}

#[derive(Args)]
struct Which {
    /// Id permohonan, awal id, atau nomor antrean
    #[arg(value_name = "ID")]
    id: String,
}

#[derive(Args)]
struct Because {
    #[command(flatten)]
    which: Which,
    /// Alasan, dalam kata-kata sendiri
    #[arg(long, value_name = "ALASAN")]
    reason: Option<String>,
}

impl Because {
    fn reason(&self) -> Result<String, CliError> {
        let reason = self.reason.as_deref().unwrap_or_default().trim();
        if reason.is_empty() { Err(CliError::Usage(Said::ReasonNeeded)) } else { Ok(reason.to_owned()) }
    }
}

impl Request {
    /// Shows it, or does something with it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        match &self.verb {
            Verb::New(new) => new.run(&desk, out),
            Verb::Show(which) => {
                let request = load(&desk, find::request(&desk, &which.id)?)?;
                out.answer(json!({ "request": view::requests::view(&request) }), || {
                    view::requests::lines(out.lang, &request)
                });
                Ok(ExitCode::SUCCESS)
            }
            Verb::Claim { which, take_over } => {
                let take_over = *take_over;
                act(&desk, out, which, |request| Command::Claim { request, take_over })
            }
            Verb::Release(which) => act(&desk, out, which, |request| Command::Release { request }),
            Verb::Resume(which) => act(&desk, out, which, |request| Command::Resume { request }),
            Verb::Forward(which) => act(&desk, out, which, |request| Command::Forward { request, snapshot: None }),
            Verb::Return(because) => {
                let reason = because.reason()?;
                act(&desk, out, &because.which, |request| Command::ReturnToApplicant { request, reason })
            }
            Verb::Refuse(because) => {
                let reason = because.reason()?;
                act(&desk, out, &because.which, |request| Command::Refuse { request, reason })
            }
        }
    }
}

pub(super) fn load(desk: &Desk, id: RecordId) -> Result<RequestView, CliError> {
    match desk.query(Query::Request(id))? {
        Found::Request(view) => Ok(*view),
        _ => Err(DeskError::NotHere.into()),
    }
}

fn act(desk: &Desk, out: &Out, which: &Which, command: impl FnOnce(RecordId) -> Command) -> Result<ExitCode, CliError> {
    let id = find::request(desk, &which.id)?;
    let (action, settled) = perform(desk, command(id))?;
    let row = load(desk, id)?.row;
    out.answer(json!({ "action": action, "is": settled.name(), "request": view::requests::row(&row) }), || {
        vec![view::requests::cells(out.lang, &row).join("  "), said(out.lang, &settled.said())]
    });
    Ok(ExitCode::SUCCESS)
}
