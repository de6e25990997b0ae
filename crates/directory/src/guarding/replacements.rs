//! Putting what the guard suggests in the place of what it found.

use guard::{Finding, Level};

use super::readings::{Field, Reading};

/// What a button asks for: `all`, or one finding as `body:12`, by its field and its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which<'a> {
    /// Everything that stands in the way of posting.
    All,
    /// One finding.
    One(&'a str, usize),
}

impl<'a> Which<'a> {
    /// Reads the value of a button.
    pub fn parse(value: &'a str) -> Option<Self> {
        if value == "all" {
            return Some(Self::All);
        }
        let (field, start) = value.split_once(':')?;
        Some(Self::One(field, start.parse().ok()?))
    }

    fn takes(self, field: &Field, finding: &Finding) -> bool {
        match self {
            Self::All => finding.level > Level::Hint,
            Self::One(name, start) => field.spec.name == name && finding.span.start == start,
        }
    }
}

/// The texts with what was asked for replaced; what has no suggestion stays.
pub(super) fn replaced(reading: &Reading, which: Which) -> Vec<String> {
    reading.fields.iter().map(|field| in_field(field, which)).collect()
}

fn in_field(field: &Field, which: Which) -> String {
    let chars: Vec<char> = field.text.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for finding in field.findings.iter().filter(|finding| which.takes(field, finding)) {
        let Some(suggestion) = &finding.suggestion else { continue };
        text.extend(&chars[at..finding.span.start]);
        text.push_str(suggestion);
        at = finding.span.end;
    }
    text.extend(&chars[at..]);
    text
}

#[cfg(test)]
mod tests {
    use guard::{Context, Guard};

    use super::super::places::Place;
    use super::*;

    #[test]
    fn one_is_replaced_or_all_and_the_rest_of_the_text_stays() {
        let place = Place::of("/threads").expect("the form of discussions");
        let texts = ["佐藤花子様のこと", "利用者の佐藤花子様と、\n利用者の山田太郎様です。"];
        let texts = place.specs.iter().copied().zip(texts.map(str::to_owned)).collect();
        let reading = Reading::of(&Guard::new(), &Context::default(), texts);
        assert_eq!(replaced(&reading, Which::All), ["Ａ様のこと", "利用者のＡ様と、\n利用者のＢ様です。"]);
        let start = reading.fields[1].findings[1].span.start;
        let one = replaced(&reading, Which::One("body", start));
        assert_eq!(one, ["佐藤花子様のこと", "利用者の佐藤花子様と、\n利用者のＢ様です。"]);
    }

    #[test]
    fn what_no_button_of_ours_says_is_nothing() {
        assert_eq!(Which::parse("all"), Some(Which::All));
        assert_eq!(Which::parse("body:12"), Some(Which::One("body", 12)));
        for other in ["", "body", "body:", "body:x", ":", "body:-1"] {
            assert_eq!(Which::parse(other), None, "{other}");
        }
    }
}
