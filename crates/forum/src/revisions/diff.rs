//! What has changed between two versions of a text: whole lines, and within changed lines the words.
//!
//! Two texts of full length that have nothing in common would take seconds to compare, so there is a deadline; what is
//! not compared in time is shown as wholly removed and wholly added.

use std::time::{Duration, Instant};

use similar::{ChangeTag, InlineChangeOptions, TextDiff};

/// Lines around a change that are shown with it.
const CONTEXT: usize = 2;

/// Longer than this, neighbouring changes are not joined to whole words, which takes time.
const SHORT: usize = 4_000;

/// More pieces of lines than this nobody reads, and a page of them has megabytes.
const MOST_PIECES: usize = 3_000;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Says the same as before.
    Kept,
    /// Was there before.
    Removed,
    /// Is there now.
    Added,
    /// Stands for lines that say the same as before and are left out.
    Skipped,
    /// Stands for all that follows and is left out, since there is too much of it to be read.
    Cut,
}

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub fate: Fate,
    /// Its words; those with `true` are what was removed or added.
    pub words: Vec<(bool, String)>,
}

/// When comparisons that begin now have to end.
pub fn deadline() -> Instant {
    Instant::now() + Duration::from_millis(150)
}

/// Compares two versions; nothing has changed when there are no lines.
pub fn compare(old: &str, new: &str, deadline: Instant) -> Vec<Line> {
    let (old, new) = (ended(old), ended(new));
    let diff = TextDiff::configure().deadline(deadline).diff_lines(old.as_str(), new.as_str());
    let mut options = InlineChangeOptions::new();
    options.semantic_cleanup(old.len() + new.len() <= SHORT);
    let mut lines = Vec::new();
    let (mut reached, mut pieces) = (0, 0);
    for group in diff.grouped_ops(CONTEXT) {
        if group.first().is_some_and(|op| op.old_range().start > reached) {
            lines.push(Line { fate: Fate::Skipped, words: Vec::new() });
        }
        for op in &group {
            let changes = diff.iter_inline_changes_with_options_deadline(op, options, Some(deadline));
            let changes: Vec<Line> = changes.map(|change| line(change.tag(), change.values())).collect();
            for line in marked(changes) {
                pieces += line.words.len().max(1);
                if pieces > MOST_PIECES {
                    lines.push(Line { fate: Fate::Cut, words: Vec::new() });
                    return lines;
                }
                lines.push(line);
            }
            reached = op.old_range().end;
        }
    }
    if !lines.is_empty() && reached < diff.old_len() {
        lines.push(Line { fate: Fate::Skipped, words: Vec::new() });
    }
    lines
}

/// With the end of its last line, without which that line would differ from the same one with more lines after it.
fn ended(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

fn line(tag: ChangeTag, values: &[(bool, &str)]) -> Line {
    let fate = match tag {
        ChangeTag::Equal => Fate::Kept,
        ChangeTag::Delete => Fate::Removed,
        ChangeTag::Insert => Fate::Added,
    };
    let words = values.iter().map(|(changed, words)| (*changed, words.trim_end_matches('\n').to_owned()));
    Line { fate, words: words.filter(|(_, words)| !words.is_empty()).collect() }
}

/// Lines that have too little in common come without marks: all of their words have changed.
fn marked(mut lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| line.words.iter().any(|(changed, _)| *changed)) {
        for line in lines.iter_mut().filter(|line| line.fate != Fate::Kept) {
            line.words.iter_mut().for_each(|(changed, _)| *changed = true);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let words = |line: &Line| {
            line.words
                .iter()
                .map(|(changed, words)| if *changed { format!("[{words}]") } else { words.clone() })
                .collect()
        };
        let line = |line: Line| {
            let words: String = words(&line);
            match line.fate {
                Fate::Kept => format!(" {words}"),
                Fate::Removed => format!("-{words}"),
                Fate::Added => format!("+{words}"),
                Fate::Skipped => "…".to_owned(),
                Fate::Cut => "……".to_owned(),
            }
        };
        compare(old, new, deadline()).into_iter().map(line).collect()
    }

    #[test]
    fn words_are_marked_within_a_line_of_japanese() {
        assert_eq!(
            shown("当番表を月1回、ＦＡＸで送っています。", "当番表を月2回、メールで送っています。"),
            ["-当番表を月[1]回、[ＦＡＸ]で送っています。", "+当番表を月[2]回、[メール]で送っています。"]
        );
        assert_eq!(
            shown("一覧を作りました。", "一覧を新しく作りました。"),
            ["-一覧を作りました。", "+一覧を[新しく]作りました。"]
        );
    }

    #[test]
    fn whole_lines_come_and_go_and_what_is_far_from_them_is_left_out() {
        assert_eq!(shown("一\n二\n三", "一\n三"), [" 一", "-[二]", " 三"]);
        assert_eq!(shown("一", "一\n\n二"), [" 一", "+", "+[二]"]);
        assert_eq!(shown("", "一"), ["+[一]"]);
        assert_eq!(shown("全く違う話", "ABC"), ["-[全く違う話]", "+[ABC]"]);
        let old: Vec<String> = (0..20).map(|line| format!("{line}行目")).collect();
        let new = old.join("\n").replace("10行目", "十行目");
        let lines = shown(&old.join("\n"), &new);
        assert_eq!(lines.first().unwrap(), "…");
        assert_eq!(lines.last().unwrap(), "…");
        assert_eq!(lines.len(), 8, "{lines:?}");
    }

    #[test]
    fn texts_that_say_the_same_have_no_lines() {
        assert_eq!(shown("同じ\n文章", "同じ\n文章"), [""; 0]);
    }

    #[test]
    fn the_longest_texts_are_compared_in_time() {
        let text = |seed: u32, line: usize| -> String {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from_u32(0x4e00 + (state >> 16) % 400).unwrap_or('字')
            };
            (0..20_000).map(|index| if index % line == line - 1 { '\n' } else { next() }).collect()
        };
        for line in [2, 40, 20_001] {
            let begun = Instant::now();
            let lines = compare(&text(1, line), &text(2, line), deadline());
            assert!(!lines.is_empty() && lines.len() <= MOST_PIECES + 1);
            // Without the deadline this takes many seconds.
            assert!(begun.elapsed() < Duration::from_secs(5), "{line}: {:?}", begun.elapsed());
        }
    }
}
