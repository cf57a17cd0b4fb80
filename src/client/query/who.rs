//! Who sits at this desk.

use super::{Around, Look};
use crate::client::store::streams::ME;
use crate::client::store::{cache, rows};
use crate::desk::{Colleague, DeskError, Who};
use crate::wire::session::Me;

pub(super) fn me(look: &Look<'_>) -> Result<Me, DeskError> {
    let me = cache::fact(look.cache, ME)?.and_then(|text| serde_json::from_str::<Me>(&text).ok());
    me.ok_or(DeskError::LoggedOut)
}

pub(super) fn who(look: &Look<'_>, around: Around) -> Result<Who, DeskError> {
    let me = me(look)?;
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

/// The name of the own office.
pub(super) fn office_name(look: &Look<'_>) -> Result<String, DeskError> {
    Ok(me(look)?.offices.into_iter().next().map(|office| office.name).unwrap_or_default())
}

/// Everybody who holds a position in the own office today, by name.
pub(super) fn colleagues(look: &Look<'_>) -> Result<Vec<Colleague>, DeskError> {
    let Some(first) = me(look)?.offices.into_iter().next() else { return Err(DeskError::LoggedOut) };
    let held = rows::officials::of_office(look.cache, first.office)?;
    let mut colleagues: Vec<Colleague> = held
        .into_iter()
        .filter(|official| official.holds_on(look.today()))
        .map(|official| Colleague {
            person: official.person,
            name: official.name,
            position: official.position,
            roles: official.roles,
        })
        .collect();
    colleagues.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(colleagues)
}
