//! Reading the history of a text; always through the discussion that it belongs to.

use kernel::{Db, Error, PersonId, Result, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _};
use sea_orm::{FromQueryResult, JoinType, Order};

use super::diff::{self, Line};
use super::entity::{Column, Entity};
use crate::posts::entity as posts;
use crate::posts::queries::{Written, of};
use crate::threads::Tags;
use crate::threads::queries::{find, visible_to};

/// Versions of one page.
pub const PAGE: usize = 10;

/// One page of a history, the newest version first.
#[derive(Clone, Debug)]
pub struct History {
    /// The versions, each compared with the one before it.
    pub steps: Vec<Step>,
    /// Where older versions begin, if there are any.
    pub earlier: Option<i64>,
}

/// One version, and what it changed.
#[derive(Clone, Debug)]
pub struct Step {
    /// The version.
    pub version: Version,
    /// What there is to read of it.
    pub content: Content,
}

/// What there is to read of a version.
#[derive(Clone, Debug)]
pub enum Content {
    /// Its text was erased.
    Erased(Timestamp, Option<PersonId>),
    /// The first one, or one whose predecessor was erased, is shown whole.
    Whole,
    /// What it changed.
    Changed {
        /// Lines of the title.
        title: Vec<Line>,
        /// Tags that it took away, and tags that it gave.
        tags: (Vec<String>, Vec<String>),
        /// Lines of the text.
        body: Vec<Line>,
    },
}

/// A version of a text.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Version {
    /// Its number, from 1.
    pub version: i64,
    /// The title of a discussion; nothing for a reply.
    pub title: String,
    /// The tags of a discussion as one text.
    pub tags: String,
    /// What was typed.
    pub body: String,
    /// When it was written; its author is the text's.
    pub written_at: Timestamp,
    /// When it was erased, if it was.
    pub removed_at: Option<Timestamp>,
    /// Who erased it.
    pub removed_by: Option<PersonId>,
}

/// The versions before a number, or the newest ones; what was withdrawn has no history.
pub async fn history(db: &Db, viewer: &Viewer, post: &Written, before: Option<i64>) -> Result<History> {
    if post.withdrawn_at.is_some() {
        return Err(Error::NotFound);
    }
    let mut versions = match before {
        None => vec![current(db, viewer, post).await?],
        Some(_) => Vec::new(),
    };
    versions.extend(former(db, viewer, post, before.unwrap_or(post.version)).await?);
    // One more than the page shows is needed, to compare the last one with.
    let earlier = versions.get(PAGE).map(|_| versions[PAGE - 1].version);
    let deadline = diff::deadline();
    let step = |(index, version): (usize, &Version)| Step {
        version: version.clone(),
        content: Content::of(version, versions.get(index + 1), deadline),
    };
    Ok(History { steps: versions.iter().enumerate().take(PAGE).map(step).collect(), earlier })
}

async fn current(db: &Db, viewer: &Viewer, post: &Written) -> Result<Version> {
    let opening = post.is_opening();
    Ok(Version {
        version: post.version,
        title: if opening { post.title.clone() } else { String::new() },
        tags: if opening { find(db, viewer, post.thread_id).await?.tags.as_text() } else { String::new() },
        body: post.body.clone(),
        written_at: post.written_at(),
        removed_at: None,
        removed_by: None,
    })
}

async fn former(db: &Db, viewer: &Viewer, post: &Written, before: i64) -> Result<Vec<Version>> {
    let belongs = Expr::col((Entity, Column::PostId)).equals((posts::Entity, posts::Column::Id));
    let mut query = of(visible_to(viewer));
    query
        .columns(
            [
                Column::Version,
                Column::Title,
                Column::Tags,
                Column::Body,
                Column::WrittenAt,
                Column::RemovedAt,
                Column::RemovedBy,
            ]
            .map(|column| (Entity, column)),
        )
        .join(JoinType::InnerJoin, Entity, belongs.into_condition())
        .and_where(Expr::col((posts::Entity, posts::Column::Id)).eq(post.id))
        .and_where(Expr::col((Entity, Column::Version)).lt(before))
        .order_by((Entity, Column::Version), Order::Desc)
        .limit(PAGE as u64 + 1);
    Ok(Version::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

impl Content {
    fn of(version: &Version, former: Option<&Version>, deadline: std::time::Instant) -> Self {
        match (version.removed_at, former) {
            (Some(at), _) => Self::Erased(at, version.removed_by),
            (None, Some(former)) if former.removed_at.is_none() => Self::Changed {
                title: diff::compare(&former.title, &version.title, deadline),
                tags: (former.tags_beyond(version), version.tags_beyond(former)),
                body: diff::compare(&former.body, &version.body, deadline),
            },
            (None, _) => Self::Whole,
        }
    }
}

impl Version {
    /// The names of its tags.
    pub fn tag_names(&self) -> Vec<String> {
        Tags::from_text(&self.tags).names()
    }

    /// The names of the tags that the other version does not have.
    fn tags_beyond(&self, other: &Self) -> Vec<String> {
        let others = other.tag_names();
        self.tag_names().into_iter().filter(|name| !others.contains(name)).collect()
    }
}
