//! Canned reasons: `config/reasons.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

const SHIPPED: &str = include_str!("../../config/reasons.toml");

/// A canned reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canned {
    /// What it says.
    pub text: String,
    /// The requirement whose lack it names.
    #[serde(default)]
    pub requirement: Option<String>,
}

/// All canned reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    /// What a missing requirement without a reason of its own makes.
    pub missing: String,
    /// What an empty field makes.
    pub empty: String,
    /// What is said to whoever asked for a letter back.
    pub asked_back: String,
    /// A request goes back to its applicant.
    #[serde(default, rename = "return")]
    pub returns: Vec<Canned>,
    /// A request is refused.
    #[serde(default)]
    pub refuse: Vec<Canned>,
    /// The applicant withdraws it.
    #[serde(default)]
    pub cancel: Vec<Canned>,
    /// A task goes back to the operator.
    #[serde(default)]
    pub task_return: Vec<Canned>,
}

static REASONS: LazyLock<Reasons> = LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// The reasons that ship.
pub fn shipped() -> &'static Reasons {
    &REASONS
}

impl Reasons {
    /// Reasons to send a letter back to the operator: first that it was asked back, where it was.
    pub fn to_return_task(&self, asked_back: bool) -> Vec<String> {
        let asked = asked_back.then(|| self.asked_back.clone());
        asked.into_iter().chain(self.task_return.iter().map(|canned| canned.text.clone())).collect()
    }

    /// Reasons to return a request: what it lacks, then the canned ones. Requirements are keys and labels,
    /// fields are labels.
    pub fn to_return(&self, requirements: &[(&str, &str)], fields: &[&str]) -> Vec<String> {
        let of = |key: &str| self.returns.iter().find(|one| one.requirement.as_deref() == Some(key));
        let mut found: Vec<String> = requirements
            .iter()
            .map(|(key, label)| match of(key) {
                Some(canned) => canned.text.clone(),
                None => self.missing.replace("{label}", label),
            })
            .collect();
        if found.len() > 1 {
            let labels: Vec<&str> = requirements.iter().map(|(_, label)| *label).collect();
            found.insert(0, self.missing.replace("{label}", &labels.join(", ")));
        }
        found.extend(fields.iter().map(|label| self.empty.replace("{label}", label)));
        for canned in &self.returns {
            if !found.contains(&canned.text) {
                found.push(canned.text.clone());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_read_and_has_a_digit_each() {
        let read: Reasons = toml::from_str(SHIPPED).unwrap();
        assert_eq!(*shipped(), read);
        assert!((1..=9).contains(&read.returns.len()));
        assert!((2..=9).contains(&read.to_return_task(true).len()));
        assert!((2..=9).contains(&(read.refuse.len() + read.cancel.len())));
    }

    #[test]
    fn what_is_missing_is_proposed_first_and_once() {
        let one = shipped().to_return(&[("ktp", "KTP")], &[]);
        assert_eq!(one[..2], ["KTP belum dibawa", "Kartu keluarga (KK) belum dibawa"]);
        let several = shipped().to_return(&[("kk", "KK"), ("nota", "Nota")], &["Keperluan"]);
        assert_eq!(
            several[..4],
            ["KK, Nota belum dibawa", "Kartu keluarga (KK) belum dibawa", "Nota belum dibawa", "Keperluan belum diisi"]
        );
        assert_eq!(several.iter().filter(|text| text.contains("(KK)")).count(), 1);
    }
}
