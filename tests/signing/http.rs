//! Signing and the public pages over HTTP, from a server that listens.

use std::path::Path;
use std::sync::Arc;

use reqwest::{Client, Response, StatusCode};
use serasi::domain::id::{ContentHash, PersonId};
use serasi::domain::office::date_of;
use serasi::domain::refusal::Refusal;
use serasi::domain::task::Task;
use serasi::env::{Env, System};
use serasi::server::auth::{Cost, hash};
use serasi::server::store::Account;
use serasi::server::{ServeConfig, Setting, serve};
use serasi::wire::actions::ActionResult;
use serasi::wire::session::Session;
use serasi::wire::signatures::{SignLine, SignOutcome};
use serasi::wire::verify::{Signatures, Standing, UploadVerified, Verified};
use serasi::wire::{MOST_BLOB, MOST_BODY};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::home::{ANI, Desk, HEAD, Home, PASSPHRASE, SITI, STRANGER};
use super::signer::Kind;

/// A server that listens, and a way to stop it.
struct Server {
    url: String,
    client: Client,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Server {
    async fn start(data: &Path) -> Self {
        let config = ServeConfig {
            data: data.to_owned(),
            listen: "127.0.0.1:0".parse().unwrap(),
            behind_proxy: false,
            public_url: None,
            worker: Some(env!("CARGO_BIN_EXE_serasi-server").into()),
            setting: Setting { cost: Cost::DEMO, ..Setting::default() },
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (bound, address) = oneshot::channel();
        let ended = tokio::spawn(async move {
            let stopped = async move { stopped.await.unwrap_or(()) };
            serve(config, Arc::new(System::new()), |address| bound.send(address).unwrap(), stopped).await.unwrap();
        });
        // The second test in this process finds one installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let url = format!("http://{}", address.await.unwrap());
        Self { url, client: Client::new(), stop, ended }
    }

    async fn log_in(&self, name: &str) -> String {
        let body = serde_json::json!({
            "name": name, "password": "sandi", "device": Uuid::from_u128(9), "device_name": "uji"
        });
        let answer = self.client.post(format!("{}/v1/session", self.url)).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json::<Session>().await.unwrap().token
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).send().await.unwrap()
    }

    async fn post(&self, token: &str, path: &str, body: serde_json::Value) -> Response {
        self.client.post(format!("{}{path}", self.url)).bearer_auth(token).json(&body).send().await.unwrap()
    }

    async fn sign(&self, token: &str, batch: u128, tasks: &[Task], passphrase: &str) -> Response {
        let items: Vec<_> =
            tasks.iter().map(|task| serde_json::json!({"task": task.id, "snapshot": task.snapshot})).collect();
        let body = serde_json::json!({"batch": Uuid::from_u128(batch), "items": items, "passphrase": passphrase});
        self.post(token, "/v1/signatures", body).await
    }

    async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap();
    }
}

async fn lines(answer: Response) -> Vec<SignLine> {
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
    let text = answer.text().await.unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A home whose people can log in; everybody's password is the same.
fn home() -> Home {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    for (name, person) in [("siti", SITI), ("ani", ANI), ("kades", HEAD), ("wahyu", STRANGER)] {
        account(&desk, name, person);
    }
    home
}

fn account(desk: &Desk, name: &str, person: PersonId) {
    let password = hash("sandi", Cost::DEMO, &System::new()).unwrap();
    let account = Account { name: name.into(), person, password, disabled: false };
    desk.signing.core.store.write(move |tx| tx.put_account(&account)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_signed_over_http_and_anybody_can_check_the_letter() {
    let home = home();
    let desk = home.open(Kind::Local);
    let (request, task) = desk.ready();
    drop(desk);
    let server = Server::start(&home.path).await;
    let (head, wahyu) = (server.log_in("kades").await, server.log_in("wahyu").await);
    let tasks = [task];

    let stranger = lines(server.sign(&wahyu, 5, &tasks, PASSPHRASE).await).await;
    assert_eq!(stranger[0].outcome, SignOutcome::Refused { refusal: Refusal::NotFound });
    assert_eq!(server.sign(&head, 5, &tasks, PASSPHRASE).await.status(), StatusCode::NOT_FOUND, "wahyu's batch");
    let signed = lines(server.sign(&head, 1, &tasks, PASSPHRASE).await).await;
    let SignOutcome::Signed { number, pdf } = signed[0].outcome.clone() else { panic!("{signed:?}") };
    assert_eq!(lines(server.sign(&head, 1, &tasks, "salah").await).await, signed, "it never signs again");
    assert_eq!(server.sign("srs_0", 1, &tasks, PASSPHRASE).await.status(), StatusCode::UNAUTHORIZED);

    let stop = |token: &str, id: u128| {
        let url = format!("{}/v1/signatures/{}", server.url, Uuid::from_u128(id));
        server.client.delete(url).bearer_auth(token.to_owned()).send()
    };
    assert_eq!(stop(&head, 1).await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(stop(&wahyu, 1).await.unwrap().status(), StatusCode::NOT_FOUND);

    let file = server.client.get(format!("{}/v1/blobs/{pdf}", server.url)).bearer_auth(&head).send().await.unwrap();
    let file = file.bytes().await.unwrap().to_vec();
    assert_eq!(ContentHash::of(&file), pdf);
    check_pages(&server, &home, request, (&number, pdf)).await;
    check_uploads(&server, &number, file).await;
    server.end().await;
}

async fn check_pages(
    server: &Server,
    home: &Home,
    request: serasi::domain::id::RecordId,
    (number, pdf): (&str, ContentHash),
) {
    let token = home.open(Kind::Local).letter_of(request).token.unwrap();
    let page = server.get(&format!("/v/{token}")).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let html = page.text().await.unwrap();
    assert!(html.contains("BERLAKU") && html.contains(number) && html.contains(&pdf.to_string()), "{html}");
    assert!(html.contains("S*** W***") && !html.contains("Wahyuni"), "{html}");
    assert!(html.len() < 30 * 1024 && !html.contains("<script"));

    let known: Verified = server.get(&format!("/v1/verify/{token}")).await.json().await.unwrap();
    assert_eq!(known.standing, Standing::Valid);
    let letter = known.letter.unwrap();
    assert_eq!((letter.number.as_str(), letter.pdf, letter.holder.as_str()), (number, Some(pdf), "S*** W***"));
    assert_eq!(letter.signer, "Kepala Desa Banyubiru, Anggoro");
    assert!(letter.signed_at.is_some() && letter.valid_until.is_some());

    let mut answers = Vec::new();
    for nothing in ["0".repeat(32), "x".into(), token.to_uppercase().replace(char::is_numeric, "0")] {
        let page = server.get(&format!("/v/{nothing}")).await;
        let json = server.get(&format!("/v1/verify/{nothing}")).await;
        assert_eq!((page.status(), json.status()), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        answers.push((page.text().await.unwrap(), json.text().await.unwrap()));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

async fn check_uploads(server: &Server, number: &str, mut file: Vec<u8>) {
    let upload = |bytes: Vec<u8>| async {
        let answer = server.client.post(format!("{}/v1/verify", server.url)).body(bytes).send().await.unwrap();
        answer.json::<UploadVerified>().await.unwrap()
    };
    let ours = upload(file.clone()).await;
    assert_eq!(ours.signatures, Signatures::Valid);
    assert_eq!(ours.signers, ["Anggoro"]);
    assert_eq!(ours.known.unwrap().letter.unwrap().number, number);
    let middle = file.len() / 3;
    file[middle] ^= 1;
    let forged = upload(file).await;
    assert_eq!((forged.known, forged.signers.len()), (None, 0));
    assert_ne!(forged.signatures, Signatures::Valid);
    assert_eq!(upload(vec![b'x'; 2 * MOST_BODY]).await.signatures, Signatures::Unreadable);
    let url = format!("{}/v1/verify", server.url);
    let too_large = server.client.post(url).body(vec![b'x'; MOST_BLOB + 1]).send().await.unwrap();
    assert_eq!(too_large.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_not_signed_by_a_hand_written_request() {
    let home = home();
    let desk = home.open(Kind::Local);
    let request = desk.forwarded("kuitansi");
    desk.verify(request);
    let task = desk.task_of(request, serasi::domain::task::TaskKind::Sign);
    drop(desk);
    let server = Server::start(&home.path).await;
    let head = server.log_in("kades").await;
    let answer = lines(server.sign(&head, 1, &[task], PASSPHRASE).await).await;
    assert_eq!(answer[0].outcome, SignOutcome::Refused { refusal: Refusal::InkOnly });
    server.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_for_who_sees_the_request_and_a_draft_comes_by_itself() {
    let home = home();
    let desk = home.open(Kind::Local);
    let request = desk.forwarded("surat-pengantar");
    drop(desk);
    let server = Server::start(&home.path).await;
    let today = date_of(System::new().now());
    let body = serde_json::json!({"request": request, "prepared_on": today});
    let siti = server.log_in("siti").await;
    let preview = server.post(&siti, "/v1/preview", body.clone()).await;
    assert_eq!(preview.status(), StatusCode::OK);
    assert_eq!(preview.headers()["content-type"], "application/pdf");
    assert!(preview.bytes().await.unwrap().starts_with(b"%PDF-"));

    let wahyu = server.log_in("wahyu").await;
    let foreign = server.post(&wahyu, "/v1/preview", body).await;
    let nowhere = serde_json::json!({"request": Uuid::from_u128(0xdead), "prepared_on": today});
    let nothing = server.post(&wahyu, "/v1/preview", nowhere).await;
    assert_eq!((foreign.status(), nothing.status()), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(foreign.text().await.unwrap(), nothing.text().await.unwrap());

    let desk = home.open(Kind::Local);
    for _ in 0..200 {
        if desk.drafts.draft(desk.request(request).letter.unwrap()).is_ok_and(|made| !made) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let letter = desk.letter_of(request);
    let page = serasi::domain::letter::Page::id_for(letter.id, letter.frozen.unwrap().snapshot);
    assert!(desk.signing.body(page).unwrap().is_some());
    drop(desk);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doubt_is_ended_by_two_people_who_are_both_there() {
    let home = home();
    let desk = home.open(Kind::Remote);
    let (request, task) = desk.ready();
    desk.signer.set(super::signer::Mood::AnswersNonsense);
    assert_eq!(desk.sign(&task), SignOutcome::InDoubt);
    drop(desk);
    let server = Server::start(&home.path).await;
    let head = server.log_in("kades").await;
    let path = format!("/v1/signatures/{}/resolve", task.id);
    let says = |second: Option<PersonId>, password: Option<&str>| {
        let body = serde_json::json!({
            "signed": null, "evidence": "BSrE: tidak ada", "second": second, "second_password": password
        });
        server.post(&head, &path, body)
    };
    let needed = ActionResult::Refused { refusal: Refusal::SecondPersonNeeded };
    for answer in [says(None, None).await, says(Some(ANI), None).await, says(Some(ANI), Some("tebak")).await] {
        assert_eq!(answer.json::<ActionResult>().await.unwrap(), needed);
    }
    let strangers = server.log_in("wahyu").await;
    let body = serde_json::json!({"signed": null, "evidence": "x", "second": null});
    let foreign = server.post(&strangers, &path, body.clone()).await.text().await.unwrap();
    let nowhere = format!("/v1/signatures/{}/resolve", Uuid::from_u128(0xdead));
    assert_eq!(server.post(&strangers, &nowhere, body).await.text().await.unwrap(), foreign);
    let done = says(Some(ANI), Some("sandi")).await.json::<ActionResult>().await.unwrap();
    assert!(matches!(done, ActionResult::Applied { .. }), "{done:?}");

    let signed = lines(server.sign(&head, 2, &[task], PASSPHRASE).await).await;
    assert!(matches!(signed[0].outcome, SignOutcome::Signed { .. }), "{signed:?}");
    server.end().await;
    assert!(home.open(Kind::Remote).letter_of(request).pdf.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_describes_what_this_part_brings() {
    let home = home();
    let server = Server::start(&home.path).await;
    let document: serde_json::Value = server.get("/openapi.json").await.json().await.unwrap();
    for (path, method, public) in [
        ("/v1/signatures", "post", false),
        ("/v1/signatures/{batch}", "delete", false),
        ("/v1/signatures/{task}/resolve", "post", false),
        ("/v1/preview", "post", false),
        ("/v1/verify/{token}", "get", true),
        ("/v1/verify", "post", true),
        ("/v/{token}", "get", true),
    ] {
        let described = &document["paths"][path][method];
        assert!(described.is_object(), "{method} {path}");
        assert_eq!(described.get("security").is_none(), public, "{method} {path}");
        let url = format!("{}{path}", server.url);
        let answer = server.client.request(method.to_uppercase().parse().unwrap(), url).send().await.unwrap();
        assert_eq!(answer.status() != StatusCode::UNAUTHORIZED, public, "{method} {path}");
    }
    let hello: serde_json::Value = server.get("/v1/hello").await.json().await.unwrap();
    assert_eq!(hello["features"], serde_json::json!(["sign", "typeset"]));
    server.end().await;
}
