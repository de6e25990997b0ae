//! Which page a draft was last written by. Two pages that hold the same draft must not overwrite each other unawares, and
//! one page must be able to go on when an answer to it was lost.

use std::fmt;

use kernel::{DraftId, ids};

/// What a form says of its draft: which one it is, by which page that had been written when this page was opened, and the
/// number of this page itself. As a field `12.345.678`; `0.0.678` before there is a draft, and `12` from an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Continued {
    /// The draft, if the page knows of one.
    pub id: Option<DraftId>,
    /// The pages that may have written it last, if it is to be replaced.
    pub hands: Option<(i64, i64)>,
}

impl Continued {
    /// Reads the field; what makes no sense names nothing.
    pub fn parse(text: &str) -> Self {
        let mut numbers = text.split('.').map(|number| number.parse::<i64>().ok().filter(|number| *number >= 0));
        let id = numbers.next().flatten().filter(|id| *id > 0).map(DraftId);
        let hands = numbers.next().flatten().zip(numbers.next().flatten().filter(|own| *own > 0));
        Self { id, hands }
    }

    /// The draft on a page that is just being made.
    pub fn opened(id: DraftId, last: i64) -> Self {
        Self { id: Some(id), hands: Some((last, ids::random())) }
    }

    /// The same once this page has written it.
    #[must_use]
    pub fn written(self, id: DraftId) -> Self {
        Self { id: Some(id), hands: self.hands.map(|(_, own)| (own, own)) }
    }

    /// What the draft is marked with when this page writes it.
    pub(super) fn own(&self) -> i64 {
        self.hands.map_or_else(ids::random, |(_, own)| own)
    }
}

impl fmt::Display for Continued {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let id = self.id.map_or(0, |id| id.0);
        match self.hands {
            Some((last, own)) => write!(f, "{id}.{last}.{own}"),
            None if id == 0 => Ok(()),
            None => write!(f, "{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_says_is_read_as_it_is_written() {
        for text in ["", "12", "12.345.678", "0.0.678"] {
            assert_eq!(Continued::parse(text).to_string(), text);
        }
        for broken in ["x", "-1", "0", "1e3", ".", "0.0.0"] {
            assert_eq!(Continued::parse(broken), Continued::default(), "{broken}");
        }
        assert_eq!(Continued::parse("12.345").to_string(), "12", "half of it names no page");
    }

    #[test]
    fn a_page_that_has_written_goes_on_from_there() {
        let page = Continued::parse("0.0.678").written(DraftId(12));
        assert_eq!(page.to_string(), "12.678.678");
        assert_eq!(page.own(), 678);
    }
}
