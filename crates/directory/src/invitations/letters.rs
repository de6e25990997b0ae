//! Letters to those who are invited.

use accounts::resets::grouped_code;
use kernel::mail::Letter;

use super::entity::Inviter;

/// The offer: from whom, and the link and the code that take it up.
pub(super) fn invitation(to: &str, from: &Inviter, (token, code): (&str, &str), url: &str) -> Letter {
    let (Inviter { name, of }, code) = (from, grouped_code(code));
    let body = format!(
        "次の方から、よこいとへの招待が届いています。\n\n\
        {name}さん（{of}）\n\n\
        よこいとは、在宅医療・介護連携推進事業に携わる方が、まちを越えて相談し合う、会員制の場です。\n\
        次のアドレスを開くと、招待の内容をご覧になり、登録できます。\n\n\
        {url}/invitations/{token}\n\n\
        アドレスを開けないときは、次のページで、このメールアドレスと招待コードを入力してください。\n\n\
        {url}/invitations/code\n\
        招待コード: {code}\n\n\
        どちらも14日間有効で、一度だけ使えます。ほかの方には渡さないでください。\n\
        同じ方からもう一度招待が届いたときは、新しいメールのほうをお使いください。\n\
        お心当たりのない方は、このメールを破棄してください。何も登録されません。\n"
    );
    Letter { to: to.to_owned(), subject: "【よこいと】招待のお知らせ".to_owned(), body }
}

/// Tells that a letter on paper is on its way, without any secret: it reaches those whose mail loses links, and tells
/// whoever reads the address that somebody else holds a code for it.
pub(super) fn on_paper(to: &str, from: &Inviter, url: &str) -> Letter {
    let Inviter { name, of } = from;
    let contact = format!("{url}{}", web::links::CONTACT);
    let body = format!(
        "次の方が、よこいとへの招待の手紙を用意しました。\n\n\
        {name}さん（{of}）\n\n\
        登録の方法と招待コードは、その手紙に書かれています。手紙が届くまで、しばらくお待ちください。\n\
        この招待について前に届いたメールがあれば、そのアドレスと招待コードは使えなくなりました。\n\n\
        お心当たりのないときは、このサイトの運営者にお知らせください。\n{contact}\n"
    );
    Letter { to: to.to_owned(), subject: "【よこいと】招待の手紙のお知らせ".to_owned(), body }
}
