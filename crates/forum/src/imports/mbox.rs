//! Messages of an mbox archive one after the other, never more than one of them in memory.

use std::io::{BufRead, Read as _, Result};

/// Bytes of one message; of a larger one the rest is left out, which is the end of its attachments.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Bytes that are looked at as one line.
const LONGEST_LINE: u64 = 64 * 1024;

/// A message as it lies in the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// The line before it, `From ADDRESS DATE`; empty if there is none.
    pub envelope: Vec<u8>,
    /// Head and body, with lines that were marked with `>` as they had been.
    pub bytes: Vec<u8>,
}

/// The messages of an archive.
#[derive(Debug)]
pub struct Mbox<R> {
    source: R,
    /// The line that begins the next message.
    next: Option<Vec<u8>>,
}

impl<R: BufRead> Mbox<R> {
    /// An archive; a single message without the line before it is one, too.
    pub fn new(source: R) -> Self {
        Self { source, next: None }
    }

    /// The next message, if there is one more.
    pub fn next(&mut self) -> Result<Option<Raw>> {
        let mut raw = Raw { envelope: self.next.take().unwrap_or_default(), bytes: Vec::new() };
        let (mut line, mut begins) = (Vec::new(), true);
        loop {
            line.clear();
            if self.source.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
                return Ok((!raw.envelope.is_empty() || !raw.bytes.is_empty()).then_some(raw));
            }
            if begins && is_envelope(&line) {
                if raw.bytes.is_empty() && raw.envelope.is_empty() {
                    raw.envelope.clone_from(&line);
                    continue;
                }
                self.next = Some(line);
                return Ok(Some(raw));
            }
            let kept = if begins && is_marked(&line) { &line[1..] } else { &line[..] };
            begins = line.ends_with(b"\n");
            // What stands before the first message is empty lines.
            if (raw.bytes.is_empty() && kept.trim_ascii().is_empty()) || raw.bytes.len() + kept.len() > LARGEST {
                continue;
            }
            raw.bytes.extend_from_slice(kept);
        }
    }
}

/// `From ADDRESS Mon Jan  1 00:00:00 2001`: sentences also begin with `From`, but do not tell month and time.
fn is_envelope(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.any(is_month) && words.any(is_time)
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    MONTHS.contains(&word)
}

fn is_time(word: &[u8]) -> bool {
    matches!(word, [_, _, b':', _, _, ..]) && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
}

/// `>From `, `>>From ` and so on.
fn is_marked(line: &[u8]) -> bool {
    let end = line.iter().position(|byte| *byte != b'>').unwrap_or(line.len());
    end > 0 && line[end..].starts_with(b"From ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(archive: &[u8]) -> Vec<Raw> {
        let mut mbox = Mbox::new(archive);
        let mut all = Vec::new();
        while let Some(raw) = mbox.next().expect("memory does not fail") {
            all.push(raw);
        }
        all
    }

    #[test]
    fn messages_are_parted_where_the_next_one_begins_and_nowhere_else() {
        let archive =
            b"\nFrom a@b.example Mon Jan  1 00:00:00 2001\nSubject: 1\n\nFrom here on we wait.\n>From you\n\n\
            From c at d.example  Tue Jan  2 09:30:00 2001\nSubject: 2\n\ntwo";
        let found = messages(archive);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].bytes, b"Subject: 1\n\nFrom here on we wait.\nFrom you\n\n");
        assert!(found[1].envelope.starts_with(b"From c at d.example"));
        assert_eq!(found[1].bytes, b"Subject: 2\n\ntwo");
        assert_eq!(messages(b"Subject: alone\n\nx").len(), 1);
        assert_eq!(messages(b""), []);
    }

    #[test]
    fn what_is_too_large_is_cut_and_the_next_message_is_found_all_the_same() {
        let line = [b'x'; 1_000];
        let mut archive = b"From - Mon Jan 01 00:00:00 2001\nSubject: 1\n\n".to_vec();
        (0..LARGEST / 1_000 + 10).for_each(|_| archive.extend(line));
        archive.extend(b"\nFrom - Mon Jan 01 00:00:00 2001\nSubject: 2\n\n");
        let found = messages(&archive);
        assert_eq!(found.len(), 2);
        assert!(found[0].bytes.len() <= LARGEST);
        assert_eq!(found[1].bytes, b"Subject: 2\n\n");
    }
}
