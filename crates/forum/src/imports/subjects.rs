//! Subjects of mails: which discussion they belong to, and what they are called there.

use std::sync::LazyLock;

use kernel::text;
use regex::Regex;

use crate::threads::forms::MOST_IN_TITLE;

/// Re:, RE＞, 返信:, Fwd:, Re[2]: and the mark of a list such as `[renkei:00123]` or `(renkei 12)` in front.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    let marks = r"(?i)^[\s　]*(?:(?:re|aw|fwd?|返信|返|転送)(?:\[\d+\]|\^\d+)?[\s　]*[:：>＞]|\[[^\]\[]{1,30}[\s:,\-]*\d{0,9}\]|\([a-z][\w\-]{1,30}[\s:,]*\d{1,9}\))";
    Regex::new(marks).expect("a good expression")
});

static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[\s　\]\)])(?:re|aw|返信|返)(?:\[\d+\]|\^\d+)?[\s　]*[:：>＞]").expect("a good expression")
});

/// Without what programs put in front.
pub fn bare(subject: &str) -> &str {
    let mut rest = subject.trim();
    // A subject that is nothing but such marks is its own name.
    while let Some(found) = AHEAD.find(rest).filter(|found| !rest[found.end()..].trim().is_empty()) {
        rest = rest[found.end()..].trim();
    }
    rest
}

/// Whether it answers something, as it says itself.
pub fn is_answer(subject: &str) -> bool {
    let named = subject.len() - bare(subject).len();
    ANSWER.is_match(&subject[..subject.floor_char_boundary(named)])
}

/// What tells discussions apart: the bare subject as words are compared; nothing for what says nothing.
pub fn key(subject: &str) -> Option<String> {
    let key = text::fold(bare(subject));
    (key.chars().count() >= 2).then_some(key)
}

/// A title.
pub fn title(subject: &str) -> String {
    let line = cut(bare(subject));
    if line.is_empty() { "（件名なし）".to_owned() } else { line }
}

/// One line that is not too long for a title.
pub fn cut(title: &str) -> String {
    let line: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST_IN_TITLE {
        return line;
    }
    line.chars().take(MOST_IN_TITLE - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_programs_and_lists_are_no_part_of_a_subject() {
        for subject in [
            "退院支援の様式",
            "Re: 退院支援の様式",
            "[renkei:00123] Re: 退院支援の様式",
            "RE: Re[2]: 退院支援の様式",
            "(renkei 12) 返信：退院支援の様式",
            "Fwd: 退院支援の様式",
        ] {
            assert_eq!(title(subject), "退院支援の様式", "{subject}");
            assert_eq!(key(subject), key("退院支援の様式"));
        }
        assert_eq!(title("【至急】会議のお知らせ"), "【至急】会議のお知らせ");
        assert_eq!(title("Re: "), "Re:");
        assert_eq!((title(" "), key(" ")), ("（件名なし）".to_owned(), None));
        assert_eq!(title(&"あ".repeat(500)).chars().count(), MOST_IN_TITLE);
    }

    #[test]
    fn an_answer_says_so() {
        assert!(is_answer("Re: a b") && is_answer("[x:1] RE：様式") && is_answer("Fwd: Re: 様式"));
        assert!(!is_answer("様式") && !is_answer("Fwd: 様式") && !is_answer("様式 Re: 様式"));
    }
}
