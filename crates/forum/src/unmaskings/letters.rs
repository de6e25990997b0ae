//! Letters about requests to learn who wrote a text. None has a word of the text, and only the author is told the reason.

use kernel::mail::Letter;

/// What the author is told.
pub(super) struct Told<'a> {
    /// The two people with their offices.
    pub who: [String; 2],
    /// Why.
    pub reason: &'a str,
    /// The address of the text.
    pub location: &'a str,
}

/// For whoever can be the second.
pub(super) fn asked(to: String, location: &str, url: &str) -> Letter {
    let body = format!(
        "名前を伏せた投稿について、投稿した方を確かめたいという申し出がありました。\n\
        24時間のうちに、次のアドレスで理由をお読みになり、確かめる必要があるかどうかをご判断ください。\n\n\
        {url}{location}\n\n\
        必要がないとお考えのときは、何もしなくてかまいません。期限が過ぎると、申し出は終わります。\n"
    );
    Letter { to, subject: "【よこいと】名前を伏せた投稿の確認のお願い".to_owned(), body }
}

/// For the author.
pub(super) fn told(to: String, told: &Told, url: &str) -> Letter {
    let Told { who: [first, second], reason, location } = told;
    let body = format!(
        "名前を伏せて書かれた投稿について、あなたが投稿したことを、次の二人が確かめました。\n\n\
        申し出た方：{first}\n\
        確認した方：{second}\n\n\
        理由：\n{reason}\n\n\
        投稿：{url}{location}\n\n\
        ほかの方には、これまでどおり伏せて表示されています。お尋ねになりたいことは、この二人か、このサイトの運営者にお知らせください。\n\
        {url}{contact}\n",
        contact = web::links::CONTACT
    );
    Letter {
        to, subject: "【よこいと】名前を伏せた投稿の投稿者を確かめました".to_owned(), body
    }
}
