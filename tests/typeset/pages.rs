//! The page text is what a reader sees, and the draft is the letter.

use serasi::server::typeset::{Job, Stage, Typeset, Typesetter, compare};

use super::{poppler, sample};

fn typeset(job: &Job) -> Typeset {
    Typesetter::in_process().typeset(job).unwrap_or_else(|error| panic!("{error}"))
}

/// Lines with single spaces, without empty ones.
fn normal(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

fn long_name(mut job: Job) -> Job {
    let name = "RADEN RORO SITI NUR AISYAH KUSUMANINGTYAS WIDYANINGRUM PUSPITASARI HADININGRAT";
    let mut snapshot: serde_json::Value = serde_json::from_slice(&job.snapshot).unwrap();
    snapshot["rows"][0]["value"] = name.into();
    snapshot["holder"] = name.into();
    snapshot["signer"]["name"] = "Dr. H. MUHAMMAD ABDURRAHMAN KARTODIHARDJO SASTROWARDOYO, S.IP., M.Si.".into();
    if let Stage::Final(last) = &mut job.stage {
        last.signer.name = snapshot["signer"]["name"].as_str().unwrap().into();
        last.signer.nip = Some("19700101 199501 1 001".into());
        last.signer.line = Some("a.n. Kepala Desa Banyubiru".into());
        last.signer.title = "Sekretaris Desa Banyubiru Kecamatan Banyubiru Kabupaten Semarang".into();
    }
    job.snapshot = snapshot.to_string().into_bytes();
    job
}

#[test]
fn the_page_text_is_what_pdftotext_extracts() {
    for policy in ["electronic", "ink"] {
        for rows in [3, 12, 40] {
            let job = super::letter(policy, rows, Stage::Final(sample::last()));
            for job in [job.clone(), long_name(job)] {
                let letter = typeset(&job);
                let Some(text) = poppler::run("pdftotext", &["-layout"], &letter.pdf, &["-"]) else {
                    return;
                };
                let read: Vec<_> = text.split('\u{c}').map(normal).collect();
                for (number, page) in letter.pages.iter().enumerate() {
                    assert_eq!(normal(page), read[number], "{policy}, {rows} rows");
                }
            }
        }
    }
}

#[test]
fn a_final_letter_is_its_draft_with_number_date_and_signer() {
    for policy in ["electronic", "ink"] {
        for rows in [3, 12, 40] {
            let last = Stage::Final(sample::last());
            for last in [super::letter(policy, rows, last.clone()), long_name(super::letter(policy, rows, last))] {
                let draft = typeset(&Job { stage: Stage::Draft, ..last.clone() });
                let letter = typeset(&last);
                let Stage::Final(stage) = &last.stage else { unreachable!() };
                let same = compare(&last.snapshot, &draft.pages, &letter.pages, stage);
                assert_eq!(
                    same,
                    Ok(()),
                    "{policy}, {rows} rows\n{}\n----\n{}",
                    draft.pages.join("\n"),
                    letter.pages.join("\n")
                );
            }
        }
    }
}

#[test]
fn a_letter_from_another_snapshot_is_noticed() {
    let approved = typeset(&super::letter("electronic", 12, Stage::Draft));
    for (path, value) in [("name", "SRI WAHYUNO"), ("purpose", "Menjual tanah")] {
        let mut job = super::letter("electronic", 12, Stage::Final(sample::last()));
        let mut snapshot: serde_json::Value = serde_json::from_slice(&job.snapshot).unwrap();
        snapshot["rows"][if path == "name" { 0 } else { 2 }]["value"] = value.into();
        let frozen = std::mem::replace(&mut job.snapshot, snapshot.to_string().into_bytes());
        let letter = typeset(&job);
        let found = compare(&frozen, &approved.pages, &letter.pages, &sample::last());
        assert!(found.is_err_and(|error| error.to_string().contains(value)));
    }
}

#[test]
fn a_preview_has_the_text_of_the_draft() {
    let draft = typeset(&super::letter("electronic", 12, Stage::Draft));
    let preview = typeset(&super::letter("electronic", 12, Stage::Preview));
    assert_eq!(draft.pages, preview.pages);
    assert_ne!(draft.pdf, preview.pdf);
}

#[test]
fn the_holder_signs_on_paper_only() {
    let text = |policy| typeset(&super::letter(policy, 12, Stage::Final(sample::last()))).pages.join("\n");
    assert!(text("ink").contains("Pemegang Surat,"));
    assert!(!text("ink").contains("elektronik"));
    assert!(!text("electronic").contains("Pemegang Surat"));
    assert!(text("electronic").contains("Undang-Undang Nomor 11 Tahun 2008"));
}

#[test]
fn a_second_page_has_its_number_and_no_letterhead() {
    let letter = typeset(&super::letter("electronic", 40, Stage::Final(sample::last())));
    assert_eq!(letter.pages.len(), 2);
    assert!(letter.pages[0].starts_with("PEMERINTAH KABUPATEN SEMARANG"));
    assert!(letter.pages[1].starts_with("2\n"));
    assert!(!letter.pages[1].contains("PEMERINTAH KABUPATEN"));
    let area = letter.signature_area.unwrap();
    assert_eq!(area.page, 2);
}

#[test]
fn the_closing_sentence_goes_with_the_signature() {
    // Some number of rows makes the block fall on the page break.
    for rows in 18..36 {
        let letter = typeset(&super::letter("electronic", rows, Stage::Final(sample::last())));
        let last = letter.pages.last().unwrap();
        assert!(last.contains("Demikian surat") && last.contains("Banyubiru, 24 November 2026"), "{rows}");
    }
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    let job = super::letter("electronic", 12, Stage::Final(sample::last()));
    let first = typeset(&job);
    let other = typeset(&super::letter("ink", 5, Stage::Draft));
    assert_ne!(first, other);
    assert_eq!(first, typeset(&job));
}

#[test]
fn the_signature_lies_over_the_code() {
    let letter = typeset(&super::letter("electronic", 12, Stage::Final(sample::last())));
    let area = letter.signature_area.unwrap();
    let (width, height) = (area.x1 - area.x0, area.y1 - area.y0);
    assert!((140.0..160.0).contains(&width) && (60.0..100.0).contains(&height), "{area:?}");
    assert!(area.x0 > 300.0 && area.x1 < 609.0, "{area:?}");
    assert_eq!(typeset(&super::letter("ink", 12, Stage::Draft)).signature_area, None);
}

#[test]
fn every_embedded_template_is_typeset() {
    for (slug, text) in serasi::config::template::shipped() {
        for stage in [Stage::Draft, Stage::Preview, Stage::Final(sample::last())] {
            let mut job = super::letter("ink", 12, stage);
            job.template = text.to_owned();
            assert_eq!(typeset(&job).pages.len(), 1, "{slug}");
        }
    }
}

#[test]
fn the_file_says_that_it_is_an_archive_file() {
    let letter = typeset(&super::letter("electronic", 12, Stage::Final(sample::last())));
    let Some(info) = poppler::run("pdfinfo", &[], &letter.pdf, &[]) else {
        return;
    };
    assert!(info.contains("PDF/A-2B") || info.contains("609.4"), "{info}");
    let fonts = poppler::run("pdffonts", &[], &letter.pdf, &[]).unwrap_or_default();
    assert!(fonts.contains("LiberationSerif") && !fonts.contains(" no  "), "{fonts}");
}

/// Leaves letters in the target folder for whoever wants to look at them.
#[test]
fn letters_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("letters");
    std::fs::create_dir_all(&folder).unwrap();
    let last = || Stage::Final(sample::last());
    let mut finance = super::letter("ink", 6, last());
    finance.template = super::shipped("berkas-keuangan.typ");
    for (name, job) in [
        ("electronic", super::letter("electronic", 12, last())),
        ("ink", super::letter("ink", 12, last())),
        ("long", long_name(super::letter("electronic", 12, last()))),
        ("two-pages", long_name(super::letter("ink", 34, last()))),
        ("preview", super::letter("electronic", 12, Stage::Preview)),
        ("finance", finance),
    ] {
        let letter = typeset(&job);
        std::fs::write(folder.join(format!("{name}.pdf")), letter.pdf).unwrap();
    }
}
