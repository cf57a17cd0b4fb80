//! A name that its bearer recognises and a stranger does not learn.

/// What stands for a hidden letter. Always the same number, so that the length tells nothing.
const HIDDEN: &str = "***";

/// The first letter of each word, the rest hidden: `Sri Wahyuni` is `S*** W***`.
pub fn masked(name: &str) -> String {
    let words: Vec<String> = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .map(|first| format!("{first}{HIDDEN}"))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letters_are_left() {
        assert_eq!(masked("SRI WAHYUNI"), "S*** W***");
        assert_eq!(masked("  Bu   Élok "), "B*** É***");
        assert_eq!(masked(""), "");
    }
}
