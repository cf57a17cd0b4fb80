//! A demo without a screen, and the program run against it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_serasi");

/// What a verb said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The one JSON document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }

    /// The same of a verb that did it.
    pub fn done(&self) -> Value {
        assert_eq!(self.code, 0, "{} {}", self.out, self.err);
        self.json()
    }

    /// Exit code and error code of a verb that did not.
    pub fn error(&self) -> (i32, String) {
        let document = self.json();
        let message = document["error"]["message"].as_str().unwrap().to_owned();
        assert!(!message.is_empty());
        (self.code, document["error"]["code"].as_str().unwrap().to_owned())
    }
}

/// Runs the program on a home.
pub fn run(home: &Path, args: &[&str], input: &str) -> Said {
    let mut child = Command::new(PROGRAM)
        .arg("--home")
        .arg(home)
        .args(args)
        .env_remove("SERASI_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A verb that refuses its arguments does not read on.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// `serasi demo --headless`, ended with -9 when it is dropped.
pub struct Demo {
    child: Child,
    pub line: Value,
}

impl Demo {
    /// Starts or joins it.
    pub fn start(home: &Path) -> Self {
        Self::with(home, &[]).unwrap_or_else(|said| panic!("{} {}", said.out, said.err))
    }

    /// The same with more arguments; what it said when it did not start.
    pub fn with(home: &Path, more: &[&str]) -> Result<Self, Said> {
        let mut child = Command::new(PROGRAM)
            .args(["demo", "--headless", "--json", "--home"])
            .arg(home)
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        lines.read_line(&mut text).unwrap();
        match serde_json::from_str::<Value>(&text) {
            Ok(line) if line.get("server").is_some() => Ok(Self { child, line }),
            _ => {
                let output = child.wait_with_output().unwrap();
                let err = String::from_utf8_lossy(&output.stderr).into_owned();
                Err(Said { code: output.status.code().unwrap_or(-1), out: text, err })
            }
        }
    }

    pub fn url(&self) -> &str {
        self.line["server"].as_str().unwrap()
    }

    /// Ends it as a crash would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Whether it is still there.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A village with people who have logged in.
pub struct Village {
    pub demo: Demo,
    pub home: PathBuf,
    _folder: TempDir,
}

impl Village {
    /// Starts a demo and logs these people in.
    pub fn with(users: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("rumah");
        let village = Self { demo: Demo::start(&home), home, _folder: folder };
        for user in users {
            village.log_in(user).done();
        }
        village
    }

    pub fn log_in(&self, user: &str) -> Said {
        let accounts = self.demo.line["accounts"].as_array().unwrap();
        let account = accounts.iter().find(|account| account["user"] == user).unwrap();
        let password = format!("{}\n", account["password"].as_str().unwrap());
        self.say(user, &["login", self.demo.url(), "--password-stdin"], &password)
    }

    /// A verb with `--json`, as one of them.
    pub fn say(&self, user: &str, args: &[&str], input: &str) -> Said {
        run(&self.home, &[&["--json", "--user", user], args].concat(), input)
    }

    /// A verb that does it, as one of them.
    pub fn ask(&self, user: &str, args: &[&str]) -> Value {
        self.say(user, args, "").done()
    }

    pub fn passphrase(&self) -> String {
        let accounts = self.demo.line["accounts"].as_array().unwrap();
        let passphrase = accounts.iter().find_map(|account| account["passphrase"].as_str());
        format!("{}\n", passphrase.unwrap())
    }

    /// A request that can be forwarded and that nobody is at: the `nth` of them.
    pub fn ready(&self, user: &str, nth: usize) -> Value {
        let requests = self.ask(user, &["requests"])["requests"].take();
        let ready = |request: &&Value| {
            request["state"] == "submitted"
                && request["missing"].is_null()
                && request["claim"].is_null()
                && request["kind"] == "Surat Pengantar"
        };
        // Of those that look complete some are about people who have died or moved.
        let whole = |request: &&Value| {
            let shown = self.ask(user, &["request", "show", request["id"].as_str().unwrap()]);
            shown["request"]["preview"]["is"] == "lines" && shown["request"]["oddities"] == serde_json::json!([])
        };
        requests.as_array().unwrap().iter().filter(ready).filter(whole).nth(nth).unwrap().clone()
    }

    /// The task that a person is asked on a request.
    pub fn task(&self, user: &str, request: &Value) -> Value {
        self.ask(user, &["sync"]);
        let tasks = self.ask(user, &["tasks"])["tasks"].take();
        let found = tasks.as_array().unwrap().iter().find(|task| task["request"] == *request);
        found.unwrap_or_else(|| panic!("no task on {request} among {tasks}")).clone()
    }
}

/// Waits until something is so; panics after a while.
pub fn wait_until(what: &str, longest: Duration, mut is_so: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < longest, "{what} not within {longest:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
    began.elapsed()
}
