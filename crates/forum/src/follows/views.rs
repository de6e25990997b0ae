//! The pages of following.

use maud::{Markup, html};
use web::bell::Level;
use web::components::{
    Follow, Radio, Select, account_navigation, follow, once_field, primary_button, problem_summary, radios, select,
};
use web::{Bell, Problems, links};

use super::forms::SettingsForm;
use super::subject::Shown;

/// Names of the pages.
pub const FOLLOW: &str = "お知らせの受け取り方を選ぶ";
pub const SETTINGS: &str = "お知らせの受け取り方";

const LEVELS: [(&str, &str, &str); 3] = [
    ("2", "そのつど受け取る", "書き込みから10分ほどあとに、メールでお知らせします。"),
    ("1", "まとめて受け取る", "下で選んだ時刻に、まとめてメールでお知らせします。"),
    ("0", "受け取らない", "お知らせの一覧にも出ません。"),
];
const GENTLE: [(&str, &str, &str); 2] = [
    ("1", "まとめて受け取る", "相談ごとに一度だけです。あなたが選んだテーマと、担当に近い地域のものに限ります。"),
    ("0", "受け取らない", "お知らせの一覧にも出ません。"),
];
const BY_MAIL: [(&str, &str, &str); 2] = [
    ("1", "メールでも受け取る", ""),
    ("0", "メールでは受け取らない", "このサイトの「お知らせ」の一覧には、引き続き出ます。"),
];
const DIGESTS: [(&str, &str, &str); 2] = [("daily", "毎日", ""), ("weekly", "毎週", "曜日は、次の欄で選べます。")];
const WEEKDAYS: [(&str, &str); 7] = [
    ("0", "月曜日"),
    ("1", "火曜日"),
    ("2", "水曜日"),
    ("3", "木曜日"),
    ("4", "金曜日"),
    ("5", "土曜日"),
    ("6", "日曜日"),
];

/// One subject alone.
pub fn follow_page(shown: &Shown, bell: &Bell) -> Markup {
    html! {
        (account_navigation(links::MY_NOTICE_SETTINGS, true))
        div.narrow.stack {
            header.page-head {
                h1 { (FOLLOW) }
                p.lead { a href=(shown.href) { bdi { (shown.name) } } }
            }
            (follow(Follow { bell, subject: &shown.key, what: "新しい書き込み", otherwise: "決めていません" }))
        }
    }
}

/// All settings, and what is followed.
pub fn settings_page(form: &SettingsForm, problems: &Problems, followed: &[(Shown, Level)]) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    let choice = |name, legend, options, chosen, hint| {
        radios(Radio { name, legend, options, chosen, hint, problem: problems.at(name) })
    };
    html! {
        (account_navigation(links::MY_NOTICE_SETTINGS, true))
        div.narrow {
            header.page-head {
                h1 { (SETTINGS) }
                p.lead { "新しい書き込みを、どのようにお知らせするかを選べます。お知らせは、いま読める部屋のものだけが届きます。" }
            }
            form.stack method="post" action=(links::MY_NOTICE_SETTINGS) novalidate {
                (problem_summary(&list))
                (once_field(&form.once))
                (choice("own", "自分の相談への返信", &LEVELS, &form.own, None))
                (choice("replied", "自分が返信した相談への、ほかの方の返信", &LEVELS, &form.replied, None))
                (choice("mentioned", "あなたへの呼びかけ（「@」とあなたの氏名）", &LEVELS, &form.mentioned, None))
                (choice("unanswered", "48時間、返信のない相談", &GENTLE, &form.unanswered,
                    Some("お答えいただけそうな方に、そっとお知らせします。")))
                (choice("by_mail", "メール", &BY_MAIL, &form.by_mail,
                    Some("招待やパスワードの再設定など、手続きのメールは、この選択にかかわらず届きます。")))
                (choice("digest", "まとめて受け取る日", &DIGESTS, &form.digest, None))
                (select(Select {
                    name: "weekday", label: "毎週のときの曜日", options: &WEEKDAYS, chosen: &form.weekday, hint: None,
                    problem: problems.at("weekday"),
                }))
                (hours(&form.hour, problems))
                p.actions { (primary_button("保存する")) }
            }
            (followed_list(followed))
        }
    }
}

fn hours(chosen: &str, problems: &Problems) -> Markup {
    let hours: Vec<(String, String)> = (0..24).map(|hour| (hour.to_string(), format!("{hour}時"))).collect();
    let options: Vec<(&str, &str)> = hours.iter().map(|(value, name)| (value.as_str(), name.as_str())).collect();
    select(Select {
        name: "hour",
        label: "まとめて受け取る時刻",
        options: &options,
        chosen,
        hint: None,
        problem: problems.at("hour"),
    })
}

fn followed_list(followed: &[(Shown, Level)]) -> Markup {
    html! {
        section.stack.tight {
            h2 { "個別に選んだもの" }
            @if followed.is_empty() {
                p { "相談、部屋、テーマ、市町村のページにある「お知らせ」で、そのページについての受け取り方を選べます。" }
            } @else {
                ul.list-rows role="list" data-total=(followed.len()) {
                    @for (shown, level) in followed {
                        li.row data-id=(shown.key) {
                            div.row-body {
                                h3.row-title { a href=(shown.href) { bdi { (shown.name) } } }
                                p.meta {
                                    span { (level.name()) }
                                    a href=(links::follow(&shown.key)) { "変える" span.visually-hidden { "（" (shown.name) "）" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
