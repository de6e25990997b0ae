//! Kana in Latin letters, as people write their own names: Hepburn and 訓令式, long vowels written out or not.

/// The spellings of a name in hiragana; none when it is not all kana.
pub(super) fn spellings(kana: &str) -> Vec<String> {
    let Some(hepburn) = latin(kana) else { return Vec::new() };
    let official = OFFICIAL.iter().fold(hepburn.clone(), |name, (from, to)| name.replace(from, to));
    let mut all = Vec::new();
    for spelling in [hepburn, official] {
        let short = spelling.replace("ou", "o").replace("oo", "o").replace("uu", "u");
        let aitch = spelling.replace("ou", "oh").replace("oo", "oh");
        all.extend([spelling, short, aitch]);
    }
    all.sort();
    all.dedup();
    all
}

/// Hepburn with long vowels written out: さとう becomes satou.
fn latin(kana: &str) -> Option<String> {
    let chars: Vec<char> = kana.chars().collect();
    let mut name = String::new();
    let mut doubled = false;
    let mut at = 0;
    while at < chars.len() {
        let two: String = chars[at..].iter().take(2).collect();
        let one = chars[at].to_string();
        let (sound, length) = match (sound(&two), sound(&one)) {
            (Some(sound), _) if two.chars().count() == 2 => (sound, 2),
            (_, Some(sound)) => (sound, 1),
            _ if one == "っ" => {
                doubled = true;
                at += 1;
                continue;
            }
            _ if one == "ー" => ("", 1),
            _ => return None,
        };
        if doubled {
            name.extend(sound.chars().next());
            doubled = false;
        }
        name.push_str(sound);
        at += length;
    }
    (!name.is_empty()).then_some(name)
}

fn sound(kana: &str) -> Option<&'static str> {
    let pairs = SOUNDS.iter().flat_map(|(kana, latin)| kana.split(' ').zip(latin.split(' ')));
    pairs.into_iter().find(|(known, _)| *known == kana).map(|(_, latin)| latin)
}

const SOUNDS: &[(&str, &str)] = &[
    ("あ い う え お か き く け こ", "a i u e o ka ki ku ke ko"),
    ("さ し す せ そ た ち つ て と", "sa shi su se so ta chi tsu te to"),
    ("な に ぬ ね の は ひ ふ へ ほ", "na ni nu ne no ha hi fu he ho"),
    ("ま み む め も や ゆ よ", "ma mi mu me mo ya yu yo"),
    ("ら り る れ ろ わ を ん", "ra ri ru re ro wa o n"),
    ("が ぎ ぐ げ ご ざ じ ず ぜ ぞ", "ga gi gu ge go za ji zu ze zo"),
    ("だ ぢ づ で ど ば び ぶ べ ぼ", "da ji zu de do ba bi bu be bo"),
    ("ぱ ぴ ぷ ぺ ぽ", "pa pi pu pe po"),
    ("きゃ きゅ きょ しゃ しゅ しょ", "kya kyu kyo sha shu sho"),
    ("ちゃ ちゅ ちょ にゃ にゅ にょ", "cha chu cho nya nyu nyo"),
    ("ひゃ ひゅ ひょ みゃ みゅ みょ", "hya hyu hyo mya myu myo"),
    ("りゃ りゅ りょ ぎゃ ぎゅ ぎょ", "rya ryu ryo gya gyu gyo"),
    ("じゃ じゅ じょ びゃ びゅ びょ", "ja ju jo bya byu byo"),
    ("ぴゃ ぴゅ ぴょ", "pya pyu pyo"),
];

/// From Hepburn to 訓令式.
const OFFICIAL: &[(&str, &str)] = &[
    ("sha", "sya"),
    ("shu", "syu"),
    ("sho", "syo"),
    ("shi", "si"),
    ("cha", "tya"),
    ("chu", "tyu"),
    ("cho", "tyo"),
    ("chi", "ti"),
    ("tsu", "tu"),
    ("fu", "hu"),
    ("ja", "zya"),
    ("ju", "zyu"),
    ("jo", "zyo"),
    ("ji", "zi"),
];

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn names_are_spelled_as_people_spell_them() {
        for (kana, spelling) in [
            ("はなこ", "hanako"),
            ("さとう", "sato"),
            ("さとう", "satou"),
            ("さとう", "satoh"),
            ("しょうじ", "syouzi"),
            ("しょうじ", "shoji"),
            ("はっとり", "hattori"),
            ("じゅんいち", "junichi"),
            ("おおの", "ono"),
        ] {
            assert!(spellings(kana).contains(&spelling.to_owned()), "{kana}: {:?}", spellings(kana));
        }
        assert!(spellings("小早川").is_empty());
    }
}
