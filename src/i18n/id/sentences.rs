//! Texts with arguments in Indonesian.

use super::super::{Age, Lang, Message, Word, together};
use super::words::word;
use crate::domain::counters::Counter;
use crate::domain::money::in_words;
use crate::domain::turnaround::Turnaround;

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
        Message::SyncedOld(at) => format!("belum sinkron sejak {at}"),
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
        Message::RequestCancelled { name } => format!("Dibatalkan pemohon: permohonan {name}."),
        Message::HandedOver { name } => format!("Diserahkan: surat {name}."),
        Message::HandedOverHow { way, to, receiver, at, by: who } => {
            let receiver = receiver.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            let who = who.as_ref().map(|who| format!(" oleh {who}")).unwrap_or_default();
            format!("Diserahkan{}{who}: {}{receiver}, {}", plus(at.as_ref()), word(*to), word(*way))
        }
        Message::ToldApplicant { name } => format!("Dicatat: {name} sudah diberi tahu."),
        Message::ToldHow { how, at, by } => format!("Diberi tahu{} oleh {by}: {}", plus(at.as_ref()), word(*how)),
        Message::ReadByApplicant { name } => format!("Dicatat: dibaca {name}."),
        Message::PassedOn { name, to } => format!("Dialihkan ke {to}: permohonan {name}. {to} akan melihatnya."),
        Message::PassedView { from, to, taken, at, note } => {
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            let at = plus(at.as_ref());
            if *taken {
                format!("Diambil alih {to} dari {from}{at}{note}")
            } else {
                format!("Dialihkan {from} ke {to}{at}{note}")
            }
        }
        Message::Notice { by, about, taken, at, note, more } => {
            let did = if *taken { "mengambil alih" } else { "mengalihkan kepada Anda" };
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            let more = if *more > 0 { format!(" Dan {more} lagi: f 1.") } else { String::new() };
            format!("{by} {did} {about} pukul {at}{note}.{more}")
        }
        Message::PassOnTo(name) => format!("alihkan ke {name}"),
        Message::PassedOnMany { count, to } => format!("{count} permohonan dialihkan ke {to}."),
        Message::NotAll { text, refused } => format!("{text} {refused} tidak dapat; lihat f 1."),
        Message::TimeLeft(age) => format!("sisa {}", sentence(&Message::Age(*age))),
        Message::TimeOver(age) => format!("lewat {}", sentence(&Message::Age(*age))),
        Message::Listed { list, count } => format!("{}: {count}", word(*list)),
        Message::ShiftCount { moves, stays: 0 } => format!("{moves} permohonan akan dialihkan."),
        Message::ShiftCount { moves, stays } => {
            format!("{moves} permohonan akan dialihkan; {stays} menunggu orang lain dan tetap.")
        }
        Message::Edited { name } => format!("Tersimpan: permohonan {name}."),
        Message::Resumed { name } => format!("Kembali ke antrean: permohonan {name}."),
        Message::LetterFollowedUp { subject } => format!("Ditindaklanjuti: {subject}."),
        Message::ParafGiven { name } => format!("Paraf diberikan: surat {name}."),
        Message::TaskReturned { name } => format!("Dikembalikan kepada operator: surat {name}."),
        Message::Discarded { about } => format!("Dilepaskan: {about}."),
        Message::DiscardedDraft { about } => {
            format!("Dilepaskan: {about}. Ketikan Anda jadi konsep: tekan e pada permohonannya.")
        }
        Message::MineAgain { about } => format!("Dikirim lagi di atas milik mereka: {about}."),
        Message::MergedSent { about } => format!("Gabungan dikirim: {about}."),
        Message::MineNoted { about } => format!("Jadi catatan: {about}. Isian milik mereka tetap."),
        Message::TakenUp { about } => format!("Jadi ketikan lagi: {about}. Tekan e pada permohonannya."),
        Message::UnsentSince { count, at } => format!("{count} belum terkirim sejak {at}"),
        Message::AsideLeft(n) => {
            format!("{n} tindakan di belakangnya tidak ikut: baca lagi di layarnya, lalu putuskan.")
        }
        Message::NothingToSend => "Tidak ada yang perlu dikirim: isinya sudah sama.".into(),
        Message::ExportWritten(files) => format!("Ditulis, hanya untuk Anda: {files}"),
        Message::DeviceRevoked { name } => {
            format!("Sesi Anda di {name} diakhiri. Yang belum terkirim di sana tetap di sana.")
        }
        Message::RevokeWhat { name } => {
            format!(
                "Akhiri semua sesi Anda di {name}? Di sana harus masuk lagi dengan kata sandi. Tidak ada yang terhapus."
            )
        }
        Message::TheirsBy { name, at } => {
            let by = [name.as_deref(), at.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
            if by.is_empty() { "Milik mereka".into() } else { format!("Milik mereka ({by})") }
        }
        Message::MineAt(at) => format!("Milik saya ({at})"),
        Message::TakesOver { name } => {
            format!("Sedang dikerjakan {name}. Mengirim milik Anda mengambil alih darinya; {name} akan diberi tahu.")
        }
        Message::BehindCount(n) => format!("+{n} di belakangnya"),
        Message::DeviceSeen(at) => format!("terakhir terlihat sekitar {at}"),
        Message::DeviceSynced(at) => format!("sinkron {at}"),
        Message::DeviceId(id) => format!("kode {id}"),
        Message::OthersWait { name, actions } => format!("{name}: {actions} tindakan belum terkirim dari komputer ini"),
        Message::TroubleTimes { what, times: 1, last, .. } => format!("{last}  {what}"),
        Message::TroubleTimes { what, times, first, last } => format!("{first} sampai {last}  {what} ({times} kali)"),
        Message::SettledHow { way, at, reason } if reason.is_empty() => format!("{way} {at}"),
        Message::SettledHow { way, at, reason } => format!("{way} {at}: {reason}"),
        Message::Undecided { text } => format!("{text} Menunggu server."),
        Message::SavedAt(at) => format!("Sudah tersimpan pukul {at}."),
        Message::SavedAlways => "Sudah tersimpan; di sini semua tersimpan dengan sendirinya.".into(),
        Message::MarkedRoutine(n) => format!("{n} rutin ditandai. Tekan s untuk melanjutkan."),
        Message::TypedFreely { label, text } => format!("{label} diketik bebas: \"{text}\""),
        Message::TaskSentence { kind, name, age, address, purpose } => {
            let age = age.map(|age| format!(", {age} th")).unwrap_or_default();
            let address = address.as_ref().map(|a| format!(", {a}")).unwrap_or_default();
            let purpose = match purpose.trim() {
                "" => String::new(),
                purpose if begins_with(purpose, "untuk ") => format!(", {purpose}"),
                purpose => format!(", untuk {purpose}"),
            };
            format!("{kind} untuk {name}{age}{address}{purpose}.")
        }
        Message::Checked { by, at, originals, copies } => {
            let of = |what: &[String], how| (!what.is_empty()).then(|| format!("{} {how}", listed(what)));
            let shown = [of(originals, "asli"), of(copies, "fotokopi")].into_iter().flatten().collect::<Vec<_>>();
            let shown = if shown.is_empty() { String::new() } else { format!(" ({})", shown.join(", ")) };
            format!("Diperiksa {by}{}{shown}", plus(at.as_ref()))
        }
        Message::ConfirmedByRt(text) => format!("pengantar RT {text}"),
        Message::ParafBy { by, at } => format!("paraf {by}{}", plus(at.as_ref())),
        Message::PageOf { page, of } => format!("halaman {page} dari {of}"),
        Message::Signing { title, until } => format!("Anda menandatangani sebagai {title}{}.", ends(until.as_ref())),
        Message::Paraffing { title, until } => format!("Anda memberi paraf sebagai {title}{}.", ends(until.as_ref())),
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
        Message::Submitted { queue, name, kind } => format!("Tersimpan dengan nomor antrean {queue}: {name} ({kind})."),
        Message::MadeTogether { count: 0, left_out, .. } => {
            format!("Tidak ada permohonan yang dibuat: {}.", together::first_named(Lang::Id, left_out))
        }
        Message::MadeTogether { count, kind, numbers, left_out } => {
            let numbers = together::numbers("sampai", numbers);
            let made = format!("{count} permohonan tersimpan dengan nomor antrean {numbers} ({kind}).");
            match left_out.len() {
                0 => made,
                n => format!("{made} {n} tidak dibuat: {}.", together::first_named(Lang::Id, left_out)),
            }
        }
        Message::ForAll { count, names } if names.is_empty() => format!("{count} orang"),
        Message::ForAll { count, names } => format!("{count} orang: {}", names.join(", ")),
        Message::LeftOut(people) => format!("Tidak dibuat: {}.", together::named(Lang::Id, people)),
        Message::RepeatedTogether(people) => {
            format!("Surat yang sama sudah diminta dalam tujuh hari: {}.", together::named(Lang::Id, people))
        }
        Message::ResidentsMarked(n) => format!("{n} orang ditandai. + membuat surat yang sama untuk semuanya."),
        Message::NewCard(number) => {
            format!("Kartu {number} belum dikenal. Ketik nama pemiliknya, atau tekan Enter lalu ketik NIK-nya.")
        }
        Message::WhoseCard(number) => format!("Kartu {number} milik siapa?"),
        Message::CardRemembered { name } => format!("Kartu ini diingat sebagai milik {name}."),
        Message::PersonLine { age, position, address, nik } => format!("{age} th, {position}, {address}, {nik}"),
        Message::DraftResumed(age) => {
            format!("Ketikan {} lalu dilanjutkan. Ctrl-D membuangnya.", sentence(&Message::Age(*age)))
        }
        Message::WalkinKept(at) => {
            format!("Ketikan tersimpan pukul {at}, belum dikirim. Tekan + untuk melanjutkan.")
        }
        Message::Unclear(label) => format!("Belum disimpan: isian \"{label}\" belum terbaca. Ketik lagi."),
        Message::UnderstoodDay(day) => format!("= {day}"),
        Message::UnderstoodMoney { amount, words } => format!("= Rp {amount} ({words} rupiah)"),
        Message::Repeated { name, days, number } => {
            let number = number.as_ref().map(|number| format!(" (No. {number})")).unwrap_or_default();
            let given = if number.is_empty() { "diminta untuk" } else { "diberikan kepada" };
            let when = match days {
                0 => "hari ini".to_owned(),
                1 => "kemarin".to_owned(),
                days => format!("{} hari lalu", in_words(days.unsigned_abs())),
            };
            format!("Surat yang sama sudah {given} {name} {when}{number}.")
        }
        Message::MadeAgain(why) => format!("Dibuat lagi: {why}"),
        Message::LeavingUnsent(n) => {
            format!("{n} tindakan Anda belum terkirim; komputer ini tetap mengirimnya saat SERASI terbuka lagi.")
        }
        Message::Why { title, reason } => format!("{title}: {reason}"),
        Message::OnScreens(names) => format!("Ada di layar {}.", names.join(", ")),
        Message::Faster(key) => format!("lebih cepat: {key}"),
        Message::ReadThenPress { row, key } => format!("{row} terpilih. Baca isinya, lalu tekan {key}."),
        Message::ItemResting(at) => format!("dikirim pukul {at}"),
        Message::Narrowed(words) => format!("cari: {words} · Esc menghapus"),
        Message::NoLine(text) => format!("Tidak ada baris atau nomor antrean {text}."),
        Message::ActionKind(kind) => action(kind).to_owned(),
        Message::Differs(what) => format!("Yang berbeda: {}.", what.join(", ")),
        Message::Now { counter, count, oldest } => {
            let oldest = oldest.map(|age| format!(", terlama {}", long(age))).unwrap_or_default();
            format!("{count} {}{oldest}.", now(*counter))
        }
        Message::Oldest(age) => format!("terlama {}", long(*age)),
        Message::NoneOf(words) => format!("Kosong: {}.", words.join(", ")),
        Message::WaitsFor { name, signs, count, oldest } => {
            let what = if *signs { "tanda tangan" } else { "paraf" };
            let oldest = oldest.map(|age| format!(", terlama {}", long(age))).unwrap_or_default();
            format!("{name}: {count} menunggu {what}{oldest}")
        }
        Message::DueToday { count, next } => {
            let next = next.as_ref().map(|at| format!(", berikutnya {at}")).unwrap_or_default();
            format!("{count} janji jatuh tempo hari ini{next}")
        }
        Message::ArrivedToday(n) => format!("{n} surat masuk diterima hari ini"),
        Message::PositionBegins { title, name } => format!("{title} mulai hari ini: {name}"),
        Message::PositionEnds { title, name } => format!("Hari terakhir sebagai {title}: {name}"),
        Message::ActingFor { title, name, until } => {
            let until = until.as_ref().map(|day| format!(", s.d. {day}")).unwrap_or_default();
            format!("{title}: {name}{until}")
        }
        Message::TurnaroundToday(took) => format!("Hari ini: {}", turnaround(took)),
        Message::TurnaroundWeek(took) => format!("Sejak Senin: {}", turnaround(took)),
        Message::OnlyShown(what) => format!("hanya: {} · {}", word(*what), word(Word::BackHome)),
        Message::FieldDiffers { label, typed, registered } => {
            format!("{label} diketik \"{typed}\", di data penduduk \"{registered}\"")
        }
        Message::SameKind { at, number } => {
            let number = number.as_ref().map(|number| format!(" (No. {number})")).unwrap_or_default();
            format!("surat sejenis untuk orang ini juga dimohon {at}{number}")
        }
        Message::OwnFamily(name) => format!("di KK yang sama ada yang bernama seperti Anda: {name}"),
        Message::TooYoung { age, least } => format!("umur {age} th; jenis surat ini mulai {least} th"),
        Message::OtherMarital(is) => format!("status \"{is}\" tidak sesuai jenis surat ini"),
        Message::Deadline { at, over: None } => format!("janji kepada warga pukul {at}"),
        Message::Deadline { at, over: Some(age) } => format!("janji kepada warga {at} sudah lewat {}", long(*age)),
        Message::RightsAsOf(at) => {
            format!("Terbuka tanpa sambungan. Hak Anda terakhir dipastikan server {at}; kerjakan seperti biasa.")
        }
        Message::LockedIdle(minutes) => {
            format!("Terkunci sendiri setelah {minutes} menit. Yang Anda ketik tersimpan; masuk untuk melanjutkan.")
        }
        Message::FirstOnly(count) => format!("{count} pertama"),
        Message::NewestOnly(count) => format!("{count} terbaru · / mencari di semuanya"),
        Message::RelatedTo(what) => format!("terkait: {what}"),
        Message::ViewTitle(letter) => format!("saringan {letter}"),
        Message::ViewKept(letter) => format!("Saringan disimpan. Tekan f {letter} untuk memanggilnya."),
        Message::ViewDropped(letter) => format!("Saringan {letter} dihapus."),
        Message::NoView(letter) => format!("Tidak ada saringan tersimpan di {letter}."),
        Message::Revealed { name, purpose } => {
            let purpose = word(Word::from(*purpose));
            format!("NIK dan KK {name} tampil sampai kartunya ditinggalkan. Tercatat: {purpose}.")
        }
        Message::NameAgeSex { name, age, sex } => format!("{name}, {age} th, {}", word(Word::of_sex(*sex))),
        Message::Locked(name) => {
            format!("Layar terkunci. Terakhir: {name}; Enter untuk kembali, atau ketik nama lain.")
        }
        Message::Undoable { kind, about, key } => format!("{}: {about} · {key} {}", done(kind), taking_back(kind)),
        Message::AndUndo { text, kind, key } => {
            format!("{} · {key} {}", text.trim_end_matches('.'), taking_back(kind))
        }
        Message::TakenBack { kind, about } => format!("Diurungkan sebelum terkirim: {} {about}.", action(kind)),
        Message::TakingBack { about } => format!("Menarik kembali: {about}."),
        Message::AskedBackInstead { about, name, at } => {
            format!("{name} sudah membukanya. Diminta kembali{}: {about}.", comma(at))
        }
        Message::AskedBackBy { by, at } => format!("{by} meminta surat ini dikembalikan{}.", comma(at)),
        Message::AskedBackFrom { name, at } => format!("Sudah diminta kembali dari {name}{}.", comma(at)),
        Message::Recalled { about } => format!("Ditarik kembali: {about}."),
        Message::PutBack { kind, about } => format!("Diurungkan: {} {about}.", action(kind)),
        Message::DoneAgain { kind, about } => format!("Dilakukan lagi: {} {about}.", action(kind)),
        Message::WouldUndo { kind, about } => format!("Mengurungkan: {} {about}", action(kind)),
        Message::WouldRedo { kind, about } => format!("Melakukan lagi: {} {about}", action(kind)),
        Message::WouldRepeat { kind, text } => {
            let text = if text.is_empty() { String::new() } else { format!(" dengan \"{text}\"") };
            format!("Mengulangi pada yang terpilih: {}{text}", action(kind))
        }
        Message::MoreKinds(n) => format!("dan {n} jenis lain: ketik namanya"),
        Message::MarkedCount(n) => format!("{n} ditandai. Tindakan berikutnya berlaku untuk semuanya."),
        Message::TooSoon { key } => format!("{key} diabaikan: terlalu cepat setelah tombol sebelumnya"),
        Message::ManyUnderWay { kind, done: so_far, of } => format!("{}: {so_far} dari {of}", action(kind)),
        Message::ManyDone { kind, done: so_far, not, unread } => {
            let mut text = format!("{}: {so_far}.", done(kind));
            if *not > 0 {
                text.push_str(&format!(" {not} tidak: alasannya ada di barisnya."));
            }
            if *unread > 0 {
                text.push_str(&format!(" {unread} belum dibaca sampai baris terakhir, jadi tetap ditandai."));
            }
            text
        }
        Message::ManyUndone { done: so_far, not } => {
            let mut text = format!("Diurungkan: {so_far} tindakan.");
            if *not > 0 {
                text.push_str(&format!(" {not} tidak dapat diurungkan lagi."));
            }
            text
        }
        Message::ManyAgain { done: so_far, not } => {
            let mut text = format!("Dilakukan lagi: {so_far} tindakan.");
            if *not > 0 {
                text.push_str(&format!(" {not} tidak dapat dilakukan lagi."));
            }
            text
        }
        Message::AboutMany(n) => format!("{n} yang ditandai"),
    }
}

/// What has happened, before a colon.
fn done(kind: &str) -> &str {
    match kind {
        "submit" => "Dicatat",
        "forward" => "Diteruskan",
        "verify" => "Diparaf",
        "return_task" | "return_to_applicant" => "Dikembalikan",
        "refuse" => "Ditolak",
        "cancel" => "Dibatalkan",
        "claim" => "Diambil",
        "release" => "Dilepas",
        "edit" => "Diubah",
        "tick" => "Persyaratan dicatat",
        "resume" => "Kembali ke antrean",
        "follow_up" => "Ditindaklanjuti",
        "assign" => "Dialihkan",
        "tell" => "Diberi tahu",
        "hand_over" => "Diserahkan",
        "note" => "Dicatat",
        other => action(other),
    }
}

/// What the undo key does to it.
fn taking_back(kind: &str) -> &'static str {
    if matches!(kind, "forward" | "verify") { "tarik kembali" } else { "urungkan" }
}

fn now(counter: Counter) -> &'static str {
    match counter {
        Counter::AtCounter => "orang menunggu di loket",
        Counter::Elsewhere => "permohonan menunggu (daring, RT, telepon)",
        Counter::Overdue => "permohonan lewat janji",
        Counter::ReturnedToMe => "permohonan dikembalikan kepada Anda",
        Counter::WaitingApplicant => "permohonan menunggu pemohon",
        Counter::WaitingOffice => "permohonan menunggu kecamatan",
        Counter::InInk => "surat menunggu tanda tangan basah",
        Counter::Ready => "surat siap diserahkan",
        Counter::Unread => "surat masuk belum dibaca",
        Counter::NotFollowedUp => "surat masuk belum ditindaklanjuti",
        Counter::ToVerify => "naskah menunggu paraf Anda",
        Counter::ToSign => "surat menunggu tanda tangan Anda",
        Counter::ToSignInInk => "surat menunggu tanda tangan basah Anda",
        Counter::InDoubt => "surat belum pasti ditandatangani",
        Counter::Conflicts => "tindakan Anda bentrok dengan rekan",
        Counter::NotTaken => "tindakan Anda tidak diterima server",
    }
}

/// "12 menit".
fn long(age: Age) -> String {
    match age {
        Age::Minutes(n) => format!("{n} menit"),
        Age::Hours(n) => format!("{n} jam"),
        Age::Days(n) => format!("{n} hari"),
    }
}

fn turnaround(took: &Turnaround) -> String {
    match took.median {
        Some(median) => format!(
            "{} surat terbit, separuhnya dalam {}, {} tepat janji",
            took.issued,
            long(Age::of_minutes(median)),
            took.kept
        ),
        None => "belum ada surat terbit".into(),
    }
}

/// " (s.d. 30 November 2026)".
fn ends(until: Option<&String>) -> String {
    until.map(|day| format!(" (s.d. {day})")).unwrap_or_default()
}

fn begins_with(text: &str, begin: &str) -> bool {
    text.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin))
}

/// The kind of an action in words.
pub(super) fn action(kind: &str) -> &str {
    match kind {
        "submit" => "ajukan",
        "edit" => "ubah isian",
        "tick" => "catat persyaratan",
        "note" => "catatan",
        "claim" => "ambil",
        "release" => "lepas",
        "assign" => "alihkan",
        "tell" => "beri tahu pemohon",
        "hand_over" => "serahkan kepada warga",
        "forward" => "teruskan",
        "return_to_applicant" => "kembalikan kepada pemohon",
        "resume" => "pemohon sudah melengkapi",
        "refuse" => "tolak",
        "cancel" => "batalkan",
        "verify" => "paraf",
        "return_task" => "kembalikan kepada operator",
        "undo" => "urungkan",
        "redo" => "lakukan lagi",
        "recall" => "tarik kembali",
        "follow_up" => "tindak lanjuti",
        "mark_read" => "tanda baca",
        "reveal" => "lihat NIK",
        "remember_card" => "ingat kartu",
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

/// ", 13.20".
fn comma(at: &Option<String>) -> String {
    at.as_ref().map(|at| format!(", {at}")).unwrap_or_default()
}
