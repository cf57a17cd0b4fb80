//! An independent judge of the signed letter: `pdfsig` of poppler-utils.

use serasi::wire::signatures::SignOutcome;

use super::home::Home;
use super::signer::Kind;
use crate::typeset::poppler;

#[test]
fn pdfsig_calls_the_signed_letter_valid_and_a_changed_one_not() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let (_, task) = desk.ready();
    let SignOutcome::Signed { pdf, .. } = desk.sign(&task) else { panic!() };
    let mut bytes = desk.signing.blobs.load(pdf).unwrap().unwrap();
    let Some(said) = poppler::run("pdfsig", &["-nocert"], &bytes, &[]) else { return };
    assert!(said.contains("Signature is Valid.") && said.contains("Total document signed"), "{said}");
    assert!(said.contains("Signer Certificate Common Name: Anggoro"), "{said}");

    bytes[200] ^= 1;
    let said = poppler::run("pdfsig", &["-nocert"], &bytes, &[]).unwrap();
    assert!(!said.contains("Signature is Valid."), "{said}");
}
