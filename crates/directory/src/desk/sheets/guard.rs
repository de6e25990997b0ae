//! Text that a spreadsheet would take for a formula, made harmless and back again.

/// Whether a spreadsheet would work out what begins like this instead of showing it.
pub fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠'])
}

/// The text behind an apostrophe where it needs one; reading takes it off again.
pub fn harmless(text: &str) -> String {
    if is_dangerous(text) { format!("'{text}") } else { text.to_owned() }
}
