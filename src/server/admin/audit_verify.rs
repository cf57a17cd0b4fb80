//! `audit verify`: walks every stream and says what is not as it was written.

use std::path::Path;
use std::process::ExitCode;

use super::AdminError;
use crate::server::core::audit::{Audit, verify};
use crate::server::open_store;

/// The exit code of an audit that found something.
const FOUND: u8 = 5;

/// Walks the streams of a data directory and prints what was seen.
///
/// # Errors
/// When the store cannot be read.
pub fn audit_verify(data: &Path, json: bool) -> Result<ExitCode, AdminError> {
    let store = open_store(data)?;
    store.read(|tx| tx.meta())?;
    let audit = verify(&store)?;
    if json {
        print_json(&audit)
    } else {
        print_lines(&audit)
    }
    Ok(if audit.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

fn print_lines(audit: &Audit) {
    for finding in &audit.findings {
        println!("{} {}: {}", finding.stream, finding.position, finding.what);
    }
    println!("{} streams, {} changes, {} findings", audit.streams, audit.changes, audit.findings.len());
}

fn print_json(audit: &Audit) {
    let findings: Vec<_> = audit
        .findings
        .iter()
        .map(|f| serde_json::json!({ "stream": f.stream, "position": f.position, "what": f.what.to_string() }))
        .collect();
    let seen = serde_json::json!({ "streams": audit.streams, "changes": audit.changes, "findings": findings });
    println!("{seen}");
}
