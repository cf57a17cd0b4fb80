//! Names as people of Central Java bear them: no family names, one to three words, by generation.

use jiff::civil::Date;

use super::dice::Dice;
use crate::domain::resident::Sex;

/// Old people: often one word.
const OLD_MEN: [&str; 44] = [
    "Sukardi",
    "Suparno",
    "Ngadiman",
    "Parjo",
    "Sutrisno",
    "Wagiman",
    "Paijo",
    "Suwardi",
    "Sukirno",
    "Tukimin",
    "Sarjono",
    "Mulyono",
    "Sugiyono",
    "Ngatijo",
    "Suyadi",
    "Kasiran",
    "Sumarno",
    "Sadiman",
    "Rebo",
    "Jumadi",
    "Tugiman",
    "Suwarno",
    "Kusnadi",
    "Sarimin",
    "Poniman",
    "Sutopo",
    "Marsudi",
    "Darmo",
    "Sukamto",
    "Karjono",
    "Slamet",
    "Sumarsono",
    "Supardi",
    "Ponidi",
    "Tumijo",
    "Sukiman",
    "Samsuri",
    "Kasmin",
    "Sunardi",
    "Supriyanto",
    "Wiryono",
    "Harjono",
    "Sudarmo",
    "Tarmuji",
];
const OLD_WOMEN: [&str; 42] = [
    "Sumarni",
    "Ngatinem",
    "Sutiyem",
    "Painem",
    "Wagiyem",
    "Sukinah",
    "Tukiyem",
    "Parinah",
    "Suminah",
    "Kasminah",
    "Rubiyem",
    "Sutinah",
    "Ponirah",
    "Tumirah",
    "Jumirah",
    "Satinem",
    "Ngatmini",
    "Sarinah",
    "Mujiyem",
    "Suparmi",
    "Sukarti",
    "Samini",
    "Supinah",
    "Legiyem",
    "Poniyem",
    "Sulastri",
    "Surati",
    "Kartinah",
    "Suwarti",
    "Sriyatun",
    "Mursinah",
    "Tuminah",
    "Wakiyem",
    "Marsiyah",
    "Sumiyati",
    "Rusmini",
    "Darsini",
    "Kasiyem",
    "Sutarmi",
    "Warsini",
    "Sri Lestari",
    "Sri Mulyani",
];
/// Second words that go with an old first one.
const OLD_SECOND_MEN: [&str; 10] =
    ["Hadi", "Wiyono", "Raharjo", "Utomo", "Prayitno", "Widodo", "Atmojo", "Sumarto", "Susilo", "Waluyo"];
const OLD_SECOND_WOMEN: [&str; 6] = ["Rahayu", "Lestari", "Wahyuni", "Astuti", "Handayani", "Mulyati"];

const MEN: [&str; 48] = [
    "Agus",
    "Bambang",
    "Budi",
    "Eko",
    "Joko",
    "Heri",
    "Slamet",
    "Teguh",
    "Wahyu",
    "Tri",
    "Dwi",
    "Sigit",
    "Arif",
    "Andi",
    "Hendra",
    "Iwan",
    "Yanto",
    "Rudi",
    "Edi",
    "Supri",
    "Nur",
    "Sugeng",
    "Untung",
    "Wawan",
    "Didik",
    "Gunawan",
    "Purwanto",
    "Haryanto",
    "Suryanto",
    "Kuswanto",
    "Mulyadi",
    "Riyanto",
    "Subagyo",
    "Triyono",
    "Winarno",
    "Sarwono",
    "Aris",
    "Danang",
    "Nanang",
    "Supriyadi",
    "Widodo",
    "Suharto",
    "Ismanto",
    "Basuki",
    "Margono",
    "Setyo",
    "Yulianto",
    "Imam",
];
const SECOND_MEN: [&str; 34] = [
    "Setiawan",
    "Santoso",
    "Raharjo",
    "Prasetyo",
    "Nugroho",
    "Susanto",
    "Wibowo",
    "Widodo",
    "Purnomo",
    "Hartono",
    "Saputro",
    "Cahyono",
    "Hidayat",
    "Kurniawan",
    "Sulistyo",
    "Haryono",
    "Pamungkas",
    "Utomo",
    "Suryadi",
    "Handoko",
    "Wicaksono",
    "Priyanto",
    "Riyadi",
    "Susilo",
    "Mulyono",
    "Prabowo",
    "Subekti",
    "Waluyo",
    "Yuwono",
    "Hermawan",
    "Budiyanto",
    "Sutanto",
    "Winarto",
    "Iswanto",
];
const WOMEN: [&str; 44] = [
    "Sri",
    "Endang",
    "Tri",
    "Dwi",
    "Rini",
    "Yuni",
    "Wiwik",
    "Retno",
    "Nanik",
    "Titik",
    "Lilis",
    "Ika",
    "Ratna",
    "Ani",
    "Tutik",
    "Sulastri",
    "Sumiati",
    "Haryati",
    "Kristina",
    "Maryati",
    "Suryani",
    "Dewi",
    "Indah",
    "Puji",
    "Rina",
    "Wahyu",
    "Ari",
    "Eni",
    "Ernawati",
    "Kusmiyati",
    "Lestari",
    "Mulyani",
    "Murni",
    "Nining",
    "Partini",
    "Purwanti",
    "Sarwanti",
    "Sulistyowati",
    "Sunarti",
    "Supriyati",
    "Suwarni",
    "Widayati",
    "Winarsih",
    "Yulianti",
];
const SECOND_WOMEN: [&str; 30] = [
    "Wahyuni",
    "Lestari",
    "Rahayu",
    "Astuti",
    "Handayani",
    "Wulandari",
    "Setyowati",
    "Utami",
    "Purwanti",
    "Ningsih",
    "Susilowati",
    "Hartati",
    "Kurniasih",
    "Puspitasari",
    "Widiastuti",
    "Mulyani",
    "Suryani",
    "Hidayati",
    "Sulistyani",
    "Anggraini",
    "Kusumawati",
    "Rahmawati",
    "Maryani",
    "Ismawati",
    "Pujiastuti",
    "Yuliana",
    "Sari",
    "Indriyani",
    "Fitriani",
    "Suharti",
];

const YOUNG_MEN: [&str; 40] = [
    "Rizky", "Dimas", "Aditya", "Fajar", "Bagus", "Bayu", "Ilham", "Galih", "Yoga", "Rafi", "Arya", "Farhan", "Rendi",
    "Dika", "Alvin", "Reza", "Kevin", "Aldi", "Iqbal", "Naufal", "Satria", "Gilang", "Rangga", "Hafiz", "Raka", "Zaki",
    "Wisnu", "Ardi", "Tegar", "Bintang", "Fauzan", "Rama", "Evan", "Arkan", "Gibran", "Danu", "Surya", "Angga",
    "Yusuf", "Krisna",
];
const YOUNG_SECOND_MEN: [&str; 30] = [
    "Pratama",
    "Saputra",
    "Ramadhan",
    "Maulana",
    "Nugroho",
    "Setiawan",
    "Wicaksono",
    "Prasetya",
    "Hidayat",
    "Kurniawan",
    "Prayoga",
    "Putra",
    "Wibowo",
    "Firmansyah",
    "Permana",
    "Santoso",
    "Purnama",
    "Adinata",
    "Prakoso",
    "Mahendra",
    "Syahputra",
    "Alamsyah",
    "Wardana",
    "Anggara",
    "Budiman",
    "Perdana",
    "Wijaya",
    "Pamungkas",
    "Abimanyu",
    "Nugraha",
];
/// Middle words of three.
const MIDDLE_MEN: [&str; 10] = ["Adi", "Dwi", "Tri", "Eka", "Yudha", "Aji", "Wahyu", "Bayu", "Putra", "Catur"];
const MIDDLE_WOMEN: [&str; 10] = ["Ayu", "Dwi", "Tri", "Eka", "Nur", "Putri", "Dewi", "Sekar", "Rizki", "Dyah"];
const YOUNG_WOMEN: [&str; 40] = [
    "Nabila",
    "Putri",
    "Anisa",
    "Dinda",
    "Ayu",
    "Intan",
    "Salsabila",
    "Aulia",
    "Citra",
    "Zahra",
    "Nadia",
    "Bunga",
    "Rara",
    "Tiara",
    "Vina",
    "Meilani",
    "Safira",
    "Alya",
    "Naila",
    "Keysha",
    "Rahma",
    "Laila",
    "Amelia",
    "Della",
    "Fitri",
    "Melati",
    "Oktavia",
    "Novita",
    "Sekar",
    "Galuh",
    "Kirana",
    "Larasati",
    "Mutiara",
    "Nisa",
    "Riska",
    "Shinta",
    "Wulan",
    "Yuliana",
    "Azizah",
    "Anggun",
];
const YOUNG_SECOND_WOMEN: [&str; 28] = [
    "Putri",
    "Maharani",
    "Rahmawati",
    "Lestari",
    "Ramadhani",
    "Permatasari",
    "Oktaviani",
    "Safitri",
    "Kusumastuti",
    "Azzahra",
    "Nuraini",
    "Wulandari",
    "Anggraeni",
    "Puspita",
    "Khasanah",
    "Salsabila",
    "Dewi",
    "Aprilia",
    "Cahyani",
    "Agustin",
    "Pertiwi",
    "Novitasari",
    "Handayani",
    "Aulia",
    "Ningtyas",
    "Utami",
    "Febriani",
    "Saraswati",
];

/// First words that say a family's faith.
const MUSLIM_MEN: [&str; 12] =
    ["Muhammad", "Ahmad", "Abdul", "Nur", "Khoirul", "Muh.", "Mohamad", "Saiful", "Zaenal", "Syaiful", "Ali", "Fathur"];
const MUSLIM_SECOND_MEN: [&str; 12] =
    ["Arifin", "Rohman", "Anwar", "Fauzi", "Huda", "Mustofa", "Rozak", "Munir", "Khoiri", "Hasan", "Ihsan", "Ridwan"];
const MUSLIM_WOMEN: [&str; 10] =
    ["Siti", "Nurul", "Umi", "Khusnul", "Nur", "Laela", "Siti Nur", "Iffah", "Hidayatul", "Lutfiyah"];
const MUSLIM_SECOND_WOMEN: [&str; 12] = [
    "Aminah",
    "Khotimah",
    "Fatimah",
    "Aisyah",
    "Maimunah",
    "Rohmah",
    "Zulaikah",
    "Mutmainah",
    "Qomariyah",
    "Hidayah",
    "Munawaroh",
    "Kholifah",
];
const CHRISTIAN_MEN: [&str; 12] = [
    "Yohanes",
    "Andreas",
    "Markus",
    "Petrus",
    "Paulus",
    "Stefanus",
    "Yakobus",
    "Daniel",
    "Samuel",
    "Antonius",
    "Fransiskus",
    "Ignatius",
];
const CHRISTIAN_WOMEN: [&str; 12] = [
    "Maria",
    "Kristina",
    "Yohana",
    "Elisabet",
    "Veronika",
    "Theresia",
    "Ester",
    "Debora",
    "Agnes",
    "Lidia",
    "Margareta",
    "Monika",
];

/// Degrees of those who studied.
const DEGREES: [&str; 9] = ["S.Pd.", "S.E.", "A.Md.", "S.T.", "S.H.", "S.Kom.", "S.Sos.", "A.Md.Kep.", "S.P."];

/// A name for a person of this sex, birth and faith.
pub(super) fn name(dice: &mut Dice, sex: Sex, birth: Date, religion: &str) -> String {
    match birth.year() {
        ..1962 => old(dice, sex),
        1962..1992 => middle(dice, sex, religion),
        _ => young(dice, sex, religion),
    }
}

/// A degree behind the name, where the occupation makes it likely.
pub(super) fn degree(dice: &mut Dice, occupation: &str) -> Option<&'static str> {
    let percent = match occupation {
        "Guru" => return Some("S.Pd."),
        "Bidan" => return Some("A.Md.Keb."),
        "Perawat" => return Some("A.Md.Kep."),
        "Pegawai Negeri Sipil" => 60,
        "Karyawan Swasta" | "Perangkat Desa" => 8,
        _ => 0,
    };
    dice.chance(percent).then(|| *dice.pick(&DEGREES))
}

fn old(dice: &mut Dice, sex: Sex) -> String {
    let (first, second) = match sex {
        Sex::Male => (*dice.pick(&OLD_MEN), *dice.pick(&OLD_SECOND_MEN)),
        Sex::Female => (*dice.pick(&OLD_WOMEN), *dice.pick(&OLD_SECOND_WOMEN)),
    };
    if dice.chance(78) || first.contains(' ') { first.into() } else { format!("{first} {second}") }
}

fn is_christian(religion: &str) -> bool {
    matches!(religion, "Kristen" | "Katolik")
}

/// A first word that says the faith, for as many of a hundred as bear one.
fn of_faith(dice: &mut Dice, sex: Sex, religion: &str) -> Option<(&'static str, Option<&'static str>)> {
    let named = dice.chance(if is_christian(religion) { 55 } else { 24 });
    match (named, religion, sex) {
        (true, "Islam", Sex::Male) => Some((*dice.pick(&MUSLIM_MEN), Some(*dice.pick(&MUSLIM_SECOND_MEN)))),
        (true, "Islam", Sex::Female) => Some((*dice.pick(&MUSLIM_WOMEN), Some(*dice.pick(&MUSLIM_SECOND_WOMEN)))),
        (true, "Kristen" | "Katolik", Sex::Male) => Some((*dice.pick(&CHRISTIAN_MEN), None)),
        (true, "Kristen" | "Katolik", Sex::Female) => Some((*dice.pick(&CHRISTIAN_WOMEN), None)),
        _ => None,
    }
}

fn middle(dice: &mut Dice, sex: Sex, religion: &str) -> String {
    let (first, second) = match sex {
        Sex::Male => (*dice.pick(&MEN), *dice.pick(&SECOND_MEN)),
        Sex::Female => (*dice.pick(&WOMEN), *dice.pick(&SECOND_WOMEN)),
    };
    match of_faith(dice, sex, religion) {
        Some((faith, Some(after))) => format!("{faith} {after}"),
        Some((faith, None)) => format!("{faith} {first} {second}"),
        // Longer first words stand alone: "Purwanto", "Sulistyowati".
        None if first.len() > 7 && dice.chance(60) => first.into(),
        None => two(first, second),
    }
}

fn young(dice: &mut Dice, sex: Sex, religion: &str) -> String {
    let (first, middle, last) = match sex {
        Sex::Male => (*dice.pick(&YOUNG_MEN), *dice.pick(&MIDDLE_MEN), *dice.pick(&YOUNG_SECOND_MEN)),
        Sex::Female => (*dice.pick(&YOUNG_WOMEN), *dice.pick(&MIDDLE_WOMEN), *dice.pick(&YOUNG_SECOND_WOMEN)),
    };
    match of_faith(dice, sex, religion) {
        Some((faith, _)) => format!("{faith} {}", two(first, last)),
        None if dice.chance(45) && ![first, last].contains(&middle) => format!("{first} {middle} {last}"),
        None => two(first, last),
    }
}

/// Nobody is called "Putri Putri".
fn two(first: &str, second: &str) -> String {
    if first == second { first.to_owned() } else { format!("{first} {second}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn names_have_one_to_four_words_and_none_twice() {
        let mut dice = Dice::of(5, "names");
        for year in 1940..2026 {
            for sex in [Sex::Male, Sex::Female] {
                for religion in ["Islam", "Kristen", "Katolik", "Buddha"] {
                    let name = name(&mut dice, sex, date(year, 6, 1), religion);
                    let words: Vec<&str> = name.split(' ').collect();
                    assert!((1..=4).contains(&words.len()), "{name}");
                    assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{name}");
                    assert!(religion == "Islam" || !name.starts_with("Muhammad"), "{name}");
                }
            }
        }
    }
}
