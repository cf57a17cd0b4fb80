//! A held `t` on forty requests: one press, 500 ms, then thirty a second for ten seconds.

use serasi::tui::keys::{Code, Key};

use super::Journey;
use super::desk::{FakeDesk, operator, request};

#[test]
fn a_held_t_forwards_exactly_one_request() {
    let mut desk = FakeDesk::of(operator());
    desk.requests = (0..40).map(request).collect();
    let mut journey = Journey::new(desk);
    let t = Key::plain(Code::Char('t'));
    journey.press(t);
    journey.wait(500);
    for _ in 0..300 {
        journey.press(t);
        journey.wait(33);
    }
    assert_eq!(journey.desk.decisions().len(), 1);
    journey.sees("t diabaikan: permohonan berikutnya belum tampil");
    // A calm finger goes on.
    journey.wait(1000);
    journey.press(t);
    assert_eq!(journey.desk.decisions().len(), 2);
}

#[test]
fn keys_typed_ahead_are_dropped_but_moves_are_not() {
    let mut desk = FakeDesk::of(operator());
    desk.requests = (0..40).map(request).collect();
    let mut journey = Journey::new(desk);
    for c in ['t', 't', 'j', 't', 'j'] {
        journey.press(Key::plain(Code::Char(c)));
    }
    journey.wait(2000);
    assert_eq!(journey.desk.decisions().len(), 1);
    journey.sees("── A-04");
}
