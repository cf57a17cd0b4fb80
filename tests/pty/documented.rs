//! `docs/terminal.md` names a test for each of its requirements, `docs/keystrokes.md` for each job: they must exist.

use std::path::Path;

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The rows of a page's table that name tests, each as its columns.
fn rows(page: &str) -> Vec<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    sources(&root.join("src"), &mut code);
    sources(&root.join("tests"), &mut code);
    let page = std::fs::read_to_string(root.join("docs").join(page)).unwrap();
    let named = page.lines().filter(|line| line.starts_with("| ") && line.contains("::"));
    let rows: Vec<Vec<String>> =
        named.map(|row| row.split('|').skip(1).map(|column| column.trim().to_owned()).collect()).collect();
    for test in rows.iter().flatten().flat_map(|column| column.split('`')).filter(|name| name.contains("::")) {
        let name = test.rsplit("::").next().unwrap();
        assert!(code.contains(&format!("fn {name}(")), "{test} is not there");
    }
    rows
}

#[test]
fn every_requirement_of_the_page_on_terminals_has_a_test_that_exists() {
    let numbers: Vec<usize> = rows("terminal.md").iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=37).collect::<Vec<_>>());
}

#[test]
fn every_job_of_the_page_on_keystrokes_is_counted_by_a_test_that_exists() {
    let jobs = rows("keystrokes.md");
    for job in [
        "forward a complete",
        "return an incomplete",
        "complete surat pengantar",
        "sign 31",
        "give a finished",
        "is my letter",
    ] {
        assert!(jobs.iter().any(|row| row[0].contains(job) && row[2].contains("journeys::")), "{job}");
    }
}
