//! What an examination found, in English.

use super::super::{Lang, apart, long_moment};
use crate::desk::{DeskFile, Finding, Grade};
use crate::domain::stream::StreamId;

fn file(file: DeskFile) -> &'static str {
    match file {
        DeskFile::Outbox => "The file of your work (outbox.db)",
        DeskFile::Cache => "The copy of the data (cache.db)",
    }
}

fn stream(stream: StreamId) -> &'static str {
    match stream {
        StreamId::Reference => "reference data",
        StreamId::Office(_) => "the office's data",
        StreamId::OfficeLog(_) => "the office's log",
        StreamId::Person(_) => "your own data",
    }
}

/// The sentence: what was found, and what to do about it.
#[allow(clippy::too_many_lines)] // a table
pub fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Home { path } => format!("The home {path} is there, and only you can read it."),
        Finding::NoHome { path } => format!("There is no home at {path} yet. Run serasi and log in."),
        Finding::OpenToOthers { path } => {
            format!("Others on this computer can read {path}. Run: chmod -R go= {path}")
        }
        Finding::HomeUnusable { path, what } => {
            format!("{path} cannot be used ({what}). Nothing was changed. Call {{telp}}.")
        }
        Finding::Space { megabytes } => match finding.grade() {
            Grade::Good => format!("There is enough space: {megabytes} MB."),
            Grade::Look => format!("Only {megabytes} MB are free. Make room before the disk is full."),
            Grade::Bad => {
                format!("Only {megabytes} MB are free. Your work is safe. Make room now, or call {{telp}}.")
            }
        },
        Finding::Sound { file: which } => format!("{} is sound.", file(*which)),
        Finding::Missing { file: which } => format!("{} is not there yet. Run serasi sync to make it.", file(*which)),
        Finding::Damaged { file: DeskFile::Outbox, what } => format!(
            "{} is damaged ({what}). Do not delete it, and stop working on this computer. Call {{telp}}.",
            file(DeskFile::Outbox)
        ),
        Finding::Damaged { file: which, .. } => format!(
            "{} is damaged. Nothing is lost: it is made again from the server. Open serasi with a line.",
            file(*which)
        ),
        Finding::Newer { file: which } => format!("{} was written by a newer SERASI. Update SERASI.", file(*which)),
        Finding::Outbox { unsent: 0, attention: 0 } => "All work has been sent.".into(),
        Finding::Outbox { unsent, attention: 0 } => {
            format!("{unsent} actions are unsent; they go by themselves once there is a line.")
        }
        Finding::Outbox { unsent, attention } => {
            format!("{unsent} actions are unsent, {attention} need you. Open the screen Sync (press 9).")
        }
        Finding::Unreadable { records } => {
            format!("A newer SERASI wrote {records} records that cannot be opened here yet. Update SERASI.")
        }
        Finding::Others { name, actions } => {
            format!("{actions} actions of {name} are unsent on this computer. Ask {name} to log in if they stay.")
        }
        Finding::Nobody => "Nobody of that name has logged in here. Run serasi and log in.".into(),
        Finding::Person { name, account } => format!("Examined for {name} ({account})."),
        Finding::Session { until } => {
            format!("The session holds until {}.", long_moment(Lang::En, *until))
        }
        Finding::SessionOver => {
            "The session has ended. Your work is kept. Open serasi and log in again to send it.".into()
        }
        Finding::Server { name, address, version, milliseconds } => {
            let version = if version.is_empty() { String::new() } else { format!(", SERASI {version}") };
            format!("The server {name} answers from {address} in {milliseconds} ms{version}.")
        }
        Finding::Away { address } => format!(
            "The server {address} does not answer. You can go on working. Check cable or WiFi; if other sites work, call {{telp}}."
        ),
        Finding::Strange { address } => {
            format!("{address} answers, but not as a server of SERASI. Check the address, or call {{telp}}.")
        }
        Finding::OtherServer { address } => format!(
            "{address} is now another server than the one you logged in to. Nothing is sent there. Call {{telp}}."
        ),
        Finding::TooOld => "This program is too old for the server. Your work is kept. Update SERASI.".into(),
        Finding::Clock { seconds } => match finding.grade() {
            Grade::Good => "This computer's clock agrees with the server's.".into(),
            _ => format!(
                "This computer's clock differs by {} from the server's. Letters use the server's. Set the clock: timedatectl set-ntp true",
                apart(Lang::En, *seconds)
            ),
        },
        Finding::Same { stream: which, records } => {
            format!("The copy of {} is the server's: {records} records.", stream(*which))
        }
        Finding::Differs { stream: which, here, there } => format!(
            "The copy of {} differs from the server: {here} here, {there} there. Your work is safe. Run serasi sync; if it stays, call {{telp}}.",
            stream(*which)
        ),
        Finding::Behind { stream: which, changes } => {
            format!("The copy of {} is {changes} changes behind. Run serasi sync.", stream(*which))
        }
        Finding::BeginsAgain { stream: which } => format!(
            "The copy of {} will be made again from the server. Nothing is lost. Run serasi sync.",
            stream(*which)
        ),
        Finding::NotCompared => {
            "The copy was not compared with the server. Run serasi doctor again with a line and a session.".into()
        }
        Finding::Terminal { term, width, height } => format!("Terminal {term}, window {width} by {height}."),
        Finding::SmallWindow { width, height } => {
            format!("The window, {width} by {height}, is too small. Make it at least 40 by 10.")
        }
        Finding::NoTerminal => "The output is no terminal, so size and colours were not looked at.".into(),
        Finding::Dumb => "TERM is not set or \"dumb\", so no screen can be drawn. Use another terminal.".into(),
        Finding::Utf8 => "The terminal uses UTF-8: all letters and lines can be shown.".into(),
        Finding::NoUtf8 { locale } => format!(
            "The locale \"{locale}\" is without UTF-8: lines are drawn in ASCII. For whole lines run: export LANG=C.UTF-8"
        ),
        Finding::Colours => "Colours are used.".into(),
        Finding::NoColours => "Colours are off (NO_COLOR or --mono); signs and words say everything.".into(),
        Finding::Ssh => "The line is one of SSH: list and content are stacked, and fewer frames drawn.".into(),
        Finding::Signs { signs } => {
            format!("Signs of the screens: {signs}  If one looks like a box or a question mark, use --ascii.")
        }
    }
}
