//! Letters.

use serde_json::{Value, json};

use super::{requests::merge, when};
use crate::desk::{InboxRow, LetterView};
use crate::i18n::{Lang, Word, word};

/// A line of the inbox.
pub fn row(row: &InboxRow) -> Value {
    json!({
        "id": row.id,
        "version": row.version,
        "agenda": row.agenda,
        "sender": row.sender,
        "subject": row.subject,
        "date": row.date,
        "received": row.received,
        "urgency": row.urgency,
        "unread": row.unread,
        "followed_up": row.followed_up,
        "pending": row.pending,
    })
}

/// One letter.
pub fn view(view: &LetterView) -> Value {
    let letter = &view.letter;
    let mut document = row(&view.row);
    let sender_number = letter.arrival.as_ref().map(|arrival| arrival.number.as_str());
    merge(
        &mut document,
        json!({
            "kind": letter.kind,
            "classification": letter.classification,
            "secrecy": letter.secrecy,
            "state": letter.state.name(),
            "number": letter.number.as_ref().map(|number| number.text.as_str()).or(sender_number),
            "request": letter.request,
            "pdf": letter.pdf,
            "file_here": view.file_here,
            "pages": view.pages,
            "by": view.by,
        }),
    );
    document
}

/// The columns of a line.
pub fn cells(lang: Lang, row: &InboxRow) -> Vec<String> {
    let mark = if row.unread { "*" } else { "" };
    let done = if row.followed_up { word(lang, Word::StateFollowedUp) } else { "" };
    let agenda = if row.agenda == 0 { String::new() } else { row.agenda.to_string() };
    vec![mark.to_owned(), agenda, when(lang, row.received), row.sender.clone(), row.subject.clone(), done.to_owned()]
}

/// One letter for people: its head and its pages.
pub fn lines(lang: Lang, view: &LetterView) -> Vec<String> {
    let letter = &view.letter;
    let mut lines = vec![format!("{}: {}", letter.kind, letter.subject)];
    let number = letter.number.as_ref().map(|number| &number.text);
    if let Some(number) = number.or(letter.arrival.as_ref().map(|arrival| &arrival.number)) {
        lines.push(format!("{}: {number}", word(lang, Word::NumberLabel)));
    }
    lines.push(format!("{}: {}", word(lang, Word::SenderLabel), view.row.sender));
    match &view.pages {
        Some(pages) => {
            for page in pages {
                lines.push(String::new());
                lines.extend(page.lines().map(str::to_owned));
            }
        }
        None => lines.push(word(lang, Word::PageNotHere).to_owned()),
    }
    lines
}
