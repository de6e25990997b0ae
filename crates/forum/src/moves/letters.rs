//! The letter to those who wrote in a discussion that is to move. It names neither the discussion nor a room.

use kernel::mail::Letter;
use web::links;

/// For each of them.
pub(super) fn asked(to: String, url: &str) -> Letter {
    let body = format!(
        "あなたが書いた投稿を、いまより広い部屋へ移してよいか、部屋の担当者がお尋ねしています。\n\
        次のアドレスで、どの投稿をどの部屋へ移すのかをご覧になり、お返事ください。\n\n\
        {url}{}\n\n\
        お返事のない投稿は、移さずに、いまの部屋に残します。\n",
        links::MY_MOVES
    );
    Letter { to, subject: "【よこいと】投稿を移してよいか、お尋ねしています".to_owned(), body }
}
