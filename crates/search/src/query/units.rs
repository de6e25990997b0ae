//! What was typed, cut into words, phrases and exclusions. Nothing that can be typed is wrong.

/// A piece of what was typed, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The text, without quotation marks and minus.
    pub text: String,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
    /// Whether a minus stood before it.
    pub excluded: bool,
}

impl Unit {
    /// Whether it says that either of its neighbours will do.
    pub fn joins(&self) -> bool {
        !self.quoted && !self.excluded && matches!(self.text.as_str(), "OR" | "ＯＲ" | "または" | "|" | "｜")
    }
}

/// As many characters are read; more is not a question.
const LONGEST: usize = 500;

/// As many different pieces are read.
const MOST: usize = 32;

/// Cuts what was typed at spaces of any width, each piece once. A quotation mark without its partner means nothing.
pub fn units(typed: &str) -> Vec<Unit> {
    let characters: Vec<char> = typed.chars().take(LONGEST).collect();
    let mut rest = characters.as_slice();
    let mut all: Vec<Unit> = Vec::new();
    while let [first, after @ ..] = rest
        && all.len() < MOST
    {
        if is_space(*first) {
            rest = after;
            continue;
        }
        let excluded = is_minus(*first) && after.first().is_some_and(|next| !is_space(*next) && !is_minus(*next));
        let body = if excluded { after } else { rest };
        let (text, quoted, left) = quoted(body).unwrap_or_else(|| bare(body));
        let unit = Unit { text, quoted, excluded };
        if unit.text.chars().any(|c| !is_quote(c) && !is_space(c)) && !all.contains(&unit) {
            all.push(unit);
        }
        rest = left;
    }
    all
}

/// The text between two quotation marks at the start, if there are two.
fn quoted(body: &[char]) -> Option<(String, bool, &[char])> {
    let inside = body.split_first().filter(|(first, _)| is_quote(**first))?.1;
    let end = inside.iter().position(|c| is_quote(*c))?;
    Some((inside[..end].iter().collect(), true, &inside[end + 1..]))
}

/// The text up to a space or to a quotation mark that has a partner; other quotation marks are left out.
fn bare(body: &[char]) -> (String, bool, &[char]) {
    let is_end = |at: usize| is_space(body[at]) || (at > 0 && quoted(&body[at..]).is_some());
    let end = (0..body.len()).find(|at| is_end(*at)).unwrap_or(body.len());
    (body[..end].iter().filter(|c| !is_quote(**c)).collect(), false, &body[end..])
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„' | '〝' | '〟')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '‐')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str) -> Vec<(String, bool, bool)> {
        units(typed).into_iter().map(|unit| (unit.text, unit.quoted, unit.excluded)).collect()
    }

    #[test]
    fn spaces_of_any_width_part_words() {
        let expected = [("訪看", false, false), ("夜間", false, false)].map(|(t, q, e)| (t.to_owned(), q, e));
        assert_eq!(told(" 訪看　夜間\n"), expected);
    }

    #[test]
    fn quotation_marks_and_minus_are_understood_in_any_width() {
        let expected = [("顔の 見える", true, false), ("研修", false, true), ("医師 会", true, true)]
            .map(|(t, q, e)| (t.to_owned(), q, e));
        assert_eq!(told("“顔の 見える” －研修 -\"医師 会\""), expected);
    }

    #[test]
    fn what_is_left_open_means_nothing() {
        assert_eq!(told("\"訪看 夜間").len(), 2);
        assert_eq!(told("訪看\""), [("訪看".to_owned(), false, false)]);
        assert_eq!(told("- \" \"\" -").iter().filter(|unit| unit.0 != "-").count(), 0);
        assert_eq!(told(&"あ ".repeat(5_000)).len(), 1);
        assert_eq!(told(&(0..5_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ")).len(), MOST);
    }
}
