//! The frame around every page: head, banner of the demo, header with the search box, footer.
//!
//! Nothing here or in the components writes a `style` attribute, a script or an address of another origin, so the
//! content security policy can forbid all three. Everything works without scripts; the person menu is a `<details>`.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use maud::{DOCTYPE, Markup, html};

use crate::chrome::{Chrome, Reader};
use crate::components::icons;
use crate::links;
use crate::space::Space;
use crate::{account, bell};

/// Where the embedded assets are, under names that change with their content.
#[derive(Clone, Debug, Default)]
pub struct AssetUrls {
    /// The stylesheet.
    pub css: String,
    /// The entry module; it imports its neighbours by relative addresses.
    pub js: String,
    /// The icon of the site.
    pub icon: String,
}

/// The entries of the navigation: address, and the words for it.
const ENTRIES: [(&str, &str); 4] =
    [("/", "ホーム"), ("/threads", "相談"), ("/coordinators", "仲間をさがす"), ("/rooms", "部屋")];

/// The address of the form that asks a question, which is the primary button of the navigation.
const ASK: &str = "/threads/new";

/// Bytes of a page around what stands inside `<main>`, at most.
const FRAME: usize = 6 * 1024;

/// A whole page; `main` is what stands inside `<main>`.
pub fn document(chrome: &Chrome, assets: &AssetUrls, title: &str, main: Markup) -> Markup {
    html! {
        (Space(main.0.len() + FRAME))
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                meta name="format-detection" content="telephone=no";
                title { (title) "｜よこいと" }
                link rel="stylesheet" href=(assets.css);
                link rel="icon" type="image/svg+xml" href=(assets.icon);
                script type="module" src=(assets.js) defer {}
            }
            body {
                a.skip-link href="#main" { "本文へ進む" }
                @if chrome.sample {
                    aside.sample-banner aria-label="見本サイトについて" {
                        p { "これは見本サイトです。人物・団体・相談はすべて架空のものです。" }
                    }
                }
                (header(chrome))
                main #main .page tabindex="-1" { (main) }
                (footer())
            }
        }
    }
}

fn header(chrome: &Chrome) -> Markup {
    let active = chrome.person.as_ref().is_some_and(|person| person.active);
    html! {
        header .site-header .bare[!active] {
            div.site-header-row {
                a.brand href="/" { (icons::weave()) span.brand-name { "よこいと" } }
                @if active { (search_form(&chrome.words)) }
                @match &chrome.person {
                    Some(person) if person.active => (person_menu(person)),
                    Some(person) => (waiting_person(person)),
                    None => a.button.secondary href="/sign-in" aria-current=[current(&chrome.path, "/sign-in")] {
                        "サインイン"
                    },
                }
            }
            @if let Some(person) = chrome.person.as_ref().filter(|person| person.active) { (navigation(&chrome.path, person)) }
        }
    }
}

fn search_form(words: &str) -> Markup {
    html! {
        form.site-search action="/search" method="get" role="search" {
            label.visually-hidden for="site-search" { "相談と人をさがす" }
            input #site-search type="search" name="q" value=(words) placeholder="相談と人をさがす"
                autocomplete="off" enterkeyhint="search";
            button type="submit" { (icons::search()) span.visually-hidden { "検索する" } }
        }
    }
}

fn navigation(path: &str, person: &Reader) -> Markup {
    html! {
        nav.site-nav aria-label="サイト内" {
            ul role="list" {
                @for (href, label) in ENTRIES {
                    li { a href=(href) aria-current=[current(path, href)] { (label) } }
                }
                li {
                    a href=(links::MY_NOTICES) aria-current=[current(path, links::MY_NOTICES)] {
                        "お知らせ" @if person.unread > 0 { " " span.unread-count { (bell::words(person.unread)) } }
                    }
                }
                @if person.writes { li.ask { a.button.primary href=(ASK) aria-current=[current(path, ASK)] { "相談する" } } }
            }
        }
    }
}

/// `page` for the page itself, `true` for a page below the entry.
fn current(path: &str, href: &str) -> Option<&'static str> {
    if path == href {
        Some("page")
    } else if href != "/" && path != ASK && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')) {
        Some("true")
    } else {
        None
    }
}

fn person_menu(person: &Reader) -> Markup {
    html! {
        details.person-menu data-enhance="menu" {
            summary {
                (icons::person())
                span.visually-hidden { "メニュー：" }
                bdi.person-menu-name { (person.name) }
            }
            ul role="list" {
                @if person.manages { li { a href=(links::DESK) { "名簿の管理" } } }
                @for page in account::pages_for(true) { li { a href=(page.href) { (page.label) } } }
                li { a href=(links::GROUPS) { "グループ" } }
                li { (sign_out()) }
            }
        }
    }
}

fn waiting_person(person: &Reader) -> Markup {
    html! {
        div.person-waiting {
            bdi { (person.name) }
            a href="/join/status" { "申請の状況" }
            @for page in account::pages_for(false) { a href=(page.href) { (page.label) } }
            (sign_out())
        }
    }
}

fn sign_out() -> Markup {
    html! {
        form action="/sign-out" method="post" { button.link-button type="submit" { "サインアウト" } }
    }
}

fn footer() -> Markup {
    html! {
        footer.site-footer {
            div.site-footer-inner {
                p.site-footer-brand { (icons::weave()) "よこいと" }
                p { "在宅医療・介護連携のコーディネーターが、まちを越えて相談し合う場です。" }
                ul role="list" {
                    li { a href="/terms" { "利用規約" } }
                    li { a href="/privacy" { "個人情報の取扱い" } }
                    li { a href="/accessibility" { "アクセシビリティ" } }
                    li { a href="/contact" { "お問い合わせ" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::current;

    #[test]
    fn one_entry_is_current_and_a_page_below_it_marks_it_too() {
        assert_eq!(current("/", "/"), Some("page"));
        assert_eq!(current("/threads", "/"), None);
        assert_eq!(current("/threads", "/threads"), Some("page"));
        assert_eq!(current("/threads/12", "/threads"), Some("true"));
        assert_eq!(current("/threads/new", "/threads"), None);
        assert_eq!(current("/threads/new", "/threads/new"), Some("page"));
        assert_eq!(current("/roomsandmore", "/rooms"), None);
    }
}
