//! Ways through what is long: breadcrumbs, pages of a list, tabs, tables wider than the screen.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use maud::{Markup, html};

/// The ways through a list of several pages.
#[derive(Clone, Debug, Default)]
pub struct Pager<'a> {
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Where one is: 「21–40件目／132件」.
    pub position: &'a str,
}

/// One of several views of the same thing, each a page.
#[derive(Clone, Debug, Default)]
pub struct Tab<'a> {
    /// Address.
    pub href: String,
    /// What people read.
    pub label: &'a str,
    /// How many are in it.
    pub count: Option<&'a str>,
    /// Whether it is the one on screen.
    pub chosen: bool,
}

/// The way from the top to this page, as address and words; `current` is the page itself.
pub fn breadcrumbs(trail: &[(&str, &str)], current: &str) -> Markup {
    html! {
        nav.breadcrumbs aria-label="現在の場所" {
            ol role="list" {
                @for (href, label) in trail { li { a href=(href) { (label) } } }
                li { span aria-current="page" { (current) } }
            }
        }
    }
}

/// Links to the pages before and after; nothing when there is only one page.
pub fn pager(pager: &Pager) -> Markup {
    html! {
        @if pager.previous.is_some() || pager.next.is_some() {
            nav.pager aria-label="ページ" {
                @if let Some(href) = &pager.previous { a.button.secondary rel="prev" href=(href) { "前へ" } }
                span.pager-position { (pager.position) }
                @if let Some(href) = &pager.next { a.button.secondary rel="next" href=(href) { "次へ" } }
            }
        }
    }
}

/// A table that may be wider than the screen: it scrolls alone, by keyboard too. Give `table` the class `stacked` and
/// each `td` a `data-label`, and it falls apart into blocks on narrow screens instead.
pub fn table_wrap(label: &str, table: Markup) -> Markup {
    html! { div.table-wrap role="region" aria-label=(label) tabindex="0" { (table) } }
}

/// Views side by side, as links; `label` names them for screen readers.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul role="list" {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.chosen.then_some("page")] {
                            (tab.label) @if let Some(count) = tab.count { " " span.count { (count) } }
                        }
                    }
                }
            }
        }
    }
}
