//! `serasi search`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, view};
use crate::desk::{ArchiveFilter, ArchiveKind, DeskError, Found, Query};
use crate::i18n::{Said, said};

/// Mencari di arsip: permohonan, surat terbit dan surat masuk, yang terbaru lebih dulu
#[derive(Args)]
pub struct Search {
    /// Kata: nomor, nama, NIK lengkap, nomor antrean, keperluan, isi surat; tanpa kata: yang terbaru
    #[arg(value_name = "KATA")]
    words: Vec<String>,
    /// Hanya satu jenis
    #[arg(long, value_name = "JENIS")]
    kind: Option<Kind>,
    /// Hanya satu tahun
    #[arg(long, value_name = "TAHUN")]
    year: Option<i16>,
    /// Hanya satu keadaan, seperti issued atau handed_over
    #[arg(long, value_name = "KEADAAN")]
    state: Option<String>,
    /// Hanya di bawah satu kode klasifikasi, seperti 400.12
    #[arg(long, value_name = "KODE")]
    classification: Option<String>,
    /// Hanya yang Anda kerjakan
    #[arg(long)]
    mine: bool,
}

/// A kind as it is typed.
#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    #[value(name = "permohonan", alias = "request")]
    Request,
    #[value(name = "terbit", alias = "issued")]
    Issued,
    #[value(name = "masuk", alias = "incoming")]
    Incoming,
}

impl From<Kind> for ArchiveKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Request => Self::Request,
            Kind::Issued => Self::Issued,
            Kind::Incoming => Self::Incoming,
        }
    }
}

impl Search {
    /// Lists what fits.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let filter = ArchiveFilter {
            kind: self.kind.map(ArchiveKind::from),
            year: self.year,
            state: self.state.clone(),
            classification: self.classification.clone(),
            mine: self.mine,
        };
        let query = Query::Archive { words: self.words.join(" "), filter };
        let Found::Archive(rows) = global.desk()?.query(query)? else { return Err(DeskError::NotHere.into()) };
        out.answer(json!({ "found": rows.iter().map(view::archive::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::archive::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}
