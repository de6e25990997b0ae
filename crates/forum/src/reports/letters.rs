//! Letters about reports. None has a word of the text or of the report, or says where it stands.

use kernel::PostId;
use kernel::mail::Letter;
use web::links;

use super::forms::Kind;
use crate::cases::paths::CasePath;

/// For whoever tends the room.
pub(super) fn reported(to: String, post: PostId, kind: Kind, url: &str) -> Letter {
    let urgent = match kind {
        Kind::Personal => {
            "個人情報かもしれないという知らせです。はじめての知らせのときは、投稿の表示を止めてあります。"
        }
        Kind::Improper | Kind::Other => "投稿は、いまも表示されています。",
    };
    let body = format!(
        "あなたが担当する部屋の投稿について、読んだ方から知らせが届きました。\n\
        {urgent}\n\n\
        次のアドレスで投稿をお確かめになり、表示を止めるか、元に戻すかをお決めください。\n\n\
        {url}{}\n\n\
        24時間たっても判断がないときは、厚生局の担当者とサイト管理者にもお知らせします。\n",
        CasePath { post }
    );
    Letter { to, subject: "【よこいと】投稿についての知らせが届いています".to_owned(), body }
}

/// For those who decide when nobody else has.
pub(super) fn escalated(to: String, url: &str) -> Letter {
    let body = format!(
        "投稿についての知らせに、部屋の担当者の判断がまだありません。\n\
        次のアドレスで内容を開き、お確かめください。開いたことは記録に残ります。\n\n\
        {url}{}\n",
        links::REPORTS
    );
    Letter { to, subject: "【よこいと】判断を待っている知らせがあります".to_owned(), body }
}
