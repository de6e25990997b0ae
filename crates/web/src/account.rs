//! The pages on which people look after their own account, wherever they are built: one list for the menu and for the
//! navigation between them.

use crate::links;

/// One of the pages.
#[derive(Clone, Copy, Debug)]
pub struct AccountPage {
    /// Address.
    pub href: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Whether somebody who waits for approval has no use for it.
    pub for_members: bool,
}

/// All of them, in the order in which they are shown; a new page adds its line here.
pub const PAGES: &[AccountPage] = &[
    AccountPage { href: links::MY_PROFILE, label: "自分のプロフィール", for_members: true },
    AccountPage { href: links::MY_CONTACT, label: "連絡先の公開", for_members: true },
    AccountPage { href: links::MY_CONTACT_REQUESTS, label: "連絡先のおたずね", for_members: true },
    AccountPage { href: links::MY_NOTICES, label: "お知らせ", for_members: true },
    AccountPage { href: links::MY_NOTICE_SETTINGS, label: "お知らせの受け取り方", for_members: true },
    AccountPage { href: links::MY_SEARCHES, label: "保存した検索", for_members: true },
    AccountPage { href: links::MY_DRAFTS, label: "下書き", for_members: true },
    AccountPage { href: links::MY_DISPUTES, label: "確認待ちの投稿", for_members: true },
    AccountPage { href: links::MY_ACTS, label: "投稿への対応", for_members: true },
    AccountPage { href: links::MY_REPORTS, label: "知らせた投稿", for_members: true },
    AccountPage { href: links::MY_HANDOVER, label: "ポストの引継ぎ", for_members: true },
    AccountPage { href: links::MY_PASSWORD, label: "パスワード", for_members: false },
    AccountPage { href: links::MY_SESSIONS, label: "サインインの状況", for_members: false },
    AccountPage { href: links::MY_LEAVING, label: "退会", for_members: true },
];

/// Those that are open to somebody who has been approved, or waits.
pub fn pages_for(is_active: bool) -> impl Iterator<Item = &'static AccountPage> {
    PAGES.iter().filter(move |page| is_active || !page.for_members)
}
