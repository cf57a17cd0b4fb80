//! The offices of Kabupaten Semarang, from the lists in `config/regions/`: what a new server begins with.

use serde::Deserialize;

use crate::domain::id::{OfficeId, derived};
use crate::domain::office::{Office, OfficeKind};
use crate::domain::record::Rest;

const REGIONS: &str = include_str!("../../config/regions/3322.csv");
const AGENCIES: &str = include_str!("../../config/regions/opd_3322.csv");

/// Code of the regency.
pub const REGENCY: &str = "33.22";
/// Code of Kecamatan Banyubiru.
pub const DISTRICT: &str = "33.22.07";
/// Code of Desa Banyubiru.
pub const BANYUBIRU: &str = "33.22.07.2009";
/// Code of Desa Kebondowo, the neighbour whose people must see nothing of Banyubiru's.
pub const KEBONDOWO: &str = "33.22.07.2008";

/// A list that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {error}")]
pub struct BadTable {
    /// Which file.
    pub file: &'static str,
    /// What is wrong.
    pub error: String,
}

#[derive(Deserialize)]
struct Region {
    code: String,
    name: String,
    kind: String,
    parent: String,
}

#[derive(Deserialize)]
struct Agency {
    code: String,
    name: String,
    kind: String,
}

/// The id of the office with this code, the same on every server.
pub fn id_of(code: &str) -> OfficeId {
    OfficeId(derived("office", &[code.as_bytes()]))
}

/// All offices: the regency first, then agencies, sub-districts and villages.
///
/// # Errors
/// [`BadTable`] when a list that ships is broken; a test reads them.
pub fn all() -> Result<Vec<Office>, BadTable> {
    let regions = rows::<Region>("3322.csv", REGIONS)?;
    let agencies = rows::<Agency>("opd_3322.csv", AGENCIES)?;
    let agencies = agencies.into_iter().filter(|agency| agency.kind != "kecamatan").map(agency);
    let (mut offices, mut below): (Vec<Office>, Vec<Office>) =
        regions.into_iter().filter_map(region).partition(|office| office.kind == OfficeKind::Regency);
    offices.extend(agencies);
    offices.append(&mut below);
    Ok(offices)
}

fn rows<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, BadTable> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| BadTable { file, error: error.to_string() })
}

fn agency(agency: Agency) -> Office {
    let (address, contact) = seat_of_agency(&agency.code);
    Office {
        id: id_of(&agency.code),
        number_format: "{classification}/{n}/{office}/{year}".into(),
        kind: OfficeKind::Agency,
        parent: Some(id_of(REGENCY)),
        word: String::new(),
        head: head_of_agency(&agency.kind).into(),
        address,
        contact,
        name: agency.name,
        code: agency.code,
        rest: Rest::new(),
    }
}

fn head_of_agency(kind: &str) -> &'static str {
    match kind {
        "dinas" => "Kepala Dinas",
        "badan" => "Kepala Badan",
        "rsud" => "Direktur",
        "satuan" => "Kepala Satuan",
        _ => "Sekretaris",
    }
}

fn seat_of_agency(code: &str) -> (String, String) {
    let street = match code {
        "SETDA" | "SETWAN" | "INSPEKTORAT" | "BKUD" => "Jalan Diponegoro Nomor 14, Ungaran 50511",
        "RSUD-GM" => "Jalan Kartini Nomor 101, Ambarawa 50611",
        "RSUD-GS" => "Jalan Diponegoro Nomor 125, Ungaran 50513",
        "DISDUKCAPIL" | "DPMPTSP" | "DISKOMINFO" => "Jalan Gatot Subroto Nomor 104, Ungaran 50517",
        _ => "Komplek Perkantoran Suwakul, Ungaran 50519",
    };
    (street.into(), format!("Laman {}.semarangkab.go.id", code.to_ascii_lowercase()))
}

fn region(region: Region) -> Option<Office> {
    let (kind, word, head) = match region.kind.as_str() {
        "kabupaten" => (OfficeKind::Regency, "Kabupaten", "Bupati"),
        "kecamatan" => (OfficeKind::District, "Kecamatan", "Camat"),
        "kelurahan" => (OfficeKind::UrbanVillage, "Kelurahan", "Lurah"),
        "desa" => (OfficeKind::Village, "Desa", "Kepala Desa"),
        _ => return None, // the province is not ours
    };
    // The file names the regency with its word, the others without.
    let name = region.name.strip_prefix("Kabupaten ").unwrap_or(&region.name).to_owned();
    let (address, contact) = seat_of_region(&region.code, &name, kind);
    Some(Office {
        id: id_of(&region.code),
        number_format: number_format(&region.code, &name, kind),
        parent: (kind != OfficeKind::Regency).then(|| id_of(&region.parent)),
        code: region.code,
        word: word.into(),
        head: head.into(),
        kind,
        name,
        address,
        contact,
        rest: Rest::new(),
    })
}

/// A village prints its short name, not its code: `400.10.2.2/045/BNB/XI/2026`.
fn number_format(code: &str, name: &str, kind: OfficeKind) -> String {
    let short = match code {
        BANYUBIRU | DISTRICT => "BNB".to_owned(),
        KEBONDOWO => "KBD".to_owned(),
        _ => short_name(name),
    };
    match kind {
        OfficeKind::Village | OfficeKind::UrbanVillage => {
            format!("{{classification}}/{{n3}}/{short}/{{month}}/{{year}}")
        }
        _ => format!("{{classification}}/{{n}}/{short}/{{year}}"),
    }
}

/// First letter and next consonants, three at most: "Rowoboni" is "RWB".
fn short_name(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase());
    letters.enumerate().filter(|(at, c)| *at == 0 || !"AEIOU".contains(*c)).map(|(_, c)| c).take(3).collect()
}

fn seat_of_region(code: &str, name: &str, kind: OfficeKind) -> (String, String) {
    match (code, kind) {
        (BANYUBIRU, _) => (
            "Jalan Raya Banyubiru–Salatiga Km 1, Banyubiru 50664".into(),
            "Pos-el pemdes@banyubiru.desa.id · Laman banyubiru.desa.id".into(),
        ),
        (DISTRICT, _) => {
            ("Jalan Raya Banyubiru Nomor 60, Banyubiru 50664".into(), "Laman kec-banyubiru.semarangkab.go.id".into())
        }
        (_, OfficeKind::Regency) => {
            ("Jalan Diponegoro Nomor 14, Ungaran 50511".into(), "Laman semarangkab.go.id".into())
        }
        (_, OfficeKind::Village) if code.starts_with(DISTRICT) => {
            (format!("Jalan Raya {name}, Banyubiru 50664"), String::new())
        }
        _ => (format!("Jalan Raya {name}, Kabupaten Semarang"), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::numbering::check_format;
    use std::collections::BTreeSet;

    #[test]
    fn every_office_of_the_regency_is_there_once_with_its_parent() {
        let offices = all().unwrap();
        let count = |kind| offices.iter().filter(|office| office.kind == kind).count();
        assert_eq!(count(OfficeKind::Regency), 1);
        assert_eq!(count(OfficeKind::Agency), 27);
        assert_eq!(count(OfficeKind::District), 19);
        assert_eq!(count(OfficeKind::Village), 208);
        assert_eq!(count(OfficeKind::UrbanVillage), 27);
        let ids: BTreeSet<_> = offices.iter().map(|office| office.id).collect();
        assert_eq!(ids.len(), offices.len());
        for office in &offices {
            assert!(office.parent.is_none_or(|parent| ids.contains(&parent)), "{}", office.full_name());
            assert_eq!(check_format(&office.number_format), Ok(()), "{}", office.full_name());
        }
    }

    #[test]
    fn banyubiru_stands_under_its_sub_district_and_the_regency() {
        let offices = all().unwrap();
        let by = |code: &str| offices.iter().find(|office| office.code == code).unwrap();
        assert_eq!(by(BANYUBIRU).full_name(), "Desa Banyubiru");
        assert_eq!(by(BANYUBIRU).parent, Some(by(DISTRICT).id));
        assert_eq!(by(DISTRICT).parent, Some(by(REGENCY).id));
        assert_eq!(by(REGENCY).full_name(), "Kabupaten Semarang");
        assert_eq!(by(BANYUBIRU).number_format, "{classification}/{n3}/BNB/{month}/{year}");
        assert_eq!(short_name("Rowoboni"), "RWB");
    }
}
