//! A template reaches nothing but its letter, and a broken one says where.

use serasi::server::typeset::{Stage, TypesetError, Typesetter};

fn run(template: &str) -> Result<Vec<String>, TypesetError> {
    let mut job = super::letter("electronic", 3, Stage::Draft);
    job.template = super::source(template);
    Typesetter::in_process().typeset(&job).map(|letter| letter.pages)
}

#[test]
fn files_and_packages_are_out_of_reach() {
    for template in [
        r#"#read("/etc/passwd")"#,
        r#"#read("../../etc/passwd")"#,
        r#"#read("Cargo.toml")"#,
        r#"#image("/etc/logo.png")"#,
        r#"#import "@preview/cetz:0.3.0": *"#,
        r#"#include "/proc/self/environ""#,
        "#datetime.today()",
    ] {
        let error = run(template).unwrap_err();
        assert_eq!(error.code(), "template", "{template}: {error}");
    }
}

#[test]
fn the_data_is_no_code() {
    let mut job = super::letter("electronic", 3, Stage::Draft);
    let text = String::from_utf8(job.snapshot).unwrap();
    job.snapshot = text.replace("SRI WAHYUNI", "#read(\\\"/etc/passwd\\\") *tebal* $x$").into_bytes();
    let pages = Typesetter::in_process().typeset(&job).unwrap().pages;
    assert!(pages[0].contains("#read(\"/etc/passwd\") *tebal* $x$"), "{}", pages[0]);
}

#[test]
fn an_error_names_the_line_of_the_template() {
    let template = "#let data = json(\"data.json\")\nSurat\n\n#data.tidakada\n";
    let Err(TypesetError::Template { file, line, message }) = run(template) else { panic!("must fail") };
    assert_eq!((file.as_str(), line), ("letter.typ", Some(4)));
    assert!(message.contains("tidakada"), "{message}");
    // A mistake that shows inside the base is blamed on the call in the template.
    let template = "#import \"base.typ\": *\n#rows(12)\n";
    let Err(TypesetError::Template { file, line, .. }) = run(template) else { panic!("must fail") };
    assert_eq!((file.as_str(), line), ("letter.typ", Some(2)));
}

#[test]
fn an_endless_template_ends() {
    assert!(run("#while true {}").is_err());
    assert!(run("#let f(x) = f(x + 1)\n#f(0)").is_err());
}

#[test]
fn a_letter_that_the_fonts_cannot_show_is_refused() {
    let mut job = super::letter("electronic", 3, Stage::Draft);
    let text = String::from_utf8(job.snapshot).unwrap();
    job.snapshot = text.replace("SRI WAHYUNI", "SRI \u{4e2d}").into_bytes();
    let error = Typesetter::in_process().typeset(&job).unwrap_err();
    assert_eq!(error.code(), "pdf", "{error}");
}

#[test]
fn a_snapshot_that_is_none_is_refused() {
    let mut job = super::letter("electronic", 3, Stage::Draft);
    job.snapshot = b"{\"v\":1}".to_vec();
    let error = Typesetter::in_process().typeset(&job).unwrap_err();
    assert_eq!(error.code(), "snapshot");
}
