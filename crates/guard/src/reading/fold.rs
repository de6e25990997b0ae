//! Characters that mean the same: old and new forms, dashes, foreign digits, and those that cannot be seen.

/// Pairs of an unusual and a usual form. Families of a name (斉斎齊齋) share one form, since people mix them up.
const FORMS: &str = "髙高﨑崎嵜崎碕崎邊辺邉辺齋斎齊斎斉斎澤沢濱浜濵浜廣広國国櫻桜惠恵德徳眞真龍竜瀧滝嶋島嶌島槇槙栁柳𠮷吉靜静\
豐豊壽寿榮栄澁渋鐵鉄桒桑冨富峯峰凜凛曻昇黑黒與与萬万實実縣県區区關関舘館藏蔵圓円薗園淺浅條条從従戶戸會会祿禄禰祢塚塚\
桺柳檜桧籔薮藪薮彌弥釼剣劍剣橫横濤涛鷗鴎鹽塩賴頼晉晋壯壮應応學学寬寛將将尙尚乘乗卽即增増驒騨巖巌巽巽爲為姬姫\
淵渕渊渕莊荘藝芸號号番番齡齢處処體体醫医療療廳庁㐂喜佛仏來来兒児步歩氣気澄澄祐祐";

/// First digits of the decimal digits of other scripts.
const ZEROS: [u32; 12] = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xe50, 0xed0, 0x1040];

/// First ones of dingbats that circle a digit, which compatibility leaves alone.
const ONES: [u32; 5] = [0x2776, 0x2780, 0x278a, 0x24f5, 0x3021];

/// The usual form of a character.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{2500}' | '\u{fe58}' | '\u{2796}' => '-',
        '〜' | '∼' | '∿' => '~',
        '\u{1680}' | '\u{2028}' | '\u{2029}' | '\t' | '\u{b}' | '\u{c}' | '\r' => ' ',
        '⓿' => '0',
        c if u32::from(c) < 0x660 => c,
        c => digit(c).unwrap_or_else(|| form(c)),
    }
}

/// Whether this cannot be seen, so that it can hide inside a number.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20dd}'..='\u{20e4}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// Whether this is an accent on its own, which would part the digits of a number.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

/// The mark that voices a kana, typed on its own.
pub(super) fn voicing(c: char) -> Option<char> {
    match c {
        '\u{3099}' | '\u{309b}' | '\u{ff9e}' => Some('\u{3099}'),
        '\u{309a}' | '\u{309c}' | '\u{ff9f}' => Some('\u{309a}'),
        _ => None,
    }
}

fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
    let one = || ONES.iter().find(|one| (**one..**one + 9).contains(&code)).map(|one| code - one + 1);
    zero.or_else(one).and_then(|value| char::from_digit(value, 10))
}

/// One lookup in a table sorted at compile time would be quicker, but a text has few such characters.
fn form(c: char) -> char {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    static USUAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let forms: Vec<char> = FORMS.chars().collect();
        forms.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    });
    USUAL.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_usual_form_is_itself_unusual() {
        let forms: Vec<char> = FORMS.chars().collect();
        assert_eq!(forms.len() % 2, 0);
        for pair in forms.chunks_exact(2) {
            assert_eq!(form(pair[1]), pair[1], "{pair:?}");
        }
    }

    #[test]
    fn digits_of_every_script_are_digits() {
        assert_eq!(['٣', '३', '❸', '➂', '⓷', '〣', '⓿'].map(fold), ['3', '3', '3', '3', '3', '3', '0']);
    }
}
