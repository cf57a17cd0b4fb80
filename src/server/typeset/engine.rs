//! Runs Typst on one job.

use sha2::{Digest, Sha256};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::frame::PageItems;
use super::job::{Job, Typeset};
use super::shown::Data;
use super::world::{LetterWorld, MAIN};
use super::{TypesetError, page_text};

/// How many jobs a memoised part outlives its last use: the letterhead of the
/// office at work stays warm, memory stays flat.
const KEEP_FOR_JOBS: usize = 10;

/// Typesets one job.
pub(super) fn typeset(job: &Job) -> Result<Typeset, TypesetError> {
    let result = run(job);
    comemo::evict(KEEP_FOR_JOBS);
    result
}

fn run(job: &Job) -> Result<Typeset, TypesetError> {
    let data = Data::of(job)?;
    let world = LetterWorld::new(job, &data)?;
    let document =
        typst::compile::<PagedDocument>(&world).output.map_err(|errors| template_error(&world, errors.first()))?;
    let pdf = typst_pdf::pdf(&document, &options(&data)?)
        .map_err(|errors| TypesetError::Pdf { message: errors.first().map(message_of).unwrap_or_default() })?;
    let pages: Vec<PageItems> = document.pages().iter().map(PageItems::of).collect();
    Ok(Typeset {
        pdf,
        pages: pages.iter().map(|page| page_text::lines(&page.words)).collect(),
        signature_area: (1..).zip(&pages).find_map(|(number, page)| page.signature_area(number)),
    })
}

fn options(data: &Data) -> Result<PdfOptions, TypesetError> {
    /// The letters of this regency are dated in western Indonesian time.
    const MINUTES_EAST: i32 = 7 * 60;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| TypesetError::Pdf { message: format!("{error:?}") })?;
    let (month, day) = (data.date.month().unsigned_abs(), data.date.day().unsigned_abs());
    let midnight = Datetime::from_ymd_hms(i32::from(data.date.year()), month, day, 0, 0, 0);
    Ok(PdfOptions {
        ident: Smart::Custom(hex::encode(Sha256::digest(&data.json))),
        creator: Smart::Custom(Some(format!("SERASI {}", env!("CARGO_PKG_VERSION")))),
        timestamp: midnight.and_then(|at| Timestamp::new_local(at, MINUTES_EAST)),
        standards,
        ..PdfOptions::default()
    })
}

fn template_error(world: &LetterWorld, error: Option<&SourceDiagnostic>) -> TypesetError {
    let Some(error) = error else {
        return TypesetError::Crashed;
    };
    let (file, line) = place(world, error).unwrap_or_else(|| (MAIN.into(), None));
    TypesetError::Template { file, line, message: message_of(error) }
}

/// The place of an error: in the template itself where the trace leads there,
/// since that is the file its author can change.
fn place(world: &LetterWorld, error: &SourceDiagnostic) -> Option<(String, Option<u32>)> {
    let spans = std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
    let mut places = spans.filter_map(|span| {
        let id = span.id()?;
        let source = world.source(id).ok()?;
        let line = source.lines().byte_to_line(world.range(span)?.start)?;
        let line = u32::try_from(line + 1).ok();
        Some((id, (id.vpath().get_without_slash().to_owned(), line)))
    });
    let first = places.next()?;
    if first.0 == world.main() {
        return Some(first.1);
    }
    places.find(|(id, _)| *id == world.main()).or(Some(first)).map(|(_, place)| place)
}

fn message_of(error: &SourceDiagnostic) -> String {
    let hints = error.hints.iter().map(|hint| hint.v.as_str());
    std::iter::once(error.message.as_str()).chain(hints).collect::<Vec<_>>().join("; ")
}
