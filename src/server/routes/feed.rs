//! The feed: what changed in the streams of a device, held while nothing did.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use tokio::time::{Instant, sleep_until};

use super::{Fail, blocking};
use crate::domain::stream::StreamId;
use crate::server::app::Shared;
use crate::server::core::CoreError;
use crate::server::core::feed::{At, down, up};
use crate::server::core::scope::Scope;
use crate::wire::feed::{Feed, StreamPage};
use crate::wire::problem::{Code, Problem};
use crate::wire::{LONGEST_WAIT, MOST_CHANGES};

const USUAL_CHANGES: u32 = 200;
/// A device holds three to six streams.
const MOST_STREAMS: usize = 32;

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    at: Vec<(StreamId, At)>,
    limit: u32,
    wait: u64,
    before: Option<u64>,
}

/// Reads `at=<stream>:<cursor or "new">`, again for each stream, and `limit`, `wait`, `before`.
fn asked(pairs: &[(String, String)]) -> Option<Asked> {
    let mut asked = Asked { at: Vec::new(), limit: USUAL_CHANGES, wait: 0, before: None };
    for (name, value) in pairs {
        match name.as_str() {
            "at" => {
                let (stream, cursor) = value.rsplit_once(':')?;
                let at = if cursor == "new" { At::New } else { At::Cursor(cursor.parse().ok()?) };
                asked.at.push((stream.parse().ok()?, at));
            }
            "limit" => asked.limit = value.parse::<u32>().ok()?.clamp(1, MOST_CHANGES),
            "wait" => asked.wait = value.parse::<u64>().ok()?.min(LONGEST_WAIT),
            "before" => asked.before = Some(value.parse().ok()?),
            // A newer desk may ask for more than this server knows.
            _ => {}
        }
    }
    let many = asked.at.len();
    let sensible = (1..=MOST_STREAMS).contains(&many) && (asked.before.is_none() || many == 1);
    sensible.then_some(asked)
}

/// The changes of every stream that has moved. One held request serves all streams of a device.
#[utoipa::path(
    get,
    path = "/v1/feed",
    params(
        ("at" = Vec<String>, Query, description = "<stream>:<cursor or new>, once for each stream"),
        ("limit" = Option<u32>, Query, description = "changes in a page"),
        ("wait" = Option<u64>, Query, description = "seconds to hold the request while nothing changes"),
        ("before" = Option<u64>, Query, description = "read one stream downwards from below this position")
    ),
    responses((status = 200, body = Feed), (status = 400, body = Problem), (status = 401, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn feed(
    scope: Scope,
    State(app): State<Shared>,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<Feed>, Fail> {
    let Query(pairs) = query.map_err(|_| Code::BadRequest)?;
    let asked = asked(&pairs).ok_or(Code::BadRequest)?;
    let deadline = Instant::now() + Duration::from_secs(asked.wait);
    let waiter = app.wake.on(asked.at.iter().map(|(stream, _)| *stream).collect());
    let mut stopping = app.stopping.clone();
    let _held = app.metrics.hold();
    loop {
        let streams = {
            let (scope, asked) = (scope.clone(), asked.clone());
            blocking(&app, move |app| pages(app, &scope, &asked)).await?
        };
        let over = Instant::now() >= deadline || *stopping.borrow();
        if !streams.is_empty() || over {
            return Ok(Json(Feed { streams, time: app.core.env.now() }));
        }
        tokio::select! {
            () = waiter.woken() => {}
            () = sleep_until(deadline) => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    }
}

/// Reads with what the person holds at this moment.
fn pages(app: &Shared, scope: &Scope, asked: &Asked) -> Result<Vec<StreamPage>, CoreError> {
    let now = app.core.env.now();
    app.core.store.read(|tx| {
        let scope = scope.again(tx, now)?;
        let mut pages = Vec::new();
        for (stream, at) in &asked.at {
            match asked.before {
                Some(before) => pages.push(down(tx, &scope, *stream, *at, before, asked.limit)?),
                None => pages.extend(up(tx, &scope, *stream, *at, asked.limit)?),
            }
        }
        Ok(pages)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Option<Asked> {
        asked(&query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_request_names_its_streams_and_cursors() {
        let office = "office/00000000-0000-0000-0000-000000000007";
        let at = format!("{office}:3.1042.01020304050607ff");
        let asked = read(&[("at", "ref:new"), ("at", &at), ("wait", "900"), ("limit", "0"), ("later", "x")]).unwrap();
        assert_eq!(asked.at.len(), 2);
        assert_eq!(asked.at[0], (StreamId::Reference, At::New));
        assert_eq!((asked.wait, asked.limit, asked.before), (LONGEST_WAIT, 1, None));
        assert_eq!(read(&[("at", &at), ("before", "12")]).unwrap().before, Some(12));
        for bad in [
            vec![],
            vec![("at", "ref")],
            vec![("at", "nothing:new")],
            vec![("at", "ref:1.2.3")],
            vec![("at", "ref:new"), ("wait", "-1")],
            vec![("at", "ref:new"), ("at", at.as_str()), ("before", "12")],
        ] {
            assert_eq!(read(&bad), None, "{bad:?}");
        }
    }
}
