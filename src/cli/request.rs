//! `serasi request new | show | claim | release | assign | shift-end | forward | recall | return | tell | resume |
//! refuse | cancel | note | hand-over | share | slip`.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::out::Out;
use super::settle::{PATIENCE, perform};
use super::{CliError, Global, find, view};
use crate::client::Desk;
use crate::desk::{Command, DeskError, Done, Found, Query, RequestView};
use crate::domain::handing::{How, Receiver, Relation, Way};
use crate::domain::id::RecordId;
use crate::i18n::{self, Message, Said, said, share_addresses, share_text};

/// Satu permohonan surat
#[derive(Args)]
pub struct Request {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    New(Box<super::request_new::New>),
    /// Menampilkan permohonan dan suratnya
    Show(Which),
    /// Mengambil, atau mengambil alih dari rekan
    Claim {
        #[command(flatten)]
        which: Which,
        /// Juga bila rekan sedang mengerjakannya
        #[arg(long)]
        take_over: bool,
    },
    /// Melepas yang Anda ambil
    Release(Which),
    /// Meneruskan ke pemberi paraf berikutnya
    Forward(Which),
    /// Menarik kembali yang Anda teruskan; memintanya kembali bila sudah dibuka orang berikutnya
    Recall(Which),
    /// Mengembalikan kepada pemohon, dengan alasan
    Return(Because),
    /// Pemohon sudah membawa yang kurang
    Resume(Which),
    /// Menolak, dengan alasan
    Refuse(Because),
    /// Membatalkan atas kehendak pemohon, dengan alasan
    Cancel(Because),
    /// Mengalihkan kepada operator lain
    Assign {
        #[command(flatten)]
        which: Which,
        /// Operator yang menerima: nama, atau awal namanya
        #[arg(long, value_name = "NAMA")]
        to: String,
        /// Catatan untuknya
        #[arg(long, value_name = "CATATAN", default_value = "")]
        note: String,
    },
    /// Serah terima: mengalihkan semua pekerjaan Anda yang masih terbuka
    ShiftEnd {
        /// Operator yang menerima: nama, atau awal namanya
        #[arg(long, value_name = "NAMA")]
        to: String,
        /// Catatan untuknya
        #[arg(long, value_name = "CATATAN", default_value = "")]
        note: String,
    },
    /// Menulis catatan untuk rekan
    Note {
        #[command(flatten)]
        which: Which,
        /// Isi catatan
        #[arg(long, value_name = "CATATAN")]
        text: String,
    },
    /// Mencatat bahwa pemohon sudah diberi tahu apa yang kurang
    Tell {
        #[command(flatten)]
        which: Which,
        /// Lewat apa
        #[arg(long, value_enum, value_name = "CARA")]
        how: HowArg,
    },
    /// Mencatat bahwa surat sudah diserahkan
    HandOver {
        #[command(flatten)]
        which: Which,
        /// Cara penyerahan
        #[arg(long, value_enum, default_value = "printed", value_name = "CARA")]
        way: WayArg,
        /// Hubungan penerima dengan pemohon; tanpa ini: pemohon sendiri
        #[arg(long, value_enum, value_name = "HUBUNGAN", requires = "receiver")]
        relation: Option<RelationArg>,
        /// Nama penerima, bila bukan pemohon sendiri
        #[arg(long, value_name = "NAMA", requires = "relation")]
        receiver: Option<String>,
    },
    /// Pesan untuk pemohon dengan alamat WhatsApp-nya; tidak mengirim apa pun
    Share(Which),
    /// Slip antrean sebagai teks
    Slip {
        #[command(flatten)]
        which: Which,
        /// Lebar kertas dalam huruf: 32 atau 48
        #[arg(long, default_value_t = 48, value_name = "HURUF", value_parser = clap::value_parser!(u8).range(24..=80))]
        columns: u8,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum HowArg {
    Counter,
    Telephone,
    Whatsapp,
    Neighbourhood,
}

#[derive(Clone, Copy, ValueEnum)]
enum WayArg {
    Printed,
    Whatsapp,
    Code,
}

#[derive(Clone, Copy, ValueEnum)]
enum RelationArg {
    Family,
    Proxy,
    Neighbourhood,
}

impl HowArg {
    fn how(self) -> How {
        match self {
            Self::Counter => How::Counter,
            Self::Telephone => How::Telephone,
            Self::Whatsapp => How::WhatsApp,
            Self::Neighbourhood => How::Neighbourhood,
        }
    }
}

impl WayArg {
    fn way(self) -> Way {
        match self {
            Self::Printed => Way::Printed,
            Self::Whatsapp => Way::WhatsApp,
            Self::Code => Way::Code,
        }
    }
}

impl RelationArg {
    fn relation(self) -> Relation {
        match self {
            Self::Family => Relation::Family,
            Self::Proxy => Relation::Proxy,
            Self::Neighbourhood => Relation::Neighbourhood,
        }
    }
}

fn receiver(relation: Option<RelationArg>, name: Option<&String>) -> Receiver {
    match (relation, name) {
        (Some(relation), Some(name)) => Receiver::Other { relation: relation.relation(), name: name.clone() },
        _ => Receiver::Applicant,
    }
}

#[derive(Args)]
struct Which {
    /// Id permohonan, awal id, atau nomor antrean
    #[arg(value_name = "ID")]
    id: String,
}

#[derive(Args)]
struct Because {
    #[command(flatten)]
    which: Which,
    /// Alasan, dalam kata-kata sendiri
    #[arg(long, value_name = "ALASAN")]
    reason: Option<String>,
}

impl Because {
    fn reason(&self) -> Result<String, CliError> {
        let reason = self.reason.as_deref().unwrap_or_default().trim();
        if reason.is_empty() { Err(CliError::Usage(Said::ReasonNeeded)) } else { Ok(reason.to_owned()) }
    }
}

impl Request {
    /// Shows it, or does something with it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        match &self.verb {
            Verb::New(new) => new.run(&desk, out),
            Verb::Show(which) => {
                let request = load(&desk, find::request(&desk, &which.id)?)?;
                out.answer(json!({ "request": view::requests::view(&request) }), || {
                    view::requests::lines(out.lang, &request)
                });
                Ok(ExitCode::SUCCESS)
            }
            Verb::Claim { which, take_over } => {
                let take_over = *take_over;
                act(&desk, out, which, |request| Command::Claim { request, take_over })
            }
            Verb::Release(which) => act(&desk, out, which, |request| Command::Release { request }),
            Verb::Resume(which) => act(&desk, out, which, |request| Command::Resume { request }),
            Verb::Forward(which) => act(&desk, out, which, |request| Command::Forward { request, snapshot: None }),
            Verb::Recall(which) => act(&desk, out, which, |record| Command::Recall { record }),
            Verb::Return(because) => {
                let reason = because.reason()?;
                act(&desk, out, &because.which, |request| Command::ReturnToApplicant { request, reason })
            }
            Verb::Refuse(because) => {
                let reason = because.reason()?;
                act(&desk, out, &because.which, |request| Command::Refuse { request, reason })
            }
            Verb::Cancel(because) => {
                let reason = because.reason()?;
                act(&desk, out, &because.which, |request| Command::Cancel { request, reason })
            }
            Verb::Assign { which, to, note } => {
                let (to, note) = (find::colleague(&desk, to)?.person, note.clone());
                act(&desk, out, which, |request| Command::Assign { request, to, note })
            }
            Verb::ShiftEnd { to, note } => shift_end(&desk, out, to, note),
            Verb::Note { which, text } => {
                let text = text.clone();
                act(&desk, out, which, |request| Command::Note { request, text })
            }
            Verb::Tell { which, how } => {
                let how = how.how();
                act(&desk, out, which, |request| Command::Tell { request, how })
            }
            Verb::HandOver { which, way, relation, receiver: name } => {
                let (way, to) = (way.way(), receiver(*relation, name.as_ref()));
                act(&desk, out, which, |request| Command::HandOver { request, way, to })
            }
            Verb::Share(which) => {
                let Found::Share(share) = desk.query(Query::Share(find::request(&desk, &which.id)?))? else {
                    return Err(DeskError::NotHere.into());
                };
                out.answer(json!({ "share": view::requests::share(&share) }), || {
                    std::iter::once(share_text(&share)).chain(share_addresses(&share).into_iter().take(1)).collect()
                });
                Ok(ExitCode::SUCCESS)
            }
            Verb::Slip { which, columns } => {
                let Found::Slip(slip) = desk.query(Query::Slip(find::request(&desk, &which.id)?))? else {
                    return Err(DeskError::NotHere.into());
                };
                let lines = i18n::slip(&slip, usize::from(*columns));
                out.answer(json!({ "slip": view::requests::slip(&slip, &lines) }), || lines);
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

pub(super) fn load(desk: &Desk, id: RecordId) -> Result<RequestView, CliError> {
    match desk.query(Query::Request(id))? {
        Found::Request(view) => Ok(*view),
        _ => Err(DeskError::NotHere.into()),
    }
}

/// Each of them is an action of its own; what the server says of it comes with the feed.
fn shift_end(desk: &Desk, out: &Out, to: &str, note: &str) -> Result<ExitCode, CliError> {
    let to = find::colleague(desk, to)?;
    let done = desk.perform(Command::AssignAll { to: to.person, note: note.to_owned() })?;
    let (queued, refused) = match done {
        Done::Many { queued, refused } => (queued.len(), refused),
        _ => (0, 0),
    };
    let unsent = desk.sync_now(PATIENCE)?.unsent;
    out.answer(json!({ "moved": queued, "refused": refused, "unsent": unsent, "to": to.name }), || {
        let moved = Message::PassedOnMany { count: queued, to: to.name.clone() };
        let text = i18n::sentence(out.lang, &moved);
        if refused == 0 { vec![text] } else { vec![i18n::sentence(out.lang, &Message::NotAll { text, refused })] }
    });
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn act(desk: &Desk, out: &Out, which: &Which, command: impl FnOnce(RecordId) -> Command) -> Result<ExitCode, CliError> {
    let id = find::request(desk, &which.id)?;
    let (action, settled) = perform(desk, command(id))?;
    let row = load(desk, id)?.row;
    out.answer(json!({ "action": action, "is": settled.name(), "request": view::requests::row(&row) }), || {
        vec![view::requests::cells(out.lang, &row).join("  "), said(out.lang, &settled.said())]
    });
    Ok(ExitCode::SUCCESS)
}
