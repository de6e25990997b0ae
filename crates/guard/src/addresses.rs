//! Where somebody lives, more closely than by municipality.

use std::ops::Range;

use regex::Captures;

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

/// 2丁目, 3丁目8番地の2, 1丁目1番1号, 4丁目5-6.
const BLOCK: &str =
    r"<N>\s?丁目?(?:\s{0,2}<N>\s?(?:番地?\s?(?:の|-)?|号|-)(?:\s{0,2}<N>\s?(?:号室?|号棟|-)?){0,2}|\s{0,2}[0-9]{1,4})?";
/// 3-5-12, 7-7.
const DASHED: &str = r"[0-9]{1,5}(?:\s?[-の]\s?[0-9]{1,4}){1,3}";
/// 1番34号, 1234番地5, 15番地の2.
const NUMBERED: &str = r"<N>\s?番(?:地|町)?(?:\s?(?:の|-)?\s?<N>(?:\s?号|\s?-\s?[0-9]{1,4})?)?";
/// A house with many doors.
const HOUSE: &str = r"(?:コーポ|ハイツ|メゾン|マンション|アパート|団地|住宅|荘|レジデンス|パレス|ヴィラ|ビラ|シャトー|ハイム|タウン|ガーデン|グラン|コート|エステート|ドミール|サンハイツ|フラット|棟)";
/// The rest of a line of an address: コーポさくら203号, グリーンハイツ301.
const DOOR: &str = r"(?:[\s、,]{0,2}(?:[\p{Han}ァ-ヺーぁ-んA-Za-z]{0,10}<HOUSE>[\p{Han}ァ-ヺーぁ-んA-Za-z]{0,8}\s?[0-9A-Z]{0,2}\s?(?:棟\s?)?-?[0-9]{1,4}(?:\s?号室?|\s?室)?|[0-9]{1,4}\s?号室))?";
/// What may lead: postal code, prefecture, municipalities.
const LEAD: &str = r"(?:〒?\s?[0-9]{3}-[0-9]{4}\s{0,2})?(?:北海道|東京都|京都府|大阪府|<K>{2,3}県)?\s?";

static BLOCKED: Pattern =
    Pattern::new(|| full(r"<LEAD>((?:<CITY>\s?){0,3})(?:[東西南北]\s?<N>\s?条\s?[東西南北]?|<TOWN>\s?)?<BLOCK><DOOR>"));
static IN_CITY: Pattern = Pattern::new(|| {
    full(r"<LEAD>((?:<CITY>\s?){1,3})(?:大?字)?(?:<TOWN>\s?)?(?:字<TOWN>\s?)?(?:<NUMBERED>|<DASHED>)<DOOR>")
});
static NUMBERED_TOWN: Pattern = Pattern::new(|| full(r"<LEAD>((?:<CITY>\s?){2,3})[0-9]{1,4}"));
static HAMLET: Pattern = Pattern::new(|| {
    full(
        r"<LEAD>((?:<CITY>\s?){0,3})(?:<TOWN>)??(?:大字<TOWN>?(?:字<TOWN>)?|字<TOWN>)\s?(?:<NUMBERED>|<DASHED>|[0-9]{1,5})?<DOOR>",
    )
});
static TOWN: Pattern = Pattern::new(|| full(r"<TOWN>\s?[0-9]{1,3}\s?-\s?[0-9]{1,3}(?:\s?-\s?[0-9]{1,4}){1,2}<DOOR>"));
static DOORS: Pattern = Pattern::new(|| {
    full(
        r"(?:[\p{Han}ァ-ヺー]{0,6})<HOUSE>(?:の)?[\p{Han}ァ-ヺーぁ-ん]{0,6}\s?(?:[0-9A-Z]{1,3}\s?(?:号棟|棟|-)\s?)?[0-9]{2,4}(?:\s?号室?|\s?室)?",
    )
});
static POSTAL: Pattern = Pattern::new(|| full(r"〒\s?[0-9]{3}-[0-9]{4}"));

/// Words before numbers that are no towns, and words that are no municipalities.
static NO_TOWN: Pattern = Pattern::new(|| {
    compile(
        r"(?:号|図|表|章|節|版|第|項|式|型|頁|等|単位|記号|番号|電話|携帯|市町村|市区町村|区町村|他市|同市|各市|全市|年度|平成|令和|昭和|要介護|要支援|スコア|ページ|コード|バージョン|日本|料|加算|別紙|別添|資料|条)[0-9\s]",
    )
});

/// The end of an address that is too vague by itself.
static VAGUE: Pattern = Pattern::new(|| compile(r"(?:丁目|字<TOWN>)$"));

/// Words that say that somebody lives there.
static LIVES: Pattern =
    Pattern::new(|| compile(r"^.{0,2}(?:在住|に住|にお住|で暮|の自宅|宅|居住|出身|の一軒家|の実家)"));
static HOME: Pattern = Pattern::new(|| {
    compile(
        r"(?:住所|自宅|住まい|現住所|居所|宅|家|転居先|引っ越し先|現在地|訪問先|実家|住居|退院先)[\s:=はがのを()「、）]{0,4}$",
    )
});

/// Proposes addresses.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for pattern in [&BLOCKED, &IN_CITY, &NUMBERED_TOWN, &HAMLET, &TOWN] {
        for (range, captures) in page.matches(pattern) {
            propose(page, range, &captures, out);
        }
    }
    for (range, captures) in page.matches(&DOORS) {
        if page.reading.left(range.start, 2) == "向け" || page.reading.slice(&range).contains("病棟") {
            continue;
        }
        if LIVES.is_match(page.reading.right(range.end, 8))
            || HOME.is_match(page.reading.left(range.start, 10))
            || page.reach(&range) == Some(Level::Warn)
            || (page.reach(&range).is_none() && !page.reading.before(range.end).is_ascii_digit())
        {
            propose(page, range, &captures, out);
        }
    }
    for (range, _) in page.matches(&POSTAL) {
        out.push(Candidate::new(Kind::Address, Level::Hint, range, "（郵便番号は削除）"));
    }
}

fn propose(page: &Page<'_>, range: Range<usize>, captures: &Captures<'_>, out: &mut Vec<Candidate>) {
    let range = shorten(page, range);
    let text = page.reading.slice(&range);
    let after = page.reading.get(range.end);
    let is_amount = page.reading.before(range.end).is_ascii_digit()
        && "月日年件人名%回時分円点枚頁歳世戸床か個冊校割条項/.:".contains(after);
    if text.is_empty() || NO_TOWN.is_match(text) || is_amount || page.is_link(&range) || after.is_ascii_digit() {
        return;
    }
    let lives = LIVES.is_match(page.reading.right(range.end, 8)) || HOME.is_match(page.reading.left(range.start, 10));
    let level = if lives {
        Level::Warn
    } else if VAGUE.is_match(text) {
        if page.reach(&range) == Some(Level::Warn) && page.cues.has(Cue::Person, &page.cues.sentence(&range)) {
            Level::Warn
        } else {
            Level::Hint
        }
    } else {
        page.reach(&range).unwrap_or(Level::Warn)
    };
    let city = captures.get(1).map_or("", |it| it.as_str()).trim();
    let instead = if city.ends_with('市') || city.ends_with('区') || city.ends_with('村') {
        format!("{city}内")
    } else {
        "（住所は削除）".to_owned()
    };
    out.push(Candidate::new(Kind::Address, level, range, instead));
}

/// Without a label that ran into the first name (自宅住所鶴川市…) and without blanks at the ends.
fn shorten(page: &Page<'_>, mut range: Range<usize>) -> Range<usize> {
    const LABELS: [&str; 12] = [
        "自宅住所",
        "現住所",
        "住所",
        "自宅",
        "本人宅",
        "利用者宅",
        "転居先",
        "現在地",
        "訪問先",
        "実家",
        "担当",
        "会場",
    ];
    let text = page.reading.slice(&range);
    if let Some(label) = LABELS.iter().find(|label| text.starts_with(**label)) {
        range.start += label.chars().count();
    }
    while range.start < range.end && page.reading.get(range.start).is_whitespace() {
        range.start += 1;
    }
    while range.start < range.end
        && (page.reading.before(range.end).is_whitespace() || "、,-の".contains(page.reading.before(range.end)))
    {
        range.end -= 1;
    }
    range
}

fn full(expression: &str) -> regex::Regex {
    let parts = [
        ("<LEAD>", LEAD),
        ("<BLOCK>", BLOCK),
        ("<DASHED>", DASHED),
        ("<NUMBERED>", NUMBERED),
        ("<DOOR>", DOOR),
        ("<HOUSE>", HOUSE),
    ];
    let whole = parts.iter().chain(&parts).fold(expression.to_owned(), |whole, (name, part)| whole.replace(name, part));
    compile(&whole.replace(r"\p{Han}", "々ヶ㐀-䶿一-鿿"))
}
