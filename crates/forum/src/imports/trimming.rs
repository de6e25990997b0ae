//! What stays of a mail's text: its own words. Quotations are folded, signatures and addresses taken off.

use std::sync::LazyLock;

use regex::Regex;

use crate::posts::forms::MOST_CHARACTERS;

/// Lines of a quotation that stay.
const SHORT: usize = 6;
/// Lines that stay of a longer one.
const BEGINNING: usize = 3;
/// A signature has no more lines.
const SIGNATURE: usize = 20;
/// Left for what is said of attachments.
const RESERVE: usize = 1_500;

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    let address =
        r"<?(?:mailto:)?[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62})(?:\.[A-Za-z0-9\-]{1,63})+>?";
    Regex::new(address).expect("a good expression")
});

/// 「2019/05/01 12:34、佐藤さん:」 and "On Wed … wrote:": who is quoted, with name and address.
static ATTRIBUTION: LazyLock<Regex> = LazyLock::new(|| {
    let line = r"(?i)(?:wrote|writes|writes?\s*>|書きました|書かれました|書いた|のメール|のメッセージ)[\s　:：。]*$|\d{1,2}:\d{2}.*(?:@|<|＜|さん|様).*[:：]\s*$";
    Regex::new(line).expect("a good expression")
});

/// Below it stands a whole other mail.
static ORIGINAL: LazyLock<Regex> = LazyLock::new(|| {
    let line = r"(?i)^[\s　]*[-_－―=＝]{2,}[\s　]*(?:original message|forwarded message|original appointment|元のメッセージ|オリジナルメッセージ|転送メッセージ|転送されたメッセージ|ここから転送).*$|^[\s　]*(?:begin forwarded message)";
    Regex::new(line).expect("a good expression")
});

static SENDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^[\s　*]*(?:from|差出人|送信者)[*\s　]*[:：]").expect("a good expression"));
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s　*]*(?:sent|date|to|送信日時|送信日|日時|宛先)[*\s　]*[:：]").expect("a good expression")
});

/// 「> 」, 「＞」 and, as some programs wrote it, 「sato> 」.
static QUOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\s　]*(?:[A-Za-z0-9._\-]{1,12})?(?:[>＞][\s　]?)+").expect("a good expression"));

/// What only stands in signatures and at the feet of lists.
static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?i)@|tel|fax|電話|携帯|内線|ファックス|〒|https?://|e-?mail|メール|mailing list|メーリングリスト|unsubscribe|配信停止";
    Regex::new(words).expect("a good expression")
});

/// The own words of a mail.
pub fn trimmed(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let left_out = cut_original(&mut lines);
    cut_signature(&mut lines);
    let mut out = folded(&lines);
    if left_out > 0 {
        out.push(format!("（もとのメール {left_out}行は省略）"));
    }
    let joined = without_gaps(&out);
    shortened(&EMAIL.replace_all(&joined, "（メールアドレス）"))
}

/// Cuts a whole other mail off, and tells how many lines that were.
fn cut_original(lines: &mut Vec<&str>) -> usize {
    let is_head = |at: usize| {
        SENDER.is_match(lines[at]) && lines[at + 1..].iter().take(3).filter(|line| SENT.is_match(line)).count() >= 1
    };
    let Some(at) = (0..lines.len()).find(|at| ORIGINAL.is_match(lines[*at]) || is_head(*at)) else { return 0 };
    let count = lines[at..].iter().filter(|line| !line.trim().is_empty()).count();
    lines.truncate(at);
    count
}

/// Cuts off what follows the last separator, if that is short and tells how to reach somebody; at most a signature and the
/// foot of a list.
fn cut_signature(lines: &mut Vec<&str>) {
    for _ in 0..2 {
        let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
        let from = end.saturating_sub(SIGNATURE + 2);
        // A frame has a separator at its end, too.
        let foot = if end > 0 && is_separator(lines[end - 1]) { end - 1 } else { end };
        let starts = (from..foot).rev().find(|at| lines[*at] == "--" || is_separator(lines[*at]));
        let Some(at) = starts else { return };
        let below = &lines[at + 1..foot];
        let is_short = below.len() <= SIGNATURE && below.iter().all(|line| !QUOTE.is_match(line));
        if is_short && (lines[at] == "--" || below.iter().any(|line| CONTACT.is_match(line))) {
            lines.truncate(at);
        } else {
            return;
        }
    }
}

/// A line of nothing but the same few signs.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '。' | '、' | '…' | '>' | '＞');
    line.chars().filter(|c| is_sign(*c)).count() >= 4 && line.chars().all(|c| is_sign(c) || c.is_whitespace())
}

/// With short quotations as they are, the beginning of longer ones, and none at the end.
fn folded(lines: &[&str]) -> Vec<String> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        if !QUOTE.is_match(lines[at]) {
            let is_attribution = ATTRIBUTION.is_match(lines[at]) && next_is_quote(&lines[at + 1..]);
            if !is_attribution {
                out.push(lines[at].to_owned());
            }
            at += 1;
            continue;
        }
        let end = quote_end(lines, at);
        let quoted: Vec<&str> = lines[at..end].iter().filter(|line| !line.trim().is_empty()).copied().collect();
        let is_last = lines[end..].iter().all(|line| line.trim().is_empty());
        fold(&quoted, is_last, &mut out);
        at = end;
    }
    out
}

fn next_is_quote(lines: &[&str]) -> bool {
    lines.iter().find(|line| !line.trim().is_empty()).is_some_and(|line| QUOTE.is_match(line))
}

/// Where the quotation that begins here ends; empty lines within it are its own.
fn quote_end(lines: &[&str], start: usize) -> usize {
    let mut end = start;
    for (at, line) in lines.iter().enumerate().skip(start) {
        if QUOTE.is_match(line) {
            end = at + 1;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    end
}

fn fold(quoted: &[&str], is_last: bool, out: &mut Vec<String>) {
    let count = quoted.len();
    let kept = match (is_last, count) {
        (true, _) => 0,
        (false, ..=SHORT) => count,
        (false, _) => BEGINNING,
    };
    out.push(String::new());
    out.extend(quoted[..kept].iter().map(|line| format!("> {}", QUOTE.replace(line, ""))));
    if kept < count {
        out.push(if kept == 0 {
            format!("（引用 {count}行は省略）")
        } else {
            format!("> （引用の続き {}行は省略）", count - kept)
        });
    }
    out.push(String::new());
}

/// With one empty line at most between others, and none at the ends.
fn without_gaps(lines: &[String]) -> String {
    let mut text = String::new();
    let mut gap = false;
    for line in lines {
        if line.trim().is_empty() {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('\n');
        }
        gap = false;
        text.push_str(line);
        text.push('\n');
    }
    text.trim_end().to_owned()
}

fn shortened(text: &str) -> String {
    let most = MOST_CHARACTERS - RESERVE;
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}\n\n（長いため、以下は省略）", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_quotations_stay_and_long_ones_are_folded() {
        let short = "> 様式はありますか。\n\nあります。";
        assert_eq!(trimmed(short), "> 様式はありますか。\n\nあります。");
        let long = format!("{}そうですね。", "> 一行\n".repeat(10));
        assert_eq!(trimmed(&long), "> 一行\n> 一行\n> 一行\n> （引用の続き 7行は省略）\n\nそうですね。");
        assert_eq!(trimmed("承知しました。\n\n> 一\n>\n> 二\n"), "承知しました。\n\n（引用 3行は省略）");
        assert_eq!(trimmed("sato> 一\nsato> 二\n了解です。"), "> 一\n> 二\n\n了解です。");
    }

    #[test]
    fn whom_a_quotation_is_from_is_not_told() {
        for line in [
            "On Wed, May 1, 2019, Taro Sato <taro@example.jp> wrote:",
            "2019年5月1日(水) 12:34 佐藤 太郎 <taro@example.jp>:",
            "佐藤さんは書きました：",
        ] {
            assert_eq!(trimmed(&format!("{line}\n> 様式は。\n\nあります。")), "> 様式は。\n\nあります。", "{line}");
        }
        // The same words where nothing is quoted are somebody's own.
        assert_eq!(trimmed("報告書は私が書きました。\n以上です。"), "報告書は私が書きました。\n以上です。");
    }

    #[test]
    fn a_whole_other_mail_below_is_left_out() {
        for mark in ["-----Original Message-----", "----- 元のメッセージ -----", "差出人: 佐藤\n送信日時: 2019年5月1日"]
        {
            let text = trimmed(&format!("参加します。\n\n{mark}\n件名: 会議\n\n本文"));
            assert!(text.starts_with("参加します。\n\n（もとのメール ") && !text.contains("本文"), "{text}");
        }
    }

    #[test]
    fn signatures_and_feet_of_lists_are_taken_off() {
        let body = "よろしくお願いします。";
        for foot in [
            "-- \n佐藤 太郎\n○○医師会",
            "*******************\n佐藤 太郎\nTEL 03-0000-0000\n*******************",
            "━━━━━━━━━━\n佐藤\n〒100-0001\n━━━━━━━━━━\n\n_______________\nrenkei mailing list\nhttps://example.jp/ml",
        ] {
            assert_eq!(trimmed(&format!("{body}\n\n{foot}\n")), body, "{foot}");
        }
        let parted = "一つ目の話です。\n----------\n二つ目の話です。";
        assert_eq!(trimmed(parted), parted);
    }

    #[test]
    fn addresses_are_taken_off_wherever_they_stand() {
        let text = trimmed("様式は taro.sato@example.co.jp か <mailto:x@example.jp> まで。");
        assert_eq!(text, "様式は （メールアドレス） か （メールアドレス） まで。");
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        let text = trimmed(&"あ".repeat(50_000));
        assert!(text.chars().count() < MOST_CHARACTERS && text.ends_with("以下は省略）"));
    }
}
