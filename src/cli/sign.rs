//! `serasi sign`: several letters, one passphrase, a line for each.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::out::{Out, line};
use super::{CliError, Global, find, stdin, view};
use crate::desk::{SignItem, SignOutcome, SignStep, TaskRow};
use crate::domain::text::clean_line;
use crate::i18n::{Said, outcome, said};

/// Menandatangani surat secara elektronik, satu passphrase untuk semuanya
#[derive(Args)]
pub struct Sign {
    /// Id tugas, awal id, atau nomor antrean
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    /// Membaca passphrase dari masukan standar, satu baris
    #[arg(long)]
    passphrase_stdin: bool,
}

/// What a batch came to.
#[derive(Default)]
struct Tally {
    results: Vec<Value>,
    signed: usize,
    not: usize,
    missing: usize,
}

impl Sign {
    /// Signs them.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        if !self.passphrase_stdin {
            return Err(CliError::Usage(Said::PassphraseOnStdin));
        }
        let desk = global.desk()?;
        let mut tasks: Vec<TaskRow> = Vec::new();
        for id in &self.ids {
            let task = find::task(&desk, id)?;
            if tasks.iter().all(|known| known.id != task.id) {
                tasks.push(task);
            }
        }
        let item = |task: &TaskRow| SignItem { task: task.id, snapshot: task.snapshot, opened: task.opened };
        let items = tasks.iter().map(item).collect();
        let batch = desk.sign(items, stdin::secret()?)?;
        let mut tally = Tally::default();
        for step in &batch.steps {
            match step {
                SignStep::Line { task, outcome } => tally.add(out, &tasks, task, &outcome),
                SignStep::Ended { missing } => {
                    tally.missing = missing;
                    break;
                }
            }
        }
        // A channel that closes without an end means that nothing more is known.
        tally.missing = tally.missing.max(tasks.len().saturating_sub(tally.results.len()));
        Ok(tally.end(out))
    }
}

impl Tally {
    fn add(&mut self, out: &Out, tasks: &[TaskRow], task: crate::domain::id::RecordId, what: &SignOutcome) {
        if matches!(what, SignOutcome::Signed { .. }) {
            self.signed += 1;
        } else {
            self.not += 1;
        }
        self.results.push(view::tasks::outcome(task, what));
        if !out.json {
            let name = tasks.iter().find(|row| row.id == task).map_or("", |row| row.name.as_str());
            line(&clean_line(&format!("{name}: {}", outcome(out.lang, what))));
        }
    }

    /// 0 when all are signed, 3 when some results did not arrive, 1 otherwise.
    fn end(self, out: &Out) -> ExitCode {
        let Self { results, signed, not, missing } = self;
        out.answer(json!({ "results": results, "signed": signed, "not_signed": not, "missing": missing }), || {
            vec![said(out.lang, &Said::SignedCount { signed, not, missing })]
        });
        match (not, missing) {
            (0, 0) => ExitCode::SUCCESS,
            (_, 0) => ExitCode::from(1),
            _ => ExitCode::from(3),
        }
    }
}
