//! The fake desk's answers to walk-in entry and the identity box.

use serasi::desk::{
    Applicant, AtCounter, Candidate, DeskError, DraftRow, Identified, Identity, Made, NEW_REQUEST, NEW_TOGETHER,
    NewRequest, NewTogether, Preview, Together, Wordings,
};
use serasi::domain::id::{ActionId, RecordId};
use serasi::domain::letter_type::LetterType;
use serasi::domain::nik::Nik;
use serasi::domain::oddity::oddities;
use serasi::domain::queue_number::QueueNumber;
use serasi::domain::request::RequestState;
use serasi::domain::resident::Resident;
use serasi::domain::rules::can_be_served;
use serasi::domain::together::LeftOut;

use super::desk::{FakeDesk, REQUEST, now, record, request};

/// Purposes that were written before, most used first.
pub const PURPOSES: [&str; 3] = ["melamar pekerjaan", "pendaftaran sekolah anak", "pengurusan BPJS"];
/// The address in the QR code of the first request's letter.
pub const QR: &str = "https://serasi.example/v/k3x9m2";

/// Kuitansi first, so that the second is the letter of most journeys; the others by name.
pub fn kinds() -> Vec<LetterType> {
    let mut kinds: Vec<LetterType> =
        serasi::config::letters::shipped().unwrap().into_iter().map(|(kind, _)| kind).collect();
    let first = |slug: &str| ["kuitansi", "surat-pengantar"].iter().position(|one| *one == slug).unwrap_or(2);
    kinds.sort_by_cached_key(|kind| (first(&kind.slug), kind.name.clone()));
    kinds
}

impl FakeDesk {
    fn resident(&self, id: RecordId) -> Option<Resident> {
        self.residents.iter().find(|view| view.row.id == id).map(|view| view.resident.clone())
    }

    pub fn identify(&self, text: &str) -> Identified {
        let meant = text.trim();
        let rows = |fits: &dyn Fn(&Resident) -> bool| {
            self.residents.iter().filter(|v| fits(&v.resident)).map(|v| v.row.clone()).collect::<Vec<_>>()
        };
        let request = QueueNumber::read(meant)
            .and_then(|number| self.requests.iter().find(|view| QueueNumber::read(&view.row.queue) == Some(number)));
        let first = self.requests.first().filter(|_| meant == QR);
        let identity = if let Some(first) = first {
            Identity::Request(Box::new(first.row.clone()))
        } else if let Ok(nik) = Nik::read(meant) {
            let of_nik = rows(&|one| one.nik == nik);
            let family = rows(&|one| one.kk.in_full() == meant);
            match (of_nik.is_empty(), family.is_empty()) {
                (false, _) => Identity::People { rows: of_nik, exact: true },
                (true, false) => Identity::Family(family),
                (true, true) => Identity::NoSuchNumber,
            }
        } else if let Some(request) = request {
            Identity::Request(Box::new(request.row.clone()))
        } else if let Some(owner) = self.cards.get(&meant.to_uppercase()) {
            Identity::People { rows: rows(&|one| one.id == *owner), exact: true }
        } else {
            let found = rows(&|one| !meant.is_empty() && one.name.to_lowercase().contains(&meant.to_lowercase()));
            match (found.is_empty(), serasi::domain::card::Card::read_number(meant)) {
                (false, _) => Identity::People { rows: found, exact: false },
                (true, Some(number)) => Identity::NewCard(number),
                (true, None) => Identity::Nothing,
            }
        };
        Identified { text: text.to_owned(), identity }
    }

    pub fn applicant(&self, id: RecordId) -> Result<Applicant, DeskError> {
        let view = self.residents.iter().find(|view| view.row.id == id).ok_or(DeskError::NotHere)?;
        Ok(Applicant {
            resident: view.resident.clone(),
            family: view.family.iter().filter_map(|row| self.resident(row.id)).collect(),
            contact: String::new(),
            oddities: oddities(None, Some(&view.resident)),
            requests: view.requests.clone(),
            draft: self.drafts.get(&(NEW_REQUEST.to_owned(), Some(id))).map(|text| (text.clone(), now())),
        })
    }

    pub fn at_counter(&self) -> AtCounter {
        let drafts = self.drafts.keys().filter(|(form, _)| form == NEW_REQUEST).filter_map(|(_, record)| {
            let applicant = (*record)?;
            Some(DraftRow { applicant, name: self.resident(applicant)?.name, saved: now() })
        });
        AtCounter { kinds: self.kinds.clone(), last: self.last.clone(), drafts: drafts.collect() }
    }

    pub fn wordings(&self, field: String, typed: String) -> Wordings {
        let begins = |text: &&&str| format!(" {text}").contains(&format!(" {}", typed.to_lowercase()));
        let texts = if field == "purpose" { &PURPOSES[..] } else { &[] };
        Wordings { texts: texts.iter().filter(begins).map(|text| (*text).to_owned()).collect(), field, typed }
    }

    /// A new request in the queue, with the next number.
    pub fn submit(&mut self, new: &NewRequest) -> (RecordId, String) {
        let n = self.requests.len() as u128;
        let (id, queue) = (record(REQUEST + 0x100 + n), format!("A-{:02}", n + 1));
        let mut view = request(0);
        let who = self.resident(new.applicant).unwrap();
        view.row.id = id;
        view.row.queue.clone_from(&queue);
        view.row.name.clone_from(&who.name);
        view.row.since = None;
        view.row.state = RequestState::Submitted;
        view.request.id = id;
        view.request.fields = new.fields.clone();
        if let Preview::Lines { lines, .. } = &mut view.preview {
            lines[1] = format!("Nama : {}", who.name);
        }
        view.subject = Some(who.clone());
        view.applicant = Some(who);
        self.requests.push(view);
        if let Some((form, record)) = new.draft {
            self.drafts.remove(&(form.to_owned(), Some(record)));
        }
        self.last = Some((new.letter_type, new.fields.clone()));
        (id, queue)
    }

    /// Who of several can get a letter. Who has one already is named in `repeats`.
    pub fn candidates(&self, people: &[RecordId], letter_type: Option<RecordId>) -> Vec<Candidate> {
        let repeats = |name: &str| self.repeats.iter().find(|row| row.name == name && letter_type.is_some());
        let candidate = |who: Resident| {
            let refused = can_be_served(&who).err().map(LeftOut::Refused);
            let repeated =
                || repeats(&who.name).map(|row| LeftOut::Repeats { queue: row.queue.clone(), at: row.since });
            let apart = Some(format!("RT {} RW {}, {}", who.rt, who.rw, who.birth_date.year()));
            Candidate { person: who.id, left_out: refused.or_else(repeated), name: who.name.clone(), apart }
        };
        let mut candidates: Vec<_> = people.iter().filter_map(|id| self.resident(*id)).map(candidate).collect();
        Candidate::tell_apart(candidates.iter_mut().collect());
        candidates
    }

    pub fn submit_together(&mut self, new: &NewTogether) -> Together {
        let mut together = Together::default();
        for one in self.candidates(&new.people, Some(new.letter_type)) {
            if one.left_out.as_ref().is_some_and(|why| why.holds(&new.note)) {
                together.left_out.push(one);
                continue;
            }
            let (request, queue) = self.submit(&NewRequest {
                office: new.office,
                channel: new.channel,
                letter_type: new.letter_type,
                applicant: one.person,
                subject: one.person,
                contact: new.contact.clone(),
                fields: new.fields.clone(),
                requirements: new.requirements.clone(),
                note: new.note.clone(),
                draft: None,
            });
            together.made.push(Made { action: ActionId(request.0), request, queue, undecided: false });
        }
        if !together.made.is_empty() {
            self.drafts.remove(&(NEW_TOGETHER.to_owned(), None));
        }
        together
    }

    /// What was sent for several people.
    pub fn sent_together(&self) -> Vec<&NewTogether> {
        self.commands
            .iter()
            .filter_map(|command| match command {
                serasi::desk::Command::SubmitTogether(new) => Some(new.as_ref()),
                _ => None,
            })
            .collect()
    }

    /// The requests that were sent.
    pub fn submitted(&self) -> Vec<&NewRequest> {
        self.commands
            .iter()
            .filter_map(|command| match command {
                serasi::desk::Command::Submit(new) => Some(new.as_ref()),
                _ => None,
            })
            .collect()
    }
}
