//! What a text means → how it looks: the terminal's own colours, 16 named ones, bold and reversed.
//!
//! No background is ever set, and no meaning rests on colour alone: without colours the same roles are bold,
//! reversed or plain.

use ratatui::style::{Color, Modifier, Style};

/// What a text means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    #[default]
    Plain,
    /// Headings and who is here.
    Title,
    /// The row under the cursor, the field being typed in.
    Selected,
    /// A key that can be pressed.
    Key,
    /// Look at this.
    Warn,
    /// This needs the person.
    Bad,
    /// In order.
    Good,
    /// Less important.
    Faint,
}

/// Roles → styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// No colours at all.
    pub mono: bool,
}

impl Theme {
    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match role {
            Role::Plain | Role::Faint => Style::new(),
            Role::Title => bold,
            Role::Selected => Style::new().add_modifier(Modifier::REVERSED),
            Role::Key => self.coloured(bold, Color::Cyan),
            Role::Warn => self.coloured(bold, Color::Yellow),
            Role::Bad => self.coloured(bold, Color::Red),
            Role::Good => self.coloured(Style::new(), Color::Green),
        }
    }

    fn coloured(self, style: Style, colour: Color) -> Style {
        if self.mono { style } else { style.fg(colour) }
    }
}
