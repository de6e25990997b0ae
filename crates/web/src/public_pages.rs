//! The public pages that say the same to everybody: terms, personal information, accessibility, contact.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

mod privacy;
mod terms;

use kernel::Timestamp;
use maud::{Markup, html};

pub use self::privacy::privacy;
pub use self::terms::terms;
use crate::app::Operator;
use crate::components::breadcrumbs;
use crate::links;

/// The version of the 利用規約 that is in force: the day since when.
pub const TERMS_VERSION: &str = "2026-11-30";
/// The version of the 個人情報の取扱い that is in force.
pub const PRIVACY_VERSION: &str = "2026-11-30";

/// A version in words: 「令和8年11月24日」.
pub fn version_words(version: &str) -> String {
    let day = Timestamp::start_of_day(version).map(Timestamp::japanese_date);
    day.map_or_else(|| version.to_owned(), |day| day.split('（').next().unwrap_or_default().to_owned())
}

/// アクセシビリティ
pub fn accessibility() -> Markup {
    page(
        "アクセシビリティ",
        "どの端末でも、どの使い方でも、同じように使えることを目指しています。",
        html! {
            h2 { "目標" }
            p {
                "日本産業規格JIS X 8341-3:2016と、WCAG 2.2の適合レベルAAを満たすことを目標にしています。"
                "見た目と操作は、デジタル庁デザインシステムの考え方に沿っています。"
            }
            p { "規格にもとづく試験の結果は、まだ公表していません。" }
            h2 { "使いやすさのために" }
            ul {
                li { "すべてのページを、スクリプトなしでも使えるようにしています。" }
                li { "すべての操作が、キーボードだけでできます。いま操作できる場所は、黒と黄色の枠で示します。" }
                li { "文字を200％に拡大しても、幅の狭い画面でも、内容が欠けないようにしています。" }
                li { "色だけで意味を伝えることはしません。必ず言葉を添えます。" }
                li { "A4の紙に印刷しても読めるようにしています。" }
                li { "全角と半角は、どちらで入力してもかまいません。" }
            }
            h2 { "使いにくいとき" }
            p {
                "読みにくい、操作できないと感じられたときは、" a href="/contact" { "お問い合わせ" }
                "をご覧のうえ、運営者にお知らせください。お使いの端末とブラウザーの名前を添えていただけると助かります。"
            }
        },
    )
}

/// お問い合わせ
pub fn contact(operator: &Operator) -> Markup {
    page(
        "お問い合わせ",
        "お問い合わせは、このサイトの運営者が承ります。",
        html! {
            h2 { "ご連絡の方法" }
            (facts(operator, "利用のご案内をお届けした窓口にご連絡ください。"))
            p { "患者・利用者の個人情報は書かないようお願いします。" }
            h2 { "登録の内容や担当地域が変わったとき" }
            p { "所属と担当する市町村の変更は、都道府県や厚生局の担当者が、氏名とメールアドレスの変更は、運営者が行います。変わる日とあわせてお知らせください。" }
            h2 { "サインインできないとき" }
            p {
                "パスワードを忘れたときや、受付が止まっているときは、"
                a href=(links::PASSWORD_FORGOTTEN) { "パスワードを新しく設定" }
                "できます。メールを受け取れないときは、都道府県の担当者か運営者にお知らせください。"
            }
            h2 { "個人が特定されるおそれのある書き込みに気づいたとき" }
            p {
                "ページのアドレスを添えて、急ぎ運営者にお知らせください。"
                "ご自分の投稿は、「編集する」からすぐに直せます。"
            }
            h2 { "不具合と、サイトの使い方" }
            p { "画面に番号が出ているときは、その番号を添えて運営者にお知らせください。" }
        },
    )
}

/// Who runs the site, or where that is written as long as nobody has said it here.
fn facts(operator: &Operator, elsewhere: &str) -> Markup {
    let facts = operator.facts();
    html! {
        @if facts.is_empty() { p { (elsewhere) } }
        @else { dl.facts { @for (name, fact) in facts { div { dt { (name) } dd { (fact) } } } } }
    }
}

fn page(title: &str, lead: &str, text: Markup) -> Markup {
    html! {
        div.page-head {
            (breadcrumbs(&[("/", "ホーム")], title))
            h1 { (title) }
            p.lead { (lead) }
        }
        div.prose { (text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_days() {
        for version in [TERMS_VERSION, PRIVACY_VERSION] {
            assert!(version_words(version).starts_with("令和"), "{version}");
        }
    }
}
