//! Beranda: what waits, what has a time today, how long letters took.

use jiff::civil::Date;

use super::query::{LetterFilter, RequestFilter, TaskFilter};
use crate::domain::counters::{Count, Counter, Counts, Seat};
use crate::domain::turnaround::Turnaround;

/// The list that a counter opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Requests.
    Requests(RequestFilter),
    /// Letters from other offices.
    Letters(LetterFilter),
    /// Paraf and signature.
    Tasks(TaskFilter),
    /// What the server did not take.
    SyncItems,
}

impl From<Counter> for Shows {
    fn from(counter: Counter) -> Self {
        match counter {
            Counter::AtCounter => Self::Requests(RequestFilter::AtCounter),
            Counter::Elsewhere => Self::Requests(RequestFilter::Elsewhere),
            Counter::Overdue => Self::Requests(RequestFilter::Overdue),
            Counter::ReturnedToMe => Self::Requests(RequestFilter::ReturnedToMe),
            Counter::WaitingApplicant => Self::Requests(RequestFilter::WaitingApplicant),
            Counter::WaitingOffice => Self::Requests(RequestFilter::WaitingOffice),
            Counter::InInk => Self::Requests(RequestFilter::InInk),
            Counter::Ready => Self::Requests(RequestFilter::Ready),
            Counter::InDoubt => Self::Requests(RequestFilter::InDoubt),
            Counter::Unread => Self::Letters(LetterFilter::Unread),
            Counter::NotFollowedUp => Self::Letters(LetterFilter::NotFollowedUp),
            Counter::ToVerify => Self::Tasks(TaskFilter::Paraf),
            Counter::ToSign => Self::Tasks(TaskFilter::Electronic),
            Counter::ToSignInInk => Self::Tasks(TaskFilter::Ink),
            Counter::Conflicts | Counter::NotTaken => Self::SyncItems,
        }
    }
}

/// Letters that wait for somebody's paraf or signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitsFor {
    /// Whose.
    pub name: String,
    /// A signature, not paraf.
    pub signs: bool,
    /// How many, and since when.
    pub count: Count,
}

/// A position that begins, ends, or is held in somebody's stead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// "Plh. Kepala Desa Banyubiru".
    pub title: String,
    /// Who holds it.
    pub name: String,
    /// What there is to say about today.
    pub what: StandsHow,
}

/// What there is to say about a position today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandsHow {
    /// Held from today on.
    Begins,
    /// Today is its last day.
    Ends,
    /// Held in somebody's stead, until then.
    Acting(Option<Date>),
}

/// Hari Ini: what has a time today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Promises that run out later today; the oldest is the next one.
    pub promises: Count,
    /// Letters that came today.
    pub arrived: u32,
    /// Who is away, and who stands in.
    pub stands: Vec<Stands>,
}

/// What stands behind the names of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tabs {
    /// Letters not read.
    pub inbox: u32,
    /// Requests in the queue.
    pub requests: u32,
    /// Tasks asked of this person.
    pub tasks: u32,
    /// Actions that need this person.
    pub sync: u32,
}

/// All of Beranda, and what stands behind the names of the other screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeView {
    /// Which order.
    pub seat: Seat,
    /// Every counter that concerns this person.
    pub counts: Counts,
    /// Who waits for whom.
    pub waits: Vec<WaitsFor>,
    /// What has a time today.
    pub today: Today,
    /// Letters signed today.
    pub turnaround_today: Turnaround,
    /// Letters signed since Monday.
    pub turnaround_week: Turnaround,
    /// For the names of the screens.
    pub tabs: Tabs,
}

impl HomeView {
    /// What this person should do now; none when nothing waits for them.
    pub fn now(&self) -> Option<(Counter, Count)> {
        self.seat.now(&self.counts)
    }
}
