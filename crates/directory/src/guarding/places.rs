//! The forms whose texts others read, by the address to which they are sent.

use accounts::drafts::kept::number_in;

/// A field with text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Its name in the form.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Whether it is a single line.
    pub is_line: bool,
    /// Whether it is typed, and can be changed where it stands.
    pub is_typed: bool,
}

/// What the files beside a text are called and say.
pub const FILES: Spec = Spec { name: "files", label: "添付ファイル", is_line: false, is_typed: false };

const fn line(name: &'static str, label: &'static str) -> Spec {
    Spec { name, label, is_line: true, is_typed: true }
}

const fn text(name: &'static str, label: &'static str) -> Spec {
    Spec { name, label, is_line: false, is_typed: true }
}

const DISCUSSION: &[Spec] = &[line("title", "件名"), text("body", "本文")];
const GROUP: &[Spec] = &[line("name", "グループの名前"), text("purpose", "目的")];

/// Where it is sent, `{id}` standing for a number; the words of its button; its texts.
const FORMS: [(&str, &str, &[Spec]); 11] = [
    ("/threads", "投稿する", DISCUSSION),
    ("/threads/{id}/replies", "返信する", &[text("body", "返信の内容")]),
    ("/threads/{id}/edit", "変更を保存する", DISCUSSION),
    ("/replies/{id}/edit", "変更を保存する", &[text("body", "返信の内容")]),
    ("/admin/threads/{id}/split", "別の相談に分ける", &[line("title", "新しい件名")]),
    ("/me/profile", "保存する", &[text("introduction", "自己紹介")]),
    ("/seats/{id}/note", "引継ぎ書を保存する", &[text("body", "引継ぎ書")]),
    ("/groups", "グループをつくる", GROUP),
    ("/groups/{id}", "変更を保存する", GROUP),
    ("/municipalities/{id}/note", "保存する", &[text("body", "役割分担メモ")]),
    ("/coordinators/{id}/contact-requests", "連絡先をうかがう", &[text("message", "ひとこと")]),
];

/// Such a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address to which it is sent.
    pub path: String,
    /// The words of its button.
    pub button: &'static str,
    /// Its fields with text.
    pub specs: &'static [Spec],
}

impl Place {
    /// The form that is sent to this address.
    pub fn of(path: &str) -> Option<Self> {
        let (_, button, specs) = FORMS.iter().find(|(shape, ..)| number_in(path, shape).is_some())?;
        Some(Self { path: path.to_owned(), button, specs })
    }

    /// The field of this name. A form that is not on the list is guarded all the same, under a plain label.
    pub(super) fn spec(&self, name: &'static str) -> Spec {
        let known = self.specs.iter().chain([&FILES]).find(|spec| spec.name == name);
        known.copied().unwrap_or_else(|| text(name, "文章"))
    }
}

#[cfg(test)]
mod tests {
    use accounts::drafts::kept;

    use super::*;

    #[test]
    fn every_such_form_is_kept_as_a_draft_under_the_same_names() {
        for (shape, _, specs) in FORMS {
            let path = shape.replace("{id}", "12");
            let kept = kept::Place::of(&path).expect(shape);
            assert!(specs.iter().all(|spec| kept.texts.iter().any(|(name, _)| *name == spec.name)), "{shape}");
            assert_eq!(Place::of(&path).map(|place| place.specs), Some(specs));
        }
        assert_eq!(Place::of("/me/contact"), None);
    }
}
