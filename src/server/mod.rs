//! The central server.

pub mod admin;
pub mod app;
pub mod auth;
pub mod core;
pub mod pages;
pub mod render;
pub mod routes;
pub mod seed;
pub mod sign;
pub mod store;
pub mod typeset;
