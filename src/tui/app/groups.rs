//! What one key did to many: undo takes all of it back, and redo does all of it again.

use crate::domain::id::ActionId;
use crate::tui::context::Turn;

/// So many are remembered; older ones are taken back one by one.
const MOST: usize = 50;

/// Groups of actions.
#[derive(Default)]
pub(super) struct Groups {
    /// Each is what one key did, in its order.
    done: Vec<Vec<ActionId>>,
    /// How many each undo took back, the last one behind, since something new was done.
    back: Vec<usize>,
}

impl Groups {
    /// One key did these.
    pub(super) fn did(&mut self, group: Vec<ActionId>) {
        if group.len() > 1 {
            self.done.push(group);
        }
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// The group that this action is the last of. It is given once: what of it can no longer be taken back is
    /// one thing like any other afterwards.
    pub(super) fn ends_with(&mut self, action: ActionId) -> Option<Vec<ActionId>> {
        let at = self.done.iter().position(|group| group.last() == Some(&action))?;
        Some(self.done.remove(at))
    }

    /// How many the last undo took back, when it was more than one.
    pub(super) fn taken_back(&self) -> Option<usize> {
        self.back.last().copied().filter(|of| *of > 1)
    }

    /// So many went this way.
    pub(super) fn turned(&mut self, turn: Turn, of: usize) {
        match turn {
            Turn::Onward => self.back.clear(),
            Turn::Back if of > 0 => self.back.push(of),
            Turn::Back => {}
            Turn::Again => {
                let left = self.back.pop().unwrap_or(0).saturating_sub(of);
                if left > 0 {
                    self.back.push(left);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> ActionId {
        ActionId(Uuid::from_u128(n))
    }

    #[test]
    fn groups_are_taken_back_and_done_again_in_their_order() {
        let mut groups = Groups::default();
        groups.did(vec![id(1), id(2)]);
        groups.did(vec![id(3)]);
        groups.did(vec![id(4), id(5), id(6)]);
        assert_eq!(groups.ends_with(id(3)), None, "one is no group");
        assert_eq!(groups.ends_with(id(6)).map(|group| group.len()), Some(3));
        assert_eq!(groups.ends_with(id(6)), None);
        groups.turned(Turn::Back, 3);
        groups.turned(Turn::Back, 1);
        assert_eq!(groups.taken_back(), None);
        groups.turned(Turn::Again, 1);
        assert_eq!(groups.taken_back(), Some(3));
        groups.turned(Turn::Again, 1);
        assert_eq!(groups.taken_back(), Some(2), "what was not done again is left");
        groups.turned(Turn::Onward, 1);
        assert_eq!(groups.taken_back(), None);
    }
}
