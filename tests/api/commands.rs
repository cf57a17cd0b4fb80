//! The program itself: made, filled, served, stopped and audited.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serasi::domain::id::{DeviceId, PersonId, RecordId};
use serasi::env::{Env, System};
use serasi::server::core::import;
use serasi::server::open_store;

use crate::domain::world::{SITI, SRI, VILLAGE, World};

fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_serasi-server"));
    command.arg("--data").arg(data).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = command(data, arguments).spawn().unwrap();
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// A served data directory, its address, and what it wrote.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn begin(data: &Path) -> Self {
        let mut child = command(data, &["serve", "--listen", "127.0.0.1:0"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        let address = said["url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
        Self { child, address }
    }

    fn ask(&self, request: &str) -> String {
        self.try_ask(request).unwrap()
    }

    fn try_ask(&self, request: &str) -> std::io::Result<String> {
        let mut line = TcpStream::connect(&self.address)?;
        line.set_read_timeout(Some(Duration::from_secs(30)))?;
        line.write_all(request.as_bytes())?;
        let mut answer = String::new();
        line.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// Tells it to end, and gives how long that took and what it had written.
    fn end(mut self) -> (Duration, String) {
        let clock = System::new();
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let status = self.child.wait().unwrap();
        let took = clock.monotonic();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(status.success(), "{status} {log}");
        (took, log)
    }
}

fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn get(path: &str, token: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n")
}

#[test]
fn a_server_is_made_filled_served_stopped_and_audited() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    assert_eq!(code(&run(&data, &["audit", "verify"], "")), 3, "nothing here yet");
    assert_eq!(code(&run(&data, &["serve"], "")), 3);
    assert_eq!(code(&run(&data, &["init", "--name", "Kabupaten Semarang"], "")), 0);
    assert_eq!(code(&run(&data, &["init"], "")), 4, "there already");
    {
        let store = open_store(&data).unwrap();
        import(&store, &System::new(), World::new().records.into_values().map(|record| record.body).collect()).unwrap();
    }
    let office = VILLAGE.to_string();
    let position = [
        "--office",
        &office,
        "--full-name",
        "Rina Utami",
        "--position",
        "Staf",
        "--role",
        "operator",
        "--role",
        "admin",
    ];
    let add = [&["user", "add", "Rina"][..], &position].concat();
    assert_eq!(code(&run(&data, &add, "pendek\n")), 2, "too short");
    let added = run(&data, &add, "gunung ungaran\n");
    assert_eq!(code(&added), 0, "{}", text(&added.stderr));
    let person: PersonId = text(&added.stdout).parse().unwrap();
    assert_eq!(code(&run(&data, &["user", "add", "rina"], "gunung ungaran\n")), 4, "there already");
    assert_eq!(code(&run(&data, &["user", "add", "x", "--office", &office], "gunung ungaran\n")), 2);

    let served = Served::begin(&data);
    let login = serde_json::json!({
        "name": "rina", "password": "gunung ungaran", "device": VILLAGE, "device_name": "PC loket",
    });
    let answer = served.ask(&post("/v1/session", &login.to_string()));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let body: serde_json::Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let token = body["token"].as_str().unwrap().to_owned();
    let me = served.ask(&get("/v1/me", &token));
    assert!(me.contains(&person.to_string()) && me.contains("Rina Utami") && me.contains("/log"), "{me}");

    // Somebody waits in the feed when the server is told to end: they are answered, and it ends at once.
    let head = served.ask(&get("/v1/feed?at=ref:new", &token));
    let cursor = head.split(r#""cursor":""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (address, waiting) = (served.address.clone(), get(&format!("/v1/feed?at=ref:{cursor}&wait=25"), &token));
    let held = std::thread::spawn(move || {
        let mut line = TcpStream::connect(address).unwrap();
        line.write_all(waiting.as_bytes()).unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    });
    std::thread::sleep(Duration::from_millis(500));
    let (took, log) = served.end();
    let held = held.join().unwrap();
    assert!(held.starts_with("HTTP/1.1 200") && held.contains(r#""streams":[]"#), "{held}");
    assert!(took < Duration::from_secs(5), "{took:?}");

    // The log is lines of JSON, with templates of paths and nothing about people.
    assert!(log.contains(r#""path":"/v1/feed""#) && log.contains(r#""status":200"#), "{log}");
    for secret in [&token, "gunung", "rina", "Rina", &person.to_string(), "PC loket", &cursor] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    log.lines().for_each(|line| {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    });

    let audit = run(&data, &["audit", "verify"], "");
    assert_eq!((code(&audit), text(&audit.stdout).ends_with(" 0 findings")), (0, true), "{}", text(&audit.stdout));
    let database = rusqlite::Connection::open(data.join("serasi.db")).unwrap();
    database.execute("UPDATE record SET body = replace(body, 'Rina', 'Rima') WHERE body LIKE '%Rina%'", []).unwrap();
    drop(database);
    let audit = run(&data, &["audit", "verify", "--json"], "");
    assert_eq!(code(&audit), 5);
    assert!(text(&audit.stdout).contains(r#""what":"body changed""#), "{}", text(&audit.stdout));
}

/// Sends one action after another until the line breaks, and gives the ids of those that were answered.
fn push_until_killed(served: &mut Served, token: &str, device: DeviceId, person: PersonId) -> Vec<RecordId> {
    let letter_type = World::new().records.into_values().find(|record| record.body.kind() == "letter_type").unwrap();
    let mut answered = Vec::new();
    for n in 1_u64.. {
        let data = serde_json::json!({
            "office": VILLAGE, "queue": format!("A-{n}"), "channel": "counter", "letter_type": letter_type.body.id(),
            "applicant": SRI, "subject": SRI, "contact": "", "fields": {}, "requirements": {},
        });
        let record = RecordId(uuid::Uuid::from_u128(0xD000 + u128::from(n)));
        let action = serde_json::json!({
            "id": uuid::Uuid::from_u128(0xC000 + u128::from(n)), "device": device, "device_seq": n, "actor": person,
            "record": record, "expects": "new", "kind": "submit", "v": 1, "data": data.to_string(),
            "client_time": "2026-11-24T05:00:00Z",
        });
        let batch = serde_json::json!({ "actions": [action], "skew_ms": 0 }).to_string();
        let request =
            post("/v1/actions", &batch).replace("Host: x", &format!("Host: x\r\nAuthorization: Bearer {token}"));
        match served.try_ask(&request) {
            Ok(answer) if answer.ends_with('}') => {
                assert!(answer.contains(r#""is":"applied""#), "{answer}");
                answered.push(record);
            }
            _ => break,
        }
        if n == 40 {
            let mut killer = Command::new("kill");
            let pid = served.child.id().to_string();
            std::thread::spawn(move || killer.args(["-9", &pid]).status());
        }
    }
    answered
}

#[test]
fn what_was_answered_is_there_after_the_server_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let (store, _) = serasi::server::admin::init::init(data, "Uji", &System::new()).unwrap();
    import(&store, &System::new(), World::new().records.into_values().map(|record| record.body).collect()).unwrap();
    drop(store);
    let siti = SITI.to_string();
    assert_eq!(code(&run(data, &["user", "add", "siti", "--person", &siti], "gunung ungaran\n")), 0);
    let mut served = Served::begin(data);
    let device = DeviceId(uuid::Uuid::from_u128(5));
    let login = serde_json::json!({
        "name": "siti", "password": "gunung ungaran", "device": device, "device_name": "PC",
    });
    let answer = served.ask(&post("/v1/session", &login.to_string()));
    let token = answer.split(r#""token":""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let answered = push_until_killed(&mut served, &token, device, SITI);
    assert!(!served.child.wait().unwrap().success());
    assert!(answered.len() >= 40);
    let store = open_store(data).unwrap();
    for record in answered {
        assert!(store.read(|tx| tx.load(record)).unwrap().is_some(), "{record} was answered and is lost");
    }
    assert_eq!(serasi::server::core::audit::verify(&store).unwrap().findings, []);
}

#[test]
fn plain_http_stays_on_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&run(folder.path(), &["init"], "")), 0);
    let refused = run(folder.path(), &["serve", "--listen", "0.0.0.0:0"], "");
    assert_eq!(code(&refused), 1);
    assert!(text(&refused.stderr).contains("--behind-proxy"), "{}", text(&refused.stderr));
}

#[test]
fn a_configuration_that_says_something_unknown_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.toml");
    std::fs::write(&file, "[server]\nlisen = 1\n").unwrap();
    let refused = run(folder.path(), &["--config", file.to_str().unwrap(), "init"], "");
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("lisen"), "{}", text(&refused.stderr));
}
