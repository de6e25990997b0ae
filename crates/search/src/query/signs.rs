//! Words that ask for what a document has, not for what it says: `has:file`, 添付:あり, and their opposites.

use kernel::text::nfkc;

use super::units::{Unit, units};

/// The tag of documents with a file.
pub const HAS_FILE: &str = "has:file";

/// What may stand before the colon.
const NAMES: [&str; 5] = ["has", "添付", "添付ファイル", "ファイル", "資料"];
/// What may stand after it: there is a file.
const YES: [&str; 11] =
    ["file", "files", "attachment", "attachments", "ファイル", "添付", "資料", "あり", "有り", "有", "yes"];
/// What may stand after it: there is none.
const NO: [&str; 5] = ["なし", "無し", "無", "no", "none"];

/// Something that a document must have, or must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// As its tag says it.
    pub tag: &'static str,
    /// Whether it must be there.
    pub wanted: bool,
}

impl Sign {
    /// The signs among the pieces of a question, of any width and with or without a space after the colon, and the pieces
    /// that are left. What stands in quotation marks is a text.
    pub fn apart(units: Vec<Unit>) -> (Vec<Self>, Vec<Unit>) {
        let (mut signs, mut left) = (Vec::new(), Vec::new());
        let mut rest = units.into_iter().peekable();
        while let Some(unit) = rest.next() {
            let after = rest.peek().filter(|next| !next.quoted && !next.excluded).map_or("", |next| next.text.as_str());
            match (Self::of(&unit, ""), Self::of(&unit, after)) {
                (Some(sign), _) => signs.push(sign),
                (None, Some(sign)) => {
                    rest.next();
                    signs.push(sign);
                }
                (None, None) => left.push(unit),
            }
        }
        (signs, left)
    }

    fn of(unit: &Unit, after: &str) -> Option<Self> {
        if unit.quoted {
            return None;
        }
        let typed = nfkc(&format!("{}{after}", unit.text)).to_lowercase();
        let (_, value) = typed.split_once(':').filter(|(name, _)| NAMES.contains(name))?;
        let wanted = if YES.contains(&value) {
            true
        } else if NO.contains(&value) {
            false
        } else {
            return None;
        };
        Some(Self { tag: HAS_FILE, wanted: wanted != unit.excluded })
    }
}

/// What was typed without its signs: the words that a text can hold.
pub fn without_signs(typed: &str) -> String {
    let (signs, left) = Sign::apart(units(typed));
    if signs.is_empty() {
        return typed.to_owned();
    }
    let words: Vec<&str> = left.iter().filter(|unit| !unit.excluded).map(|unit| unit.text.as_str()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_understood_in_any_width_and_both_ways() {
        let wanted = |typed: &str| {
            let (signs, left) = Sign::apart(units(typed));
            (signs.iter().map(|sign| sign.wanted).collect::<Vec<_>>(), left.len())
        };
        for typed in [
            "has:file",
            "HAS:Files",
            "ｈａｓ：ｆｉｌｅ",
            "添付:あり",
            "添付：あり",
            "添付： あり",
            "添付ファイル:有",
            "-添付:なし",
        ] {
            assert_eq!(wanted(typed), (vec![true], 0), "{typed}");
        }
        for typed in ["-has:file", "添付:なし", "－添付：あり"] {
            assert_eq!(wanted(typed), (vec![false], 0), "{typed}");
        }
        for typed in ["\"has:file\"", "has:", "has:body", "添付あり", "添付", "様式:あり", "添付: \"あり\""]
        {
            assert!(wanted(typed).0.is_empty(), "{typed}");
        }
        assert_eq!(wanted("退院 添付:あり 様式"), (vec![true], 2));
    }

    #[test]
    fn what_is_left_are_the_words() {
        assert_eq!(without_signs("退院　添付：あり 様式"), "退院 様式");
        assert_eq!(without_signs("退院　\"様式 例\""), "退院　\"様式 例\"");
    }
}
