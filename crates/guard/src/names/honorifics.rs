//! Names with 様, さん, 氏 and the like.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::Level;
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::shapes::{Shape, ending_at};
use super::{Named, level, propose, words};

static HONORIFIC: Pattern = Pattern::new(|| compile(r"さん|様|さま|氏|殿|ちゃん|くん|君|サン"));

static SPELLED: Pattern = Pattern::new(|| {
    compile(r"([々㐀-䶿一-鿿ぁ-んァ-ヺー](?:[\s・][々㐀-䶿一-鿿ぁ-んァ-ヺー]){2,7})[\s・]?(?:様|さん|氏|殿)")
});

static NOBODY: LazyLock<HashSet<&str>> = LazyLock::new(|| words::NOBODY.split_whitespace().collect());

/// Proposes names before honorifics.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (range, captures) in page.matches(&HONORIFIC) {
        let honorific = captures.get(0).map_or("", |it| it.as_str());
        if is_other_word(page, range.end, honorific) {
            continue;
        }
        let Some((core, shape)) = ending_at(page, range.start) else { continue };
        if names_nobody(page, &core, shape) || !fits(page, &core, shape, honorific) {
            continue;
        }
        let level = level(page, &(core.start..range.end));
        // A rare name is believed only where nothing speaks against it.
        let is_doubtful = shape == Shape::Unknown && page.cues.balance(&core).0 == 0;
        let level = if is_doubtful { Level::Hint } else { level };
        propose(page, Named { range: core.start..range.end, core, honorific: kept(honorific) }, level, out);
    }
    find_spelled(page, out);
}

/// Proposes names whose characters blanks or dots part: 佐 藤 花 子 様.
fn find_spelled(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (range, captures) in page.matches(&SPELLED) {
        let Some(core) = page.group(&captures, 1) else { continue };
        let name: Vec<char> =
            page.reading.chars[core.clone()].iter().copied().filter(|c| !" ・\n".contains(*c)).collect();
        let is_name = (1..name.len()).any(|middle| {
            let (family, given): (String, String) = (name[..middle].iter().collect(), name[middle..].iter().collect());
            (page.lexicon.family(&family).is_some() || page.lexicon.sounds_family(&family))
                && (page.lexicon.lists_given(&given) || page.lexicon.sounds_given(&given))
        });
        if is_name {
            let level = level(page, &range);
            propose(page, Named { range, core, honorific: "さん" }, level, out);
        }
    }
}

/// 様子, 氏名, 殿堂: the honorific begins another word.
fn is_other_word(page: &Page<'_>, end: usize, honorific: &str) -> bool {
    let next = page.reading.get(end);
    match honorific {
        "様" => "子式々相態".contains(next),
        "氏" => "名神族".contains(next),
        "殿" | "君" => "堂方下主臨様".contains(next),
        "さん" => "さざ".contains(next),
        "さま" => "ざよ".contains(next),
        _ => false,
    }
}

/// 皆様, お母さん, ケアマネさん.
fn names_nobody(page: &Page<'_>, core: &std::ops::Range<usize>, shape: Shape) -> bool {
    let end = core.end;
    let ends_generic =
        |most: usize| (1..=most.min(end)).any(|length| NOBODY.contains(page.reading.slice(&(end - length..end))));
    let generic = match shape {
        Shape::Full => false,
        Shape::Given if crate::reading::is_hiragana(page.reading.get(core.start)) => ends_generic(9),
        // 中村 ends with 村 and names somebody all the same; only whole words count.
        Shape::Family | Shape::Given => {
            NOBODY.contains(page.reading.slice(core))
                || (core.len()..=6.min(end)).any(|length| NOBODY.contains(page.reading.slice(&(end - length..end))))
        }
        Shape::Foreign | Shape::Unknown => ends_generic(9),
    };
    generic || matches!(page.reading.before(core.start), '○' | '〇' | '●' | '△' | '□' | '◯' | '×' | '*')
}

fn fits(page: &Page<'_>, core: &std::ops::Range<usize>, shape: Shape, honorific: &str) -> bool {
    match (shape, honorific) {
        (Shape::Unknown, "様" | "氏" | "殿") => true,
        (Shape::Unknown, "さん") => core.len() < 4 && page.cues.has(Cue::Person, &page.cues.sentence(core)),
        (Shape::Unknown, "ちゃん" | "くん") => page.cues.balance(core).0 > 0,
        (Shape::Unknown, _) | (Shape::Foreign, "君" | "殿") => false,
        (Shape::Family | Shape::Given, "君" | "くん" | "サン") => core.len() > 1 || honorific == "くん",
        _ => true,
    }
}

/// The honorific that a letter gets.
fn kept(honorific: &str) -> &'static str {
    match honorific {
        "様" | "さま" | "殿" => "様",
        "氏" => "氏",
        "ちゃん" => "ちゃん",
        "くん" | "君" => "くん",
        _ => "さん",
    }
}
