//! Help in the chosen language. The Indonesian words stand at the arguments themselves; the English ones are a
//! table by path and name, held complete by a test.

use std::ffi::OsString;

use clap::{Command, CommandFactory};

use super::Cli;
use crate::i18n::Lang;

const EXIT_CODES: &str = "\
Exit codes:
  0  done; also when an action is kept and not sent yet
  1  refused by the rules, or the record has changed: nothing happened
  2  said wrongly
  3  no line, or the server failed
  4  nobody is logged in, or name or password is wrong
  5  files of this computer cannot be read or written
  6  no such record on this device, or more than one
  7  nothing came within the time that was given

A letter's number, a queue number (A-07) or the unique beginning of an id names one record.
With --json the answer is one JSON document; so is an error: {\"error\":{\"code\":…,\"message\":…}}.";

/// Path of verbs, a dot, and the argument's name; without a dot it is the verb itself.
const ENGLISH: &[(&str, &str)] = &[
    ("serasi", "The letter desk of an office: letters received, citizens' requests, paraf and signature"),
    (".home", "Home of the data; $XDG_DATA_HOME/serasi when not said"),
    (".user", "Account name; the only one, or the last one, when not said"),
    (".lang", "Language: id or en"),
    (".json", "One JSON document, for scripts"),
    (".mono", "Without colours (also with NO_COLOR)"),
    (".ascii", "ASCII letters and signs only"),
    (".rest", "Seconds (0-30) before what is handed to another person is sent, so that u can undo it [default: 8]"),
    (".keymap", "Key file of your own; $XDG_CONFIG_HOME/serasi/keymap.toml when not said"),
    (".large", "Layout for large letters: one thing at a time, two lines a row"),
    (".plain", "Line by line without a screen: for screen readers, very slow lines, phones"),
    (".suspends", "Ctrl-Z suspends SERASI where a shell started it; without this Ctrl-Z undoes"),
    ("demo", "The example of Desa Banyubiru with a server of its own; touches no other data"),
    ("demo.reset", "Empties the example and makes it again"),
    ("demo.seed", "Seed: the same seed and day give the same names and letters [default: 1]"),
    ("demo.user", "Logs in as this account at once"),
    ("demo.headless", "Without a screen: prints one line of JSON and serves until it is stopped"),
    ("login", "Logs in to a server; afterwards the other verbs work as this person"),
    ("login.url", "Address of the server, such as https://serasi.semarangkab.go.id"),
    ("login.password_stdin", "Reads the password from standard input, one line"),
    ("pin", "Sets the PIN for the quick way in on this machine, read from standard input"),
    ("pin.forget", "Forgets the PIN: only the password opens"),
    ("sync", "Sends what is unsent and reads what is new"),
    ("sync doctor", "Compares the copy of the data here with the server; changes nothing"),
    ("sync list", "What is unsent, was not accepted or is in conflict"),
    ("sync show", "One of them: mine beside theirs"),
    ("sync show.id", "Id of the action, or its beginning"),
    ("sync resolve", "Settles what the server did not accept, with everything blocked behind it"),
    ("sync resolve.id", "Id of the action, or its beginning"),
    ("sync resolve.keep_theirs", "Keep theirs; your typing becomes a draft"),
    ("sync resolve.reason", "Why you give it up"),
    ("sync resolve.mine", "Send mine on top of theirs, only what I changed"),
    ("sync resolve.merge", "Choose part by part: part=mine or part=theirs, parted by commas; the rest is as theirs"),
    ("sync resolve.note", "Leave mine as a note on the request"),
    ("sync discarded", "What was settled of that list; nothing is erased"),
    ("sync take-up", "Makes what was given up typing again on its request"),
    ("sync take-up.id", "Id of the action, or its beginning"),
    ("sync export", "Writes all that is not on the server to a file, for somebody else to type again"),
    ("sync export.file", "Name of the file; a .json file is written beside it"),
    ("devices", "Where you have logged in, and when the server saw it last"),
    ("devices.revoke", "Ends all your sessions on this device: its id, the beginning, or its last eight digits"),
    ("sync.wait", "Waits at most so many seconds"),
    ("status", "Who is logged in, the state of the line, and what is unsent"),
    ("home", "What waits for you, what has a time today, how long letters took"),
    ("letters", "Letters from other offices, newest first"),
    ("letters.open", "Only those that were not followed up"),
    ("letter", "One letter: received, or issued here"),
    ("letter show", "Shows the letter and the text of its pages"),
    ("letter show.id", "Id, beginning of an id, agenda number, printed number or queue number"),
    ("letter pdf", "Fetches its PDF file"),
    ("letter pdf.id", "Id, beginning of an id, agenda number, printed number or queue number"),
    ("letter pdf.output", "Written into this file; to standard output without -o"),
    ("letter followed-up", "Marks a received letter as followed up"),
    ("letter followed-up.id", "Id, beginning of an id, or agenda number"),
    ("letter followed-up.note", "What was done"),
    ("requests", "Requests that wait for the operator"),
    ("requests.all", "All requests, newest first"),
    ("requests.mine", "What you are at, and what waits for others because of you"),
    ("requests.waiting", "Those that wait for their applicant or another office"),
    ("requests.ready", "Finished letters that nobody has fetched, oldest first"),
    ("requests.unfetched", "Those of them that were not fetched for 14 days"),
    ("requests.approval", "Those that wait for paraf or signature"),
    ("request", "One request"),
    ("request new", "Makes a new request with a queue number of this machine"),
    ("request new.people", "Who asks: NIK, card number, id, or a name that only one person has; may be repeated"),
    ("request new.subject", "Whom the letter is about, when it is not the applicant"),
    ("request new.kind", "Kind of letter: its name or the beginning of it"),
    ("request new.fields", "A field, such as purpose=\"melamar pekerjaan\"; may be repeated"),
    ("request new.requirements", "A requirement, such as ktp=original (original, copy, missing); may be repeated"),
    ("request new.originals", "The originals of all requirements were shown"),
    ("request new.contact", "Telephone of the applicant"),
    ("request new.reason", "Why, when the same letter was made within seven days"),
    ("request show", "Shows the request and its letter"),
    ("request show.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request claim", "Takes it, or takes it over from a colleague"),
    ("request claim.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request claim.take_over", "Also when a colleague is at it"),
    ("request release", "Gives back what you took"),
    ("request release.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request forward", "Forwards it to the next verifier"),
    ("request forward.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request return", "Returns it to the applicant, with a reason"),
    ("request return.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request return.reason", "Why, in your own words"),
    ("request resume", "The applicant brought what was missing"),
    ("request resume.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request refuse", "Refuses it, with a reason"),
    ("request refuse.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request refuse.reason", "Why, in your own words"),
    ("request recall", "Takes back what you forwarded; asks for it back where the next person has opened it"),
    ("request recall.id", "Id, beginning of an id, or queue number (A-07)"),
    ("undo", "Takes back your last action, one at a time"),
    ("redo", "Does again what you took back last, one at a time"),
    ("counter", "The letter of this machine's counter, before its queue numbers; one letter for each machine"),
    ("counter.letter", "The new letter, A to Z"),
    ("request cancel", "Cancels it for the applicant, with a reason"),
    ("request cancel.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request cancel.reason", "Why, in your own words"),
    ("request assign", "Passes it on to another operator"),
    ("request assign.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request assign.to", "The operator: the name or its beginning"),
    ("request assign.note", "A word with it"),
    ("request shift-end", "End of shift: passes on all of your open work"),
    ("request shift-end.to", "The operator: the name or its beginning"),
    ("request shift-end.note", "A word with it"),
    ("request note", "Writes a remark for colleagues"),
    ("request note.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request note.text", "The remark"),
    ("request tell", "Records that the applicant was told what is missing"),
    ("request tell.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request tell.how", "How"),
    ("request hand-over", "Records that the letter was handed over"),
    ("request hand-over.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request hand-over.way", "How it was handed over"),
    ("request hand-over.relation", "What the receiver is to the applicant; without it: the applicant"),
    ("request hand-over.receiver", "Name of the receiver, when it is not the applicant"),
    ("request share", "A message to the applicant with its WhatsApp address; sends nothing"),
    ("request share.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request slip", "The queue slip as text"),
    ("request slip.id", "Id, beginning of an id, or queue number (A-07)"),
    ("request slip.columns", "Width of the paper in letters: 32 or 48"),
    ("tasks", "Paraf and signatures asked of you"),
    ("task", "One task of paraf or signature"),
    ("task show", "Shows what verifiers and signers see"),
    ("task show.id", "Id of the task, its beginning, or queue number"),
    ("task return", "Sends it back to the operator, with a reason"),
    ("task return.id", "Id of the task, its beginning, or queue number"),
    ("task return.reason", "Why, in your own words"),
    ("task resolve", "Opens a letter in doubt: proved not signed, so it may be signed again"),
    ("task resolve.id", "Id of the task, its beginning, or queue number"),
    ("task resolve.evidence", "The evidence: what was checked, where, when"),
    ("task resolve.second", "A second person of this office: the name or its beginning"),
    ("task resolve.second_password_stdin", "Reads the second person's password from standard input, one line"),
    ("verify-task", "Gives your paraf to a letter"),
    ("verify-task.id", "Id of the task, its beginning, or queue number"),
    ("sign", "Signs letters electronically, one passphrase for all of them"),
    ("sign.ids", "Ids of tasks, their beginnings, or queue numbers"),
    ("sign.passphrase_stdin", "Reads the passphrase from standard input, one line"),
    ("doctor", "Examines files, server, session, copy of the data, clock and terminal; changes nothing"),
    ("search", "Searches the archive: requests, letters issued and letters received, newest first"),
    ("search.words", "Words: number, name, whole NIK, queue number, purpose, text of letters; none: the newest"),
    ("search.kind", "Of one kind only [permohonan, terbit, masuk; also request, issued, incoming]"),
    ("search.year", "Of one year only"),
    ("search.state", "In one state only, such as issued or handed_over"),
    ("search.classification", "Under one classification code only, such as 400.12"),
    ("search.mine", "Only what you worked on"),
    ("residents", "Finds residents by fragments of name, NIK, KK or address"),
    ("residents.words", "Fragments of name, NIK, KK or address"),
    ("resident", "One resident"),
    ("resident show", "Shows the card: family, requests, what is odd; NIK and KK are masked"),
    ("resident show.id", "Id, whole NIK, or fragments that fit one person alone"),
    ("resident reveal", "Shows NIK and KK in full; the purpose is recorded"),
    ("resident reveal.id", "Id, whole NIK, or fragments that fit one person alone"),
    ("resident reveal.purpose", "What for [request, correction, data-subject, law-enforcement, other]"),
    ("resident reveal.text", "The purpose in your own words; needed for other"),
    ("log", "The office's log: who saw whose NIK and why, newest first; for the office's admin alone"),
    ("tunggu", "Waits until something comes, such as for a light or a bell at the counter"),
    ("tunggu permohonan", "Requests that come into the queue: new ones, and those that come back"),
    (
        "tunggu permohonan.sejak",
        "Those that came since then, such as 2026-11-20T10:42:00+07:00; from now on when not said",
    ),
    ("tunggu permohonan.timeout", "Waits at most so many seconds; for ever when not said"),
    ("completions", "Prints what a shell needs to complete with Tab, such as: serasi completions bash"),
    ("completions.shell", "bash, zsh, fish, elvish or powershell"),
    ("man", "Prints the manual page, such as: serasi man | man -l -"),
    ("man.dir", "Writes a page for each verb into this folder"),
    ("keys", "Shows which key does what, and where that was written"),
    ("keys.cetak", "Prints an A4 card and a strip for the keyboard, such as: serasi keys --cetak | lp"),
];

/// The tree of verbs with its help in the language that the command line asks for.
pub(super) fn command(args: &[OsString]) -> Command {
    of(language(args))
}

/// The tree of verbs with its help in a language.
pub(super) fn of(lang: Lang) -> Command {
    match lang {
        Lang::Id => Cli::command(),
        Lang::En => english(Cli::command(), "").about(words("serasi")).after_help(EXIT_CODES),
    }
}

/// Looked up before anything is parsed: also a wrong line gets its help.
fn language(args: &[OsString]) -> Lang {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let apart = args.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    apart.or(joined).and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn words(name: &str) -> &'static str {
    ENGLISH.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}

fn english(command: Command, path: &str) -> Command {
    let inner = path.to_owned();
    let command = command.mut_args(|arg| {
        let text = words(&format!("{inner}.{}", arg.get_id()));
        if text.is_empty() { arg } else { arg.help(text) }
    });
    let path = path.to_owned();
    command.mut_subcommands(|verb| {
        let inner = format!("{path} {}", verb.get_name()).trim().to_owned();
        let text = words(&inner);
        let verb = english(verb, &inner);
        if text.is_empty() { verb } else { verb.about(text) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(command: &Command, path: &str, found: &mut Vec<String>) {
        let args = command.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help");
        found.extend(args.filter(|arg| arg.get_id() != "version").map(|arg| format!("{path}.{}", arg.get_id())));
        for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            let inner = format!("{path} {}", verb.get_name()).trim().to_owned();
            names(verb, &inner, found);
            found.push(inner);
        }
    }

    #[test]
    fn every_verb_and_argument_has_english_words_and_none_is_left_over() {
        let mut found = vec!["serasi".to_owned()];
        names(&Cli::command(), "", &mut found);
        let known: Vec<&str> = ENGLISH.iter().map(|(name, _)| *name).collect();
        let missing: Vec<_> = found.iter().filter(|name| !known.contains(&name.as_str())).collect();
        let left_over: Vec<_> = known.iter().filter(|name| !found.iter().any(|one| one == *name)).collect();
        assert!(missing.is_empty() && left_over.is_empty(), "missing {missing:?}, left over {left_over:?}");
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let of = |line: &str| language(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("serasi --help"), Lang::Id);
        assert_eq!(of("serasi status --lang en --json"), Lang::En);
        assert_eq!(of("serasi --lang=en"), Lang::En);
        assert_eq!(of("serasi --lang jv"), Lang::Id);
        let help = command(&["serasi".into(), "--lang=en".into()]).render_help().to_string();
        assert!(help.contains("Exit codes") && help.contains("Signs letters"), "{help}");
    }
}
