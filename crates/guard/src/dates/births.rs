//! Dates of birth.

use std::ops::Range;

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::Date;

static LABEL: Pattern = Pattern::new(|| {
    compile(
        r"(?i)(?:生年月日|誕生日|生まれた日|出生日|DOB|D\.O\.B\.?|birth(?:day|date)?|生年|生まれは?)[\s:=は(\[【「『\])】」』・.が→]{0,5}$",
    )
});

static BORN: Pattern = Pattern::new(|| compile(r"^\s{0,2}(?:生まれ|うまれ|のお?生まれ|に?お?生まれ|に?誕生|出生|生)"));

/// Words that begin with 生 and are no birth.
static OTHER: Pattern = Pattern::new(|| compile(r"^\s?生(?:活|命|徒|涯|産|物|食|存|き|じ|かし|ず|す|保)"));

/// What happens on dates to things rather than people.
static THING: Pattern = Pattern::new(|| {
    compile(
        r"^[^。\n]{0,16}(?:施行|公布|制定|改正|告示|通知|設立|開設|開始|付け|発行|創立|創業|竣工|締結|法律|政令|省令|合併|発足|号)",
    )
});

static YEAR_BORN: Pattern = Pattern::new(|| {
    compile(
        r"(?:明治|大正|昭和|平成|[MTSH])\s?<n>\s?年\s?(?:生まれ|うまれ|生(?:[^活命徒涯産物まきじかず]|$))|19[0-9]{2}\s?年\s?(?:生まれ|うまれ)",
    )
});

static SEX: Pattern = Pattern::new(|| compile(r"^[\s)、,・(/]{0,4}(?:男|女|[MF]\b|[0-9]{1,3}\s?[歳才])"));

/// Proposes dates of birth.
pub(crate) fn find(page: &Page<'_>, dates: &[Date], out: &mut Vec<Candidate>) {
    for date in dates {
        let left = page.reading.left(date.range.start, 14);
        let right = page.reading.right(date.range.end, 24);
        let born = BORN.find(right).filter(|_| !OTHER.is_match(right));
        let is_labelled = LABEL.is_match(left);
        if is_labelled || born.is_some() {
            let end = born.map_or(date.range.end, |born| date.range.end + born.as_str().chars().count());
            push(date.range.start..end, Level::Warn, out);
        } else if date.is_long_ago && date.day.is_some() && !THING.is_match(right) {
            let is_case = SEX.is_match(right) || page.cues.has(Cue::Person, &page.cues.sentence(&date.range));
            push(date.range.clone(), if is_case { Level::Warn } else { Level::Hint }, out);
        }
    }
    for (range, _) in page.matches(&YEAR_BORN) {
        push(range, Level::Hint, out);
    }
}

fn push(range: Range<usize>, level: Level, out: &mut Vec<Candidate>) {
    out.push(Candidate::new(Kind::Birthdate, level, range, "（生年月日は削除）"));
}
