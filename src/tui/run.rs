//! The only loop: receive, drain what is queued, update, run effects, draw when something changed and a
//! frame is due. No tick: it sleeps until something comes or a deadline is there.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use ratatui::Terminal;

use super::app::App;
use super::backend::Screen;
use super::clipboard::Clipboard;
use super::context::Now;
use super::effect::Effect;
use super::event::{Event, ExitReason};
use super::options::Options;
use super::port::Port;
use super::worker::{self, Worker};
use super::{TuiError, input, jobs, signals, terminal};
use crate::env::SharedEnv;

/// At most so many events before a frame.
const MOST_EVENTS: usize = 32;
/// Two frames are at least this far apart.
const FRAME: Duration = Duration::from_millis(16);
/// The same over SSH.
const FRAME_SSH: Duration = Duration::from_millis(40);
/// A line that took longer than this for a frame gets fewer frames.
const SLOW: Duration = Duration::from_millis(30);
/// No line gets fewer frames than this, unless its speed is known.
const SLOWEST: Duration = Duration::from_secs(2);
/// How long what was asked may take when the program ends.
const FINISH: Duration = Duration::from_millis(1200);

/// An event with the moment it came in: a key typed before a frame was drawn is older than that frame.
type Stamped = (Duration, Event);

/// Runs the desk until the person leaves, a signal comes or the terminal is gone.
///
/// # Errors
/// When there is no terminal, or the key file cannot be used.
pub fn run(port: impl Port, options: Options) -> Result<ExitReason, TuiError> {
    if !terminal::is_one() {
        return Err(TuiError::NoTerminal);
    }
    let keymap = options.keymap()?;
    let env = options.env.clone();
    let (sender, events) = channel::<Stamped>();
    let send: worker::Send = {
        let env = env.clone();
        Arc::new(move |event| sender.send((env.monotonic(), event)).is_ok())
    };
    let guard = terminal::enter(options.log.as_deref())?;
    terminal::restore_on_panic();
    let size = terminal::size();
    let signal_send = send.clone();
    signals::listen(move |event| signal_send(event))?;
    listen_to_keys(options.ssh, send.clone())?;
    let mut app = App::new(options.setup(), keymap, options.accounts.clone(), (size.width, size.height), now(&env));
    app.expect(options.account.clone());
    app.teach();
    app.first_start(options.first_start.clone());
    app.lock_after(options.lock_after);
    let screen = Screen::new(terminal::output()?, size).unsynchronized(!options.synchronized);
    let mut desk = Desk {
        app,
        terminal: Terminal::new(screen)?,
        worker: Worker::start(port, options.exports.clone(), send)?,
        log: options.log.clone(),
        clipboard: options.clipboard,
        env,
        interval: if options.ssh { FRAME_SSH } else { FRAME },
        carries: terminal::carries(),
        free: Duration::ZERO,
        slowest: Duration::ZERO,
        drawn: None,
    };
    let reason = desk.live(&events);
    desk.worker.finish(FINISH);
    drop(guard);
    Ok(reason)
}

fn listen_to_keys(ssh: bool, send: worker::Send) -> io::Result<()> {
    std::thread::Builder::new().name("keys".into()).spawn(move || {
        let mut gone = false;
        input::read_until_gone(rustix::stdio::stdin(), input::escape_waits(ssh), |event| {
            gone = matches!(event, Event::Stop(_));
            send(event)
        });
        if gone {
            signals::last_resort(ExitReason::HungUp);
        }
    })?;
    Ok(())
}

fn now(env: &SharedEnv) -> Now {
    Now { mono: env.monotonic(), wall: env.now() }
}

struct Desk<P: Port> {
    app: App,
    terminal: Terminal<Screen<std::fs::File>>,
    worker: Worker<P>,
    log: Option<PathBuf>,
    clipboard: Clipboard,
    env: SharedEnv,
    interval: Duration,
    /// Bytes that the line carries in a second, where that is known.
    carries: Option<u32>,
    /// When the line has carried all that was written.
    free: Duration,
    slowest: Duration,
    drawn: Option<Duration>,
}

impl<P: Port> Desk<P> {
    /// The loop. A terminal that cannot be written to is gone.
    fn live(&mut self, events: &Receiver<Stamped>) -> ExitReason {
        // The first frame comes before the first question.
        let first = self.app.start();
        if self.terminal.clear().and_then(|()| self.draw()).is_err() {
            return ExitReason::HungUp;
        }
        if let Some(reason) = self.run(first) {
            return reason;
        }
        loop {
            match self.turn(events) {
                Ok(None) => {}
                Ok(Some(reason)) => return reason,
                Err(_) => return self.gone(),
            }
        }
    }

    /// The terminal is gone: what was typed is kept all the same.
    fn gone(&mut self) -> ExitReason {
        let effects = self.app.update(now(&self.env), Event::Stop(ExitReason::HungUp));
        self.run(effects).unwrap_or(ExitReason::HungUp)
    }

    fn turn(&mut self, events: &Receiver<Stamped>) -> io::Result<Option<ExitReason>> {
        let batch = match self.wait(events) {
            Some(first) => std::iter::once(first).chain(events.try_iter().take(MOST_EVENTS - 1)).collect(),
            None => Vec::new(),
        };
        for (at, event) in batch {
            let now = Now { mono: at, wall: self.env.now() };
            let effects = self.app.update(now, event);
            if let Some(reason) = self.run(effects) {
                return Ok(Some(reason));
            }
        }
        let effects = self.app.due(now(&self.env));
        if let Some(reason) = self.run(effects) {
            return Ok(Some(reason));
        }
        if self.app.dirty() && self.frame_due().is_none() {
            self.draw()?;
        }
        Ok(None)
    }

    /// Sleeps until an event, a deadline, or the next frame when one is owed.
    fn wait(&mut self, events: &Receiver<Stamped>) -> Option<Stamped> {
        let frame = if self.app.dirty() { Some(self.frame_due().unwrap_or_default()) } else { None };
        match [self.app.deadline(), frame].into_iter().flatten().min() {
            None => events.recv().ok(),
            Some(deadline) => {
                let rest = deadline.saturating_sub(self.env.monotonic());
                events.recv_timeout(rest).ok()
            }
        }
    }

    /// When the next frame may be drawn; none when now.
    fn frame_due(&self) -> Option<Duration> {
        let interval = self.interval.max(self.slowest);
        self.drawn.map(|drawn| (drawn + interval).max(self.free)).filter(|due| *due > self.env.monotonic())
    }

    fn draw(&mut self) -> io::Result<()> {
        let before = self.env.monotonic();
        self.terminal.draw(|frame| self.app.view(frame))?;
        let written = self.terminal.backend_mut().end_frame()?;
        let now = now(&self.env);
        if let Some(rate) = self.carries {
            // What was written in the meantime would only wait: the next frame is drawn when it can go out.
            let seconds = written as f64 / f64::from(rate);
            self.free = self.free.max(now.mono) + Duration::from_secs_f64(seconds);
        }
        // A line that is slow gets half the frames, one that recovered gets them back.
        let took = now.mono.saturating_sub(before);
        self.slowest = if took > SLOW { (self.slowest.max(self.interval) * 2).min(SLOWEST) } else { self.slowest / 2 };
        self.drawn = Some(now.mono);
        self.app.drawn(now);
        Ok(())
    }

    /// What was typed is durable before the stop, and the shell gets its terminal back as it was.
    fn suspend(&mut self) {
        if !jobs::controlled() {
            return;
        }
        self.worker.settle(FINISH);
        terminal::restore();
        signals::stop();
        self.take_terminal();
    }

    /// The terminal was in other hands: modes, size and content are taken anew.
    fn take_terminal(&mut self) {
        // A terminal that is gone is noticed by the next frame.
        let _ = terminal::enter_again(self.log.as_deref());
        self.terminal.backend_mut().forget();
        let size = terminal::size();
        let effects = self.app.update(now(&self.env), Event::Resized(size.width, size.height));
        self.run(effects);
        let _ = self.terminal.clear();
    }

    fn run(&mut self, effects: Vec<Effect>) -> Option<ExitReason> {
        let mut reason = None;
        for effect in effects {
            match effect {
                Effect::Quit(why) => reason = Some(why),
                Effect::Redraw => {
                    let _ = self.terminal.clear();
                }
                Effect::Suspend => self.suspend(),
                Effect::TakeTerminal => self.take_terminal(),
                Effect::Copy(text) => {
                    // A terminal that is gone is noticed by the next frame.
                    let _ = self.clipboard.sequence(&text).map(|bytes| self.terminal.backend_mut().send(&bytes));
                }
                other => self.worker.run(other),
            }
        }
        let (width, height) = self.app.size();
        let size = ratatui::layout::Size::new(width, height);
        if size != self.terminal.backend().size_now() {
            self.terminal.backend_mut().resize(size);
        }
        reason
    }
}
