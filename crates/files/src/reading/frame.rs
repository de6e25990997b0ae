//! The answer of a reader as bytes: a line that says how much there is of what, then all of it.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::Found;
use crate::kind::Kind;
use crate::refusal::Refusal;

#[derive(Serialize, Deserialize)]
enum Head {
    Refused(Refusal),
    Found {
        kind: Kind,
        is_read: bool,
        pixels: Option<(u32, u32)>,
        text: usize,
        anew: Option<usize>,
        thumbnail: Option<usize>,
    },
}

/// Writes an answer down.
pub fn pack(answer: Result<Found, Refusal>, to: &mut impl Write) -> io::Result<()> {
    let length = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(Vec::len);
    match answer {
        Err(refusal) => line(&Head::Refused(refusal), to),
        Ok(Found { kind, text, is_read, anew, thumbnail, pixels }) => {
            let (lengths, text) = ((length(&anew), length(&thumbnail)), text.as_bytes());
            line(&Head::Found { kind, is_read, pixels, text: text.len(), anew: lengths.0, thumbnail: lengths.1 }, to)?;
            to.write_all(text)?;
            to.write_all(&anew.unwrap_or_default())?;
            to.write_all(&thumbnail.unwrap_or_default())
        }
    }
}

fn line(head: &Head, to: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *to, head)?;
    to.write_all(b"\n")
}

/// Takes an answer apart; nothing if it does not hold together.
pub fn unpack(bytes: &[u8]) -> Option<Result<Found, Refusal>> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let mut rest = &bytes[end + 1..];
    let mut take = |length: usize| {
        let (taken, others) = rest.split_at_checked(length)?;
        rest = others;
        Some(taken.to_vec())
    };
    match serde_json::from_slice(&bytes[..end]).ok()? {
        Head::Refused(refusal) => Some(Err(refusal)),
        Head::Found { kind, is_read, pixels, text, anew, thumbnail } => Some(Ok(Found {
            kind,
            is_read,
            pixels,
            text: String::from_utf8(take(text)?).ok()?,
            anew: anew.map_or(Some(None), |length| take(length).map(Some))?,
            thumbnail: thumbnail.map_or(Some(None), |length| take(length).map(Some))?,
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_out_as_it_went_in_and_half_of_one_is_none() {
        let found = Found {
            kind: Kind::Png,
            text: "文".to_owned(),
            is_read: false,
            anew: Some(vec![1, b'\n', 3]),
            thumbnail: None,
            pixels: Some((2, 1)),
        };
        let mut bytes = Vec::new();
        pack(Ok(found.clone()), &mut bytes).unwrap();
        assert_eq!(unpack(&bytes), Some(Ok(found)));
        bytes.pop();
        assert_eq!(unpack(&bytes), None);
        let mut bytes = Vec::new();
        pack(Err(Refusal::Bomb), &mut bytes).unwrap();
        assert_eq!(unpack(&bytes), Some(Err(Refusal::Bomb)));
        assert_eq!(unpack(b""), None);
    }
}
