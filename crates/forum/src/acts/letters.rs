//! The letter about what was done to somebody's text. It names neither text nor room, so it tells nothing of who wrote what.

use kernel::mail::Letter;
use web::links;

use super::actions::Action;

/// For the author.
pub(super) fn done(to: String, action: Action, url: &str) -> Letter {
    let body = format!(
        "あなたの投稿について、次の対応がありました。\n\n\
        {}\n\n\
        どの投稿か、どのような理由かは、サインインして次のアドレスでご覧ください。\n\n\
        {url}{}\n\n\
        ご不明なことは、部屋の担当者か、このサイトの運営者にお尋ねください。\n\
        {url}{}\n",
        action.name(),
        links::MY_ACTS,
        links::CONTACT
    );
    Letter { to, subject: "【よこいと】あなたの投稿への対応のお知らせ".to_owned(), body }
}
