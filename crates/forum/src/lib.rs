//! Rooms and what is said in them: discussions, replies, files on both, solutions, 参考になった.
//!
//! Each noun has its folder: path → handler → verb or query → view. Invariants:
//! - every read starts from [`threads::queries::visible_to`], and a post is reached through its discussion in the same
//!   statement, so that what one may not see does not exist;
//! - lists, counts and hits start from [`threads::queries::listed_to`], which leaves out what was withdrawn;
//! - whatever changes a discussion or one of its texts first holds the discussion's row until the commit;
//! - every write takes a `Permit`, and whatever can be found is noted in the change log in the same transaction;
//! - the opening text of a discussion is a post with the id of its discussion;
//! - the instants of the posts of one discussion are all different, so that they have an order and a mark of reading
//!   can be one instant.

pub mod activity;
pub mod acts;
pub mod advisers;
pub mod alike;
pub mod attachments;
pub mod cases;
pub mod closures;
pub mod departures;
pub mod disputes;
pub mod finds;
pub mod follows;
pub mod handover_notes;
pub mod handovers;
pub mod hidings;
pub mod home;
pub mod imports;
pub mod incidents;
pub mod index;
pub mod mentions;
pub mod merges;
pub mod moves;
pub mod notices;
pub mod past;
pub mod people_finds;
pub mod posts;
pub mod previews;
pub mod quotes;
pub mod reads;
pub mod redactions;
pub mod replies;
pub mod reports;
pub mod revisions;
pub mod rooms;
pub mod solutions;
pub mod splits;
pub mod templates;
pub mod thanks;
pub mod threads;
pub mod unmaskings;
pub mod unsubscriptions;
pub mod withdrawals;

pub use index::ThreadSource;

/// All doors of the forum.
pub fn routes() -> web::Routes {
    rooms::handlers::routes()
        .and(threads::handlers::routes())
        .and(replies::handlers::routes())
        .and(solutions::handlers::routes())
        .and(thanks::handlers::routes())
        .and(previews::handlers::routes())
        .and(alike::handlers::routes())
        .and(templates::handlers::routes())
        .and(quotes::handlers::routes())
        .and(mentions::handlers::routes())
        .and(revisions::handlers::routes())
        .and(closures::handlers::routes())
        .and(withdrawals::handlers::routes())
        .and(disputes::handlers::routes())
        .and(attachments::handlers::routes())
        .and(unmaskings::handlers::routes())
        .and(follows::handlers::routes())
        .and(notices::handlers::routes())
        .and(unsubscriptions::handlers::routes())
        .and(posts::handlers::routes())
        .and(reports::handlers::routes())
        .and(cases::handlers::routes())
        .and(hidings::handlers::routes())
        .and(moves::handlers::routes())
        .and(merges::handlers::routes())
        .and(splits::handlers::routes())
        .and(redactions::handlers::routes())
        .and(incidents::handlers::routes())
        .and(acts::handlers::routes())
        .and(imports::handlers::routes())
        .and(handovers::handlers::routes())
        .and(handover_notes::handlers::routes())
}
