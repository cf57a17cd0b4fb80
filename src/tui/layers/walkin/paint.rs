//! How the form looks: one line a part, lists and what was understood under the part that is typed in.

use ratatui::layout::Rect;

use super::letter::NUMBERED;
use super::{Place, Question, Text, Walkin};
use crate::desk::RequestRow;
use crate::domain::money::in_words;
use crate::domain::office::date_of;
use crate::domain::request::Shown;
use crate::domain::understood::Understood;
use crate::i18n::{self, Age, Message, Word};
use crate::tui::context::Setup;
use crate::tui::layers::sheet;
use crate::tui::paint::{Paint, Span};
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// A line of the form.
enum Line<'a> {
    /// Words.
    Spans(Vec<Span>),
    /// A label and a text that is typed in when it is its turn.
    Typed(Vec<Span>, &'a Field, bool),
    /// The text by which a person is found.
    Finder(Vec<Span>, bool),
}

impl Walkin {
    /// Paints the form over the whole body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let inside = sheet(body, body.height.saturating_sub(1), setup.word(Word::WalkinTitle), paint);
        let columns = usize::from(inside.width);
        let lines = match &self.question {
            Some(question) => self.asking(question, columns, setup),
            None => self.form(columns, setup),
        };
        // The part that is typed in is always on the screen, with what stands under it as far as there is room.
        let room = usize::from(inside.height).max(1);
        let begins = lines.iter().position(|(place, _)| *place == Some(self.at)).unwrap_or(0);
        let ends = lines.iter().rposition(|(place, _)| *place == Some(self.at)).map_or(begins, |last| last + 1);
        let first = ends.saturating_sub(room).min(begins);
        for (y, (_, line)) in (0..inside.height).zip(lines.iter().skip(first)) {
            self.line(line, inside, y, paint);
        }
    }

    fn line(&self, line: &Line<'_>, inside: Rect, y: u16, paint: &mut Paint<'_>) {
        let behind = |x: u16| Rect { x, width: inside.right().saturating_sub(x), ..inside };
        match line {
            Line::Spans(spans) => {
                paint.spans(inside, y, spans);
            }
            Line::Typed(label, field, active) => {
                let x = paint.spans(inside, y, label);
                field.paint(behind(x), y, *active, paint);
            }
            Line::Finder(label, active) => {
                let x = paint.spans(inside, y, label);
                self.finder.paint_field(behind(x), y, *active, paint);
            }
        }
    }

    /// All lines, each with the part it belongs to.
    fn form(&self, columns: usize, setup: &Setup) -> Vec<(Option<Place>, Line<'_>)> {
        let width = self.label_width(setup).min(columns / 3);
        let mut lines = Vec::new();
        self.person_lines(width, columns, setup, &mut lines);
        if self.who.is_some() {
            self.for_line(width, columns, setup, &mut lines);
        }
        if self.for_somebody() {
            self.kind_lines(width, setup, &mut lines);
        }
        if self.kind.is_some() {
            for (n, text) in self.texts.iter().enumerate() {
                self.text_lines(n, text, width, columns, setup, &mut lines);
            }
            self.requirement_lines(width, columns, setup, &mut lines);
            let active = self.at == Place::Contact;
            let label = self.label(Place::Contact, ' ', setup.word(Word::Contact), width, setup);
            lines.push((Some(Place::Contact), Line::Typed(label, &self.contact, active)));
            if active && self.together.is_some() {
                let told = format!("    {}", setup.word(Word::EachOwnContact));
                lines.push((Some(Place::Contact), Line::Spans(vec![(Role::Faint, told)])));
            }
            let role = if self.at == Place::Button { Role::Selected } else { Role::Plain };
            let button = vec![(Role::Plain, "  ".into()), (role, format!("[ {} ]", setup.word(Word::SubmitButton)))];
            lines.push((Some(Place::Button), Line::Spans(button)));
        }
        for warning in self.warnings(setup) {
            for line in text::wrap(&[Para::of(Role::Warn, format!("! {warning}"))], columns, &setup.glyphs) {
                lines.push((None, Line::Spans(vec![line])));
            }
        }
        lines
    }

    fn label_width(&self, setup: &Setup) -> usize {
        let fixed = [Word::Applicant, Word::Subject, Word::KindLabel, Word::RequirementsLabel, Word::Contact];
        let fixed = fixed.into_iter().map(|word| text::width(setup.word(word)));
        fixed.chain(self.texts.iter().map(|text| text::width(&text.label))).max().unwrap_or(0)
    }

    fn label(&self, place: Place, sign: char, name: &str, width: usize, setup: &Setup) -> Vec<Span> {
        let active = place == self.at;
        let mark = if active { setup.glyphs.cursor } else { ' ' };
        let name = text::fit(&text::clean(name, &setup.glyphs), width, &setup.glyphs);
        let role = if active { Role::Title } else { Role::Plain };
        vec![(role, format!("{mark}{sign}{name}: "))]
    }

    fn person_lines<'a>(
        &'a self,
        width: usize,
        columns: usize,
        setup: &Setup,
        lines: &mut Vec<(Option<Place>, Line<'a>)>,
    ) {
        let here = Some(Place::Person);
        let mut label = self.label(Place::Person, ' ', setup.word(Word::Applicant), width, setup);
        if let Some(several) = &self.together {
            let told = setup.say(&several.told());
            let used: usize = label.iter().map(|(_, text)| text::width(text)).sum();
            if self.at == Place::Person && used + text::width(&told) > columns {
                // All names, below the label.
                lines.push((here, Line::Spans(label)));
                let told = text::wrap(&[Para::plain(format!("  {told}")).hanging(2)], columns, &setup.glyphs);
                lines.extend(told.into_iter().map(|line| (here, Line::Spans(vec![line]))));
            } else {
                label.push((Role::Plain, told));
                lines.push((here, Line::Spans(label)));
            }
            let left_out = several.left_out(&self.note);
            if !left_out.is_empty() {
                let told = Para::of(Role::Warn, format!("! {}", setup.say(&Message::LeftOut(left_out))));
                let told = text::wrap(&[told.hanging(2)], columns, &setup.glyphs);
                lines.extend(told.into_iter().map(|line| (here, Line::Spans(vec![line]))));
            }
            return;
        }
        let searches = self.at == Place::Person && (self.who.is_none() || !self.finder.text().is_empty());
        if let Some(asks) = self.member(self.applicant).filter(|_| !searches) {
            let told = Message::Person {
                name: asks.name.clone(),
                age: asks.age_on(date_of(self.now.wall)),
                sex: asks.sex.word(),
                nik: asks.nik.in_full().to_owned(),
                address: asks.address(),
            };
            label.push((Role::Plain, setup.say(&told)));
            lines.push((here, Line::Spans(label)));
        } else {
            lines.push((here, Line::Finder(label, self.at == Place::Person)));
        }
        if self.at != Place::Person {
            return;
        }
        if self.offers_drafts() {
            lines.push((here, Line::Spans(vec![(Role::Faint, format!("  {}", setup.word(Word::OwnDrafts)))])));
            for (n, row) in self.drafts().iter().enumerate().take(NUMBERED) {
                let role = if n == self.draft { Role::Selected } else { Role::Plain };
                let age = setup.say(&Message::Age(Age::between(row.saved, self.now.wall)));
                let spans =
                    vec![(Role::Plain, "  ".into()), (role, row.name.clone()), (Role::Plain, format!("  {age}"))];
                lines.push((here, Line::Spans(spans)));
            }
        }
        for (n, line) in self.finder.lines(setup, self.now).into_iter().enumerate() {
            if let [(role, sentence)] = line.as_slice() {
                let wrapped = text::wrap(&[Para::of(*role, sentence.clone())], columns, &setup.glyphs);
                lines.extend(wrapped.into_iter().map(|line| (here, Line::Spans(vec![line]))));
            } else if n + 9 > self.finder.marked() {
                lines.push((if n <= self.finder.marked() { here } else { None }, Line::Spans(line)));
            }
        }
    }

    /// Whom it is about; when it is its turn, the family with a digit each.
    fn for_line<'a>(&'a self, width: usize, columns: usize, setup: &Setup, lines: &mut Vec<(Option<Place>, Line<'a>)>) {
        let mut label = self.label(Place::For, ' ', setup.word(Word::Subject), width, setup);
        let about = match self.member(self.subject) {
            Some(_) if self.subject == self.applicant => setup.word(Word::Themself).to_owned(),
            Some(subject) => format!("{} ({})", subject.name, subject.family_position),
            None => String::new(),
        };
        label.push((Role::Plain, about));
        lines.push((Some(Place::For), Line::Spans(label)));
        if self.at == Place::For {
            let today = date_of(self.now.wall);
            let members = self.who.iter().flat_map(|who| who.family.iter().enumerate().take(9));
            let told: Vec<String> = members
                .map(|(n, one)| format!("{} {} ({}, {})", n + 1, one.name, one.family_position, one.age_on(today)))
                .collect();
            for line in text::wrap(&[Para::plain(format!("  {}", told.join("  ")))], columns, &setup.glyphs) {
                lines.push((Some(Place::For), Line::Spans(vec![line])));
            }
        }
    }

    fn kind_lines<'a>(&'a self, width: usize, setup: &Setup, lines: &mut Vec<(Option<Place>, Line<'a>)>) {
        let here = Some(Place::Kind);
        let active = self.at == Place::Kind;
        let sign = if self.kind.is_none() { '!' } else { ' ' };
        let mut label = self.label(Place::Kind, sign, setup.word(Word::KindLabel), width, setup);
        if active && (self.kind.is_none() || !self.search.text().is_empty()) {
            lines.push((here, Line::Typed(label, &self.search, true)));
        } else {
            let name = self.kind.and_then(|kind| self.kind_of(kind)).map(|kind| kind.name.clone());
            label.push((Role::Plain, name.unwrap_or_default()));
            lines.push((here, Line::Spans(label)));
        }
        if !active {
            return;
        }
        let (all, fitting) = (self.kinds(), self.fitting());
        for (n, kind) in fitting.iter().enumerate().take(NUMBERED) {
            let place = all.iter().position(|one| one.id == kind.id).unwrap_or(NUMBERED);
            let digit = if place < NUMBERED { ((place + 1) % NUMBERED).to_string() } else { " ".into() };
            let marked = n == 0 && !self.search.text().trim().is_empty();
            let role = if marked { Role::Selected } else { Role::Plain };
            lines.push((here, Line::Spans(vec![(Role::Key, format!("   {digit} ")), (role, kind.name.clone())])));
        }
        if let Some(more @ 1..) = fitting.len().checked_sub(NUMBERED) {
            let told = format!("     {}", setup.say(&Message::MoreKinds(more)));
            lines.push((here, Line::Spans(vec![(Role::Faint, told)])));
        }
    }

    fn text_lines<'a>(
        &'a self,
        n: usize,
        text: &'a Text,
        width: usize,
        columns: usize,
        setup: &Setup,
        lines: &mut Vec<(Option<Place>, Line<'a>)>,
    ) {
        let here = Some(Place::Text(n));
        let active = self.at == Place::Text(n);
        let sign = if text.required && text.field.text().trim().is_empty() { '!' } else { ' ' };
        let label = self.label(Place::Text(n), sign, &text.label, width, setup);
        lines.push((here, Line::Typed(label, &text.field, active)));
        if !active {
            return;
        }
        let mut below: Vec<Para> = Vec::new();
        if let Some((role, told)) = understood_as(&self.understood(text), setup) {
            below.push(Para::of(role, told));
        }
        let offered = self.wordings.as_ref().filter(|wordings| wordings.field == text.key);
        if let Some(offered) = offered.filter(|offered| !offered.texts.is_empty()) {
            let sign = if setup.glyphs.ascii { ">" } else { "→" };
            below.push(Para::of(Role::Key, format!("{sign} {}", offered.texts.join("  ·  "))));
        } else if below.is_empty() && !text.help.is_empty() {
            below.push(Para::of(Role::Faint, text.help.clone()));
        }
        for para in below {
            let line = text::cut(&text::clean(&para.text, &setup.glyphs), columns.saturating_sub(4), &setup.glyphs);
            lines.push((here, Line::Spans(vec![(Role::Plain, "    ".into()), (para.role, line)])));
        }
    }

    /// All requirements in one line where they fit.
    fn requirement_lines<'a>(
        &'a self,
        width: usize,
        columns: usize,
        setup: &Setup,
        lines: &mut Vec<(Option<Place>, Line<'a>)>,
    ) {
        if self.requirements.is_empty() {
            return;
        }
        let here = Some(Place::Requirements);
        let active = self.at == Place::Requirements;
        let missing = self.requirements.iter().any(|one| one.required && one.shown == Shown::Missing);
        let label = self.label(
            Place::Requirements,
            if missing { '!' } else { ' ' },
            setup.word(Word::RequirementsLabel),
            width,
            setup,
        );
        let mut spans = label;
        let mut used: usize = spans.iter().map(|(_, text)| text::width(text)).sum();
        for (n, one) in self.requirements.iter().enumerate() {
            let state = setup.word(match one.shown {
                Shown::Missing => Word::ShownMissing,
                Shown::Copy => Word::ShownCopy,
                Shown::Original => Word::ShownOriginalShort,
            });
            let shown = text::clean(&format!("{} {state}", one.label), &setup.glyphs);
            if used + text::width(&shown) + 3 > columns && used > width + 4 {
                lines.push((here, Line::Spans(std::mem::take(&mut spans))));
                spans.push((Role::Plain, " ".repeat((width + 4).min(columns / 2))));
                used = width + 4;
            }
            let role = match one.shown {
                _ if active && n == self.requirement => Role::Selected,
                Shown::Missing if one.required => Role::Warn,
                _ => Role::Plain,
            };
            used += text::width(&shown) + 3;
            spans.push((role, shown));
            spans.push((Role::Plain, "   ".into()));
        }
        lines.push((here, Line::Spans(spans)));
    }

    fn warnings(&self, setup: &Setup) -> Vec<String> {
        let mut warnings: Vec<String> = self.refused().map(|why| i18n::refusal(setup.lang, &why)).into_iter().collect();
        if let Some(who) = &self.who {
            // Who cannot be served is said in full already.
            let odd = who.oddities.iter().filter(|odd| **odd != crate::desk::Oddity::NotAlive);
            warnings.extend(odd.map(|odd| setup.word(crate::tui::screens::oddity_word(odd)).to_owned()));
        }
        warnings.extend(self.repeats.first().map(|row| setup.say(&self.repeated(row))));
        warnings
    }

    fn repeated(&self, row: &RequestRow) -> Message {
        Message::Repeated {
            name: self.member(self.subject).map(|member| member.name.clone()).unwrap_or_default(),
            days: row.since.map(|at| self.now.wall.duration_since(at).as_hours() / 24).unwrap_or(0),
            number: row.number.clone(),
        }
    }

    fn asking<'a>(&self, question: &'a Question, columns: usize, setup: &Setup) -> Vec<(Option<Place>, Line<'a>)> {
        let told = match &self.together {
            Some(several) => setup.say(&Message::RepeatedTogether(several.repeated())),
            None => self.repeats.first().map(|row| setup.say(&self.repeated(row))).unwrap_or_default(),
        };
        let mut paras = vec![Para::of(Role::Warn, told)];
        if matches!(question, Question::Repeated) {
            paras.push(Para::plain(setup.word(Word::RepeatedNext)));
        }
        if matches!(question, Question::RepeatedTogether) {
            paras.push(Para::plain(setup.word(Word::RepeatedTogetherNext)));
        }
        let mut lines: Vec<(Option<Place>, Line<'a>)> = text::wrap(&paras, columns, &setup.glyphs)
            .into_iter()
            .map(|line| (None, Line::Spans(vec![line])))
            .collect();
        if let Question::Why(field) = question {
            let label = vec![(Role::Title, format!("{}: ", setup.word(Word::WhyAgain)))];
            lines.push((Some(self.at), Line::Typed(label, field, true)));
        }
        lines
    }
}

/// How a text was understood, where that is not plain to see.
pub(in crate::tui) fn understood_as(understood: &Understood, setup: &Setup) -> Option<(Role, String)> {
    let message = match understood {
        Understood::Text(_) => return None,
        Understood::Name(name) => Message::Text(format!("= {name}")),
        Understood::Day(day) | Understood::Reference(_, day) => {
            Message::UnderstoodDay(format!("{}, {}", i18n::weekday(setup.lang, *day), i18n::long_day(setup.lang, *day)))
        }
        Understood::Money(amount) => {
            Message::UnderstoodMoney { amount: crate::domain::money::grouped(*amount), words: in_words(*amount) }
        }
        Understood::Unclear(_) => return Some((Role::Warn, setup.word(Word::NotUnderstood).to_owned())),
    };
    Some((Role::Good, setup.say(&message)))
}
