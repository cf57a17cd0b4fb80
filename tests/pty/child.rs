//! The desk that the other tests start as a process of its own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serasi::desk::{Command, DeskError, Done, Found, Query, SignItem, SignStep, Who};
use serasi::env::{Env, System};
use serasi::tui::context::Credentials;
use serasi::tui::port::Port;
use serasi::tui::{Options, run};

use super::support::Start;
use crate::journeys::desk::{FakeDesk, operator, request};

/// Set for the child alone.
pub const ROLE: &str = "SERASI_TEST_DESK";
/// Set for a process that holds a desk's terminal.
pub const HOLDER: &str = "SERASI_TEST_HOLDER";
/// Runs a program in a session without a controlling terminal.
pub const SETSID: &str = "/usr/bin/setsid";

struct PlainPort(Arc<Mutex<FakeDesk>>);

impl Port for PlainPort {
    fn query(&self, query: Query) -> Result<Found, DeskError> {
        self.0.lock().unwrap().query(query)
    }

    fn perform(&self, command: Command) -> Result<Done, DeskError> {
        if let (Command::SaveDraft { text, .. }, Ok(path)) = (&command, std::env::var("SERASI_TEST_DRAFT")) {
            std::fs::write(path, text).unwrap();
        }
        self.0.lock().unwrap().perform(command)
    }

    fn sign(
        &self,
        items: Vec<SignItem>,
        secret: SecretString,
        step: &mut dyn FnMut(SignStep),
    ) -> Result<(), DeskError> {
        self.0.lock().unwrap().sign(items, secret.expose_secret()).into_iter().for_each(step);
        Ok(())
    }

    fn cancel_sign(&self) {}

    fn login(&self, who: Credentials) -> Result<Who, DeskError> {
        self.0.lock().unwrap().login(&who.name, who.password.expose_secret())
    }

    fn set_pin(&self, _: &SecretString) -> Result<(), DeskError> {
        Ok(())
    }

    fn lock(&self) {
        self.0.lock().unwrap().who = None;
    }

    fn changed(&self) -> bool {
        loop {
            std::thread::park();
        }
    }
}

/// The machine's clock, until it breaks under the loop.
struct Breaking {
    system: System,
    broken: Arc<AtomicBool>,
}

impl Env for Breaking {
    fn now(&self) -> jiff::Timestamp {
        assert!(!self.broken.load(Ordering::Relaxed), "the clock broke");
        self.system.now()
    }

    fn monotonic(&self) -> Duration {
        self.system.monotonic()
    }

    fn new_id(&self) -> uuid::Uuid {
        self.system.new_id()
    }

    fn random(&self) -> u128 {
        self.system.random()
    }
}

#[test]
fn desk_of_plain_data() {
    let Ok(role) = std::env::var(ROLE) else { return };
    if let Ok(path) = std::env::var("SERASI_TEST_PID") {
        std::fs::write(path, std::process::id().to_string()).unwrap();
    }
    let mut desk = FakeDesk::of(operator());
    desk.requests = (0..40).map(request).collect();
    let broken = Arc::new(AtomicBool::new(false));
    if role == "panics" {
        let broken = broken.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(1500));
            broken.store(true, Ordering::Relaxed);
        });
    }
    let env = Arc::new(Breaking { system: System::new(), broken });
    let options =
        Options { log: std::env::var_os("SERASI_TEST_LOG").map(Into::into), ..Options::from_environment(env) };
    let reason = run(PlainPort(Arc::new(Mutex::new(desk))), options).unwrap();
    std::process::exit(reason.code());
}

/// Starts a desk, types into a form and then only holds its terminal until it is killed.
#[test]
fn holder_of_a_terminal() {
    let Ok(session) = std::env::var(HOLDER) else { return };
    let desk = Start::desk("calm");
    let desk = if session == "none" {
        let mut command = portable_pty::CommandBuilder::new(SETSID);
        command.arg("--wait");
        command.args(desk.command.get_argv());
        command.env(ROLE, "calm");
        Start::of(command)
    } else {
        desk
    };
    let mut pty = desk.go();
    pty.waits_for("── A-01");
    pty.types("e");
    pty.waits_for("Ubah permohonan");
    pty.types("xyz");
    pty.waits_for("xyz");
    std::fs::write(std::env::var("SERASI_TEST_READY").unwrap(), "").unwrap();
    std::thread::sleep(Duration::from_secs(60));
}
