//! Which part of a text to show.

use std::ops::Range;

use super::needles::Match;

/// No more places to begin are compared.
const MOST: usize = 1_000;

/// The best part of a text of at most `max_chars` characters: with most words of the question, then with most of them
/// whole, then with most matches; the earliest of equals. Matches are in order.
pub fn best(text: &str, found: &[Match], max_chars: usize) -> Range<usize> {
    if text.chars().nth(max_chars).is_none() {
        return 0..text.len();
    }
    let first = found.iter().take(MOST).map(|m| around(text, m.range.start, max_chars));
    let mut best: Option<(Worth, Range<usize>)> = None;
    for window in first {
        let worth = worth(found, &window);
        if best.as_ref().is_none_or(|(known, _)| worth > *known) {
            best = Some((worth, window));
        }
    }
    let window = best.map_or_else(|| 0..forward(text, 0, max_chars), |(_, window)| window);
    let last = found.iter().map(|m| m.range.end).filter(|end| *end <= window.end).max().unwrap_or(window.start);
    window.start..neat_end(text, &window, last)
}

/// Words, whole words, matches.
type Worth = (usize, usize, usize);

fn worth(found: &[Match], window: &Range<usize>) -> Worth {
    let from = found.partition_point(|m| m.range.start < window.start);
    let inside = found[from..].iter().take_while(|m| m.range.start < window.end).filter(|m| m.range.end <= window.end);
    let (mut words, mut whole, mut count) = (0_u64, 0_u64, 0);
    for m in inside.take(MOST) {
        // A question has 32 words at most, a sentence perhaps more, of which the last then count as one.
        let bit = 1 << m.word.min(63);
        words |= bit;
        whole |= if m.part.is_none() { bit } else { 0 };
        count += 1;
    }
    (words.count_ones() as usize, whole.count_ones() as usize, count)
}

/// The part that shows a place: from the beginning of its sentence if that is near, else from a little before it.
fn around(text: &str, place: usize, max_chars: usize) -> Range<usize> {
    let lead = backward(text, place, max_chars / 3);
    let sentence = text[lead..place]
        .rfind(is_end)
        .map(|at| lead + at + text[lead + at..].chars().next().map_or(0, char::len_utf8));
    let start = sentence.unwrap_or_else(|| if lead == 0 { 0 } else { backward(text, place, max_chars / 6) });
    let start = start + (text[start..place].len() - text[start..place].trim_start().len());
    start..forward(text, start, max_chars)
}

/// The end of the last sentence after the last match, unless that would leave less than half.
fn neat_end(text: &str, window: &Range<usize>, last: usize) -> usize {
    if window.end == text.len() {
        return window.end;
    }
    let half = text.floor_char_boundary(window.start + window.len() / 2);
    let shown = last.max(half).min(window.end);
    let end = text[shown..window.end].rfind(is_end);
    end.map_or(window.end, |at| shown + at + text[shown + at..].chars().next().map_or(0, char::len_utf8))
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n')
}

fn forward(text: &str, from: usize, characters: usize) -> usize {
    text[from..].char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

fn backward(text: &str, from: usize, characters: usize) -> usize {
    if characters == 0 {
        return from;
    }
    text[..from].char_indices().rev().nth(characters - 1).map_or(0, |(at, _)| at)
}
