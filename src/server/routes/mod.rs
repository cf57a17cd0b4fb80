//! HTTP: one file a resource. Every handler takes a [`Scope`](super::core::scope::Scope), or is public on
//! purpose; what a person does not hold looks like what is not there.

mod actions;
mod blobs;
mod devices;
mod fail;
mod feed;
mod health;
mod hello;
mod hold;
pub mod limits;
mod log;
mod me;
pub mod metrics;
mod pages;
mod preview;
mod range;
mod scope;
mod session;
mod signatures;
mod verify;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::http::header::{self, HeaderValue};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::decompression::RequestDecompressionLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::fail::Fail;
pub use self::hold::blocking;
use super::app::Shared;
use super::letters::Letters;
use crate::wire::problem::Code;
use crate::wire::{MOST_BLOB, MOST_BODY};

/// The document that describes the routes, apart from the routes.
#[derive(OpenApi)]
#[openapi(
    info(title = "SERASI", description = "The letter desk of a government office", version = "1"),
    modifiers(&Token),
)]
struct Document;

/// How a request says whose it is.
struct Token;

impl utoipa::Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// All routes of the server: the protocol's, and those of its other parts.
pub fn router(app: Shared, additions: Vec<OpenApiRouter<Shared>>) -> Router {
    let mut all = OpenApiRouter::with_openapi(Document::openapi()).merge(quick(&app)).merge(held(&app));
    for addition in additions {
        let limited = addition
            .layer(DefaultBodyLimit::max(MOST_BODY))
            .layer(from_fn_with_state(Arc::clone(&app), limits::at_a_time))
            .layer(from_fn(limits::in_time));
        all = all.merge(limited);
    }
    let (router, document) = all.split_for_parts();
    let document = Arc::new(document);
    router
        .route("/openapi.json", get(move || async move { Json(document.as_ref().clone()) }))
        .fallback(|| async { Fail::from(Code::NotFound) })
        .method_not_allowed_fallback(|| async { Fail::from(Code::NotFound) })
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(Arc::clone(&app), log::each_request))
                .layer(from_fn(always))
                .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
                    Fail::from(Code::Internal).into_response()
                }))
                .layer(CompressionLayer::new().gzip(true).compress_when(worth_compressing()))
                .layer(RequestDecompressionLayer::new().gzip(true)),
        )
        .with_state(app)
}

/// Routes that answer within the time limit.
fn quick(app: &Shared) -> OpenApiRouter<Shared> {
    let files = OpenApiRouter::new()
        .routes(routes!(blobs::head, blobs::get, blobs::put))
        .layer(DefaultBodyLimit::max(MOST_BLOB));
    OpenApiRouter::new()
        .routes(routes!(hello::hello))
        .routes(routes!(session::log_in, session::log_out))
        .routes(routes!(me::me))
        .routes(routes!(devices::list))
        .routes(routes!(devices::revoke))
        .routes(routes!(actions::actions))
        .routes(routes!(health::health))
        .routes(routes!(metrics::metrics))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .merge(files)
        .layer(from_fn_with_state(Arc::clone(app), limits::at_a_time))
        .layer(from_fn(limits::in_time))
}

/// Routes of signing, typesetting and the public pages, over what they work with.
pub fn letters(desk: Arc<Letters>) -> OpenApiRouter<Shared> {
    let uploads = OpenApiRouter::new().routes(routes!(verify::upload)).layer(DefaultBodyLimit::max(MOST_BLOB));
    OpenApiRouter::new()
        .routes(routes!(signatures::sign))
        .routes(routes!(signatures::stop))
        .routes(routes!(signatures::resolve))
        .routes(routes!(preview::preview))
        .routes(routes!(verify::verify))
        .routes(routes!(pages::page))
        .merge(uploads)
        .layer(Extension(desk))
}

/// Routes that hold a request.
fn held(app: &Shared) -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(feed::feed)).layer(from_fn_with_state(Arc::clone(app), limits::held_at_a_time))
}

/// A signed file does not shrink, and lines that are to arrive as they happen must not wait in a compressor.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/x-ndjson"))
}

/// What every answer says: do not guess its type, do not keep it.
async fn always(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
