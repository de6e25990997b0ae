//! Pages on which a discussion is moved.

use directory::Roster;
use kernel::{Places, Viewer};
use maud::{Markup, html};
use web::components::{
    Select, account_navigation, breadcrumbs, empty, once_field, primary_button, problem_summary, secondary_button,
    select, time,
};
use web::{Problems, links};

use super::forms::MoveForm;
use super::is_narrower;
use super::paths::{AnswerPath, CancellationPath, CompletionPath, MovePath};
use super::queries::Wish;
use crate::acts::views::reason_fields;
use crate::acts::{room_name, room_name_for};
use crate::threads::queries::Thread;
use crate::threads::views::heading;

/// The title of the form.
pub(super) const TITLE: &str = "ほかの部屋へ移す";
/// The title of the wishes about one's own texts.
pub(super) const MINE: &str = "投稿を移すお尋ね";

/// All that the form needs.
pub(super) struct MovePage<'a> {
    pub viewer: &'a Viewer,
    pub thread: &'a Thread,
    pub wish: Option<&'a Wish>,
    pub form: &'a MoveForm,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// The form, or what has become of the wish.
pub(super) fn move_page(page: &MovePage, problems: &Problems) -> Markup {
    let MovePage { thread, people, places, .. } = *page;
    let back = links::thread(thread.id);
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(&back, heading(&thread.title))], TITLE))
                h1 { (TITLE) }
                p.meta { span { "いまの部屋：" (room_name(people, places, thread.room_id)) } }
            }
            (problem_summary(problems.list()))
            @match page.wish {
                Some(wish) => (standing(page, wish)),
                None => (wish_form(page, problems)),
            }
        }
    }
}

fn wish_form(page: &MovePage, problems: &Problems) -> Markup {
    let MovePage { viewer, thread, form, people, places, .. } = *page;
    let mut options = vec![(String::new(), "選んでください".to_owned())];
    for room in viewer.tended().iter().filter(|room| **room != thread.room_id).filter_map(|id| people.room(places, *id))
    {
        let how = if is_narrower(people, places, thread.room_id, room.id) {
            "すぐに移せます"
        } else {
            "書いた方の同意がいります"
        };
        options.push((room.slug.clone(), format!("{}（{how}）", room.name)));
    }
    let options: Vec<_> = options.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect();
    html! {
        p { "読める方が減るだけの部屋へは、すぐに移せます。新しく読める方がふえる部屋へは、書いた方に尋ね、同意のあった投稿だけを移します。" }
        form.stack method="post" action=(MovePath { thread: thread.id }) novalidate {
            (once_field(&form.once))
            (select(Select {
                name: "room", label: "移す先の部屋", options: &options, chosen: &form.room,
                hint: Some("あなたが担当している部屋です。"), problem: problems.at("room"),
            }))
            (reason_fields(&form.reason(), problems))
            p.actions { (primary_button("移す")) a href=(links::thread(thread.id)) { "やめる" } }
        }
    }
}

fn standing(page: &MovePage, wish: &Wish) -> Markup {
    html! {
        section.panel {
            h2 { "「" (room_name(page.people, page.places, wish.to_room_id)) "」へ移すお尋ね" }
            p { (time(wish.asked_at)) "に、書いた方にお尋ねしました。" }
            p { "投稿" (wish.texts) "件のうち、同意" (wish.agreed) "件、移さない" (wish.declined) "件です。同意のない投稿は、いまの部屋に残ります。" }
            form method="post" action=(CompletionPath { thread: page.thread.id }) {
                (once_field(&web::forms::once()))
                p.actions { (primary_button("同意のあった投稿を移す")) }
            }
            form method="post" action=(CancellationPath { thread: page.thread.id }) {
                (once_field(&web::forms::once()))
                p.actions { (secondary_button("移すのをやめる")) }
            }
        }
    }
}

/// What others ask of one's own texts.
pub(super) fn own_page(viewer: &Viewer, wishes: &[Wish], people: &Roster, places: &Places) -> Markup {
    html! {
        (account_navigation(links::MY_ACTS, false))
        header.page-head {
            h1 { (MINE) }
            p.lead { "あなたの投稿を、いまより広い部屋へ移してよいか、部屋の担当者がお尋ねしています。お返事のない投稿は、移しません。" }
        }
        @if wishes.is_empty() {
            div data-total="0" { (empty("お尋ねはありません", "届くと、ここに並び、メールでもお知らせします。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(wishes.len()) { @for wish in wishes { (own_row(viewer, wish, people, places)) } }
        }
    }
}

fn own_row(viewer: &Viewer, wish: &Wish, people: &Roster, places: &Places) -> Markup {
    html! {
        li.row data-id=(wish.id) {
            div.row-body {
                h2.row-title { a href=(links::thread(wish.thread_id)) { bdi { (heading(&wish.title)) } } }
                p { (room_name(people, places, wish.room_id)) " から " strong { (room_name_for(viewer, people, places, wish.to_room_id)) } " へ" }
                p { "理由：" (wish.reason().ground.name()) }
                @if !wish.words.is_empty() { div.verbatim { (wish.words) } }
                @if let Some(agrees) = wish.mine {
                    p { "いまのお返事：" strong { @if agrees { "移してよい" } @else { "移さないでほしい" } } }
                }
                form method="post" action=(AnswerPath { wish: wish.id }) {
                    (once_field(&web::forms::once()))
                    p.actions {
                        button.button.primary type="submit" name="agrees" value="1" { "移してよい" }
                        button.button.secondary type="submit" name="agrees" value="0" { "移さないでほしい" }
                    }
                }
            }
        }
    }
}
