//! A facility with a room, or a ward with a room.

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

/// さくら苑 203号室, 特養ひだまりの里 ユニットB 8号室, 3階東病棟305.
static NAMED: Pattern = Pattern::new(|| {
    compile(
        r"((?:[々ヶ㐀-䶿一-鿿ァ-ヺーA-Za-z]{0,14}(?:特別養護老人ホーム|特養|老人保健施設|老健|グループホーム|サ高住|サービス付き高齢者向け住宅|有料老人ホーム|有料|住宅型有料|ケアハウス|軽費老人ホーム|養護老人ホーム|ショートステイ|小規模多機能|看多機|GH|介護医療院|シルバーハウジング)[\s「]{0,2}[々ヶ㐀-䶿一-鿿ァ-ヺーぁ-んA-Za-z]{0,12}」?|[々ヶ㐀-䶿一-鿿ァ-ヺーA-Za-z]{1,14}(?:病院|医療センター|診療所|苑|園|ホーム|の里|の家|の郷|の森|の杜|の丘|ハウス|ケアセンター|ヴィラ|レジデンス|館|荘|医院|クリニック)|[ぁ-ん]{2,8}(?:苑|園|荘|の里|の家|の郷|の森|の杜|の丘|ホーム|病院|ハウス|館)))[\s・、の]{0,2}((?:[0-9]{0,2}\s?(?:階|F|ユニット|号館|病棟)?\s?[東西南北A-Za-z新本]?\s?[0-9]{0,2}\s?(?:ユニット|病棟|棟|館|フロア|階)\s?[A-Za-z0-9]?[\s・]{0,2}){0,2})([0-9〇一二三四五六七八九十]{1,4})(号室|号|室|番室)?",
    )
});

/// A kind of home, after which a number is a room.
static TYPE: Pattern =
    Pattern::new(|| compile(r"老人ホーム|特養|老健|グループホーム|サ高住|高齢者向け住宅|ケアハウス|有料"));

/// A ward or a floor without a facility.
static WARD: Pattern = Pattern::new(|| {
    compile(
        r"(?:[0-9]{1,2}\s?(?:階|F)\s?)?[東西南北A-Za-z新本]?\s?[0-9]{0,2}\s?(?:病棟|棟)[\s・]{0,2}(?:[0-9]人部屋\s?|個室\s?)?[0-9]{2,4}\s?(?:号室|号|室)?|(?:[0-9]{1,2}\s?(?:階|F)\s?|ユニット\s?[A-Za-z0-9]?\s?|[A-Z]\s?棟\s?)?[0-9]{1,4}\s?号室",
    )
});

/// Proposes rooms.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (range, captures) in page.matches(&NAMED) {
        let name = captures.get(1).map_or("", |it| it.as_str());
        let wing = captures.get(2).map_or("", |it| it.as_str());
        let is_long = captures.get(3).is_some_and(|room| room.as_str().chars().count() > 2);
        let is_room = captures.get(4).is_some() || wing.contains('棟') || (is_long && TYPE.is_match(name));
        let after = page.reading.get(range.end);
        if !is_room
            || after.is_ascii_digit()
            || "階人名床件年月日回%円".contains(after)
            || page.context.knows_organisation(name)
        {
            continue;
        }
        let (person, office) = page.cues.balance(&range);
        let level = if office > person && !page.cues.has(Cue::Person, &page.cues.sentence(&range)) {
            Level::Hint
        } else {
            Level::Warn
        };
        let skip = usize::from(name.starts_with('の'));
        out.push(Candidate::new(Kind::Room, level, range.start + skip..range.end, "入居中の施設"));
    }
    for (range, _) in page.matches(&WARD) {
        let after = page.reading.get(range.end);
        if after.is_ascii_digit()
            || "床人名件階年月日".contains(after)
            || page.reading.before(range.start).is_ascii_digit()
        {
            continue;
        }
        let (person, office) = page.cues.balance(&range);
        let level = if person > office { Level::Warn } else { Level::Hint };
        out.push(Candidate::new(Kind::Room, level, range, "ある部屋"));
    }
}
