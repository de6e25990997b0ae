//! The pages of saved searches, and the form on the results page.

use directory::people::Reader;
use maud::{Markup, html};
use web::components::{
    NoticeKind, Radio, TextInput, account_navigation, breadcrumbs, draft_field, empty, keep_button, notice, once_field,
    primary_button, problem_summary, radios, secondary_button, text_input, time,
};
use web::{Problems, links};

use super::forms::{LONGEST, SearchForm};
use super::paths::{EndFeedPath, MakeFeedPath, RemovalPath};
use super::queries::Saved;
use super::{About, Level, MOST, Question};

/// The names of the pages.
pub(super) const TITLE: &str = "保存した検索";
pub(super) const EDIT_TITLE: &str = "保存した検索を変える";
pub(super) const FEED_TITLE: &str = "配信アドレス";

/// On the results page: folded up, since most questions are asked once.
pub(crate) fn save_fold(question: &Question, reader: Reader) -> Markup {
    html! {
        details.fold {
            summary { "この検索を保存する" }
            (save_form(&SearchForm::saving(question, reader), &Problems::default()))
        }
    }
}

/// Where a search is saved, by itself.
pub(super) fn new_page(form: &SearchForm, problems: &Problems, reader: Reader) -> Markup {
    let question = form.question(reader.places);
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::MY_SEARCHES, TITLE)], new_title(form)))
                h1 { (new_title(form)) }
                p.lead { (lead(question.as_ref().map(Question::about).unwrap_or_default())) }
            }
            (problem_summary(problems.list()))
            div #query {
                @if let Some(question) = &question { p { a href=(question.address()) { bdi { (question.in_words(reader)) } } } }
                @if let Some(problem) = problems.at("query") { (notice(NoticeKind::Warning, html! { p { (problem) } })) }
                @if question.is_none() { p.actions { a.button href=(links::SEARCH) { "検索へ" } a href=(links::COORDINATORS) { "仲間をさがす" } } }
            }
            @if question.is_some() { (save_form(form, problems)) }
        }
    }
}

/// The name of the page on which a question is saved.
pub(super) fn new_title(form: &SearchForm) -> &'static str {
    match About::parse(&form.about) {
        About::Texts => "検索を保存する",
        About::People => "条件を保存する",
    }
}

fn lead(about: About) -> &'static str {
    match about {
        About::Texts => {
            "新しい相談や返信がこの検索に当てはまると、お知らせします。いま読める部屋の、ほかの方の投稿に限ります。"
        }
        About::People => {
            "この条件に当てはまる方が新しく加わると、お知らせします。新しい会員の方のほか、担当やテーマが変わって当てはまるようになった方も含みます。"
        }
    }
}

fn save_form(form: &SearchForm, problems: &Problems) -> Markup {
    html! {
        form.stack method="post" action=(links::MY_SEARCHES) novalidate {
            input type="hidden" name="about" value=(form.about);
            input type="hidden" name="query" value=(form.query);
            (fields(form, About::parse(&form.about), problems))
            div.actions { (primary_button("保存する")) (keep_button(links::MY_SEARCHES)) }
            p.hint { "保存した検索は、あなただけが見られます。" a href=(links::MY_SEARCHES) { "保存した検索の一覧" } }
        }
    }
}

fn fields(form: &SearchForm, about: About, problems: &Problems) -> Markup {
    let on_site = match about {
        About::Texts => "「お知らせ」の一覧に出ます。相談ごとに一度だけです。",
        About::People => "「お知らせ」の一覧に、一日分をまとめて出ます。お一人につき一度だけです。",
    };
    let notes = [
        (Level::Site, on_site),
        (Level::Mail, "一覧のほかに、「お知らせの受け取り方」で選んだ時刻に、まとめてメールが届きます。"),
        (Level::Nothing, ""),
    ];
    let numbers = Level::ALL.map(|level| level.number().to_string());
    let options: Vec<(&str, &str, &str)> = Level::ALL
        .iter()
        .zip(&numbers)
        .map(|(level, number)| {
            let note = notes.iter().find(|(known, _)| known == level).map_or("", |(_, note)| *note);
            (number.as_str(), level.name(), note)
        })
        .collect();
    html! {
        (once_field(&form.once))
        (draft_field(&form.draft))
        (text_input(TextInput {
            name: "name",
            label: "名前",
            value: &form.name,
            hint: Some("お知らせに出る名前です。"),
            problem: problems.at("name"),
            required: true,
            max: Some(LONGEST),
            ..TextInput::default()
        }))
        (radios(Radio {
            name: "level",
            legend: "お知らせ",
            options: &options,
            chosen: &form.level,
            hint: None,
            problem: problems.at("level"),
        }))
    }
}

/// The viewer's searches.
pub(super) fn list_page(searches: &[Saved], reader: Reader) -> Markup {
    html! {
        (account_navigation(links::MY_SEARCHES, true))
        header.page-head {
            h1 { (TITLE) }
            p.lead { "あなただけが見られます。" (MOST) "件まで保存できます。" }
        }
        @if searches.is_empty() {
            div data-total="0" {
                (empty("保存した検索はありません", "検索の結果のページにある「この検索を保存する」や、「仲間をさがす」のページにある「この条件を保存」から保存すると、新しい投稿や仲間が当てはまったときにお知らせします。", html! {
                    a.button href=(links::SEARCH) { "検索へ" }
                    a href=(links::COORDINATORS) { "仲間をさがす" }
                }))
            }
        } @else {
            ul.list-rows role="list" data-total=(searches.len()) { @for search in searches { (row(search, reader)) } }
        }
    }
}

fn row(search: &Saved, reader: Reader) -> Markup {
    let question = search.question(reader.places);
    html! {
        li.row data-id={ "search-" (search.id) } {
            div.row-body {
                h2.row-title {
                    @match &question {
                        Some(question) => a href=(question.address()) { bdi { (search.name) } },
                        None => bdi { (search.name) },
                    }
                }
                @if let Some(question) = &question { p { bdi { (question.in_words(reader)) } } }
                p.meta {
                    span { (search.about().name()) }
                    span { (search.level().name()) }
                    @if search.feed_at.is_some() { span { "配信アドレスあり" } }
                    a href=(links::saved_search(search.id)) { "変える・削除する" span.visually-hidden { "（" (search.name) "）" } }
                }
            }
        }
    }
}

/// One of them: its name, how its owner is told, its feed, and its end.
pub(super) fn edit_page(search: &Saved, form: &SearchForm, problems: &Problems, reader: Reader) -> Markup {
    let here = links::saved_search(search.id);
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::MY_SEARCHES, TITLE)], EDIT_TITLE))
                h1 { (EDIT_TITLE) }
                @if let Some(question) = search.question(reader.places) {
                    p.lead { a href=(question.address()) { bdi { (question.in_words(reader)) } } }
                }
            }
            (problem_summary(problems.list()))
            form.stack method="post" action=(here) novalidate {
                (fields(form, search.about(), problems))
                div.actions { (primary_button("保存する")) (keep_button(&here)) }
            }
            @if search.about() == About::Texts { (feed_section(search)) }
            section.stack.tight aria-labelledby="removal" {
                h2 #removal { "削除" }
                p { "削除すると、この検索のお知らせも一覧から消えます。" @if search.about() == About::Texts { "配信アドレスは使えなくなります。" } }
                form method="post" action=(RemovalPath { search: search.id }) {
                    (once_field(&web::forms::once()))
                    div.actions { (secondary_button("この検索を削除する")) }
                }
            }
        }
    }
}

fn feed_section(search: &Saved) -> Markup {
    html! {
        section.stack.tight aria-labelledby="feed" {
            h2 #feed { "配信アドレス（Atom）" }
            p {
                "新着を読むためのソフトに登録すると、サインインしなくても、新しい投稿があることがわかります。"
                "伝えるのは、どの部屋にあったかと、いつ見つかったか、そのリンクだけです。件名も本文もお名前も載せません。"
            }
            @if let Some(at) = search.feed_at {
                p { (time(at)) "に作ったアドレスが使えます。作り直すと、それまでのアドレスは使えなくなります。" }
            }
            form method="post" action=(MakeFeedPath { search: search.id }) {
                (once_field(&web::forms::once()))
                div.actions { (secondary_button(if search.feed_at.is_some() { "アドレスを作り直す" } else { "アドレスを作る" })) }
            }
            @if search.feed_at.is_some() {
                form method="post" action=(EndFeedPath { search: search.id }) {
                    (once_field(&web::forms::once()))
                    div.actions { (secondary_button("アドレスを使えなくする")) }
                }
            }
        }
    }
}

/// The one page on which the address of a feed stands.
pub(super) fn feed_page(search: &Saved, address: &str) -> Markup {
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::MY_SEARCHES, TITLE)], FEED_TITLE))
                h1 { (FEED_TITLE) }
                p.lead { "「" bdi { (search.name) } "」の配信アドレスです。" }
            }
            (notice(NoticeKind::Warning, html! {
                p { "このアドレスは、このページにだけ表示されます。控えてから、ほかのページへ移ってください。" }
                p { "アドレスを知っている人は、サインインしなくても、どの部屋に新しい投稿があったかがわかります。ほかの人に知らせないでください。" }
            }))
            section.panel { p.verbatim { (address) } }
            p.actions { a href=(links::saved_search(search.id)) { "保存した検索へ戻る" } }
        }
    }
}
