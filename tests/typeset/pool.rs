//! The worker process and the pool that keeps it.

use std::io;
use std::time::Duration;

use serasi::server::typeset::{Job, Stage, TypesetError, Typesetter, worker};

use super::sample;

fn frame(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    [&length[..], bytes].concat()
}

fn broken() -> Job {
    let mut job = super::letter("electronic", 3, Stage::Draft);
    job.template = super::source("#import \"base.typ\": *\n#undefined-name()\n");
    job
}

fn limited(script: &str, longest_job: u64) -> Typesetter {
    Typesetter::with_limits("/bin/sh", &["-c", script], Duration::from_millis(longest_job), Duration::from_secs(60))
}

#[test]
fn the_worker_goes_on_after_a_broken_template_and_a_broken_request() {
    let good = serde_json::to_vec(&super::letter("electronic", 3, Stage::Draft)).unwrap();
    let broken = serde_json::to_vec(&broken()).unwrap();
    let input = [&broken[..], b"{]", &good].map(frame).concat();
    let mut output = Vec::new();
    worker::serve(&input[..], &mut output).unwrap();
    let text = String::from_utf8_lossy(&output);
    assert!(text.contains("unknown variable"), "{text}");
    assert!(text.contains("\"code\":\"snapshot\""));
    assert!(text.contains("PEMERINTAH KABUPATEN SEMARANG"));
    assert!(text.contains("%PDF-1.7") && text.trim_end().ends_with("%%EOF"));
}

#[test]
fn a_torn_request_ends_the_worker() {
    let torn = &frame(b"{}")[..5];
    assert!(worker::serve(torn, io::sink()).is_err());
    let absurd = u32::MAX.to_be_bytes();
    assert!(worker::serve(&absurd[..], io::sink()).is_err());
}

#[test]
fn a_worker_that_does_not_answer_is_ended() {
    let job = super::letter("electronic", 3, Stage::Draft);
    let slow = limited("exec sleep 600", 200);
    assert_eq!(slow.typeset(&job), Err(TypesetError::TimedOut));
    assert_eq!(slow.typeset(&job), Err(TypesetError::TimedOut));
}

#[test]
fn a_worker_that_dies_or_talks_nonsense_fails_this_letter() {
    let job = super::letter("electronic", 3, Stage::Draft);
    assert_eq!(limited("exit 3", 20_000).typeset(&job), Err(TypesetError::Crashed));
    let nonsense = limited("cat > /dev/null & echo this is no frame at all", 20_000);
    assert_eq!(nonsense.typeset(&job), Err(TypesetError::Crashed));
    let missing = Typesetter::new("/nowhere/serasi", &["typeset"]);
    assert_eq!(missing.typeset(&job).unwrap_err().code(), "unavailable");
}

#[test]
fn the_program_typesets_in_a_process_of_its_own() {
    let typesetter = Typesetter::with_limits(
        env!("CARGO_BIN_EXE_serasi"),
        &["typeset"],
        Duration::from_secs(30),
        Duration::from_millis(300),
    );
    let job = super::letter("electronic", 12, Stage::Final(sample::last()));
    let here = Typesetter::in_process().typeset(&job).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                assert_eq!(typesetter.typeset(&broken()).unwrap_err().code(), "template");
                assert_eq!(typesetter.typeset(&job).unwrap(), here);
            });
        }
    });
    // After a pause the worker is gone and a new one gives the same bytes.
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(typesetter.typeset(&job).unwrap(), here);
}
