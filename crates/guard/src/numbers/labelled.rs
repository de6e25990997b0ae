//! Numbers that say themselves what they are: insurance, public aid, records.

use crate::candidates::Candidate;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};
use crate::reading::is_digit;

/// Long-term care insurance, and 被保険者番号 of any insurance.
static INSURED: Pattern = Pattern::new(|| {
    compile(
        r"(?:被保険?者?証?\s?の?\s?(?:番号|No\.?|ナンバー|番)|介護保険?\s?の?\s?(?:被保険者)?証?\s?の?\s?(?:番号|No\.?)|介護\s?(?:保険)?\s?(?:被保険者)?証|介護被保険者No\.?)<IS>((?:[A-Za-z]\s?)?<D>(?:[\s\-・]{0,2}<D>){4,11})",
    )
});

/// Labels that other numbers may follow too.
static LOOSE: Pattern =
    Pattern::new(|| compile(r"(?:介護保険|保険証|被保険者|資格確認書)\s?(?:番号|No\.?)?<IS>(<D>(?:[\s\-]?<D>){7,9})"));

/// 記号・番号 of health insurance.
static SYMBOL: Pattern = Pattern::new(|| {
    compile(
        r"記号\s?[・と/,、&]?\s?番号[\s:はが=(]{0,3}(?:[^\s0-9]{0,4}[-ー・]?<D>[0-9-]{0,11})(?:[\s・/,-]{1,3}[0-9][0-9-]{0,11})?(?:\s?\(?枝番?\)?[\s:]?[0-9]{1,2}\)?)?|記号[\s:はが=(]{0,3}(?:[^\s0-9番。]{1,6}|[^\s0-9番。]{0,4}[0-9][0-9\-]{0,11})[\s・、,/)]{0,3}番号[\s:はが=(]{0,3}[0-9][0-9\-]{1,11}(?:\s?\(?枝番?\)?[\s:]?[0-9]{1,2}\)?)?",
    )
});

/// Public aid.
static AID: Pattern = Pattern::new(|| {
    compile(
        r"(?:受給者証?|医療受給者証?|資格者|受給資格者証?|生活保護)\s?の?\s?(?:番号|No\.?)<IS>(<D>(?:[\s\-]?<D>){4,10})",
    )
});

/// Records, patients, users.
static RECORD: Pattern = Pattern::new(|| {
    compile(
        r"(?i)(?:カルテ|診療録|患者|診察券|診察カード|利用者|入所者|入居者|契約者|ケース|相談者?|受診者|入院)\s?の?\s?(?:管理)?(?:番号|No\.?|ID|ナンバー|コード|ナンバ|#)\s?(?:番号|No\.?)?<IS>([A-Z]{0,4}[\-]?<D>(?:[\-]?[A-Z0-9〇一二三四五六七八九]){2,14})|カルテ\s?[:#はが]?\s?([0-9](?:-?[0-9]){3,11})|\bID\s?(?:番号|No\.?)?\s?\((?:カルテ|患者|利用者)\)<IS>([A-Z]{0,4}-?[0-9](?:-?[A-Z0-9]){2,14})",
    )
});

/// A bare ID, which counts where somebody's case is told.
static BARE: Pattern =
    Pattern::new(|| compile(r"\bID\s?(?:番号|No\.?)?[\s:=]{1,3}([A-Z]{0,3}-?[0-9](?:-?[0-9]){3,12})"));

/// What follows an amount.
const UNITS: &str = "件人名円点歳才年月回台床日時冊枚%個部";

/// Proposes numbers with their labels.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (_, captures) in page.matches(&INSURED) {
        let Some(range) = page.group(&captures, 1) else { continue };
        let value = page.reading.slice(&range);
        let digits = value.chars().filter(|c| is_digit(*c)).count();
        let kind = if digits == 8 || digits == 7 { Kind::HealthInsurance } else { Kind::CareInsurance };
        push(page, Candidate::new(kind, Level::Block, range, "（番号は削除）"), out);
    }
    for (_, captures) in page.matches(&LOOSE) {
        if let Some(range) = page.group(&captures, 1) {
            let is_long = page.reading.slice(&range).chars().filter(|c| is_digit(*c)).count() == 10;
            let kind = if is_long { Kind::CareInsurance } else { Kind::HealthInsurance };
            push(page, Candidate::new(kind, Level::Warn, range, "（番号は削除）"), out);
        }
    }
    for (range, _) in page.matches(&SYMBOL) {
        push(page, Candidate::new(Kind::HealthInsurance, Level::Block, range, "（記号番号は削除）"), out);
    }
    for (_, captures) in page.matches(&AID) {
        if let Some(range) = page.group(&captures, 1) {
            push(page, Candidate::new(Kind::HealthInsurance, Level::Block, range, "（番号は削除）"), out);
        }
    }
    for (_, captures) in page.matches(&RECORD) {
        if let Some(range) =
            page.group(&captures, 1).or_else(|| page.group(&captures, 2)).or_else(|| page.group(&captures, 3))
        {
            let long = page.reading.slice(&range).chars().filter(|c| is_digit(*c)).count() > 3;
            let level = if long { Level::Block } else { Level::Warn };
            push(page, Candidate::new(Kind::Record, level, range, "（番号は削除）"), out);
        }
    }
    for (_, captures) in page.matches(&BARE) {
        if let Some(range) = page.group(&captures, 1)
            && (page.cues.balance(&range).0 > 0
                || ["の方", "カルテ", "患者"].iter().any(|word| page.reading.right(range.end, 5).contains(word)))
        {
            push(page, Candidate::new(Kind::Record, Level::Warn, range, "（番号は削除）"), out);
        }
    }
}

fn push(page: &Page<'_>, candidate: Candidate, out: &mut Vec<Candidate>) {
    if !UNITS.contains(page.reading.get(candidate.range.end)) && !page.is_link(&candidate.range) {
        out.push(candidate);
    }
}
