//! Texts with arguments in Indonesian.

use super::super::{Age, Message};
use super::words::word;

fn plus(at: Option<&String>) -> String {
    at.map(|at| format!(" {at}")).unwrap_or_default()
}

fn by(who: Option<&String>) -> String {
    who.map(|who| format!(" {who}")).unwrap_or_default()
}

/// The text of a message.
#[allow(clippy::too_many_lines)] // a table
pub fn sentence(message: &Message) -> String {
    match message {
        Message::Plain(plain) => word(*plain).to_owned(),
        Message::Text(text) => text.clone(),
        Message::Age(Age::Minutes(n)) => format!("{n} mnt"),
        Message::Age(Age::Hours(n)) => format!("{n} jam"),
        Message::Age(Age::Days(n)) => format!("{n} hari"),
        Message::Dropped { key } => format!("{key} diabaikan: permohonan berikutnya belum tampil"),
        Message::DroppedLetter { key } => format!("{key} diabaikan: surat berikutnya belum tampil"),
        Message::Synced(at) => format!("sinkron {at}"),
        Message::SyncedOld(at) => format!("belum sinkron sejak {at}!"),
        Message::Offline(since) => format!("luring sejak {since}"),
        Message::Connecting => "menyambung".into(),
        Message::SessionOver => "sesi berakhir, Ctrl-K".into(),
        Message::TooOld => "perbarui SERASI".into(),
        Message::CatchingUp => "mengambil data".into(),
        Message::UnsentCount(n) => format!("{n} belum terkirim"),
        Message::UnreadableCount(n) => format!("{n} perlu SERASI baru"),
        Message::AttentionCount(n) => format!("{n} perlu Anda"),
        Message::OthersUnsent { name, actions } => format!("{name}: {actions} belum terkirim"),
        Message::Lines { from, to, of } => format!("baris {from}-{to}/{of}"),
        Message::TooSmall { width, height } => format!("layar terlalu kecil ({width}×{height})"),
        Message::Forwarded { name, kind } => format!("Diteruskan: {name} ({kind})."),
        Message::ReturnedToApplicant { name } => format!("Dikembalikan kepada {name}."),
        Message::RequestRefused { name } => format!("Ditolak: permohonan {name}."),
        Message::Claimed { name } => format!("Anda mengerjakan permohonan {name}."),
        Message::Released { name } => format!("Dilepas: permohonan {name}."),
        Message::TakenOver { name, from } => {
            format!("Diambil alih dari {from}: permohonan {name}. {from} akan melihatnya.")
        }
        Message::Edited { name } => format!("Tersimpan: permohonan {name}."),
        Message::Resumed { name } => format!("Kembali ke antrean: permohonan {name}."),
        Message::LetterFollowedUp { subject } => format!("Ditindaklanjuti: {subject}."),
        Message::ParafGiven { name } => format!("Paraf diberikan: surat {name}."),
        Message::TaskReturned { name } => format!("Dikembalikan kepada operator: surat {name}."),
        Message::Discarded { about } => format!("Dilepaskan: {about}."),
        Message::Undecided { text } => format!("{text} Menunggu server."),
        Message::SavedAt(at) => format!("Sudah tersimpan pukul {at}."),
        Message::SavedAlways => "Sudah tersimpan; di sini semua tersimpan dengan sendirinya.".into(),
        Message::MarkedRoutine(n) => format!("{n} rutin ditandai. Tekan s untuk melanjutkan."),
        Message::TypedFreely { label, text } => format!("{label} diketik bebas: \"{text}\""),
        Message::TaskSentence { kind, name, age, address, purpose } => {
            let age = age.map(|age| format!(", {age} th")).unwrap_or_default();
            let address = address.as_ref().map(|a| format!(", {a}")).unwrap_or_default();
            let purpose = if purpose.is_empty() { String::new() } else { format!(", keperluan: {purpose}") };
            format!("{kind} untuk {name}{age}{address}{purpose}.")
        }
        Message::Checked { by, at, originals } => {
            let shown = if originals.is_empty() { String::new() } else { format!(" ({} asli)", listed(originals)) };
            format!("Diperiksa {by}{}{shown}", plus(at.as_ref()))
        }
        Message::ParafBy { by, at } => format!("paraf {by}{}", plus(at.as_ref())),
        Message::PageOf { page, of } => format!("halaman {page} dari {of}"),
        Message::Signing { title } => format!("Anda menandatangani sebagai {title}."),
        Message::Paraffing { title } => format!("Anda memberi paraf sebagai {title}."),
        Message::NumberReserved(number) => format!("Nomor {number} sudah milik surat ini."),
        Message::Person { name, age, sex, nik, address } => format!("{name}, {age} th, {sex}, NIK {nik}, {address}"),
        Message::DataFrom { source, date } => format!("data {source}, {date}"),
        Message::WithColleague { name, since } => {
            let since = since.as_ref().map(|at| format!(" sejak {at}")).unwrap_or_default();
            format!("Sedang dikerjakan {name}{since}")
        }
        Message::WithMe => "Sedang Anda kerjakan".into(),
        Message::Missing(label) => format!("{label} kurang"),
        Message::ReasonGiven { by: who, reason } => format!("Alasan{}: {reason}", by(who.as_ref())),
        Message::FollowedUpBy { by: who, note } => {
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            format!("Ditindaklanjuti{}{note}", by(who.as_ref()))
        }
        Message::NumberIs(number) => format!("Nomor {number}"),
        Message::SignCount { count, kinds } => format!("{count} surat: {kinds}."),
        Message::NotIncluded(n) => format!("{n} perlu dilihat tidak ikut."),
        Message::UnopenedCount(n) => format!("Yang belum Anda buka: {n}."),
        Message::Progress { done, of } => format!("{done} dari {of}"),
        Message::BatchOver { signed, not: 0 } => format!("{signed} surat ditandatangani."),
        Message::BatchOver { signed, not } => {
            format!("{signed} surat ditandatangani, {not} tidak. Yang tidak tetap di daftar dengan alasannya.")
        }
        Message::BatchMissing(n) => {
            format!(
                "Jawaban untuk {n} surat belum sampai. Jangan ulangi; hasilnya tampil di daftar setelah sambungan kembali."
            )
        }
        Message::SentToTerminal(text) => format!("{text} dikirim ke terminal. Bila tidak sampai: \":ekspor daftar\"."),
        Message::NoClipboard(text) => {
            format!("{text} tidak disalin: terminal ini tanpa papan klip. Ke berkas: \":ekspor daftar\".")
        }
        Message::ListWritten(path) => format!("Daftar ditulis ke {path}"),
        Message::ListNotWritten(why) => format!("Daftar tidak ditulis: {why}. Periksa ruang dan izin, lalu ulangi."),
        Message::Confirm { title, about } => format!("{title}: {about}. Ketik ya untuk melakukannya"),
        Message::Shown { title, from, to, of } => format!("{title}: {from} sampai {to} dari {of}"),
        Message::DraftTaken(at) => format!("Ketikan Anda pukul {at} dilanjutkan. Ctrl-D membuangnya."),
        Message::DraftKept(at) => format!("Ketikan tersimpan pukul {at}, belum dikirim. Tekan e untuk melanjutkan."),
        Message::DraftWaits => "Ketikan tersimpan, belum dikirim.".into(),
        Message::LeavingUnsent(n) => {
            format!("{n} tindakan Anda belum terkirim; komputer ini tetap mengirimnya saat SERASI terbuka lagi.")
        }
        Message::Why { title, reason } => format!("{title}: {reason}"),
        Message::ItemResting(at) => format!("dikirim pukul {at}"),
        Message::Narrowed(words) => format!("cari: {words} · Esc menghapus"),
        Message::NoLine(text) => format!("Tidak ada baris atau nomor antrean {text}."),
        Message::ActionKind(kind) => action(kind).to_owned(),
        Message::Differs(what) => format!("Yang berbeda: {}.", what.join(", ")),
        Message::RightsAsOf(at) => {
            format!("Terbuka tanpa sambungan. Hak Anda terakhir dipastikan server {at}; kerjakan seperti biasa.")
        }
        Message::LockedIdle(minutes) => {
            format!("Terkunci sendiri setelah {minutes} menit. Yang Anda ketik tersimpan; masuk untuk melanjutkan.")
        }
        Message::Locked(name) => format!("Layar terkunci. Terakhir: {name}."),
    }
}

fn action(kind: &str) -> &str {
    match kind {
        "submit" => "ajukan",
        "edit" => "ubah isian",
        "tick" => "catat persyaratan",
        "note" => "catatan",
        "claim" => "ambil",
        "release" => "lepas",
        "forward" => "teruskan",
        "return_to_applicant" => "kembalikan kepada pemohon",
        "resume" => "pemohon sudah melengkapi",
        "refuse" => "tolak",
        "cancel" => "batalkan",
        "verify" => "paraf",
        "return_task" => "kembalikan kepada operator",
        "follow_up" => "tindak lanjuti",
        "mark_read" => "tanda baca",
        other => other,
    }
}

/// "KTP", "KTP dan KK", "KTP, KK dan Pengantar RT".
fn listed(items: &[String]) -> String {
    match items.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} dan {last}", before.join(", ")),
        _ => items.concat(),
    }
}
