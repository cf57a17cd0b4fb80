//! What verbs say, in Indonesian.

use super::super::Said;

/// The sentence.
pub fn said(said: &Said) -> String {
    match said {
        Said::NotLoggedIn => {
            "Belum masuk di sini. Yang belum terkirim tetap tersimpan. Jalankan serasi login URL --user NAMA.".into()
        }
        Said::NotAKeymap(file) => format!("{file} bukan berkas tombol. Sebutkan berkas lain dengan --keymap."),
        Said::NothingCame => "Waktu tunggu habis, tidak ada yang datang. Jalankan lagi untuk terus menunggu.".into(),
        Said::UserNeeded => "Nama akun belum disebut. Ulangi dengan --user NAMA.".into(),
        Said::PasswordOnStdin => "Kata sandi dibaca dari masukan standar. Ulangi dengan --password-stdin, misalnya: \
             serasi login … --password-stdin < berkas."
            .into(),
        Said::PassphraseOnStdin => {
            "Passphrase dibaca dari masukan standar. Ulangi dengan --passphrase-stdin. Tidak ada yang ditandatangani."
                .into()
        }
        Said::NothingOnStdin => {
            "Masukan standar kosong. Tidak ada yang dilakukan. Ketik satu baris, lalu Enter.".into()
        }
        Said::ReasonNeeded => "Alasan belum ada. Tidak ada yang berubah. Ulangi dengan --reason \"…\".".into(),
        Said::MineOrTheirs(what) => {
            format!("\"{what}\" tidak jelas. Tidak ada yang berubah. Tulis isian=mine atau isian=theirs.")
        }
        Said::NoSuch(what) => {
            format!("Tidak ada \"{what}\" di perangkat ini. Jalankan serasi sync, lalu lihat daftarnya.")
        }
        Said::Several { what, count } => {
            format!("\"{what}\" cocok dengan {count} data. Tidak ada yang berubah. Ketik lebih lengkap.")
        }
        Said::File { file, error } => format!("Berkas {file} tidak dapat dibuka: {error}. Periksa nama dan izinnya."),
        Said::Unlocked { name } => format!("Kunci dibuka: surat {name} menunggu tanda tangan lagi, nomornya tetap."),
        Said::LoggedIn { name, position } => format!("Masuk sebagai {name} ({position})."),
        Said::Applied => "Diterima server.".into(),
        Said::CounterLetter(letter) => format!("Nomor antrean komputer ini diawali huruf {letter}."),
        Said::NotALetter(what) => format!("\"{what}\" bukan satu huruf. Sebutkan satu huruf dari A sampai Z."),
        Said::NoField { what, known } => {
            format!("Tidak ada \"{what}\". Tidak ada yang dibuat. Sebutkan salah satu: {}.", known.join(", "))
        }
        Said::NotAPair(what) => {
            format!("\"{what}\" belum terbaca. Tidak ada yang dibuat. Tulis seperti purpose=\"melamar pekerjaan\".")
        }
        Said::NotUnderstood(label) => {
            format!("Isian \"{label}\" belum terbaca. Tidak ada yang dibuat. Tulis seperti 20/11 atau 1,5jt.")
        }
        Said::SameLetter { name, number } => {
            format!(
                "Surat yang sama untuk {name} dibuat kurang dari tujuh hari lalu ({number}). Belum dibuat lagi. Sebutkan alasannya dengan --reason."
            )
        }
        Said::PinSet => "PIN terpasang di komputer ini. Masuk dengan nama dan PIN; kata sandi tetap berlaku.".into(),
        Said::ForOnePerson => {
            "--for hanya berlaku untuk satu --person. Hapus --for, atau jalankan sendiri untuk tiap orang.".into()
        }
        Said::PinForgotten => "PIN dihapus dari komputer ini. Masuk dengan kata sandi.".into(),
        Said::Queued => {
            "Tersimpan, belum terkirim. Terkirim sendiri begitu tersambung, atau dengan serasi sync.".into()
        }
        Said::Conflict(differs) if differs.is_empty() => {
            "Data ini sudah berubah di server. Tindakan Anda tersimpan dan belum dipakai. Baca lagi, lalu ulangi."
                .into()
        }
        Said::Conflict(differs) => format!(
            "Yang Anda lihat berbeda dari data server: {}. Tindakan Anda belum dipakai. Baca lagi, lalu ulangi.",
            differs.join(", ")
        ),
        Said::Blocked => {
            "Tindakan sebelumnya pada data ini tidak diterima, jadi yang ini juga belum. Lihat layar Sinkronisasi."
                .into()
        }
        Said::Quarantined => "Server tidak dapat membaca tindakan ini. Tidak ada yang hilang. Hubungi {telp}.".into(),
        Said::Nothing => "Tidak ada.".into(),
        Said::Written(file) => format!("Ditulis ke {file}."),
        Said::SignedCount { signed, not, missing } => {
            let missing = if *missing > 0 { format!(", {missing} belum diketahui") } else { String::new() };
            format!("{signed} surat ditandatangani, {not} tidak{missing}.")
        }
        Said::NoServerHere => {
            "Program ini dibuat tanpa server, jadi tidak dapat menjalankan contoh. Pasang SERASI yang lengkap.".into()
        }
        Said::NoTerminal => {
            "Meja kerja perlu terminal. Untuk skrip, pakai perintah seperti serasi requests --json.".into()
        }
        Said::DemoPrepares => "Menyiapkan contoh Desa Banyubiru…".into(),
        Said::DemoStarts => "Menjalankan server contoh…".into(),
        Said::DemoRuns(url) => format!("Server contoh berjalan di {url}. Ctrl-C mengakhiri."),
        Said::DemoBusy => "Contoh ini sedang dipakai, jadi tidak dikosongkan. Tutup yang lain, lalu ulangi.".into(),
        Said::DemoForeign(home) => {
            format!("{home} bukan rumah contoh: isinya tidak disentuh. Pilih folder lain dengan --home.")
        }
        Said::DemoOtherSeed(seed) => {
            format!("Contoh di sini dibuat dengan --seed {seed}. Kosongkan dengan --reset, atau pakai --home lain.")
        }
        Said::DemoFailed { log } => format!("Server contoh tidak berjalan. Baca sebabnya di {log}."),
        Said::DemoNobody { name, known } => format!("Tidak ada akun \"{name}\" di contoh ini. Pilih dari: {known}."),
    }
}
