//! Signed letters, as we and as another program see them.

use jiff::Timestamp;
use secrecy::SecretString;
use serasi::server::sign::check::{CheckError, Expected, check};
use serasi::server::sign::demo_ca::DemoCa;
use serasi::server::sign::inspect::{State, inspect};
use serasi::server::sign::local::LocalSigner;
use serasi::server::sign::signer::{CertificateState, SignError, Signer};
use serasi::server::typeset::{Area, Stage, Typesetter};
use uuid::Uuid;

use super::{poppler, sample};

const HEAD: Uuid = Uuid::from_u128(0x0193_a1b0_0000_7000_8000_0000_0000_0001);
const CAMAT: Uuid = Uuid::from_u128(0x0193_a1b0_0000_7000_8000_0000_0000_0002);

/// A home with an authority and two people who can sign.
struct Desk {
    folder: tempfile::TempDir,
    ca: DemoCa,
    signer: LocalSigner,
}

fn now() -> Timestamp {
    "2026-11-24T02:30:00Z".parse().unwrap()
}

fn passphrase(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ca = DemoCa::open_or_create(folder.path().join("ca"), now()).unwrap();
        let keys = folder.path().join("keys");
        for (person, name, secret) in [(HEAD, "ANGGORO", "rahasia"), (CAMAT, "Drs. SUMÈNA", "kunci")] {
            ca.issue(&keys, person, name, &passphrase(secret), now()).unwrap();
        }
        let signer = LocalSigner::new(keys);
        Self { folder, ca, signer }
    }

    fn sign(&self, pdf: &[u8], area: Option<Area>) -> Vec<u8> {
        self.signer.sign(HEAD, &passphrase("rahasia"), pdf, area, now()).unwrap()
    }

    fn sign_again(&self, pdf: &[u8]) -> Vec<u8> {
        self.signer.sign(CAMAT, &passphrase("kunci"), pdf, None, now()).unwrap()
    }

    fn state(&self, pdf: &[u8]) -> State {
        inspect(pdf, &self.ca.trusted(), now()).state
    }

    fn check(&self, prepared: &[u8], signed: &[u8]) -> Result<String, CheckError> {
        check(prepared, signed, Expected::Name("ANGGORO"), &self.ca.trusted(), now()).map(|checked| checked.signer)
    }
}

fn letter() -> (Vec<u8>, Option<Area>) {
    let job = super::letter("electronic", 12, Stage::Final(sample::last()));
    let letter = Typesetter::in_process().typeset(&job).unwrap();
    (letter.pdf, letter.signature_area)
}

/// The same letter with cross-reference and object streams.
fn with_streams(pdf: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    let mut bytes = Vec::new();
    let options = lopdf::SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document.save_with_options(&mut bytes, options).unwrap();
    bytes
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

fn pdfsig(pdf: &[u8]) -> Option<String> {
    poppler::run("pdfsig", &["-nocert"], pdf, &[])
}

#[test]
fn a_signed_letter_is_valid_for_us_and_for_poppler() {
    let desk = Desk::new();
    let (table, area) = letter();
    for pdf in [with_streams(&table), table] {
        for area in [area, None] {
            let signed = desk.sign(&pdf, area);
            assert_eq!(desk.check(&pdf, &signed), Ok("ANGGORO".into()));
            assert_eq!(desk.state(&signed), State::Valid);
            let Some(report) = pdfsig(&signed) else {
                continue;
            };
            assert!(report.contains("Signature is Valid."), "{report}");
            assert!(report.contains("Total document signed"), "{report}");
            assert!(report.contains("ETSI.CAdES.detached"), "{report}");
            assert!(report.contains("ANGGORO"), "{report}");
        }
    }
}

#[test]
fn the_signature_says_who_and_when() {
    let desk = Desk::new();
    let (pdf, area) = letter();
    let found = inspect(&desk.sign(&pdf, area), &desk.ca.trusted(), now());
    assert_eq!(found.signatures.len(), 1);
    assert_eq!(found.signatures[0].name, "ANGGORO");
    assert_eq!(found.signatures[0].signed_at, Some(now()));
}

#[test]
fn a_second_signature_keeps_the_first_valid() {
    let desk = Desk::new();
    let (table, area) = letter();
    for pdf in [with_streams(&table), table] {
        let first = desk.sign(&pdf, area);
        let both = desk.sign_again(&first);
        let trusted = desk.ca.trusted();
        let second = check(&first, &both, Expected::Name("Drs. SUMÈNA"), &trusted, now());
        assert!(second.is_ok(), "{second:?}");
        let found = inspect(&both, &trusted, now());
        assert_eq!(found.state, State::Valid);
        let names: Vec<_> = found.signatures.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["ANGGORO", "Drs. SUMÈNA"]);
        let Some(report) = pdfsig(&both) else {
            continue;
        };
        assert_eq!(count(&report, "Signature is Valid."), 2, "{report}");
        assert_eq!(count(&report, "Total document signed"), 1, "{report}");
    }
}

#[test]
fn a_flipped_byte_is_noticed() {
    let desk = Desk::new();
    let (pdf, area) = letter();
    let signed = desk.sign(&pdf, area);
    // In the middle of a compressed stream, in the trailer, and in the head.
    for place in [pdf.len() / 3, signed.len() - 200, 9] {
        let mut altered = signed.clone();
        altered[place] ^= 1;
        assert_ne!(desk.state(&altered), State::Valid, "byte {place}");
        assert!(desk.check(&pdf, &altered).is_err(), "byte {place}");
    }
    let mut altered = signed;
    altered[pdf.len() / 3] ^= 1;
    assert_eq!(desk.state(&altered), State::Altered);
    if let Some(report) = pdfsig(&altered) {
        assert!(report.contains("Digest Mismatch."), "{report}");
        assert!(!report.contains("Signature is Valid."), "{report}");
    }
}

#[test]
fn what_follows_the_signature_is_noticed() {
    let desk = Desk::new();
    let (pdf, area) = letter();
    let mut signed = desk.sign(&pdf, area);
    signed.extend_from_slice(b"% and one thing more\n");
    assert_eq!(desk.state(&signed), State::Altered);
    assert_eq!(desk.check(&pdf, &signed), Err(CheckError::NotWhole));
}

#[test]
fn a_signature_that_changes_the_letter_is_refused() {
    let desk = Desk::new();
    let (pdf, area) = letter();
    let (other, _) = {
        let mut job = super::letter("electronic", 5, Stage::Final(sample::last()));
        let mut template = serasi::config::template::Template::read(&job.template).unwrap();
        template.letter.push_str("\nSatu baris lagi.");
        job.template = template.write();
        let letter = Typesetter::in_process().typeset(&job).unwrap();
        (letter.pdf, ())
    };
    assert_eq!(desk.check(&pdf, &desk.sign(&other, area)), Err(CheckError::NotExtended));
    // An update that empties the page, under a good signature.
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let page = document.get_pages()[&1];
    let contents = document.get_dictionary(page).unwrap().get(b"Contents").unwrap();
    let contents = contents.as_reference().unwrap();
    let mut update = lopdf::IncrementalDocument::create_from(pdf.clone(), document);
    let empty = lopdf::Stream::new(lopdf::Dictionary::new(), Vec::new());
    update.new_document.objects.insert(contents, lopdf::Object::Stream(empty));
    let mut changed = Vec::new();
    update.save_to(&mut changed).unwrap();
    assert!(changed.starts_with(&pdf));
    let signed = desk.sign(&changed, area);
    assert_eq!(desk.check(&pdf, &signed), Err(CheckError::ContentChanged));
}

#[test]
fn a_file_without_or_with_an_unknown_signature_is_told_apart() {
    let (desk, stranger) = (Desk::new(), Desk::new());
    let (pdf, area) = letter();
    assert_eq!(desk.state(&pdf), State::NoSignature);
    assert_eq!(desk.state(b"%PDF-1.7 but no more"), State::Unreadable);
    assert_eq!(desk.state(b""), State::Unreadable);
    let signed = stranger.sign(&pdf, area);
    assert_eq!(desk.state(&signed), State::UnknownSigner);
    assert_eq!(desk.check(&pdf, &signed), Err(CheckError::Untrusted));
    assert_eq!(desk.check(&pdf, &pdf), Err(CheckError::NotOneNew));
    let other = desk.sign_again(&pdf);
    assert_eq!(desk.check(&pdf, &other), Err(CheckError::WrongSigner));
}

#[test]
fn a_wrong_passphrase_is_a_definite_refusal() {
    let desk = Desk::new();
    let (pdf, area) = letter();
    for wrong in ["", "Rahasia", "rahasia "] {
        let refused = desk.signer.sign(HEAD, &passphrase(wrong), &pdf, area, now());
        let Err(SignError::Definite { code, text }) = refused else { panic!("must be refused") };
        assert_eq!(code, "2031");
        assert!(wrong.is_empty() || !text.contains(wrong));
    }
    let nobody = Uuid::from_u128(7);
    let refused = desk.signer.sign(nobody, &passphrase("rahasia"), &pdf, area, now());
    assert!(matches!(refused, Err(SignError::Definite { code, .. }) if code == "no_certificate"));
    let later = now() + jiff::SignedDuration::from_hours(24 * 800);
    let refused = desk.signer.sign(HEAD, &passphrase("rahasia"), &pdf, area, later);
    assert!(matches!(refused, Err(SignError::Definite { code, .. }) if code == "certificate_expired"));
    let refused = desk.signer.sign(HEAD, &passphrase("rahasia"), b"no pdf", area, now());
    assert!(matches!(refused, Err(SignError::Definite { code, .. }) if code == "pdf_unreadable"));
}

#[test]
fn the_state_of_a_certificate_needs_no_passphrase() {
    let desk = Desk::new();
    let state = desk.signer.certificate(HEAD, now());
    let CertificateState::Active { owner, der: Some(der), .. } = state else { panic!("{state:?}") };
    assert_eq!(owner, "ANGGORO");
    let (pdf, area) = letter();
    let signed = desk.sign(&pdf, area);
    let trusted = desk.ca.trusted();
    assert!(check(&pdf, &signed, Expected::Certificate(&der), &trusted, now()).is_ok());
    let later = now() + jiff::SignedDuration::from_hours(24 * 800);
    assert!(matches!(desk.signer.certificate(HEAD, later), CertificateState::Expired { .. }));
    assert_eq!(desk.signer.certificate(Uuid::from_u128(7), now()), CertificateState::Missing);
}

#[test]
fn the_authority_is_the_same_after_a_restart() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let again = DemoCa::open_or_create(desk.folder.path().join("ca"), now()).unwrap();
    assert_eq!(again.pem(), desk.ca.pem());
    let person = Uuid::from_u128(9);
    let keys = desk.folder.path().join("keys");
    again.issue(&keys, person, "SUTARNO", &passphrase("baru"), now()).unwrap();
    let (pdf, area) = letter();
    let signed = desk.signer.sign(person, &passphrase("baru"), &pdf, area, now()).unwrap();
    assert_eq!(desk.state(&signed), State::Valid);
    let mode = std::fs::metadata(keys.join(format!("{person}.p12"))).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn signing_leaves_the_page_as_it_was() {
    let desk = Desk::new();
    let (pdf, area) = letter();
    let signed = desk.sign_again(&desk.sign(&pdf, area));
    let text = |pdf: &[u8]| poppler::run("pdftotext", &["-layout"], pdf, &["-"]);
    assert_eq!(text(&pdf), text(&signed));
    // Left for whoever wants to look at it.
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("letters");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("signed.pdf"), &signed).unwrap();
    std::fs::write(folder.join("signed-once.pdf"), desk.sign(&pdf, area)).unwrap();
    std::fs::write(folder.join("signed-streams.pdf"), desk.sign_again(&desk.sign(&with_streams(&pdf), area))).unwrap();
    std::fs::write(folder.join("ca.pem"), desk.ca.pem()).unwrap();
    let _ = std::fs::copy(desk.folder.path().join("keys").join(format!("{HEAD}.p12")), folder.join("head.p12"));
}
