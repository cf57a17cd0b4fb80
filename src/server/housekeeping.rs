//! What nobody will ask for any more is forgotten: ended sessions, uploads that were given up.

use jiff::SignedDuration;

use super::app::App;

/// A session that ended is kept a little, for whoever looks into what happened.
const SESSIONS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A line that was away for so long brings the file from the beginning.
const UPLOADS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Done at start and once a minute, like the chores of the other parts.
pub(super) fn keep_house(app: &App) {
    let now = app.core.env.now();
    let sessions = app.core.store.write(move |tx| tx.forget_sessions(now - SESSIONS));
    if let Err(error) = sessions {
        tracing::error!(%error, "ended sessions are not forgotten");
    }
    if let Err(error) = app.blobs.forget_parts(now - UPLOADS) {
        tracing::error!(%error, "abandoned uploads are not forgotten");
    }
}
