//! Pages of texts that wait.

use accounts::drafts::kept;
use directory::Roster;
use directory::guarding::{Place, reading_of, views as guarding};
use kernel::Places;
use maud::{Markup, html};
use web::components::{
    NoticeKind, TextArea, account_navigation, breadcrumbs, draft_field, empty, notice, once_field, primary_button,
    problem_summary, secondary_button, tag, text_area, time,
};
use web::{Problems, links};

use super::DAYS;
use super::forms::RefusalForm;
use super::paths::{DisputePath, DisputesPath, RefusalPath, ReleasePath, WithdrawalPath};
use super::queries::{Dispute, State};
use crate::attachments::words_of;
use crate::posts::authors::HIDDEN;

/// The title of the list of those who decide.
pub(super) const TITLE: &str = "確認を待っている投稿";
/// The title of one text.
pub(super) const SHOW: &str = "投稿の確認";
/// The title of one's own.
pub(super) const MINE: &str = "確認待ちの投稿";

/// All that the page of one text needs.
pub(super) struct DisputePage<'a> {
    pub dispute: &'a Dispute,
    pub form: &'a RefusalForm,
    /// Its files: what each is called, and what it says.
    pub files: &'a [(String, String)],
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// The texts that wait for the viewer.
pub(super) fn index_page(disputes: &[Dispute], people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "個人情報チェックで止まり、投稿した方が「個人情報ではない」とお考えの投稿です。部屋の担当者だけが読めます。" }
        }
        @if disputes.is_empty() {
            div data-total="0" { (empty("確認を待っている投稿はありません", "届くと、ここに並び、メールでもお知らせします。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(disputes.len()) {
                @for dispute in disputes {
                    li.row data-id=(dispute.id) {
                        div.row-body {
                            h2.row-title { a href=(DisputePath { dispute: dispute.id }) { (author(dispute, people)) "の" (kind(dispute)) } }
                            (facts(dispute, people, places))
                        }
                    }
                }
            }
        }
    }
}

/// One text, and the two decisions.
pub(super) fn show_page(page: &DisputePage, problems: &Problems) -> Markup {
    let DisputePage { dispute, people, places, .. } = *page;
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(&DisputesPath.to_string(), TITLE)], SHOW))
                h1 { (author(dispute, people)) "の" (kind(dispute)) }
                (facts(dispute, people, places))
            }
            (problem_summary(problems.list()))
            @if dispute.state() == State::Waiting {
                (text(page)) (release_form(dispute)) (refusal_form(page, problems))
            } @else {
                (notice(NoticeKind::Info, html! { p { "この投稿は、すでに判断されています。文章は残っていません。" } }))
            }
        }
    }
}

/// One's own texts that wait, and what became of others.
pub(super) fn own_page(disputes: &[Dispute], people: &Roster, places: &Places) -> Markup {
    html! {
        (account_navigation(links::MY_DISPUTES, true))
        header.page-head {
            h1 { (MINE) }
            p.lead { "「個人情報ではないので確認してほしい」と送った投稿です。判断が出るまで、あなたと部屋の担当者だけが読めます。" }
            p.hint { (DAYS) "日のあいだ判断がないときは、あなたの下書きに戻します。結果も" (DAYS) "日間残ります。" }
        }
        @if disputes.is_empty() {
            div data-total="0" { (empty("確認待ちの投稿はありません", "個人情報チェックの画面から送ったものが、ここに並びます。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(disputes.len()) {
                @for dispute in disputes {
                    li.row data-id=(dispute.id) {
                        div.row-body {
                            h2.row-title { (kind(dispute)) " " (tag(standing(dispute))) }
                            (facts(dispute, people, places))
                            (outcome(dispute, people, places))
                        }
                    }
                }
            }
        }
    }
}

fn outcome(dispute: &Dispute, people: &Roster, places: &Places) -> Markup {
    let drafts = html! { a href=(links::MY_DRAFTS) { "下書き" } };
    html! {
        @match dispute.state() {
            State::Waiting => {
                @for (label, words) in words(dispute, people, places) { p { strong { (label) } } div.verbatim { (words) } }
                p { strong { "個人情報ではない理由" } }
                div.verbatim { (dispute.reason) }
                form method="post" action=(WithdrawalPath { dispute: dispute.id }) {
                    (once_field(&web::forms::once()))
                    (secondary_button("取り下げて下書きに戻す"))
                }
            },
            State::Released => p { @if dispute.veil.is_some() { "名前を伏せて載りました。" } @else { "あなたの名前で載りました。" } a href=(dispute.location) { "投稿を見る" } },
            State::Refused => { p { strong { "理由" } } div.verbatim { (dispute.answer) } p { "文章は、" (drafts) "に戻してあります。" } },
            State::Lapsed => p { "期間のうちに判断がありませんでした。文章は、" (drafts) "に戻してあります。" },
        }
    }
}

fn standing(dispute: &Dispute) -> &'static str {
    match dispute.state() {
        State::Waiting => "確認待ち",
        State::Released => "載りました",
        State::Refused => "お断りされました",
        State::Lapsed => "下書きに戻りました",
    }
}

fn words(dispute: &Dispute, people: &Roster, places: &Places) -> Vec<(&'static str, String)> {
    let Some(place) = Place::of(&dispute.path) else { return Vec::new() };
    let reading = reading_of(people, places, dispute.author_id, &place, &dispute.fields(), "");
    reading.fields.into_iter().map(|field| (field.spec.label, field.text)).collect()
}

fn text(page: &DisputePage) -> Markup {
    let DisputePage { dispute, files, people, places, .. } = *page;
    // What is found depends on the author's municipalities, which a hidden one does not show.
    let author = dispute.doer().written();
    html! {
        section.panel {
            h2 { "止まった文章" }
            @if let Some(place) = Place::of(&dispute.path) {
                (guarding::texts(&reading_of(people, places, author, &place, &dispute.fields(), &words_of(files))))
            }
            @if !files.is_empty() {
                p { "添付ファイル：" (files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、")) }
                p.hint { "ファイルは、載るまで開けません。見つかったところの前後だけを示しています。" }
            }
        }
        section.panel { h2 { "投稿した方の理由" } div.verbatim { (dispute.reason) } }
    }
}

fn release_form(dispute: &Dispute) -> Markup {
    html! {
        section.panel {
            h2 { "個人情報ではないと確かめたとき" }
            p { @if dispute.veil.is_some() { "名前と市町村を伏せたまま、いま載ります。" } @else { "投稿した方の名前で、いま載ります。" } "ほかに気になるところがあるときは、お断りして、直していただいてください。" }
            form.stack method="post" action=(ReleasePath { dispute: dispute.id }) {
                (once_field(&web::forms::once()))
                p.actions { (primary_button("このまま載せる")) }
            }
        }
    }
}

fn refusal_form(page: &DisputePage, problems: &Problems) -> Markup {
    let DisputePage { dispute, form, .. } = *page;
    html! {
        section.panel {
            h2 { "お断りするとき" }
            form.stack #refusal-form method="post" action=(RefusalPath { dispute: dispute.id }) novalidate {
                (once_field(&form.once))
                (draft_field(&form.draft))
                (text_area(TextArea {
                    name: "answer", label: "お断りする理由", value: &form.answer, rows: 3, required: true,
                    hint: Some("投稿した方だけが読みます。何を直せばよいかを、番号や氏名を書かずにお書きください。"),
                    problem: problems.at("answer"),
                }))
                p.actions { button.button.danger type="submit" { "理由を添えてお断りする" } }
            }
        }
    }
}

fn facts(dispute: &Dispute, people: &Roster, places: &Places) -> Markup {
    html! {
        p.meta {
            span { (people.room(places, dispute.room_id).map_or("", |room| room.name.as_str())) }
            (time(dispute.created_at))
        }
    }
}

fn kind(dispute: &Dispute) -> &'static str {
    kept::Place::of(&dispute.path).map_or("投稿", |place| place.name)
}

fn author(dispute: &Dispute, people: &Roster) -> Markup {
    let name = people.person(dispute.author_id).map_or("登録のない方", |person| person.name.as_str());
    html! { @if dispute.veil.is_some() { (HIDDEN) } @else { bdi { (name) } "さん" } }
}
