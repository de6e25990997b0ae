//! Letters about texts that wait. A letter names neither the author nor the room, and has no word of the text.

use kernel::DisputeId;
use kernel::mail::Letter;
use web::links;

/// For whoever can decide.
pub(super) fn waiting(to: String, id: DisputeId, url: &str) -> Letter {
    let body = format!(
        "個人情報チェックで止まった投稿について、確認のお願いが届いています。\n\
        個人情報ではないかどうかを、次のアドレスでお確かめください。\n\n\
        {url}{}/{id}\n\n\
        この投稿は、あなたを含む部屋の担当者だけが読めます。\n",
        links::DISPUTES
    );
    Letter { to, subject: "【よこいと】確認を待っている投稿があります".to_owned(), body }
}

/// For the author, once it has been decided.
pub(super) fn decided(to: String, url: &str) -> Letter {
    let body = format!(
        "確認をお願いされていた投稿について、担当者の判断が出ました。\n\
        次のアドレスで結果をご覧ください。\n\n\
        {url}{}\n",
        links::MY_DISPUTES
    );
    Letter { to, subject: "【よこいと】投稿の確認の結果".to_owned(), body }
}
