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
        self.waits_for(seen);
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
    pty.types("dihadiri\r");
    pty.waits_for("Ditindaklanjuti: ");

    pty.changes_to("ani", "Ani Lestari, S.E.");
    pty.waits_for("4Paraf & TTD:");
    pty.finds(&name);
    pty.waits_for("halaman 1 dari 1");
    pty.reads_with("s", &format!("Paraf diberikan: surat {name}"));

    pty.changes_to("bambang", "Bambang Sutrisno, S.Sos.");
    pty.waits_for("4Paraf & TTD:");
    pty.finds(&name);
    pty.waits_for("paraf Ani");
    pty.reads_with("s", "Passphrase:");
    pty.types("salah\r");
    pty.waits_for("[TTE-2031]");
    pty.types("rawa pening\r");
    pty.waits_for("1 surat ditandatangani.");
    pty.waits_for("Ditandatangani, nomor ");
    assert!(!pty.text().contains("rawa pening"));
    pty.types("\r");

    pty.changes_to("siti", "Siti Rahayu, Kasi Pelayanan");
    pty.types_calmly("f");
    pty.waits_for("Semua permohonan");
    pty.finds(&applicant);
    pty.waits_for("terbit");
    pty.waits_for("Nomor ");
    pty.types_calmly("q");
    assert_eq!(pty.ends().exit_code(), 0);
    pty.is_restored();
}
