//! What verbs say, in English.

use super::super::Said;

/// The sentence.
pub fn said(said: &Said) -> String {
    match said {
        Said::NotLoggedIn => {
            "Nobody is logged in here. What is unsent is kept. Run serasi login URL --user NAME.".into()
        }
        Said::NotAKeymap(file) => format!("{file} is no key file. Name another one with --keymap."),
        Said::NothingCame => "The time is over and nothing came. Run it again to go on waiting.".into(),
        Said::UserNeeded => "No account was named. Say --user NAME.".into(),
        Said::PasswordOnStdin => "The password is read from standard input. Say --password-stdin, for example: \
             serasi login … --password-stdin < file."
            .into(),
        Said::PassphraseOnStdin => {
            "The passphrase is read from standard input. Say --passphrase-stdin. Nothing was signed.".into()
        }
        Said::NothingOnStdin => "Standard input is empty. Nothing was done. Type one line and press Enter.".into(),
        Said::ReasonNeeded => "There is no reason. Nothing has changed. Say --reason \"…\".".into(),
        Said::MineOrTheirs(what) => {
            format!("\"{what}\" is not clear. Nothing changed. Write part=mine or part=theirs.")
        }
        Said::NoSuch(what) => format!("There is no \"{what}\" on this device. Run serasi sync, then look at the list."),
        Said::Several { what, count } => {
            format!("\"{what}\" fits {count} records. Nothing has changed. Type more of it.")
        }
        Said::File { file, error } => format!("File {file} cannot be opened: {error}. Check its name and rights."),
        Said::Unlocked { name } => {
            format!("Unlocked: the letter of {name} waits for its signature again, its number stays.")
        }
        Said::LoggedIn { name, position } => format!("Logged in as {name} ({position})."),
        Said::Applied => "The server has it.".into(),
        Said::CounterLetter(letter) => format!("Queue numbers of this machine begin with {letter}."),
        Said::NotALetter(what) => format!("\"{what}\" is not one letter. Tell one letter from A to Z."),
        Said::NoField { what, known } => {
            format!("There is no \"{what}\". Nothing was made. Tell one of these: {}.", known.join(", "))
        }
        Said::NotAPair(what) => {
            format!("\"{what}\" was not understood. Nothing was made. Write it like purpose=\"melamar pekerjaan\".")
        }
        Said::NotUnderstood(label) => {
            format!("\"{label}\" was not understood. Nothing was made. Write it like 20/11 or 1,5jt.")
        }
        Said::SameLetter { name, number } => {
            format!(
                "The same letter for {name} was made less than seven days ago ({number}). Nothing was made. Tell why with --reason."
            )
        }
        Said::PinSet => "PIN set on this machine. Log in with name and PIN; the password still holds.".into(),
        Said::ForOnePerson => {
            "--for goes with one --person only. Leave --for out, or run it for each person alone.".into()
        }
        Said::PinForgotten => "PIN forgotten on this machine. Log in with the password.".into(),
        Said::Queued => "Kept, not sent yet. It goes out by itself once there is a line, or with serasi sync.".into(),
        Said::Conflict(differs) if differs.is_empty() => {
            "This record has changed on the server. Your action is kept and not used. Read it again, then repeat."
                .into()
        }
        Said::Conflict(differs) => format!(
            "What you saw differs from the server's data: {}. Your action was not used. Read it again, then repeat.",
            differs.join(", ")
        ),
        Said::Blocked => {
            "An earlier action on this record was not taken, so this one was not either. Look at the Sync screen."
                .into()
        }
        Said::Quarantined => "The server cannot read this action. Nothing is lost. Call {telp}.".into(),
        Said::Nothing => "None.".into(),
        Said::Written(file) => format!("Written to {file}."),
        Said::SignedCount { signed, not, missing } => {
            let missing = if *missing > 0 { format!(", {missing} not known yet") } else { String::new() };
            format!("{signed} letters signed, {not} not{missing}.")
        }
        Said::NoServerHere => {
            "This program was built without a server, so there is no demo in it. Install the whole SERASI.".into()
        }
        Said::NoTerminal => "The desk needs a terminal. For scripts, use verbs such as serasi requests --json.".into(),
        Said::DemoPrepares => "Preparing the example of Desa Banyubiru…".into(),
        Said::DemoStarts => "Starting the example's server…".into(),
        Said::DemoRuns(url) => format!("The example's server is at {url}. Ctrl-C ends it."),
        Said::DemoBusy => "This example is in use, so it was not emptied. Close the others, then repeat.".into(),
        Said::DemoForeign(home) => {
            format!("{home} is no home of an example: nothing in it was touched. Choose another with --home.")
        }
        Said::DemoOtherSeed(seed) => {
            format!("The example here was made with --seed {seed}. Empty it with --reset, or choose another --home.")
        }
        Said::DemoFailed { log } => format!("The example's server did not start. Read the cause in {log}."),
        Said::DemoNobody { name, known } => {
            format!("There is no account \"{name}\" in this example. Choose from: {known}.")
        }
    }
}
