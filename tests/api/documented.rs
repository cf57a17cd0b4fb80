//! The OpenAPI document and the routes are the same thing.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::village::{Village, request};

/// Open to everybody, on purpose. Everything else takes a session.
const PUBLIC: [&str; 4] = ["GET /v1/hello", "POST /v1/session", "GET /healthz", "GET /metrics"];

/// What the design says this part of the server has.
const ROUTES: [&str; 14] = [
    "GET /v1/hello",
    "POST /v1/session",
    "DELETE /v1/session",
    "GET /v1/me",
    "GET /v1/devices",
    "DELETE /v1/devices/{device}",
    "GET /v1/feed",
    "POST /v1/actions",
    "HEAD /v1/blobs/{sha256}",
    "GET /v1/blobs/{sha256}",
    "PUT /v1/blobs/{sha256}",
    "GET /healthz",
    "GET /metrics",
    "GET /openapi.json",
];

async fn document(village: &Village) -> Value {
    village.send(request(Method::GET, "/openapi.json", None, Vec::new())).await.json()
}

fn operations(document: &Value) -> BTreeMap<String, Value> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters");
            methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation.clone()))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_described_route_is_there_and_asks_who_is_there_unless_it_is_public() {
    let village = Village::new();
    let described = operations(&document(&village).await);
    let names: BTreeSet<_> = described.keys().map(String::as_str).collect();
    let expected: BTreeSet<_> = ROUTES.into_iter().filter(|route| *route != "GET /openapi.json").collect();
    assert_eq!(names, expected);
    let not_there = village.send(request(Method::GET, "/v1/nothing", None, Vec::new())).await;
    assert_eq!(not_there.status, StatusCode::NOT_FOUND);
    let mut logged_out = None;
    for (name, operation) in &described {
        let (method, path) = name.split_once(' ').unwrap();
        let path = path.replace("{sha256}", &"0".repeat(64));
        let answer = village.send(request(method.parse().unwrap(), &path, None, Vec::new())).await;
        let public = PUBLIC.contains(&name.as_str());
        assert_eq!(operation.get("security").is_none(), public, "{name}");
        if public {
            assert!(![StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND].contains(&answer.status), "{name}");
        } else {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}");
            if method != "HEAD" {
                assert_eq!(logged_out.get_or_insert(answer.body.clone()), &answer.body, "{name}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_has_the_fields_that_are_described() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let document = document(&village).await;
    let described = operations(&document);
    let submit = desk.submit();
    let answers = [
        ("GET /v1/hello", desk.get("/v1/hello").await),
        ("GET /v1/me", desk.get("/v1/me").await),
        ("GET /v1/feed", desk.get("/v1/feed?at=ref:new").await),
        ("POST /v1/actions", desk.push(vec![submit]).await),
        ("GET /healthz", desk.get("/healthz").await),
    ];
    for (name, answer) in answers {
        let schema = &described[name]["responses"]["200"]["content"]["application/json"]["schema"];
        let reference = schema["$ref"].as_str().unwrap_or_else(|| panic!("{name}: {schema}"));
        let schema = &document["components"]["schemas"][reference.rsplit('/').next().unwrap()];
        let fields: BTreeSet<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        let answered: BTreeSet<_> = answer.json::<Value>().as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, answered, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method_on_a_route_is_not_there() {
    let village = Village::new();
    for (method, path) in [(Method::POST, "/v1/hello"), (Method::GET, "/v1/actions"), (Method::PATCH, "/v1/me")] {
        let answer = village.send(request(method, path, None, Vec::new())).await;
        assert_eq!((answer.status, answer.text().as_str()), (StatusCode::NOT_FOUND, r#"{"code":"not_found"}"#));
    }
}
