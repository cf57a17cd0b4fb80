//! The desk that the other tests start as a process of its own.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serasi::desk::{Command, DeskError, Done, Found, Query, SignItem, SignStep, Who};
use serasi::domain::request::{Because, RequestState};
use serasi::env::{Env, System};
use serasi::tui::context::Credentials;
use serasi::tui::port::Port;
use serasi::tui::{Options, run, run_plain};

use super::support::Start;
use crate::journeys::desk::{FakeDesk, head, operator, request, secretary};

/// Set for the child alone.
pub const ROLE: &str = "SERASI_TEST_DESK";
/// Set for a process that holds a desk's terminal.
pub const HOLDER: &str = "SERASI_TEST_HOLDER";
/// Runs a program in a session without a controlling terminal.
pub const SETSID: &str = "/usr/bin/setsid";

struct PlainPort {
    desk: Arc<Mutex<FakeDesk>>,
    role: String,
}

/// How long a question of the slow desk takes.
pub const SLOW: Duration = Duration::from_millis(1000);

impl Port for PlainPort {
    fn query(&self, query: Query) -> Result<Found, DeskError> {
        match self.role.as_str() {
            "slow" => std::thread::sleep(SLOW),
            // A library that prints; this writes to the descriptor itself, past the test's capturing.
            "noisy" => {
                rustix::io::write(rustix::stdio::stderr(), b"a library prints over the screen\n").unwrap();
            }
            _ => {}
        }
        let listed = matches!(query, Query::Tasks) && std::env::var_os("SERASI_TEST_ASKED_BACK").is_some();
        let mut desk = self.desk.lock().unwrap();
        let found = desk.query(query);
        if listed {
            // As soon as it is listed the first one is asked back.
            let row = &mut desk.tasks[0].row;
            (row.asked_back, row.version) = (true, 2);
        }
        found
    }

    fn perform(&self, command: Command) -> Result<Done, DeskError> {
        if let (Command::SaveDraft { text, .. }, Ok(path)) = (&command, std::env::var("SERASI_TEST_DRAFT")) {
            std::fs::write(path, text).unwrap();
        }
        self.desk.lock().unwrap().perform(command)
    }

    fn sign(
        &self,
        items: Vec<SignItem>,
        secret: SecretString,
        step: &mut dyn FnMut(SignStep),
    ) -> Result<(), DeskError> {
        self.desk.lock().unwrap().sign(items, secret.expose_secret()).into_iter().for_each(step);
        Ok(())
    }

    fn cancel_sign(&self) {}

    fn login(&self, who: Credentials) -> Result<Who, DeskError> {
        self.desk.lock().unwrap().login(&who.name, who.password.expose_secret())
    }

    fn set_pin(&self, _: &SecretString) -> Result<(), DeskError> {
        Ok(())
    }

    fn lock(&self) {
        self.desk.lock().unwrap().who = None;
    }

    fn try_line(&self) {}

    fn changed(&self) -> bool {
        loop {
            std::thread::park();
        }
    }
}

/// The machine's clock, until a file says that it is broken: then it panics, or never answers.
struct Breaking {
    system: System,
    broken: Option<PathBuf>,
    stuck: bool,
}

impl Env for Breaking {
    fn now(&self) -> jiff::Timestamp {
        let broken = self.broken.as_ref().is_some_and(|file| file.exists());
        if broken && self.stuck {
            loop {
                std::thread::park();
            }
        }
        assert!(!broken, "the clock broke");
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

fn data(role: &str) -> FakeDesk {
    let mut desk = FakeDesk::of(match role {
        "head" => head(),
        "secretary" => secretary(),
        _ => operator(),
    });
    desk.requests = (0..40).map(request).collect();
    desk.rests = role == "rests";
    if role == "spread" {
        let because = Because { by: None, reason: "KK belum dibawa".into(), at: None };
        for (n, state) in [RequestState::Signature, RequestState::WaitingApplicant(because)].into_iter().enumerate() {
            desk.requests[n].row.state = state;
        }
    }
    if std::env::var_os("SERASI_TEST_NOBODY").is_some() {
        desk.who = None;
    }
    desk
}

#[test]
fn desk_of_plain_data() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let set = |name: &str| std::env::var_os(name).is_some();
    if let Ok(path) = std::env::var("SERASI_TEST_PID") {
        std::fs::write(path, std::process::id().to_string()).unwrap();
    }
    let broken = std::env::var_os("SERASI_TEST_BREAK").map(PathBuf::from);
    let env = Arc::new(Breaking { system: System::new(), broken, stuck: role == "stuck" });
    let options = Options {
        log: std::env::var_os("SERASI_TEST_LOG").map(Into::into),
        suspends: set("SERASI_TEST_SUSPENDS"),
        large: set("SERASI_TEST_LARGE"),
        ..Options::from_environment(env)
    };
    let port = PlainPort { desk: Arc::new(Mutex::new(data(&role))), role };
    let reason = if set("SERASI_TEST_PLAIN") { run_plain(port, options) } else { run(port, options) };
    std::process::exit(reason.unwrap().code());
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
        Start { first: Some("3"), ..Start::of(command) }
    } else if session == "ignored" {
        let mut command = portable_pty::CommandBuilder::new("/bin/sh");
        command.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]);
        command.args(desk.command.get_argv());
        command.env(ROLE, "calm");
        Start { first: Some("3"), ..Start::of(command) }
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
