//! A screen as an SVG file: a terminal's window, every word at its own place and of its own length, so that it
//! looks the same whatever font is there.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// A cell, in pixels.
const CELL: (u16, u16) = (9, 19);
/// From a cell's top to the line that letters stand on.
const BASE: u16 = 14;
/// Around the text, and the bar above it.
const MARGIN: u16 = 14;
const BAR: u16 = 34;

/// A window's colours.
pub struct Look {
    /// Behind its file's name.
    pub name: &'static str,
    ground: &'static str,
    text: &'static str,
    bar: &'static str,
    edge: &'static str,
    faint: &'static str,
    cyan: &'static str,
    yellow: &'static str,
    red: &'static str,
    green: &'static str,
}

/// For pages on a dark and on a light ground.
pub const LOOKS: [Look; 2] = [
    Look {
        name: "dark",
        ground: "#10151c",
        text: "#dfe6ee",
        bar: "#1d2530",
        edge: "#39434f",
        faint: "#8a96a3",
        cyan: "#5ad1e0",
        yellow: "#e5b84b",
        red: "#ff857a",
        green: "#84d98b",
    },
    Look {
        name: "light",
        ground: "#fdfdfb",
        text: "#22272e",
        bar: "#eceeef",
        edge: "#c6ccd2",
        faint: "#67717c",
        cyan: "#0b7285",
        yellow: "#8a5a00",
        red: "#b3261e",
        green: "#1c7a37",
    },
];

impl Look {
    fn colour(&self, colour: Color) -> &'static str {
        match colour {
            Color::Cyan => self.cyan,
            Color::Yellow => self.yellow,
            Color::Red => self.red,
            Color::Green => self.green,
            _ => self.text,
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The picture.
pub fn picture(buffer: &Buffer, cursor: Option<(u16, u16)>, title: &str, look: &Look) -> String {
    let area = buffer.area;
    let (width, height) = (area.width * CELL.0 + 2 * MARGIN, area.height * CELL.1 + 2 * MARGIN + BAR);
    let mut svg = String::new();
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{0}">
<title>{0}</title>
<style>text{{font:15px "DejaVu Sans Mono","Liberation Mono",Menlo,Consolas,monospace;white-space:pre}}.b{{font-weight:700}}</style>
<rect x=".5" y=".5" width="{1}" height="{2}" rx="9" fill="{3}" stroke="{4}"/>
<path d="M.5 {BAR}V9.5a9 9 0 0 1 9-9H{5}a9 9 0 0 1 9 9V{BAR}z" fill="{6}" stroke="{4}"/>
"#,
        escaped(title),
        width - 1,
        height - 1,
        look.ground,
        look.edge,
        f32::from(width) - 9.5,
        look.bar,
    );
    for (n, colour) in [look.red, look.yellow, look.green].into_iter().enumerate() {
        let _ = writeln!(svg, r#"<circle cx="{}" cy="17" r="5.5" fill="{colour}"/>"#, 20 + 19 * n);
    }
    let _ = writeln!(
        svg,
        r#"<text x="{}" y="22" text-anchor="middle" fill="{}" style="font-size:13px">{}</text>"#,
        width / 2,
        look.faint,
        escaped(title)
    );
    for y in 0..area.height {
        row(buffer, y, look, &mut svg);
    }
    if let Some((x, y)) = cursor.filter(|(x, y)| *x < area.width && *y < area.height) {
        let (left, top) = at(x, y);
        let _ = writeln!(
            svg,
            r#"<rect x="{}.5" y="{}.5" width="{}" height="{}" fill="none" stroke="{}"/>"#,
            left,
            top,
            CELL.0 - 1,
            CELL.1 - 1,
            look.text
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn at(x: u16, y: u16) -> (u16, u16) {
    (MARGIN + x * CELL.0, BAR + MARGIN + y * CELL.1)
}

/// How a cell looks: reversed, bold, colour.
fn style(cell: &Cell) -> (bool, bool, Color) {
    (cell.modifier.contains(Modifier::REVERSED), cell.modifier.contains(Modifier::BOLD), cell.fg)
}

fn row(buffer: &Buffer, y: u16, look: &Look, svg: &mut String) {
    let width = buffer.area.width;
    let mut x = 0;
    while x < width {
        let (from, here) = (x, style(&buffer[(x, y)]));
        while x < width && style(&buffer[(x, y)]) == here {
            x += 1;
        }
        run(buffer, y, (from, x), here, look, svg);
    }
}

/// Cells of one style, from a column up to before another.
fn run(
    buffer: &Buffer,
    y: u16,
    (from, to): (u16, u16),
    (reversed, bold, colour): (bool, bool, Color),
    look: &Look,
    svg: &mut String,
) {
    let (left, top) = at(from, y);
    let ink = if reversed { look.ground } else { look.colour(colour) };
    if reversed {
        let (wide, ground) = ((to - from) * CELL.0, look.colour(colour));
        let _ = writeln!(svg, r#"<rect x="{left}" y="{top}" width="{wide}" height="{}" fill="{ground}"/>"#, CELL.1);
    }
    let mut word = Word { left, signs: String::new(), cells: 0 };
    let class = if bold { r#" class="b""# } else { "" };
    let mut x = from;
    while x < to {
        let symbol = buffer[(x, y)].symbol();
        let (left, top) = at(x, y);
        let mut next = x + 1;
        match symbol {
            // Lines are drawn: in no font do they all meet.
            "─" => {
                next = (x..to).find(|x| buffer[(*x, y)].symbol() != "─").unwrap_or(to);
                let middle = top + CELL.1 / 2;
                let _ = writeln!(svg, r#"<path d="M{left} {middle}.5H{}" stroke="{ink}"/>"#, at(next, y).0);
            }
            "│" => {
                let middle = left + CELL.0 / 2;
                let _ = writeln!(svg, r#"<path d="M{middle}.5 {top}v{}" stroke="{ink}"/>"#, CELL.1);
            }
            symbol if symbol.trim().is_empty() => {}
            symbol => {
                if word.cells == 0 {
                    word.left = left;
                }
                word.signs.push_str(symbol);
                word.cells += 1;
                x = next;
                continue;
            }
        }
        word.end(top, class, ink, svg);
        x = next;
    }
    word.end(top, class, ink, svg);
}

/// Signs without a gap. Each word has its own place and length, so that a wider or narrower font moves nothing.
struct Word {
    left: u16,
    signs: String,
    cells: u16,
}

impl Word {
    fn end(&mut self, top: u16, class: &str, ink: &str, svg: &mut String) {
        if self.cells > 0 {
            let _ = writeln!(
                svg,
                r#"<text x="{}" y="{}" textLength="{}" lengthAdjust="spacingAndGlyphs"{class} fill="{ink}">{}</text>"#,
                self.left,
                top + BASE,
                self.cells * CELL.0,
                escaped(&self.signs)
            );
        }
        self.signs.clear();
        self.cells = 0;
    }
}
