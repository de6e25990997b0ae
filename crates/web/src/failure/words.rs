//! The words of failures: what happened, and what to do.

use super::Failure;

/// 「約5分後」, 「約24時間後」, 「約3日後」: how long to wait, in the unit that people count such a time in.
pub fn after(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let rounded_up = |unit: i64| (seconds + unit - 1) / unit;
    match seconds {
        ..=5_400 => format!("約{}分後", rounded_up(MINUTE).max(1)),
        5_401..=129_600 => format!("約{}時間後", rounded_up(HOUR)),
        _ => format!("約{}日後", rounded_up(DAY)),
    }
}

/// Heading, and what to do.
pub fn of(failure: Failure) -> (&'static str, String) {
    match failure {
        Failure::SignedOut => ("サインインしてください", "このページを見るには、サインインが必要です。".into()),
        Failure::Pending => (
            "承認をお待ちください",
            "このページは、参加の承認が済んだ方がご覧いただけます。手続きがどこまで進んだかは、申請の状況のページでお確かめください。"
                .into(),
        ),
        Failure::Outside => (
            "いまのご担当がありません",
            "このページは、担当の期間のあいだにご覧いただけます。期間のあとのこと、始まる前のことは、ホームでご案内しています。"
                .into(),
        ),
        Failure::NotFound => (
            "ページが見つかりません",
            "アドレスが変わったか、ご覧いただける範囲の外にあるページかもしれません。検索や一覧からおさがしください。"
                .into(),
        ),
        Failure::Forbidden => (
            "この操作はできません",
            "閲覧のみの方や、担当ではない方には行えない操作です。お困りのときは、このサイトの運営者にお知らせください。"
                .into(),
        ),
        Failure::Foreign => (
            "このサイトの画面から送信してください",
            "安全のため、ほかのサイトを経由した送信は受け付けていません。前のページに戻り、このサイトの画面を開き直してから、もう一度お試しください。入力した内容は、戻ると残っていることがあります。"
                .into(),
        ),
        Failure::Conflict(what) => ("ほかの操作が先に行われていました", what.into()),
        Failure::BadRequest => (
            "送信された内容を読み取れませんでした",
            "前のページに戻り、もう一度お試しください。入力した内容は、戻ると残っていることがあります。".into(),
        ),
        Failure::TooLarge => (
            "送信された内容が大きすぎます",
            "前のページに戻り、文章を短くするか二つに分けてから、もう一度お試しください。入力した内容は、戻ると残っていることがあります。".into(),
        ),
        Failure::FilesTooLarge => (
            "添付ファイルが大きすぎます",
            "添付できるのは、1つ20MBまで、1つの投稿に10個までです。前のページに戻り、ファイルを減らすか小さくしてから、もう一度お試しください。入力した内容は、戻ると残っていることがあります。".into(),
        ),
        Failure::TooSlow => (
            "送信に時間がかかりすぎました",
            "通信が不安定なようです。前のページに戻り、もう一度お試しください。入力した内容は、戻ると残っていることがあります。".into(),
        ),
        Failure::Method => ("この操作はできません", "前のページに戻り、もう一度お試しください。".into()),
        Failure::TooMany(seconds) => (
            "しばらくお待ちください",
            format!(
                "同じ操作が短い間に続いたため、受付を一時的に止めています。{}にもう一度お試しください。",
                after(seconds)
            ),
        ),
        Failure::Busy => (
            "ただいま混み合っています",
            "少し待ってから、もう一度お試しください。文章を送信したときは、前のページに戻ると、入力した内容が残っていることがあります。".into(),
        ),
        Failure::Storage => (
            "いま保存できません",
            "保存する場所がいっぱいか、書き込めない状態です。ご覧いただくことはできます。お手数ですが、このサイトの運営者にお知らせください。"
                .into(),
        ),
        Failure::Internal => (
            "うまく処理できませんでした",
            "こちらの不具合です。少し待っても直らないときは、下の番号を添えて、このサイトの運営者にお知らせください。".into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn a_time_to_wait_is_told_in_the_unit_in_which_people_count_it() {
        for (seconds, words) in [
            (1, "約1分後"),
            (61, "約2分後"),
            (3_600, "約60分後"),
            (5_401, "約2時間後"),
            (86_400, "約24時間後"),
            (200_000, "約3日後"),
        ] {
            assert_eq!(after(seconds), words);
        }
    }
}
