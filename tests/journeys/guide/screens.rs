//! The screens of the guide, as one table: whoever writes a page with a new screen adds a line here.

use super::super::desk::{FakeDesk, task};
use super::super::pictures::village;
use super::super::sides;
use serasi::desk::Group;
use serasi::domain::task::TaskKind;

/// A screen: its name in the pages, the desk, the keys from Beranda on, and the window.
pub struct Screen {
    pub name: &'static str,
    pub desk: fn() -> FakeDesk,
    pub keys: &'static str,
    pub size: (u16, u16),
}

/// Columns and rows of the window that most people have.
const USUAL: (u16, u16) = (80, 24);
/// For a form or a question: nothing of it is cut, and a page stays short.
const LOW: (u16, u16) = (80, 16);
/// With large letters.
const LARGE: (u16, u16) = (40, 12);

const fn screen(name: &'static str, desk: fn() -> FakeDesk, keys: &'static str, size: (u16, u16)) -> Screen {
    Screen { name, desk, keys, size }
}

/// The number is that of Suryanto, who is in the village's data.
pub const SCREENS: &[Screen] = &[
    screen("masuk", nobody, "\"siti\"", (80, 12)),
    screen("beranda", village::finished, "1", USUAL),
    screen("antrean", village::counter, "3", USUAL),
    screen("kartu-baru", village::counter, "3 \"04a2c3d4e5f680\"", USUAL),
    screen("permohonan-baru", village::counter, "3 + \"3322071403800041\" 2", LOW),
    screen("keperluan", village::counter, "3 + \"3322071403800041\" 2 \"mel\"", LOW),
    screen("permohonan-jadi", village::counter, "3 + \"3322071403800041\" 2 \"mel\" <right> * <c-t>", USUAL),
    screen("cari-orang", village::counter, "3 i \"su\"", USUAL),
    screen("ubah", village::counter, "3 j e <enter> <enter>", LOW),
    screen("diteruskan", village::resting, "3 t t", USUAL),
    screen("ditandai", village::resting, "3 j <space> <space>", USUAL),
    screen("diurungkan", village::resting, "3 t t u", USUAL),
    screen("alasan", village::counter, "3 j r", USUAL),
    screen("menunggu-pemohon", village::finished, "3 f 3", USUAL),
    screen("beri-tahu", village::finished, "3 f 3 w", USUAL),
    screen("siap-diserahkan", village::finished, "3 f 4 <home>", USUAL),
    screen("serahkan", village::finished, "3 f 4 <home> w", USUAL),
    screen("slip", village::counter, "3 : \"slip\" <enter>", USUAL),
    screen("layar-warga", village::citizen, "3 l", USUAL),
    screen("alihkan", village::counter, "3 c c", USUAL),
    screen("ambil-alih", village::counter, "3 j j", USUAL),
    screen("serah-terima", village::counter, "3 c j j j c : \"serahterima\" <enter> 1", LOW),
    screen("luring", village::offline, "9", USUAL),
    screen("bentrok", sides::desk, "9", USUAL),
    screen("gabungkan", sides::desk, "9 e", USUAL),
    screen("perangkat", sides::desk, "9 j j j j", USUAL),
    screen("terkunci", village::counter, "3 <c-k>", (80, 12)),
    screen("surat-masuk", village::counter, "2", USUAL),
    screen("arsip", village::counter, "6 / \"yusuf\" <enter>", USUAL),
    screen("penduduk", village::counter, "7 / \"suryanto\" <enter>", USUAL),
    screen("lihat-nik", village::counter, "7 / \"suryanto\" <enter> n", USUAL),
    screen("kenapa", village::counter, "3 ? \"tanda_tangan\"", LOW),
    screen("paraf", village::secretary, "4", USUAL),
    screen("perlu-dilihat", village::secretary, "4 j j j", USUAL),
    screen("ttd", village::head, "4", (80, 30)),
    screen("rutin", village::head, "4 * s", (80, 18)),
    screen("hasil", village::head, "4 * s <enter> \"rahasia\" <enter>", LOW),
    screen("passphrase-salah", village::head, "4 * s <enter> \"salah\" <enter>", (80, 18)),
    screen("belum-pasti", doubtful, "4 j", USUAL),
    screen("besar", village::counter, "3", LARGE),
];

fn nobody() -> FakeDesk {
    let mut desk = village::counter();
    desk.who = None;
    desk
}

/// The village head's desk with a letter whose signature nobody is sure of.
fn doubtful() -> FakeDesk {
    let mut desk = village::head();
    desk.tasks.truncate(1);
    desk.tasks.push(task(1, TaskKind::Sign, Group::InDoubt));
    desk
}
