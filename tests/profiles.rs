//! One's own profile in two windows: what was saved in one of them is not undone by the other unawares.

use crate::support::{Answer, Site};

const PATH: &str = "/me/profile";

#[tokio::test]
async fn a_profile_that_was_changed_meanwhile_is_not_overwritten_unawares() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let with = |words, theme| [("kana", "ありす"), ("introduction", words), ("theme", theme)];
    let first = alice.get(PATH).await;
    let version = |page: &Answer| {
        let value = page.body.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.expect("a version").to_owned()
    };
    let old = version(&first);
    let upon = |fields: [(&'static str, &'static str); 3], version: &str| {
        let mut fields = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
        fields.push(("version", version.to_owned()));
        fields
    };
    alice.fills(PATH, &upon(with("一つ目の画面の紹介", "acp"), &old)).await.is(303);
    let late = alice.fills(PATH, &upon(with("二つ目の画面の紹介", "acp"), &old)).await.is(409);
    let late = late.shows("一つ目の画面の紹介").shows("二つ目の画面の紹介").shows("まだ保存していません");
    alice.get(PATH).await.shows("一つ目の画面の紹介").hides("二つ目の画面の紹介");
    alice.fills(PATH, &upon(with("二つ目の画面の紹介", "acp"), &version(&late))).await.is(303);
    alice.get(PATH).await.shows("二つ目の画面の紹介");
    // A script that names no version is taken.
    alice.posts(PATH, &with("版を書かない紹介", "acp")).await.is(303);
    alice.get(PATH).await.shows("版を書かない紹介");
}
