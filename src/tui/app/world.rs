//! The screens of the desk, and the world that they are given.

use crate::desk::{Query, SavedView};
use crate::domain::id::RecordId;
use crate::tui::screens::{Screen, ScreenId, archive, home, inbox, requests, residents, sync, tasks};

/// The screens.
#[derive(Default)]
pub(super) struct Screens {
    home: home::Home,
    inbox: inbox::Inbox,
    requests: requests::Requests,
    tasks: tasks::Tasks,
    archive: archive::Archive,
    residents: residents::Residents,
    sync: sync::Sync,
}

impl Screens {
    pub(super) fn get(&self, id: ScreenId) -> &dyn Screen {
        match id {
            ScreenId::Home => &self.home,
            ScreenId::Inbox => &self.inbox,
            ScreenId::Requests => &self.requests,
            ScreenId::Tasks => &self.tasks,
            ScreenId::Archive => &self.archive,
            ScreenId::Residents => &self.residents,
            ScreenId::Sync => &self.sync,
        }
    }

    pub(super) fn get_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
        match id {
            ScreenId::Home => &mut self.home,
            ScreenId::Inbox => &mut self.inbox,
            ScreenId::Requests => &mut self.requests,
            ScreenId::Tasks => &mut self.tasks,
            ScreenId::Archive => &mut self.archive,
            ScreenId::Residents => &mut self.residents,
            ScreenId::Sync => &mut self.sync,
        }
    }

    /// A request was taken back: it is selected where the list has it again.
    pub(super) fn comes_back(&mut self, id: RecordId) {
        self.requests.comes_back(id);
    }

    /// The archive, which other screens search and filter too.
    pub(super) fn archive(&mut self) -> &mut archive::Archive {
        &mut self.archive
    }

    /// The saved views, by their letters.
    pub(super) fn views(&self) -> &[SavedView] {
        self.archive.views()
    }

    /// Whose answer it is: the open screen's, where that one asks such things, or the only one's that does.
    pub(super) fn asking(&self, query: &Query, open: ScreenId) -> Option<ScreenId> {
        if self.get(open).asks(query) {
            return Some(open);
        }
        ScreenId::ALL.iter().map(|(id, ..)| *id).find(|id| self.get(*id).asks(query))
    }
}

/// The world of a screen or layer: disjoint from the screen or layer itself.
macro_rules! ctx {
    ($app:expr, $areas:expr) => {
        $crate::tui::context::Ctx {
            setup: &$app.setup,
            now: $app.now,
            burst: $app.burst,
            who: $app.who.as_ref(),
            areas: $areas,
            guard: &mut $app.guard,
            wishes: Vec::new(),
        }
    };
}
pub(super) use ctx;
