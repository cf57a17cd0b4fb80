//! A desk over a real SSH line that breaks: what was typed is offered again at the next login.
//!
//! The server is a private one: its own key, its own configuration, this machine alone, and only whoever runs
//! the tests may log in.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::support::{Pty, Start, is_here};

/// A form of the desk, as a person comes to it and fills it in.
struct Form {
    /// What opens it the first time, each with what stands there afterwards.
    opens: &'static [(&'static str, &'static str)],
    /// What is typed into it.
    typed: &'static str,
    /// What opens it at the next login.
    opens_again: &'static [(&'static str, &'static str)],
    /// All that stands in it again.
    complete: &'static [&'static str],
}

/// The fields of a request.
const EDIT: Form = Form {
    opens: &[("3", "NIK "), ("e", "Ubah permohonan")],
    typed: "zyx dari jauh",
    opens_again: &[("3", "NIK "), ("e", "Ubah permohonan")],
    complete: &["dilanjutkan", "zyx dari jauh"],
};

/// Somebody at the counter: who, which letter, half of what for.
const WALK_IN: Form = Form {
    opens: &[
        ("+", "Permohonan baru"),
        ("budi hidayat", "Budi Hidayat  59 th"),
        ("\r", "1 Surat Pengantar"),
        ("1", "Keperluan"),
    ],
    typed: "zyx dari jauh",
    opens_again: &[("+", "Ketikan yang belum dikirim"), ("\r", "Keperluan")],
    complete: &["dilanjutkan", "Budi Hidayat, 59 th", "Surat Pengantar", "zyx dari jauh"],
};

/// Where `sshd` is: it must be started by its whole path.
fn sshd() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join("sshd")).find(|file| file.exists())
}

fn run(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A server of our own.
struct Sshd {
    process: Child,
    folder: tempfile::TempDir,
    port: u16,
    user: String,
}

impl Sshd {
    /// None, with a line that says so, where it cannot be had.
    fn start() -> Option<Self> {
        if !["sshd", "ssh", "ssh-keygen"].into_iter().all(is_here) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        for key in ["host", "login"] {
            run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &path(key)]);
        }
        std::fs::copy(path("login.pub"), path("authorized")).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let user = run("id", &["-un"]);
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\n\
             StrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             PermitRootLogin prohibit-password\nAllowUsers {user}\nPrintMotd no\nPrintLastLog no\n",
            path("host"),
            path("authorized"),
        );
        std::fs::write(path("config"), config).unwrap();
        if rustix::process::geteuid().is_root() {
            // Its own empty folder, which the system's start scripts would make.
            std::fs::create_dir_all("/run/sshd").unwrap();
        }
        let log = std::fs::File::create(path("log")).unwrap();
        let process = Command::new(sshd()?)
            .args(["-D", "-e", "-f", &path("config")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let started = Self { process, folder, port, user };
        started.answers();
        started.gives_a_terminal().then_some(started)
    }

    /// One who is not root gets a terminal only where the machine makes them with the group `tty`.
    fn gives_a_terminal(&self) -> bool {
        let mut client = self.client();
        client.arg("true");
        let mut pty = Start::of(client).go();
        let given = pty.ends().success();
        if !given {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            let root = rustix::process::geteuid().is_root();
            assert!(!root && std::env::var_os("SERASI_TEST_REQUIRE_ALL").is_none(), "no login: {log}");
            println!("skipped: sshd gives no terminal to one who is not root here");
        }
        given
    }

    fn answers(&self) {
        let end = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(Instant::now() < end, "sshd does not answer: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The client's command line, without what it runs there.
    fn client(&self) -> portable_pty::CommandBuilder {
        let mut client = portable_pty::CommandBuilder::new("ssh");
        client.args(["-F", "/dev/null", "-tt", "-p", &self.port.to_string(), "-i"]);
        client.arg(self.folder.path().join("login"));
        for option in [
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "BatchMode=yes",
            "ControlPath=none",
        ] {
            client.args(["-o", option]);
        }
        client.arg(format!("{}@127.0.0.1", self.user));
        client
    }

    /// Logs in and opens the desk of the demo in a home.
    fn opens(&self, home: &Path) -> Pty {
        let mut client = self.client();
        let program = env!("CARGO_BIN_EXE_serasi");
        client.arg(format!("LC_ALL=C.UTF-8 exec '{program}' demo --as siti --home '{}'", home.display()));
        let pty = Start::of(client).go();
        pty.waits_for("Siti Rahayu");
        pty
    }

    /// The server's processes for its logins, deepest first; never the one that listens.
    fn sessions(&self) -> Vec<Pid> {
        let parents: BTreeMap<i32, (i32, String)> = std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse::<i32>().ok())
            .filter_map(|pid| {
                let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
                let name = stat.split_once('(')?.1.rsplit_once(')')?.0.to_owned();
                let parent = stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()?;
                Some((pid, (parent, name)))
            })
            .collect();
        let listener = i32::try_from(self.process.id()).unwrap();
        let ours = |pid: i32| {
            let up = std::iter::successors(Some(pid), |pid| parents.get(pid).map(|(parent, _)| *parent));
            up.take(20).skip(1).any(|one| one == listener)
        };
        let servers = parents.iter().filter(|(pid, (_, name))| name.starts_with("sshd") && ours(**pid));
        servers.rev().filter_map(|(pid, _)| Pid::from_raw(*pid)).collect()
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Fills a form in and gives the desk's process, which must end with its line.
fn fills_in(pty: &mut Pty, form: &Form, home: &Path) -> Pid {
    comes_to(pty, form.opens);
    pty.types(form.typed);
    pty.waits_for(form.typed);
    desk_of(home)
}

fn comes_to(pty: &mut Pty, steps: &[(&str, &str)]) {
    for (keys, there) in steps {
        pty.types_calmly(keys);
        // What a key opens is there before the next one.
        pty.waits_for(there);
    }
}

/// The process of the desk in a home.
fn desk_of(home: &Path) -> Pid {
    let wanted = home.display().to_string();
    let found = std::fs::read_dir("/proc").unwrap().find_map(|entry| {
        let pid: i32 = entry.unwrap().file_name().to_str()?.parse().ok()?;
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
        let is_desk = words.first()?.ends_with(b"/serasi") && words.contains(&b"demo".as_slice());
        (is_desk && words.contains(&wanted.as_bytes())).then(|| Pid::from_raw(pid)).flatten()
    });
    found.expect("a desk runs")
}

fn ends(desk: Pid) {
    let end = Instant::now() + Duration::from_secs(10);
    while test_kill_process(desk).is_ok() {
        assert!(Instant::now() < end, "the desk outlives its line");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn is_offered_again(sshd: &Sshd, home: &Path, form: &Form) {
    let mut pty = sshd.opens(home);
    comes_to(&mut pty, form.opens_again);
    form.complete.iter().for_each(|text| pty.waits_for(text));
}

fn survives_a_client_that_is_killed(form: &Form) {
    let Some(sshd) = Sshd::start() else { return };
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("demo");
    let mut pty = sshd.opens(&home);
    let desk = fills_in(&mut pty, form, &home);
    let client = i32::try_from(pty.child.process_id().unwrap()).unwrap();
    kill_process(Pid::from_raw(client).unwrap(), Signal::KILL).unwrap();
    ends(desk);
    is_offered_again(&sshd, &home, form);
}

#[test]
fn a_walk_in_survives_a_client_that_is_killed_in_the_middle_of_it() {
    survives_a_client_that_is_killed(&WALK_IN);
}

#[test]
fn a_walk_in_survives_a_server_side_that_is_killed_in_the_middle_of_it() {
    let Some(sshd) = Sshd::start() else { return };
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("demo");
    let mut pty = sshd.opens(&home);
    let desk = fills_in(&mut pty, &WALK_IN, &home);
    let sessions = sshd.sessions();
    assert!(!sessions.is_empty());
    for session in sessions {
        // One of them may end with the one before.
        let _ = kill_process(session, Signal::KILL);
    }
    ends(desk);
    is_offered_again(&sshd, &home, &WALK_IN);
}

#[test]
fn an_edit_survives_a_client_that_is_killed_in_the_middle_of_it() {
    survives_a_client_that_is_killed(&EDIT);
}

#[test]
fn over_a_real_ssh_line_the_desk_is_stacked_at_every_width() {
    let Some(sshd) = Sshd::start() else { return };
    let dir = tempfile::tempdir().unwrap();
    let mut pty = sshd.opens(&dir.path().join("demo"));
    pty.types_calmly("3");
    pty.waits_for("NIK ");
    pty.resize(120, 40);
    pty.until(|pty| pty.text().lines().count() > 30, "the new size");
    assert!(!pty.text().contains('│'), "{}", pty.text());
    pty.types_calmly("q");
    assert_eq!(pty.ends().exit_code(), 0);
    pty.is_restored();
}
