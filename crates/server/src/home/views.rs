//! The home page in its three forms.

use directory::alumni::paths::WishPath;
use directory::alumni::queries::Standing;
use directory::applications::STATUS;
use directory::approvals::APPLICATIONS;
use directory::rows::Row;
use directory::{Person, Roster};
use forum::handovers::Turn;
use forum::threads::lists::Listed;
use kernel::{Places, Timestamp, Viewer};
use maud::{Markup, html};
use web::components::{NoticeKind, empty, notice, once_field, person_row, time};
use web::links::{self, COORDINATORS, NEW_THREAD, THREADS};

/// What awaits a member.
pub struct Awaiting<'a> {
    /// Discussions with something unread.
    pub unread: Vec<Listed>,
    /// Questions without an answer on the member's themes.
    pub unanswered: Vec<Listed>,
    /// How many texts the member has begun and not sent.
    pub drafts: u64,
    /// How many people wait to be told how to reach the member.
    pub contact_requests: usize,
    /// People near the member who came lately.
    pub newcomers: Vec<&'a Person>,
    /// How many applications wait for the member's decision.
    pub applications: usize,
    /// How many blocked texts wait for the member's decision.
    pub disputes: usize,
    /// How many reported texts wait for the member's decision.
    pub reports: usize,
    /// How many archives of the past wait for the member's decision.
    pub imports: i64,
    /// How many reports that others have taken over a seat wait for the member's decision.
    pub changes: usize,
    /// Of how many seats the member is still to say whether they go on in them.
    pub asked: usize,
    /// A seat that the member has come to, or leaves.
    pub turn: Option<Turn>,
    /// When the member signed in before.
    pub previous_sign_in: Option<Timestamp>,
}

/// A member's home.
pub fn home_page(viewer: &Viewer, awaiting: &Awaiting, people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (viewer.name()) "さんのホーム" }
            p.actions {
                @if !viewer.writable().is_empty() { a.button.primary href=(NEW_THREAD) { "相談する" } }
                a.button href=(COORDINATORS) { "仲間をさがす" }
                a href=(links::PREFECTURES) { "全国の市町村と担当者" }
            }
            @if awaiting.applications > 0 {
                p.actions { a href=(APPLICATIONS) { "承認を待っている申請（" (awaiting.applications) "件）" } }
            }
            @if awaiting.changes > 0 {
                p.actions { a href=(links::with_query(links::CONFIRMATIONS, [("state", "changed")])) { "担当が変わったとの連絡（" (awaiting.changes) "件）" } }
            }
            @if awaiting.disputes > 0 {
                p.actions { a href=(links::DISPUTES) { "確認を待っている投稿（" (awaiting.disputes) "件）" } }
            }
            @if awaiting.reports > 0 {
                p.actions { a href=(links::REPORTS) { "判断を待っている知らせ（" (awaiting.reports) "件）" } }
            }
            @if awaiting.imports > 0 {
                p.actions { a href=(links::IMPORTS) { "確認を待っている過去の記録（" (awaiting.imports) "件）" } }
            }
            @if let Some(at) = awaiting.previous_sign_in {
                p.meta { span { "前回のサインイン " (time(at)) } a href=(links::MY_SESSIONS) { "サインインの状況" } }
            }
        }
        @if awaiting.drafts > 0 {
            (notice(NoticeKind::Info, html! { p { "書きかけの下書きが" (awaiting.drafts) "件あります。" a href=(links::MY_DRAFTS) { "下書きを見る" } } }))
        }
        @if awaiting.asked > 0 { (confirmation()) }
        @if awaiting.contact_requests > 0 { (contact_requests(awaiting.contact_requests)) }
        @if let Some(turn) = awaiting.turn { (handover(turn)) }
        div.columns {
            (panel("まだ読んでいない相談", THREADS, "相談の一覧", &html! {
                @if awaiting.unread.is_empty() {
                    (empty("すべて読み終えています", "新しい相談や返信があると、ここに並びます。", html! {}))
                } @else { (forum::home::rows(&awaiting.unread, awaiting.unread.len() as u64, people, places)) }
            }))
            (panel("お答えいただけそうな相談", &links::with_query(THREADS, [("state", "unanswered")]), "返信のない相談", &html! {
                @if awaiting.unanswered.is_empty() { (no_questions(viewer)) }
                @else { (forum::home::rows(&awaiting.unanswered, awaiting.unanswered.len() as u64, people, places)) }
            }))
            (panel("近くに加わった仲間", &links::with_query(COORDINATORS, [("sort", "new")]), "新しい仲間", &html! {
                @if awaiting.newcomers.is_empty() {
                    (empty("近くに新しい仲間はまだいません", "全国の仲間は「仲間をさがす」からご覧いただけます。", html! {}))
                } @else { (newcomers(viewer, &awaiting.newcomers, people, places)) }
            }))
        }
    }
}

/// With the reason for which they are near.
fn newcomers(viewer: &Viewer, newcomers: &[&Person], people: &Roster, places: &Places) -> Markup {
    let me = people.person(viewer.id());
    html! {
        ul.list-rows role="list" {
            @for person in newcomers {
                @let near = me.and_then(|me| me.reason(person, places));
                (person_row(&Row::new(person, places).view(near.as_deref())))
            }
        }
    }
}

/// The yearly question, until it has been answered.
fn confirmation() -> Markup {
    notice(
        NoticeKind::Info,
        html! {
            p { "いまも担当されているかどうかを、年に一度おたずねしています。" a href=(directory::confirmations::OWN) { "答える（1分ほどで終わります）" } }
        },
    )
}

fn contact_requests(count: usize) -> Markup {
    notice(
        NoticeKind::Info,
        html! {
            p { "連絡先のおたずねが" (count) "件届いています。" a href=(links::MY_CONTACT_REQUESTS) { "おたずねを確かめる" } }
        },
    )
}

/// What a change of a seat's holder brings with it.
fn handover(turn: Turn) -> Markup {
    notice(
        NoticeKind::Info,
        html! {
            @match turn {
                Turn::Begun(seat) => p {
                    "前任の方から、このポストの相談と引継ぎ書を受け取れます。"
                    a href=(links::with_query(links::MY_HANDOVER, [("seat", seat.to_string().as_str())])) { "引継ぎを見る" }
                },
                Turn::Leaving(seat) => p {
                    "ポストの退任の日が近づいています。次の方に、引継ぎ書を残せます。"
                    a href={ (links::handover_note(seat)) "/edit" } { "引継ぎ書を書く" }
                },
            }
        },
    )
}

fn panel(heading: &str, href: &str, more: &str, content: &Markup) -> Markup {
    html! {
        section.panel {
            div.panel-head { h2 { (heading) } a href=(href) { (more) } }
            (content)
        }
    }
}

fn no_questions(viewer: &Viewer) -> Markup {
    let action = html! { a href=(links::MY_PROFILE) { "プロフィールを編集する" } };
    if viewer.themes().is_empty() {
        empty("テーマを選ぶと、ここに相談が並びます", "プロフィールで、相談を受けられるテーマを選べます。", action)
    } else {
        empty("返信を待つ相談は、いまありません", "選んだテーマで返信のない相談が、ここに並びます。", html! {})
    }
}

/// Names of the pages for somebody who is no member yet.
pub const WAITING: &str = "承認をお待ちください";
pub const DECLINED: &str = "申請は承認されませんでした";

/// For somebody whose application was declined.
pub fn declined_page(name: &str) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (DECLINED) }
            p.lead { (name) "さんの参加の申請は、承認されませんでした。" }
            p { "理由は、申請の状況のページでご覧いただけます。内容を直して、もう一度申請することもできます。" }
            p.actions { a.button.primary href=(STATUS) { "理由を見る・申請し直す" } }
            p { "ご不明な点は、" a href=(links::CONTACT) { "お問い合わせ" } "をご覧ください。" }
        }
    }
}

/// For somebody who has signed in and waits.
pub fn waiting_page(name: &str) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (WAITING) }
            p.lead { (name) "さんの登録の内容を確認しています。" }
            p { "承認されると、仲間の名簿と相談をご覧いただけます。" }
            p.actions { a.button.secondary href=(STATUS) { "申請の状況を見る" } }
            p { "お急ぎのときは、" a href=(links::CONTACT) { "お問い合わせ" } "をご覧ください。" }
        }
    }
}

/// The name of the page for somebody whose time in a seat is over, or still to come.
pub const OUTSIDE: &str = "いまのご担当がありません";

/// For somebody who has been approved and holds nothing now.
pub fn outside_page(name: &str, begins: Option<Timestamp>, wish: Standing) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (OUTSIDE) }
            @match begins {
                Some(at) => p.lead {
                    (name) "さんのご担当は、" time datetime=(at.iso()) { (at.japanese_date()) } "に始まります。"
                    "その日から、仲間の名簿と相談をご覧いただけます。"
                },
                None => (ended(name, wish)),
            }
            section.panel {
                h2 { "ご自分の登録" }
                p { "プロフィールや連絡先、下書きは、これからもご自分で確かめて、変えられます。" }
                ul { @for page in web::account::pages_for(true) { li { a href=(page.href) { (page.label) } } } }
            }
        }
    }
}

fn ended(name: &str, wish: Standing) -> Markup {
    html! {
        p.lead {
            (name) "さんのご担当の期間は終わりました。これまでのご参加、ありがとうございました。"
            "仲間の名簿と相談は、担当の期間のあいだにご覧いただけるものです。"
        }
        p { "お書きになった相談と返信は、これからも仲間の手がかりとして残ります。" }
        section.panel {
            h2 { "これからも利用したいとき" }
            ul {
                li { "新しい担当に就かれた方や、期間が続いている方は、都道府県の担当者に登録をお申し出ください。" }
                li { "どなたに伝えればよいか分からないときは、" a href=(links::CONTACT) { "お問い合わせ" } "をご覧ください。" }
            }
        }
        (staying(wish))
    }
}

/// The wish to stay in touch, and what has become of it.
fn staying(wish: Standing) -> Markup {
    let day = |at: Timestamp| html! { time datetime=(at.iso()) { (at.japanese_date()) } };
    html! {
        section.panel {
            h2 { "仲間とつながっていたいとき" }
            p { "「以前に担当していた方」として、全国の部屋に参加できます。都道府県の担当者が確かめて、承諾すると始まります。" }
            @match wish {
                Standing::MayAsk => form method="post" action=(WishPath) {
                    (once_field(&web::forms::once()))
                    p.actions { button.button.primary type="submit" { "全国の部屋に残りたいと申し出る" } }
                },
                Standing::Waiting(since) => p { (day(since)) "に申し出ています。結果は、メールでお知らせします。" },
                Standing::Declined(until) => p { "今回は見送られました。理由は、都道府県の担当者におたずねください。" (day(until)) "から、もう一度申し出られます。" },
            }
        }
    }
}

/// For everybody else.
pub fn front_door() -> Markup {
    html! {
        section.hero {
            div.hero-text {
                h1 { "となりの町の、" wbr; "同じ仕事の方に" wbr; "相談できます" }
                p.lead {
                    "よこいとは、在宅医療・介護連携推進事業のコーディネーターと担当者のための、会員制の相談の場です。"
                    "横に渡る緯糸（よこいと）が布をつくるように、一人で担うことの多い仕事を、横のつながりで支えます。"
                }
                p.actions {
                    a.button.primary href="/sign-in" { "サインイン" }
                    a.button.secondary href="/join" { "参加を申し込む" }
                }
            }
            div.hero-art aria-hidden="true" {}
        }
        ul.feature-list role="list" {
            li { h2 { "仲間をさがす" } p { "市町村、所属、資格、テーマから、似た立場の方をさがせます。全国1,741市区町村に対応しています。" } }
            li { h2 { "事例を相談する" } p { "読む人の範囲を選んで相談できます。解決した相談は、次に困った方の手がかりになります。" } }
            li { h2 { "過去の相談をさがす" } p { "略語や言いかえにも対応した検索で、以前の相談を、返信まで含めて見つけられます。" } }
        }
        p { "参加できるのは、担当する都道府県の担当者などが確認し、承認した方に限ります。サインインしていない方に、相談や名簿が見えることはありません。" }
    }
}
