//! The screens of the desk, and the world that they are given.

use crate::desk::{Query, RequestRow};
use crate::tui::screens::{Screen, ScreenId, home, inbox, requests, sync, tasks};

/// The screens.
#[derive(Default)]
pub(super) struct Screens {
    home: home::Home,
    inbox: inbox::Inbox,
    requests: requests::Requests,
    tasks: tasks::Tasks,
    sync: sync::Sync,
}

impl Screens {
    pub(super) fn get(&self, id: ScreenId) -> &dyn Screen {
        match id {
            ScreenId::Home => &self.home,
            ScreenId::Inbox => &self.inbox,
            ScreenId::Requests => &self.requests,
            ScreenId::Tasks => &self.tasks,
            ScreenId::Sync => &self.sync,
        }
    }

    pub(super) fn get_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
        match id {
            ScreenId::Home => &mut self.home,
            ScreenId::Inbox => &mut self.inbox,
            ScreenId::Requests => &mut self.requests,
            ScreenId::Tasks => &mut self.tasks,
            ScreenId::Sync => &mut self.sync,
        }
    }

    /// Shows a request in a list that holds it.
    pub(super) fn reveal(&mut self, row: &RequestRow) {
        self.requests.reveal(row);
    }

    pub(super) fn asking(&self, query: &Query) -> Option<ScreenId> {
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
