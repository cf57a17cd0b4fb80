//! `serasi status`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, view};
use crate::client::Desk;
use crate::desk::{DeskError, Found, Link, Query, SyncItem, SyncStatus, Who};

/// Siapa yang masuk, keadaan sambungan, dan apa yang belum terkirim
#[derive(Args)]
pub struct Status {}

impl Status {
    /// Shows it, without asking the server.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let Found::Status(status) = desk.query(Query::Status)? else {
            return Err(DeskError::NotHere.into());
        };
        show(&desk, &status, out)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// How the line is.
pub(super) fn link(desk: &Desk) -> Result<Link, CliError> {
    match desk.query(Query::Status)? {
        Found::Status(status) => Ok(status.link),
        _ => Err(DeskError::NotHere.into()),
    }
}

/// Who is at the desk.
pub(super) fn who(desk: &Desk) -> Result<Who, CliError> {
    match desk.query(Query::Who)? {
        Found::Who(who) => Ok(*who),
        _ => Err(DeskError::LoggedOut.into()),
    }
}

/// Person, line and items.
pub(super) fn show(desk: &Desk, status: &SyncStatus, out: &Out) -> Result<(), CliError> {
    let who = who(desk)?;
    let items: Vec<SyncItem> = match desk.query(Query::SyncItems)? {
        Found::SyncItems(items) => items,
        _ => Vec::new(),
    };
    let document = json!({
        "who": view::sync::who(&who),
        "status": view::sync::status(status),
        "items": items.iter().map(view::sync::item).collect::<Vec<_>>(),
    });
    out.answer(document, || view::sync::lines(out.lang, &who, status, &items));
    Ok(())
}
