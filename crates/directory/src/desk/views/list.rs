//! What one may do, and the list of registrations.

use std::collections::BTreeMap;

use kernel::viewer::Role;
use kernel::{PersonId, Timestamp};
use maud::{Markup, html};
use web::components::{Pager, Tab, breadcrumbs, empty, icons, pager, person_name, tabs, tag};
use web::links;

use super::codes;
use super::confirmations::changes;
use super::roles::{ROLES, ROLES_TITLE, soon};
use super::turnover::TURNOVER;
use super::{CONFIRMATIONS_TITLE, LIST, TURNOVER_TITLE, seat_line};
use crate::access::role_title;
use crate::alumni;
use crate::approvals::APPLICATIONS;
use crate::desk::TITLE;
use crate::desk::files::{Desk, Found, PersonFile};
use crate::desk::forms::RegistrationsQuery;
use crate::invitations::INVITATIONS;

/// The name of the list.
pub const LIST_TITLE: &str = "登録されている方";

/// What somebody with a charge finds here: address, name, what it is for.
const ENTRIES: [(&str, &str, &str); 13] = [
    (
        LIST,
        LIST_TITLE,
        "担当と役割の変更、退任の登録、利用の停止と再開、パスワードを忘れた方へのコードの発行ができます。",
    ),
    (ROLES, ROLES_TITLE, "任期などで終わりの日を決めた役割を確かめ、日を延ばせます。"),
    (APPLICATIONS, "参加の申請", "申し込まれた方の確認と、承認ができます。"),
    (INVITATIONS, "招待", "これから担当する方を、メールか手紙で招待し、まだ来ていない方に招待し直せます。"),
    (TURNOVER, TURNOVER_TITLE, "退任する方と続ける方を一つの画面で確かめ、後任の方の招待まで、まとめて登録できます。"),
    (
        links::CONFIRMATIONS,
        CONFIRMATIONS_TITLE,
        "年に一度のおたずねに返事のない方と、長くサインインしていない方を確かめ、電話などで聞いた返事を登録できます。",
    ),
    (
        links::ROSTER_FILES,
        "名簿の取り込みと書き出し",
        "ExcelやCSVの名簿で、招待、担当の変更、退任の登録をまとめて行えます。いまの名簿も書き出せます。",
    ),
    (alumni::DESK, alumni::TITLE, "担当を終えた方から、全国の部屋に残りたいという申し出を確かめられます。"),
    (
        links::DISPUTES,
        "確認を待っている投稿",
        "個人情報チェックで止まった投稿が、個人情報ではないかどうかを確かめられます。",
    ),
    (links::REPORTS, "届いた知らせ", "読んだ方から知らせのあった投稿を確かめ、表示を止めたり戻したりできます。"),
    (
        links::ACTIVITY,
        "担当地域の動き",
        "担当者の配置、返信を待っている相談、1年の相談と返信を、会議や報告に使える形で見られます。",
    ),
    (links::CHARGE_LOG, "対応の記録", "投稿への対応や利用の停止を、絞り込んで確かめ、保存できます。"),
    (
        links::UNMASKINGS,
        "投稿した方の確認の申し出",
        "名前を伏せた投稿について、ほかの担当者からの申し出を確かめられます。",
    ),
];

/// The desk.
pub fn index_page(desk: &Desk) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "あなたの担当の範囲：" (charges(desk)) }
            (soon(desk))
            (changes(desk))
        }
        ul.cards role="list" {
            @for (href, name, purpose) in ENTRIES {
                li.card { h2 { a href=(href) { (name) } } p { (purpose) } }
            }
            @if desk.actor.roles.contains(&Role::Administrator) {
                li.card {
                    h2 { a href=(links::MAIL) { "メールの送信状況" } }
                    p { "送信を待っているメールと、届かなかったメールを確かめられます。" }
                }
                li.card {
                    h2 { a href=(links::IMPORTS) { "過去の記録の取り込み" } }
                    p { "メーリングリストなどから取り込んだ投稿を確かめて、部屋に載せられます。" }
                }
                li.card {
                    h2 { a href=(links::SYNONYMS_DESK) { "言いかえの管理" } }
                    p { "検索で同じ言葉としてさがす言葉を整え、見つからなかった言葉と提案を確かめられます。" }
                }
            }
        }
        p.hint { "変更の内容と日時は、あなたの名前とともに記録されます。ご自分の登録は変更できません。" }
    }
}

/// The registrations that have all the words, and when each person was last here.
pub fn list_page(
    desk: &Desk,
    query: &RegistrationsQuery,
    found: &Found,
    seen: &BTreeMap<PersonId, Timestamp>,
) -> Markup {
    let words = query.q.as_str();
    let waits = query.access == "none";
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE)], LIST_TITLE))
            h1 { (LIST_TITLE) }
            p.lead { "あなたの担当の範囲：" (charges(desk)) "。以前に担当していた方も並びます。" }
            form.search-again action=(LIST) method="get" role="search" aria-label=(LIST_TITLE) {
                label.visually-hidden for="words" { "氏名かよみ" }
                input #words type="search" name="q" value=(words) autocomplete="off" enterkeyhint="search"
                    placeholder=(if waits { "氏名・よみ・市町村" } else { "氏名・よみ" });
                @if waits { input type="hidden" name="access" value="none"; }
                button.button.primary type="submit" { (icons::search()) "さがす" }
            }
        }
        (tabs("登録の状態", &[
            Tab { href: links::with_query(LIST, [("q", words)]), label: "すべて", count: None, chosen: !waits },
            Tab { href: links::with_query(LIST, [("q", words), ("access", "none")]), label: "まだサインインできない方", count: None, chosen: waits },
        ]))
        section aria-labelledby="people-heading" {
            h2 #people-heading { (found.total) "人" }
            @if found.people.is_empty() {
                div data-total="0" {
                    @if waits && words.is_empty() {
                        (empty("まだサインインできない方はいません", "登録されているどの方も、パスワードを設定しています。", html! {}))
                    } @else {
                        (empty("あてはまる方がいません", "氏名かよみの一部で、もう一度おさがしください。", html! {
                            a href=(LIST) { "すべての方を見る" }
                        }))
                    }
                }
            } @else {
                ul.list-rows role="list" data-total=(found.total) {
                    @for file in &found.people { (row(desk, file, seen.get(&file.person.id).copied(), waits)) }
                }
            }
        }
        (pages(query, found))
        @if waits && found.total > 0 { (codes::choice(words, found.total)) }
    }
}

fn row(desk: &Desk, file: &PersonFile, seen: Option<Timestamp>, waits: bool) -> Markup {
    let person = file.person;
    html! {
        li.row data-id=(person.id) {
            div.row-body {
                h3.row-title {
                    a href=(links::registration(person.id)) { (person_name(&person.name, &person.kana)) }
                }
                p.meta {
                    @for tenure in person.tenures.iter().filter(|tenure| !tenure.is_over(desk.now)) {
                        span { bdi { (seat_line(tenure, desk.places)) } }
                    }
                    @for role in &person.roles { span { (role_title(role, desk.places)) } }
                    (last_seen(seen))
                }
                @if !person.is_active || !person.listed { p.tags { (tag(standing(file))) } }
                @if waits && file.subject.is_outranked_by(&desk.actor) { (codes::tick(file)) }
            }
        }
    }
}

/// 「最後のサインイン：令和8年11月22日（日）」
pub(super) fn last_seen(seen: Option<Timestamp>) -> Markup {
    html! {
        span {
            "最後のサインイン："
            @match seen {
                Some(at) => time datetime=(at.iso()) { (at.japanese_date()) },
                None => "まだありません",
            }
        }
    }
}

/// Where a member stands, in words.
pub(super) fn standing(file: &PersonFile) -> &'static str {
    match (file.person.is_active, file.person.listed) {
        (false, _) => "利用停止中",
        (true, false) => "いまの担当なし",
        (true, true) => "利用中",
    }
}

/// 「埼玉県」, 「関東信越ブロック」, 「全国」
fn charges(desk: &Desk) -> String {
    let name = |role: &Role| match role {
        Role::Manager(code) => desk.places.prefecture(code).map(|prefecture| prefecture.name.clone()),
        Role::Bureau(slug) => Some(format!("{}ブロック", crate::access::bloc_name(slug))),
        Role::Administrator => Some("全国".to_owned()),
        Role::Officer(_) | Role::Observer(_) | Role::Alumni => None,
    };
    desk.actor.roles.iter().filter_map(name).collect::<Vec<_>>().join("、")
}

fn pages(query: &RegistrationsQuery, found: &Found) -> Markup {
    let href = |page: usize| {
        links::with_query(LIST, [("q", &*query.q), ("access", &*query.access), ("page", page.to_string().as_str())])
    };
    let position = format!("{}／{}ページ", found.page, found.pages);
    pager(&Pager {
        previous: (found.page > 1).then(|| href(found.page - 1)),
        next: (found.page < found.pages).then(|| href(found.page + 1)),
        position: &position,
    })
}
