//! One screen that tells how to search.

use maud::{Markup, html};
use web::components::table_wrap;
use web::links;

/// What can be typed, with an example of it.
const WORDS: [(&str, &str); 6] = [
    ("退院　様式", "空白で区切ると、すべての語を含む相談をさがします。"),
    ("訪看 OR 薬局", "「OR」か「または」でつなぐと、どちらかの語を含む相談をさがします。"),
    ("\"顔の見える\"", "引用符で囲むと、その並びのままさがします。"),
    ("退院　-研修", "「-」を付けた語を含む相談を除きます。条件にも付けられます。"),
    ("ほうもんかんご", "ひらがな・カタカナ・半角でも、読みの同じ言葉をさがします。"),
    (
        "ケアマネが会議に来ないとき、どうしていますか",
        "文や「看取りの体制」のような言い方のままなら、近い相談から順に並べます。",
    ),
];

/// Conditions: in Japanese, in English, and what they mean.
const CONDITIONS: [(&str, &str, &str); 11] = [
    ("部屋:埼玉県", "room:pref-11", "その部屋の相談"),
    ("種類:取組", "kind:practice", "相談、取組、お知らせ、雑談のどれか"),
    ("状態:解決", "is:solved", "解決、未回答（is:unanswered）、相談中（is:open）のどれか"),
    ("県:埼玉", "pref:11", "その都道府県の方がした相談"),
    ("所属:郡市区医師会", "by:medical-association", "そこに所属する方がした相談"),
    ("規模:1万人未満", "size:under-10000", "その人口のまちの方がした相談"),
    ("似た自治体:熊谷市", "similar_to:11202", "その市町村に似たまちの方がした相談"),
    ("テーマ:ACP", "tag:acp", "テーマ・場面・項目の付いた相談"),
    ("添付:あり", "has:file", "ファイルが添付された相談（添付:なし は、添付のない相談）"),
    ("年度:令和8", "year:2026", "その年度にされた相談"),
    (
        "から:令和8年4月　まで:2026-06-30",
        "after:2026-04 before:2026-07",
        "その間に書き込みのあった相談（まで はその日を含み、before は含みません）",
    ),
];

/// The page.
pub fn help_page() -> Markup {
    html! {
        header.page-head {
            h1 { "さがし方" }
            p.lead { "思いついた言葉をそのまま入れるだけで十分です。しぼり込みたいときは、次のようにも書けます。" }
        }
        div.stack {
            section aria-labelledby="help-words" {
                h2 #help-words { "言葉" }
                dl.facts { @for (typed, what) in WORDS { div { dt { code { (typed) } } dd { (what) } } } }
            }
            section aria-labelledby="help-conditions" {
                h2 #help-conditions { "条件" }
                p { "「:」は全角でもかまいません。わからない条件は、ふつうの言葉としてさがします。" }
                (table_wrap("条件の書き方", html! {
                    table.stacked {
                        thead { tr { th scope="col" { "書き方" } th scope="col" { "英字では" } th scope="col" { "さがすもの" } } }
                        tbody {
                            @for (japanese, english, what) in CONDITIONS {
                                tr {
                                    td data-label="書き方" { code { (japanese) } }
                                    td data-label="英字では" { code { (english) } }
                                    td data-label="さがすもの" { (what) }
                                }
                            }
                        }
                    }
                }))
            }
            section aria-labelledby="help-saving" {
                h2 #help-saving { "保存" }
                p { "結果のページの「この検索を保存する」で、言葉と条件を保存できます。新しい投稿が当てはまると、お知らせします。" }
                p { a href=(links::MY_SEARCHES) { "保存した検索の一覧" } "で、名前とお知らせを変えたり、配信アドレスを作ったりできます。" }
            }
            p.actions { a href=(links::SEARCH) { "検索へ戻る" } a href=(links::SYNONYMS) { "言いかえの一覧" } }
        }
    }
}
