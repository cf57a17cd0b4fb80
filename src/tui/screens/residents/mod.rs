//! Penduduk: the residents of this office, found by any fragment; one of them with family and letters.

pub(super) mod card;

use super::walk::{Stands, Walk, walking_screen};
use super::{Screen, Target, split_screen};
use crate::desk::{Found, Query, ResidentRow, Table, Who};
use crate::domain::id::RecordId;
use crate::domain::nik::mask_in;
use crate::i18n::{Message, Word};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{Ctx, Now, Setup, Wish};
use crate::tui::layout::Areas;
use crate::tui::paint::Paint;
use crate::tui::split::{Row, Split};

impl Row for ResidentRow {
    fn key(&self) -> uuid::Uuid {
        self.id.0
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn words(&self) -> String {
        self.name.clone()
    }
}

impl Stands for ResidentRow {
    fn target(&self) -> Target {
        Target::Resident(self.id)
    }
}

/// The state of the screen.
pub struct Residents {
    split: Split<ResidentRow>,
    walk: Walk,
}

impl Default for Residents {
    fn default() -> Self {
        Self { split: Split::asking(), walk: Walk::default() }
    }
}

impl Screen for Residents {
    split_screen!();
    walking_screen!();

    fn list(&self) -> Query {
        Query::Residents(self.split.filter().to_owned())
    }

    fn can(&self, command: CommandId, _: Option<&Who>) -> Can {
        match command {
            CommandId::Open => Can::when(self.split.current().is_some() && !self.split.full(), Word::NotNow),
            CommandId::Back => Can::when(self.walk.away(&self.split) || self.split.goes_back(), Word::NotNow),
            CommandId::Related => self.walk.can_walk(&self.split),
            CommandId::Reveal => self.walk.can_reveal(&self.split),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, _: &str, ctx: &mut Ctx<'_>) {
        match command {
            CommandId::Related => self.walk.walk(&self.split, ctx),
            CommandId::Reveal => self.walk.reveal(&self.split, ctx),
            other => {
                let words = self.split.filter().to_owned();
                self.walk.moved(other, &mut self.split, ctx);
                if self.split.filter() != words {
                    ctx.wish(Wish::Ask(self.list()));
                }
            }
        }
    }

    fn narrowed(&self, setup: &Setup) -> Option<Message> {
        let words = mask_in(self.split.filter());
        let more = self.split.rows().len() >= usize::from(ResidentRow::MOST_SHOWN);
        let first = || setup.say(&Message::FirstOnly(ResidentRow::MOST_SHOWN));
        let words = if more { format!("{words} · {}", first()) } else { words };
        (!words.is_empty()).then_some(Message::Narrowed(words))
    }

    fn person(&self) -> Option<RecordId> {
        self.walk.resident(&self.split).map(|view| view.row.id)
    }

    /// The list with its numbers masked: a file travels.
    fn table(&self, setup: &Setup) -> Option<Table> {
        let word = |word| setup.word(word);
        let columns = [word(Word::Name), word(Word::BirthLabel), "NIK", "KK", word(Word::AddressLabel)];
        let mut table = Table::of(&[&columns[..], &[word(Word::StateLabel)]].concat());
        for row in self.split.visible() {
            table.push([
                row.name.clone(),
                row.birth_date.to_string(),
                row.nik.to_string(),
                row.kk.to_string(),
                row.address.clone(),
                word(Word::from(row.status)).to_owned(),
            ]);
        }
        Some(table)
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::Residents(_) | Query::Resident(_) | Query::Request(_) | Query::Letter(_))
    }

    fn found(&mut self, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match found {
            Found::Residents(rows) => self.split.refresh(rows, ctx.now),
            found => self.walk.found(found, &mut self.split, ctx),
        }
    }

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        let empty = Word::TypeToFindResidents;
        self.split.paint(areas, setup, empty, paint, |row, columns| card::row_text(row, columns, setup, now));
    }
}
