//! Text inside HTML.

use std::fmt;

/// A text from anywhere, shown as itself: usable between tags and inside quoted attributes.
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_tag_or_leaves_an_attribute() {
        assert_eq!(Text("<b a=\"x\" c='&'>").to_string(), "&lt;b a=&quot;x&quot; c=&#39;&amp;&#39;&gt;");
    }
}
