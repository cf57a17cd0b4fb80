//! Everything local belongs to one person on one server: `<home>/<server id>/<person id>/`.

use uuid::Uuid;

use crate::domain::id::PersonId;

/// A person who has logged in on this home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileInfo {
    /// The server's id.
    pub server: Uuid,
    /// The server's name for people.
    pub server_name: String,
    /// Where the server was last reached.
    pub address: String,
    /// Who.
    pub person: PersonId,
    /// Account name.
    pub account: String,
    /// The person's name with degrees.
    pub name: String,
    /// Whether the password opens it without a line: logged in within 14 days.
    pub unlocks: bool,
    /// Actions of theirs that wait to be sent.
    pub unsent: u32,
}
