//! The snapshot as plain lines: the preview while editing, on- and offline.

use super::snapshot::Snapshot;

/// What stands where number and date will be.
pub const TO_COME: &str = "(menyusul)";

/// The lines of a letter. Not wrapped: the screen knows its width.
pub fn letter_text(snapshot: &Snapshot) -> Vec<String> {
    let head = &snapshot.letterhead;
    let mut lines = vec![
        head.regency.to_uppercase(),
        head.district.to_uppercase(),
        head.office.to_uppercase(),
        head.address.clone(),
        String::new(),
        snapshot.title.to_uppercase(),
        format!("Nomor: {TO_COME}"),
        String::new(),
        snapshot.opening.clone(),
    ];
    let widest = snapshot.rows.iter().map(|row| row.label.chars().count()).max().unwrap_or(0);
    for (index, row) in snapshot.rows.iter().enumerate() {
        let pad = " ".repeat(widest - row.label.chars().count());
        lines.push(format!("{:>2}. {}{pad} : {}", index + 1, row.label, row.value));
    }
    lines.push(snapshot.closing.clone());
    lines.push(String::new());
    lines.push(format!("{}, {TO_COME}", snapshot.place));
    lines.extend(snapshot.signer.line.clone());
    lines.push(snapshot.signer.title.clone());
    lines.push(snapshot.signer.name.clone());
    lines.extend(snapshot.signer.nip.as_ref().map(|nip| format!("NIP {nip}")));
    lines
}
