//! `serasi devices`: where this person has logged in, and ending the sessions of a device that was lost.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::view::{columns, when};
use super::{CliError, Global};
use crate::desk::{Command, DeskError, Device, Found, Query};
use crate::i18n::{Message, Said, Word, sentence, word};

/// Fewer characters of an id fit too many.
const SHORTEST: usize = 4;

/// Perangkat tempat Anda masuk, dan kapan terakhir terlihat server
#[derive(Args)]
pub struct Devices {
    /// Mengakhiri semua sesi Anda di perangkat ini: id, awal, atau delapan angka akhirnya
    #[arg(long, value_name = "ID")]
    revoke: Option<String>,
}

impl Devices {
    /// Asks the server where there is a line; without one shows what it said last.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let asked = match desk.ask_devices() {
            Ok(()) => true,
            Err(DeskError::Offline | DeskError::LoggedOut) if self.revoke.is_none() => false,
            Err(error) => return Err(error.into()),
        };
        let list = || match desk.query(Query::SyncBoard)? {
            Found::SyncBoard(board) => Ok::<_, CliError>(board.devices),
            _ => Err(DeskError::NotHere.into()),
        };
        let mut devices = list()?;
        if let Some(what) = &self.revoke {
            let device = find(&devices, what)?;
            desk.perform(Command::Revoke { device: device.id })?;
            devices = list()?;
        }
        let document: Vec<_> = devices
            .iter()
            .map(|device| json!({ "id": device.id, "name": device.name, "this": device.this, "seen": device.seen }))
            .collect();
        out.answer(json!({ "devices": document, "asked": asked }), || {
            let row = |device: &Device| {
                let here = if device.this { word(out.lang, Word::ThisDevice) } else { "" };
                let seen = device.seen.map(|seen| sentence(out.lang, &Message::DeviceSeen(when(out.lang, Some(seen)))));
                vec![device.id.to_string(), device.name.clone(), seen.unwrap_or_default(), here.to_owned()]
            };
            columns(&devices.iter().map(row).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}

/// The other device that a person means: this one is left by logging out.
fn find<'a>(devices: &'a [Device], what: &str) -> Result<&'a Device, CliError> {
    let wanted = what.to_lowercase();
    let fits = |device: &&Device| {
        let (id, plain) = (device.id.to_string(), device.id.0.simple().to_string());
        !device.this && wanted.len() >= SHORTEST && (id.starts_with(&wanted) || plain.ends_with(&wanted))
    };
    let found: Vec<&Device> = devices.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(CliError::Which(Said::NoSuch(what.to_owned()))),
        several => Err(CliError::Which(Said::Several { what: what.to_owned(), count: several.len() })),
    }
}
