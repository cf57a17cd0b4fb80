//! What is wrong with a key file, in Indonesian.

use super::super::keymap::KeyFault;

/// The sentence.
pub fn key_fault(fault: &KeyFault) -> String {
    match fault {
        KeyFault::Syntax(what) => format!("tidak dapat dibaca ({what}). Betulkan baris ini"),
        KeyFault::UnknownPart(name) => format!("bagian [{name}] tidak dikenal. Tulis di bawah [keys]"),
        KeyFault::UnknownCommand { name, like: Some(like) } => {
            format!("tidak ada perintah \"{name}\". Mungkin maksudnya {like}")
        }
        KeyFault::UnknownCommand { name, like: None } => {
            format!("tidak ada perintah \"{name}\". Lihat nama-namanya dengan serasi keys")
        }
        KeyFault::NotKeys { command } => format!("{command} perlu daftar tombol. Tulis misalnya {command} = [\"n\"]"),
        KeyFault::UnknownKey { key, like: Some(like) } => {
            format!("tidak ada tombol \"{key}\". Mungkin maksudnya {like}")
        }
        KeyFault::UnknownKey { key, like: None } => {
            format!("tidak ada tombol \"{key}\". Tulis misalnya t, Enter, Space, Ctrl-K, PageUp, F1")
        }
        KeyFault::Reserved(key) => {
            format!("{key} dipakai terminal, jadi tidak boleh diberi perintah. Pilih tombol lain")
        }
        KeyFault::ArrivesAs { key, comes } => format!("{key} sampai sebagai {comes}. Pilih tombol lain"),
        KeyFault::Taken { key, by } => {
            format!("{key} sudah milik {by}. Pilih tombol lain, atau beri {by} tombol lain juga")
        }
        KeyFault::CaseOnly { key, other, by } => format!(
            "{key} hanya berbeda huruf besar-kecil dari {other} milik {by}, padahal keduanya sama di sini. Pilih tombol lain"
        ),
        KeyFault::BeginsLike { key, other, by } => {
            format!("{key} berawalan sama dengan {other} milik {by}. Pilih tombol lain")
        }
    }
}
