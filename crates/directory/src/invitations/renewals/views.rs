//! The page on which it is looked at who is invited anew, and the letters.

use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{
    NoticeKind, Radio, breadcrumbs, draft_field, notice, once_field, primary_button, problem_summary, radios,
};
use web::progress::progress_region;
use web::{Problems, links};

use super::forms::{RenewalForm, Sender};
use super::{Chosen, MOST, Printed, Sent, Way, called};
use crate::invitations::paths::CodePath;
use crate::invitations::views::TITLE as INVITATIONS_TITLE;
use crate::invitations::{INVITATIONS, NewInvitation, RENEWAL};
use crate::letterhead::views::{Letter, typing};
use crate::letterhead::{self, Letterhead};

/// The name of the page on which it is looked at.
pub(super) const TITLE: &str = "招待し直す";
/// The name of the page with the letters.
pub(super) const LETTERS: &str = "招待の手紙";

/// All that the first page needs.
pub(super) struct ChoicePage<'a> {
    /// Those who were chosen.
    pub chosen: &'a Chosen,
    /// What was typed.
    pub form: &'a RenewalForm,
    /// The map.
    pub places: &'a Places,
}

impl ChoicePage<'_> {
    /// Whether there is somebody to invite, and not too many at once.
    pub(super) fn can_be_sent(&self) -> bool {
        (1..=MOST).contains(&self.chosen.renewals.len())
    }
}

/// Who is invited anew, and how.
pub(super) fn choice_page(page: &ChoicePage, problems: &Problems) -> Markup {
    let count = page.chosen.renewals.len();
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::DESK, crate::desk::TITLE), (INVITATIONS, INVITATIONS_TITLE)], TITLE))
                h1 { (TITLE) }
                p.lead { "まだ何も送っていません。招待する方と届け方を確かめてください。" }
            }
            (problem_summary(problems.list()))
            (left(&page.chosen.left))
            @if count == 0 {
                (notice(NoticeKind::Warning, html! {
                    p { "招待し直す方が選ばれていません。招待の一覧で、招待し直す方を選んでください。" }
                    p { a href={ (INVITATIONS) "?state=open" } { "まだ来ていない方の一覧" } }
                }))
            } @else if count > MOST {
                (notice(NoticeKind::Warning, html! {
                    p { "一度に招待し直せるのは" (MOST) "人までです（いま" (count) "人）。市町村や所属機関の名前で一覧を絞り込んで、何回かに分けてください。" }
                    p { a href={ (INVITATIONS) "?state=open" } { "まだ来ていない方の一覧" } }
                }))
            } @else {
                (form(page, problems))
            }
        }
    }
}

fn form(page: &ChoicePage, problems: &Problems) -> Markup {
    let (renewals, form) = (&page.chosen.renewals, page.form);
    html! {
        section.panel {
            h2 { "招待する方（" (renewals.len()) "人）" }
            ul data-total=(renewals.len()) {
                @for renewal in renewals {
                    li data-id=(renewal.id) { bdi { (called(&renewal.invitation.name, &renewal.invitation.email)) } "：" (seat(&renewal.invitation, page.places)) }
                }
            }
        }
        form.stack method="post" action=(RENEWAL) novalidate {
            (once_field(&form.once))
            (draft_field(&form.draft))
            @for renewal in renewals { input type="hidden" name="invitation" value=(renewal.id); }
            (radios(Radio {
                name: "way", legend: "招待の届け方", options: &Way::ALL.map(|(way, name)| (way.word(), name, "")), chosen: &form.way,
                hint: Some("前にお送りしたメールや手紙のアドレスと招待コードは、使えなくなります。"), problem: problems.at("way"),
            }))
            (letterhead::views::fields(&Letterhead { office: form.office.clone(), phone: form.phone.clone() }, problems))
            (notice(NoticeKind::Warning, html! {
                p { "手紙は、次の画面に一度だけ表示されます。招待コードを知る方は、その方の名前で登録できます。封をして、ご本人に直接届くようにお渡しください。" }
            }))
            p.actions { (primary_button("招待し直す")) a href=(INVITATIONS) { "やめる" } }
            (progress_region())
            p.hint { "人数が多いときは、数秒かかります。このまま画面を開いてお待ちください。" }
        }
    }
}

/// All that the letters need.
pub(super) struct Letters<'a> {
    /// The letters, and who gets none.
    pub sent: &'a Sent,
    /// What stands below them.
    pub sender: &'a Sender,
    /// Who invites.
    pub inviter: &'a str,
    /// Public address of the site.
    pub url: &'a str,
}

/// The letters, each on a sheet of its own.
pub(super) fn letters_page(letters: &Letters, now: Timestamp, places: &Places) -> Markup {
    let printed = &letters.sent.printed;
    html! {
        header.page-head.screen-only {
            (breadcrumbs(&[(links::DESK, crate::desk::TITLE), (INVITATIONS, INVITATIONS_TITLE)], LETTERS))
            h1 { (LETTERS) }
            (letterhead::views::shown_once(printed.len(), "招待の一覧から、もう一度招待し直してください。"))
            (left(&letters.sent.left))
            p.actions { a href=(INVITATIONS) { "招待の一覧へ戻る" } }
        }
        div.stack data-total=(printed.len()) {
            @for one in printed { (letter(one, letters, now, places)) }
        }
    }
}

fn letter(printed: &Printed, letters: &Letters, now: Timestamp, places: &Places) -> Markup {
    let (invitation, page) = (&printed.invitation, format!("{}{CodePath}", letters.url));
    let body = html! {
        p { "　このたび、この事業に携わる方がまちを越えて相談し合える会員制のサイト「よこいと」に、次のとおりご招待いたします。お忙しいところ恐れ入りますが、期限までにご登録くださいますよう、お願い申し上げます。" }
        h3 { "ご招待の内容" }
        p {
            "所属機関・役職　" bdi { (invitation.claim.organisation) "　" (invitation.claim.title) }
            @if !invitation.claim.served.is_empty() { br; "担当する市町村　" (towns(invitation, places)) }
            @if let Some(code) = &invitation.officer_of { br; "役割　市町村担当者（" (places.full_name(code)) "）" }
        }
        h3 { "ご登録の方法" }
        p { "次のページを開き、メールアドレスと招待コードを入力してください。続く画面で、お名前とパスワードをご登録ください（すでに登録されている方は、サインインしてお受けください）。" (from_when(invitation, now)) }
        (typing(&page, &invitation.email, ("招待コード", &printed.code), printed.expires_at))
        p { "招待コードは、一度だけ使えます。ほかの方には教えないでください。以前に招待のメールや手紙を受け取られた場合も、この手紙の招待コードをお使いください。" }
    };
    let letter = Letter {
        organisation: &invitation.claim.organisation,
        name: &invitation.name,
        head: &letters.sender.head,
        sender: letters.inviter,
        subject: "「よこいと」へのご登録のお願い",
        body,
    };
    letterhead::views::letter(&letter, now)
}

/// From when on the site can be used: whoever follows in a seat begins on a day.
fn from_when(invitation: &NewInvitation, now: Timestamp) -> String {
    match invitation.follows.filter(|follows| follows.starts_at > now) {
        Some(follows) => format!("着任日の{}からご利用いただけます。", follows.starts_at.japanese_date()),
        None => "すぐにご利用いただけます。".to_owned(),
    }
}

/// Who is not invited anew, and why.
fn left(left: &[(String, &'static str)]) -> Markup {
    html! {
        @if !left.is_empty() {
            (notice(NoticeKind::Warning, html! {
                p { "次の" (left.len()) "人は、招待し直せません。" }
                ul { @for (who, why) in left { li { bdi { (who) } "：" (why) } } }
            }))
        }
    }
}

fn seat(invitation: &NewInvitation, places: &Places) -> String {
    let towns = towns(invitation, places);
    let organisation = &invitation.claim.organisation;
    if towns.is_empty() { organisation.clone() } else { format!("{organisation}（{towns}）") }
}

fn towns(invitation: &NewInvitation, places: &Places) -> String {
    invitation.claim.codes().into_iter().map(|code| places.full_name(code)).collect::<Vec<_>>().join("、")
}
