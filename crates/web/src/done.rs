//! What has just been done: a form leads to a page, and the page says in one sentence that it has had its effect.
//!
//! The deed travels as a word in the address, `?done=group-left`; a word that is not on the list says nothing.

use maud::{Markup, html};

use crate::components::{NoticeKind, notice};

/// Something that a form has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    word: &'static str,
    sentence: &'static str,
}

/// The words and sentences of all deeds.
macro_rules! deeds {
    ($($name:ident $word:literal $sentence:literal)*) => {
        impl Done {
            $(
                #[doc = $sentence]
                pub const $name: Self = Self { word: $word, sentence: $sentence };
            )*
            const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

deeds! {
    UNMASKING_ASKED "unmasking-asked" "申し出ました。もう一人の方に、メールでお知らせします。"
    GROUP_RENAMED "group-renamed" "グループの名前と目的を保存しました。"
    GROUP_INVITED "group-invited" "グループに招待しました。ご本人の返事を待っています。"
    GROUP_REMOVED "group-removed" "グループの一覧から外しました。"
    GROUP_HANDED_OVER "group-handed-over" "世話役を交代しました。"
    GROUP_TAKEN_OVER "group-taken-over" "世話役を引き継ぎました。"
    GROUP_JOINED "group-joined" "グループに参加しました。"
    GROUP_DECLINED "group-declined" "グループに参加しないことにしました。"
    GROUP_LEFT "group-left" "グループから抜けました。"
    GROUP_CLOSED "group-closed" "グループを終了しました。これまでの内容は、引き続き読めます。"
    RELEASED "released" "承認しました。担当するすべての都道府県の承認がそろうと、ご本人にメールでお知らせします。"
    DECLINED "declined" "お断りしました。理由は、ご本人にメールでお知らせします。"
    INVITED "invited" "招待しました。ご本人にメールをお送りします。"
    INVITED_ANEW "invited-anew" "招待し直しました。ご本人にメールをお送りします。"
    LETTERS_SHOWN "letters-shown" "手紙は、すでに一度表示しました。招待コードは二度は表示できません。印刷できなかったときは、もう一度招待し直してください。"
    CODES_SHOWN "codes-shown" "手紙は、すでに一度表示しました。コードは二度は表示できません。印刷できなかったときは、もう一度発行してください。"
    UNINVITED "uninvited" "招待を取り消しました。"
    INVITATION_ACCEPTED "invitation-accepted" "招待を受けました。担当が加わりました。"
    SEAT_GIVEN "seat-given" "担当を加えました。"
    SEAT_CHANGED "seat-changed" "担当の内容を保存しました。"
    END_PLANNED "end-planned" "退任の日を登録しました。"
    END_CALLED_OFF "end-called-off" "退任の予定を取り消しました。"
    ROLE_GIVEN "role-given" "役割を加えました。"
    ROLE_END_SAVED "role-end-saved" "役割の終わりの日を保存しました。"
    ROLE_TAKEN "role-taken" "役割を解除しました。"
    ROSTER_BROUGHT_IN "roster-brought-in" "名簿を取り込みました。7日のあいだは、このページから取り消せます。"
    ROSTER_TAKEN_BACK "roster-taken-back" "取り込みを取り消しました。"
    SUSPENDED "suspended" "利用を停止しました。理由は、ご本人にメールでお知らせします。"
    RESTORED "restored" "利用を再開しました。ご本人にメールでお知らせします。"
    ASKED "asked" "おたずねを届けました。承諾されると、メールでお知らせします。"
    ACCEPTED "accepted" "承諾しました。お互いの連絡先が、プロフィールのページで見えるようになりました。"
    TAKEN_BACK "taken-back" "連絡先を知らせ合うのをやめました。"
    SET_ASIDE "set-aside" "返事をせずにおきました。相手の方には何も伝わりません。"
    CONTACT_SAVED "contact-saved" "連絡先の公開を保存しました。"
    PASSWORD_CHANGED "password-changed" "パスワードを変更しました。ほかの端末は、すべてサインアウトしました。"
    SESSION_ENDED "session-ended" "ほかの端末をサインアウトしました。"
    DRAFT_REMOVED "draft-removed" "下書きを捨てました。"
    DISPUTED "disputed" "部屋の担当者に確認をお願いしました。結果は、メールとこの画面でお知らせします。"
    DISPUTE_RELEASED "dispute-released" "個人情報ではないと確かめました。投稿した方の名前で載せました。"
    DISPUTE_REFUSED "dispute-refused" "お断りしました。理由は、投稿した方にこのサイトの中でお知らせします。"
    FOLLOW_SAVED "follow-saved" "お知らせの受け取り方を変えました。"
    NOTICES_SEEN "notices-seen" "すべて読んだことにしました。"
    NOTICE_SEEN "notice-seen" "読んだことにしました。"
    NOTICE_SETTINGS_SAVED "notice-settings-saved" "お知らせの受け取り方を保存しました。"
    REPORTED "reported" "知らせていただき、ありがとうございます。部屋の担当者が確認します。結果は、アカウントの「知らせた投稿」でご覧ください。"
    REPORTED_AND_HIDDEN "reported-hidden" "知らせていただき、ありがとうございます。担当者が確認するまで、投稿の表示を止めました。結果は、アカウントの「知らせた投稿」でご覧ください。"
    TEXT_HIDDEN "text-hidden" "投稿の表示を止めました。投稿した方に、メールでお知らせします。"
    TEXT_SHOWN "text-shown" "投稿を表示しています。投稿した方に、メールでお知らせします。"
    MOVED "moved" "相談を移しました。書いた方に、メールでお知らせします。"
    MOVE_ASKED "move-asked" "書いた方に、移してよいかをメールで尋ねました。返事がそろうと、この画面から移せます。"
    MOVE_CALLED_OFF "move-called-off" "移すのをやめました。"
    MOVE_ANSWERED "move-answered" "返事を届けました。"
    MERGED "merged" "ひとつにまとめました。書いた方に、メールでお知らせします。"
    SPLIT "split" "別の相談に分けました。書いた方に、メールでお知らせします。"
    REDACTED "redacted" "消しました。投稿した方に、メールでお知らせします。"
    REPORT_OPENED "report-opened" "内容を開きました。開いたことは記録に残ります。この投稿は、24時間のあいだ読めます。"
    IMPORT_RELEASED "import-released" "載せました。"
    IMPORT_RELEASING "import-releasing" "古いものから順に載せます。件数が多いときは、しばらくかかります。"
    IMPORT_DISCARDED "import-discarded" "捨てました。"
    SYNONYM_ADDED "synonym-added" "言いかえを加えました。次の検索から効きます。"
    SYNONYM_CHANGED "synonym-changed" "言いかえを変えました。次の検索から効きます。"
    SYNONYM_REMOVED "synonym-removed" "言いかえを一覧から外しました。"
    SYNONYM_PROPOSED "synonym-proposed" "提案を受け付けました。管理者が確かめます。"
    SYNONYM_DECLINED "synonym-declined" "提案を加えずにおきました。"
    MISSED_FORGOTTEN "missed-forgotten" "見つからなかった言葉の一覧から消しました。"
    SEARCH_SAVED "search-saved" "検索を保存しました。これから当てはまる投稿があると、選んだ方法でお知らせします。"
    CONDITION_SAVED "condition-saved" "条件を保存しました。当てはまる方が新しく加わると、選んだ方法でお知らせします。"
    SEARCH_KNOWN "search-known" "この検索は、すでに保存されています。"
    SEARCH_CHANGED "search-changed" "保存した検索の名前とお知らせを変えました。"
    SEARCH_REMOVED "search-removed" "保存した検索を削除しました。"
    FEED_ENDED "feed-ended" "配信アドレスを使えなくしました。"
    ROLE_NOTE_SAVED "role-note-saved" "役割分担メモを保存しました。"
    ROLE_NOTE_ERASED "role-note-erased" "役割分担メモを消しました。"
    SEAT_CONFIRMED "seat-confirmed" "引き続き担当されていることを登録しました。ありがとうございました。"
    CHANGE_TOLD "change-told" "担当が変わったことを、名簿の担当者に知らせました。退任の登録が済むまで、いままでどおりご利用いただけます。"
    CONFIRMED_FOR "confirmed-for" "続けることを登録しました。"
    ALUMNI_ASKED "alumni-asked" "申し出ました。都道府県の担当者が確かめて、メールでお知らせします。"
    ALUMNI_AGREED "alumni-agreed" "承諾しました。ご本人にメールでお知らせします。"
    ALUMNI_DECLINED "alumni-declined" "見送りました。ご本人にメールでお知らせします。"
    TURNED_OVER "turned-over" "年度替わりの内容を登録しました。招待した方には、メールをお送りします。"
    LEFT "left" "退会の手続きが終わりました。これまでのご参加、ありがとうございました。"
    TAKEN_OVER "taken-over" "引き継ぎました。これから、あなたにお知らせが届きます。"
    ASKING_CHOSEN "asking-chosen" "後任の方からの質問について、保存しました。"
    NOTE_SAVED "note-saved" "引継ぎ書を保存しました。"
    WITHDRAWN "withdrawn" "おたずねを取り下げました。"
}

impl Done {
    /// The address of a page that says so.
    pub fn at(self, address: &str) -> String {
        let (path, anchor) = address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
        let separator = if path.contains('?') { '&' } else { '?' };
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        format!("{path}{separator}done={}{anchor}", self.word)
    }

    /// What the query of an address tells.
    pub(crate) fn told(query: &str) -> Option<Self> {
        let word = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
        Self::ALL.iter().find(|done| done.word == word).copied()
    }

    /// The sentence, on top of the page.
    pub(crate) fn notice(self) -> Markup {
        notice(NoticeKind::Success, html! { p { (self.sentence) } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_read_from_the_address_that_it_made_and_every_word_is_its_own() {
        for done in Done::ALL {
            let address = done.at("/groups");
            assert_eq!(Done::told(address.split_once('?').unwrap().1), Some(*done));
        }
        assert_eq!(Done::GROUP_LEFT.at("/threads/1?reply=2#reply-2"), "/threads/1?reply=2&done=group-left#reply-2");
        assert_eq!(Done::told("x=1&done=group-left"), Some(Done::GROUP_LEFT));
        assert_eq!((Done::told("done=hacked"), Done::told("")), (None, None));
    }
}
