//! Where an application stands, for whoever sent it.

use kernel::{Places, Viewer};
use maud::{Markup, html};
use web::components::{NoticeKind, notice, once_field, time};

use super::{STATUS, facts, paragraphs};
use crate::applications::entity::{Case, Part, State};
use crate::applications::paths::WithdrawalPath;

/// The page, also for somebody without an application.
pub(in crate::applications) fn status_page(viewer: &Viewer, case: Option<&Case>, places: &Places) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (STATUS) }
            @match case {
                _ if viewer.is_active() => {
                    (notice(NoticeKind::Success, html! { p { "承認が済んでいます。" } }))
                    p.actions { a.button.primary href="/" { "ホームへ" } }
                }
                None => p.lead { "登録の内容を、運営者が確認しています。承認されるまでお待ちください。" },
                Some(case) => (standing(case, places)),
            }
        }
    }
}

fn standing(case: &Case, places: &Places) -> Markup {
    let application = &case.application;
    html! {
        @if application.state() == State::Declined {
            (notice(NoticeKind::Warning, html! { p { "申請は承認されませんでした。" } p { "理由" } (paragraphs(&application.reason)) }))
            p { "内容を直して、もう一度申請できます。申請の内容は、承認されなかった日から180日で消去されます。" }
            p.actions { a.button.primary href="/join/again" { "内容を直して申請する" } }
        } @else {
            p.lead { "承認の手続き中です。結果はメールでお知らせします。" }
            p { "5日（土日・祝日・年末年始を除く）のうちに進まないときは、厚生局の担当者も、続いてサイト管理者も判断できるようになります。" }
        }
        section.panel {
            h2 { "都道府県ごとの状況" }
            dl.facts { @for part in &case.parts { (part_row(part, application.state(), places)) } }
        }
        section.panel { h2 { "申請の内容" } (facts(application, places)) }
        details {
            summary { "申請を取り下げる" }
            form.stack method="post" action=(WithdrawalPath) {
                (once_field(&web::forms::once()))
                p { "申請を取り下げると、お預かりした情報とパスワードを消去し、サインインできなくなります。元には戻せません。" }
                p.actions { button.button.danger type="submit" { "取り下げて情報を消去する" } }
            }
        }
    }
}

fn part_row(part: &Part, state: State, places: &Places) -> Markup {
    let name = places.prefecture(&part.prefecture_code).map_or("", |prefecture| prefecture.name.as_str());
    html! {
        div data-id=(part.prefecture_code) {
            dt { (name) }
            dd {
                @match part.released_at {
                    Some(at) => { "確認が済みました（" (time(at)) "）" }
                    None if state == State::Declined => { "確認を終えました" }
                    None => { "確認待ち" }
                }
            }
        }
    }
}
