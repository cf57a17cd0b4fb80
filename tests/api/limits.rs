//! What is too large or too much is told so, and gzip goes both ways.

use std::io::Write;
use std::process::{Command, Stdio};

use axum::http::{Method, StatusCode};
use serasi::server::app::Setting;
use serasi::server::auth::Cost;
use serasi::wire::actions::Batch;

use super::village::{Village, request};

/// gzip of some bytes, by the program that every machine has.
fn gzip(bytes: &[u8], level: &str) -> Vec<u8> {
    let mut child =
        Command::new("gzip").args(["-c", level]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output.stdout
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_measured_after_it_was_unpacked() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let packed = |bytes: &[u8]| {
        let mut request = request(Method::POST, "/v1/actions", Some(&desk.token), gzip(bytes, "-9"));
        request.headers_mut().insert("Content-Encoding", "gzip".parse().unwrap());
        request
    };
    let batch = serde_json::to_vec(&Batch { actions: vec![desk.submit()], skew_ms: 0 }).unwrap();
    let taken = village.send(packed(&batch)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    assert!(taken.text().contains("applied"));
    let bomb = packed(&vec![b' '; 8 * 1024 * 1024]);
    assert_eq!(village.send(bomb).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Who is nobody is turned away before anything is unpacked.
    let mut stranger = packed(&batch);
    stranger.headers_mut().remove("Authorization");
    assert_eq!(village.send(stranger).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_packed_for_who_asks() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let mut packed = request(Method::GET, "/v1/me", Some(&desk.token), Vec::new());
    packed.headers_mut().insert("Accept-Encoding", "gzip".parse().unwrap());
    let answer = village.send(packed).await;
    assert_eq!(answer.headers["content-encoding"], "gzip");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert!(answer.body.starts_with(&[0x1f, 0x8b]));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_at_a_time_are_told_to_come_back() {
    let village = Village::with(Setting { cost: Cost::DEMO, requests: 1, waiting: 1, ..Setting::default() });
    let desk = village.log_in("siti").await;
    let head = village.app.core.store.read(|tx| tx.head(serasi::domain::stream::StreamId::Reference)).unwrap().unwrap();
    let cursor = serasi::wire::feed::Cursor::at(head.epoch, head.position, &head.link);
    let path = format!("/v1/feed?at=ref:{cursor}&wait=25");
    let held = {
        let (router, request) = (village.router.clone(), request(Method::GET, &path, Some(&desk.token), Vec::new()));
        tokio::spawn(async move { tower::ServiceExt::oneshot(router, request).await })
    };
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let second = desk.get(&path).await;
    assert_eq!(second.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(second.headers["retry-after"], "5");
    // Those who wait keep nobody from working.
    assert_eq!(desk.get("/v1/me").await.status, StatusCode::OK);
    let metrics = desk.get("/metrics").await.text();
    assert!(metrics.contains("serasi_waiting 1") && metrics.contains("serasi_requests{status=\"5xx\"} 1"), "{metrics}");
    village.stop.send(true).unwrap();
    held.await.unwrap().unwrap();
}
