//! Who wrote a text, as the viewer may know it.
//!
//! The row of a text whose author is hidden names nobody; who wrote it stands in `sealed_authors`. That table is read here,
//! for the viewer's own texts only, by [`crate::follows`], [`crate::notices`] and [`crate::finds`] for what one is told, or
//! not told, of one's own, by [`crate::departures`] for what is taken along and forgotten, and by [`crate::unmaskings`].
//! Whatever shows, counts or tells of authors goes through [`Author`]: to everybody but themselves, a hidden one is
//! `PersonId::NOBODY` with a veil.

use std::collections::BTreeSet;

use directory::veils::Veil;
use directory::{Byline, Roster};
use kernel::db::sql;
use kernel::{Doer, PersonId, Places, PostId, Result, TenureId, ThreadId, Tx, Viewer};
use sea_orm::sea_query::{
    CaseStatement, Expr, ExprTrait as _, Func, IntoCondition as _, IntoIden, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait as _, FromQueryResult, JoinType, Order};

use super::entity::{Column, Entity};

/// What stands for the name of a hidden author who began the discussion.
pub const ASKER: &str = "質問した方";

/// What stands for the name of any other hidden author.
pub const HIDDEN: &str = "名前を伏せた方";

/// What stands for the name of an author who is not on the site: the text was brought in.
pub const PAST: &str = "過去の記録";

/// What stands for the name of somebody who has given up their account.
pub const GONE: &str = directory::GONE;

/// Who wrote a text, as the viewer may know it; see [`select`].
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Author {
    #[sea_orm(from_alias = "author_id")]
    person: PersonId,
    #[sea_orm(from_alias = "tenure_id")]
    tenure: Option<TenureId>,
    veil: Option<String>,
    guise: Option<i64>,
}

impl Author {
    /// Somebody who writes under their name.
    pub fn named(person: PersonId, tenure: Option<TenureId>) -> Self {
        Self { person, tenure, veil: None, guise: None }
    }

    /// The person; nobody when the author is hidden and not the viewer.
    pub fn id(&self) -> PersonId {
        self.person
    }

    /// Whether others do not learn who it is.
    pub fn is_hidden(&self) -> bool {
        self.veil.is_some()
    }

    /// What others see instead, as it is stored.
    pub fn veil(&self) -> Option<&str> {
        self.veil.as_deref()
    }

    /// As it stands above the text, the same for everybody.
    pub fn byline(&self, people: &Roster, places: &Places) -> Byline {
        match &self.veil {
            Some(veil) => {
                Byline { organisation: Veil::of_text(veil).words(), ..named(unnamed(self.guise.unwrap_or_default())) }
            }
            None if self.person == PersonId::NOBODY => named(PAST.to_owned()),
            None => people.byline(self.person, self.tenure, places),
        }
    }

    /// The municipalities of the seat under which it was written, wards by their city, as the byline tells them; none of
    /// somebody who hides, even for themselves, so that what is derived from it is the same for everybody.
    pub fn towns(&self, people: &Roster, places: &Places) -> Vec<String> {
        let person = people.person(self.person).filter(|person| !self.is_hidden() && !person.has_left);
        let seat = person.and_then(|person| person.tenures.iter().find(|tenure| Some(tenure.id) == self.tenure));
        let towns: BTreeSet<&str> =
            seat.iter().flat_map(|seat| &seat.places).map(|code| places.city_of(code)).collect();
        towns.into_iter().map(str::to_owned).collect()
    }

    /// How they are spoken of: 「佐藤 花子さん」; of somebody who hides, what others see instead.
    pub fn called(&self, people: &Roster, places: &Places) -> String {
        let name = self.byline(people, places).name;
        let has_left = people.person(self.person).is_some_and(|person| person.has_left);
        let is_somebody = !self.is_hidden() && self.person != PersonId::NOBODY && !has_left;
        if !is_somebody || name.ends_with("さん") { name } else { format!("{name}さん") }
    }

    /// The same in a line of a list, and shorter.
    pub fn line(&self, people: &Roster, places: &Places) -> String {
        let byline = self.byline(people, places);
        let more = if self.is_hidden() { byline.organisation.as_str() } else { byline.affiliation };
        if more.is_empty() { byline.name } else { format!("{}／{more}", byline.name) }
    }

    /// In whose name something is written down that somebody does to this text.
    pub fn doer(&self, person: PersonId) -> Doer {
        if self.is_hidden() && self.person == person { Doer::sealed(person) } else { Doer::open(person) }
    }
}

/// The first hidden author of a discussion who did not begin it has no number; most discussions have one at most.
fn unnamed(guise: i64) -> String {
    match guise {
        0 => ASKER.to_owned(),
        1 => HIDDEN.to_owned(),
        number => format!("{HIDDEN}（{number}人目）"),
    }
}

/// A byline of nothing but a name that leads nowhere.
fn named(name: String) -> Byline {
    Byline { name, organisation: String::new(), affiliation: "", places: Vec::new(), href: None }
}

/// In SQL, who wrote the text in `o`, also when they hide: for telling people of what is theirs, and never shown.
pub(crate) const WRITER: &str =
    "COALESCE((SELECT sealed.person_id FROM sealed_authors AS sealed WHERE sealed.post_id = o.id), o.author_id)";

/// Adds the columns of an [`Author`] to a statement over texts, whatever name these are joined under.
pub(crate) fn select(query: &mut SelectStatement, viewer: &Viewer, texts: impl IntoIden + Copy) {
    query.expr_as(known_to(viewer, texts), "author_id").columns([
        (texts, Column::TenureId),
        (texts, Column::Veil),
        (texts, Column::Guise),
    ]);
}

/// The author as a value: the viewer's own texts are theirs, those of others who hide are nobody's.
pub(crate) fn known_to(viewer: &Viewer, texts: impl IntoIden + Copy) -> Expr {
    let mut own = Query::select();
    own.column(("sealed_authors", "person_id"))
        .from("sealed_authors")
        .and_where(Expr::col(("sealed_authors", "post_id")).equals((texts, Column::Id)))
        .and_where(Expr::col(("sealed_authors", "person_id")).eq(viewer.id()));
    let own = Func::coalesce([Expr::SubQuery(None, Box::new(own.into())), Expr::val(PersonId::NOBODY)]);
    let author = Expr::col((texts, Column::AuthorId));
    CaseStatement::new().case(author.clone().eq(PersonId::NOBODY), own).finally(author).into()
}

/// The veil that the viewer has worn in the discussion of a row of `threads`, if they have hidden there.
pub(crate) fn worn_by(viewer: &Viewer) -> Expr {
    const OWN: &str = "own";
    let is_own = Expr::col((OWN, Column::Id)).equals(("sealed_authors", "post_id"));
    let mut worn = Query::select();
    worn.column((OWN, Column::Veil))
        .from("sealed_authors")
        .join_as(JoinType::InnerJoin, Entity, OWN, is_own.into_condition())
        .and_where(Expr::col(("sealed_authors", "person_id")).eq(viewer.id()))
        .and_where(Expr::col((OWN, Column::ThreadId)).equals(("threads", "id")))
        .order_by((OWN, Column::CreatedAt), Order::Asc)
        .order_by((OWN, Column::Id), Order::Asc)
        .limit(1);
    Expr::SubQuery(None, Box::new(worn.into()))
}

/// What is written of a hidden author into the row of a text.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Mask {
    pub veil: String,
    pub guise: i64,
}

impl Mask {
    /// Of somebody who begins a discussion.
    pub fn of_asker(veil: Veil) -> Self {
        Self { veil: veil.text(), guise: 0 }
    }
}

/// The mask for another text in a held discussion: the one that the person has worn there, else a new one. One person is
/// one and the same throughout a discussion, and another one in the next.
pub(crate) async fn mask(tx: &Tx, thread: ThreadId, person: PersonId, veil: Veil) -> Result<Mask> {
    let text = "SELECT posts.veil, posts.guise FROM sealed_authors JOIN posts ON posts.id = sealed_authors.post_id
        WHERE sealed_authors.person_id = $1 AND posts.thread_id = $2 ORDER BY posts.created_at, posts.id LIMIT 1";
    let worn = sql(&tx.conn, text, [person.0.into(), thread.0.into()]);
    if let Some(mask) = Mask::find_by_statement(worn).one(&tx.conn).await? {
        return Ok(mask);
    }
    let text = "SELECT COALESCE(MAX(guise), 0) + 1 AS guise, $2 AS veil FROM posts WHERE thread_id = $1";
    let next = sql(&tx.conn, text, [thread.0.into(), veil.text().into()]);
    let mask = Mask::find_by_statement(next).one(&tx.conn).await?;
    Ok(mask.unwrap_or(Mask { veil: veil.text(), guise: 1 }))
}

/// Writes down who is behind a mask.
pub(crate) async fn seal(tx: &Tx, post: PostId, person: PersonId) -> Result<()> {
    let text = "INSERT INTO sealed_authors (post_id, person_id) VALUES ($1, $2)";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), person.0.into()])).await?;
    Ok(())
}
