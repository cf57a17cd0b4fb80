//! The command line of `serasi-server`: parses arguments, runs one verb, ends with its exit code.

use std::io::Read;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::user_add::{NewUser, PositionOf, user_add};
use super::{AdminError, audit_verify, init, reference, serve};
use crate::config::regions;
use crate::config::server::ServerConfig;
use crate::domain::id::{OfficeId, PersonId};
use crate::domain::office::Role;
use crate::env::{SharedEnv, System};
use crate::server::auth::Cost;
use crate::server::open_store;
use clap::{Args, Parser, Subcommand};

/// The central server of SERASI.
///
/// Exit codes: 0 done, 1 failed, 2 said wrongly, 3 not initialised, 4 there already, 5 the audit found something.
#[derive(Parser)]
#[command(name = "serasi-server", version)]
struct Arguments {
    /// Its configuration (server.toml); what it leaves out has a sensible value.
    #[arg(long, global = true, env = "SERASI_SERVER_CONFIG")]
    config: Option<PathBuf>,
    /// Where everything is kept.
    #[arg(long, global = true, env = "SERASI_SERVER_DATA")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Makes a new server.
    Init {
        /// Its name for people.
        #[arg(long, default_value = "SERASI")]
        name: String,
    },
    /// Runs the server until it is told to end.
    Serve {
        /// Address and port.
        #[arg(long, env = "SERASI_SERVER_LISTEN")]
        listen: Option<SocketAddr>,
        /// A proxy in front of it does TLS.
        #[arg(long)]
        behind_proxy: bool,
    },
    /// People.
    #[command(subcommand)]
    User(User),
    /// The trail.
    #[command(subcommand)]
    Audit(Audit),
    /// Typesets letters from standard input: the server starts this itself.
    #[command(hide = true)]
    Typeset,
}

#[derive(Subcommand)]
enum User {
    /// Makes an account; the password is read from standard input.
    Add(Add),
}

#[derive(Args)]
struct Add {
    /// What is typed at the login.
    name: String,
    /// The person, when they are known already.
    #[arg(long)]
    person: Option<PersonId>,
    /// The office in which they hold a position: its code (33.22.07.2009, DINSOS) or its id.
    #[arg(long, requires_all = ["full_name", "position", "role"], value_parser = office, value_name = "CODE")]
    office: Option<OfficeId>,
    /// Their name as printed, with degrees.
    #[arg(long, requires = "office")]
    full_name: Option<String>,
    /// "Sekretaris Desa".
    #[arg(long, requires = "office")]
    position: Option<String>,
    /// NIP, for civil servants.
    #[arg(long, requires = "office")]
    nip: Option<String>,
    /// operator, verifier, signer, admin; may be said more than once.
    #[arg(long, requires = "office", value_parser = role)]
    role: Vec<Role>,
}

#[derive(Subcommand)]
enum Audit {
    /// Walks every stream and says what is not as it was written.
    Verify {
        /// One line of JSON.
        #[arg(long)]
        json: bool,
    },
}

/// An office by its id, or by the code of the Ministry or our own for agencies.
fn office(text: &str) -> Result<OfficeId, String> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let offices = regions::all().map_err(|error| error.to_string())?;
    let found = offices.iter().find(|office| office.code.eq_ignore_ascii_case(text));
    found.map(|office| office.id).ok_or_else(|| format!("no office has the code {text}"))
}

fn role(text: &str) -> Result<Role, String> {
    match text {
        "operator" => Ok(Role::Operator),
        "verifier" => Ok(Role::Verifier),
        "signer" => Ok(Role::Signer),
        "admin" => Ok(Role::Admin),
        _ => Err("operator, verifier, signer or admin".into()),
    }
}

/// Runs the verb that the arguments of this process name.
pub fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("serasi-server: {error}");
            error.exit_code()
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, AdminError> {
    let mut config = match &arguments.config {
        Some(path) => ServerConfig::load(path)?,
        None => ServerConfig::shipped()?,
    };
    if let Some(data) = arguments.data {
        config.server.data = data;
    }
    let env: SharedEnv = Arc::new(System::new());
    match arguments.verb {
        Verb::Init { name } => {
            let (store, meta) = init::init(&config.server.data, &name, env.as_ref())?;
            reference::begin(&config.server.data, &store, env.as_ref())?;
            println!("{}", meta.server);
        }
        Verb::Serve { listen, behind_proxy } => {
            config.server.listen = listen.unwrap_or(config.server.listen);
            config.server.behind_proxy |= behind_proxy;
            serve::run(&config, &env)?;
        }
        Verb::User(User::Add(add)) => {
            let store = open_store(&config.server.data)?;
            store.read(|tx| tx.meta())?;
            let cost = Cost { memory_kib: config.password.memory_kib, passes: config.password.passes };
            println!("{}", user_add(&store, env.as_ref(), new_user(add, cost)?)?);
        }
        Verb::Audit(Audit::Verify { json }) => return audit_verify::audit_verify(&config.server.data, json),
        Verb::Typeset => return Ok(crate::server::typeset::run_worker()),
    }
    Ok(ExitCode::SUCCESS)
}

fn new_user(add: Add, cost: Cost) -> Result<NewUser, AdminError> {
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password)?;
    let password = password.trim_end_matches(['\n', '\r']).to_owned();
    let position = add.office.map(|office| PositionOf {
        office,
        name: add.full_name.unwrap_or_default(),
        position: add.position.unwrap_or_default(),
        nip: add.nip,
        roles: add.role,
        from: None,
    });
    Ok(NewUser { name: add.name, password, person: add.person, position, cost })
}
