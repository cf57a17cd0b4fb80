//! The text of a page as a person reads it: line by line, left to right.
//!
//! It is taken from the laid-out page and not from the template, so it is
//! what the PDF shows; a test holds it against what a PDF reader extracts.

use super::frame::Word;

/// Runs whose baselines differ by less than this part of their size share a line.
const SAME_LINE: f64 = 0.4;
/// A gap wider than this part of the size is a space.
const SPACE: f64 = 0.12;

/// Joins the words of one page to lines.
pub(super) fn lines(words: &[Word]) -> String {
    let mut words: Vec<&Word> = words.iter().filter(|word| !word.text.is_empty()).collect();
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if shares_line(line, word) => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    let texts: Vec<String> = lines.into_iter().map(line_text).collect();
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn shares_line(line: &[&Word], word: &Word) -> bool {
    line.first().is_some_and(|first| word.baseline - first.baseline < SAME_LINE * first.size.min(word.size))
}

fn line_text(mut line: Vec<&Word>) -> String {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut text = String::new();
    let mut end = f64::NEG_INFINITY;
    for word in line {
        if !text.is_empty() && word.x - end > SPACE * word.size {
            text.push(' ');
        }
        text.push_str(&word.text);
        end = word.x + word.width;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: f64, baseline: f64) -> Word {
        let width = 5.0 * text.len() as f64;
        Word { text: text.into(), x, width, baseline, size: 10.0 }
    }

    #[test]
    fn columns_of_one_line_are_read_left_to_right() {
        let words = [word("SRI", 80.0, 20.1), word("Nama", 0.0, 20.0), word(":", 70.0, 20.0)];
        assert_eq!(lines(&words), "Nama : SRI");
    }

    #[test]
    fn touching_runs_are_one_word() {
        let words = [word("Banyu", 0.0, 20.0), word("biru", 25.0, 20.0)];
        assert_eq!(lines(&words), "Banyubiru");
    }

    #[test]
    fn lines_are_ordered_by_their_baseline() {
        let words = [word("dua", 0.0, 34.0), word("satu", 0.0, 20.0)];
        assert_eq!(lines(&words), "satu\ndua");
    }
}
