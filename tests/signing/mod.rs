//! Signing on the server's side, without HTTP: the six steps, what a crash leaves, and the fences.

mod batches;
mod drafts;
mod fences;
mod home;
mod http;
mod kill;
mod ledger;
mod life;
mod restore;
mod signer;
mod validator;
