//! Dialogs: layers on top of a screen, one file each. A layer has the keyboard until it closes.

pub mod choose;
pub mod citizen;
pub mod filter;
pub mod form;
pub mod hand_over;
pub mod identity;
pub mod leave;
pub mod merge;
pub mod palette;
pub mod pass;
pub mod pin;
pub mod reason;
pub mod related;
pub mod reveal;
pub mod revoke;
pub mod search;
pub mod share;
pub mod shift;
pub mod sign;
pub mod slip;
pub mod walkin;

use std::time::Duration;

use ratatui::layout::Rect;
use uuid::Uuid;

use super::context::{Ctx, Setup};
use super::keys::Typed;
use super::paint::Paint;
use super::theme::Role;
use crate::desk::{Found, Query};
use crate::i18n::Word;

/// A dialog.
pub enum Layer {
    /// A reason or a note.
    Reason(reason::Reason),
    /// A request's fields and requirements.
    Form(Box<form::Form>),
    /// Summary, passphrase, progress.
    Sign(Box<sign::Sign>),
    /// Help and palette.
    Palette(palette::Palette),
    /// Words that narrow the list.
    Search(search::Search),
    /// Leaving with unsent work.
    Leave(leave::Leave),
    /// One of several, by its digit.
    Choose(choose::Choose),
    /// The letter to its citizen.
    HandOver(hand_over::HandOver),
    /// A message and its link, as text and as a code.
    Share(Box<share::ShareLayer>),
    /// A queue slip.
    Slip(slip::SlipLayer),
    /// What the letter says, for its citizen's eyes.
    Citizen(citizen::Citizen),
    /// A request to a colleague.
    Pass(pass::Pass),
    /// End of shift.
    Shift(shift::Shift),
    /// Mine or theirs, part by part.
    Merge(merge::Merge),
    /// Ending the sessions of another device.
    Revoke(revoke::Revoke),
    /// Which entries of the archive.
    Filter(Box<filter::Filter>),
    /// What belongs to a record.
    Related(related::Related),
    /// Why a number is looked at.
    Reveal(Box<reveal::Reveal>),
    /// Choosing a PIN.
    Pin(Box<pin::Pin>),
    /// Whom a card, a scanner or a hand means.
    Identity(Box<identity::Identity>),
    /// Walk-in entry.
    Walkin(Box<walkin::Walkin>),
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Reason(_) => "Reason",
            Self::Form(_) => "Form",
            Self::Sign(_) => "Sign",
            Self::Palette(_) => "Palette",
            Self::Search(_) => "Search",
            Self::Leave(_) => "Leave",
            Self::Choose(_) => "Choose",
            Self::HandOver(_) => "HandOver",
            Self::Share(_) => "Share",
            Self::Slip(_) => "Slip",
            Self::Citizen(_) => "Citizen",
            Self::Pass(_) => "Pass",
            Self::Shift(_) => "Shift",
            Self::Merge(_) => "Merge",
            Self::Revoke(_) => "Revoke",
            Self::Filter(_) => "Filter",
            Self::Related(_) => "Related",
            Self::Reveal(_) => "Reveal",
            Self::Pin(_) => "Pin",
            Self::Identity(_) => "Identity",
            Self::Walkin(_) => "Walkin",
        })
    }
}

macro_rules! each {
    ($self:expr, $layer:ident => $do:expr) => {
        match $self {
            Layer::Reason($layer) => $do,
            Layer::Form($layer) => $do,
            Layer::Sign($layer) => $do,
            Layer::Palette($layer) => $do,
            Layer::Search($layer) => $do,
            Layer::Leave($layer) => $do,
            Layer::Choose($layer) => $do,
            Layer::HandOver($layer) => $do,
            Layer::Share($layer) => $do,
            Layer::Slip($layer) => $do,
            Layer::Citizen($layer) => $do,
            Layer::Pass($layer) => $do,
            Layer::Shift($layer) => $do,
            Layer::Merge($layer) => $do,
            Layer::Revoke($layer) => $do,
            Layer::Filter($layer) => $do,
            Layer::Related($layer) => $do,
            Layer::Reveal($layer) => $do,
            Layer::Pin($layer) => $do,
            Layer::Identity($layer) => $do,
            Layer::Walkin($layer) => $do,
        }
    };
}

impl Layer {
    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        each!(self, layer => layer.typed(typed, ctx));
    }

    /// Paints it over the body; search has the message line instead.
    pub fn paint(&self, body: Rect, message: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        match self {
            Self::Search(search) => search.paint(message, setup, paint),
            Self::Reason(layer) => layer.paint(body, setup, paint),
            Self::Form(layer) => layer.paint(body, setup, paint),
            Self::Sign(layer) => layer.paint(body, setup, paint),
            Self::Palette(layer) => layer.paint(body, setup, paint),
            Self::Leave(layer) => layer.paint(body, setup, paint),
            Self::Choose(layer) => layer.paint(body, setup, paint),
            Self::HandOver(layer) => layer.paint(body, setup, paint),
            Self::Share(layer) => layer.paint(setup, paint),
            Self::Slip(layer) => layer.paint(body, setup, paint),
            Self::Citizen(layer) => layer.paint(setup, paint),
            Self::Pass(layer) => layer.paint(body, setup, paint),
            Self::Shift(layer) => layer.paint(body, setup, paint),
            Self::Merge(layer) => layer.paint(body, setup, paint),
            Self::Revoke(layer) => layer.paint(body, setup, paint),
            Self::Filter(layer) => layer.paint(body, setup, paint),
            Self::Related(layer) => layer.paint(body, setup, paint),
            Self::Reveal(layer) => layer.paint(body, setup, paint),
            Self::Pin(layer) => layer.paint(body, setup, paint),
            Self::Identity(layer) => layer.paint(body, setup, paint),
            Self::Walkin(layer) => layer.paint(body, setup, paint),
        }
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        match self {
            Self::Reason(reason) => reason.hint(),
            Self::Form(_) => Word::HintForm,
            Self::Sign(sign) => sign.hint(),
            Self::Palette(_) => Word::HintPalette,
            Self::Search(search) => search.hint(),
            Self::Leave(_) => Word::EnterLeaves,
            Self::Choose(_) => Word::HintChoose,
            Self::HandOver(layer) => layer.hint(),
            Self::Share(layer) => layer.hint(),
            Self::Slip(_) => Word::HintSlip,
            Self::Citizen(layer) => layer.hint(),
            Self::Pass(_) => Word::HintPass,
            Self::Shift(_) => Word::HintShift,
            Self::Merge(_) => Word::HintMerge,
            Self::Revoke(_) => Word::HintRevoke,
            Self::Filter(filter) => filter.hint(),
            Self::Related(_) => Word::HintRelated,
            Self::Reveal(reveal) => reveal.hint(),
            Self::Pin(_) => Word::HintPin,
            Self::Identity(_) => Word::HintIdentity,
            Self::Walkin(walkin) => walkin.hint(),
        }
    }

    /// An answer to what it asked. True when something visible changed.
    pub fn found(&mut self, query: &Query, found: Found, ctx: &mut Ctx<'_>) -> bool {
        match (self, query, found) {
            (Self::Identity(layer), _, found) => {
                layer.found(found, ctx);
                true
            }
            (Self::Walkin(layer), _, found) => {
                layer.found(found, ctx);
                true
            }
            (Self::Form(layer), query, Found::Draft(Some(draft))) if *query == layer.draft_query() => {
                layer.take_up(&draft, ctx);
                true
            }
            (Self::Filter(layer), _, Found::ArchiveChoices(choices)) => {
                layer.choose_from(choices);
                true
            }
            (Self::Reason(layer), Query::Reasons(wanted), Found::Reasons(used)) => layer.found(*wanted, used),
            (Self::Share(layer), Query::Share(id), Found::Share(share)) => layer.found(*id, *share),
            (Self::Slip(layer), Query::Slip(id), Found::Slip(slip)) => layer.found(*id, *slip),
            (Self::Citizen(layer), Query::Citizen(id), Found::Citizen(view)) => layer.found(*id, *view),
            _ => false,
        }
    }

    /// Whether it has nothing to show but the answer to this.
    pub fn shows_only(&self, query: &Query) -> bool {
        match self {
            Self::Share(layer) => layer.query() == *query,
            Self::Slip(layer) => layer.query() == *query,
            Self::Citizen(layer) => layer.query() == *query,
            _ => false,
        }
    }

    /// Whether what comes now is typed into a field. Elsewhere every key means something by itself.
    pub fn has_field(&self) -> bool {
        match self {
            Self::Reason(_)
            | Self::Form(_)
            | Self::Palette(_)
            | Self::Search(_)
            | Self::Pass(_)
            | Self::Shift(_)
            | Self::Pin(_)
            | Self::Identity(_)
            | Self::Walkin(_) => true,
            Self::Sign(layer) => layer.has_field(),
            Self::HandOver(layer) => layer.has_field(),
            Self::Reveal(layer) => layer.has_field(),
            Self::Leave(_)
            | Self::Choose(_)
            | Self::Share(_)
            | Self::Slip(_)
            | Self::Citizen(_)
            | Self::Merge(_)
            | Self::Revoke(_)
            | Self::Filter(_)
            | Self::Related(_) => false,
        }
    }

    /// Whether a digit chooses something although it has a field: while nothing is typed there.
    pub fn digits_choose(&self) -> bool {
        match self {
            Self::Reason(layer) => layer.digits_choose(),
            Self::Shift(layer) => layer.digits_choose(),
            _ => false,
        }
    }

    /// Whether several lines may come into it at once: it knows itself what a line's end means.
    pub fn takes_lines(&self) -> bool {
        matches!(
            self,
            Self::Reason(_) | Self::Form(_) | Self::Palette(_) | Self::Search(_) | Self::Identity(_) | Self::Walkin(_)
        )
    }

    /// The next moment at which [`Layer::due`] has something to do.
    pub fn deadline(&self) -> Option<Duration> {
        match self {
            Self::Form(form) => form.deadline(),
            Self::Identity(identity) => identity.deadline(),
            Self::Walkin(walkin) => walkin.deadline(),
            _ => None,
        }
    }

    /// Time has passed.
    pub fn due(&mut self, ctx: &mut Ctx<'_>) {
        match self {
            Self::Form(form) => form.due(ctx),
            Self::Identity(identity) => identity.due(ctx),
            Self::Walkin(walkin) => walkin.due(ctx),
            _ => {}
        }
    }

    /// Keeps what was typed now, before something ends.
    pub fn keep(&mut self, ctx: &mut Ctx<'_>) {
        match self {
            Self::Form(form) => form.keep(ctx),
            Self::Walkin(walkin) => walkin.keep(ctx),
            _ => {}
        }
    }

    /// The screen is locked: whether it is still there when its person is back. Nothing secret is.
    pub fn park(&self) -> bool {
        match self {
            Self::Reason(_) | Self::Form(_) | Self::Walkin(_) => true,
            Self::Sign(sign) => sign.is_under_way(),
            Self::Palette(_)
            | Self::Identity(_)
            | Self::Search(_)
            | Self::Leave(_)
            | Self::Pin(_)
            | Self::Choose(_)
            | Self::HandOver(_)
            | Self::Share(_)
            | Self::Slip(_)
            | Self::Citizen(_)
            | Self::Pass(_)
            | Self::Shift(_)
            | Self::Merge(_)
            | Self::Revoke(_)
            | Self::Filter(_)
            | Self::Related(_)
            | Self::Reveal(_) => false,
        }
    }

    /// The record it decides on with the version that was read, when it decides on one.
    pub fn decides_on(&self) -> Option<(Uuid, u64)> {
        match self {
            Self::Reason(reason) => reason.decides_on(),
            Self::Form(form) => Some(form.decides_on()),
            Self::HandOver(layer) => Some(layer.decides_on()),
            Self::Share(layer) => Some(layer.decides_on()),
            _ => None,
        }
    }
}

/// A dialog becomes a layer: as it is, or, when it is large, behind a box.
macro_rules! layers {
    ($($name:ident($layer:path)),+ $(,)? ; boxed: $($large:ident($boxed:path)),+ $(,)?) => {
        $(impl From<$layer> for Layer {
            fn from(layer: $layer) -> Self {
                Self::$name(layer)
            }
        })+
        $(impl From<$boxed> for Layer {
            fn from(layer: $boxed) -> Self {
                Self::$large(Box::new(layer))
            }
        })+
    };
}

layers! {
    Reason(reason::Reason),
    Palette(palette::Palette),
    Search(search::Search),
    Leave(leave::Leave),
    Choose(choose::Choose),
    HandOver(hand_over::HandOver),
    Slip(slip::SlipLayer),
    Citizen(citizen::Citizen),
    Pass(pass::Pass),
    Shift(shift::Shift),
    Merge(merge::Merge),
    Revoke(revoke::Revoke),
    Related(related::Related);
    boxed:
    Form(form::Form),
    Sign(sign::Sign),
    Share(share::ShareLayer),
    Filter(filter::Filter),
    Reveal(reveal::Reveal),
    Pin(pin::Pin),
    Identity(identity::Identity),
    Walkin(walkin::Walkin),
}

/// Empties the lower part of the body for a dialog of so many rows under a title line; gives its inside.
fn sheet(body: Rect, rows: u16, title: &str, paint: &mut Paint<'_>) -> Rect {
    let height = (rows + 1).min(body.height);
    let area = Rect { y: body.bottom() - height, height, ..body };
    paint.clear(area);
    paint.rule(area, 0);
    let left = Rect { x: area.x + 2, width: area.width.saturating_sub(4), height: 1, ..area };
    paint.line(left, 0, Role::Title, &format!(" {title} "));
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: height - 1 }
}
