//! What went wrong, in Indonesian: what happened, what did not, what to do now.

use super::super::{Lang, Word, clock, long_day};
use super::sentences::action;
use super::words::word;
use crate::desk::DeskError;
use crate::domain::office::Role;
use crate::domain::refusal::Refusal;
use crate::wire::problem::Code;
use crate::wire::signatures::SignOutcome;

fn role(role: Role) -> &'static str {
    word(match role {
        Role::Operator => Word::RoleOperator,
        Role::Verifier => Word::RoleVerifier,
        Role::Signer => Word::RoleSigner,
        Role::Admin => Word::RoleAdmin,
    })
}

/// The rules said no.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => "Data tidak ada di kantor ini. Tidak ada yang berubah. Kembali ke daftar dan pilih lagi.".into(),
        Refusal::ServerOnly => "Hanya server yang boleh melakukannya. Tidak ada yang berubah. Hubungi admin kantor.".into(),
        Refusal::NotAllowed { role: needed } => format!(
            "Jabatan Anda tidak termasuk {}. Tidak ada yang berubah. Minta rekan yang berwenang, atau admin kantor untuk mengatur.",
            role(*needed)
        ),
        Refusal::ClaimedBy { name, since } => {
            let since = since.map(|at| format!(" sejak {}", clock(at))).unwrap_or_default();
            format!("Sedang dikerjakan {name}{since}. Tidak ada yang berubah. Tekan c untuk mengambil alih.")
        }
        Refusal::WrongState { .. } => {
            "Tidak dapat dilakukan pada tahap ini. Tidak ada yang berubah. Baca keadaannya sekarang di daftar.".into()
        }
        Refusal::NotAnOperator { name } => {
            format!("{name} bukan operator kantor ini. Permohonan belum dialihkan. Tekan c untuk memilih rekan lain.")
        }
        Refusal::ReceiverMissing => {
            "Nama penerima masih kosong. Penyerahan belum dicatat. Ketik namanya, lalu tekan Enter.".into()
        }
        Refusal::NotYourTask { name } => {
            format!("Ini tugas {name}, bukan tugas Anda. Tidak ada yang berubah. Minta {name} melakukannya.")
        }
        Refusal::ReasonMissing => "Alasan masih kosong. Belum dikirim. Tulis alasannya, lalu tekan Enter.".into(),
        Refusal::FieldMissing { label } => {
            format!("Isian \"{label}\" masih kosong. Belum diteruskan. Tekan e untuk mengisi.")
        }
        Refusal::RequirementMissing { label } => format!(
            "Syarat \"{label}\" belum ditunjukkan. Belum diteruskan. Tekan e untuk mencatat, atau r untuk mengembalikan."
        ),
        Refusal::ResidentDead { name, since } => {
            let since = since.map(|day| format!(" {}", long_day(Lang::Id, day))).unwrap_or_default();
            format!("{name} tercatat meninggal{since}. Surat tidak dibuat. Tekan x untuk menolak; data keliru: hubungi Disdukcapil.")
        }
        Refusal::ResidentGone { name } => {
            format!("{name} tercatat pindah atau hilang. Surat tidak dibuat. Tekan x untuk menolak, atau betulkan datanya dahulu.")
        }
        Refusal::NobodyHolds { role: needed } => format!(
            "Tidak ada {} yang menjabat pada tanggal surat. Belum diteruskan. Minta admin kantor mengisi jabatan.",
            role(*needed)
        ),
        Refusal::DateOff { day, today } => format!(
            "Jam komputer ini {}, server {}. Belum diteruskan. Betulkan tanggal komputer, lalu ulangi.",
            long_day(Lang::Id, *day),
            long_day(Lang::Id, *today)
        ),
        Refusal::InkOnly => {
            "Surat ini ditandatangani basah menurut aturan kabupaten. Tidak ada yang ditandatangani. Cetak dan tanda tangani dengan pena.".into()
        }
        Refusal::BadData { what } => {
            format!("Isian {what} tidak dapat dipakai. Tidak ada yang berubah. Tekan e untuk memperbaiki, lalu ulangi.")
        }
        Refusal::InDoubt => {
            "Belum pasti apakah surat ini sudah ditandatangani. Jangan ulangi. Surat dikunci; hubungi admin kantor untuk memeriksa.".into()
        }
        Refusal::SecondPersonNeeded => {
            "Mencoba lagi perlu persetujuan orang kedua. Belum ada yang berubah. Minta rekan masuk dan menyetujui.".into()
        }
        Refusal::EvidenceMissing => {
            "Bukti belum ditulis. Belum ada yang berubah. Tulis nomor rujukan atau siapa yang ditelepon, lalu ulangi.".into()
        }
        Refusal::AlreadyWith { name } => {
            format!("Surat ini sudah di tangan {name}. Tidak ditarik kembali. Minta {name} mengembalikannya.")
        }
        Refusal::NotUndoable { kind } => format!(
            "Yang terakhir ({}) sudah tercatat dan tidak dapat diurungkan. Tidak ada yang berubah. Minta yang menerimanya mengembalikan, atau hubungi admin kantor.",
            action(kind)
        ),
    }
}

/// The desk could not do it.
pub fn failure(error: &DeskError) -> String {
    match error {
        DeskError::Refused(why) => refusal(why),
        DeskError::Changed => "Datanya berubah sejak ditampilkan. Belum dilakukan. Baca lagi, lalu ulangi.".into(),
        DeskError::Offline => {
            "Server tidak dapat dihubungi, jadi ini belum dilakukan. Tidak ada yang hilang. Coba lagi setelah sambungan kembali.".into()
        }
        DeskError::LoggedOut => {
            "Sesi Anda sudah berakhir. Yang Anda ketik tersimpan. Tekan Ctrl-K, lalu masuk lagi untuk melanjutkan.".into()
        }
        DeskError::WrongPassword => {
            "Nama atau kata sandi salah. Anda belum masuk. Ketik lagi; lupa kata sandi: minta admin kantor mengatur ulang.".into()
        }
        DeskError::NothingToUndo => {
            "Tidak ada yang dapat diurungkan atau dilakukan lagi. Tidak ada yang berubah. Baca daftarnya, lalu perbaiki langsung pada data itu.".into()
        }
        DeskError::BadAddress => {
            "Alamat server itu tidak dapat dipakai. Anda belum masuk. Ketik seperti https://serasi.semarangkab.go.id, lalu ulangi.".into()
        }
        DeskError::BadPin => {
            "PIN itu terlalu mudah ditebak, jadi belum dipasang. Ketik 6 sampai 12 angka yang tidak berurutan.".into()
        }
        DeskError::TooMany => {
            "Terlalu banyak surat untuk sekali tanda tangan. Belum ada yang ditandatangani. Tandai paling banyak 100, lalu ulangi.".into()
        }
        DeskError::NotHere => "Data itu belum diterima komputer ini. Tidak ada yang berubah. Tunggu sinkronisasi, lalu ulangi.".into(),
        DeskError::TypingThere => {
            "Permohonan ini sudah punya ketikan lain. Tidak ada yang diubah. Tekan e pada permohonannya, selesaikan yang itu, lalu ulangi.".into()
        }
        DeskError::TooNew => "Data itu ditulis SERASI yang lebih baru. Data tersimpan utuh, tetapi belum dapat dibuka di sini. Perbarui SERASI, lalu ulangi.".into(),
        DeskError::Storage(_) => {
            "Penyimpanan komputer ini tidak dapat dipakai, tindakan terakhir belum tersimpan. Periksa ruang disk, lalu hubungi {telp}.".into()
        }
        DeskError::Server(_) => {
            "Server menjawab tidak seperti biasa. Pekerjaan Anda tetap tersimpan. Ulangi sebentar lagi; bila tetap, hubungi {telp}.".into()
        }
    }
}

/// One letter of a batch.
pub fn outcome(outcome: &SignOutcome) -> String {
    match outcome {
        SignOutcome::Signed { number, .. } => format!("Ditandatangani, nomor {number}."),
        SignOutcome::Refused { refusal: why } => refusal(why),
        SignOutcome::Conflict => "Surat berubah sejak Anda baca. Belum ditandatangani. Baca lagi, lalu tekan s.".into(),
        SignOutcome::Failed { code } => service(code),
        SignOutcome::InDoubt => {
            "Belum pasti apakah surat ini sudah ditandatangani: jawaban layanan tidak sampai. Jangan ulangi. Surat dikunci; hubungi admin kantor.".into()
        }
        SignOutcome::NotPrepared { .. } => {
            "Surat tidak dapat disiapkan. Belum ditandatangani, nomornya tetap milik surat ini. Tekan s untuk mencoba lagi, atau hubungi {telp}.".into()
        }
        SignOutcome::Stopped => "Dihentikan sebelum surat ini. Belum ditandatangani; tekan s untuk melanjutkan.".into(),
    }
}

fn service(code: &str) -> String {
    match code {
        "2031" => {
            "Passphrase salah. Tidak ada surat yang ditandatangani. Ketik lagi; setelah tiga kali salah, tunggu lima menit. Lupa: hubungi {telp}.".into()
        }
        "2011" => "NIK Anda belum terdaftar di BSrE, jadi surat belum ditandatangani. Minta {telp} mendaftarkannya.".into(),
        "1110" | "1111" | "expired" => {
            "Sertifikat Anda belum ada atau sudah berakhir. Surat belum ditandatangani dan tetap menunggu. Hubungi {telp}.".into()
        }
        "unavailable" => {
            "Layanan tanda tangan tidak dapat dihubungi. Surat tetap menunggu, tidak ada yang hilang. Coba lagi sebentar lagi dengan s.".into()
        }
        _ => "Layanan tanda tangan menolak surat ini. Belum ditandatangani dan tetap menunggu. Sebutkan kode ini kepada {telp}.".into(),
    }
}

/// A route could not do it.
pub fn problem(code: Code) -> (String, &'static str) {
    let (text, code) = match code {
        Code::LoggedOut => return (failure(&DeskError::LoggedOut), "logged_out"),
        Code::WrongPassword => return (failure(&DeskError::WrongPassword), "wrong_password"),
        Code::NotFound => return (refusal(&Refusal::NotFound), "not_found"),
        Code::BadRequest => (
            "Server tidak dapat membaca permintaan ini. Tidak ada yang berubah. Perbarui SERASI, lalu ulangi.",
            "bad_request",
        ),
        Code::TooLarge => (
            "Terlalu besar untuk dikirim. Tidak ada yang berubah. Kecilkan berkasnya (paling besar 10 MB), lalu ulangi.",
            "too_large",
        ),
        Code::WrongHash => (
            "Berkas rusak dalam pengiriman dan tidak disimpan server. Berkas di sini utuh. Ulangi pengiriman.",
            "wrong_hash",
        ),
        Code::Upgrade => (
            "Program ini terlalu lama untuk server. Pekerjaan Anda tersimpan dan belum terkirim. Perbarui SERASI, lalu buka lagi.",
            "upgrade",
        ),
        Code::TooOften => ("Terlalu sering mencoba. Belum dilakukan. Tunggu lima menit, lalu coba lagi.", "too_often"),
        Code::Unavailable => {
            ("Server sedang sibuk atau dimatikan. Pekerjaan Anda tersimpan. Coba lagi sebentar lagi.", "unavailable")
        }
        Code::Internal => (
            "Ada kesalahan di server, bukan pada Anda. Pekerjaan Anda tersimpan. Coba lagi; bila tetap, hubungi {telp}.",
            "internal",
        ),
    };
    (text.into(), code)
}
