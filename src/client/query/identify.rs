//! Whom a text from a reader or a hand means.

use super::{Look, counter, requests, residents};
use crate::client::store::rows;
use crate::desk::{DeskError, Identified, Identity};
use crate::domain::card::Card;
use crate::domain::id::RecordId;
use crate::domain::nik::{Kk, Nik};

/// In the order in which it could be meant: our own QR code, sixteen digits, a card, a queue number, a name.
pub(super) fn identify(look: &Look<'_>, text: &str) -> Result<Identified, DeskError> {
    let meant = text.trim();
    let identity = if let Some(token) = token(meant) {
        of_token(look, token)?
    } else if let Ok(nik) = Nik::read(meant) {
        of_number(look, &nik, meant)?
    } else if let Some(row) = counter::by_queue(look, meant)? {
        Identity::Request(Box::new(row))
    } else if let Some(number) = Card::read_number(meant) {
        of_card(look, number)?
    } else {
        of_words(look, meant)?
    };
    Ok(Identified { text: text.to_owned(), identity })
}

/// The token in the address of a letter's public page.
fn token(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let (_, tail) = text.rsplit_once("/v/").or_else(|| text.rsplit_once("/V/"))?;
    let end = tail.find(['/', '?', '#']).unwrap_or(tail.len());
    tail.get(..end).filter(|token| !token.is_empty())
}

fn of_token(look: &Look<'_>, token: &str) -> Result<Identity, DeskError> {
    // A QR code in capitals holds less: our tokens are of small letters and digits.
    let letter = match rows::letters::of_token(look.cache, token)? {
        None => rows::letters::of_token(look.cache, &token.to_ascii_lowercase())?,
        found => found,
    };
    let request = letter.map(|id| look.letter(id)).transpose()?.flatten().and_then(|letter| letter.request);
    request.map_or(Ok(Identity::Nothing), |request| shown(look, request))
}

fn shown(look: &Look<'_>, request: RecordId) -> Result<Identity, DeskError> {
    Ok(requests::row_of(look, request)?.map_or(Identity::Nothing, |row| Identity::Request(Box::new(row))))
}

/// A card that is known, a number that people's data hold, or a card to be told about.
fn of_card(look: &Look<'_>, number: String) -> Result<Identity, DeskError> {
    let card = look.card(Card::id_for(look.own_office()?, &number))?;
    let of_card = residents::rows(look, card.map(|card| card.resident).as_slice())?;
    if !of_card.is_empty() {
        return Ok(Identity::People { rows: of_card, exact: true });
    }
    Ok(match of_words(look, &number)? {
        Identity::Nothing => Identity::NewCard(number),
        found => found,
    })
}

fn of_number(look: &Look<'_>, nik: &Nik, text: &str) -> Result<Identity, DeskError> {
    let of_nik = residents::rows(look, &rows::residents::of_nik(look.cache, nik.in_full())?)?;
    if !of_nik.is_empty() {
        return Ok(Identity::People { exact: of_nik.len() == 1, rows: of_nik });
    }
    let Ok(kk) = Kk::read(text) else { return Ok(Identity::NoSuchNumber) };
    let family = residents::family(look, &kk)?;
    Ok(if family.is_empty() {
        Identity::NoSuchNumber
    } else {
        Identity::Family(family.iter().map(residents::row).collect())
    })
}

fn of_words(look: &Look<'_>, text: &str) -> Result<Identity, DeskError> {
    let rows = residents::search(look, text)?;
    Ok(if rows.is_empty() { Identity::Nothing } else { Identity::People { rows, exact: false } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_of_ours_names_a_token() {
        for (text, wanted) in [
            ("https://serasi.semarangkab.go.id/v/k3x9", Some("k3x9")),
            ("HTTP://127.0.0.1:4000/v/k3x9?x=1", Some("k3x9")),
            ("HTTPS://SERASI.GO.ID/V/K3X9/", Some("K3X9")),
            ("https://serasi.go.id/v/", None),
            ("https://serasi.go.id/p/banyubiru", None),
            ("k3x9", None),
        ] {
            assert_eq!(token(text), wanted, "{text}");
        }
    }
}
