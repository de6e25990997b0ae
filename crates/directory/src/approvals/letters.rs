//! Letters about decisions. Who applies, and with what, stands on the page only.

use kernel::ApplicationId;
use kernel::mail::Letter;

/// For whoever answers for an application.
pub(super) fn waiting(to: &str, id: ApplicationId, url: &str) -> Letter {
    let body = format!(
        "参加の申請が、あなたの確認を待っています。\n\
        次のアドレスで内容をご覧のうえ、承認するか、理由を添えてお断りするかをお決めください。\n\n\
        {url}/admin/applications/{id}\n\n\
        5日（土日・祝日・年末年始を除く）のうちに判断がないときは、厚生局の担当者、次いでサイト管理者も判断できるようになります。\n"
    );
    Letter {
        to: to.to_owned(), subject: "【よこいと】承認を待っている申請があります".to_owned(), body
    }
}

/// For somebody who is a member from now on.
pub(super) fn accepted(to: &str, url: &str) -> Letter {
    let body = format!(
        "よこいとへの参加が承認されました。\n\
        次のアドレスからサインインして、ご利用を始めてください。\n\n\
        {url}/sign-in\n\n\
        はじめに、プロフィールで相談を受けられるテーマを選ぶと、仲間があなたを見つけやすくなります。\n"
    );
    Letter { to: to.to_owned(), subject: "【よこいと】参加が承認されました".to_owned(), body }
}

/// For somebody who was declined.
pub(super) fn declined(to: &str, reason: &str, url: &str) -> Letter {
    let body = format!(
        "よこいとへの参加の申請は、承認されませんでした。\n\n\
        理由:\n{reason}\n\n\
        サインインすると、内容を直してもう一度申請することも、申請を取り下げることもできます。\n\n\
        {url}/join/status\n"
    );
    Letter { to: to.to_owned(), subject: "【よこいと】参加の申請について".to_owned(), body }
}
