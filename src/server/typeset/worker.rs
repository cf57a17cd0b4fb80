//! The typesetting worker: what `serasi typeset` runs.
//!
//! Frames in both directions are four bytes of length (big endian) and that
//! many bytes. A request is one frame, a [`Job`] as JSON. An answer is a frame
//! of JSON, followed by a second one with the PDF when the letter succeeded.
//! The end of the input ends the worker, also in the middle of a letter: it
//! must not outlive the program that started it.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::job::{Area, Job, Typeset};
use super::{TypesetError, engine};

/// A letter is some ten kilobytes and its PDF some ten more; this only keeps
/// a broken length from asking for all memory.
const LONGEST_FRAME: usize = 64 << 20;

/// The JSON part of an answer.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    /// The letter; its PDF is the next frame.
    Done {
        pages: Vec<String>,
        signature_area: Option<Area>,
    },
    Failed(TypesetError),
}

/// Runs the worker on standard input and output until the input ends.
pub fn run_worker() -> ExitCode {
    let (requests, mut copy) = match io::pipe() {
        Ok(pipe) => pipe,
        Err(_) => return ExitCode::FAILURE,
    };
    // The copying thread notices the end of the input while a letter is being
    // typeset, which may take long when its template is broken.
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut copy);
        std::process::exit(0);
    });
    match serve(requests, io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Answers jobs until the input ends.
///
/// # Errors
/// When a frame is broken or the other side is gone.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    while let Some(frame) = read_frame(&mut input)? {
        let result =
            serde_json::from_slice::<Job>(&frame).map_err(TypesetError::snapshot).and_then(|job| guarded(&job));
        match result {
            Ok(letter) => {
                let answer = Answer::Done { pages: letter.pages, signature_area: letter.signature_area };
                write_frame(&mut output, &serde_json::to_vec(&answer)?)?;
                write_frame(&mut output, &letter.pdf)?;
            }
            Err(error) => {
                write_frame(&mut output, &serde_json::to_vec(&Answer::Failed(error))?)?;
            }
        }
        output.flush()?;
    }
    Ok(())
}

/// Typesets a job; a panic costs this letter only.
pub(super) fn guarded(job: &Job) -> Result<Typeset, TypesetError> {
    // Typst's caches are the only state that outlives the panic; they hold
    // finished results, never half-made ones.
    catch_unwind(AssertUnwindSafe(|| engine::typeset(job))).unwrap_or(Err(TypesetError::Crashed))
}

/// Reads the answer to one job.
pub(super) fn read_answer(input: &mut impl Read) -> io::Result<Result<Typeset, TypesetError>> {
    let missing = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let answer = read_frame(input)?.ok_or_else(missing)?;
    Ok(match serde_json::from_slice(&answer)? {
        Answer::Failed(error) => Err(error),
        Answer::Done { pages, signature_area } => {
            Ok(Typeset { pdf: read_frame(input)?.ok_or_else(missing)?, pages, signature_area })
        }
    })
}

/// Reads a frame; `None` at the end of the input.
fn read_frame(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST_FRAME {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let mut frame = vec![0; length];
    input.read_exact(&mut frame)?;
    Ok(Some(frame))
}

/// Writes a frame.
pub(super) fn write_frame(output: &mut impl Write, frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len())
        .ok()
        .filter(|length| *length as usize <= LONGEST_FRAME)
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(frame)
}
