//! What is told of who wrote something: the one place that decides it for notices and for mail.

use directory::Roster;
use kernel::{PersonId, Places, TenureId};

/// Further conditions, in SQL, under which the municipalities of whoever wrote the text in `o` may be told by way of
/// who follows them. Without a tenure there are none.
pub(crate) const PLACES_TOLD: &str = "AND o.tenure_id IS NOT NULL";

/// The name of whoever wrote something, with the employer: 「佐藤 花子さん（見本郡市医師会）」.
pub(crate) fn author(people: &Roster, places: &Places, author: PersonId, tenure: Option<TenureId>) -> String {
    let byline = people.byline(author, tenure, places);
    let name = if byline.name.ends_with("さん") { byline.name } else { format!("{}さん", byline.name) };
    if byline.organisation.is_empty() { name } else { format!("{name}（{}）", byline.organisation) }
}
