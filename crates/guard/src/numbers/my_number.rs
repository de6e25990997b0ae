//! マイナンバー: twelve digits, the last of which follows from the others by the published rule.

use crate::candidates::Candidate;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::runs::{Window, runs};

static LABEL: Pattern = Pattern::new(|| {
    compile(r"(?:マイナンバー|個人番号|マイナ番号|my ?number|MY ?NUMBER|My ?[Nn]umber)[^0-9。]{0,12}$")
});

/// Words before a number that say it is another one.
static OTHER: Pattern = Pattern::new(|| {
    compile(
        r"(?:法人|管理|注文|受付|問い合わせ|問合せ|伝票|追跡|登録|会員|製造|機器|備品|口座|契約|請求|承認|事業所|保険者|整理|文書|シリアル|商品)(?:番号|コード|No)?[^0-9。]{0,6}$|(?:JAN|ISBN|ID|コード|No\.?|号機)[^0-9。]{0,4}$",
    )
});

/// Proposes numbers of the right form.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for run in runs(page.reading) {
        let mut end = 0;
        for window in run.windows(page.reading, 12) {
            if window.range.start < end || page.is_link(&window.range) || !window.stands_free(page.reading) {
                continue;
            }
            if let Some(level) = level(page, &window) {
                end = window.range.end;
                out.push(Candidate::new(Kind::MyNumber, level, window.range, "（マイナンバーは削除）"));
            }
        }
    }
}

fn level(page: &Page<'_>, window: &Window<'_>) -> Option<Level> {
    let left = page.reading.left(window.range.start, 24);
    let is_right = check_digit(&window.digits[..11]) == window.digits[11];
    if LABEL.is_match(left) {
        return Some(if is_right { Level::Block } else { Level::Warn });
    }
    if !is_right || !is_plausible(page, window) {
        return None;
    }
    let is_other = OTHER.is_match(left) || is_timestamp(&window.digits);
    Some(if is_other { Level::Hint } else { Level::Block })
}

/// Whether people write the number in such groups, rather than several numbers beside each other.
fn is_plausible(page: &Page<'_>, window: &Window<'_>) -> bool {
    let shape = window.shape();
    let broken = |groups: &[std::ops::Range<usize>]| {
        groups.windows(2).all(|two| page.reading.chars[two[0].end..two[1].start].contains(&'\n'))
    };
    match shape.as_slice() {
        [12] | [4, 4, 4] | [3, 3, 3, 3] | [6, 6] => true,
        [_, _] => broken(window.groups),
        _ => window.is_spelled(),
    }
}

/// Whether it may be a moment: year, month, day, hour, minute.
fn is_timestamp(digits: &[u8]) -> bool {
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    matches!(pair(0), 19 | 20)
        && (1..=12).contains(&pair(4))
        && (1..=31).contains(&pair(6))
        && pair(8) < 24
        && pair(10) < 60
}

/// 11 − Σ Pn·Qn mod 11, and 0 where the remainder is at most 1. The digits are counted from the right.
pub(super) fn check_digit(eleven: &[u8]) -> u8 {
    let factor = |n: usize| if n <= 6 { n + 1 } else { n - 5 };
    let sum: usize = eleven.iter().rev().enumerate().map(|(at, digit)| usize::from(*digit) * factor(at + 1)).sum();
    let rest = sum % 11;
    if rest <= 1 { 0 } else { u8::try_from(11 - rest).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_follows_the_published_rule() {
        let digits = |text: &str| text.bytes().map(|b| b - b'0').collect::<Vec<_>>();
        for number in ["304918273653", "817263540910", "528391746006"] {
            let digits = digits(number);
            assert_eq!(check_digit(&digits[..11]), digits[11], "{number}");
        }
    }

    #[test]
    fn a_moment_in_digits_is_recognised() {
        assert!(is_timestamp(&[2, 0, 2, 6, 1, 1, 2, 9, 0, 6, 4, 1]));
        assert!(!is_timestamp(&[2, 0, 2, 6, 1, 3, 2, 9, 0, 6, 4, 1]));
    }
}
