//! Reading a text for those who answer for it; hidden or not, within their charge.

use std::ops::Deref;

use files::Enclosed;
use kernel::{Db, Error, PostId, Result, Timestamp, Viewer};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, IntoCondition as _, Query};
use sea_orm::{FromQueryResult, JoinType};

use crate::acts::queries::{self as acts, Entry};
use crate::attachments::queries as attachments;
use crate::posts::authors;
use crate::posts::entity as posts;
use crate::posts::queries::{Written, select_written};
use crate::reports::queries::{self as reports, Report};
use crate::threads::entity as threads;

/// A text with what matters for deciding on it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Case {
    /// The text.
    #[sea_orm(nested)]
    pub text: Written,
    /// The same rendered.
    pub html: String,
    /// Whether the viewer, who does not tend the room, has opened it to decide on a report.
    pub is_opened: bool,
}

impl Deref for Case {
    type Target = Written;
    fn deref(&self) -> &Written {
        &self.text
    }
}

/// All that the page of a case shows.
#[derive(Clone, Debug)]
pub struct File {
    /// The text.
    pub case: Case,
    /// Its files, as far as the viewer may open them.
    pub enclosed: Vec<Enclosed>,
    /// What readers have reported and nobody has decided on.
    pub reports: Vec<Report>,
    /// What was done.
    pub acts: Vec<Entry>,
}

/// The text, or `NotFound` whether it is missing, the viewer's own or in nobody's charge of theirs.
pub async fn find(db: &Db, viewer: &Viewer, post: PostId) -> Result<Case> {
    let belongs = Expr::col((posts::Entity, posts::Column::ThreadId)).equals((threads::Entity, threads::Column::Id));
    let opened = opened_by(viewer, db.clock.now());
    let mut query = Query::select();
    select_written(&mut query, viewer, post);
    query
        .column((posts::Entity, posts::Column::Html))
        .expr_as(opened.clone(), "is_opened")
        .from(posts::Entity)
        .join(JoinType::InnerJoin, threads::Entity, belongs.into_condition())
        .and_where(authors::known_to(viewer, posts::Entity).ne(viewer.id()))
        .cond_where(Condition::any().add(viewer.scope().tended(threads::Column::RoomId)).add(opened));
    Case::find_by_statement(db.statement(&query)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// Whether the viewer has opened the text for a report that is still open, and may still read it.
fn opened_by(viewer: &Viewer, now: Timestamp) -> Expr {
    Expr::cust(format!(
        "EXISTS (SELECT 1 FROM report_openings AS opened JOIN reports ON reports.post_id = opened.post_id
            WHERE opened.post_id = posts.id AND opened.person_id = {} AND opened.until > {}
                AND reports.decided_at IS NULL)",
        viewer.id(),
        now.0
    ))
}

/// The rest of what its page shows.
pub async fn file(db: &Db, viewer: &Viewer, case: Case) -> Result<File> {
    let enclosed =
        if case.files_count == 0 { Vec::new() } else { attachments::of_posts(db, viewer, &[case.id]).await? };
    let (reports, acts) = (reports::of_post(db, case.id).await?, acts::of_post(db, case.id).await?);
    Ok(File { case, enclosed, reports, acts })
}
