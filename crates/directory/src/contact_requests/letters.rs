//! The letters: who, and where to look; never what was written.

use kernel::PersonId;
use kernel::mail::Letter;
use web::{Config, links};

/// To whom is asked.
pub(super) fn asked(to: String, requester: &str, config: &Config) -> Letter {
    let page = format!("{}{}", config.url, links::MY_CONTACT_REQUESTS);
    let body = format!(
        "{requester}さんから、連絡先をうかがいたいとのおたずねが届いています。\n\n\
        次のページで、内容を確かめて、承諾するかどうかを選べます。\n{page}\n\n\
        お返事をしないままでもかまいません。その場合、相手の方には何も伝わりません。\n"
    );
    Letter { to, subject: "【よこいと】連絡先のおたずねが届いています".to_owned(), body }
}

/// To who asked.
pub(super) fn accepted(to: String, name: &str, person: PersonId, config: &Config) -> Letter {
    let page = format!("{}{}", config.url, links::person(person));
    let body = format!(
        "{name}さんが、連絡先を知らせることを承諾しました。\n\n\
        次のページで、お互いの連絡先を見られます。\n{page}\n"
    );
    Letter { to, subject: "【よこいと】連絡先のおたずねが承諾されました".to_owned(), body }
}
