//! What an approver is told to look at.

use jiff::SignedDuration;
use jiff::civil::date;
use serasi::config::letters;
use serasi::domain::letter_type::{Field, LetterType};
use serasi::domain::look_at::{Asked, LookAt, Other, look_at};
use serasi::domain::oddity::Oddity;
use serasi::domain::request::{Request, RequestState};
use serasi::domain::resident::{LifeStatus, Resident};
use serasi::domain::task::TaskKind;

use crate::journeys::desk::{now, request, resident};

struct Scene {
    asked_back: Option<(&'static str, Option<jiff::Timestamp>)>,
    letter_type: LetterType,
    request: Request,
    subject: Resident,
    family: Vec<String>,
    others: Vec<Other>,
    changed: bool,
    steps: usize,
}

fn shipped(slug: &str) -> LetterType {
    letters::shipped().unwrap().into_iter().map(|(one, _)| one).find(|one| one.slug == slug).unwrap()
}

/// A routine letter: asked for just now, nothing odd.
fn routine() -> Scene {
    let subject = resident(0, "Sri Wahyuni");
    let mut request = request(0).request;
    request.submitted = Some(now());
    let letter_type = LetterType { promise_minutes: 60, ..shipped("surat-pengantar") };
    Scene {
        asked_back: None,
        letter_type,
        request,
        family: vec![subject.name.clone()],
        subject,
        others: vec![],
        changed: false,
        steps: 2,
    }
}

impl Scene {
    fn found(&self, kind: TaskKind) -> Vec<LookAt> {
        look_at(&Asked {
            asked_back: self.asked_back,
            kind,
            steps: Some(self.steps),
            approver: "Drs. Bambang Sutrisno, S.Sos.",
            letter_type: Some(&self.letter_type),
            request: Some(&self.request),
            applicant: Some(&self.subject),
            subject: Some(&self.subject),
            content_changed: self.changed,
            family: &self.family,
            others: &self.others,
            today: date(2026, 11, 20),
            now: now(),
        })
    }

    fn signs(&self) -> Vec<LookAt> {
        self.found(TaskKind::Sign)
    }

    fn field(&mut self, key: &str, value: &str) {
        self.request.fields.insert(key.into(), value.into());
    }
}

#[test]
fn what_was_asked_back_is_never_routine_and_is_told_first() {
    let mut scene = routine();
    scene.asked_back = Some(("Siti Rahayu", Some(now())));
    scene.steps = 1;
    let asked = LookAt::AskedBack { by: "Siti Rahayu".into(), at: Some(now()) };
    assert!(asked.is_odd());
    assert_eq!(scene.signs(), [asked, LookAt::WithoutParaf]);
}

#[test]
fn a_routine_letter_has_nothing_to_look_at() {
    assert_eq!(routine().signs(), []);
}

#[test]
fn a_remark_is_typed_freely_and_spaces_are_none() {
    let mut scene = routine();
    scene.field("remark", "  ");
    assert_eq!(scene.signs(), []);
    scene.field("remark", "mohon dipercepat");
    assert_eq!(scene.signs(), [LookAt::TypedFreely("Keterangan".into(), "mohon dipercepat".into())]);
}

#[test]
fn a_field_that_says_something_else_than_the_resident_data_is_named() {
    let mut scene = routine();
    let field = Field {
        key: "occupation".into(),
        label: "Pekerjaan".into(),
        required: false,
        help: String::new(),
        kind: Default::default(),
    };
    scene.letter_type.fields.push(field);
    for same in ["", "Petani", "  petani "] {
        scene.field("occupation", same);
        assert_eq!(scene.signs(), [], "{same:?}");
    }
    scene.field("occupation", "Guru");
    let differs = LookAt::Differs { label: "Pekerjaan".into(), typed: "Guru".into(), registered: "Petani".into() };
    assert_eq!(scene.signs(), [differs]);
}

#[test]
fn the_same_kind_for_the_same_person_within_seven_days_is_named_once() {
    let ago = |days: i64| now() - SignedDuration::from_hours(24 * days);
    let other = |days: i64, state: RequestState| {
        let mut other = request(1).request;
        (other.letter_type, other.subject) = (routine().request.letter_type, routine().request.subject);
        (other.submitted, other.state) = (Some(ago(days)), state);
        Other { request: other, number: Some(format!("400/{days}")) }
    };
    let because = || serasi::domain::request::Because { by: None, reason: String::new(), at: None };
    let mut scene = routine();
    scene.others = vec![other(8, RequestState::Issued), other(2, RequestState::Cancelled(because()))];
    assert_eq!(scene.signs(), []);
    let mut own = other(1, RequestState::Issued);
    own.request.id = scene.request.id;
    let mut about_another = other(1, RequestState::Issued);
    about_another.request.subject = resident(3, "x").id;
    scene.others = vec![own, about_another];
    assert_eq!(scene.signs(), []);
    scene.others = vec![other(7, RequestState::HandedOver(super::table::handed())), other(3, RequestState::Signature)];
    assert_eq!(scene.signs(), [LookAt::SameKind { submitted: ago(3), number: Some("400/3".into()) }]);
}

#[test]
fn somebody_with_the_approvers_name_on_the_family_card_is_named_without_degrees() {
    let mut scene = routine();
    scene.family.push("Bambang Sutrisna".into());
    assert_eq!(scene.signs(), []);
    scene.family.push("BAMBANG SUTRISNO".into());
    assert_eq!(scene.signs(), [LookAt::OwnFamily("BAMBANG SUTRISNO".into())]);
}

#[test]
fn age_and_status_are_held_against_the_rule_of_the_kind() {
    let mut scene = routine();
    scene.letter_type.subject.marital = vec!["Belum Kawin".into(), "kawin".into()];
    assert_eq!(scene.signs(), []);
    scene.letter_type.subject.marital.pop();
    assert_eq!(scene.signs(), [LookAt::OtherMarital("Kawin".into())]);
    let mut scene = routine();
    scene.letter_type.subject = shipped("kuitansi").subject;
    assert_eq!(scene.signs(), []);
    scene.subject.birth_date = date(2009, 11, 21);
    assert!(scene.signs().contains(&LookAt::TooYoung { age: 16, least: 17 }));
    scene.subject.birth_date = date(2009, 11, 20);
    assert!(!scene.signs().iter().any(|one| matches!(one, LookAt::TooYoung { .. })));
}

#[test]
fn a_signature_without_paraf_changed_data_and_odd_people_are_named() {
    let mut scene = routine();
    scene.steps = 1;
    assert_eq!(scene.signs(), [LookAt::WithoutParaf]);
    assert_eq!(scene.found(TaskKind::Verify), []);
    scene.changed = true;
    scene.subject.status = LifeStatus::Moved;
    assert_eq!(scene.signs(), [LookAt::DataChanged, LookAt::Odd(Oddity::NotAlive), LookAt::WithoutParaf]);
}

#[test]
fn a_promise_is_told_a_quarter_of_an_hour_before_and_is_nothing_odd() {
    let mut scene = routine();
    scene.request.submitted = Some(now() - SignedDuration::from_mins(44));
    assert_eq!(scene.signs(), []);
    scene.request.submitted = Some(now() - SignedDuration::from_mins(45));
    let found = scene.signs();
    assert_eq!(found, [LookAt::Deadline(now() + SignedDuration::from_mins(15))]);
    assert!(!found[0].is_odd() && LookAt::WithoutParaf.is_odd());
}
