//! `docs/terminal.md` names a test for each of its requirements: they must exist.

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

#[test]
fn every_requirement_of_the_page_on_terminals_has_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    sources(&root.join("src"), &mut code);
    sources(&root.join("tests"), &mut code);
    let page = std::fs::read_to_string(root.join("docs/terminal.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains("::")).collect();
    let numbers: Vec<usize> = rows.iter().map(|row| row.split('|').nth(1).unwrap().trim().parse().unwrap()).collect();
    assert_eq!(numbers, (1..=37).collect::<Vec<_>>());
    for row in rows {
        let tests = row.split('|').nth(4).unwrap().split('`').filter(|name| name.contains("::"));
        for test in tests {
            let name = test.rsplit("::").next().unwrap();
            assert!(code.contains(&format!("fn {name}")), "{test} is not there");
        }
    }
}
