//! Where things stand: pure, so that keys and frames agree on it.

use ratatui::layout::Rect;

/// The smallest window that works.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this many columns on the preview stands beside the list.
const BESIDE: u16 = 100;
/// Below this many rows only list or preview is shown.
const BOTH: u16 = 20;
/// A terminal's size beyond which nothing more is drawn.
pub const LARGEST: (u16, u16) = (400, 160);

/// What decides the layout besides the size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Stacked at every width: scrolling whole rows is cheap there.
    pub ssh: bool,
    /// The preview has the whole body.
    pub full: bool,
    /// For large letters: list or preview, never both.
    pub large: bool,
    /// Rows that the message needs.
    pub message_rows: u16,
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// Who, where, sync state.
    pub header: Rect,
    /// Screens with counters.
    pub tabs: Rect,
    /// Everything between tabs and message.
    pub body: Rect,
    /// The list, when it is shown.
    pub list: Option<Rect>,
    /// Title line of the preview.
    pub title: Option<Rect>,
    /// The preview, when it is shown.
    pub preview: Option<Rect>,
    /// Whether list and preview stand side by side.
    pub beside: bool,
    /// What was said last.
    pub message: Rect,
    /// Keys that work now.
    pub footer: Rect,
}

fn rows(area: Rect, from: u16, count: u16) -> Rect {
    let from = from.min(area.height);
    Rect { y: area.y + from, height: count.min(area.height - from), ..area }
}

/// The areas of a window; none when it is too small to work in.
pub fn areas(width: u16, height: u16, shape: Shape) -> Option<Areas> {
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return None;
    }
    let window = Rect::new(0, 0, width.min(LARGEST.0), height.min(LARGEST.1));
    // A whole sentence fits even into the smallest window; no message takes the body away.
    let most = (window.height / 3).max(6).min(window.height - 4);
    let message_rows = shape.message_rows.clamp(1, most);
    let body = rows(window, 2, window.height - 3 - message_rows);
    let mut areas = Areas {
        header: rows(window, 0, 1),
        tabs: rows(window, 1, 1),
        body,
        list: None,
        title: None,
        preview: None,
        beside: false,
        message: rows(window, window.height - 1 - message_rows, message_rows),
        footer: rows(window, window.height - 1, 1),
    };
    if shape.full {
        areas.title = Some(rows(body, 0, 1));
        areas.preview = Some(rows(body, 1, body.height.saturating_sub(1)));
    } else if window.height < BOTH || shape.large {
        areas.list = Some(body);
    } else if window.width >= BESIDE && !shape.ssh {
        let list = window.width * 9 / 20;
        let right = Rect { x: body.x + list + 1, width: body.width - list - 1, ..body };
        areas.beside = true;
        areas.list = Some(Rect { width: list, ..body });
        areas.title = Some(rows(right, 0, 1));
        areas.preview = Some(rows(right, 1, right.height - 1));
    } else {
        // The list keeps its height when a long message takes rows from the preview.
        let list = (window.height - 5) * 3 / 8;
        areas.list = Some(rows(body, 0, list));
        areas.title = Some(rows(body, list, 1));
        areas.preview = Some(rows(body, list + 1, body.height.saturating_sub(list + 1)));
    }
    Some(areas)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STACKED: Shape = Shape { ssh: false, full: false, large: false, message_rows: 1 };

    #[test]
    fn the_standard_window_has_seven_rows_of_list_and_twelve_of_preview() {
        let areas = areas(80, 24, STACKED).unwrap();
        assert_eq!(areas.list.unwrap().height, 7);
        assert_eq!(areas.title.unwrap(), Rect::new(0, 9, 80, 1));
        assert_eq!(areas.preview.unwrap(), Rect::new(0, 10, 80, 12));
        assert_eq!(areas.message.y, 22);
        assert_eq!(areas.footer.y, 23);
    }

    #[test]
    fn wide_windows_stand_side_by_side_except_over_ssh() {
        assert!(areas(100, 24, STACKED).unwrap().beside);
        assert!(!areas(99, 24, STACKED).unwrap().beside);
        assert!(!areas(120, 40, Shape { ssh: true, ..STACKED }).unwrap().beside);
    }

    #[test]
    fn low_windows_show_one_of_them() {
        let low = areas(80, 19, STACKED).unwrap();
        assert!(low.list.is_some() && low.preview.is_none());
        let full = areas(80, 19, Shape { full: true, ..STACKED }).unwrap();
        assert!(full.list.is_none() && full.preview.is_some());
        let large = areas(120, 40, Shape { large: true, ..STACKED }).unwrap();
        assert!(large.list.is_some_and(|list| list.width == 120) && large.preview.is_none());
        assert!(areas(39, 24, STACKED).is_none() && areas(80, 9, STACKED).is_none());
    }

    #[test]
    fn no_area_leaves_the_window() {
        for (width, height) in (40..140).flat_map(|w| (10..60).map(move |h| (w, h))) {
            for full in [false, true] {
                for message_rows in [1, 3, 9] {
                    let window = Rect::new(0, 0, width, height);
                    let a = areas(width, height, Shape { ssh: false, full, large: false, message_rows }).unwrap();
                    let all =
                        [Some(a.header), Some(a.tabs), a.list, a.title, a.preview, Some(a.message), Some(a.footer)];
                    for area in all.into_iter().flatten() {
                        assert_eq!(area.intersection(window), area, "{width}x{height} {a:?}");
                    }
                }
            }
        }
    }
}
