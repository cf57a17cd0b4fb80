//! `serasi doctor`: looks at everything that must be right for working here, says what it found and what to
//! do about it. It writes nothing.

mod terminal;

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::global::env;
use super::out::Out;
use super::{CliError, Global};
use crate::client::doctor;
use crate::desk::{Finding, Grade, Topic};
use crate::i18n::{Lang, Word, finding, word};

/// Memeriksa berkas, server, sesi, data di komputer ini, jam dan terminal; tidak mengubah apa pun
#[derive(Args)]
pub struct Doctor {}

impl Doctor {
    /// Examines all of it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let mut found = examine(global)?;
        found.extend(terminal::findings(&global.look));
        Ok(tell(&found, out))
    }
}

/// Home, files, server, session and copy.
pub(super) fn examine(global: &Global) -> Result<Vec<Finding>, CliError> {
    Ok(doctor::examine(&global.home_path()?, global.user.as_deref(), env().as_ref()))
}

/// Says it, the worst first for whoever reads only the end.
pub(super) fn tell(found: &[Finding], out: &Out) -> ExitCode {
    let worst = found.iter().map(Finding::grade).max().unwrap_or(Grade::Good);
    let document = json!({
        "grade": worst,
        "findings": found.iter().map(|one| document(one, out.lang)).collect::<Vec<_>>(),
    });
    out.answer(document, || lines(found, worst, out.lang));
    ExitCode::from(exit_code(found))
}

fn document(one: &Finding, lang: Lang) -> Value {
    let mut document = serde_json::to_value(one).unwrap_or_default();
    if let Value::Object(fields) = &mut document {
        fields.insert("topic".into(), json!(one.topic()));
        fields.insert("grade".into(), json!(one.grade()));
        fields.insert("sentence".into(), json!(finding(lang, one)));
    }
    document
}

fn lines(found: &[Finding], worst: Grade, lang: Lang) -> Vec<String> {
    let mark = |grade| {
        word(
            lang,
            match grade {
                Grade::Good => Word::GradeGood,
                Grade::Look => Word::GradeLook,
                Grade::Bad => Word::GradeBad,
            },
        )
    };
    let width = [Grade::Good, Grade::Look, Grade::Bad].map(|grade| mark(grade).len()).into_iter().max().unwrap_or(0);
    let mut lines: Vec<String> =
        found.iter().map(|one| format!("{:width$}  {}", mark(one.grade()), finding(lang, one))).collect();
    let summary = match worst {
        Grade::Good => Word::DoctorGood,
        Grade::Look => Word::DoctorLook,
        Grade::Bad => Word::DoctorBad,
    };
    lines.push(String::new());
    lines.push(word(lang, summary).to_owned());
    lines
}

/// As the other verbs end when the same is wrong; the files first, because nothing works without them.
fn exit_code(found: &[Finding]) -> u8 {
    let bad = |topic| found.iter().any(|one| one.grade() == Grade::Bad && one.topic() == topic);
    if bad(Topic::Files) || bad(Topic::Copy) {
        5
    } else if bad(Topic::Session) {
        4
    } else if bad(Topic::Server) {
        3
    } else if bad(Topic::Terminal) {
        2
    } else {
        0
    }
}
