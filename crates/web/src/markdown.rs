//! Markdown as a lay person expects it: a line break is a line break, a bare address is a link.
//!
//! Rendered once when a text is saved; stored HTML carries [`VERSION`], so that a better renderer can find old ones.

use std::ops::Range;
use std::sync::LazyLock;

use ammonia::Builder;
use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

/// Counts up whenever the same text would become other HTML.
pub const VERSION: i64 = 1;

/// Deeper quotes and lists than this, on one line, and wider tables are no writing, but they cost seconds to render.
const DEEPEST: usize = 20;
const WIDEST: usize = 40;

/// Safe HTML for a text that a member typed. What is built to be slow or to swell is shown as it stands.
pub fn to_html(text: &str) -> String {
    linked(text, &mut |_| Vec::new()).unwrap_or_else(|| verbatim(text))
}

/// Finds places in a piece of text that become links, in its order, with their addresses.
pub type FindLinks<'a> = &'a mut dyn FnMut(&str) -> Vec<(Range<usize>, String)>;

/// The same with links at the places that are found in it, other than in links, quotations and code. Nothing for a text that
/// can only be shown as it stands.
pub fn linked(text: &str, find: FindLinks) -> Option<String> {
    let html = if text.lines().all(is_reasonable) { rendered(text, find) } else { None };
    html.filter(|html| html.len() <= 10 * text.len() + 1_000)
}

fn is_reasonable(line: &str) -> bool {
    let head = line.trim_start_matches([
        ' ', '\t', '>', '-', '+', '*', '.', ')', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ]);
    let head = &line[..line.len() - head.len()];
    let depth =
        head.matches('>').count() + head.matches(['-', '+', '*', '.', ')']).count().min(head.matches(' ').count());
    depth <= DEEPEST && line.matches('|').count() <= WIDEST
}

fn verbatim(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(ammonia::clean_text).collect();
    format!("<p>{}</p>\n", lines.join("<br>\n"))
}

fn rendered(text: &str, find: FindLinks) -> Option<String> {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &OPTIONS);
    for node in root.descendants() {
        // The page's own headings are h1 and h2; what people write stands below them.
        if let NodeValue::Heading(heading) = &mut node.data_mut().value {
            heading.level = (heading.level + 2).min(6);
        }
    }
    put_links(&arena, root, find);
    let mut html = String::with_capacity(text.len() * 2);
    format_html(root, &OPTIONS, &mut html).ok()?;
    Some(SANITISER.clean(&html).to_string())
}

fn put_links<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, find: FindLinks) {
    let is_text = |node: &&AstNode| matches!(node.data().value, NodeValue::Text(_));
    let is_apart = |node: &AstNode| matches!(node.data().value, NodeValue::Link(_) | NodeValue::BlockQuote);
    let texts = root.descendants().filter(is_text).filter(|node| !node.ancestors().any(is_apart));
    for node in texts.collect::<Vec<_>>() {
        let NodeValue::Text(words) = node.data().value.clone() else { continue };
        let text = |words: &str| arena.alloc(AstNode::from(NodeValue::Text(words.to_owned().into())));
        let mut end = 0;
        for (range, url) in find(&words) {
            let link = arena.alloc(NodeValue::Link(Box::new(NodeLink { url, title: String::new() })).into());
            link.append(text(&words[range.clone()]));
            node.insert_before(text(&words[end..range.start]));
            node.insert_before(link);
            end = range.end;
        }
        node.data_mut().value = NodeValue::Text(words[end..].to_owned().into());
    }
}

/// The words of a text without its marks, for snippets.
pub fn to_plain(text: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &OPTIONS);
    let mut plain = String::with_capacity(text.len());
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Text(words) => plain.push_str(words),
            NodeValue::Code(code) => plain.push_str(&code.literal),
            NodeValue::CodeBlock(block) => plain.push_str(&block.literal),
            NodeValue::HtmlBlock(block) => plain.push_str(&block.literal),
            NodeValue::HtmlInline(words) => plain.push_str(words),
            NodeValue::SoftBreak | NodeValue::LineBreak => plain.push('\n'),
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::Item(_) | NodeValue::TableRow(_) => {
                plain.push('\n');
            }
            NodeValue::TableCell => plain.push(' '),
            _ => {}
        }
    }
    plain
}

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.cjk_friendly_emphasis = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    options
});

/// The second fence: even if the renderer were wrong, only these elements pass. Images come with files, later.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let mut builder = Builder::empty();
    builder
        .tags(tags.into_iter().collect())
        .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into())].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

#[cfg(test)]
mod tests {
    use super::{to_html, to_plain};

    #[test]
    fn a_line_break_is_a_line_break_and_a_bare_address_is_a_link() {
        assert_eq!(to_html("一行目\n二行目"), "<p>一行目<br>\n二行目</p>\n");
        assert!(to_html("資料は https://example.jp/a です").contains("<a href=\"https://example.jp/a\""));
    }

    #[test]
    fn emphasis_works_next_to_japanese_characters() {
        assert_eq!(to_html("これは**「重要」**です"), "<p>これは<strong>「重要」</strong>です</p>\n");
    }

    #[test]
    fn headings_stand_below_those_of_the_page() {
        assert_eq!(to_html("# 背景"), "<h3>背景</h3>\n");
    }

    #[test]
    fn links_are_put_where_they_are_found_and_not_into_quotations_links_and_code() {
        let mut find =
            |text: &str| text.match_indices("@甲").map(|(at, it)| (at..at + it.len(), "/p/1".to_owned())).collect();
        let html = super::linked("**@甲**と@甲さん\n\n> @甲\n\n`@甲` [@甲](/x)", &mut find).unwrap();
        let link = "<a href=\"/p/1\" rel=\"noopener noreferrer nofollow\">@甲</a>";
        assert!(html.starts_with(&format!("<p><strong>{link}</strong>と{link}さん</p>")), "{html}");
        assert_eq!(html.matches(link).count(), 2, "{html}");
        assert_eq!(super::linked(&"> ".repeat(30), &mut find), None);
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for hostile in ["<script>x</script>", "[a](javascript:alert(1))", "<img src=x onerror=y>", "<a href='data:x'>"]
        {
            let html = to_html(hostile);
            for bad in ["<script", "<img", "href=\"javascript", "href=\"data"] {
                assert!(!html.contains(bad), "{hostile} → {html}");
            }
        }
    }

    #[test]
    fn plain_text_has_the_words_without_the_marks() {
        let plain = to_plain("## めざす姿\n**一枚**にまとめる\n\n- `MCS`を\n- 使う\n\n> [引用](https://example.jp)");
        let words: Vec<&str> = plain.split_whitespace().collect();
        assert_eq!(words, ["めざす姿", "一枚にまとめる", "MCSを", "使う", "引用"]);
    }

    #[test]
    fn what_is_built_to_be_slow_or_to_swell_is_shown_as_it_stands() {
        let table = format!("{}\n{}\n{}", "|a".repeat(4_000), "|-".repeat(4_000), "|b\n".repeat(500));
        assert!(to_html(&table).len() < 12 * table.len());
        assert_eq!(to_html(&"> ".repeat(30)).matches("<blockquote").count(), 0);
        assert_eq!(to_html("> > 引用の引用").matches("<blockquote").count(), 2);
        assert_eq!(to_html(&"-".repeat(60)), "<hr>\n");
        for piece in
            [">", "- ", "1. ", "[", "*", "**a ", "`", "![", "<", "(", "](", "_a_", "a@b", "http://a ", "&#x", "~~", "|"]
        {
            let text: String = piece.repeat(20_000).chars().take(20_000).collect();
            assert!(to_html(&text).len() <= 10 * text.len() + 1_000, "{piece:?}");
        }
    }
}
