//! Hospitals, clinics and offices that look after somebody whose case is told.

use std::ops::Range;

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

static NAMED: Pattern = Pattern::new(|| {
    compile(
        r"(?:(?:特別養護老人ホーム|特養|老健|グループホーム|デイサービスセンター|デイサービス|デイケア|ショートステイ|訪問看護ステーション|有料老人ホーム|居宅介護支援事業所|ヘルパーステーション|小規模多機能)[「]?[々ヶ㐀-䶿一-鿿ァ-ヺーぁ-ん]{2,8}?(?:苑|園|荘|の里|の家|の郷|の森|の杜|館)?(?:」|を|に|の|へ|で|から|と|が|は|、|。|\s|$))|[々ヶ㐀-䶿一-鿿ァ-ヺーA-Za-z]{1,12}(?:総合病院|記念病院|中央病院|病院|医療センター|医療院|クリニック|内科医院|歯科医院|医院|診療所|歯科|訪問看護ステーション|訪問介護ステーション|ヘルパーステーション|薬局|居宅介護支援事業所)|[ぁ-ん]{2,8}(?:総合病院|病院|クリニック|内科|歯科医院|医院|診療所|歯科|訪問看護ステーション|訪問介護ステーション|薬局)",
    )
});

/// Particles and words that ran into the name from the left.
static LEFT: Pattern = Pattern::new(|| {
    compile(
        r"^(?:さんは|さんの|さんが|様は|氏は|主治医|本人|患者|利用者|現在|妻|夫|退院後|入院先|転院先|かかりつけ|は|が|の|を|に|も|と|で|へ|や)",
    )
});

/// Names that say nothing.
static GENERIC: Pattern = Pattern::new(|| {
    compile(
        r"^(?:(?:市内|町内|村内|県内|県外|市外|地域|近く|近隣|遠方|ある|他|同じ|その|この|同|当|自|各|某|大|専門|総合|一般|急性期|回復期|療養型|療養|精神科|認知症|認知|地元|圏域|公的|民間|後方支援|在宅支援|在宅療養支援|支援|連携|協力|担当|複数|基幹|拠点|大学|公立|市立|県立|町立|村立|国立|二次救急|救急|紹介元|紹介先|転院先|入院先|退院元|かかりつけ|訪問|在宅|皮膚科|整形外科|眼科|耳鼻科|泌尿器科|内科|外科|小児科|歯科|調剤|介護|特定機能|災害拠点|地域医療支援|有床|無床|機能強化型|もの忘れ|物忘れ|緩和ケア|強化型|中核|別|元|前|いくつか|どこか|以前|最寄り|もより|いつも|隣市|隣町|へき地|巡回|休日|夜間|夜間休日|急患|へ|を|と|や|は|が|に|も)の?){0,3}(?:総合病院|病院|医療センター|医療院|クリニック|医院|診療所|歯科医院|歯科|訪問看護ステーション|訪問介護ステーション|ヘルパーステーション|薬局|居宅介護支援事業所)$",
    )
});

/// The facility cares for somebody right here.
static CARED: Pattern = Pattern::new(|| {
    compile(
        r"^[」』\s)]{0,2}(?:に|へ|を|から|より|で|の|と)?[^。\n]{0,6}(?:入院|退院|通院|受診|搬送|転院|入所|入居|通っ|通い|通う|利用|訪問診療|往診|診断|手術|紹介され|かかって|かかりつけ|受けて|担当|主治医|処方)",
    )
});

static CARER: Pattern = Pattern::new(|| {
    compile(r"(?:主治医|かかりつけ(?:医)?|入院先|転院先|搬送先|入所先|通院先|受診先|訪看|担当)[\s:=はが(の]{0,3}$")
});

/// Proposes organisations where a case is told; elsewhere they are no secret.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (range, _) in page.matches(&NAMED) {
        let Some(range) = name(page, range) else { continue };
        let text = page.reading.slice(&range);
        if page.context.knows_organisation(text) {
            continue;
        }
        let sentence = page.cues.sentence(&range);
        let people = page.cues.count(Cue::Person, &sentence);
        let is_cared =
            CARED.is_match(page.reading.right(range.end, 16)) || CARER.is_match(page.reading.left(range.start, 10));
        let (person, office) = page.cues.balance(&range);
        if is_cared && person >= office && (people > 0 || tells_of_letter(page, &range)) {
            out.push(Candidate::new(Kind::Organisation, Level::Warn, range.clone(), instead(text)));
        } else if people > 0 && person > office {
            out.push(Candidate::new(Kind::Organisation, Level::Hint, range.clone(), instead(text)));
        }
    }
}

/// The name without what ran into it; `None` where nothing is named.
fn name(page: &Page<'_>, mut range: Range<usize>) -> Option<Range<usize>> {
    while "をにのへでからとがは、。」 \n".contains(page.reading.before(range.end)) && range.start < range.end
    {
        range.end -= 1;
    }
    while let Some(left) = LEFT.find(page.reading.slice(&range)) {
        range.start += left.as_str().chars().count();
    }
    let text = page.reading.slice(&range);
    let masked = page.reading.before(range.start);
    let is_masked = masked.is_ascii_alphabetic()
        || "○〇●△□◯×*_".contains(masked)
        || text.starts_with(|c: char| c.is_ascii_alphabetic() || "〇".contains(c));
    (!is_masked && text.chars().count() > 3 && !GENERIC.is_match(text)).then_some(range)
}

/// Whether the text speaks of Ａさん nearby.
fn tells_of_letter(page: &Page<'_>, range: &Range<usize>) -> bool {
    static LETTER: Pattern = Pattern::new(|| compile(r"[A-Z○△□](?:さん|様|氏|君|ちゃん)"));
    LETTER.is_match(page.reading.left(range.start, 40)) || LETTER.is_match(page.reading.right(range.end, 40))
}

fn instead(name: &str) -> &'static str {
    let kinds = [
        ("歯科", "市内の歯科"),
        ("訪問看護", "市内の訪問看護"),
        ("病院", "市内の病院"),
        ("医療センター", "市内の病院"),
        ("薬局", "市内の薬局"),
        ("デイ", "市内のデイ"),
        ("ステーション", "市内の事業所"),
        ("事業所", "市内の事業所"),
        ("ホーム", "市内の施設"),
        ("特養", "市内の施設"),
        ("老健", "市内の施設"),
    ];
    kinds.iter().find(|(part, _)| name.contains(part)).map_or("市内の診療所", |(_, instead)| instead)
}
