//! The people of the demo: who holds which position, and how they log in.
//!
//! Passwords and passphrases are public on purpose: this is a demo, and its login screen lists them.

use jiff::civil::{Date, date};

use crate::config::regions::{BANYUBIRU, DISTRICT, KEBONDOWO, id_of};
use crate::domain::id::{OfficeId, PersonId, RecordId, derived};
use crate::domain::office::{Capacity, Official, Role};
use crate::domain::record::Rest;

/// The password of every account.
const PASSWORD: &str = "banyubiru";
/// The passphrase of every key.
const PASSPHRASE: &str = "rawa pening";

/// Somebody who can log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What is typed at the login.
    pub user: &'static str,
    /// Who it is.
    pub person: PersonId,
    /// With degrees, as printed.
    pub name: &'static str,
    /// "Kasi Pelayanan, Desa Banyubiru".
    pub position: String,
    /// Public: this is a demo.
    pub password: &'static str,
    /// Of the signing key, for who signs.
    pub passphrase: Option<&'static str>,
}

/// A line of the table: a person in a position.
struct Seat {
    user: &'static str,
    name: &'static str,
    nip: Option<&'static str>,
    office: &'static str,
    office_name: &'static str,
    position: &'static str,
    from: Date,
    roles: &'static [Role],
    logs_in: bool,
}

const fn seat(
    user: &'static str,
    name: &'static str,
    office: (&'static str, &'static str),
    position: &'static str,
    from: Date,
    roles: &'static [Role],
) -> Seat {
    Seat { user, name, nip: None, office: office.0, office_name: office.1, position, from, roles, logs_in: true }
}

const BNB: (&str, &str) = (BANYUBIRU, "Desa Banyubiru");
const KBD: (&str, &str) = (KEBONDOWO, "Desa Kebondowo");
const KEC: (&str, &str) = (DISTRICT, "Kecamatan Banyubiru");

/// Everybody, Banyubiru's in the order of the login screen.
fn seats() -> Vec<Seat> {
    use Role::{Admin, Operator, Signer, Verifier};
    let without_login = |seat: Seat, nip| Seat { logs_in: false, nip, ..seat };
    vec![
        seat("siti", "Siti Rahayu", BNB, "Kasi Pelayanan", date(2020, 3, 2), &[Operator]),
        seat("joko", "Joko Prasetyo", BNB, "Staf Pelayanan", date(2023, 1, 9), &[Operator]),
        seat("ani", "Ani Lestari, S.E.", BNB, "Sekretaris Desa", date(2018, 7, 16), &[Verifier]),
        seat("bambang", "Bambang Sutrisno, S.Sos.", BNB, "Kepala Desa", date(2019, 12, 16), &[Signer]),
        seat("rina", "Rina Wulandari, S.Kom.", BNB, "Kaur Tata Usaha dan Umum", date(2021, 2, 1), &[Admin]),
        seat("agus", "Agus Setiawan", KBD, "Kasi Pelayanan", date(2021, 5, 3), &[Operator]),
        without_login(seat("sumadi", "Sumadi", KBD, "Kepala Desa", date(2019, 12, 16), &[Signer]), None),
        without_login(
            seat("endang", "Endang Purwanti, A.Md.", KBD, "Sekretaris Desa", date(2017, 4, 3), &[Verifier]),
            None,
        ),
        without_login(
            seat("hartono", "Drs. Hartono, M.Si.", KEC, "Camat", date(2022, 9, 1), &[Signer]),
            Some("197005121995031003"),
        ),
        without_login(
            seat("dwi", "Dwi Handayani, S.STP.", KEC, "Sekretaris Kecamatan", date(2023, 6, 5), &[Verifier]),
            Some("198608172006022001"),
        ),
    ]
}

/// The person of a login name, the same on every server.
pub fn person(user: &str) -> PersonId {
    PersonId(derived("person", &[user.as_bytes()]))
}

/// The position of a login name.
fn official_id(seat: &Seat) -> RecordId {
    RecordId(derived("official", &[seat.user.as_bytes(), seat.office.as_bytes()]))
}

/// Everybody who can log in.
pub fn accounts() -> Vec<Account> {
    seats()
        .iter()
        .filter(|seat| seat.logs_in)
        .map(|seat| Account {
            user: seat.user,
            person: person(seat.user),
            name: seat.name,
            position: format!("{}, {}", seat.position, seat.office_name),
            password: PASSWORD,
            passphrase: seat.roles.contains(&Role::Signer).then_some(PASSPHRASE),
        })
        .collect()
}

/// All positions.
pub(super) fn all() -> Vec<Official> {
    seats()
        .iter()
        .map(|seat| Official {
            id: official_id(seat),
            person: person(seat.user),
            office: id_of(seat.office),
            name: seat.name.into(),
            nip: seat.nip.map(str::to_owned),
            position: seat.position.into(),
            capacity: Capacity::Definitive,
            from: seat.from,
            until: None,
            roles: seat.roles.to_vec(),
            order: 0,
            rest: Rest::new(),
        })
        .collect()
}

/// Who holds a role in an office.
pub(super) fn holder(officials: &[Official], office: OfficeId, role: Role) -> Option<&Official> {
    officials.iter().find(|official| official.office == office && official.roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banyubiru_has_every_role_and_its_signer_a_passphrase() {
        let officials = all();
        for role in [Role::Operator, Role::Verifier, Role::Signer, Role::Admin] {
            assert!(holder(&officials, id_of(BANYUBIRU), role).is_some(), "{role:?}");
        }
        let accounts = accounts();
        assert_eq!(accounts.iter().filter(|account| account.passphrase.is_some()).count(), 1);
        assert_eq!(accounts.iter().filter(|account| account.position.contains("Kebondowo")).count(), 1);
    }
}
