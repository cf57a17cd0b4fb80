//! Why a letter could not be typeset.

use serde::{Deserialize, Serialize};

/// Why a letter could not be typeset. [`TypesetError::code`] is stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum TypesetError {
    /// The template, or what it imports, has a mistake or misses a value.
    #[error("{file}{}: {message}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Template {
        /// The file, `letter.typ` for the template of the job.
        file: String,
        /// The line, counted from 1, where Typst knows it.
        line: Option<u32>,
        /// What Typst says.
        message: String,
    },
    /// The snapshot is not what a snapshot looks like.
    #[error("the snapshot cannot be read: {message}")]
    Snapshot {
        /// What is missing or wrong.
        message: String,
    },
    /// The pages were laid out but could not be written as PDF/A.
    #[error("the PDF cannot be written: {message}")]
    Pdf {
        /// What the exporter says.
        message: String,
    },
    /// This job made the worker panic or die.
    #[error("the typesetting worker failed on this letter")]
    Crashed,
    /// The worker did not answer in time and was ended.
    #[error("typesetting took too long")]
    TimedOut,
    /// The worker could not be started or reached.
    #[error("the typesetting worker cannot be reached: {message}")]
    Unavailable {
        /// What the system says.
        message: String,
    },
}

impl TypesetError {
    /// A stable code for logs and for the task that goes back to the operator.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Template { .. } => "template",
            Self::Snapshot { .. } => "snapshot",
            Self::Pdf { .. } => "pdf",
            Self::Crashed => "crashed",
            Self::TimedOut => "timed_out",
            Self::Unavailable { .. } => "unavailable",
        }
    }

    pub(super) fn snapshot(message: impl ToString) -> Self {
        Self::Snapshot { message: message.to_string() }
    }

    pub(super) fn unavailable(message: impl ToString) -> Self {
        Self::Unavailable { message: message.to_string() }
    }
}
