//! A small certificate authority for the demo and for tests.
//!
//! Its certificate says what it is. It lies in the home as `ca.pem`, so that
//! other programs can be told to trust it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use p12_keystore::{Certificate as P12Certificate, KeyStore, KeyStoreEntry, PrivateKey};
use p12_keystore::{LocalKeyId, PrivateKeyChain};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256,
};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::local::{certificate_file, key_file};
use super::x509;

/// The common name of the authority.
pub const NAME: &str = "SERASI Demo CA";
const CERTIFICATE: &str = "ca.pem";
const KEY: &str = "ca-key.pem";
/// A demo outlives a term of office; a signer's certificate is renewed sooner.
const AUTHORITY_YEARS: i64 = 10;
const PERSON_YEARS: i64 = 2;

/// The authority of one home.
pub struct DemoCa {
    folder: PathBuf,
    key: KeyPair,
    pem: String,
}

impl std::fmt::Debug for DemoCa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DemoCa").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl DemoCa {
    /// Opens the authority of a folder, and makes it where there is none.
    ///
    /// # Errors
    /// When the folder cannot be read or written, or holds something else.
    pub fn open_or_create(folder: impl Into<PathBuf>, at: Timestamp) -> io::Result<Self> {
        let folder = folder.into();
        if folder.join(KEY).exists() {
            let key = Zeroizing::new(std::fs::read_to_string(folder.join(KEY))?);
            return Ok(Self {
                key: KeyPair::from_pem(&key).map_err(io::Error::other)?,
                pem: std::fs::read_to_string(folder.join(CERTIFICATE))?,
                folder,
            });
        }
        std::fs::create_dir_all(&folder)?;
        let key = new_key()?;
        let certificate = authority(at)?.self_signed(&key).map_err(io::Error::other)?;
        let pem = certificate.pem();
        write_private(&folder.join(KEY), Zeroizing::new(key.serialize_pem()).as_bytes())?;
        std::fs::write(folder.join(CERTIFICATE), &pem)?;
        Ok(Self { folder, key, pem })
    }

    /// The authority's certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The authority's certificate as DER, one item: what checks trust.
    #[must_use]
    pub fn trusted(&self) -> Vec<Vec<u8>> {
        x509::from_pem(&self.pem)
    }

    /// Gives a person a key and a certificate in `keys`, for a
    /// [`LocalSigner`](super::local::LocalSigner). An earlier one is replaced.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn issue(
        &self,
        keys: &Path,
        person: Uuid,
        name: &str,
        passphrase: &SecretString,
        at: Timestamp,
    ) -> io::Result<()> {
        std::fs::create_dir_all(keys)?;
        let key = new_key()?;
        // The issuer's name and key are all that an issuing needs of it.
        let issuer = Issuer::new(authority(at)?, &self.key);
        let certificate = person_params(name, person, at)?.signed_by(&key, &issuer).map_err(io::Error::other)?;
        let pkcs8 = Zeroizing::new(key.serialize_der());
        let store = pkcs12(&pkcs8, certificate.der(), &self.trusted(), passphrase)?;
        write_private(&key_file(keys, person), &store)?;
        std::fs::write(certificate_file(keys, person), certificate.pem())
    }
}

fn new_key() -> io::Result<KeyPair> {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(io::Error::other)
}

fn authority(at: Timestamp) -> io::Result<CertificateParams> {
    let mut params = CertificateParams::default();
    params.distinguished_name = names(NAME);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    valid_for(&mut params, AUTHORITY_YEARS, at)?;
    Ok(params)
}

fn person_params(name: &str, person: Uuid, at: Timestamp) -> io::Result<CertificateParams> {
    /// serialNumber, which tells two people of one name apart.
    const SERIAL_NUMBER: &[u64] = &[2, 5, 4, 5];
    let mut params = CertificateParams::default();
    params.distinguished_name = names(name);
    params.distinguished_name.push(DnType::from_oid(SERIAL_NUMBER), person.to_string());
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
    params.use_authority_key_identifier_extension = true;
    valid_for(&mut params, PERSON_YEARS, at)?;
    Ok(params)
}

fn names(common_name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    names.push(DnType::CountryName, "ID");
    names.push(DnType::OrganizationName, "SERASI (demo)");
    names.push(DnType::CommonName, common_name);
    names
}

/// From the day before, because clocks differ.
fn valid_for(params: &mut CertificateParams, years: i64, at: Timestamp) -> io::Result<()> {
    let today = at.to_zoned(TimeZone::UTC).date();
    let day = |date: jiff::civil::Date| {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        rcgen::date_time_ymd(i32::from(date.year()), month, day)
    };
    let first = today.checked_sub(1.day()).map_err(io::Error::other)?;
    let last = today.checked_add(years.years()).map_err(io::Error::other)?;
    params.not_before = day(first);
    params.not_after = day(last);
    Ok(())
}

fn pkcs12(pkcs8: &[u8], certificate: &[u8], authority: &[Vec<u8>], passphrase: &SecretString) -> io::Result<Vec<u8>> {
    let key = PrivateKey::from_der(pkcs8).map_err(io::Error::other)?;
    let certificates = std::iter::once(certificate)
        .chain(authority.iter().map(Vec::as_slice))
        .map(P12Certificate::from_der)
        .collect::<Result<Vec<_>, _>>()
        .map_err(io::Error::other)?;
    let chain = PrivateKeyChain::new(LocalKeyId::from("1"), key, certificates);
    let mut store = KeyStore::new();
    store.add_entry("tanda tangan", KeyStoreEntry::PrivateKeyChain(chain));
    store.writer(passphrase.expose_secret()).write().map_err(io::Error::other)
}

/// Writes a file that only its owner can read, from its first byte on.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let fresh = path.with_extension("new");
    let _ = std::fs::remove_file(&fresh);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(fresh, path)
}
