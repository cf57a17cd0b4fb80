//! `serasi requests`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, find, view};
use crate::desk::RequestFilter;
use crate::i18n::{Said, said};

/// Permohonan surat yang menunggu operator
#[derive(Args)]
pub struct Requests {
    /// Semua permohonan, yang terbaru lebih dulu
    #[arg(long, group = "which")]
    all: bool,
    /// Yang Anda kerjakan, dan yang karenanya menunggu orang lain
    #[arg(long, group = "which")]
    mine: bool,
    /// Yang menunggu pemohon atau kantor lain
    #[arg(long, group = "which")]
    waiting: bool,
    /// Surat yang sudah jadi dan belum diambil, yang paling lama lebih dulu
    #[arg(long, group = "which")]
    ready: bool,
    /// Di antaranya yang sudah 14 hari belum diambil
    #[arg(long, group = "which")]
    unfetched: bool,
    /// Yang menunggu paraf atau tanda tangan
    #[arg(long, group = "which")]
    approval: bool,
}

impl Requests {
    fn filter(&self) -> RequestFilter {
        let chosen = [
            (self.all, RequestFilter::All),
            (self.mine, RequestFilter::Mine),
            (self.waiting, RequestFilter::Waiting),
            (self.ready, RequestFilter::Ready),
            (self.unfetched, RequestFilter::Unfetched),
            (self.approval, RequestFilter::Approval),
        ];
        chosen.iter().find(|(said, _)| *said).map_or(RequestFilter::Queue, |(_, filter)| *filter)
    }

    /// Lists them.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let rows = find::requests(&global.desk()?, self.filter())?;
        out.answer(json!({ "requests": rows.iter().map(view::requests::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::requests::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}
