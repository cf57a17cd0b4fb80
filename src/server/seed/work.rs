//! What people live on, in the words of the identity card.

use super::dice::Dice;
use super::families::position;
use crate::domain::resident::Sex;

/// Men of working age: the lake, the fields, the garment factories of Ungaran.
const MEN: [(u32, &str); 20] = [
    (20, "Petani/Pekebun"),
    (18, "Karyawan Swasta"),
    (14, "Buruh Harian Lepas"),
    (12, "Wiraswasta"),
    (7, "Buruh Tani/Perkebunan"),
    (5, "Nelayan/Perikanan"),
    (4, "Pedagang"),
    (4, "Sopir"),
    (3, "Tukang Batu"),
    (3, "Tukang Kayu"),
    (3, "Pegawai Negeri Sipil"),
    (2, "Mekanik"),
    (2, "Peternak"),
    (1, "Guru"),
    (1, "Tentara Nasional Indonesia"),
    (1, "Kepolisian RI"),
    (1, "Perangkat Desa"),
    (1, "Tukang Las/Pandai Besi"),
    (1, "Perawat"),
    (2, "Belum/Tidak Bekerja"),
];
const WOMEN: [(u32, &str); 13] = [
    (38, "Mengurus Rumah Tangga"),
    (22, "Karyawan Swasta"),
    (9, "Petani/Pekebun"),
    (8, "Pedagang"),
    (6, "Wiraswasta"),
    (4, "Buruh Harian Lepas"),
    (3, "Buruh Tani/Perkebunan"),
    (3, "Tukang Jahit"),
    (2, "Guru"),
    (2, "Pegawai Negeri Sipil"),
    (1, "Bidan"),
    (1, "Perawat"),
    (1, "Perangkat Desa"),
];

/// An occupation for a person of this sex, age and place in the family.
pub(super) fn occupation(dice: &mut Dice, sex: Sex, age: i32, place: &str) -> &'static str {
    match age {
        ..6 => "Belum/Tidak Bekerja",
        6..18 => "Pelajar/Mahasiswa",
        18..23 if place == position::CHILD && dice.chance(52) => "Pelajar/Mahasiswa",
        70.. if dice.chance(45) => "Belum/Tidak Bekerja",
        61.. if dice.chance(9) => "Pensiunan",
        _ => match sex {
            Sex::Male => dice.weighted::<&str>(&MEN),
            // Unmarried women rarely have "Mengurus Rumah Tangga" on their card.
            Sex::Female => match *dice.weighted(&WOMEN) {
                "Mengurus Rumah Tangga" if place == position::CHILD => "Karyawan Swasta",
                other => other,
            },
        },
    }
}
