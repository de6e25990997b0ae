//! The pages on which people answer for themselves.

use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{NoticeKind, empty, notice, once_field, primary_button};
use web::links;

use super::letters::seat;
use super::paths::{LinkPath, OwnPath};
use super::{OWN, TITLE, asked, passed_on};
use crate::roster::{Person, Tenure};

/// Names of the pages.
pub(super) const THANKS: &str = "確かめました";
pub(super) const OVER: &str = "このリンクでは確かめられません";

/// Said when no seat was meant, or one of which nothing is asked any more.
pub(super) const CHOOSE: &str = "どの担当についてのお返事かを選んで、もう一度押してください。";

/// Behind the link of a letter: one thing can be said there.
pub(super) fn link_page(path: &LinkPath, asked: &[&Tenure], places: &Places, problem: Option<&str>) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (TITLE) }
            p.lead { "いまも、次の担当をされていますか。" }
            (wrong(problem))
            form.stack action=(path) method="post" {
                (once_field(&web::forms::once()))
                input type="hidden" name="answer" value="stays";
                (seats(asked, places))
                div.actions { (primary_button("引き続き担当しています")) }
            }
            p { "担当が変わった方は、" a href=(links::sign_in(OWN)) { "サインインしてお知らせください" } "。" }
        }
    }
}

/// For somebody who has signed in.
pub(super) fn own_page(person: &Person, now: Timestamp, places: &Places, problem: Option<&str>) -> Markup {
    let (asked, passed_on): (Vec<_>, Vec<_>) = (asked(person, now), passed_on(person).collect());
    html! {
        div.narrow.stack {
            header.page-head {
                h1 { (TITLE) }
                p.lead { "年に一度、いまも担当されているかどうかを、みなさんに確かめています。" }
            }
            (wrong(problem))
            @if !passed_on.is_empty() {
                (notice(NoticeKind::Info, html! { p { "「担当が変わりました」とのご連絡は、名簿の担当者に伝わっています。" } }))
                form.stack action=(OwnPath) method="post" {
                    (once_field(&web::forms::once()))
                    (seats(&passed_on, places))
                    div.actions { button.button.secondary type="submit" name="answer" value="stays" { "取り消して、引き続き担当していると答える" } }
                }
            }
            @if asked.is_empty() {
                (empty("いま、確かめることはありません", "毎年4月15日から、前の年の6月1日以降に着任も確認もしていない担当についておたずねします。", html! {
                    a href=(links::HOME) { "ホームへ" }
                }))
            } @else {
                form.stack action=(OwnPath) method="post" {
                    (once_field(&web::forms::once()))
                    (seats(&asked, places))
                    div.actions {
                        button.button.primary type="submit" name="answer" value="stays" { "引き続き担当しています" }
                        button.button.secondary type="submit" name="answer" value="changed" { "担当が変わりました" }
                    }
                }
                p.hint { "「担当が変わりました」を押すと、名簿の担当者に伝わります。退任の登録が済むまで、いままでどおりご利用いただけます。" }
            }
        }
    }
}

/// What is asked of: several seats each with a box of its own, which nobody has ticked, for what is said of one is seldom true of
/// the other.
fn seats(asked: &[&Tenure], places: &Places) -> Markup {
    html! {
        @match asked {
            [only] => {
                input type="hidden" name="tenure" value=(only.id);
                p { strong { bdi { (seat(only, places)) } } }
            },
            several => fieldset.field {
                legend { "どの担当についてのお返事ですか" }
                @for tenure in several {
                    label.choice {
                        input type="checkbox" name="tenure" value=(tenure.id);
                        span { bdi { (seat(tenure, places)) } }
                    }
                }
            },
        }
    }
}

fn wrong(problem: Option<&str>) -> Markup {
    html! { @if let Some(problem) = problem { div role="alert" { (notice(NoticeKind::Warning, html! { p { (problem) } })) } } }
}

/// It is written down.
pub(super) fn thanks_page() -> Markup {
    html! {
        div.narrow.stack {
            h1 { (THANKS) }
            p.lead { "引き続き担当されていることを登録しました。ありがとうございました。" }
            p { a href=(links::HOME) { "よこいとへ" } }
        }
    }
}

/// Of whatever link leads nowhere; it does not say why.
pub(super) fn over_page() -> Markup {
    html! {
        div.narrow.stack {
            h1 { (OVER) }
            p.lead { "リンクの期限が切れているか、お返事がすでに済んでいるか、アドレスが途中で切れています。" }
            p { "サインインすると、確かめることが残っているかどうかが、ホームでわかります。" }
            p.actions { a.button href=(links::sign_in(OWN)) { "サインイン" } }
        }
    }
}
