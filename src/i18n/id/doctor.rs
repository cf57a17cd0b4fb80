//! What an examination found, in Indonesian.

use super::super::{Lang, apart, long_moment};
use crate::desk::{DeskFile, Finding, Grade};
use crate::domain::stream::StreamId;

fn file(file: DeskFile) -> &'static str {
    match file {
        DeskFile::Outbox => "Berkas pekerjaan (outbox.db)",
        DeskFile::Cache => "Data di komputer ini (cache.db)",
    }
}

fn stream(stream: StreamId) -> &'static str {
    match stream {
        StreamId::Reference => "data rujukan",
        StreamId::Office(_) => "data kantor",
        StreamId::OfficeLog(_) => "catatan kantor",
        StreamId::Person(_) => "data pribadi",
    }
}

/// The sentence: what was found, and what to do about it.
#[allow(clippy::too_many_lines)] // a table
pub fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Home { path } => format!("Rumah data {path} ada dan hanya dapat dibaca Anda."),
        Finding::NoHome { path } => format!("Belum ada rumah data di {path}. Jalankan serasi, lalu masuk."),
        Finding::OpenToOthers { path } => {
            format!("{path} dapat dibaca orang lain di komputer ini. Jalankan: chmod -R go= {path}")
        }
        Finding::HomeUnusable { path, what } => {
            format!("{path} tidak dapat dipakai ({what}). Tidak ada yang berubah. Hubungi {{telp}}.")
        }
        Finding::Space { megabytes } => match finding.grade() {
            Grade::Good => format!("Ruang simpan cukup: {megabytes} MB."),
            Grade::Look => format!("Ruang simpan tinggal {megabytes} MB. Kosongkan sebagian sebelum penuh."),
            Grade::Bad => format!(
                "Ruang simpan tinggal {megabytes} MB. Pekerjaan Anda aman. Kosongkan sebagian sekarang, atau hubungi {{telp}}."
            ),
        },
        Finding::Sound { file: which } => format!("{} utuh.", file(*which)),
        Finding::Missing { file: which } => {
            format!("{} belum ada. Jalankan serasi sync untuk membuatnya.", file(*which))
        }
        Finding::Damaged { file: DeskFile::Outbox, what } => format!(
            "{} rusak ({what}). Jangan hapus, jangan lanjutkan bekerja di komputer ini. Hubungi {{telp}}.",
            file(DeskFile::Outbox)
        ),
        Finding::Damaged { file: which, .. } => format!(
            "{} rusak. Tidak ada yang hilang: disusun lagi dari server. Buka serasi saat tersambung.",
            file(*which)
        ),
        Finding::Newer { file: which } => format!("{} ditulis SERASI yang lebih baru. Perbarui SERASI.", file(*which)),
        Finding::Outbox { unsent: 0, attention: 0 } => "Semua pekerjaan sudah terkirim.".into(),
        Finding::Outbox { unsent, attention: 0 } => {
            format!("{unsent} tindakan belum terkirim; terkirim sendiri begitu tersambung.")
        }
        Finding::Outbox { unsent, attention } => {
            format!("{unsent} tindakan belum terkirim, {attention} perlu Anda. Buka layar Sinkronisasi (tekan 9).")
        }
        Finding::Unreadable { records } => {
            format!("{records} data ditulis SERASI yang lebih baru dan belum dapat dibuka di sini. Perbarui SERASI.")
        }
        Finding::Others { name, actions } => {
            format!(
                "{actions} tindakan {name} belum terkirim dari komputer ini. Minta {name} masuk bila tidak terkirim sendiri."
            )
        }
        Finding::Nobody => "Belum ada yang masuk di sini dengan nama itu. Jalankan serasi, lalu masuk.".into(),
        Finding::Person { name, account } => format!("Diperiksa untuk {name} ({account})."),
        Finding::Session { until } => {
            format!("Sesi berlaku sampai {}.", long_moment(Lang::Id, *until))
        }
        Finding::SessionOver => {
            "Sesi sudah berakhir. Pekerjaan Anda tersimpan. Buka serasi, lalu masuk lagi untuk mengirimnya.".into()
        }
        Finding::Server { name, address, version, milliseconds } => {
            let version = if version.is_empty() { String::new() } else { format!(", SERASI {version}") };
            format!("Server {name} menjawab dari {address} dalam {milliseconds} md{version}.")
        }
        Finding::Away { address } => format!(
            "Server {address} tidak menjawab. Anda dapat terus bekerja. Periksa kabel atau WiFi; bila internet lain jalan, hubungi {{telp}}."
        ),
        Finding::Strange { address } => {
            format!("{address} menjawab, tetapi bukan sebagai server SERASI. Periksa alamatnya, atau hubungi {{telp}}.")
        }
        Finding::OtherServer { address } => format!(
            "{address} sekarang server lain daripada tempat Anda masuk. Tidak ada yang dikirim ke sana. Hubungi {{telp}}."
        ),
        Finding::TooOld => "Program ini terlalu lama untuk server. Pekerjaan Anda tersimpan. Perbarui SERASI.".into(),
        Finding::Clock { seconds } => match finding.grade() {
            Grade::Good => "Jam komputer cocok dengan server.".into(),
            _ => format!(
                "Jam komputer ini berbeda {} dari server. Tanggal surat memakai jam server. Betulkan jam: timedatectl set-ntp true",
                apart(Lang::Id, *seconds)
            ),
        },
        Finding::Same { stream: which, records } => {
            format!("Data {} di sini sama dengan server: {records} data.", stream(*which))
        }
        Finding::Differs { stream: which, here, there } => format!(
            "Data {} di sini berbeda dari server: {here}, di sana {there}. Pekerjaan Anda aman. Jalankan serasi sync; bila tetap, hubungi {{telp}}.",
            stream(*which)
        ),
        Finding::Behind { stream: which, changes } => {
            format!("Data {} di sini tertinggal {changes} perubahan. Jalankan serasi sync.", stream(*which))
        }
        Finding::BeginsAgain { stream: which } => format!(
            "Data {} di sini akan disusun ulang dari server. Tidak ada yang hilang. Jalankan serasi sync.",
            stream(*which)
        ),
        Finding::NotCompared => {
            "Data di komputer ini belum dibandingkan dengan server. Ulangi serasi doctor setelah tersambung dan masuk."
                .into()
        }
        Finding::Terminal { term, width, height } => format!("Terminal {term}, jendela {width} kali {height}."),
        Finding::SmallWindow { width, height } => {
            format!("Jendela {width} kali {height} terlalu kecil. Besarkan menjadi sedikitnya 40 kali 10.")
        }
        Finding::NoTerminal => "Keluaran bukan terminal, jadi ukuran dan warna tidak diperiksa.".into(),
        Finding::Dumb => {
            "TERM tidak disebut atau \"dumb\", jadi layar tidak dapat digambar. Pakai terminal lain.".into()
        }
        Finding::Utf8 => "Terminal memakai UTF-8: semua huruf dan garis dapat tampil.".into(),
        Finding::NoUtf8 { locale } => format!(
            "Bahasa terminal \"{locale}\" tanpa UTF-8: garis digambar dengan ASCII. Untuk garis utuh jalankan: export LANG=C.UTF-8"
        ),
        Finding::Colours => "Warna dipakai.".into(),
        Finding::NoColours => "Warna dimatikan (NO_COLOR atau --mono); tanda dan kata tetap lengkap.".into(),
        Finding::Ssh => "Sambungan lewat SSH: daftar dan isi bersusun, layar digambar hemat.".into(),
        Finding::Signs { signs } => {
            format!("Tanda di layar: {signs}  Bila ada yang tampil sebagai kotak atau tanda tanya, pakai --ascii.")
        }
    }
}
