//! Whom to call: the help desk's name and number, as the office has configured them.

use std::sync::OnceLock;

/// Whom to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpDesk {
    /// "Diskominfo".
    pub name: String,
    /// The number as it is written; empty when there is none.
    pub telephone: String,
}

/// Said once, before the first sentence: it is the same for everybody and everything of this process.
static CONFIGURED: OnceLock<HelpDesk> = OnceLock::new();

/// Who is called until it was configured.
const SHIPPED: &str = "Diskominfo";

/// Whom sentences name from now on. What was said before in this process stays.
pub fn set_help_desk(whom: HelpDesk) {
    let _ = CONFIGURED.set(whom);
}

/// "Diskominfo, (024) 6921250" or the name alone.
pub fn help_desk() -> String {
    match CONFIGURED.get() {
        Some(HelpDesk { name, telephone }) if !telephone.is_empty() => format!("{name}, {telephone}"),
        Some(HelpDesk { name, .. }) => name.clone(),
        None => SHIPPED.to_owned(),
    }
}
