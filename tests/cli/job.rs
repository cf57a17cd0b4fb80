//! The whole job by script, and what an independent judge says of the letter.

use std::time::Duration;

use super::run::{Village, wait_until};
use crate::typeset::poppler;

#[test]
fn a_request_goes_all_the_way_and_the_letter_is_valid() {
    let village = Village::with(&["siti", "ani", "bambang"]);
    let request = village.ready("siti", 0);
    let (id, queue) = (request["id"].as_str().unwrap(), request["queue"].as_str().unwrap());

    let claimed = village.ask("siti", &["request", "claim", queue]);
    assert_eq!((claimed["is"].as_str(), claimed["request"]["claim"]["mine"].as_bool()), (Some("applied"), Some(true)));
    let subject = village.ask("siti", &["request", "show", id])["request"]["subject"]["name"].take();
    let forwarded = village.ask("siti", &["request", "forward", id]);
    assert_eq!(forwarded["request"]["state"], "verification");
    assert_eq!(forwarded["request"]["pending"], false);

    let task = village.task("ani", &request["id"]);
    // The draft is typeset beside the forwarding: its page comes when it is there.
    let mut shown = serde_json::Value::Null;
    wait_until("the page", Duration::from_secs(30), || {
        village.ask("ani", &["sync"]);
        shown = village.ask("ani", &["task", "show", task["id"].as_str().unwrap()]);
        shown["task"]["pages"][0].is_string()
    });
    let page = shown["task"]["pages"][0].as_str().unwrap();
    assert!(page.contains("SURAT PENGANTAR") && page.contains(subject.as_str().unwrap()), "{page}");
    assert_eq!(village.ask("ani", &["verify-task", task["id"].as_str().unwrap()])["is"], "applied");

    let task = village.task("bambang", &request["id"]);
    let id_of_task = task["id"].as_str().unwrap();
    let signed = village.say("bambang", &["sign", id_of_task, "--passphrase-stdin"], &village.passphrase()).done();
    assert_eq!((signed["signed"].as_u64(), signed["results"][0]["is"].as_str()), (Some(1), Some("signed")));
    let number = signed["results"][0]["number"].as_str().unwrap();
    assert!(number.starts_with("400.10.2.2/") && number.contains("/BNB/"), "{number}");

    village.ask("siti", &["sync"]);
    let after = village.ask("siti", &["request", "show", id]);
    assert_eq!(
        (after["request"]["state"].as_str(), after["request"]["number"].as_str()),
        (Some("issued"), Some(number))
    );
    judge(&village, queue, number);
}

/// The PDF by queue number and by printed number; valid, and no longer when a byte is another.
fn judge(village: &Village, queue: &str, number: &str) {
    let file = village.home.join("surat.pdf");
    let name = file.to_str().unwrap();
    let written = village.ask("siti", &["letter", "pdf", queue, "-o", name]);
    assert_eq!(village.ask("siti", &["letter", "pdf", number, "-o", name])["sha256"], written["sha256"]);
    let mut bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let Some(said) = poppler::run("pdfsig", &["-nocert"], &bytes, &[]) else { return };
    assert!(said.contains("Signature is Valid.") && said.contains("Total document signed"), "{said}");
    bytes[300] ^= 1;
    let said = poppler::run("pdfsig", &["-nocert"], &bytes, &[]).unwrap();
    assert!(!said.contains("Signature is Valid."), "{said}");
}

#[test]
fn a_letter_from_another_office_is_read_and_followed_up() {
    let village = Village::with(&["siti", "joko"]);
    let letters = village.ask("siti", &["letters", "--open"])["letters"].take();
    let letter = &letters.as_array().unwrap()[0];
    let agenda = letter["agenda"].to_string();
    let shown = village.ask("siti", &["letter", "show", &agenda]);
    assert!(shown["letter"]["pages"][0].as_str().unwrap().contains("Nomor"), "{shown}");
    let done = village.ask("siti", &["letter", "followed-up", &agenda, "--note", "Dihadiri Kasi Pelayanan"]);
    assert_eq!((done["is"].as_str(), done["letter"]["followed_up"].as_bool()), (Some("applied"), Some(true)));
    // A colleague sees it, and cannot do it twice.
    village.ask("joko", &["sync"]);
    let id = letter["id"].as_str().unwrap();
    assert_eq!(village.ask("joko", &["letter", "show", id])["letter"]["state"], "followed_up");
    assert_eq!(village.say("joko", &["letter", "followed-up", id], "").error(), (1, "wrong_state".into()));
}

#[test]
fn of_several_letters_each_gets_a_line_and_a_secret_is_nowhere() {
    let village = Village::with(&["bambang"]);
    let tasks = village.ask("bambang", &["tasks"])["tasks"].take();
    let tasks = tasks.as_array().unwrap();
    let of = |policy: &'static str| tasks.iter().filter(move |task| task["policy"] == policy);
    let three: Vec<&str> =
        of("electronic").take(2).chain(of("ink").take(1)).map(|task| task["id"].as_str().unwrap()).collect();
    let args = [&["sign", "--passphrase-stdin"], three.as_slice()].concat();
    let said = village.say("bambang", &args, &village.passphrase());
    assert_eq!(said.code, 1, "{}", said.out);
    let results = said.json()["results"].take();
    let of = |task: &str| results.as_array().unwrap().iter().find(|line| line["task"] == task).unwrap().clone();
    assert_eq!((of(three[0])["is"].as_str(), of(three[1])["is"].as_str()), (Some("signed"), Some("signed")));
    assert_eq!(of(three[2])["refusal"]["code"], "ink_only", "{results}");

    let secret = village.passphrase();
    assert_nowhere(&village.home, secret.trim().as_bytes());
}

fn assert_nowhere(folder: &std::path::Path, secret: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_nowhere(&path, secret);
        } else if let Ok(bytes) = std::fs::read(&path) {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{}", path.display());
        }
    }
}

#[test]
fn a_letter_in_doubt_is_opened_by_two_people_with_evidence_and_then_signed() {
    let village = Village::with(&["bambang"]);
    let tasks = village.ask("bambang", &["tasks"])["tasks"].take();
    let in_doubt = tasks.as_array().unwrap().iter().find(|task| task["group"] == "in_doubt").unwrap();
    let id = in_doubt["id"].as_str().unwrap();
    let resolve = |second: &str, password: &str| {
        let verb = ["task", "resolve", id, "--evidence", "Berkas diperiksa berdua, belum bertanda tangan"];
        let more = ["--second", second, "--second-password-stdin"];
        village.say("bambang", &[&verb[..], &more[..]].concat(), password)
    };
    let sign = || village.say("bambang", &["sign", id, "--passphrase-stdin"], &village.passphrase());
    assert_eq!(sign().json()["results"][0]["is"], "refused");
    assert_eq!(resolve("Ani", "salah").error(), (1, "second_person_needed".into()));
    assert_eq!(resolve("Bambang", "banyubiru").error(), (1, "second_person_needed".into()));
    assert_eq!(resolve("Tidak Ada", "banyubiru").error(), (6, "not_here".into()));
    assert_eq!(resolve("Ani", "banyubiru").done()["is"], "resolved");
    village.ask("bambang", &["sync"]);
    assert_eq!(sign().done()["results"][0]["is"], "signed");
}

#[test]
fn a_walk_in_gets_the_next_number_of_the_machine_and_a_repeated_one_takes_a_reason() {
    let village = Village::with(&["siti", "ani"]);
    // Somebody whose name only they have.
    let names: Vec<String> = village.ask("siti", &["requests"])["requests"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["name"].as_str().map(str::to_owned))
        .collect();
    let make = |who: &str, more: &[&str]| {
        let fixed = ["request", "new", "--person", who, "--kind", "kuitansi", "--originals"];
        let fields = ["--field", "purpose=Konsumsi rapat", "--field", "amount=1,5jt", "--field", "account=5.2.01"];
        village.say("siti", &[&fixed[..], &fields[..], more, &["--json"]].concat(), "")
    };
    let (name, made) = names
        .iter()
        .map(|name| (name, make(name, &[])))
        .find(|(_, said)| said.code == 0)
        .expect("somebody with a name of their own");
    let made = made.done();
    let number = made["queue"].as_str().unwrap().to_owned();
    assert_eq!(made["is"], "applied");
    assert!(number.starts_with("A-"), "{number}");
    let shown = village.ask("siti", &["request", "show", made["request"]["id"].as_str().unwrap()]);
    let amount = shown["request"]["fields"].as_array().unwrap().iter().find(|field| field["key"] == "amount").unwrap();
    assert_eq!(amount["value"], "1.500.000");
    assert_eq!(make(name, &[]).error().0, 2, "the same within seven days takes a reason");
    assert_eq!(village.ask("siti", &["counter", "--letter", "k"])["letter"], "K");
    let again = make(name, &["--reason", "hilang"]).done();
    assert!(again["queue"].as_str().unwrap().starts_with("K-"), "{again}");
    let bad = ["request", "new", "--person", name, "--kind", "kuitansi", "--field", "ramalan=x", "--json"];
    assert_eq!(village.say("siti", &bad, "").code, 2);
    let verifier = ["request", "new", "--person", name, "--kind", "surat pengantar", "--reason", "x", "--json"];
    assert_eq!(village.say("ani", &verifier, "").error(), (1, "not_allowed".to_owned()));
}

#[test]
fn several_people_get_the_same_letter_and_each_request_is_listed() {
    let village = Village::with(&["siti"]);
    let residents = village.ask("siti", &["residents", "a"]);
    let alive = |row: &&serde_json::Value| row["status"] == "alive";
    let ids: Vec<String> = residents["residents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(alive)
        .take(3)
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 3);
    let make = |more: &[&str]| {
        let fixed = ["request", "new", "--kind", "kuitansi", "--originals", "--json"];
        let fields = ["--field", "purpose=Konsumsi rapat", "--field", "amount=1,5jt", "--field", "account=5.2.01"];
        let people = ids.iter().flat_map(|id| ["--person", id.as_str()]);
        village.say(
            "siti",
            &fixed.into_iter().chain(fields).chain(people).chain(more.iter().copied()).collect::<Vec<_>>(),
            "",
        )
    };
    let made = make(&[]).done();
    let requests = made["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 3, "{made}");
    assert!(requests.iter().all(|one| one["is"] == "applied" && one["request"]["id"].is_string()), "{made}");
    let numbers: std::collections::BTreeSet<&str> = requests.iter().map(|one| one["queue"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), 3, "{made}");
    assert_eq!(made["left_out"], serde_json::json!([]));
    let again = make(&[]);
    assert_eq!(again.code, 1, "nobody was served");
    assert_eq!(make(&["--for", &ids[0]]).code, 2);
    let with_reason = make(&["--reason", "hilang"]).done();
    assert_eq!(with_reason["requests"].as_array().unwrap().len(), 3, "{with_reason}");
}
