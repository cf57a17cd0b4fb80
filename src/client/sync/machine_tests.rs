//! The table of the machine: every session × every state of a lane × every event.

use super::*;

const NOW: Duration = Duration::from_secs(1000);

fn events() -> Vec<Event> {
    let mut events = vec![
        Event::Started,
        Event::Queued,
        Event::Asked,
        Event::LoggedIn,
        Event::Timer,
        Event::MeKnown,
        Event::Pushed { sent: true, more: false, next_at: None },
        Event::Pushed { sent: true, more: true, next_at: None },
        Event::Pushed { sent: false, more: false, next_at: Some(NOW + Duration::from_secs(8)) },
        Event::Lowered { more: true },
        Event::Lowered { more: false },
        Event::FileCame { more: true },
        Event::FileCame { more: false },
    ];
    for bits in 0..16_u8 {
        let bit = |n: u8| bits & (1 << n) != 0;
        events.push(Event::Fed { moved: bit(0), behind: bit(1), below: bit(2), regrant: bit(3) });
    }
    let wait = Some(Duration::from_secs(60));
    for failure in [
        Failure::Down,
        Failure::TimedOut,
        Failure::Busy(wait),
        Failure::Busy(None),
        Failure::LoggedOut,
        Failure::TooOld,
        Failure::Broken,
    ] {
        events.extend([
            Event::MeFailed(failure),
            Event::PushFailed(failure),
            Event::FeedFailed(failure),
            Event::DownFailed(failure),
            Event::FileFailed(failure),
        ]);
    }
    events
}

/// Whether this event can come: an answer only to a request that is under way.
fn possible(machine: &Machine, event: Event) -> bool {
    let lane = match event {
        Event::MeKnown | Event::MeFailed(_) => &machine.me,
        Event::Pushed { .. } | Event::PushFailed(_) => &machine.push,
        Event::Fed { .. } | Event::FeedFailed(_) => &machine.feed,
        Event::Lowered { .. } | Event::DownFailed(_) => &machine.down,
        Event::FileCame { .. } | Event::FileFailed(_) => &machine.files,
        _ => return true,
    };
    lane.state == State::Busy
}

/// Looks at one step: before, event, after, commands.
type Look<'a> = &'a mut dyn FnMut(&Machine, Event, &Machine, &[Command]);

/// Every machine that `depth` events can lead to, and the next event with its commands given to `check`.
fn walk(goal: Goal, depth: usize, check: Look<'_>) {
    let mut now = NOW;
    let mut states = vec![Machine::new(goal)];
    for _ in 0..depth {
        now += Duration::from_millis(700);
        let mut next: Vec<Machine> = Vec::new();
        for machine in &states {
            for event in events().into_iter().filter(|event| possible(machine, *event)) {
                let mut after = machine.clone();
                let commands = after.step(event, now, 0.5);
                check(machine, event, &after, &commands);
                if !next.contains(&after) {
                    next.push(after);
                }
            }
        }
        // Enough of each generation to reach every combination of lane states without an explosion.
        let keep = next.len().div_ceil(400).max(1);
        states = next.into_iter().step_by(keep).collect();
    }
}

fn lanes(machine: &Machine) -> [&Lane; 5] {
    [&machine.me, &machine.push, &machine.feed, &machine.down, &machine.files]
}

#[test]
fn no_lane_has_two_requests_under_way_and_none_is_forgotten() {
    for goal in [Goal::Stay, Goal::Once, Goal::PushOnly] {
        walk(goal, 6, &mut |before, event, after, commands| {
            for (index, lane) in lanes(after).into_iter().enumerate() {
                let started = commands
                    .iter()
                    .filter(|command| {
                        matches!(
                            (index, command),
                            (0, Command::FetchMe)
                                | (1, Command::Push { .. })
                                | (2, Command::PollFeed { .. })
                                | (3, Command::ReadDown)
                                | (4, Command::FetchFile)
                        )
                    })
                    .count();
                assert!(started <= 1, "{before:?} {event:?}");
                assert_eq!(started == 1, lane.last_try_is_new(lanes(before)[index]), "{before:?} {event:?}");
                // What is to be done is under way, has a deadline, or waits for login, program, or goal.
                let waits = after.session != Session::Good || after.finished || index == 4;
                if lane.wanted && !waits {
                    let resting = matches!(lane.state, State::Resting { .. });
                    assert!(lane.state == State::Busy || (resting && after.timer.is_some()), "{after:?} {event:?}");
                }
            }
        });
    }
}

#[test]
fn after_a_401_nothing_is_sent_until_somebody_logs_in() {
    walk(Goal::Stay, 6, &mut |before, event, after, commands| {
        if after.session == Session::Ended {
            let talks = commands.iter().any(|command| !matches!(command, Command::Say(_) | Command::SetTimer(None)));
            assert!(!talks, "{before:?} {event:?} {commands:?}");
        }
        if before.session == Session::Ended && event != Event::LoggedIn {
            assert_eq!(after.session, Session::Ended, "{event:?}");
        }
    });
}

#[test]
fn a_program_that_is_too_old_still_empties_its_outbox() {
    let mut machine = Machine::new(Goal::Stay);
    machine.step(Event::Started, NOW, 0.5);
    machine.step(Event::FeedFailed(Failure::TooOld), NOW, 0.5);
    machine.step(Event::Pushed { sent: false, more: false, next_at: None }, NOW, 0.5);
    let commands = machine.step(Event::Queued, NOW, 0.5);
    assert!(commands.contains(&Command::Push { most: MOST_ACTIONS }), "{commands:?}");
    let later = NOW + Duration::from_secs(4000);
    assert!(!machine.step(Event::Timer, later, 0.5).iter().any(|c| matches!(c, Command::PollFeed { .. })));
}

#[test]
fn a_failed_push_does_not_hold_back_the_feed_nor_the_other_way_round() {
    let mut machine = Machine::new(Goal::Stay);
    machine.step(Event::Started, NOW, 0.5);
    machine.step(Event::PushFailed(Failure::Busy(Some(Duration::from_secs(60)))), NOW, 0.5);
    let fed = Event::Fed { moved: true, behind: true, below: false, regrant: false };
    assert!(machine.step(fed, NOW, 0.5).contains(&Command::PollFeed { hold: false }));
    machine.step(Event::FeedFailed(Failure::Broken), NOW, 1.0);
    let commands = machine.step(Event::Timer, NOW + Duration::from_secs(60), 0.5);
    assert!(commands.contains(&Command::Push { most: MOST_ACTIONS }), "{commands:?}");
}

#[test]
fn a_batch_is_halved_when_it_times_out_and_grows_slowly() {
    let mut machine = Machine::new(Goal::Stay);
    machine.step(Event::Started, NOW, 0.0);
    let mut sizes = Vec::new();
    for _ in 0..7 {
        machine.step(Event::PushFailed(Failure::TimedOut), NOW, 0.0);
        sizes.push(machine.most);
    }
    assert_eq!(sizes, [25, 12, 6, 3, 1, 1, 1]);
    sizes.clear();
    for _ in 0..4 {
        machine.step(Event::Pushed { sent: true, more: true, next_at: None }, NOW, 0.0);
        sizes.push(machine.most);
    }
    assert_eq!(sizes, [2, 3, 4, 6]);
}

#[test]
fn between_two_long_polls_nothing_ticks() {
    let mut machine = Machine::new(Goal::Stay);
    machine.step(Event::Started, NOW, 0.5);
    let quiet = Event::Fed { moved: false, behind: false, below: false, regrant: false };
    machine.step(Event::MeKnown, NOW, 0.5);
    machine.step(Event::Pushed { sent: false, more: false, next_at: None }, NOW, 0.5);
    machine.step(Event::Lowered { more: false }, NOW, 0.5);
    machine.step(quiet, NOW, 0.5);
    machine.step(Event::FileCame { more: false }, NOW, 0.5);
    for polls in 1..5 {
        let now = NOW + Duration::from_secs(25 * polls);
        assert_eq!(machine.step(quiet, now, 0.5), [Command::PollFeed { hold: true }]);
        assert_eq!(machine.timer, None);
    }
}

#[test]
fn a_server_that_answers_a_held_poll_at_once_does_not_make_us_spin() {
    let mut machine = Machine::new(Goal::Stay);
    machine.step(Event::Started, NOW, 1.0);
    let quiet = Event::Fed { moved: false, behind: false, below: false, regrant: false };
    machine.step(quiet, NOW, 1.0);
    let commands = machine.step(quiet, NOW + Duration::from_millis(3), 1.0);
    assert!(!commands.iter().any(|command| matches!(command, Command::PollFeed { .. })), "{commands:?}");
    assert!(machine.timer.is_some());
}

#[test]
fn a_resting_action_sets_the_only_timer_and_goes_when_it_rings() {
    let mut machine = Machine::new(Goal::Stay);
    machine.step(Event::Started, NOW, 0.5);
    let at = NOW + Duration::from_secs(8);
    let commands = machine.step(Event::Pushed { sent: false, more: false, next_at: Some(at) }, NOW, 0.5);
    assert!(commands.contains(&Command::SetTimer(Some(at))), "{commands:?}");
    assert!(machine.step(Event::Timer, at, 0.5).contains(&Command::Push { most: MOST_ACTIONS }));
}

#[test]
fn once_finishes_when_all_is_exchanged_or_the_line_is_down() {
    for answers in [
        vec![
            Event::MeKnown,
            Event::Lowered { more: false },
            Event::Pushed { sent: true, more: false, next_at: None },
            Event::Fed { moved: true, behind: false, below: false, regrant: false },
        ],
        vec![
            Event::MeFailed(Failure::Down),
            Event::PushFailed(Failure::Down),
            Event::FeedFailed(Failure::Down),
            Event::DownFailed(Failure::Down),
        ],
        vec![
            Event::MeFailed(Failure::LoggedOut),
            Event::PushFailed(Failure::LoggedOut),
            Event::FeedFailed(Failure::LoggedOut),
            Event::DownFailed(Failure::LoggedOut),
        ],
    ] {
        let mut machine = Machine::new(Goal::Once);
        machine.step(Event::Started, NOW, 0.5);
        let mut last = Vec::new();
        for event in answers {
            assert!(!last.contains(&Command::Finish));
            last = machine.step(event, NOW, 0.5);
        }
        assert!(last.contains(&Command::Finish), "{machine:?} {last:?}");
    }
}

#[test]
fn a_stream_begun_while_nothing_was_below_is_still_read_down() {
    let mut machine = Machine::new(Goal::Once);
    machine.step(Event::Started, NOW, 0.5);
    machine.step(Event::Fed { moved: true, behind: true, below: true, regrant: false }, NOW, 0.5);
    let commands = machine.step(Event::Lowered { more: false }, NOW, 0.5);
    assert!(commands.contains(&Command::ReadDown), "{commands:?}");
}

#[test]
fn another_persons_outbox_stays_in_care_until_it_is_sent() {
    let mut machine = Machine::new(Goal::PushOnly);
    assert_eq!(machine.step(Event::Started, NOW, 0.5), [Command::Push { most: MOST_ACTIONS }]);
    let commands = machine.step(Event::PushFailed(Failure::Down), NOW, 1.0);
    assert!(!commands.contains(&Command::Finish) && machine.timer.is_some());
    machine.step(Event::Timer, NOW + Duration::from_secs(2), 0.5);
    let commands = machine.step(Event::Pushed { sent: true, more: false, next_at: None }, NOW, 0.5);
    assert!(commands.contains(&Command::Finish), "{commands:?}");
}
