//! The last letter to somebody who has left.

use kernel::mail::Letter;

/// Told so that nobody leaves without knowing of it.
pub(super) fn left(to: &str, url: &str) -> Letter {
    let body = format!(
        "よこいとの退会の手続きが終わりました。\n\n\
        お名前、連絡先、下書き、保存した検索などは消しました。\n\
        書かれた相談と返信は、「{gone}」の投稿として残ります。\n\
        これまでのご参加、ありがとうございました。\n\n\
        お心当たりのないときは、このサイトの運営者にお知らせください。\n\
        {url}{contact}\n",
        gone = directory::GONE,
        contact = web::links::CONTACT
    );
    Letter { to: to.to_owned(), subject: "【よこいと】退会の手続きが終わりました".to_owned(), body }
}
