//! A QR code as one SVG path.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use super::TypesetError;

/// Draws the code with the four modules of quiet zone that readers want.
pub(super) fn svg(text: &str) -> Result<String, TypesetError> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|_| TypesetError::Snapshot { message: "the verification address is too long for a QR code".into() })?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let side = code.size() + 2 * QUIET;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}
