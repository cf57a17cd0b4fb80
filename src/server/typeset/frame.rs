//! Walks a laid-out page: its words with their places, and the signature's rectangle.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::Page;

use super::job::Area;

/// The label that a template puts on the electronic signature.
const SIGNATURE: &str = "signature";

/// A run of text with its place in points from the top left of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub text: String,
    pub x: f64,
    pub width: f64,
    pub baseline: f64,
    pub size: f64,
}

/// What a page holds.
pub(super) struct PageItems {
    pub words: Vec<Word>,
    signature: Option<(Point, Point)>,
    height: f64,
}

impl PageItems {
    pub fn of(page: &Page) -> Self {
        let mut items = Self { words: Vec::new(), signature: None, height: page.frame.height().to_pt() };
        items.walk(&page.frame, Transform::identity());
        items
    }

    /// The rectangle of the signature in PDF coordinates.
    pub fn signature_area(&self, page: u32) -> Option<Area> {
        let (top_left, bottom_right) = self.signature?;
        Some(Area {
            page,
            x0: top_left.x.to_pt() as f32,
            y0: (self.height - bottom_right.y.to_pt()) as f32,
            x1: bottom_right.x.to_pt() as f32,
            y1: (self.height - top_left.y.to_pt()) as f32,
        })
    }

    fn walk(&mut self, frame: &Frame, at: Transform) {
        for (offset, item) in frame.items() {
            let here = at.pre_concat(Transform::translate(offset.x, offset.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let label = group.label.map(|label| label.resolve());
                    if label.is_some_and(|label| label.as_str() == SIGNATURE) {
                        let corner = group.frame.size().to_point().transform(inner);
                        self.signature = Some((Point::zero().transform(inner), corner));
                    }
                    self.walk(&group.frame, inner);
                }
                FrameItem::Text(text) => {
                    let start = Point::zero().transform(here);
                    self.words.push(Word {
                        text: text.text.to_string(),
                        x: start.x.to_pt(),
                        width: text.width().to_pt(),
                        baseline: start.y.to_pt(),
                        size: text.size.to_pt(),
                    });
                }
                _ => {}
            }
        }
    }
}
