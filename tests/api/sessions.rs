//! Logging in, staying, and being told to wait.

use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use serasi::domain::id::{ContentHash, DeviceId};
use serasi::wire::problem::{Code, Problem};
use serasi::wire::session::{Hello, Login, Me};

use super::village::{Answer, PASSWORD, Village, request};
use crate::domain::world::{SITI, VILLAGE};

async fn try_login(village: &Village, name: &str, password: &str) -> Answer {
    let device = DeviceId(village.id());
    let login = Login { name: name.into(), password: password.into(), device, device_name: "PC".into() };
    village.send(request(Method::POST, "/v1/session", None, serde_json::to_vec(&login).unwrap())).await
}

fn code(answer: &Answer) -> Code {
    answer.json::<Problem>().code
}

#[tokio::test(flavor = "multi_thread")]
async fn who_logs_in_is_who_they_are_and_holds_what_their_positions_give() {
    let village = Village::new();
    let hello: Hello = village.send(request(Method::GET, "/v1/hello", None, Vec::new())).await.json();
    assert_eq!((hello.name.as_str(), hello.protocols.as_slice()), ("Uji", &[1][..]));
    let desk = village.log_in(" SITI ").await;
    assert!(desk.token.starts_with("srs_") && desk.token.len() == 68);
    let me: Me = desk.get("/v1/me").await.json();
    assert_eq!((me.person, me.account.as_str(), me.name.as_str()), (SITI, "siti", "Siti Rahayu"));
    assert_eq!(me.offices[0].name, "Desa Banyubiru");
    let streams: Vec<_> = me.streams.iter().map(ToString::to_string).collect();
    assert_eq!(streams, ["ref".to_owned(), format!("office/{VILLAGE}"), format!("person/{SITI}")]);
    // The database has the token's hash and nothing else of it.
    let kept = village.app.core.store.read(|tx| tx.session(ContentHash::of(desk.token.as_bytes()))).unwrap();
    assert_eq!(kept.unwrap().device, desk.device);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_name_and_a_wrong_password_are_answered_alike_and_make_the_next_try_wait() {
    let village = Village::new();
    for name in ["siti", "nobody"] {
        for _ in 0..4 {
            let answer = try_login(&village, name, "wrong").await;
            assert_eq!((answer.status, code(&answer)), (StatusCode::UNAUTHORIZED, Code::WrongPassword));
        }
        // The right one has to wait as well.
        let answer = try_login(&village, name, PASSWORD).await;
        assert_eq!((answer.status, code(&answer)), (StatusCode::TOO_MANY_REQUESTS, Code::TooOften));
        assert_eq!(answer.headers["retry-after"], "3");
    }
    assert_eq!(try_login(&village, "joko", PASSWORD).await.status, StatusCode::OK);
    village.env.pass(SignedDuration::from_secs(2));
    assert_eq!(try_login(&village, "siti", PASSWORD).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lasts_thirty_days_from_its_last_use_and_ends_when_it_is_ended() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    for _ in 0..4 {
        village.env.pass(SignedDuration::from_hours(24 * 29));
        assert_eq!(desk.get("/v1/me").await.status, StatusCode::OK);
    }
    village.env.pass(SignedDuration::from_hours(24 * 31));
    let answer = desk.get("/v1/me").await;
    assert_eq!((answer.status, code(&answer)), (StatusCode::UNAUTHORIZED, Code::LoggedOut));

    let (one, other) = (village.log_in("siti").await, village.log_in("siti").await);
    assert_eq!(one.send(Method::DELETE, "/v1/session", Vec::new()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(one.get("/v1/me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(other.get("/v1/me").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_is_out_at_once() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let store = &village.app.core.store;
    store
        .write(|tx| {
            let mut account = tx.account("siti")?.unwrap();
            account.disabled = true;
            tx.put_account(&account)
        })
        .unwrap();
    assert_eq!(code(&desk.get("/v1/me").await), Code::LoggedOut);
    assert_eq!(code(&try_login(&village, "siti", PASSWORD).await), Code::WrongPassword);
}
