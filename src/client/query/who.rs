//! Who sits at this desk.

use super::{Around, Look};
use crate::client::store::cache;
use crate::client::store::streams::ME;
use crate::desk::{DeskError, Who};
use crate::wire::session::Me;

pub(super) fn who(look: &Look<'_>, around: Around) -> Result<Who, DeskError> {
    let me = cache::fact(look.cache, ME)?.and_then(|text| serde_json::from_str::<Me>(&text).ok());
    let Some(me) = me else { return Err(DeskError::LoggedOut) };
    let Some(first) = me.offices.first() else { return Err(DeskError::LoggedOut) };
    let mut roles: Vec<_> =
        me.offices.iter().filter(|held| held.office == first.office).flat_map(|held| held.roles.clone()).collect();
    roles.sort();
    roles.dedup();
    Ok(Who {
        person: me.person,
        name: if me.name.is_empty() { around.name } else { me.name.clone() },
        position: first.position.clone(),
        office: first.office,
        office_name: first.name.clone(),
        roles,
        device: look.actor.device,
        server: around.server,
    })
}
