//! `serasi undo`: takes back the person's last action.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::settle::{Settled, perform};
use super::{CliError, Global};
use crate::desk::{AskedBack, Command, DeskError, Found, Query, TakeBack};
use crate::env::{Env, System};
use crate::i18n::{Lang, Message, moment, said, sentence};

/// Mengurungkan tindakan Anda yang terakhir, satu per satu
#[derive(Args)]
pub struct Undo {}

impl Undo {
    /// Takes it back, and says what it was.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let Found::Undo(view) = desk.query(Query::Undo)? else { return Err(DeskError::NotHere.into()) };
        let back = view.back.ok_or(DeskError::NothingToUndo)?;
        let (action, settled) = perform(&desk, Command::Undo { action: Some(back.action) })?;
        let after = match desk.query(Query::Undo)? {
            Found::Undo(view) if action.is_some() => view.asked,
            _ => None,
        };
        let told = told(&back, action.is_some(), settled, after.as_ref(), out.lang);
        let document = json!({
            "undone": { "action": back.action, "kind": back.kind, "about": back.about },
            "trace": action.is_some(),
            "action": action,
            "is": settled.name(),
            "asked_back": after.as_ref().map(|asked| json!({ "from": asked.name, "at": asked.at })),
        });
        out.answer(document, || {
            let mut lines = vec![sentence(out.lang, &told)];
            lines.extend(action.map(|_| said(out.lang, &settled.said())));
            lines
        });
        Ok(ExitCode::SUCCESS)
    }
}

/// What is said of it: here the server's answer is known, where there was a line.
fn told(back: &TakeBack, by_action: bool, settled: Settled, asked: Option<&AskedBack>, lang: Lang) -> Message {
    match (Message::undone(back, by_action), asked) {
        (Message::TakingBack { about }, Some(asked)) => {
            let at = asked.at.map(|at| moment(lang, at, System::new().now()));
            Message::AskedBackInstead { about, name: asked.name.clone(), at }
        }
        (Message::TakingBack { about }, None) if settled == Settled::Applied => Message::Recalled { about },
        (told, _) => told,
    }
}
