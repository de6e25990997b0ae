//! The page with a code, made to be printed and handed over.

use accounts::resets::Issued;
use maud::{Markup, html};
use web::components::{NoticeKind, notice};
use web::{Config, links};

use super::form_head;
use crate::roster::Person;

/// The name of the page.
pub const CODE_TITLE: &str = "パスワード再設定のコード";

/// The code, where it is typed, and until when.
pub fn code_page(person: &Person, issued: &Issued, config: &Config) -> Markup {
    html! {
        div.narrow.stack {
            (form_head(person, CODE_TITLE))
            (notice(NoticeKind::Warning, html! {
                p { "このコードは、このページにだけ表示されます。印刷するか書き写して、ご本人に直接お渡しください。" }
                p { "ご本人が使う前に「パスワードを忘れたとき」のページからメールを申し込むと、そのメールが優先され、このコードは使えなくなります。お渡しするときに、ひとことお伝えください。" }
            }))
            section.panel {
                dl.facts {
                    div { dt { "氏名" } dd { bdi { (person.name) } " さん" } }
                    div { dt { "コード" } dd { strong { (issued.code) } } }
                    div { dt { "有効期限" } dd { time datetime=(issued.expires_at.iso()) { (issued.expires_at.japanese()) } "まで" } }
                    div { dt { "入力するページ" } dd { (config.url) (links::PASSWORD_CODE) } }
                }
                p { "上のページで、登録のメールアドレスと、このコードと、新しいパスワードを入力してください。コードは一度だけ使えます。" }
            }
            p.actions { a href=(links::registration(person.id)) { "登録のページへ戻る" } }
        }
    }
}
