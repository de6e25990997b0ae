//! Ways through what is long: breadcrumbs, pages of a list, tabs, tables wider than the screen.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use maud::{Markup, html};

use crate::account;

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
                @if let Some(href) = &pager.previous { a.button.secondary rel="prev" href=(href) { "前のページへ" } }
                span.pager-position { (pager.position) }
                @if let Some(href) = &pager.next { a.button.secondary rel="next" href=(href) { "次のページへ" } }
            }
        }
    }
}

/// Links to numbered pages, the first and the last always among them; nothing when there is only one page.
pub fn page_numbers(label: &str, number: u64, last: u64, href: impl Fn(u64) -> String) -> Markup {
    html! {
        @if last > 1 {
            nav.pager aria-label=(label) {
                @if number > 1 { a.button.secondary rel="prev" href=(href(number - 1)) { "前へ" } }
                ul role="list" {
                    @for shown in numbers(number, last) {
                        @match shown {
                            Some(other) => li {
                                a href=(href(other)) aria-current=[(other == number).then_some("page")] {
                                    (other) span.visually-hidden { "ページ目" }
                                }
                            },
                            None => li aria-hidden="true" { "…" },
                        }
                    }
                }
                @if number < last { a.button.secondary rel="next" href=(href(number + 1)) { "次へ" } }
            }
        }
    }
}

/// The ends and the neighbours of a number; where some are left out, a gap.
fn numbers(number: u64, last: u64) -> Vec<Option<u64>> {
    let mut shown = Vec::new();
    for other in (1..=last).filter(|other| *other == 1 || *other == last || other.abs_diff(number) <= 2) {
        if shown.last().is_some_and(|before| *before != Some(other - 1)) {
            shown.push(None);
        }
        shown.push(Some(other));
    }
    shown
}

/// A table that may be wider than the screen: it scrolls alone, by keyboard too. Give `table` the class `stacked` and
/// each `td` a `data-label`, and it falls apart into blocks on narrow screens instead.
pub fn table_wrap(label: &str, table: Markup) -> Markup {
    html! { div.table-wrap role="region" aria-label=(label) tabindex="0" { (table) } }
}

/// The ways between the pages of one's own account, first on each and as wide as the page; `current` is the address of
/// the one on screen.
pub fn account_navigation(current: &str, is_active: bool) -> Markup {
    let tab = |page: &account::AccountPage| Tab {
        href: page.href.to_owned(),
        label: page.label,
        count: None,
        chosen: page.href == current,
    };
    tabs("アカウント", &account::pages_for(is_active).map(tab).collect::<Vec<_>>())
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

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn the_ends_and_the_neighbours_of_a_page_are_linked() {
        let shown = |number, last| {
            let words = numbers(number, last).into_iter().map(|it| it.map_or("…".to_owned(), |it| it.to_string()));
            words.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(1, 2), "1 2");
        assert_eq!(shown(1, 10), "1 2 3 … 10");
        assert_eq!(shown(4, 10), "1 2 3 4 5 6 … 10");
        assert_eq!(shown(6, 100), "1 … 4 5 6 7 8 … 100");
        assert_eq!(shown(100, 100), "1 … 98 99 100");
    }
}
