//! The history of the database's shape. A migration is never edited once it has been released.
//!
//! The statements are plain SQL that both databases understand; the few words that differ are in [`dialect`].

#![expect(missing_docs, reason = "a migration is named by its file")]

use sea_orm_migration::prelude::*;

mod dialect;
mod m20261123_000001_create_foundation;
mod m20261124_000001_queue_mail;
mod m20261124_000002_keep_accounts;
mod m20261124_000003_let_people_join;
mod m20261124_000004_reach_people;
mod m20261124_000005_keep_history;
mod m20261124_000006_keep_drafts;
mod m20261124_000007_form_groups;
mod m20261129_000001_invite_by_code;
mod m20261129_000002_remember_who_suspended;
mod m20261129_000003_let_blocked_texts_wait;
mod m20261129_000004_enclose_files;
mod m20261129_000005_hide_authors;
mod m20261129_000006_tell_what_is_new;
mod m20261129_000007_compose;
mod m20261129_000008_choose_a_weekday;
mod m20261129_000009_keep_order;
mod m20261129_000010_answer_reports;
mod m20261129_000011_bring_in_the_past;
mod m20261129_000012_keep_synonyms;
mod m20261129_000013_save_searches;
mod m20261129_000014_suggest_people;
mod m20261129_000015_compare_towns;
mod m20261129_000016_share_roles;
mod m20261129_000017_bring_in_rosters;
mod m20261129_000018_outlive_people;
mod m20261129_000019_count_texts_by_index;
mod m20261129_000020_watch_people;
mod m20261129_000021_ask_who_is_there;
mod m20261129_000022_end_grants;
mod m20261129_000023_take_back_registrations;
mod m20261129_000024_say_who_is_available;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_foundation::Migration),
            Box::new(m20261124_000001_queue_mail::Migration),
            Box::new(m20261124_000002_keep_accounts::Migration),
            Box::new(m20261124_000003_let_people_join::Migration),
            Box::new(m20261124_000004_reach_people::Migration),
            Box::new(m20261124_000005_keep_history::Migration),
            Box::new(m20261124_000006_keep_drafts::Migration),
            Box::new(m20261124_000007_form_groups::Migration),
            Box::new(m20261129_000001_invite_by_code::Migration),
            Box::new(m20261129_000002_remember_who_suspended::Migration),
            Box::new(m20261129_000003_let_blocked_texts_wait::Migration),
            Box::new(m20261129_000004_enclose_files::Migration),
            Box::new(m20261129_000005_hide_authors::Migration),
            Box::new(m20261129_000006_tell_what_is_new::Migration),
            Box::new(m20261129_000007_compose::Migration),
            Box::new(m20261129_000008_choose_a_weekday::Migration),
            Box::new(m20261129_000009_keep_order::Migration),
            Box::new(m20261129_000010_answer_reports::Migration),
            Box::new(m20261129_000011_bring_in_the_past::Migration),
            Box::new(m20261129_000012_keep_synonyms::Migration),
            Box::new(m20261129_000013_save_searches::Migration),
            Box::new(m20261129_000014_suggest_people::Migration),
            Box::new(m20261129_000015_compare_towns::Migration),
            Box::new(m20261129_000016_share_roles::Migration),
            Box::new(m20261129_000017_bring_in_rosters::Migration),
            Box::new(m20261129_000018_outlive_people::Migration),
            Box::new(m20261129_000019_count_texts_by_index::Migration),
            Box::new(m20261129_000020_watch_people::Migration),
            Box::new(m20261129_000021_ask_who_is_there::Migration),
            Box::new(m20261129_000022_end_grants::Migration),
            Box::new(m20261129_000023_take_back_registrations::Migration),
            Box::new(m20261129_000024_say_who_is_available::Migration),
        ]
    }
}
