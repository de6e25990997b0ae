//! What lies in the database: letters in the queue, as their readers see them, and numbers of rows.

use kernel::db::sql;
use sea_orm::FromQueryResult;

use super::Site;

/// A letter in the queue.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Letter {
    pub subject: String,
    pub body: String,
}

impl Letter {
    /// The first address of the site in the letter that begins like this, as a path.
    #[track_caller]
    pub fn path(&self, start: &str) -> String {
        let start = format!("http://127.0.0.1:8080{start}");
        let line = self.body.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("no address {start} in {:?}", self.body));
        line.trim_start_matches("http://127.0.0.1:8080").to_owned()
    }

    /// What stands after words such as 「確認コード: 」.
    #[track_caller]
    pub fn after(&self, words: &str) -> String {
        let line = self.body.lines().find_map(|line| line.strip_prefix(words));
        line.unwrap_or_else(|| panic!("no {words} in {:?}", self.body)).to_owned()
    }
}

#[derive(FromQueryResult)]
struct Number {
    n: i64,
}

impl Site {
    /// The number that a statement asks for, as `n`.
    pub async fn count(&self, text: &str) -> i64 {
        let conn = &self.inner.app.db.conn;
        let found = Number::find_by_statement(sql(conn, text, [])).one(conn).await.expect("count");
        found.expect("a number").n
    }

    /// All letters to an address, the oldest first.
    pub async fn letters_to(&self, email: &str) -> Vec<Letter> {
        let conn = &self.inner.app.db.conn;
        let text = "SELECT subject, body FROM mails WHERE recipient = $1 ORDER BY created_at";
        Letter::find_by_statement(sql(conn, text, [email.into()])).all(conn).await.expect("read the queue")
    }

    /// The only letter to an address.
    pub async fn letter_to(&self, email: &str) -> Letter {
        let letters = self.letters_to(email).await;
        assert_eq!(letters.len(), 1, "letters to {email}: {letters:?}");
        letters[0].clone()
    }
}
