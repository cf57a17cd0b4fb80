//! Who is there: `GET /v1/hello`, `POST /v1/session`, `GET /v1/me`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::{DeviceId, OfficeId, PersonId};
use crate::domain::office::Role;
use crate::domain::stream::StreamId;

/// The answer of `GET /v1/hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Hello {
    /// The server's id: names its directory on a desk, whatever its address.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub server: uuid::Uuid,
    /// Its name for people.
    pub name: String,
    /// The version of its program; older servers do not say it.
    #[serde(default)]
    pub version: String,
    /// Protocol versions it speaks.
    pub protocols: Vec<u32>,
    /// What it can do: "sign", "typeset".
    pub features: Vec<String>,
    /// Server time.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub time: Timestamp,
}

/// Body of `POST /v1/session`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Login {
    /// Account name.
    pub name: String,
    /// Password.
    pub password: String,
    /// The device's id; the token is bound to it.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub device: DeviceId,
    /// The machine's name for people.
    pub device_name: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("name", &self.name).field("device", &self.device).finish_non_exhaustive()
    }
}

/// The answer: an opaque token, `srs_` and 64 hexadecimal digits.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    /// For the `Authorization: Bearer` header.
    pub token: String,
    /// Whose it is.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub person: PersonId,
    /// Until when.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub expires: Timestamp,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("person", &self.person).finish_non_exhaustive()
    }
}

/// A device on which this person has a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DeviceSeen {
    /// Which.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub id: DeviceId,
    /// The machine's name for people.
    pub name: String,
    /// When it was heard last, to the hour.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub seen: Timestamp,
}

/// The answer of `GET /v1/devices`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Devices {
    /// The one heard last comes first.
    pub devices: Vec<DeviceSeen>,
}

/// One office of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MyOffice {
    /// Which.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// The position held there.
    pub position: String,
    /// What it lets the person do.
    #[cfg_attr(feature = "server", schema(value_type = Vec<String>))]
    pub roles: Vec<Role>,
}

/// The answer of `GET /v1/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Me {
    /// The person.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub person: PersonId,
    /// Account name.
    pub account: String,
    /// With degrees, as printed.
    pub name: String,
    /// Positions, the first is the one shown.
    pub offices: Vec<MyOffice>,
    /// Streams held.
    #[cfg_attr(feature = "server", schema(value_type = Vec<String>))]
    pub streams: Vec<StreamId>,
    /// Server time.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub time: Timestamp,
}
