//! Lines out, answers in: on a terminal that keeps its own line editing, or over a pipe.

use std::io::{self, Write};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::i18n::Word;
use crate::tui::context::Setup;
use crate::tui::event::ExitReason;
use crate::tui::{terminal, text};

/// No answer is longer.
const LONGEST: usize = 4096;

/// No answer comes.
#[derive(Debug)]
pub enum Ended {
    /// Nobody answers any more.
    Gone(ExitReason),
    /// Nobody has answered for so many minutes.
    Idle(u64),
}

/// What every question gives: an answer, none when the person took it back, or the end.
pub type Asked<T> = Result<T, Ended>;

impl From<io::Error> for Ended {
    fn from(_: io::Error) -> Self {
        Self::Gone(ExitReason::HungUp)
    }
}

/// Where questions are asked.
pub struct Console {
    setup: Setup,
    out: std::fs::File,
    /// Typed and not read yet.
    typed: Zeroizing<Vec<u8>>,
    /// A person types here, and sees what is typed.
    pub terminal: bool,
    /// How long an answer is waited for.
    idle: Option<Duration>,
}

impl Console {
    /// On standard input and output.
    ///
    /// # Errors
    /// When there are no file descriptors left.
    pub fn new(setup: Setup, terminal: bool, idle: Option<Duration>) -> io::Result<Self> {
        // Never moved: what stays behind in memory could be a secret.
        let typed = Zeroizing::new(Vec::with_capacity(2 * LONGEST));
        Ok(Self { setup, out: terminal::output()?, typed, terminal, idle })
    }

    /// One line.
    pub fn say(&mut self, line: &str) -> Asked<()> {
        let line = text::clean(line, &self.setup.glyphs);
        Ok(self.out.write_all(format!("{}\n", line.trim()).as_bytes())?)
    }

    /// A fixed text as a line.
    pub fn word(&mut self, word: Word) -> Asked<()> {
        self.say(self.setup.word(word))
    }

    /// Asks for one line; none when it was taken back with Ctrl-C.
    pub fn ask(&mut self, question: &str) -> Asked<Option<String>> {
        let question = text::clean(question, &self.setup.glyphs);
        self.out.write_all(format!("{question}: ").as_bytes())?;
        let line = self.line();
        let taken_back = line.as_ref().is_ok_and(|line| line.ends_with(char::from(terminal::CTRL_C)));
        if taken_back || !self.terminal {
            // Nobody saw an Enter.
            self.out.write_all(b"\n")?;
        }
        let line = line?;
        Ok((!taken_back).then(|| crate::domain::text::clean_line(&line).trim().to_owned()))
    }

    /// Asks for something that is not shown; none when it was taken back, or nothing was typed.
    pub fn ask_secret(&mut self, question: &str) -> Asked<Option<SecretString>> {
        let hidden = self.setup.word(Word::Hidden);
        let question = text::clean(question, &self.setup.glyphs);
        if self.terminal {
            terminal::echo(false)?;
        }
        self.out.write_all(format!("{question} {hidden}: ").as_bytes())?;
        let line = self.line();
        if self.terminal {
            terminal::echo(true)?;
        }
        self.out.write_all(b"\n")?;
        let line = line?;
        let secret = (!line.is_empty() && !line.ends_with(char::from(terminal::CTRL_C)))
            .then(|| SecretString::from(line.as_str()));
        Ok(secret)
    }

    /// Asks whether it is really meant. What was typed before the question was there is no answer to it.
    pub fn confirms(&mut self, question: &str) -> Asked<bool> {
        if self.terminal {
            terminal::forget_typed();
            self.typed.clear();
        }
        let answer = self.ask(question)?.unwrap_or_default().to_lowercase();
        Ok(answer == self.setup.word(Word::Yes) || answer == "ya")
    }

    /// One line of input without its end; Ctrl-C ends one too, and stays at its end.
    fn line(&mut self) -> Asked<Zeroizing<String>> {
        loop {
            let end = self.typed.iter().position(|byte| matches!(*byte, b'\n' | terminal::CTRL_C));
            if let Some(end) = end {
                let keep = usize::from(self.typed.get(end) == Some(&terminal::CTRL_C));
                let line = self.typed.get(..end + keep).unwrap_or_default();
                let line = Zeroizing::new(String::from_utf8_lossy(line).trim_end_matches('\r').to_owned());
                self.typed.drain(..=end);
                return Ok(line);
            }
            if self.typed.len() >= LONGEST {
                // A giant without an end is nothing that a person typed.
                self.typed.clear();
            }
            self.wait()?;
            let mut buffer = Zeroizing::new([0_u8; LONGEST]);
            match rustix::io::read(rustix::stdio::stdin(), buffer.as_mut_slice()) {
                Ok(0) => return Err(Ended::Gone(ExitReason::Left)),
                Ok(n) => self.typed.extend_from_slice(buffer.get(..n).unwrap_or_default()),
                Err(Errno::INTR) => {}
                Err(_) => return Err(Ended::Gone(ExitReason::HungUp)),
            }
        }
    }

    /// Sleeps until something is typed, or for too long.
    fn wait(&self) -> Asked<()> {
        let Some(idle) = self.idle else { return Ok(()) };
        let timeout = Timespec::try_from(idle).ok();
        let stdin = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(0) => Err(Ended::Idle(idle.as_secs() / 60)),
            // What is wrong is seen by the read.
            _ => Ok(()),
        }
    }
}
