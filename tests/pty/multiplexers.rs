//! The desk inside tmux and GNU screen: what they show is what it drew.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::child::ROLE;
use super::support::{Start, is_here};

/// What is told to a multiplexer, each with a server or session of its own.
struct Inside {
    look: Box<dyn Fn() -> String>,
    types: Box<dyn Fn(&str)>,
    ends: Box<dyn Fn()>,
}

impl Inside {
    #[track_caller]
    fn waits_for(&self, wanted: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !(self.look)().contains(wanted) {
            assert!(Instant::now() < end, "waited for {wanted:?} and saw:\n{}", (self.look)());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        (self.ends)();
    }
}

fn output(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn tmux(folder: &Path) -> Inside {
    let socket = folder.join("tmux");
    let run = move |args: &[&str]| output(Command::new("tmux").arg("-S").arg(&socket).args(args).env_remove("TMUX"));
    let desk = Start::desk("calm");
    let line: Vec<&str> = desk.command.get_argv().iter().map(|word| word.to_str().unwrap()).collect();
    let (role, utf8) = (format!("{ROLE}=calm"), "LANG=id_ID.UTF-8");
    // Whoever has tmux may well have a configuration: this one has none.
    let mut args = vec!["-u", "-f", "/dev/null", "new-session", "-d", "-s", "desk", "-x", "80", "-y", "24"];
    args.extend(["-e", role.as_str(), "-e", utf8, "-e", "LC_ALL=", "-e", "SSH_TTY="]);
    args.extend(line);
    run(&args);
    run(&["set-option", "-g", "set-clipboard", "on"]);
    let run = std::rc::Rc::new(run);
    let (looks, types, ends) = (run.clone(), run.clone(), run);
    Inside {
        look: Box::new(move || looks(&["capture-pane", "-p", "-t", "desk"]) + &looks(&["show-buffer"])),
        types: Box::new(move |keys| {
            types(&["send-keys", "-t", "desk", "-l", keys]);
        }),
        ends: Box::new(move || {
            ends(&["kill-server"]);
        }),
    }
}

#[test]
fn tmux_shows_the_desk_and_takes_what_is_copied() {
    if !is_here("tmux") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let inside = tmux(dir.path());
    inside.waits_for("1Beranda");
    (inside.types)("3");
    inside.waits_for("── A-01");
    (inside.types)("j");
    inside.waits_for("── A-02");
    for _ in 0..12 {
        (inside.types)("\x1b[B");
    }
    inside.waits_for("── A-14");
    inside.waits_for("> A-14");
    (inside.types)("y");
    inside.waits_for("A-14 dikirim ke terminal.");
    // The last line is tmux's own buffer.
    inside.waits_for("\nA-14");
}

fn screen(folder: &Path) -> Inside {
    let sockets = folder.join("sockets");
    std::fs::create_dir(&sockets).unwrap();
    std::fs::set_permissions(&sockets, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let shot = folder.join("shot");
    let run = {
        let sockets = sockets.clone();
        move |args: &[&str]| {
            output(
                Command::new("screen").args(args).env("SCREENDIR", &sockets).env("LANG", "C.UTF-8").env(ROLE, "calm"),
            )
        }
    };
    let desk = Start::desk("calm");
    let line: Vec<&str> = desk.command.get_argv().iter().map(|word| word.to_str().unwrap()).collect();
    let mut args = vec!["-c", "/dev/null", "-U", "-T", "screen", "-dmS", "desk", "env", "LC_ALL=", "LANG=C.UTF-8"];
    args.extend(["SSH_TTY=", "NO_COLOR="]);
    args.extend(line);
    run(&args);
    let run = std::rc::Rc::new(run);
    let (looks, types, ends) = (run.clone(), run.clone(), run);
    Inside {
        look: Box::new(move || {
            looks(&["-S", "desk", "-p", "0", "-X", "hardcopy", &shot.display().to_string()]);
            std::thread::sleep(Duration::from_millis(100));
            std::fs::read(&shot).map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default()
        }),
        types: Box::new(move |keys| {
            types(&["-S", "desk", "-p", "0", "-X", "stuff", keys]);
        }),
        ends: Box::new(move || {
            ends(&["-S", "desk", "-X", "quit"]);
        }),
    }
}

#[test]
fn gnu_screen_shows_the_desk() {
    if !is_here("screen") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let inside = screen(dir.path());
    inside.waits_for("1Beranda");
    (inside.types)("3");
    inside.waits_for(" A-01 ");
    (inside.types)("j");
    inside.waits_for("> A-02");
    for _ in 0..12 {
        (inside.types)("j");
    }
    inside.waits_for("> A-14");
    (inside.types)("?");
    inside.waits_for("Bantuan");
}
