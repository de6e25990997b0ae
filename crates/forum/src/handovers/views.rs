//! The page of a successor.

use directory::seats::Holder;
use directory::{Person, Roster};
use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{Tab, account_navigation, empty, once_field, primary_button, secondary_button, tabs};
use web::{Bell, links};

use super::Handover;
use super::paths::FollowsPath;
use super::queries::{Followed, Found};

/// The name of the page.
pub const TITLE: &str = "ポストの引継ぎ";

/// All that the page needs.
pub struct HandoverPage<'a> {
    /// The seats that the viewer holds.
    pub all: &'a [Handover<'a>],
    /// The one that is shown.
    pub chosen: Option<&'a Handover<'a>>,
    /// What there is to take over.
    pub found: &'a Found,
    /// Whether the seat has a note.
    pub has_note: bool,
    /// The viewer in the roster.
    pub own: Option<&'a Person>,
    /// What the viewer has said of following.
    pub bell: &'a Bell,
    /// Everybody.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn handover_page(page: &HandoverPage) -> Markup {
    html! {
        (account_navigation(links::MY_HANDOVER, true))
        div.stack {
            header.page-head {
                h1 { (TITLE) }
                p.lead { "ポストは、担当する方が替わっても続きます。前任の方がこのポストで見ていた相談や、引継ぎ書を受け取れます。" }
            }
            (seats(page))
            @match page.chosen {
                Some(one) => (seat(page, one)),
                None => (empty("いま担当しているポストがありません", "着任すると、前任の方からの引継ぎが、ここに並びます。", html! {})),
            }
            (asking(page))
        }
    }
}

fn seats(page: &HandoverPage) -> Markup {
    let all: Vec<Tab> = page.all.iter().map(|one| tab(page, one)).collect();
    html! { @if all.len() > 1 { (tabs("ポスト", &all)) } }
}

fn tab<'a>(page: &HandoverPage, one: &'a Handover) -> Tab<'a> {
    Tab {
        href: links::with_query(links::MY_HANDOVER, [("seat", one.seat.id.to_string().as_str())]),
        label: &one.seat.known.organisation_name,
        chosen: page.chosen.is_some_and(|chosen| chosen.seat.id == one.seat.id),
        count: None,
    }
}

fn seat(page: &HandoverPage, one: &Handover) -> Markup {
    html! {
        h2 { a href=(links::seat(one.seat.id)) { bdi { (one.seat.known.organisation_name) } } @if !one.seat.known.title.is_empty() { "　" bdi { (one.seat.known.title) } } }
        (note(page, one))
        (towns(page, one))
        @if one.before.is_empty() {
            (empty("このポストに前任の方はいません", "あなたが書いた引継ぎ書は、次の方に届きます。", html! {}))
        } @else {
            (before(one))
            (followed(page, one))
            (open(page))
        }
    }
}

/// What is shared about who does what, wherever the seat serves.
fn towns(page: &HandoverPage, one: &Handover) -> Markup {
    let places = &one.seat.known.places;
    html! {
        @if !places.is_empty() {
            section.panel {
                h3 { "役割分担メモ" }
                p { "だれが何を受け持つかを、市町村の担当者とコーディネーターで共有するメモです。" }
                ul role="list" {
                    @for code in places { li { a href={ (links::municipality(code)) "#note" } { (page.places.full_name(code)) } } }
                }
            }
        }
    }
}

fn note(page: &HandoverPage, one: &Handover) -> Markup {
    let href = links::handover_note(one.seat.id);
    html! {
        section.panel {
            h3 { "引継ぎ書" }
            @if page.has_note {
                p { "このポストの引継ぎ書があります。印刷もできます。" }
                p.actions { a.button.primary href=(href) { "引継ぎ書を読む" } a href={ (href) "/edit" } { "引継ぎ書を直す" } }
            } @else {
                p { "引継ぎ書はまだありません。ポストの相談やテーマから、はじめの文章をつくれます。" }
                p.actions { a.button.secondary href={ (href) "/edit" } { "引継ぎ書を書く" } }
            }
        }
    }
}

fn before(one: &Handover) -> Markup {
    html! {
        section.panel {
            h3 { "前任の方" }
            ul { @for holder in &one.before { li { (former(holder)) } } }
        }
    }
}

fn former(holder: &Holder) -> Markup {
    let (person, tenure) = (holder.person, holder.tenure);
    html! {
        bdi { (holder.name()) } "（" (day(tenure.started_at)) "から" @if let Some(end) = tenure.ended_at { (day(end.plus(-1))) "まで" } "）"
        @if person.has_left {}
        @else if person.listed && tenure.may_be_asked {
            " " a href={ (links::person(person.id)) "#contact-request" } { "前任の方に聞く" span.visually-hidden { "（" (holder.name()) "さん）" } }
        }
        @else if tenure.may_be_asked { "　このサイトでは、いまお尋ねできません。" }
    }
}

fn followed(page: &HandoverPage, one: &Handover) -> Markup {
    let Found { followed, open } = page.found;
    html! {
        section.panel {
            h3 { "前任の方がお知らせを受け取っていたもの" }
            @if followed.is_empty() { p { "ありません。" } }
            @if !followed.is_empty() {
                ul.list-rows role="list" data-total=(followed.len()) { @for subject in followed { (row(page, one, subject)) } }
            }
            @if !followed.is_empty() || !open.is_empty() {
                form method="post" action=(FollowsPath) {
                    (once_field(&web::forms::once()))
                    input type="hidden" name="seat" value=(one.seat.id);
                    p.actions { (primary_button("すべて引き継ぐ")) }
                }
                p.hint { "ここにあるものと、まだ解決していない相談のお知らせを、あなたが受け取るようになります。すでにあなたが選んだ受け取り方は変わりません。" }
            }
        }
    }
}

fn row(page: &HandoverPage, one: &Handover, subject: &Followed) -> Markup {
    let said = page.bell.level(&subject.shown.key);
    html! {
        li.row data-id=(subject.shown.key) {
            div.row-body {
                h4.row-title { a href=(subject.shown.href) { bdi { (subject.shown.name) } } }
                p.meta { span { (subject.subject.kind()) } @if let Some(level) = said { span { "あなた：" (level.name()) } } }
            }
            @if said.is_none() {
                div.row-side {
                    form method="post" action=(FollowsPath) {
                        (once_field(&web::forms::once()))
                        input type="hidden" name="seat" value=(one.seat.id);
                        input type="hidden" name="subject" value=(subject.shown.key);
                        button.button.quiet type="submit" { "引き継ぐ" span.visually-hidden { "（" (subject.shown.name) "）" } }
                    }
                }
            }
        }
    }
}

fn open(page: &HandoverPage) -> Markup {
    let open = &page.found.open;
    html! {
        section.panel {
            h3 { "まだ解決していない、このポストからの相談" }
            @if open.is_empty() { p { "ありません。" } }
            @else { (crate::home::rows(open, open.len() as u64, page.people, page.places)) }
        }
    }
}

/// Whether those who follow may ask, for each time in a seat.
fn asking(page: &HandoverPage) -> Markup {
    let begun = page.own.into_iter().flat_map(|person| &person.tenures).filter(|it| it.started_at <= page.now);
    let tenures: Vec<_> = begun.collect();
    html! {
        @if !tenures.is_empty() {
            section.panel {
                h2 { "後任の方からの質問" }
                p { "受け取ることにしておくと、後任の方に「前任の方に聞く」という案内が出ます。質問は「連絡先のおたずね」として届き、承諾するまで連絡先は伝わりません。返事をしないこともできます。" }
                ul.list-rows role="list" {
                    @for tenure in tenures {
                        li.row {
                            div.row-body { p { bdi { (tenure.organisation_name) } "：" @if tenure.may_be_asked { "質問を受け取ります" } @else { "質問を受け取りません" } } }
                            div.row-side {
                                form method="post" action={ "/me/tenures/" (tenure.id) "/asking" } {
                                    (once_field(&web::forms::once()))
                                    input type="hidden" name="on" value=(u8::from(!tenure.may_be_asked));
                                    (secondary_button(if tenure.may_be_asked { "受け取らない" } else { "受け取る" }))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn day(at: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) { (at.japanese_date()) } }
}
