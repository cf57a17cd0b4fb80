//! The whole job with the keyboard alone, on the real program: its demo, its server, its client.

use std::time::{Duration, Instant};

use super::support::{Pty, Start};

fn demo(home: &std::path::Path) -> Pty {
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_serasi"));
    command.args(["demo", "--home"]);
    command.arg(home);
    Start::of(command).go()
}

impl Pty {
    /// The name in the title line of the preview.
    fn shown(&self) -> String {
        let text = self.text();
        let title = text.lines().find(|line| line.starts_with("── ")).unwrap_or_default();
        let name = title.split('·').nth(1).unwrap_or_default();
        name.split([',', '─']).next().unwrap_or_default().trim().to_owned()
    }

    /// Reads on with a key, at a person's pace, until something is there.
    #[track_caller]
    fn reads_with(&mut self, key: &str, until: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while !self.text().contains(until) {
            assert!(Instant::now() < end, "no {until:?}:\n{}", self.text());
            self.types_calmly(key);
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn logs_in(&mut self, user: &str, seen: &str) {
        self.waits_for("Masuk ke SERASI");
        self.types(user);
        self.types("\rbanyubiru\r");
        self.waits_for("1Beranda");
        self.waits_for(seen);
        self.types(if matches!(user, "ani" | "bambang") { "4" } else { "3" });
    }

    fn changes_to(&mut self, user: &str, seen: &str) {
        self.types_calmly("\x0b");
        self.logs_in(user, seen);
    }

    /// Narrows the list to one name and waits until it is shown.
    fn finds(&mut self, name: &str) {
        self.types_calmly("/");
        self.waits_for("cari:");
        self.types(name);
        self.types("\r");
        self.until(|pty| pty.shown() == name, name);
    }
}

#[test]
fn a_request_goes_from_the_counter_to_a_signed_letter_and_a_letter_is_followed_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut pty = demo(&dir.path().join("demo"));

    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.waits_for("── A-");
    // The first page shows rows before the people in them have arrived.
    pty.until(|pty| !pty.shown().is_empty() && pty.text().contains("NIK "), "the applicant");
    let applicant = pty.shown();
    let text = pty.text();
    let subject = text.lines().find_map(|line| line.strip_prefix("Untuk: "));
    // The letter is about its subject, who need not be the applicant.
    let name = subject.and_then(|line| line.split(',').next()).unwrap_or(&applicant).to_owned();
    pty.reads_with("t", &format!("Diteruskan: {applicant}"));
    pty.types_calmly("2");
    pty.waits_for("v tindak lanjuti");
    pty.waits_for("Urgensi:");
    pty.types_calmly("v");
    pty.types("dihadiri");
    pty.waits_for("dihadiri");
    pty.types_calmly("\r");
    pty.waits_for("Ditindaklanjuti: ");

    pty.changes_to("ani", "Ani Lestari, S.E.");
    pty.waits_for("4TTD:");
    pty.finds(&name);
    pty.waits_for("halaman 1 dari 1");
    pty.reads_with("s", &format!("Paraf diberikan: surat {name}"));

    pty.changes_to("bambang", "Bambang Sutrisno, S.Sos.");
    pty.waits_for("4TTD:");
    pty.finds(&name);
    pty.waits_for("paraf Ani");
    pty.reads_with("s", "Passphrase:");
    pty.types("salah");
    pty.types_calmly("\r");
    pty.waits_for("[TTE-2031]");
    pty.types("rawa pening");
    pty.types_calmly("\r");
    pty.waits_for("1 surat ditandatangani.");
    pty.waits_for("Ditandatangani, nomor ");
    assert!(!pty.text().contains("rawa pening"));
    pty.types("\r");

    pty.changes_to("siti", "Siti Rahayu, Kasi Pelayanan");
    // The login names her too: the queue says that she sits there.
    pty.waits_for("── A-");
    pty.types_calmly("f");
    pty.waits_for("7 semua");
    pty.types_calmly("7");
    pty.waits_for("─ semua: ");
    pty.finds(&applicant);
    pty.waits_for("terbit");
    pty.waits_for("Nomor ");
    pty.types_calmly("q");
    assert_eq!(pty.ends().exit_code(), 0);
    pty.is_restored();
}

#[test]
fn the_desk_changes_hands_in_under_three_seconds_and_shows_nothing_of_the_one_before() {
    let dir = tempfile::tempdir().unwrap();
    let mut pty = demo(&dir.path().join("demo"));
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.changes_to("joko", "Joko Prasetyo");
    pty.waits_for("sinkron ");
    // Both have worked here today: from now on it is only the machine's own time.
    for (user, name) in [("siti", "Siti Rahayu"), ("joko", "Joko Prasetyo"), ("siti", "Siti Rahayu")] {
        let begun = Instant::now();
        pty.changes_to(user, name);
        pty.waits_for("3Mohon:");
        let took = begun.elapsed();
        println!("from Ctrl-K to the counters of {name}: {} ms", took.as_millis());
        assert!(took < Duration::from_secs(3), "{took:?}");
    }
    pty.types_calmly("\x0b");
    pty.waits_for("Masuk ke SERASI");
    assert!(!pty.text().contains("A-0"), "{}", pty.text());
}

#[test]
fn ten_idle_seconds_of_the_real_desk_write_no_byte_and_cost_no_cpu() {
    if !cfg!(target_os = "linux") {
        println!("skipped: /proc is Linux");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut pty = demo(&dir.path().join("demo"));
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.waits_for("NIK ");
    pty.until(|pty| pty.text().lines().next().is_some_and(|line| line.contains("sinkron")), "the first sync");
    let pid = pty.child.process_id().unwrap();
    // Files are still fetched after the first sync; a quiet spell follows.
    let end = Instant::now() + Duration::from_secs(90);
    loop {
        let (bytes, before) = (pty.bytes().len(), super::idle::activity(pid));
        std::thread::sleep(Duration::from_secs(10));
        let after = super::idle::activity(pid);
        println!("{} bytes, {} switches, {} ticks", pty.bytes().len() - bytes, after.0 - before.0, after.1 - before.1);
        if pty.bytes().len() == bytes && after == before {
            return;
        }
        assert!(Instant::now() < end, "the desk is never quiet");
    }
}

#[test]
fn what_a_verb_does_is_shown_by_an_open_desk_without_a_key() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("demo");
    let mut pty = demo(&home);
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.waits_for("NIK ");
    let title = pty.text().lines().find(|line| line.starts_with("── ")).unwrap_or_default().to_owned();
    let queue = title.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_serasi"))
        .args(["request", "claim", &queue, "--json", "--user", "siti", "--home"])
        .arg(&home)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    pty.waits_for("Sedang Anda kerjakan");
    // Who is new here sees three keys until they ask for all.
    pty.types(":mahir\r");
    pty.waits_for("c lepas");
}

/// The counter of the tab, "3Mohon:44".
fn queued(text: &str) -> usize {
    let after = text.split("3Mohon:").nth(1).unwrap_or_default();
    after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

#[test]
fn a_t_held_for_ten_seconds_on_the_real_queue_forwards_one_request() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_serasi"));
    command.args(["demo", "--as", "siti", "--home"]);
    command.arg(dir.path().join("demo"));
    let mut start = Start::of(command);
    // High enough for the whole preview: one key reads and forwards.
    start.rows = 70;
    start.first = Some("3");
    let mut pty = start.go();
    pty.waits_for("NIK ");
    pty.until(|pty| queued(&pty.text()) >= 40 && pty.text().contains("sinkron"), "forty in the queue");
    std::thread::sleep(Duration::from_secs(1));
    let before = queued(&pty.text());
    pty.types("t");
    std::thread::sleep(Duration::from_millis(500));
    for _ in 0..300 {
        pty.types("t");
        std::thread::sleep(Duration::from_millis(33));
    }
    pty.waits_for("t diabaikan");
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(queued(&pty.text()), before - 1, "{}", pty.text());
}

#[test]
fn the_real_desk_ends_on_a_signal_and_keeps_what_was_typed() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("demo");
    let mut pty = demo(&home);
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.waits_for("NIK ");
    pty.types_calmly("e");
    pty.waits_for("Ubah permohonan");
    pty.types("zyx");
    pty.waits_for("zyx");
    pty.signal(rustix::process::Signal::TERM);
    assert_eq!(pty.ends().exit_code(), 143);
    pty.is_restored();

    let mut pty = demo(&home);
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.waits_for("NIK ");
    pty.types_calmly("e");
    pty.waits_for("zyx");
    pty.types("wvu");
    pty.waits_for("zyxwvu");
    pty.signal(rustix::process::Signal::HUP);
    assert_eq!(pty.ends().exit_code(), 129);

    let mut pty = demo(&home);
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.waits_for("NIK ");
    pty.types_calmly("e");
    pty.waits_for("zyxwvu");
}

#[test]
fn a_killed_desk_offers_the_walk_in_it_was_killed_in_again_and_it_becomes_one_request() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("demo");
    let mut pty = demo(&home);
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.until(|pty| pty.text().lines().next().is_some_and(|line| line.contains("sinkron")), "the first sync");
    pty.types_calmly("+");
    pty.waits_for("Permohonan baru");
    pty.types_calmly("slamet");
    pty.waits_for("1 Slamet");
    pty.types_calmly("1");
    pty.waits_for("Surat Pengantar");
    pty.types_calmly("surat");
    pty.types_calmly("\r");
    pty.waits_for("Keperluan");
    pty.types_calmly("mengurus zyx");
    pty.types_calmly("*");
    pty.waits_for("KK asli");
    // Within two seconds of the last key it is kept.
    std::thread::sleep(Duration::from_secs(2));
    pty.signal(rustix::process::Signal::KILL);
    pty.ends();

    let mut pty = demo(&home);
    pty.logs_in("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.until(|pty| pty.text().lines().next().is_some_and(|line| line.contains("sinkron")), "the first sync");
    pty.types_calmly("+");
    pty.waits_for("Ketikan yang belum dikirim:");
    pty.types_calmly("\r");
    pty.waits_for("mengurus zyx");
    pty.waits_for("KK asli");
    pty.types_calmly("\x14");
    pty.waits_for("Tersimpan dengan nomor antrean A-");
    pty.until(|pty| pty.shown().starts_with("Slamet"), "the new request");
    pty.types_calmly("+");
    pty.waits_for("Permohonan baru");
    std::thread::sleep(Duration::from_secs(1));
    assert!(!pty.text().contains("Ketikan yang belum dikirim:"), "{}", pty.text());
}
