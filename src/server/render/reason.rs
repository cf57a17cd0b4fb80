//! Why a letter could not be typeset, for the operator who has it back.

use crate::server::typeset::TypesetError;

/// What happened, what is safe, what to do, and the code for the telephone. None when the letter is not to
/// blame: then it is tried again.
pub(super) fn reason(error: &TypesetError) -> Option<String> {
    let what = match error {
        TypesetError::Unavailable { .. } => return None,
        TypesetError::Template { .. } => {
            "Surat tidak dapat disusun karena bentuk baku jenis surat ini keliru. Isian Anda tersimpan. \
             Hubungi pengelola SERASI."
        }
        TypesetError::Snapshot { .. } => {
            "Surat tidak dapat disusun karena isinya tidak terbaca. Isian Anda tersimpan. Teruskan sekali lagi; \
             bila berulang, hubungi pengelola SERASI."
        }
        TypesetError::Pdf { .. } => {
            "Surat tersusun, tetapi tidak dapat dijadikan PDF. Mungkin ada huruf yang tidak dikenal. Periksa \
             isian, lalu teruskan lagi."
        }
        TypesetError::Crashed | TypesetError::TimedOut => {
            "Surat tidak selesai disusun. Periksa isian yang sangat panjang, lalu teruskan lagi; bila berulang, \
             hubungi pengelola SERASI."
        }
    };
    Some(format!("{what} [SUSUN-{}]", error.code()))
}
