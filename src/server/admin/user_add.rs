//! `user add`: an account for a person, and a position in an office where one is named.

use jiff::civil::Date;

use super::AdminError;
use crate::domain::id::{OfficeId, PersonId, RecordId};
use crate::domain::office::{Capacity, Official, Role, date_of};
use crate::domain::record::{Body, Rest};
use crate::domain::text::clean_line;
use crate::env::Env;
use crate::server::auth::{Cost, account_name, hash};
use crate::server::core::{CoreError, import};
use crate::server::store::{Account, ReadTx, Store};

/// A shorter one is guessed sooner or later.
const SHORTEST: usize = 10;

/// What is said of a position.
#[derive(Clone, Debug)]
pub struct PositionOf {
    /// Which office.
    pub office: OfficeId,
    /// The person's name as printed.
    pub name: String,
    /// "Sekretaris Desa".
    pub position: String,
    /// For civil servants.
    pub nip: Option<String>,
    /// What it lets its holder do.
    pub roles: Vec<Role>,
    /// First day; today when none is said.
    pub from: Option<Date>,
}

/// What is said of a new account.
pub struct NewUser {
    /// What is typed at the login.
    pub name: String,
    /// The password.
    pub password: String,
    /// A person who is there already; a new one when none is said.
    pub person: Option<PersonId>,
    /// A position for the person.
    pub position: Option<PositionOf>,
    /// What checking the password costs.
    pub cost: Cost,
}

/// Makes the account.
///
/// # Errors
/// When the name is taken, the password too short, or the office not there.
pub fn user_add(store: &Store, env: &dyn Env, user: NewUser) -> Result<PersonId, AdminError> {
    let name = account_name(&user.name);
    if name.is_empty() {
        return Err(AdminError::Said("a name is needed".into()));
    }
    if user.password.chars().count() < SHORTEST {
        return Err(AdminError::Said(format!("a password has at least {SHORTEST} characters")));
    }
    if let Some(position) = &user.position {
        store.read(|tx| office_is_there(tx, position.office))?;
    }
    let person = user.person.unwrap_or_else(|| PersonId(env.new_id()));
    let account = Account { name, person, password: hash(&user.password, user.cost, env)?, disabled: false };
    store.write(move |tx| {
        if tx.account(&account.name)?.is_some() || tx.account_of(person)?.is_some() {
            return Err(AdminError::Already(format!("account {}", account.name)));
        }
        tx.put_account(&account).map_err(AdminError::from)
    })?;
    if let Some(position) = user.position {
        import(store, env, vec![Body::Official(official(person, position, env))])?;
    }
    Ok(person)
}

fn office_is_there(tx: &dyn ReadTx, office: OfficeId) -> Result<(), AdminError> {
    let found = tx.load(office.into()).map_err(CoreError::from)?;
    match found {
        Some(record) if record.kind == "office" => Ok(()),
        _ => Err(AdminError::Said(format!("no office {office}"))),
    }
}

fn official(person: PersonId, position: PositionOf, env: &dyn Env) -> Official {
    Official {
        id: RecordId(env.new_id()),
        person,
        office: position.office,
        name: clean_line(&position.name),
        nip: position.nip,
        position: clean_line(&position.position),
        capacity: Capacity::Definitive,
        from: position.from.unwrap_or_else(|| date_of(env.now())),
        until: None,
        roles: position.roles,
        order: 0,
        rest: Rest::new(),
    }
}
