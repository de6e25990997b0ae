//! Text that a spreadsheet would take for a formula, made harmless and back again.

use kernel::text::is_formula;

/// Whether it needs an apostrophe before it; one that is its own needs another, or reading would take it off.
pub fn is_dangerous(text: &str) -> bool {
    is_formula(text) || text.starts_with('\'')
}

/// The text behind an apostrophe where it needs one; reading takes it off again.
pub fn harmless(text: &str) -> String {
    if is_dangerous(text) { format!("'{text}") } else { text.to_owned() }
}
