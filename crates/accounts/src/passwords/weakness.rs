//! How little is left of a password when everything is taken away that others would think of.
//!
//! There are no rules about kinds of characters: what counts is how many characters are left after known words, digits,
//! repetitions, rows of the keyboard and whatever belongs to the person have been removed.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use kernel::text::fold;

use super::{Context, romaji};

/// Fewest characters that nobody else would think of.
const FEWEST: usize = 6;

/// Whoever has typed so much without six characters of their own will not be judged better by the rest.
const MOST_JUDGED: usize = 256;

/// Shortest repetition and shortest piece of a row that is taken away.
const SHORTEST_REPETITION: usize = 3;
const SHORTEST_RUN: usize = 4;

/// Why a password is refused: what was taken away from it, in words.
pub(super) fn reasons(password: &str, context: &Context) -> Option<String> {
    let own = own_words(context);
    let plain: String = fold(password).chars().take(MOST_JUDGED).collect();
    let rests = [plain.clone(), unmasked(&plain)].map(|text| Rest::of(&text.chars().collect::<Vec<_>>(), &own));
    let weakest = rests.into_iter().find(|rest| rest.left < FEWEST)?;
    Some(weakest.taken.iter().map(|part| part.words()).collect::<Vec<_>>().join("、"))
}

/// What can be taken away; the order is that of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Own,
    Row,
    Known,
    Repetition,
    Digits,
    Marks,
}

impl Part {
    fn words(self) -> &'static str {
        match self {
            Self::Own => "お名前やメールアドレス、所属機関の名称",
            Self::Known => "よく使われる言葉",
            Self::Row => "文字の並び",
            Self::Repetition => "くり返し",
            Self::Digits => "数字",
            Self::Marks => "記号",
        }
    }
}

struct Rest {
    left: usize,
    taken: BTreeSet<Part>,
}

impl Rest {
    /// Takes away the longest known part at each place, of equal ones the first; stops as soon as enough is left.
    fn of(text: &[char], own: &HashSet<String>) -> Self {
        let mut rest = Self { left: 0, taken: BTreeSet::new() };
        let mut at = 0;
        while at < text.len() && rest.left < FEWEST {
            let parts = [
                (word(&text[at..], |word| own.contains(word)), Part::Own),
                (row(&text[at..]), Part::Row),
                (word(&text[at..], |word| KNOWN.contains(word)), Part::Known),
                (repetition(text, at), Part::Repetition),
            ];
            let (length, part) = parts.into_iter().rev().max_by_key(|(length, _)| *length).unwrap_or((0, Part::Marks));
            if length > 0 {
                rest.taken.insert(part);
            } else if text[at].is_numeric() {
                rest.taken.insert(Part::Digits);
            } else if !text[at].is_alphanumeric() {
                rest.taken.insert(Part::Marks);
            } else {
                rest.left += 1;
            }
            at += length.max(1);
        }
        rest
    }
}

/// Length of the longest word at the beginning.
fn word(text: &[char], is_word: impl Fn(&str) -> bool) -> usize {
    let longest = LONGEST_WORD.min(text.len());
    (2..=longest).rev().find(|length| is_word(&text[..*length].iter().collect::<String>())).unwrap_or(0)
}

/// Length of the longest piece of a row of the keyboard or of an alphabet at the beginning, in either direction.
fn row(text: &[char]) -> usize {
    let pieces = ROWS.iter().flat_map(|row| {
        let starts = row.iter().enumerate().filter(|(_, c)| **c == text[0]);
        starts.map(|(start, _)| row[start..].iter().zip(text).take_while(|(a, b)| a == b).count())
    });
    pieces.max().filter(|length| *length >= SHORTEST_RUN).unwrap_or(0)
}

/// Length of the longest beginning that stood earlier in the text already; the two may overlap, as in `aaaa`.
fn repetition(text: &[char], at: usize) -> usize {
    let lengths = (0..at).map(|earlier| text[earlier..].iter().zip(&text[at..]).take_while(|(a, b)| a == b).count());
    lengths.max().filter(|length| *length >= SHORTEST_REPETITION).unwrap_or(0)
}

/// `p@ssw0rd` is `password`.
fn unmasked(text: &str) -> String {
    let plain = |c| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        c => c,
    };
    text.chars().map(plain).collect()
}

/// Names, their readings in kana and in Latin letters, the pieces of the e-mail address and of the organisation's name.
fn own_words(context: &Context) -> HashSet<String> {
    let names = [context.name, context.kana, context.organisation];
    let names = names.into_iter().flat_map(|name| name.split_whitespace().chain([name]));
    let mut words: HashSet<String> = names.map(fold).collect();
    words.extend(scripts(&fold(context.organisation)));
    let latin: Vec<String> = words.iter().flat_map(|word| romaji::spellings(word)).collect();
    let pieces = context.email.split(|c: char| !c.is_alphanumeric()).chain([context.email]);
    words.extend(latin);
    words.extend(pieces.map(fold));
    words.retain(|word| word.chars().count() >= if word.is_ascii() { 3 } else { 2 });
    words
}

/// A text in pieces of one script each: 「あおぞら医師会」 is あおぞら and 医師会.
fn scripts(text: &str) -> Vec<String> {
    let script = |c: &char| match c {
        'ぁ'..='ゖ' | 'ー' => 1,
        c if c.is_ascii_alphanumeric() => 2,
        c if c.is_alphanumeric() => 3,
        _ => 0,
    };
    let chars: Vec<char> = text.chars().collect();
    chars.chunk_by(|a, b| script(a) == script(b)).map(|piece| piece.iter().collect()).collect()
}

/// The municipalities of Japan, with and without 市, 町 and their like, as they are written, read and
/// spelled in Latin letters.
fn places() -> HashSet<String> {
    let lines = include_str!("../../../../assets/reference/municipalities.csv").lines().skip(1);
    // Name and よみ; no cell of this file is quoted.
    let names = lines.flat_map(|line| line.split(',').skip(3).take(2));
    let mut words: HashSet<String> = names.flat_map(|name| [fold(name), fold(stem(name))]).collect();
    let latin: Vec<String> = words.iter().flat_map(|word| romaji::spellings(word)).collect();
    words.extend(latin);
    words
}

/// A name without what every municipality is called.
fn stem(name: &str) -> &str {
    let endings = ["市", "区", "町", "村", "し", "く", "ちょう", "まち", "そん", "むら"];
    endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// The lists of `assets/passwords`, where their sources stand.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lists = [
        include_str!("../../../../assets/passwords/common.txt"),
        include_str!("../../../../assets/passwords/surnames.txt"),
        include_str!("../../../../assets/passwords/japanese.txt"),
        include_str!("../../../../assets/passwords/field.txt"),
    ];
    lists.into_iter().flat_map(str::lines).map(fold).chain(places()).filter(|word| is_telling(word)).collect()
});

/// Two letters or two kana stand in every other sentence by chance.
fn is_telling(word: &str) -> bool {
    let shortest = if word.chars().all(|c| c.is_ascii() || matches!(c, 'ぁ'..='ん' | 'ー')) { 3 } else { 2 };
    word.chars().count() >= shortest
}

/// No word of the lists, no name and no address is longer.
const LONGEST_WORD: usize = 64;

static ROWS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let rows = [
        "12345678901234567890",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "qazwsxedcrfvtgbyhnujmikolp",
        "!\"#$%&'()",
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
        "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
        "あかさたなはまやらわ",
        "一二三四五六七八九十",
    ];
    rows.iter().flat_map(|row| [row.chars().collect(), row.chars().rev().collect()]).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    const HANAKO: Context<'_> = Context {
        email: "h.kobayakawa@wakaba.example.jp",
        name: "小早川 花子",
        kana: "こばやかわ はなこ",
        organisation: "あおぞら医師会",
    };

    #[test]
    fn what_others_would_think_of_is_refused_and_told() {
        for (password, reason) in [
            ("aaaaaaaaaaaaaaaaaaaa", "くり返し"),
            ("passwordpasswordpassword", "よく使われる言葉"),
            ("ＰＡＳＳＷＯＲＤ　ｐａｓｓｗｏｒｄ　１", "よく使われる言葉"),
            ("p@ssw0rd-P@ssw0rd", "よく使われる言葉"),
            ("dragonmonkeyshadow99", "よく使われる言葉"),
            ("123456789012345678", "文字の並び"),
            ("20261122198503041", "数字"),
            ("qwertyuiopasdfghjkl", "文字の並び"),
            ("mnbvcxzlkjhgfdsa", "文字の並び"),
            ("あいうえおかきくけこさしすせそ", "文字の並び"),
            ("いろはにほへとちりぬるを2026", "文字の並び"),
            ("saitamaken-2026-saitamaken", "よく使われる言葉"),
            ("さいたまけん令和8年令和8年2026", "よく使われる言葉"),
            ("埼玉県医師会２０２６年１１月２２日", "よく使われる言葉"),
            ("yokoito-mihon-2026", "よく使われる言葉"),
            ("在宅医療介護連携センター2026", "よく使われる言葉"),
            ("kobayakawa-hanako-1985", "お名前やメールアドレス"),
            ("小早川花子小早川花子小早川花子", "お名前やメールアドレス"),
            ("h.kobayakawa@wakaba.example.jp", "お名前やメールアドレス"),
            ("コバヤカワハナコ!コバヤカワハナコ!", "お名前やメールアドレス"),
            ("xyzxyzxyzxyzxyzxyzxyz", "くり返し"),
            ("fukayashi fukayashi 2026", "よく使われる言葉"),
            ("くまがやしくまがやし2026ねん", "よく使われる言葉"),
            ("熊谷市深谷市寄居町２０２６年度", "よく使われる言葉"),
            ("aozoraishikai2026aozora", "お名前やメールアドレス"),
        ] {
            let told = reasons(password, &HANAKO);
            assert!(told.as_ref().is_some_and(|words| words.contains(reason)), "{password}: {told:?}");
        }
    }

    #[test]
    fn sentences_and_random_characters_are_accepted_whatever_their_kind() {
        for password in [
            "とても長い合言葉をつかいます。",
            "この町でいちばん長い合言葉にしました",
            "ひらがなだけの長い合言葉です。",
            "朝ごはんは納豆とみそ汁です",
            "kX9vQ2mZt7wLr4Bd",
            "ashita mo jitensha de yama o koeru",
            "unlatch cupbearer moisten gallery",
            "退院の日は雨でも傘をさして歩く",
        ] {
            assert_eq!(reasons(password, &HANAKO), None, "{password}");
        }
    }
}
