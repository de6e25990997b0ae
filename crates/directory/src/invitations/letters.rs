//! Letters to those who are invited.

use kernel::mail::Letter;

/// The offer, with the link that takes it up.
pub(super) fn invitation(to: &str, token: &str, url: &str) -> Letter {
    let body = format!(
        "よこいとへの招待が届いています。\n\
        よこいとは、在宅医療・介護連携推進事業に携わる方が、まちを越えて相談し合う、会員制の場です。\n\
        次のアドレスを開くと、招待の内容をご覧になり、登録できます。\n\n\
        {url}/invitations/{token}\n\n\
        14日間有効で、一度だけ使えます。ほかの方には渡さないでください。\n\
        お心当たりのない方は、このメールを破棄してください。何も登録されません。\n"
    );
    Letter { to: to.to_owned(), subject: "【よこいと】招待のお知らせ".to_owned(), body }
}
