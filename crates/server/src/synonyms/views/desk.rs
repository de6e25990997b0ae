//! The page on which administrators keep the list.

use directory::Roster;
use maud::{Markup, html};
use search::synonyms::stored::Stored;
use web::components::{breadcrumbs, empty, once_field, secondary_button};
use web::links;

use super::{DESK_TITLE, NEW_TITLE, kind_name, list, seek, words};
use crate::synonyms::forms::Seeking;
use crate::synonyms::missed::Question;
use crate::synonyms::paths::{MissedPath, NewPath, ProposalPath, SynonymPath};
use crate::synonyms::proposals::Proposal;

/// All that the page needs.
pub struct Desk<'a> {
    /// Words that are looked for in the list.
    pub seeking: &'a Seeking,
    /// The groups in which they occur.
    pub groups: &'a [Stored],
    /// What members propose.
    pub proposals: &'a [Proposal],
    /// What several people have asked in vain.
    pub missed: &'a [Question],
    /// Everybody.
    pub people: &'a Roster,
}

/// Proposals, questions that found nothing, and the list.
pub fn desk_page(desk: &Desk) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, "名簿の管理")], DESK_TITLE))
            h1 { (DESK_TITLE) }
            p.lead { "検索で、入力された言葉のほかにさがす言葉です。変更は、次の検索からすぐに効きます。" }
            p.actions { a.button.primary href=(NewPath) { (NEW_TITLE) } }
        }
        section.stack.tight aria-labelledby="proposals" {
            h2 #proposals { "提案 " span.count { (desk.proposals.len()) "件" } }
            @if desk.proposals.is_empty() { p { "待っている提案はありません。" } }
            @else { ul.list-rows role="list" { @for proposal in desk.proposals { (proposed(proposal, desk.people)) } } }
        }
        section.stack.tight aria-labelledby="missed" {
            h2 #missed { "見つからなかった言葉 " span.count { (desk.missed.len()) "件" } }
            p { "2人以上の方がさがして、何も見つからなかった言葉です。だれがさがしたかは記録していません。最後にさがされてから180日で消えます。" }
            @if desk.missed.is_empty() { (empty("見つからなかった言葉はありません", "何人かの方が同じ言葉をさがして見つからないと、ここに並びます。", html! {})) }
            @else { ul.list-rows role="list" { @for question in desk.missed { (asked(question)) } } }
        }
        section.stack.tight aria-labelledby="groups" {
            h2 #groups { "一覧 " span.count { (desk.groups.len()) "件" } }
            (seek(links::SYNONYMS_DESK, desk.seeking))
            (list(desk.groups, |stored| html! {
                span { a href=(SynonymPath { synonym: stored.id }) { "変える・外す" span.visually-hidden { "：" (words(&stored.group)) } } }
            }))
        }
    }
}

fn proposed(proposal: &Proposal, people: &Roster) -> Markup {
    let by = people.person(proposal.by).map_or("登録のない方", |person| person.name.as_str());
    let id = proposal.id.to_string();
    html! {
        li.row data-id={ "proposal-" (id) } {
            div.row-body {
                p { (words(&proposal.group)) }
                p.meta { span { (kind_name(proposal.group.kind)) } span { "提案：" bdi { (by) } } }
                div.actions {
                    a.button.secondary href=(links::with_query(&NewPath.to_string(), [("proposal", id.as_str())])) { "確かめて加える" }
                    form method="post" action=(ProposalPath { proposal: proposal.id }) {
                        (once_field(&web::forms::once()))
                        (secondary_button("加えない"))
                    }
                }
            }
        }
    }
}

fn asked(question: &Question) -> Markup {
    html! {
        li.row data-missed=(question.words) {
            div.row-body {
                p { bdi { (question.words) } }
                p.meta { span { (question.times) "回" } span { "最後は" time datetime=(question.last_day) { (question.last_day) } } }
                div.actions {
                    a.button.secondary href=(links::with_query(&NewPath.to_string(), [("missed", question.words.as_str())])) { "言いかえに加える" }
                    form method="post" action=(MissedPath) {
                        (once_field(&web::forms::once()))
                        input type="hidden" name="missed" value=(question.words);
                        (secondary_button("一覧から消す"))
                    }
                }
            }
        }
    }
}
