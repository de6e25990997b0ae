//! Secrets that travel in letters: a token for the link, and a code for whoever gets mail without links.
//!
//! Both are stored as hashes only, and neither ever reaches a log.

use kernel::text::{hex, nfkc};
use rand::Rng as _;

/// 32 characters that are not taken for each other on paper: no 0, O, 1, I.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// 256 random bits, in hexadecimal digits.
pub(crate) fn token() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// 8 characters to be typed: 40 random bits.
pub(crate) fn code() -> String {
    let mut bytes = [0_u8; 8];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// A code as it is compared: in any width and case, with spaces and hyphens or without.
pub(crate) fn typed_code(input: &str) -> String {
    let start = &input[..input.floor_char_boundary(100)];
    nfkc(start).to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A code as it stands in a letter: 「ABCD-2345」.
pub(crate) fn spaced_code(code: &str) -> String {
    code.split_at_checked(4).map_or_else(|| code.to_owned(), |(first, last)| format!("{first}-{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = code();
        assert_eq!(code.len(), 8);
        let wide: String = spaced_code(&code).to_lowercase();
        assert_eq!(typed_code(&wide), code);
        assert_eq!(typed_code("ａｂｃｄ－２３４５ "), "ABCD2345");
        assert_ne!(token(), token());
    }
}
