//! The hamlets of Banyubiru, each a RW with its RTs.

/// A dusun.
pub(super) struct Hamlet {
    /// Its name.
    pub name: &'static str,
    /// Its RW.
    pub rw: &'static str,
    /// How many RTs.
    pub rts: u32,
    /// How many of a hundred residents live there.
    pub share: u32,
}

const fn hamlet(name: &'static str, rw: &'static str, rts: u32, share: u32) -> Hamlet {
    Hamlet { name, rw, rts, share }
}

/// The village.
pub(super) const HAMLETS: [Hamlet; 8] = [
    hamlet("Krajan", "01", 6, 18),
    hamlet("Demakan", "02", 5, 15),
    hamlet("Cerbonan", "03", 4, 12),
    hamlet("Pundan", "04", 4, 12),
    hamlet("Tegalwuni", "05", 4, 12),
    hamlet("Randusari", "06", 4, 11),
    hamlet("Dangkel", "07", 4, 11),
    hamlet("Rapet", "08", 3, 9),
];

/// A hamlet of Kebondowo.
pub(super) const KEBONDOWO: Hamlet = hamlet("Bukit Cinta", "01", 2, 100);
