//! Names after 氏名, 患者, 妻 and the like.

use std::ops::Range;

use crate::candidates::Candidate;
use crate::finding::Level;
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::shapes::{family_from, full_from, given_from};
use super::{Named, level, propose, words};

/// A field of a form.
static FIELD: Pattern = Pattern::new(|| {
    compile(
        r"(?:氏\s?名|お?名前|患者名|利用者名|対象者名?|フリガナ|ふりがな|被介護者|ケース名|[Nn]ame|NAME|利用者|患者|本人)(?:\((?:カナ|かな|フリガナ|漢字|本人)\))?\s?[:=】\]は|][\s:=]{0,2}|(?:氏名|お?名前|患者名|利用者名|フリガナ)[\s]{1,3}",
    )
});

/// What a field of a form may hold although no list knows the name.
static VALUE: Pattern = Pattern::new(|| {
    compile(
        r"^((?:<K>{1,4}\s{1,2}(?:<K>{1,3}|[ぁ-んァ-ヺー]{1,5})|(?:[々㐀-䶿一-鿿ぁ-んァ-ヺー]\s){1,6}[々㐀-䶿一-鿿ぁ-んァ-ヺー]|[ァ-ヺー]{2,6}\s{1,2}[ァ-ヺー]{2,6}|[ぁ-ん]{2,5}\s{1,2}[ぁ-ん]{2,5}|[A-Z][A-Za-z]{1,12}\s[A-Z][A-Za-z]{1,12}))(?:\s{1,3}(?:性別|年齢|男|女|生年|住所|[0-9]|様|さん|殿)|[\n、。,(/)]|です|$|\s{2}|様|さん|殿)",
    )
});

/// Somebody whose name may follow.
static PERSON: Pattern = Pattern::new(|| {
    compile(&format!(
        r"((?:当該|担当|対象)?(?:利用者|患者|対象者?|入居者|入所者|被保険者|要介護者|療養者|ケース)(?:様|さん)?|故|{})(?:の|は|が|[、・:=()「】\s]|は、){{0,2}}",
        words::FAMILY
    ))
});

/// Proposes names after words that announce them.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (label, _) in page.matches(&FIELD) {
        let start = label.end;
        let known = full_from(page, start).map(|(range, _)| range);
        let written = || {
            let value = VALUE.captures(page.reading.right(start, 24))?.get(1)?;
            Some(start..start + value.as_str().chars().count())
        };
        if let Some(range) =
            known.or_else(written).or_else(|| family_from(page, start).filter(|range| is_said(page, range)))
        {
            announce(page, range, Level::Warn, out);
        }
    }
    for (label, captures) in page.matches(&PERSON) {
        let start = label.end;
        let who = captures.get(1).map_or("", |it| it.as_str());
        let is_family = words::FAMILY.split('|').any(|word| word == who);
        if let Some((range, _)) = full_from(page, start) {
            let level = level(page, &range);
            announce(page, range, level, out);
        } else if let Some(range) = given_from(page, start).filter(|range| is_family && is_said(page, range)) {
            announce(page, range, Level::Warn, out);
        } else if is_family && !who.ends_with("本人") {
            // Members of a family are told by their given names.
        } else if let Some(range) = family_from(page, start).filter(|range| is_said(page, range)) {
            let level = level(page, &range);
            announce(page, range, level, out);
        }
    }
}

/// Whether what follows makes it a name: a particle, a bracket, an end; and it is no word.
fn is_said(page: &Page<'_>, range: &Range<usize>) -> bool {
    let text = page.reading.slice(range);
    let is_word = page.lexicon.family(text).is_some_and(|family| family.word) || page.lexicon.is_word(text);
    // Hiragana after a person is grammar more often than a name.
    let is_grammar = text.starts_with(crate::reading::is_hiragana);
    let is_relative = words::FAMILY.split('|').any(|word| word == text);
    !is_word
        && !is_grammar
        && !is_relative
        && "はがのもをにと、。,)」』 (\n様氏殿君さちくで".contains(page.reading.get(range.end))
}

fn announce(page: &Page<'_>, core: Range<usize>, level: Level, out: &mut Vec<Candidate>) {
    propose(page, Named { range: core.clone(), core, honorific: "さん" }, level, out);
}
