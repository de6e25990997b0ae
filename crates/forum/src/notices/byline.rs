//! What is told of who wrote something: the one place that decides it for notices and for mail.

use directory::Roster;
use kernel::Places;

use crate::posts::authors::Author;

/// Further conditions, in SQL, under which the municipalities of whoever wrote the text in `o` may be told by way of
/// who follows them. Without a tenure, as whenever the author hides, there are none.
pub(crate) const PLACES_TOLD: &str = "AND o.tenure_id IS NOT NULL";

/// The name of whoever wrote something, with the employer: 「佐藤 花子さん（見本郡市医師会）」; of somebody who hides, what
/// others see instead.
pub(crate) fn author(people: &Roster, places: &Places, author: &Author) -> String {
    let (name, organisation) = (author.called(people, places), author.byline(people, places).organisation);
    if organisation.is_empty() { name } else { format!("{name}（{organisation}）") }
}
