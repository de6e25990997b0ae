//! Exact dates of admissions, discharges, deaths and the like.

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::Date;

/// What happens to one person, right after the date; then what makes it a subject instead.
static AFTER: Pattern = Pattern::new(|| {
    compile(
        r"^((?:\([月火水木金土日祝・]{1,3}\))?[^。\n「」『』]{0,18}?)(入院|退院|入所|退所|入居|死亡|死去|逝去|永眠|他界|亡くな|お?看取|転院|転棟|転所|手術|オペ|搬送|救急車|急変|息を引|臨終|旅立|心停止|心肺停止|自殺|受傷|骨折|転倒|胃ろう造設|気管切開)(.{0,4})",
    )
});

/// The other way round: 退院は5月10日, 入院日：…
static BEFORE: Pattern = Pattern::new(|| {
    compile(
        r"(入院|退院|入所|退所|入居|死亡|死去|逝去|永眠|他界|看取り|転院|転棟|手術|オペ|搬送|急変|受傷|発症|亡くなったの|亡くなられたの|亡くなった日|倒れたの|命)(?:した|された|なさった)?(?:年月)?(?:期間)?(?:の?は|が|日|年月日|予定日?|は|の日)?[\s:=は(\[、,【】\])]{0,4}$",
    )
});

/// What makes it a subject: 退院支援, 搬送時, 看取り研修.
static SUBJECT: Pattern = Pattern::new(|| {
    compile(
        r"^(?:り?支援|り?ルール|調整|り?の?会議|り?の?研修|り?講|カンファ|前カンファ|時の|時情|時連|時共|セット|加算|共同|連携|情報|の?手順|計画|り?マニュアル|に関する|について|件数|をテーマ|り?をテーマ|診断|後の|患者|率|り?の実|り?の質|フロー|り?・|届|数|り?を考|り?に関|り?につ|り?の現|日数|料|り?パンフ|り?期|り?率)",
    )
});

/// What stands between a date and a subject.
static MEETING: Pattern = Pattern::new(|| {
    compile(
        r"開催|研修|会議|検討会|勉強会|講|説明会|交流会|改訂|施行|締切|〆切|まで|第[0-9]+回|現在|時点|公表|更新|付け|通知|から運用|より運用",
    )
});

/// Proposes dates of events in somebody's case.
pub(crate) fn find(page: &Page<'_>, dates: &[Date], out: &mut Vec<Candidate>) {
    for date in dates.iter().filter(|date| date.day.is_some()) {
        let range = &date.range;
        let labelled = BEFORE.find(page.reading.left(range.start, 16)).is_some_and(|label| {
            let at = range.start - label.as_str().chars().count();
            !is_compound(page, at, label.as_str())
        });
        if labelled || happens_after(page, date) {
            let (person, office) = page.cues.balance(range);
            let is_subject = labelled && MEETING.is_match(page.reading.right(range.end, 8));
            let certain = page.cues.has(Cue::Person, &page.cues.sentence(range)) || person >= office;
            let level = if certain && !is_subject { Level::Warn } else { Level::Hint };
            out.push(Candidate::new(Kind::EventDate, level, range.clone(), date.season()));
        }
    }
}

/// Whether what follows the date happened to somebody.
fn happens_after(page: &Page<'_>, date: &Date) -> bool {
    let right = page.reading.right(date.range.end, 32);
    let Some(found) = AFTER.captures(right) else { return false };
    let part = |group: usize| found.get(group).map_or("", |it| it.as_str());
    let event = date.range.end + part(1).chars().count();
    !MEETING.is_match(part(1).trim_end_matches("まで"))
        && !SUBJECT.is_match(part(3))
        && !is_compound(page, event, part(2))
}

/// 入退院 and the like are subjects.
fn is_compound(page: &Page<'_>, at: usize, word: &str) -> bool {
    (word.starts_with("退院") && page.reading.before(at) == '入')
        || (word.starts_with('命') && !word.contains('日'))
        || page.reading.left(at, 2) == "再発"
}
