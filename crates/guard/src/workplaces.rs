//! Where members of the family work or learn.

use crate::candidates::Candidate;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

static PLACE: Pattern = Pattern::new(|| {
    compile(
        r"(?:(?:長|次|二|三|四)[男女](?:さん|夫婦|の嫁|の夫|の妻)?|息子(?:さん)?|娘(?:さん)?|ひ?孫(?:さん|娘)?|曾孫|妻|夫|奥様|ご主人|嫁|婿|[弟妹兄姉父母甥姪](?:さん)?|両親|家族|本人|ご本人)[はがのも、()（:]{1,2}(?:[^。\n、]{0,8}[はがで、の])??((?:株式会社|有限会社|社会福祉法人|医療法人|合同会社|\(株\)|\(有\)|JA)?[々ヶ㐀-䶿一-鿿ァ-ヺーA-Za-z]{1,12}?[ぁ-ん]{0,4}?(?:工業|製作所|建設|商店|運輸|運送|電機|電気|食品|銀行|信用金庫|信金|農協|漁協|製薬|化学|自動車|鉄道|交通|タクシー|印刷|鉄工所|鉄工|造船|酒造|水産|木材|製材所|旅館|ホテル|百貨店|スーパー|生協|郵便局|市役所|町役場|村役場|県庁|区役所|消防署|消防本部|警察署|会社|株式会社|商事|産業|組|社|工務店|小学校|中学校|高等学校|高校|小|中|高|大学|短大|専門学校|幼稚園|保育園|保育所|こども園|学園|支援学校)|[ぁ-ん]{2,8}(?:小学校|中学校|高校|幼稚園|保育園|保育所|こども園|商店|建設|食品|銀行|支援学校|学園)|(?:株式会社|有限会社|\(株\)|\(有\))[々ヶ㐀-䶿一-鿿ァ-ヺーA-Za-z]{2,12})(?:の?(?:本社|支店|工場))?(?:に|で|へ|の|を|、|から|[0-9]年生)?[^。\n]{0,6}?(?:勤|就職|通|在学|在籍|パート|働|経営|教員|教師|教諭|職員|社員|生徒|児童|年生|退職|卒業|入学|運転手|社長|役員|園児|校長|園長|教頭|送迎|店長|従業員|営んで)",
    )
});

/// Names that say nothing.
static GENERIC: Pattern = Pattern::new(|| {
    compile(
        r"^(?:(?:市内|町内|村内|県内|県外|市外|町外|地元|近く|近所|近隣|隣|遠方|別|同じ|ある|某|大手|中小|都内|都会|海外|外資系?|民間|製造|関連|IT|公立|私立|市立|県立|国立|町立|地域|建設|運送|介護|食品|特別|派遣|親|子|当|同|自)の?){0,3}(?:工業|建設|商店|運輸|運送|銀行|食品|会社|株式会社|社|小学校|中学校|高等学校|高校|大学|短大|専門学校|幼稚園|保育園|保育所|こども園|支援学校|役場|旅館|ホテル|スーパー|農協|郵便局|タクシー|運送会社|建設会社|小|中|高|市役所|区役所|消防署)$",
    )
});

/// Proposes workplaces and schools.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (_, captures) in page.matches(&PLACE) {
        let Some(range) = page.group(&captures, 1) else { continue };
        let name = page.reading.slice(&range);
        let kind = name.rsplit('の').next().unwrap_or(name);
        let before = page.reading.before(range.start);
        let is_masked = "○〇●△□◯×*".contains(before)
            || name.starts_with(|c: char| "〇○".contains(c))
            || name.chars().next().is_some_and(|c| c.is_ascii_uppercase())
                && !name.contains("JA")
                && name.chars().nth(1).is_some_and(|c| !c.is_ascii_alphabetic());
        if !is_masked && name.chars().count() > 2 && !GENERIC.is_match(kind) && !page.context.knows_organisation(name) {
            out.push(Candidate::new(Kind::Workplace, Level::Warn, range.clone(), instead(name)));
        }
    }
}

fn instead(name: &str) -> &'static str {
    let ends = |parts: &[&str]| parts.iter().any(|part| name.ends_with(part));
    if ends(&["幼稚園", "保育園", "保育所", "こども園"]) {
        "園"
    } else if ends(&["校", "小", "中", "高", "大学", "短大", "学園"]) {
        "学校"
    } else {
        "勤め先"
    }
}
