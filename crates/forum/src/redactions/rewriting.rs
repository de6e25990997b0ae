//! Putting the mark in the place of a passage, wherever a discussion or what belongs to it says it.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{PostId, Result, Tx};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, Set};
use web::forms::{fields, to_body};
use web::markdown;

use super::MARK;
use crate::mentions;
use crate::posts;
use crate::posts::entity::{ActiveModel, Column, Entity, Model};
use crate::revisions::entity as revisions;
use crate::threads::arranging::run;
use crate::threads::entity as threads;

/// Erases a passage from a held discussion. Tells the texts that said it, now or before.
pub(super) async fn erase(tx: &Tx, thread: &threads::Model, passage: &str) -> Result<BTreeSet<PostId>> {
    let mut said = BTreeSet::new();
    if thread.title.contains(passage) {
        let title = thread.title.replace(passage, MARK);
        let change = threads::ActiveModel { title: Set(title), ..threads::ActiveModel::default() };
        threads::Entity::update_many().set(change).filter(threads::Column::Id.eq(thread.id)).exec(&tx.conn).await?;
        said.insert(thread.id.into());
    }
    let posts = posts::all_of(tx, thread.id).await?;
    for post in &posts {
        if post.body.contains(passage) || post.heading.contains(passage) {
            rewrite(tx, post, passage).await?;
            said.insert(post.id);
        }
    }
    for version in former(tx, thread).await? {
        if version.body.contains(passage) || version.title.contains(passage) {
            let change = revisions::ActiveModel {
                title: Set(version.title.replace(passage, MARK)),
                body: Set(version.body.replace(passage, MARK)),
                ..revisions::ActiveModel::default()
            };
            let which =
                revisions::Column::PostId.eq(version.post_id).and(revisions::Column::Version.eq(version.version));
            revisions::Entity::update_many().set(change).filter(which).exec(&tx.conn).await?;
            said.insert(version.post_id);
        }
    }
    let forms = forms_of(thread, &posts);
    for table in ["drafts", "disputes"] {
        retype(tx, table, &forms, passage).await?;
    }
    for post in &posts {
        let text = "UPDATE reports SET words = REPLACE(words, $2, $3) WHERE post_id = $1";
        run(tx, text, [post.id.0.into(), passage.into(), MARK.into()]).await?;
    }
    for form in &forms {
        let text =
            "UPDATE disputes SET reason = REPLACE(reason, $2, $3), answer = REPLACE(answer, $2, $3) WHERE path = $1";
        run(tx, text, [form.as_str().into(), passage.into(), MARK.into()]).await?;
    }
    Ok(said)
}

/// A form that was opened before is overtaken, since the version counts on; nothing is kept of the former text.
async fn rewrite(tx: &Tx, post: &Model, passage: &str) -> Result<()> {
    let body = post.body.replace(passage, MARK);
    let change = ActiveModel {
        html: Set(markdown::to_html(&body)),
        html_version: Set(markdown::VERSION),
        body: Set(body),
        heading: Set(post.heading.replace(passage, MARK)),
        version: Set(post.version + 1),
        edited_at: Set(Some(tx.now)),
        ..ActiveModel::default()
    };
    Entity::update_many().set(change).filter(Column::Id.eq(post.id)).exec(&tx.conn).await?;
    // Who was called by name may be who is erased.
    mentions::put(tx, post.id, &[]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Former {
    post_id: PostId,
    version: i64,
    title: String,
    body: String,
}

async fn former(tx: &Tx, thread: &threads::Model) -> Result<Vec<Former>> {
    let text = "SELECT revisions.post_id, revisions.version, revisions.title, revisions.body FROM revisions
        JOIN posts ON posts.id = revisions.post_id WHERE posts.thread_id = $1";
    Ok(Former::find_by_statement(sql(&tx.conn, text, [thread.id.0.into()])).all(&tx.conn).await?)
}

/// The addresses of all forms that belong to a discussion.
fn forms_of(thread: &threads::Model, posts: &[Model]) -> Vec<String> {
    let replies = posts.iter().map(|post| format!("/replies/{}/edit", post.id));
    [format!("/threads/{}/replies", thread.id), format!("/threads/{}/edit", thread.id)]
        .into_iter()
        .chain(replies)
        .collect()
}

#[derive(FromQueryResult)]
struct Typed {
    id: i64,
    path: String,
    body: String,
}

/// The same in what was typed into these forms and is kept.
async fn retype(tx: &Tx, table: &str, forms: &[String], passage: &str) -> Result<()> {
    let text = format!("SELECT id, path, body FROM {table} WHERE path LIKE '/threads/%' OR path LIKE '/replies/%'");
    for typed in Typed::find_by_statement(sql(&tx.conn, &text, [])).all(&tx.conn).await? {
        let Some(mut fields) = fields(&typed.body).filter(|_| forms.contains(&typed.path)) else { continue };
        let mut found = false;
        for (_, value) in fields.iter_mut().filter(|(_, value)| value.replace("\r\n", "\n").contains(passage)) {
            *value = value.replace("\r\n", "\n").replace(passage, MARK);
            found = true;
        }
        if let Some(body) = to_body(&fields).filter(|_| found) {
            let text = format!("UPDATE {table} SET body = $2 WHERE id = $1");
            run(tx, &text, [typed.id.into(), body.into()]).await?;
        }
    }
    Ok(())
}
