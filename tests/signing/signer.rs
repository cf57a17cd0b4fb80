//! A signer that counts what it really signed, and can lose its answer.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use jiff::Timestamp;
use secrecy::SecretString;
use serasi::server::sign::local::LocalSigner;
use serasi::server::sign::signer::{CertificateState, SignError, Signer};
use serasi::server::typeset::Area;
use uuid::Uuid;

/// Where a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In this process.
    Local,
    /// Elsewhere: what it signed is signed, whoever hears of it.
    Remote,
}

/// How it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mood {
    Answers,
    LosesItsAnswer,
    AnswersNonsense,
    Panics,
}

pub struct TestSigner {
    local: LocalSigner,
    kind: Kind,
    /// One line a signature, in a file: it outlives every process.
    made: PathBuf,
    mood: AtomicU8,
    calls: AtomicUsize,
}

impl TestSigner {
    pub fn new(keys: PathBuf, made: PathBuf, kind: Kind) -> Self {
        let mood = AtomicU8::new(Mood::Answers as u8);
        Self { local: LocalSigner::new(keys), kind, made, mood, calls: AtomicUsize::new(0) }
    }

    pub fn set(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    /// How often it was called by this process, whatever came of it.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// How many signatures there are in the world.
    pub fn made(&self) -> usize {
        std::fs::read_to_string(&self.made).map_or(0, |text| text.lines().count())
    }

    /// The last file that was signed, whether or not anybody heard of it.
    pub fn last(&self) -> Vec<u8> {
        std::fs::read(self.made.with_extension("pdf")).unwrap()
    }
}

impl Signer for TestSigner {
    fn is_remote(&self) -> bool {
        self.kind == Kind::Remote
    }

    fn certificate(&self, person: Uuid, at: Timestamp) -> CertificateState {
        self.local.certificate(person, at)
    }

    fn sign(
        &self,
        person: Uuid,
        passphrase: &SecretString,
        pdf: &[u8],
        area: Option<Area>,
        at: Timestamp,
    ) -> Result<Vec<u8>, SignError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let signed = self.local.sign(person, passphrase, pdf, area, at)?;
        let mut made = OpenOptions::new().create(true).append(true).open(&self.made).unwrap();
        writeln!(made, "{person}").unwrap();
        made.sync_all().unwrap();
        std::fs::write(self.made.with_extension("pdf"), &signed).unwrap();
        match self.mood.load(Ordering::SeqCst) {
            m if m == Mood::LosesItsAnswer as u8 => Err(SignError::Uncertain { text: "timed out".into() }),
            m if m == Mood::AnswersNonsense as u8 => Ok(b"<html>Bad Gateway</html>".to_vec()),
            m if m == Mood::Panics as u8 => panic!("the signer's own mistake"),
            _ => Ok(signed),
        }
    }
}
