//! Signs a batch: online only, one passphrase, a line for each letter as it happens.
//!
//! When the connection breaks the same batch id is sent again: the server attaches to the running batch and
//! never signs twice. The passphrase lives as long as the batch.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;
use zeroize::Zeroize;

use super::transport::api::{Api, CallError};
use crate::desk::{DeskError, SignStep};
use crate::domain::id::RecordId;
use crate::wire::signatures::{SignBatch, SignItem, SignLine};

/// Rests between attempts to attach again.
const RESTS: [u64; 5] = [1, 2, 4, 8, 15];

/// A signing batch under way.
pub struct SignRun {
    /// Its id, for [`super::Desk::cancel_sign`].
    pub batch: Uuid,
    /// What happens; [`SignStep::Ended`] is the last.
    pub steps: Receiver<SignStep>,
}

/// Starts a batch on a thread of its own. `done` is called at its end.
///
/// # Errors
/// When no thread can be made.
pub fn start(
    api: Api,
    batch: Uuid,
    items: Vec<SignItem>,
    passphrase: SecretString,
    done: Arc<dyn Fn() + Send + Sync>,
) -> Result<SignRun, DeskError> {
    let (steps, receiver) = channel();
    let failed = |error: std::io::Error| DeskError::Storage(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    std::thread::Builder::new()
        .name("sign".into())
        .spawn(move || {
            runtime.block_on(run(&api, batch, &items, &passphrase, &steps));
            runtime.shutdown_background();
            drop(passphrase);
            done();
        })
        .map_err(failed)?;
    Ok(SignRun { batch, steps: receiver })
}

async fn run(api: &Api, batch: Uuid, items: &[SignItem], passphrase: &SecretString, steps: &Sender<SignStep>) {
    let mut missing: BTreeSet<RecordId> = items.iter().map(|item| item.task).collect();
    for rest in RESTS.into_iter().map(Some).chain([None]) {
        let mut request = SignBatch { batch, items: items.to_vec(), passphrase: passphrase.expose_secret().to_owned() };
        let answer = api.sign(&request, &mut |line| take(line, &mut missing, steps)).await;
        request.passphrase.zeroize();
        let again = match answer {
            Ok(()) => !missing.is_empty(),
            Err(CallError::Line(_) | CallError::Busy { .. }) => true,
            Err(error) => {
                tracing::warn!(%error, "signing");
                false
            }
        };
        match rest {
            Some(rest) if again => tokio::time::sleep(Duration::from_secs(rest)).await,
            _ => break,
        }
    }
    let _ = steps.send(SignStep::Ended { missing: missing.len() });
}

/// One line of the answer; a line that came before is not given again.
fn take(line: &str, missing: &mut BTreeSet<RecordId>, steps: &Sender<SignStep>) {
    if line.is_empty() {
        return;
    }
    match serde_json::from_str::<SignLine>(line) {
        Ok(SignLine { task, outcome }) if missing.remove(&task) => {
            let _ = steps.send(SignStep::Line { task, outcome });
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "signing line"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::transport::{Answer, Call, LineError, Reply, Transport};
    use crate::wire::signatures::SignOutcome;
    use std::sync::Mutex;

    /// Breaks off after each line; attached again it begins from the start.
    struct Breaking {
        lines: Vec<String>,
        batches: Mutex<Vec<String>>,
    }

    impl Transport for Breaking {
        fn call(&self, _: Call) -> Answer<'_> {
            Box::pin(async { Err(LineError::TimedOut) })
        }

        fn lines<'a>(&'a self, call: Call, each: &'a mut (dyn FnMut(&str) + Send)) -> Answer<'a> {
            let mut batches = self.batches.lock().unwrap();
            batches.push(String::from_utf8(call.body.unwrap().to_vec()).unwrap());
            let tries = batches.len();
            self.lines.iter().take(tries).for_each(|line| each(line));
            let over = tries > self.lines.len();
            Box::pin(async move {
                if over {
                    Ok(Reply { status: 200, retry_after: None, body: Vec::new() })
                } else {
                    Err(LineError::Down("cut".into()))
                }
            })
        }
    }

    #[test]
    fn a_broken_connection_attaches_to_the_same_batch_and_gives_each_line_once() {
        let items: Vec<SignItem> = (1..=2_u128)
            .map(|n| SignItem {
                task: RecordId(Uuid::from_u128(n)),
                snapshot: crate::domain::id::ContentHash::of(b"x"),
                opened: false,
            })
            .collect();
        let lines = items
            .iter()
            .map(|item| serde_json::to_string(&SignLine { task: item.task, outcome: SignOutcome::Stopped }).unwrap())
            .collect();
        let line = Arc::new(Breaking { lines, batches: Mutex::default() });
        let batch = Uuid::from_u128(9);
        let run = start(Api::new(line.clone()), batch, items, SecretString::from("x"), Arc::new(|| ())).unwrap();
        let steps: Vec<SignStep> = run.steps.iter().collect();
        assert_eq!(steps.len(), 3);
        assert_eq!(steps[2], SignStep::Ended { missing: 0 });
        let batches = line.batches.lock().unwrap();
        assert!(batches.len() > 1 && batches.iter().all(|sent| sent == &batches[0]));
    }
}
