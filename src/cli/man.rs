//! `serasi man`: the manual as a page, or a page a verb in a folder. The table of keys comes from the same
//! table as footer and help.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::out::Out;
use super::{CliError, Global, keymap};
use crate::i18n::{Lang, Said, Word, said, word};
use crate::tui::command::{Group, TABLE};
use crate::tui::keymap::Keymap;

/// Mencetak halaman manual, misalnya: serasi man | man -l -
#[derive(Args)]
pub struct ManPage {
    /// Menulis satu halaman setiap perintah ke folder ini
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

impl ManPage {
    /// Prints or writes it.
    pub fn run(&self, command: Command, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let (map, _) = keymap::effective(&global.look)?;
        let mut command = command.disable_help_subcommand(true);
        command.build();
        let Some(dir) = &self.dir else {
            let _ = std::io::stdout().lock().write_all(&page(&command, Some(&map), out.lang));
            return Ok(ExitCode::SUCCESS);
        };
        std::fs::create_dir_all(dir).map_err(|error| CliError::file(dir, &error))?;
        let mut written = Vec::new();
        write(dir, &command, Some(&map), out.lang, &mut written)?;
        out.answer(serde_json::json!({ "files": written }), || {
            vec![said(out.lang, &Said::Written(dir.display().to_string()))]
        });
        Ok(ExitCode::SUCCESS)
    }
}

fn write(
    dir: &Path,
    command: &Command,
    map: Option<&Keymap>,
    lang: Lang,
    written: &mut Vec<String>,
) -> Result<(), CliError> {
    // Once the tree is built, its verbs are called serasi-letter-show.
    let name = command.get_display_name().unwrap_or(command.get_name());
    let file = dir.join(format!("{name}.1"));
    std::fs::write(&file, page(command, map, lang)).map_err(|error| CliError::file(&file, &error))?;
    written.push(file.display().to_string());
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        write(dir, verb, None, lang, written)?;
    }
    Ok(())
}

/// One page; that of the whole program has the keys too.
fn page(command: &Command, map: Option<&Keymap>, lang: Lang) -> Vec<u8> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    // Writing into memory cannot fail.
    let _ = man.render_title(&mut page);
    let _ = man.render_name_section(&mut page);
    let _ = man.render_synopsis_section(&mut page);
    let _ = man.render_description_section(&mut page);
    let _ = man.render_options_section(&mut page);
    if command.has_subcommands() {
        let _ = man.render_subcommands_section(&mut page);
    }
    if let Some(map) = map {
        let _ = keys(map, lang).to_writer(&mut page);
    }
    if command.get_after_help().is_some() {
        let _ = man.render_extra_section(&mut page);
    }
    page
}

fn keys(map: &Keymap, lang: Lang) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [word(lang, Word::ManKeys)]);
    roff.text([roman(word(lang, Word::ManKeysIntro))]);
    for (group, name) in Group::ALL {
        roff.control("SS", [word(lang, name)]);
        for command in TABLE.iter().filter(|command| command.group() == group) {
            let mut keys = map.keys_of(command.id).join(", ");
            if keys.is_empty() {
                keys = format!(":{}", word(lang, command.title));
            }
            roff.control("TP", []);
            roff.text([bold(keys)]);
            roff.text([roman(format!("{}. {}.", word(lang, command.title), word(lang, command.about)))]);
        }
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_page_of_the_program_has_every_verb_every_key_and_the_exit_codes() {
        let map = Keymap::load(None).unwrap();
        let mut command = Cli::command();
        command.build();
        let text = String::from_utf8(page(&command, Some(&map), Lang::Id)).unwrap();
        for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            assert!(text.contains(&format!("serasi\\-{}", verb.get_name().replace('-', "\\-"))), "{}", verb.get_name());
        }
        for command in TABLE {
            assert!(text.contains(word(Lang::Id, command.about)), "{}", command.name);
        }
        assert!(text.contains(".SH TOMBOL") && text.contains("Kode keluar"), "{text}");
    }
}
