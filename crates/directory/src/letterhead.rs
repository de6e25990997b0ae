//! What stands on a letter that is printed here: from which office it comes, and whom to phone.

pub(crate) mod views;

use kernel::text;
use web::Problems;

use crate::members::LONGEST_PHONE;
use crate::roster::Person;

/// How many letters are printed at once, since each carries a code that is hashed slowly.
pub(crate) const MOST: usize = 100;

/// The office, as it is printed; nothing of it is stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letterhead {
    /// Its name.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
}

impl Letterhead {
    /// That of the sender's own seat, as far as the roster knows one.
    pub(crate) fn of(own: Option<&Person>) -> Self {
        let seat = own.and_then(|own| own.current().next());
        Self {
            office: seat.map(|seat| seat.organisation_name.clone()).unwrap_or_default(),
            phone: seat.map(|seat| seat.organisation_phone.clone()).unwrap_or_default(),
        }
    }

    /// What was typed; what is wrong with it is noted beside `office` and `phone`.
    pub(crate) fn parse(office: &str, phone: &str, problems: &mut Problems) -> Self {
        let phone = text::require_line("お問い合わせの電話番号", &text::nfkc(phone), LONGEST_PHONE);
        Self {
            office: problems.take("office", text::require_line("差出人の所属", office, 100)),
            phone: problems.take("phone", phone),
        }
    }
}
