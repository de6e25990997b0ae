//! Age, place and rare conditions that single somebody out together.
//!
//! Each part is harmless alone. How many parts it takes depends on how many people live there: in a place below
//! [`SMALL`](crate::context::SMALL), or one of unknown size, an exact age is enough.

use std::ops::Range;

use crate::ages::{Age, decade};
use crate::candidates::Candidate;
use crate::context::SMALL;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

/// Most characters between the parts for them to be one finding.
const NEAR: usize = 14;

/// Parts of a municipality, small places, and what is said of the only one.
static SMALL_PLACE: Pattern = Pattern::new(|| {
    compile(
        r"(?:<TOWN>|[ぁ-ん]{2,5})(?:地区|集落|団地|島|校区|学区)(?:在住|に住む|の)?|大?字<TOWN>(?:在住|に住む)?|<TOWN>\s?<N>丁目(?:在住|に住む)?|<K>(?:[ケヶノツッ之]?<K>){0,5}(?:町|村)(?:内)?(?:在住|に住む|にお住まい)?|[ぁ-んァ-ヺー]{2,5}(?:町|村)|[々ヶ㐀-䶿一-鿿ァ-ヺー]{2,6}在住|<K>{2,8}[小中高](?:に通|の[児生])|人口[0-9〇一二三四五六七八九十百千万,]{1,8}人の(?:町|村|島)|離島(?:在住)?|村内|島内|村で|島で|最高齢|唯一|(?:[々ヶ㐀-䶿一-鿿ァ-ヺー]{1,8}|[ぁ-ん]{2,6})(?:幼稚園|保育園|保育所|こども園|小学校|中学校|支援学校)",
    )
});

static CITY: Pattern = Pattern::new(|| {
    compile(r"[々ヶ㐀-䶿一-鿿](?:[ケヶノツッ之]?[々ヶ㐀-䶿一-鿿]){0,5}?(?:市|区)(?:内)?(?:在住|に住む|にお住まい)?")
});

/// Where the author works, without its name.
static HERE: Pattern = Pattern::new(|| compile(r"(?:市内|町内|管内|当市|当町|当村|本市|区内)(?:在住|に住む|の)?"));

static NOWHERE: Pattern = Pattern::new(|| {
    compile(
        r"^(?:某|隣|同|当|他|各|全|本|市|区|町|村|両|別|近隣|人口|山間|中山間|農村|市街|担当|モデル|都市|小規模|市区|区市|過疎|男性|女性|独居|県内|県外|市内|市外|町内|自宅|施設|海外|一人|単身|認知症|在宅|同居|近所|近く|都内|地域|地元|遠方|長期|現在|住宅|病院|高齢者|日本|公営|市営|県営|母子|特別)?の?(?:市町村|地区|地域|集落|団地|島|町|村|市|区|在住|幼稚園|保育園|保育所|こども園|小学校|中学校|支援学校|校区|学区)(?:内|在住|に住む|の)?$",
    )
});

/// Conditions that few people have, and marks that few people bear.
static RARE: Pattern = Pattern::new(|| {
    compile(
        r"ALS|筋萎縮性側索硬化症|ハンチントン|多系統萎縮症|進行性核上性麻痺|脊髄小脳変性症|クロイツフェルト|プリオン|筋ジストロフィー|ミトコンドリア病|ムコ多糖|ゴーシェ|ファブリー|ポンペ病|SMA|脊髄性筋萎縮症|重症筋無力症|トリソミー|レット症候群|ウェルナー|色素性乾皮症|表皮水疱症|原発性肺高血圧|肺動脈性肺高血圧|サルコイドーシス|アミロイドーシス|スティーブンス|人工呼吸器|医療的ケア児|HIV|ハンセン病|水俣病|元町長|元村長|元市長|元議員|元校長|住職|宮司|町議|村議|市議|三つ子|双子|唯一",
    )
});

/// Proposes combinations around exact ages.
pub(crate) fn find(page: &Page<'_>, ages: &[Age], out: &mut Vec<Candidate>) {
    let places = places(page);
    for age in ages.iter().filter(|age| !age.is_loose) {
        let sentence = page.cues.sentence(&age.range);
        let is_rare = RARE.is_match(page.reading.slice(&(sentence.start..sentence.end.min(page.reading.chars.len()))));
        let first = places.partition_point(|(place, _)| place.end + NEAR < age.range.start);
        let near = places[first..].iter().take_while(|(place, _)| place.start <= age.range.end + NEAR);
        let near = near.filter(|(place, _)| place.end > sentence.start && place.start < sentence.end);
        let nearest = near.min_by_key(|(place, size)| (*size, gap(place, &age.range)));
        match nearest {
            Some((place, Size::Small)) => join(page, age, place, Level::Warn, out),
            Some((place, Size::Large)) => join(page, age, place, if is_rare { Level::Warn } else { Level::Hint }, out),
            None if is_rare && page.context.is_small() => {
                out.push(Candidate::new(Kind::Combination, Level::Warn, age.range.clone(), decade(age.years)));
            }
            None => {}
        }
    }
}

/// How many people a place has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    Small,
    Large,
}

fn places(page: &Page<'_>) -> Vec<(Range<usize>, Size)> {
    let mut places = Vec::new();
    for (range, captures) in page.matches(&SMALL_PLACE) {
        let text = captures.get(0).map_or("", |it| it.as_str());
        let name = text
            .trim_end_matches("にお住まい")
            .trim_end_matches("に住む")
            .trim_end_matches("在住")
            .trim_end_matches('内');
        let is_masked = masked(page, &range) || NOWHERE.is_match(text);
        // The school ends before what its pupil does.
        let school = ["に通", "の児", "の生"].iter().any(|end| text.ends_with(end));
        let range = range.start..range.end - if school { 2 } else { 0 };
        if !is_masked && page.lexicon.population(name).is_none_or(|people| people < SMALL) {
            places.push((range, Size::Small));
        } else if !is_masked {
            places.push((range, Size::Large));
        }
    }
    for (range, captures) in page.matches(&CITY) {
        let text = captures.get(0).map_or("", |it| it.as_str());
        if masked(page, &range) || NOWHERE.is_match(text) {
            continue;
        }
        let end = text.find(['市', '区']).map_or(text.len(), |at| at + '市'.len_utf8());
        let is_large = page.lexicon.population(&text[..end]).is_some_and(|people| people >= SMALL);
        places.push((range, if is_large { Size::Large } else { Size::Small }));
    }
    if page.context.is_small() {
        places.extend(page.matches(&HERE).map(|(range, _)| (range, Size::Small)));
    }
    // 木村さん is nobody's village, and a 町長 no town.
    let goes_on = |at: usize| {
        "長議民役営立道会様氏殿".contains(page.reading.get(at))
            || ["さん", "ちゃん", "くん"].contains(&page.reading.right(at, 2))
    };
    places.retain(|(place, _)| !goes_on(place.end));
    places.sort_by_key(|(range, _)| range.start);
    places
}

fn masked(page: &Page<'_>, range: &Range<usize>) -> bool {
    let before = page.reading.before(range.start);
    before.is_ascii_alphanumeric() || "○〇●△□◯×*".contains(before)
}

fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// One finding from the first part to the last, with a text in which both are blurred.
fn join(page: &Page<'_>, age: &Age, place: &Range<usize>, level: Level, out: &mut Vec<Candidate>) {
    let here = page.reading.slice(place);
    let particle = if here.ends_with('の') || place.end == age.range.start { "の" } else { "" };
    let (blurred, years) = (format!("ある地域{particle}"), decade(age.years));
    let (range, instead) = if place.end <= age.range.start {
        let between = page.reading.slice(&(place.end..age.range.start));
        (place.start..age.range.end, format!("{blurred}{between}{years}"))
    } else if age.range.end <= place.start {
        let between = page.reading.slice(&(age.range.end..place.start));
        (age.range.start..place.end, format!("{years}{between}{blurred}"))
    } else {
        (age.range.clone(), years)
    };
    out.push(Candidate::new(Kind::Combination, level, range, instead));
}
