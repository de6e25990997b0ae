//! Letters to applicants.

use accounts::resets::grouped_code;
use kernel::mail::Letter;

/// Asks whoever reads the mail of an address to confirm the application.
pub(super) fn confirm(to: &str, token: &str, code: &str, url: &str) -> Letter {
    let code = grouped_code(code);
    let body = format!(
        "よこいとへの参加のお申し込みを受け付けました。\n\
        次のアドレスを開き、パスワードを決めて、メールアドレスの確認を済ませてください。\n\
        確認が済むと、都道府県の担当者による承認の手続きが始まります。\n\n\
        {url}/join/{token}\n\n\
        アドレスを開けないときは、次のページで、このメールアドレスと確認コードを入力してください。\n\n\
        {url}/join/code\n\
        確認コード: {code}\n\n\
        どちらも14日間有効です。期限を過ぎると、お申し込みの内容は消去されます。\n\
        お心当たりのない方は、このメールを破棄してください。何も登録されません。\n"
    );
    Letter {
        to: to.to_owned(), subject: "【よこいと】メールアドレスの確認をお願いします".to_owned(), body
    }
}

/// Tells somebody who is known already how to get in.
pub(super) fn known(to: &str, url: &str) -> Letter {
    let body = format!(
        "よこいとへの参加のお申し込みがありましたが、このメールアドレスはすでに登録されています。\n\
        新しい登録は行っていません。次のアドレスからサインインしてください。\n\
        承認を待っている方は、サインインすると、申請の状況の確認と、申し込み直しができます。\n\n\
        {url}/sign-in\n\n\
        パスワードをお忘れの方は、次のアドレスで設定し直せます。\n\n\
        {url}/password/forgotten\n\n\
        お心当たりのない方は、このメールを破棄してください。登録の内容は変わりません。\n"
    );
    Letter {
        to: to.to_owned(), subject: "【よこいと】すでに登録されているメールアドレスです".to_owned(), body
    }
}
