//! What waits, counted, and in which order which desk reads it. One table: a counter of a later day is a line
//! in [`Counter`] and a place in [`Seat::sections`].

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::office::{OfficeKind, Role};

/// Something that is counted on Beranda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counter {
    /// Menunggu di loket: the citizen is in the room.
    AtCounter,
    /// Menunggu (daring, RT, telepon).
    Elsewhere,
    /// Lewat janji.
    Overdue,
    /// Dikembalikan kepada saya.
    ReturnedToMe,
    /// Menunggu pemohon.
    WaitingApplicant,
    /// Menunggu kecamatan or another office.
    WaitingOffice,
    /// Menunggu tanda tangan basah.
    InInk,
    /// Siap diserahkan.
    Ready,
    /// Surat masuk belum dibaca.
    Unread,
    /// Surat masuk belum ditindaklanjuti.
    NotFollowedUp,
    /// Naskah belum diverifikasi.
    ToVerify,
    /// Naskah belum ditandatangani, elektronik.
    ToSign,
    /// Naskah belum ditandatangani, konvensional.
    ToSignInInk,
    /// Belum pasti.
    InDoubt,
    /// Bentrok.
    Conflicts,
    /// Ditolak server.
    NotTaken,
}

impl Counter {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::AtCounter,
        Self::Elsewhere,
        Self::Overdue,
        Self::ReturnedToMe,
        Self::WaitingApplicant,
        Self::WaitingOffice,
        Self::InInk,
        Self::Ready,
        Self::Unread,
        Self::NotFollowedUp,
        Self::ToVerify,
        Self::ToSign,
        Self::ToSignInInk,
        Self::InDoubt,
        Self::Conflicts,
        Self::NotTaken,
    ];

    /// A stable name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtCounter => "at_counter",
            Self::Elsewhere => "elsewhere",
            Self::Overdue => "overdue",
            Self::ReturnedToMe => "returned_to_me",
            Self::WaitingApplicant => "waiting_applicant",
            Self::WaitingOffice => "waiting_office",
            Self::InInk => "in_ink",
            Self::Ready => "ready",
            Self::Unread => "unread",
            Self::NotFollowedUp => "not_followed_up",
            Self::ToVerify => "to_verify",
            Self::ToSign => "to_sign",
            Self::ToSignInInk => "to_sign_in_ink",
            Self::InDoubt => "in_doubt",
            Self::Conflicts => "conflicts",
            Self::NotTaken => "not_taken",
        }
    }

    /// Whether it is shown only when it is not zero, and never among the zeros either.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::InDoubt | Self::Conflicts | Self::NotTaken)
    }

    /// Whether it concerns somebody who may do this.
    pub fn concerns(self, roles: &[Role]) -> bool {
        match self {
            Self::ToVerify => roles.contains(&Role::Verifier),
            Self::ToSign | Self::ToSignInInk => roles.contains(&Role::Signer),
            Self::ReturnedToMe => roles.contains(&Role::Operator),
            _ => true,
        }
    }
}

/// How many, and since when the oldest of them waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: u32,
    /// The oldest; none when nothing waits or its time is not known.
    pub oldest: Option<Timestamp>,
}

impl Count {
    /// Adds what another place counted.
    pub fn add(&mut self, other: Self) {
        self.count += other.count;
        self.oldest = [self.oldest, other.oldest].into_iter().flatten().min();
    }
}

/// Every counter that concerns a person, zeros included.
pub type Counts = BTreeMap<Counter, Count>;

/// A group of counters, or a part of Beranda that is no counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Paraf and signature.
    Approvals,
    /// Citizens' requests.
    Service,
    /// Letters from other offices.
    Letters,
    /// What went wrong.
    Trouble,
    /// Who waits for whom.
    Waits,
    /// Hari Ini.
    Today,
    /// How long letters took.
    Turnaround,
}

/// At which kind of desk a person sits: it decides the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Operator: service first.
    Counter,
    /// Sekdes: paraf, promises, letters, who waits for whom.
    Secretary,
    /// Kades, lurah: signature, letters, Hari Ini.
    Head,
    /// Camat: signature, and who waits for whom.
    District,
    /// Admin: what is stuck.
    Admin,
}

const SERVICE: &[Counter] = &[
    Counter::AtCounter,
    Counter::Elsewhere,
    Counter::Overdue,
    Counter::ReturnedToMe,
    Counter::WaitingApplicant,
    Counter::WaitingOffice,
    Counter::InInk,
    Counter::Ready,
];
const PROMISES: &[Counter] = &[
    Counter::Overdue,
    Counter::AtCounter,
    Counter::Elsewhere,
    Counter::ReturnedToMe,
    Counter::WaitingApplicant,
    Counter::WaitingOffice,
    Counter::InInk,
    Counter::Ready,
];
const LETTERS: &[Counter] = &[Counter::Unread, Counter::NotFollowedUp];
const PARAF: &[Counter] = &[Counter::ToVerify, Counter::ToSign, Counter::ToSignInInk];
const SIGNATURE: &[Counter] = &[Counter::ToSign, Counter::ToSignInInk, Counter::ToVerify];
const TROUBLE: &[Counter] = &[Counter::InDoubt, Counter::Conflicts, Counter::NotTaken];

impl Seat {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Counter, Self::Secretary, Self::Head, Self::District, Self::Admin];

    /// Where somebody with these roles sits in such an office. Who works the counter has citizens in front of
    /// them, whatever else they do.
    pub fn of(roles: &[Role], office: Option<OfficeKind>) -> Self {
        if roles.contains(&Role::Operator) {
            Self::Counter
        } else if roles.contains(&Role::Signer) {
            if office == Some(OfficeKind::District) { Self::District } else { Self::Head }
        } else if roles.contains(&Role::Verifier) {
            Self::Secretary
        } else {
            Self::Admin
        }
    }

    /// The parts of Beranda in the order of this desk, each with its counters.
    pub fn sections(self) -> &'static [(Section, &'static [Counter])] {
        use Section as S;
        match self {
            Self::Counter => &[
                (S::Service, SERVICE),
                (S::Trouble, TROUBLE),
                (S::Letters, LETTERS),
                (S::Approvals, PARAF),
                (S::Today, &[]),
                (S::Turnaround, &[]),
            ],
            Self::Secretary => &[
                (S::Approvals, PARAF),
                (S::Trouble, TROUBLE),
                (S::Service, PROMISES),
                (S::Letters, LETTERS),
                (S::Waits, &[]),
                (S::Today, &[]),
                (S::Turnaround, &[]),
            ],
            Self::Head => &[
                (S::Approvals, SIGNATURE),
                (S::Trouble, TROUBLE),
                (S::Letters, LETTERS),
                (S::Today, &[]),
                (S::Service, PROMISES),
                (S::Turnaround, &[]),
            ],
            Self::District => &[
                (S::Approvals, SIGNATURE),
                (S::Trouble, TROUBLE),
                (S::Service, PROMISES),
                (S::Waits, &[]),
                (S::Letters, LETTERS),
                (S::Today, &[]),
                (S::Turnaround, &[]),
            ],
            Self::Admin => &[
                (S::Trouble, TROUBLE),
                (S::Service, PROMISES),
                (S::Waits, &[]),
                (S::Letters, LETTERS),
                (S::Approvals, PARAF),
                (S::Today, &[]),
                (S::Turnaround, &[]),
            ],
        }
    }

    /// What a person at this desk should do, most urgent first: only what is theirs to do, or to ask about.
    fn duties(self) -> &'static [Counter] {
        use Counter as C;
        match self {
            Self::Counter => &[
                C::AtCounter,
                C::ReturnedToMe,
                C::Conflicts,
                C::NotTaken,
                C::ToSign,
                C::ToVerify,
                C::Elsewhere,
                C::Ready,
                C::NotFollowedUp,
                C::Unread,
            ],
            Self::Secretary => &[C::ToVerify, C::Conflicts, C::NotTaken, C::Overdue, C::Unread],
            Self::Head | Self::District => {
                &[C::ToSign, C::ToVerify, C::ToSignInInk, C::InDoubt, C::Conflicts, C::NotTaken, C::Unread]
            }
            Self::Admin => &[C::Conflicts, C::NotTaken, C::InDoubt, C::Overdue, C::Unread],
        }
    }

    /// What this person should do now; none when nothing waits for them.
    pub fn now(self, counts: &Counts) -> Option<(Counter, Count)> {
        let waits = |counter: &Counter| counts.get(counter).filter(|count| count.count > 0);
        self.duties().iter().find_map(|counter| waits(counter).map(|count| (*counter, *count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_desk_has_every_counter_in_exactly_one_place() {
        for seat in Seat::ALL {
            let mut placed: Vec<Counter> =
                seat.sections().iter().flat_map(|(_, counters)| counters.iter().copied()).collect();
            placed.sort();
            assert_eq!(placed, Counter::ALL, "{seat:?}");
        }
    }

    #[test]
    fn roles_and_office_say_where_a_person_sits() {
        use Role::{Admin, Operator, Signer, Verifier};
        for (roles, office, seat) in [
            (&[Operator, Admin][..], OfficeKind::Village, Seat::Counter),
            (&[Signer], OfficeKind::Village, Seat::Head),
            (&[Signer, Verifier], OfficeKind::UrbanVillage, Seat::Head),
            (&[Signer], OfficeKind::District, Seat::District),
            (&[Verifier, Admin], OfficeKind::Village, Seat::Secretary),
            (&[Admin], OfficeKind::Village, Seat::Admin),
            (&[], OfficeKind::Village, Seat::Admin),
        ] {
            assert_eq!(Seat::of(roles, Some(office)), seat, "{roles:?}");
        }
    }

    #[test]
    fn people_in_the_room_come_before_everything_else_at_the_counter() {
        let at: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
        let count = |count| Count { count, oldest: Some(at) };
        let mut counts: Counts = Counter::ALL.into_iter().map(|counter| (counter, count(2))).collect();
        assert_eq!(Seat::Counter.now(&counts), Some((Counter::AtCounter, count(2))));
        assert_eq!(Seat::Secretary.now(&counts), Some((Counter::ToVerify, count(2))));
        counts.insert(Counter::AtCounter, Count::default());
        assert_eq!(Seat::Counter.now(&counts).map(|(counter, _)| counter), Some(Counter::ReturnedToMe));
        counts.values_mut().for_each(|count| count.count = 0);
        assert!(Seat::ALL.into_iter().all(|seat| seat.now(&counts).is_none()));
    }

    #[test]
    fn the_older_one_of_two_counts_stays() {
        let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
        let mut one = Count { count: 1, oldest: at("2026-11-20T03:00:00Z") };
        one.add(Count { count: 2, oldest: at("2026-11-20T02:00:00Z") });
        one.add(Count { count: 4, oldest: None });
        assert_eq!(one, Count { count: 7, oldest: at("2026-11-20T02:00:00Z") });
    }
}
