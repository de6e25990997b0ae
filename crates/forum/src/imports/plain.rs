//! Plain words as Markdown that shows them as they are: only quotations and bare addresses of the web mean something.

/// Lines of `-` or `=` would make a heading of the line above, and so on; what means nothing by chance is left alone.
pub fn as_markdown(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    let (quote, rest) = line.strip_prefix("> ").map_or(("", line), |rest| ("> ", rest));
    let words = rest.trim_start_matches([' ', '\t']);
    // Four spaces would make code of the line.
    let indent = "\u{3000}".repeat((rest.len() - words.len()).div_ceil(2).min(20));
    let begins = words.chars().next().is_some_and(|first| matches!(first, '#' | '>' | '=' | '-' | '+'));
    let is_item = indent.is_empty() && (words.starts_with("- ") || words.starts_with("+ "));
    let ahead = if begins && !is_item && indent.is_empty() { "\\" } else { "" };
    format!("{quote}{indent}{ahead}{}", escaped(words))
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut is_address = false;
    let mut rest = words;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("http://") || rest.starts_with("https://") {
            is_address = true;
        }
        is_address &= next.is_ascii_graphic() && !matches!(next, '<' | '>' | '"');
        let means = matches!(next, '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '&' | '~');
        let opens = next == '_' && !out.chars().next_back().is_some_and(char::is_alphanumeric);
        if !is_address && (means || opens) {
            out.push('\\');
        }
        out.push(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use web::markdown::{to_html, to_plain};

    use super::as_markdown;

    #[test]
    fn words_are_shown_as_they_are() {
        for words in [
            "# 見出しではない",
            "見出し\n=====\n次",
            "*強調*ではない _下線_ a_b_c",
            "    字下げ",
            "[x](javascript:y)",
            "<b>太字</b>",
            "`code` ~~消し~~",
            "a | b\n--- | ---\n1 | 2",
            "\\*そのまま\\*",
            "> 引用",
            "&lt;",
            "1. 一つ目",
            "+++\n---\n___\n***",
            "~~~\nx\n~~~",
        ] {
            let markdown = as_markdown(words);
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '>').collect::<String>();
            let numbers = squeeze(words).replace("1.一つ目", "一つ目");
            assert_eq!(squeeze(&to_plain(&markdown)), numbers, "{words} → {markdown}");
            let html = to_html(&markdown);
            for mark in ["<h", "<em", "<strong", "<code", "<table", "<del"] {
                assert!(!html.contains(mark), "{words} → {html}");
            }
        }
    }

    #[test]
    fn addresses_of_the_web_and_quotations_still_work() {
        let html = to_html(&as_markdown("> 様式は https://example.jp/a_b?c=*d です\nはい"));
        assert!(html.contains("<a href=\"https://example.jp/a_b?c=*d\"") && html.contains("<blockquote>"), "{html}");
    }
}
