//! The phone of an employer: one for all who work there, so a file changes it once.

use kernel::text;

use super::Earlier;
use super::draft::Draft;
use crate::desk::sheets::columns::Column;
use crate::desk::sheets::entry::Entry;
use crate::desk::sheets::ground::Ground;
use crate::members::{LONGEST_PHONE, SeatChange};
use crate::roster::Tenure;

/// The phone of the employer, if it is another one and the bringer's to write.
pub fn wanted(entry: &Entry, ground: &Ground, draft: &mut Draft, tenure: &Tenure) -> Option<String> {
    let phone = entry.phone.as_ref().filter(|phone| digits(phone) != digits(&tenure.organisation_phone))?;
    if !ground.desk.actor.tends_office(tenure, ground.desk.places) {
        draft.remark("この所属機関の電話は、あなたの担当の範囲の外なので、いまの登録のままにします。");
        return None;
    }
    match text::optional_line("電話", &text::nfkc(phone), LONGEST_PHONE) {
        Ok(phone) => Some(phone),
        Err(sentence) => {
            draft.wrong(Column::Phone, sentence);
            None
        }
    }
}

/// The change without the phone of an employer that an earlier row has changed already; nothing if the two differ.
pub fn once_for_all(
    entry: &Entry,
    earlier: &mut Earlier,
    draft: &mut Draft,
    tenure: &Tenure,
    change: SeatChange,
) -> Option<SeatChange> {
    let Some(phone) = &change.phone else { return Some(change) };
    match earlier.phones.get(&tenure.organisation) {
        None => {
            earlier.phones.insert(tenure.organisation, (entry.row, phone.clone()));
            Some(change)
        }
        Some((_, other)) if other == phone => Some(SeatChange { phone: None, ..change }),
        Some((row, _)) => {
            draft.wrong(Column::Phone, format!("同じ所属機関の{row}行目の電話と食い違っています。"));
            None
        }
    }
}

fn digits(phone: &str) -> String {
    kernel::text::nfkc(phone).chars().filter(char::is_ascii_digit).collect()
}
