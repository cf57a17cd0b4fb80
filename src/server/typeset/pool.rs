//! Keeps one worker process warm while there is work.
//!
//! A supervisor thread owns the worker. It sleeps in a channel: for a job when
//! no worker runs, for a job or a minute's silence when one does. A worker that
//! dies or does not answer in time is ended, and the next job starts a new one.

use std::io::{self, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::TypesetError;
use super::job::{Job, Typeset};
use super::worker::{guarded, read_answer, write_frame};

/// How long a worker without work is kept.
const KEEP_IDLE: Duration = Duration::from_secs(60);
/// How long one letter may take; a warm one takes some twenty milliseconds.
const LONGEST_JOB: Duration = Duration::from_secs(30);

type Answer = Result<Typeset, TypesetError>;

/// Typesets letters, one at a time, in a process of their own.
#[derive(Debug)]
pub struct Typesetter {
    way: Way,
}

#[derive(Debug)]
enum Way {
    InProcess,
    Worker(Mutex<Sender<Order>>),
}

/// A job as the worker reads it, and where its result goes.
struct Order {
    job: Vec<u8>,
    answer: Sender<Answer>,
}

impl Typesetter {
    /// A typesetter whose worker is `exe` with `args`, usually this program
    /// itself with `typeset`. Nothing is started before the first job.
    #[must_use]
    pub fn new(exe: impl Into<PathBuf>, args: &[&str]) -> Self {
        Self::with_limits(exe, args, LONGEST_JOB, KEEP_IDLE)
    }

    /// The same with other limits on one job and on idleness, for tests.
    #[must_use]
    pub fn with_limits(exe: impl Into<PathBuf>, args: &[&str], longest_job: Duration, keep_idle: Duration) -> Self {
        let (orders, queue) = channel();
        let mut supervisor = Supervisor {
            exe: exe.into(),
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            longest_job,
            keep_idle,
            worker: None,
        };
        std::thread::spawn(move || supervisor.run(&queue));
        Self { way: Way::Worker(Mutex::new(orders)) }
    }

    /// A typesetter without a process, for tests and simulators.
    #[must_use]
    pub fn in_process() -> Self {
        Self { way: Way::InProcess }
    }

    /// Typesets a letter; the calling thread waits.
    ///
    /// # Errors
    /// Why this letter could not be typeset. The typesetter stays usable.
    pub fn typeset(&self, job: &Job) -> Result<Typeset, TypesetError> {
        let Way::Worker(orders) = &self.way else {
            return guarded(job);
        };
        let (answer, result) = channel();
        let order = Order { job: serde_json::to_vec(job).map_err(TypesetError::snapshot)?, answer };
        let gone = || TypesetError::unavailable("the typesetter has ended");
        orders.lock().unwrap_or_else(PoisonError::into_inner).send(order).map_err(|_| gone())?;
        result.recv().map_err(|_| gone())?
    }
}

struct Supervisor {
    exe: PathBuf,
    args: Vec<String>,
    longest_job: Duration,
    keep_idle: Duration,
    worker: Option<Worker>,
}

impl Supervisor {
    fn run(&mut self, queue: &Receiver<Order>) {
        loop {
            let order = if self.worker.is_some() {
                match queue.recv_timeout(self.keep_idle) {
                    Err(RecvTimeoutError::Timeout) => {
                        self.worker = None;
                        continue;
                    }
                    other => other.ok(),
                }
            } else {
                queue.recv().ok()
            };
            let Some(order) = order else { return };
            let answer = self.work(&order.job);
            // Nobody may wait any more; the next order has its own answer.
            let _ = order.answer.send(answer);
        }
    }

    fn work(&mut self, job: &[u8]) -> Answer {
        // A warm worker may have died while it was idle, which says nothing
        // about this letter: it is tried once more with a new one.
        if let Some(worker) = &mut self.worker {
            match worker.ask(job, self.longest_job) {
                Reply::Answered(answer) => return answer,
                Reply::TimedOut => {
                    self.worker = None;
                    return Err(TypesetError::TimedOut);
                }
                Reply::Died => self.worker = None,
            }
        }
        let mut worker = Worker::start(&self.exe, &self.args).map_err(TypesetError::unavailable)?;
        match worker.ask(job, self.longest_job) {
            Reply::Answered(answer) => {
                self.worker = Some(worker);
                answer
            }
            Reply::TimedOut => Err(TypesetError::TimedOut),
            Reply::Died => Err(TypesetError::Crashed),
        }
    }
}

enum Reply {
    Answered(Answer),
    TimedOut,
    Died,
}

/// A running worker; dropping it ends the process.
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<io::Result<Answer>>,
}

impl Worker {
    fn start(exe: &PathBuf, args: &[String]) -> io::Result<Self> {
        let mut child = Command::new(exe)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A panic's text may quote the letter: it belongs in no log.
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        };
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            loop {
                let answer = read_answer(&mut output);
                let ended = answer.is_err();
                if sender.send(answer).is_err() || ended {
                    return;
                }
            }
        });
        Ok(Self { child, input: Some(input), answers })
    }

    fn ask(&mut self, job: &[u8], patience: Duration) -> Reply {
        let written = self.input.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe)).and_then(|input| {
            write_frame(input, job)?;
            io::Write::flush(input)
        });
        if written.is_err() {
            return Reply::Died;
        }
        match self.answers.recv_timeout(patience) {
            Ok(Ok(answer)) => Reply::Answered(answer),
            Err(RecvTimeoutError::Timeout) => Reply::TimedOut,
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Reply::Died,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
