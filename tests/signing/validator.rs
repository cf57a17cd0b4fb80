//! An independent judge of the signed letter: `pdfsig` of poppler-utils.

use std::process::Command;

use serasi::wire::signatures::SignOutcome;

use super::home::Home;
use super::signer::Kind;

fn pdfsig(file: &std::path::Path, nss: &std::path::Path) -> String {
    let output = Command::new("pdfsig").arg("-nssdir").arg(nss).arg(file).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn pdfsig_calls_the_signed_letter_valid_and_a_changed_one_not() {
    if Command::new("pdfsig").arg("-v").output().is_err() {
        assert!(std::env::var_os("SERASI_TEST_REQUIRE_ALL").is_none(), "pdfsig is not installed");
        println!("skipped: pdfsig (poppler-utils) is not installed");
        return;
    }
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (_, task) = desk.ready();
    let SignOutcome::Signed { pdf, .. } = desk.sign(&task) else { panic!() };
    let mut bytes = desk.signing.blobs.load(pdf).unwrap().unwrap();
    let (file, nss) = (home.path.join("surat.pdf"), home.path.join("nss"));
    std::fs::create_dir(&nss).unwrap();
    std::fs::write(&file, &bytes).unwrap();
    let said = pdfsig(&file, &nss);
    assert!(said.contains("Signature is Valid.") && said.contains("Total document signed"), "{said}");
    assert!(said.contains("Signer Certificate Common Name: Anggoro"), "{said}");

    bytes[200] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    assert!(!pdfsig(&file, &nss).contains("Signature is Valid."));
}
