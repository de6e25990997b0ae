//! Regular expressions with names for the classes of characters that the rules share.
//!
//! The expressions run over the normal form, so they know one form of each digit, dash and blank. Every repetition is
//! bounded: a match is short, and a text is read in linear time.

use std::sync::LazyLock;

use regex::Regex;

/// An expression that is compiled when it is first used.
pub(crate) type Pattern = LazyLock<Regex>;

/// Names that may stand in an expression, and what they mean.
const CLASSES: [(&str, &str); 8] = [
    // A number up to 9999, as in addresses.
    ("<N>", "(?:[0-9]{1,4}|[〇一二三四五六七八九十百千]{1,6})"),
    // A number up to 99, as in dates.
    ("<n>", r"(?:[0-9]\s?[0-9]?|元|[〇一二三四五六七八九十]{1,4})"),
    // A Chinese character.
    ("<K>", "[々〆ヶ㐀-䶿一-鿿]"),
    // A digit.
    ("<D>", "[0-9〇零一二三四五六七八九]"),
    // The name of a town or village part.
    (
        "<TOWN>",
        "(?:[々㐀-䶿一-鿿](?:[ケヶがのノツッ之]?[々㐀-䶿一-鿿ァ-ヺー]){0,7}|[ァ-ヺー]{2,8}|[ぁ-ん]{2,6}(?:町|台|丘|が丘|ヶ丘|野|ケ丘))",
    ),
    // A municipality or what follows it with such an ending.
    (
        "<CITY>",
        "(?:[々ヶ㐀-䶿一-鿿](?:[ケヶがのノツッ之]?[々ヶ㐀-䶿一-鿿]){0,5}?|[ぁ-んァ-ヺー]{2,6})(?:市|区|町|村|郡)",
    ),
    // A blank or none.
    ("<_>", r"[\s]{0,2}"),
    // What stands between a label and its value.
    ("<IS>", r"[\s:=は(\[【「『\])】」』・.|,、→>]{0,6}"),
];

/// Compiles an expression in which [`CLASSES`] may stand.
pub(crate) fn compile(expression: &str) -> Regex {
    let mut full = expression.to_owned();
    // Twice, since a class may name another.
    for (name, class) in CLASSES.iter().chain(&CLASSES) {
        full = full.replace(name, class);
    }
    Regex::new(&full).expect("an expression of this crate")
}
