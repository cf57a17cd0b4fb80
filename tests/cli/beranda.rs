//! `serasi home` counts what the lists show.

use super::run::Village;

#[test]
fn what_beranda_counts_is_what_the_lists_show() {
    let village = Village::with(&["siti", "ani", "bambang"]);
    let count = |home: &serde_json::Value, is: &str| {
        let counters = home["counters"].as_array().unwrap();
        counters.iter().find(|one| one["is"] == is).map(|one| one["count"].as_u64().unwrap())
    };
    let of = |list: &serde_json::Value, meant: &dyn Fn(&serde_json::Value) -> bool| {
        list.as_array().unwrap().iter().filter(|one| meant(one)).count() as u64
    };
    let home = village.ask("siti", &["home"]);
    let all = village.ask("siti", &["requests", "--all"]);
    let in_state = |state: &'static str| of(&all["requests"], &move |one| one["state"] == state);
    let queue = village.ask("siti", &["requests"]);
    let at_counter = of(&queue["requests"], &|one| one["channel"] == "counter");
    assert_eq!(home["seat"], "counter");
    assert!(at_counter > 0 && in_state("issued") > 0 && in_state("waiting_applicant") > 0);
    assert_eq!(count(&home, "at_counter"), Some(at_counter));
    assert_eq!(count(&home, "elsewhere"), Some(of(&queue["requests"], &|_| true) - at_counter));
    assert_eq!(count(&home, "ready"), Some(in_state("issued")));
    assert_eq!(count(&home, "waiting_applicant"), Some(in_state("waiting_applicant")));
    assert_eq!(count(&home, "in_ink"), Some(in_state("ink")));
    assert_eq!(home["now"]["is"], "at_counter");
    assert_eq!(count(&home, "to_sign"), None, "an operator is not asked for signatures");
    let letters = village.ask("siti", &["letters"]);
    assert_eq!(count(&home, "unread"), Some(of(&letters["letters"], &|one| one["unread"] == true)));
    assert_eq!(count(&home, "not_followed_up"), Some(of(&letters["letters"], &|one| one["followed_up"] == false)));

    for (user, seat, counter, is, policy) in [
        ("ani", "secretary", "to_verify", "verify", "electronic"),
        ("bambang", "head", "to_sign", "sign", "electronic"),
        ("bambang", "head", "to_sign_in_ink", "sign", "ink"),
    ] {
        let home = village.ask(user, &["home"]);
        let tasks = village.ask(user, &["tasks"]);
        let asked = of(&tasks["tasks"], &|one| {
            one["is"] == is && one["group"] != "in_doubt" && (is == "verify" || one["policy"] == policy)
        });
        assert_eq!((home["seat"].as_str(), count(&home, counter)), (Some(seat), Some(asked)));
        assert!(asked > 0, "{user} {counter}");
    }
    // Who waits for whom, as everybody sees it.
    let waits = village.ask("ani", &["home"])["waits"].take();
    assert!(of(&waits, &|one| one["asked"] == "signature" && one["count"].as_u64() > Some(1)) == 1, "{waits}");
}
