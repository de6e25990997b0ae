//! Where a page of a list ended: what the next one begins after. Opaque to browsers.

use std::fmt;

/// The orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By the last text.
    #[default]
    Active,
    /// By the opening text.
    New,
    /// By how often any text was found useful.
    Thanks,
}

impl Sort {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Active, Self::New, Self::Thanks];

    /// Its name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::New => "new",
            Self::Thanks => "thanks",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "動きのあった順",
            Self::New => "新しい順",
            Self::Thanks => "参考になった順",
        }
    }

    /// The order with this name; anything else is the usual one.
    pub fn parse(slug: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.slug() == slug).unwrap_or_default()
    }

    /// How many numbers tell the place of a row in this order; the last one is its id.
    fn width(self) -> usize {
        match self {
            Self::Active | Self::New => 2,
            Self::Thanks => 3,
        }
    }
}

/// The numbers by which the last row of a page was sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) Vec<i64>);

impl Cursor {
    /// Reads a cursor of this order; a broken one is none, and the list begins at its top.
    pub fn parse(sort: Sort, text: &str) -> Option<Self> {
        let numbers: Option<Vec<i64>> = text.split('.').map(|part| i64::from_str_radix(part, 16).ok()).collect();
        numbers.filter(|numbers| numbers.len() == sort.width()).map(Self)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, number) in self.0.iter().enumerate() {
            write!(f, "{}{number:x}", if index > 0 { "." } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let cursor = Cursor(vec![3, 1_795_000_000_000, (1 << 53) - 1]);
        assert_eq!(Cursor::parse(Sort::Thanks, &cursor.to_string()), Some(cursor));
    }

    #[test]
    fn a_broken_cursor_is_none() {
        for broken in ["", ".", "1", "x.1", "1.2.3", "ffffffffffffffffff.1", "1.２", " 1.2"] {
            assert_eq!(Cursor::parse(Sort::Active, broken), None, "{broken:?}");
        }
        assert_eq!(Cursor::parse(Sort::Thanks, "1.2"), None);
    }

    #[test]
    fn an_unknown_order_is_the_usual_one() {
        assert_eq!(Sort::parse("thanks"), Sort::Thanks);
        assert_eq!(Sort::parse("' OR 1=1"), Sort::Active);
    }
}
