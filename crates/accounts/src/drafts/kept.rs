//! The forms whose text is kept, by the address to which they are sent. What is not on this list is never kept.

use kernel::DraftId;

/// Names of fields with text, and what people call them; the other fields are choices, which the form itself shows.
pub type Texts = &'static [(&'static str, &'static str)];

/// A form that is kept.
struct Kept {
    /// Where it is sent; `{id}` stands for a number.
    sent_to: &'static str,
    /// Where else the same form may be sent on its way there.
    or_to: &'static [&'static str],
    /// The page on which it stands.
    page: &'static str,
    /// The element of that page.
    anchor: &'static str,
    /// What people call it.
    name: &'static str,
    /// Its texts, the most telling first.
    texts: Texts,
}

/// A form on a page of its own, or on the page to which it is sent.
const fn kept(sent_to: &'static str, page: &'static str, name: &'static str, texts: Texts) -> Kept {
    Kept { sent_to, or_to: &[], page, anchor: "", name, texts }
}

const DISCUSSION: Texts = &[("title", "件名"), ("body", "本文")];
const SEAT: Texts = &[
    ("email", "メールアドレス"),
    ("name", "氏名"),
    ("organisation", "所属機関の名称"),
    ("municipality", "所属機関のある市区町村"),
    ("phone", "事務所の電話番号"),
    ("title", "役職"),
    ("places", "担当する市町村"),
    ("officer_of", "担当者となる市町村"),
];
const APPLICATION: Texts = &[
    ("proof", "担当するようになった経緯"),
    ("kana", "よみ"),
    ("name", "氏名"),
    ("organisation", "所属機関の名称"),
    ("municipality", "所属機関のある市区町村"),
    ("phone", "事務所の電話番号"),
    ("title", "役職"),
    ("places", "担当する市町村"),
];
const GROUP: Texts = &[("name", "グループの名前"), ("purpose", "目的")];

const FORMS: [Kept; 28] = [
    Kept {
        or_to: &["/threads/similar", "/threads/templates"],
        ..kept("/threads", "/threads/new", "新しい投稿", DISCUSSION)
    },
    Kept {
        anchor: "#reply-form",
        or_to: &["/threads/{id}/quotations"],
        ..kept("/threads/{id}/replies", "/threads/{id}", "返信", &[("body", "本文")])
    },
    kept("/threads/{id}/edit", "/threads/{id}/edit", "投稿の編集", DISCUSSION),
    kept("/replies/{id}/edit", "/replies/{id}/edit", "返信の編集", &[("body", "本文")]),
    kept(
        "/me/profile",
        "/me/profile",
        "プロフィールの編集",
        &[("introduction", "自己紹介"), ("kana", "よみ"), ("experience_years", "経験年数")],
    ),
    kept("/join/again", "/join/again", "参加の申し込みの内容", APPLICATION),
    Kept {
        anchor: "#release-form",
        ..kept(
            "/admin/applications/{id}/release",
            "/admin/applications/{id}",
            "申請の承認",
            &[("checked", "ご本人であることの確かめ方")],
        )
    },
    Kept {
        anchor: "#decline-form",
        ..kept(
            "/admin/applications/{id}/decline",
            "/admin/applications/{id}",
            "申請をお断りする理由",
            &[("reason", "お断りする理由")],
        )
    },
    Kept {
        anchor: "#refusal-form",
        ..kept(
            "/admin/disputes/{id}/refusal",
            "/admin/disputes/{id}",
            "投稿をお断りする理由",
            &[("answer", "お断りする理由")],
        )
    },
    kept(
        "/admin/threads/{id}/split",
        "/admin/threads/{id}/split",
        "返信を分けるときの件名",
        &[("title", "新しい件名")],
    ),
    kept("/posts/{id}/report", "/posts/{id}/report", "投稿についての知らせ", &[("words", "気づいたこと")]),
    Kept {
        anchor: "#hiding-form",
        ..kept(
            "/admin/posts/{id}/hiding",
            "/admin/posts/{id}",
            "投稿への対応の理由",
            &[("words", "投稿した方へのひとこと")],
        )
    },
    kept("/admin/people/{id}/standing", "/admin/people/{id}/standing", "利用の停止と再開", &[("reason", "理由")]),
    kept("/admin/invitations", "/admin/invitations/new", "仲間の招待", SEAT),
    kept(
        "/admin/invitations/renewal",
        "/admin/invitations/renewal",
        "招待の手紙",
        &[("office", "差出人の所属"), ("phone", "お問い合わせの電話番号")],
    ),
    kept(
        "/admin/people/codes",
        "/admin/people/codes",
        "コードの手紙",
        &[("office", "差出人の所属"), ("phone", "お問い合わせの電話番号")],
    ),
    kept(
        "/admin/seats/{id}/successor",
        "/admin/seats/{id}/successor",
        "後任の方の招待",
        &[("email", "メールアドレス"), ("name", "氏名")],
    ),
    kept(
        "/admin/turnover",
        "/admin/turnover",
        "年度替わり",
        &[("email", "後任の方のメールアドレス"), ("name", "後任の方の氏名")],
    ),
    kept("/seats/{id}/note", "/seats/{id}/note/edit", "引継ぎ書", &[("body", "引継ぎ書")]),
    Kept {
        anchor: "#contact-request",
        ..kept(
            "/coordinators/{id}/contact-requests",
            "/coordinators/{id}",
            "連絡先のおたずね",
            &[("message", "ひとこと")],
        )
    },
    Kept {
        anchor: "#release-form",
        ..kept("/admin/imports/{id}/release", "/admin/imports/{id}", "過去の記録をまとめて載せる", &[("words", "理由")])
    },
    Kept {
        anchor: "#text-form",
        ..kept(
            "/admin/imports/texts/{id}/release",
            "/admin/imports/texts/{id}",
            "過去の記録の確認",
            &[("title", "件名"), ("body", "本文"), ("words", "理由")],
        )
    },
    kept("/municipalities/{id}/note", "/municipalities/{id}/note", "役割分担メモ", &[("body", "役割分担メモ")]),
    kept("/groups", "/groups/new", "新しいグループ", GROUP),
    Kept { anchor: "#propose", ..kept("/synonyms", "/synonyms", "言いかえの提案", &[("words", "言葉")]) },
    kept("/me/searches", "/me/searches/new", "検索の保存", &[("name", "名前")]),
    kept("/me/searches/{id}", "/me/searches/{id}", "保存した検索の名前", &[("name", "名前")]),
    Kept { anchor: "#charter", ..kept("/groups/{id}", "/groups/{id}", "グループの名前と目的", GROUP) },
];

/// Where something was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address to which it is sent.
    pub path: String,
    /// What people call the form.
    pub name: &'static str,
    /// Its fields with text.
    pub texts: Texts,
    page: String,
    anchor: &'static str,
}

impl Place {
    /// The form that is sent to this address, if it is kept.
    pub fn of(path: &str) -> Option<Self> {
        FORMS.iter().find_map(|form| {
            let id = [form.sent_to].iter().chain(form.or_to).find_map(|it| number_in(path, it))?;
            let filled = |pattern: &str| pattern.replace("{id}", id);
            let (path, page) = (filled(form.sent_to), filled(form.page));
            Some(Self { path, name: form.name, texts: form.texts, page, anchor: form.anchor })
        })
    }

    /// The form, filled in with a draft.
    pub fn continued(&self, draft: DraftId) -> String {
        format!("{}?draft={draft}{}", self.page, self.anchor)
    }
}

/// What stands at `{id}` when the path has this shape; nothing stands there in a shape without a number.
pub fn number_in<'a>(path: &'a str, shape: &str) -> Option<&'a str> {
    let Some((before, after)) = shape.split_once("{id}") else { return (path == shape).then_some("") };
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    let is_number = !id.is_empty() && id.len() < 20 && id.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_leads_back_to_its_form() {
        let continued = |path: &str| Place::of(path).map(|place| (place.path.clone(), place.continued(DraftId(7))));
        for (path, form) in [
            ("/threads", "/threads/new?draft=7"),
            ("/threads/12/replies", "/threads/12?draft=7#reply-form"),
            ("/threads/12/edit", "/threads/12/edit?draft=7"),
            ("/replies/12/edit", "/replies/12/edit?draft=7"),
            ("/me/profile", "/me/profile?draft=7"),
            ("/join/again", "/join/again?draft=7"),
            ("/admin/applications/12/release", "/admin/applications/12?draft=7#release-form"),
            ("/admin/applications/12/decline", "/admin/applications/12?draft=7#decline-form"),
            ("/admin/disputes/12/refusal", "/admin/disputes/12?draft=7#refusal-form"),
            ("/admin/threads/12/split", "/admin/threads/12/split?draft=7"),
            ("/posts/12/report", "/posts/12/report?draft=7"),
            ("/admin/posts/12/hiding", "/admin/posts/12?draft=7#hiding-form"),
            ("/admin/people/12/standing", "/admin/people/12/standing?draft=7"),
            ("/admin/invitations", "/admin/invitations/new?draft=7"),
            ("/admin/invitations/renewal", "/admin/invitations/renewal?draft=7"),
            ("/admin/people/codes", "/admin/people/codes?draft=7"),
            ("/admin/seats/12/successor", "/admin/seats/12/successor?draft=7"),
            ("/admin/turnover", "/admin/turnover?draft=7"),
            ("/seats/12/note", "/seats/12/note/edit?draft=7"),
            ("/coordinators/12/contact-requests", "/coordinators/12?draft=7#contact-request"),
            ("/admin/imports/12/release", "/admin/imports/12?draft=7#release-form"),
            ("/admin/imports/texts/12/release", "/admin/imports/texts/12?draft=7#text-form"),
            ("/groups", "/groups/new?draft=7"),
            ("/synonyms", "/synonyms?draft=7#propose"),
            ("/me/searches", "/me/searches/new?draft=7"),
            ("/me/searches/12", "/me/searches/12?draft=7"),
            ("/groups/12", "/groups/12?draft=7#charter"),
        ] {
            assert_eq!(continued(path), Some((path.to_owned(), form.to_owned())));
        }
        for way in ["/threads/similar", "/threads/templates"] {
            assert_eq!(continued(way), continued("/threads"));
        }
        assert_eq!(continued("/threads/12/quotations"), continued("/threads/12/replies"));
    }

    #[test]
    fn nothing_else_is_kept() {
        let paths = ["/sign-in", "/", "/threads/", "/threads/x/replies", "/threads//replies", "/threads/1/2/edit", ""];
        for path in paths.into_iter().chain(["/join", "/join/code", "/groups/new", "/groups/1/owner", "/invitations/1"])
        {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }
}
