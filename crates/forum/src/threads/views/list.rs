//! Lists of discussions.

use directory::Roster;
use kernel::{Places, Viewer};
use maud::{Markup, html};
use web::components::{
    FacetGroup, FacetValue, Follow, Pager, Tab, ThreadRow, empty, facet_group, filters, follow, pager, tabs, thread_row,
};
use web::links::{NEW_THREAD, with_query};
use web::{Bell, Level, Space};

use crate::follows::Subject;
use crate::threads::cursor::Sort;
use crate::threads::filter::{Facet, Filter};
use crate::threads::lists::{List, Listed};

/// How many values of a property lie open.
const OPEN_VALUES: usize = 6;

/// About the bytes of a list with its filters.
const LIST: usize = 40 * 1024;

/// All that a page with a list needs.
#[derive(Clone, Copy, Debug)]
pub struct ListPage<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The rows and counts.
    pub list: &'a List,
    /// What was asked for.
    pub filter: &'a Filter,
    /// The address of the page, without parameters.
    pub base: &'a str,
    /// Who wrote.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// All discussions that the viewer may read.
pub fn threads_page(page: &ListPage, bell: &Bell) -> Markup {
    html! {
        (Space(LIST))
        header.page-head {
            h1 { "相談の一覧" }
            p.lead { "あなたが読める部屋の相談、取組の共有、お知らせ、雑談です。" }
            (follow_theme(page, bell))
        }
        (listing(page))
    }
}

/// Where a list is that of one theme, it can be followed.
fn follow_theme(page: &ListPage, bell: &Bell) -> Markup {
    let [theme] = page.filter.chosen(Facet::Theme) else { return html! {} };
    let Some(term) = Facet::Theme.list().iter().find(|term| term.slug == theme) else { return html! {} };
    follow(Follow {
        bell,
        subject: &Subject::Theme(term.slug).key(),
        what: &format!("「{}」の新しい相談と返信", term.name),
        otherwise: Level::Nothing.name(),
    })
}

/// The list itself with its filters.
pub(crate) fn listing(page: &ListPage) -> Markup {
    let ListPage { list, filter, base, .. } = *page;
    let total = list.counts.total;
    let position = if filter.cursor.is_some() { format!("全{total}件の続き") } else { format!("全{total}件") };
    let first = filter.cursor.is_some().then(|| filter.sorted(base, filter.sort));
    let next = list.next.as_ref().map(|cursor| filter.after(base, cursor));
    html! {
        (Space(LIST))
        div.with-side.side-first {
            div.side { (filters(filter.count(), groups(page))) }
            div.main-column {
                (orders(filter, base))
                p.meta { (total) "件" }
                @if list.rows.is_empty() {
                    div data-total=(total) { (nothing(page)) }
                } @else {
                    ul.list-rows role="list" data-total=(total) {
                        @for listed in &list.rows { (row(listed, filter.within.is_none(), page.people, page.places)) }
                    }
                }
                (pager(&Pager { next, position: &position, ..Pager::default() }))
                @if let Some(href) = first { p.actions { a href=(href) { "最初のページへ戻る" } } }
            }
        }
    }
}

/// Rows with their total; also for the home page.
pub fn rows(rows: &[Listed], total: u64, people: &Roster, places: &Places) -> Markup {
    html! {
        ul.list-rows role="list" data-total=(total) { @for listed in rows { (row(listed, true, people, places)) } }
    }
}

/// The room is named where rows of several rooms stand together.
fn row(listed: &Listed, names_room: bool, people: &Roster, places: &Places) -> Markup {
    let room = people.room(places, listed.room_id).filter(|_| names_room);
    thread_row(&ThreadRow {
        id: listed.id,
        title: &listed.title,
        kind: listed.kind.name(),
        room: room.map_or("", |room| room.name.as_str()),
        author: &listed.author.line(people, places),
        when: listed.last_post_at,
        replies: u64::try_from(listed.reply_count).unwrap_or_default(),
        unread: u64::try_from(listed.unread).unwrap_or_default(),
        state: listed.state(),
        tags: &listed.tags.short_names(),
    })
}

fn orders(filter: &Filter, base: &str) -> Markup {
    let tab = |sort: Sort| Tab {
        href: filter.sorted(base, sort),
        label: sort.name(),
        count: None,
        chosen: filter.sort == sort,
    };
    tabs("並び順", &Sort::ALL.map(tab))
}

fn groups(page: &ListPage) -> Markup {
    let within = page.filter.within.is_some();
    html! {
        @if page.filter.count() > 0 { p.actions { a href=(page.base) { "絞り込みをすべて外す" } } }
        @for facet in Facet::ALL { @if !(within && facet == Facet::Room) { (group(page, facet)) } }
    }
}

/// One property. Values that would leave nothing are not offered, unless they are in force.
fn group(page: &ListPage, facet: Facet) -> Markup {
    let ListPage { viewer, list, filter, base, people, places } = *page;
    // Rooms are counted by their ids, everything else by its slug.
    let value = |slug: &str, name: &str, key: &str| {
        let count = list.counts.of(facet, key);
        let chosen = filter.chosen(facet).iter().any(|known| known == slug);
        (count > 0 || chosen).then(|| FacetValue {
            value: slug.to_owned(),
            label: name.to_owned(),
            count,
            href: filter.toggled(base, facet, slug),
            chosen,
        })
    };
    let values = if facet == Facet::Room {
        let rooms = people.readable(viewer, places);
        rooms.filter_map(|room| value(&room.slug, &room.name, &room.id.to_string())).collect()
    } else {
        facet.list().iter().filter_map(|term| value(term.slug, term.name, term.slug)).collect()
    };
    facet_group(&FacetGroup { name: facet.slug(), legend: facet.legend(), values, show_first: OPEN_VALUES })
}

fn nothing(page: &ListPage) -> Markup {
    let ListPage { viewer, filter, base, people, places, .. } = *page;
    if filter.count() > 0 || filter.is_impossible() {
        return empty(
            "条件に合う相談がありません",
            "絞り込みを一つ外すか、すべて外してお試しください。",
            html! { a.button.secondary href=(base) { "絞り込みをすべて外す" } },
        );
    }
    let room = filter.within.and_then(|room| people.room(places, room));
    let writes = room.map_or(!viewer.writable().is_empty(), |room| viewer.writes(room.id));
    let ask = with_query(NEW_THREAD, [("room", room.map_or("", |room| room.slug.as_str()))]);
    empty(
        "まだ相談はありません",
        "相談や取組の共有が書かれると、ここに並びます。",
        html! { @if writes { a.button.primary href=(ask) { "相談する" } } },
    )
}
