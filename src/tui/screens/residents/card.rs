//! A resident's card: who they are, what is odd about the data and where they come from, family, letters.

use crate::desk::{ResidentRow, ResidentView};
use crate::domain::office::date_of;
use crate::domain::resident::LifeStatus;
use crate::i18n::{Message, Word, day, long_day};
use crate::tui::context::{Now, Setup};
use crate::tui::paint::Span;
use crate::tui::screens::parts;
use crate::tui::text::Para;
use crate::tui::theme::Role;

/// "Sri Wahyuni  46 P  3322********0001  RT 02 RW 05 Krajan": what does not fit goes by rule.
pub(super) fn row_text(row: &ResidentRow, columns: usize, setup: &Setup, now: Now) -> (String, Vec<Span>) {
    let name = if columns < 56 { columns / 2 } else { columns / 3 }.clamp(14, 32);
    let head = format!(" {}", parts::column(&row.name, name, setup));
    let sex = setup.word(Word::sex_sign(row.sex));
    let mut rest = vec![(Role::Plain, format!("{:>3} {sex} ", row.age_on(date_of(now.wall))))];
    rest.push((Role::Plain, parts::column(&row.nik.to_string(), 16, setup)));
    if row.status != LifeStatus::Alive {
        rest.push((Role::Warn, format!("! {} ", setup.word(Word::from(row.status)))));
    }
    if columns >= 56 {
        rest.push((Role::Plain, row.address.clone()));
    }
    (head, rest)
}

/// The card. Its numbers are masked unless they were revealed.
pub(in crate::tui::screens) fn paragraphs(view: &ResidentView, setup: &Setup, now: Now, revealed: bool) -> Vec<Para> {
    let word = |word| setup.word(word);
    let who = &view.resident;
    let number = |masked: String, whole: &str| if revealed { whole.to_owned() } else { masked };
    let today = date_of(now.wall);
    let mut paras = vec![
        Para::of(
            Role::Title,
            setup.say(&Message::NameAgeSex { name: who.name.clone(), age: who.age_on(today), sex: who.sex }),
        ),
        Para::plain(format!(
            "NIK: {}  KK: {}",
            number(who.nik.to_string(), who.nik.in_full()),
            number(who.kk.to_string(), who.kk.in_full())
        )),
    ];
    if let Some(status) = status(view, setup) {
        paras.push(Para::of(Role::Warn, format!("! {status}")));
    }
    paras.extend(view.flaws.iter().filter_map(|flaw| {
        let text = word(Word::from(*flaw));
        // What the status says already is not said again.
        (!flaw.is_status()).then(|| Para::of(Role::Warn, format!("! {text}")).hanging(2))
    }));
    let birth = format!("{}, {}", who.birth_place, long_day(setup.lang, who.birth_date));
    paras.extend([
        Para::labelled(word(Word::BirthLabel), &birth),
        Para::labelled(word(Word::AddressLabel), &who.address()),
        Para::plain(format!("{} · {} · {} · {}", who.religion, who.marital, who.occupation, who.citizenship))
            .hanging(2),
        Para::of(
            Role::Faint,
            setup.say(&Message::DataFrom { source: who.source.clone(), date: long_day(setup.lang, who.source_date) }),
        ),
        Para::of(Role::Title, format!("{}:", word(Word::FamilyLabel))),
    ]);
    paras.extend(view.family.iter().map(|one| member(one, setup, now)));
    paras.push(Para::of(Role::Title, format!("{}:", word(Word::LettersLabel))));
    if view.requests.is_empty() {
        paras.push(Para::of(Role::Faint, word(Word::NoLettersYet)));
    }
    for row in &view.requests {
        let at = row.since.map(|at| day(setup.lang, date_of(at))).unwrap_or_default();
        let number = row.number.as_deref().unwrap_or_default();
        let state = word(Word::from(&row.state));
        paras.push(Para::plain(format!("{at} {} {} · {state} {number}", row.queue, row.kind)).hanging(2));
    }
    paras
}

fn status(view: &ResidentView, setup: &Setup) -> Option<String> {
    let who = &view.resident;
    if who.status == LifeStatus::Alive {
        return None;
    }
    let status = setup.word(Word::from(who.status)).to_owned();
    Some(match who.status_since {
        Some(since) => format!("{status}, {}", long_day(setup.lang, since)),
        None => format!("{status}, {}", setup.word(Word::FlawNoStatusDate)),
    })
}

fn member(one: &ResidentRow, setup: &Setup, now: Now) -> Para {
    let sex = setup.word(Word::sex_sign(one.sex));
    let text = format!("{} · {} · {} {sex}", one.name, one.family_position, one.age_on(date_of(now.wall)));
    if one.status == LifeStatus::Alive {
        return Para::plain(text).hanging(2);
    }
    Para::of(Role::Faint, format!("{text} · {}", setup.word(Word::from(one.status)))).hanging(2)
}
