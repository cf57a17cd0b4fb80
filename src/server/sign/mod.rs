//! Signing: PDF signatures, who may make them, and how they are checked.

pub mod check;
pub mod demo_ca;
mod found;
pub mod inspect;
pub mod local;
pub mod pades;
pub mod signer;
mod trust;
mod x509;
