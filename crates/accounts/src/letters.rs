//! What people are told by mail about their own sign-in. Links come from the settings only, never from a request.

use kernel::Timestamp;
use kernel::mail::Letter;
use web::links;

use crate::people::Account;
use crate::resets::Issued;

/// A link and a code that set a new password.
pub fn reset(url: &str, account: &Account, issued: &Issued) -> Letter {
    let body = format!(
        "よこいとのパスワードを新しく設定するための、リンクとコードをお送りします。どちらか一方をお使いください。

■ リンク
{url}{link}

■ コード（リンクを開けないとき）
次のページで、メールアドレスとコードを入力してください。
{url}{page}
コード: {code}

使えるのは一度だけ、{until}までです。新しく申し込むと、前にお送りしたリンクとコードは使えなくなります。

お心当たりがないときは、このメールをそのままにしてください。パスワードは変わりません。",
        link = links::password_reset(&issued.token),
        page = links::PASSWORD_CODE,
        code = issued.code,
        until = issued.expires_at.japanese(),
    );
    letter(url, account, "パスワードの再設定", &body)
}

/// The password is another one now.
pub fn changed(url: &str, account: &Account, at: Timestamp) -> Letter {
    let body = format!(
        "{at}に、よこいとのパスワードが変更されました。

ご自身で変更された場合は、何もしていただく必要はありません。

お心当たりがないときは、次のページからパスワードを新しく設定してください。設定すると、ほかの端末はすべてサインアウトします。
{url}{forgotten}",
        at = at.japanese(),
        forgotten = links::PASSWORD_FORGOTTEN,
    );
    letter(url, account, "パスワードが変更されました", &body)
}

/// Somebody has tried too often.
pub fn locked(url: &str, account: &Account, at: Timestamp) -> Letter {
    let body = format!(
        "{at}までに、このメールアドレスでのサインインが続けて失敗したため、受付を一時的に止めています。15分ほどで自動的に再開します。これまでにサインインしたことのある端末からは、いまもサインインできます。

ご自身で試された場合は、次のページからパスワードを新しく設定できます。設定すると、すぐにサインインできるようになります。
{url}{forgotten}

お心当たりがないときも、パスワードが知られたわけではありません。このお知らせは、一日に一度だけお送りします。",
        at = at.japanese(),
        forgotten = links::PASSWORD_FORGOTTEN,
    );
    letter(url, account, "サインインの失敗が続いています", &body)
}

fn letter(url: &str, account: &Account, subject: &str, body: &str) -> Letter {
    Letter {
        to: account.email.clone(),
        subject: format!("【よこいと】{subject}"),
        body: format!("{name} さん\n\n{body}\n\n-- \nよこいと\n{url}\n", name = account.name),
    }
}
