//! The verbs: everything a screen can do, by script.
//!
//! One file a subcommand: its arguments and what it does. Each says the same as text for people and, with
//! `--json`, as one JSON document; an error is a document too. Exit codes are in `exit`.

// Over a screen nothing is printed, and what a verb prints goes through `out`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod completions;
mod counter;
mod demo;
mod desk;
mod devices;
mod doctor;
mod exit;
mod find;
mod global;
mod help;
mod home;
mod keymap;
mod keys;
mod letter;
mod letters;
mod log;
mod login;
mod man;
mod out;
mod pin;
mod redo;
mod request;
mod request_new;
mod requests;
mod residents;
mod search;
mod settle;
mod sign;
mod status;
mod stdin;
mod sync;
mod sync_items;
mod task;
mod tasks;
mod undo;
mod verify_task;
mod view;
mod wait;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};

use crate::config::desk::HelpDeskPart;
use crate::domain::text::clean_line;
use crate::i18n::{HelpDesk, set_help_desk};

pub use exit::CliError;
pub use global::Global;
use out::Out;

/// The letter desk of a government office.
#[derive(Parser)]
#[command(name = "serasi", version, about = "Meja surat kantor: surat masuk, permohonan warga, paraf dan tanda tangan")]
#[command(after_help = exit::CODES, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Demo(demo::Demo),
    #[command(hide = true)]
    DemoServer(demo::DemoServer),
    Login(login::Login),
    Pin(pin::Pin),
    Counter(counter::Counter),
    Sync(sync::Sync),
    Devices(devices::Devices),
    Status(status::Status),
    Home(home::Home),
    Letters(letters::Letters),
    Letter(letter::Letter),
    Requests(requests::Requests),
    Request(request::Request),
    Search(search::Search),
    Residents(residents::Residents),
    Resident(residents::Resident),
    Log(log::Log),
    Tasks(tasks::Tasks),
    Task(task::Task),
    VerifyTask(verify_task::VerifyTask),
    Sign(sign::Sign),
    Undo(undo::Undo),
    Redo(redo::Redo),
    Keys(keys::Keys),
    Doctor(doctor::Doctor),
    #[command(alias = "wait")]
    Tunggu(wait::Wait),
    Completions(completions::Completions),
    Man(man::ManPage),
    /// Menyusun surat: dipakai oleh server, bukan oleh orang
    #[command(hide = true)]
    Typeset,
}

/// Parses, runs, and says how it ended.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let parsed = help::command(&args).try_get_matches_from(&args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return exit::usage(&error, args.iter().any(|arg| arg == "--json")),
    };
    let out = Out::new(cli.global.json, cli.global.lang);
    // A file with mistakes is told by what needs more of it than this.
    if let Ok(config) = cli.global.config() {
        let HelpDeskPart { name, telephone } = config.help_desk;
        set_help_desk(HelpDesk { name: clean_line(&name), telephone: clean_line(&telephone) });
    }
    match run(cli, &out) {
        Ok(code) => code,
        Err(error) => out.fail(&error),
    }
}

fn run(cli: Cli, out: &Out) -> Result<ExitCode, CliError> {
    let global = &cli.global;
    match cli.verb {
        None => desk::run(global, out),
        Some(Verb::Demo(verb)) => verb.run(global, out),
        Some(Verb::DemoServer(verb)) => verb.run(global),
        Some(Verb::Login(verb)) => verb.run(global, out),
        Some(Verb::Pin(verb)) => verb.run(global, out),
        Some(Verb::Counter(verb)) => verb.run(global, out),
        Some(Verb::Sync(verb)) => verb.run(global, out),
        Some(Verb::Devices(verb)) => verb.run(global, out),
        Some(Verb::Status(verb)) => verb.run(global, out),
        Some(Verb::Home(verb)) => verb.run(global, out),
        Some(Verb::Letters(verb)) => verb.run(global, out),
        Some(Verb::Letter(verb)) => verb.run(global, out),
        Some(Verb::Requests(verb)) => verb.run(global, out),
        Some(Verb::Request(verb)) => verb.run(global, out),
        Some(Verb::Search(verb)) => verb.run(global, out),
        Some(Verb::Residents(verb)) => verb.run(global, out),
        Some(Verb::Resident(verb)) => verb.run(global, out),
        Some(Verb::Log(verb)) => verb.run(global, out),
        Some(Verb::Tasks(verb)) => verb.run(global, out),
        Some(Verb::Task(verb)) => verb.run(global, out),
        Some(Verb::VerifyTask(verb)) => verb.run(global, out),
        Some(Verb::Sign(verb)) => verb.run(global, out),
        Some(Verb::Undo(verb)) => verb.run(global, out),
        Some(Verb::Redo(verb)) => verb.run(global, out),
        Some(Verb::Keys(verb)) => verb.run(global, out),
        Some(Verb::Doctor(verb)) => verb.run(global, out),
        Some(Verb::Tunggu(verb)) => verb.run(global, out),
        Some(Verb::Completions(verb)) => verb.run(help::of(out.lang)),
        Some(Verb::Man(verb)) => verb.run(help::of(out.lang), global, out),
        Some(Verb::Typeset) => typeset(),
    }
}

#[cfg(feature = "server")]
fn typeset() -> Result<ExitCode, CliError> {
    Ok(crate::server::typeset::run_worker())
}

#[cfg(not(feature = "server"))]
fn typeset() -> Result<ExitCode, CliError> {
    Err(CliError::Usage(crate::i18n::Said::NoServerHere))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_tree_of_verbs_is_sound_and_its_help_names_every_exit_code() {
        Cli::command().debug_assert();
        let help = Cli::command().render_help().to_string();
        for code in 0..=7 {
            assert!(help.contains(&format!("  {code}  ")), "{code}: {help}");
        }
    }
}
