//! The page on which somebody leaves, and the page within what they take along.

use directory::access::role_title;
use forum::departures::exports::OwnText;
use kernel::Places;
use kernel::viewer::Role;
use maud::{DOCTYPE, Markup, html};
use web::components::{
    NoticeKind, TextInput, account_navigation, notice, once_field, problem_summary, text_input, time,
};
use web::{Problems, links};

use super::bundle::Bundle;
use super::paths::{DataPath, LeavingPath};

/// The name of the page.
pub const TITLE: &str = "退会";

/// What stays and what goes, and the form.
pub fn leaving_page(offices: &[Role], problems: &Problems, places: &Places) -> Markup {
    html! {
        (account_navigation(links::MY_LEAVING, true))
        div.narrow.stack {
            header.page-head {
                h1 { (TITLE) }
                p.lead { "このサイトでのあなたの登録をなくします。元に戻せません。" }
            }
            section.panel {
                h2 { "その前に" }
                p { "書いた相談と返信、プロフィール、お知らせの受け取り方を、ファイルで受け取れます。ひとつにまとめたファイル（ZIP）の中に、ブラウザーで開くページと、表計算ソフトで開く表が入っています。" }
                p.actions { a.button.secondary href=(DataPath) { "自分のデータを受け取る" } }
                p { "ポストを次に担当する方には、" a href=(links::MY_HANDOVER) { "引継ぎ書" } "を残せます。担当だけを終えて登録を残したいときは、都道府県の担当者にお申し出ください。" }
            }
            section.panel {
                h2 { "すぐに消えるもの" }
                ul {
                    li { "氏名、よみ、メールアドレス、電話番号、パスワード、プロフィール" }
                    li { "下書き、保存した検索、お知らせ、お知らせの受け取り方、連絡先のおたずね" }
                    li { "名前と市町村を伏せた投稿が、あなたのものだという記録" }
                    li { "ほかの方の投稿の中の、あなたへの呼びかけと引用の名前（「退会した方」に変わります）" }
                }
            }
            section.panel {
                h2 { "残るもの" }
                ul {
                    li { "書いた相談と返信、付けたファイル、引継ぎ書（書いた人は「退会した方」になります）。文章を残したくないときや、文章の中にご自分の名前があるときは、先に取り下げるか、直してください。" }
                    li { "ポストに、いつからいつまで担当の方がいたか（名前は残りません）" }
                    li { "投稿への対応や手続きの記録（名前は残りません）。利用の停止などの理由に書かれた言葉は、記録として残ります。" }
                    li { "バックアップと、すでに届いたメール。バックアップは、運営者が決めた期間のあとに消えます。" }
                }
            }
            @if offices.is_empty() { (form(problems)) } @else { (needed(offices, places)) }
        }
    }
}

fn needed(offices: &[Role], places: &Places) -> Markup {
    notice(
        NoticeKind::Warning,
        html! {
            p { strong { "いまは退会できません。" } "次の役割を受け持つ方が、あなたのほかにいません。" }
            ul { @for role in offices { li { (role_title(role, places)) } } }
            p { "先に、" a href=(links::DESK) { "名簿の管理" } "で、ほかの方に同じ役割を加えてください。そのあとで退会できます。" }
        },
    )
}

fn form(problems: &Problems) -> Markup {
    html! {
        form.stack method="post" action=(LeavingPath) novalidate {
            (problem_summary(problems.list()))
            (once_field(&web::forms::once()))
            (text_input(TextInput {
                name: "password", label: "いまのパスワード", kind: "password", autocomplete: Some("current-password"),
                required: true, problem: problems.at("password"), ..TextInput::default()
            }))
            fieldset.choices {
                legend { "確認" }
                @if let Some(problem) = problems.at("knows") { p.problem #knows-problem { (problem) } }
                label.choice { input #knows type="checkbox" name="knows" value="1" aria-describedby=[problems.at("knows").map(|_| "knows-problem")]; span { "消えるものと残るものを確かめました。元に戻せないことを分かっています。" } }
            }
            p.actions { button.button.danger type="submit" { "退会する" } a href=(links::HOME) { "やめる" } }
        }
    }
}

/// The page within the archive: it stands alone, and loads nothing.
pub fn bundle_page(all: &Bundle, room: impl Fn(&OwnText) -> String) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ja" {
            head { meta charset="utf-8"; title { "よこいと　自分のデータ" } }
            body {
                h1 { "よこいと　自分のデータ" }
                h2 { "プロフィール" }
                dl { @for (name, says) in &all.facts { dt { (name) } dd { (says) } } }
                h2 { "書いた相談と返信（" (all.texts.len()) "件）" }
                @for text in &all.texts {
                    h3 { @if text.title.is_empty() { "（件名は、いまは読めない部屋のものです）" } @else { (text.title) } }
                    p { (time(text.created_at)) "　" (room(text)) "　" @if text.opens() { "投稿" } @else { "返信" } @if text.veil.is_some() { "（名前と市町村を伏せた投稿）" } }
                    pre { (text.body) }
                }
                h2 { "付けたファイル" }
                p { "ファイルそのものは、投稿のページから保存してください。" }
                ul { @for file in &all.files { li { (file.name) } } }
                h2 { "書きかけの文章" }
                @for [at, form, field, text] in &all.drafts { h3 { (form) "（" (field) "）" } p { (at) } pre { (text) } }
                h2 { "保存した検索" }
                ul { @for [name, asked, level] in &all.searches { li { (name) "：" (asked) "（" (level) "）" } } }
                h2 { "お知らせの受け取り方" }
                ul { @for one in &all.follows { li { (one.kind) "：" (one.name) "（" (one.level) "）" } } }
            }
        }
    }
}
