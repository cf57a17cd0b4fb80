//! `serasi undo`: takes back the person's last action.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global};
use crate::desk::{Command, DeskError, Found, Query};
use crate::i18n::{Message, said, sentence};

/// Mengurungkan tindakan Anda yang terakhir, seperti tombol u
#[derive(Args)]
pub struct Undo {}

impl Undo {
    /// Takes it back, and says what it was.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let Found::Undo(view) = desk.query(Query::Undo)? else { return Err(DeskError::NotHere.into()) };
        let back = view.back.ok_or(DeskError::NothingToUndo)?;
        let (action, settled) = perform(&desk, Command::Undo { action: Some(back.action) })?;
        let told = Message::undone(&back, action.is_some());
        let document = json!({
            "undone": { "action": back.action, "kind": back.kind, "about": back.about },
            "trace": action.is_some(),
            "action": action,
            "is": settled.name(),
        });
        out.answer(document, || {
            let mut lines = vec![sentence(out.lang, &told)];
            lines.extend(action.map(|_| said(out.lang, &settled.said())));
            lines
        });
        Ok(ExitCode::SUCCESS)
    }
}
