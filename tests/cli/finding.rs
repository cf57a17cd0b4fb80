//! Finding by script: the archive, residents, a number for a purpose, and the log that only the admin reads.

use super::run::Village;

#[test]
fn what_the_screens_find_the_verbs_find_and_a_number_is_shown_for_a_purpose_alone() {
    let village = Village::with(&["siti", "rina", "agus"]);
    let request = village.ready("siti", 0);
    let id = request["id"].as_str().unwrap();
    let name = request["name"].as_str().unwrap();

    let found = village.ask("siti", &["search", name, "--kind", "permohonan"])["found"].take();
    let found = found.as_array().unwrap();
    assert!(found.iter().any(|row| row["id"] == id), "{found:?}");
    assert!(found.iter().all(|row| row["kind"] == "request"));
    let issued = village.ask("siti", &["search", "--kind", "issued"])["found"].take();
    let year = issued[0]["date"].as_str().and_then(|day| day.get(..4)).unwrap();
    let of_year = village.ask("siti", &["search", "--kind", "issued", "--year", year])["found"].take();
    assert!(of_year[0]["number"].as_str().is_some(), "{of_year}");
    let of_year = of_year.as_array().unwrap();
    assert!(of_year.iter().all(|row| row["date"].as_str().is_some_and(|day| day.starts_with(year))), "{of_year:?}");
    assert_eq!(village.ask("siti", &["search", "\"zzz OR"])["found"], serde_json::json!([]));

    let residents = village.ask("siti", &["residents", name])["residents"].take();
    let resident = residents[0]["id"].as_str().unwrap();
    let masked = residents[0]["nik"].as_str().unwrap();
    assert!(masked.contains("********"), "{residents}");
    let card = village.ask("siti", &["resident", "show", resident]);
    assert_eq!(card["resident"]["nik"], masked);

    // Without words another purpose is none; nothing is shown then.
    let no = village.say("siti", &["resident", "reveal", resident, "--purpose", "lainnya"], "");
    assert_eq!(no.error(), (1, "reason_missing".into()));
    let reveal = ["resident", "reveal", resident, "--purpose", "penegak-hukum"];
    let shown = village.ask("siti", &reveal);
    assert_eq!(shown["is"], "applied");
    let whole = shown["nik"].as_str().unwrap();
    assert_eq!(whole.len(), 16);
    let kk = shown["kk"].as_str().unwrap();
    let card = card.to_string();
    assert!(!card.contains(whole) && !card.contains(kk), "a whole number on a card: {card}");
    assert_eq!(village.say("agus", &reveal, "").error(), (6, "not_here".into()));

    assert_eq!(village.say("siti", &["log"], "").error(), (1, "not_allowed".into()));
    village.ask("rina", &["sync"]);
    let log = village.ask("rina", &["log"])["log"].take();
    assert_eq!(log.as_array().map(Vec::len), Some(1), "{log}");
    assert_eq!((&log[0]["resident"], &log[0]["purpose"]), (&resident.into(), &"law_enforcement".into()));
    assert!(!log.to_string().contains(whole), "the log holds a number: {log}");
}
