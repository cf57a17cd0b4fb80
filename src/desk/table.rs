//! A list as a table for a spreadsheet.

/// Rows of a list in words, the first one naming the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, then the rows.
    pub rows: Vec<Vec<String>>,
}

/// What makes a spreadsheet take a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell as text: a spreadsheet that would calculate it sees an apostrophe first, also behind blanks.
fn harmless(cell: &str) -> String {
    let line = crate::domain::text::clean_line(cell);
    if line.trim_start().starts_with(FORMULA) { format!("'{line}") } else { line }
}

impl Table {
    /// A table with these columns.
    pub fn of(columns: &[&str]) -> Self {
        Self { rows: vec![columns.iter().map(|name| (*name).to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = String>) {
        self.rows.push(row.into_iter().collect());
    }

    /// As CSV that no spreadsheet calculates with, marked as UTF-8.
    pub fn to_csv(&self) -> String {
        let mut writer =
            csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for row in &self.rows {
            // A vector takes everything.
            let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_in_a_cell_is_calculated_or_breaks_the_table() {
        let mut table = Table::of(&["Nama", "Jenis"]);
        table.push(["=HYPERLINK(\"http://x\";\"klik\")".into(), "a, \"b\"\nc".into()]);
        table.push([" +1".into(), "-2".into()]);
        assert_eq!(
            table.to_csv(),
            "\u{feff}Nama,Jenis\r\n\"'=HYPERLINK(\"\"http://x\"\";\"\"klik\"\")\",\"a, \"\"b\"\" c\"\r\n' +1,'-2\r\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_and_never_begins_a_formula(
            cells in proptest::collection::vec(proptest::collection::vec(any::<String>(), 2), 1..5),
        ) {
            let mut table = Table::of(&["a", "b"]);
            cells.iter().for_each(|row| table.push(row.clone()));
            let text = table.to_csv();
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let read: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read.len(), cells.len());
            for (row, typed) in read.iter().zip(&cells) {
                for (cell, typed) in row.iter().zip(typed) {
                    prop_assert!(!cell.trim_start().starts_with(FORMULA), "{:?}", cell);
                    prop_assert_eq!(cell.strip_prefix('\'').filter(|_| !typed.starts_with('\'')).unwrap_or(cell), crate::domain::text::clean_line(typed));
                }
            }
        }
    }
}
