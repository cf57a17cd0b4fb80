//! `serasi redo`: does again what the person took back last.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global};
use crate::desk::{Command, DeskError, Found, Query};
use crate::i18n::{Message, said, sentence};

/// Melakukan lagi yang terakhir Anda urungkan, satu per satu
#[derive(Args)]
pub struct Redo {}

impl Redo {
    /// Does it again, and says what it was.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let Found::Undo(view) = desk.query(Query::Undo)? else { return Err(DeskError::NotHere.into()) };
        let again = view.again.ok_or(DeskError::NothingToUndo)?;
        let (action, settled) = perform(&desk, Command::Redo)?;
        let document = json!({
            "redone": { "kind": again.kind, "about": again.about },
            "action": action,
            "is": settled.name(),
        });
        let told = Message::DoneAgain { kind: again.kind, about: again.about };
        out.answer(document, || vec![sentence(out.lang, &told), said(out.lang, &settled.said())]);
        Ok(ExitCode::SUCCESS)
    }
}
