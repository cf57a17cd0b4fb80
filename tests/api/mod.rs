//! The server, in process: store, core and routes, without a network.

mod actions;
mod audit;
mod blobs;
mod commands;
mod documented;
mod feed;
mod foreign;
mod limits;
mod sessions;
mod store;
mod together;
pub mod village;
