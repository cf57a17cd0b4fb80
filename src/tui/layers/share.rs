//! A message to a citizen: its text, the address that sends it, and a QR code of that, over the whole window.
//! The desk sends nothing itself; Enter records that somebody did.

use ratatui::layout::Rect;
use uuid::Uuid;

use crate::desk::{Command, Query, Share};
use crate::domain::handing::{How, Receiver, Way};
use crate::domain::id::RecordId;
use crate::i18n::{self, Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;
use crate::tui::widgets::qr::Qr;

/// Beside a code there is at least this much room for words.
const WORDS: u16 = 30;

/// What Enter records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The letter was handed over this way.
    HandOver(Way),
    /// The applicant was told by WhatsApp.
    Tell,
}

/// The state of the screen.
pub struct ShareLayer {
    request: RecordId,
    version: u64,
    name: String,
    purpose: Purpose,
    share: Option<Share>,
    inverted: bool,
}

impl ShareLayer {
    /// Of this request, as it was on the screen; text and link are still to come.
    pub fn new(request: RecordId, version: u64, name: String, purpose: Purpose) -> Self {
        Self { request, version, name, purpose, share: None, inverted: false }
    }

    /// The question for them.
    pub fn query(&self) -> Query {
        Query::Share(self.request)
    }

    /// They came. True when they are this one's.
    pub fn found(&mut self, request: RecordId, share: Share) -> bool {
        if request == self.request {
            self.share = Some(share);
        }
        request == self.request
    }

    /// The record it changes, with the version that it shows.
    pub fn decides_on(&self) -> (Uuid, u64) {
        (self.request.0, self.version)
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        match self.purpose {
            Purpose::HandOver(_) => Word::HintShareDone,
            Purpose::Tell => Word::HintShareTold,
        }
    }

    /// Whether there is anything to send.
    fn ready(&self) -> bool {
        match (&self.share, self.purpose) {
            (Some(share), Purpose::HandOver(_)) => share.link.is_some(),
            (share, Purpose::Tell) => share.is_some(),
            (None, _) => false,
        }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let Typed::Key(key) = typed else { return };
        match key.code {
            Code::Esc | Code::Backspace => ctx.wish(Wish::Pop),
            Code::Char(' ') => self.inverted = !self.inverted,
            Code::Enter if self.ready() => self.record(ctx),
            _ => {}
        }
    }

    fn record(&self, ctx: &mut Ctx<'_>) {
        let (request, name) = (self.request, self.name.clone());
        let (command, told, leave) = match self.purpose {
            Purpose::HandOver(way) => {
                let command = Command::HandOver { request, way, to: Receiver::Applicant };
                (command, Message::HandedOver { name }, Some(request.0))
            }
            Purpose::Tell => (Command::Tell { request, how: How::WhatsApp }, Message::ToldApplicant { name }, None),
        };
        ctx.wish(Wish::Do(Box::new(command), After { told: Some(told), leave, close: true, ..After::default() }));
    }

    /// Paints it over the whole window.
    pub fn paint(&self, setup: &Setup, paint: &mut Paint<'_>) {
        let window = paint.buffer.area;
        paint.clear(window);
        // The last row holds the keys.
        let inside = Rect { height: window.height.saturating_sub(1), ..window };
        let Some(share) = &self.share else {
            paint.line(inside, 0, Role::Faint, setup.word(Word::Loading));
            return;
        };
        if !self.ready() {
            paint.line(inside, 0, Role::Warn, setup.word(Word::NoLinkYet));
            return;
        }
        let addresses = match (self.purpose, &share.link) {
            (Purpose::HandOver(Way::Code), Some(link)) => vec![link.clone()],
            _ => i18n::share_addresses(share),
        };
        let room = Rect { width: inside.width.saturating_sub(WORDS), ..inside };
        let code = addresses.iter().find_map(|address| Qr::of(address).filter(|qr| qr.fits(room, &setup.glyphs)));
        let left = code.as_ref().map_or(0, |qr| qr.size(&setup.glyphs).0 + 1);
        if let Some(qr) = &code {
            qr.paint(inside, self.inverted, paint);
        }
        let words = Rect { x: inside.x + left, width: inside.width.saturating_sub(left), ..inside };
        self.paint_words(share, &addresses, code.is_some(), words, setup, paint);
    }

    fn paint_words(
        &self,
        share: &Share,
        addresses: &[String],
        code: bool,
        words: Rect,
        setup: &Setup,
        paint: &mut Paint<'_>,
    ) {
        let by_code = self.purpose == Purpose::HandOver(Way::Code);
        let mut paras = vec![
            Para::of(Role::Title, format!("{} · {}", share.queue, self.name)),
            Para::plain(""),
            Para::plain(setup.word(match (by_code, code) {
                (true, true) => Word::ShareScan,
                (true, false) => Word::ShareType,
                (false, true) => Word::ShareSend,
                (false, false) => Word::ShareOpen,
            })),
            Para::plain(""),
        ];
        if !code {
            paras.insert(2, Para::of(Role::Warn, setup.word(Word::CodeTooBig)));
        }
        paras.extend(addresses.first().map(|address| Para::of(Role::Key, address.clone())));
        if !by_code {
            if share.number.is_none() {
                paras.push(Para::of(Role::Warn, setup.word(Word::ShareNoNumber)));
            }
            paras.push(Para::plain(""));
            paras.push(Para::labelled(setup.word(Word::ShareMessage), &i18n::share_text(share)));
        }
        let lines = text::wrap(&paras, usize::from(words.width).saturating_sub(1), &setup.glyphs);
        for (y, (role, line)) in (0..words.height).zip(lines) {
            paint.line(words, y, role, &line);
        }
    }
}
