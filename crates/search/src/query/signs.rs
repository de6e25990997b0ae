//! Conditions that are typed among the words, as `name:value`. Which there are and what they mean is for others to say.

use kernel::text::nfkc;

use super::units::{Unit, units};

/// The tag of documents with a file.
pub const HAS_FILE: &str = "has:file";

/// What was typed, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<T> {
    /// The conditions, in the order typed, and whether each is to hold or not to hold.
    pub signs: Vec<(T, bool)>,
    /// The conditions as they were typed.
    pub typed: String,
    /// The words that are left, as they were typed.
    pub words: String,
}

/// Takes conditions out of a question, of any width and with or without a space after the colon.
///
/// `understand` says what a name and its value mean, both in normal form, and whether they ask for the contrary, like
/// 添付:なし. What it does not understand is a word like any other, and what stands in quotation marks is a text.
pub fn signs<T>(typed: &str, understand: impl Fn(&str, &str) -> Option<(T, bool)>) -> Signed<T> {
    let (mut signs, mut taken, mut left) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = units(typed).into_iter().peekable();
    let meaning = |unit: &Unit, after: &str| {
        let typed = nfkc(&format!("{}{after}", unit.text)).to_lowercase();
        let (name, value) = typed.split_once(':').filter(|_| !unit.quoted)?;
        let (meaning, wanted) = understand(name.trim(), value.trim()).filter(|_| !value.trim().is_empty())?;
        Some((meaning, wanted != unit.excluded))
    };
    while let Some(unit) = rest.next() {
        let after = rest.peek().filter(|next| !next.excluded && ends_with_colon(&unit)).map(|next| next.text.clone());
        match (meaning(&unit, ""), after.and_then(|after| meaning(&unit, &after))) {
            (Some(sign), _) => {
                signs.push(sign);
                taken.push(unit);
            }
            (None, Some(sign)) => {
                signs.push(sign);
                taken.extend([Some(unit), rest.next()].into_iter().flatten());
            }
            (None, None) => left.push(unit),
        }
    }
    let words = if signs.is_empty() { typed.to_owned() } else { typed_again(&left) };
    Signed { signs, typed: typed_again(&taken), words }
}

/// What was typed of the words that somebody looks for, without marks and exclusions.
pub fn without_marks(typed: &str) -> String {
    let words = units(typed).into_iter().filter(|unit| !unit.excluded && !unit.joins());
    words.map(|unit| unit.text).collect::<Vec<_>>().join(" ")
}

fn ends_with_colon(unit: &Unit) -> bool {
    unit.text.ends_with([':', '：'])
}

fn typed_again(units: &[Unit]) -> String {
    let unit = |unit: &Unit| {
        let (minus, mark) = (if unit.excluded { "-" } else { "" }, if unit.quoted { "\"" } else { "" });
        format!("{minus}{mark}{}{mark}", unit.text)
    };
    units.iter().map(unit).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(typed: &str) -> Signed<()> {
        signs(typed, |name, value| match (name, value) {
            ("has", "file") | ("添付", "あり") => Some(((), true)),
            ("添付", "なし") => Some(((), false)),
            _ => None,
        })
    }

    #[test]
    fn signs_are_understood_in_any_width_and_both_ways() {
        for typed in
            ["has:file", "HAS:File", "ｈａｓ：ｆｉｌｅ", "添付：あり", "添付： あり", "-添付:なし", "has:\"file\""]
        {
            let signed = files(typed);
            assert_eq!((signed.signs, signed.words), (vec![((), true)], String::new()), "{typed}");
            assert_eq!(files(&signed.typed).signs, [((), true)], "{} is the same again", signed.typed);
        }
        for typed in ["-has:file", "添付:なし", "－添付：あり"] {
            assert_eq!(files(typed).signs, [((), false)], "{typed}");
        }
        for typed in ["\"has:file\"", "has:", "has:body", "添付あり", "添付", "様式:あり", "添付 あり", "has: -file"]
        {
            let signed = files(typed);
            assert_eq!((signed.signs.len(), signed.typed.as_str(), signed.words.as_str()), (0, "", typed), "{typed}");
        }
    }

    #[test]
    fn what_is_left_is_as_it_was_typed() {
        assert_eq!(files("退院　添付：あり \"様式 例\" -研修").words, "退院 \"様式 例\" -研修");
        assert_eq!(files("退院　\"様式 例\"").words, "退院　\"様式 例\"");
        assert_eq!(without_marks("訪看 OR 訪問看護 -研修 \"様式 例\""), "訪看 訪問看護 様式 例");
    }
}
