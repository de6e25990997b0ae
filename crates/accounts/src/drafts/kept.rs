//! The forms whose text is kept, by the address to which they are sent. What is not on this list is never kept.

use kernel::DraftId;

/// A form that is kept.
struct Kept {
    /// Where it is sent; `{id}` stands for a number.
    sent_to: &'static str,
    /// Where else the same form may be sent on its way there.
    or_to: Option<&'static str>,
    /// The page on which it stands.
    page: &'static str,
    /// The element of that page.
    anchor: &'static str,
    /// What people call it.
    name: &'static str,
}

const FORMS: [Kept; 5] = [
    Kept {
        sent_to: "/threads", or_to: Some("/threads/similar"), page: "/threads/new", anchor: "", name: "新しい相談"
    },
    Kept {
        sent_to: "/threads/{id}/replies",
        or_to: None,
        page: "/threads/{id}",
        anchor: "#reply-form",
        name: "相談への返信",
    },
    Kept {
        sent_to: "/threads/{id}/edit", or_to: None, page: "/threads/{id}/edit", anchor: "", name: "相談の編集"
    },
    Kept {
        sent_to: "/replies/{id}/edit", or_to: None, page: "/replies/{id}/edit", anchor: "", name: "返信の編集"
    },
    Kept { sent_to: "/me/profile", or_to: None, page: "/me/profile", anchor: "", name: "プロフィールの編集" },
];

/// Where something was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address to which it is sent.
    pub path: String,
    /// What people call the form.
    pub name: &'static str,
    page: String,
    anchor: &'static str,
}

impl Place {
    /// The form that is sent to this address, if it is kept.
    pub fn of(path: &str) -> Option<Self> {
        FORMS.iter().find_map(|form| {
            let id = [Some(form.sent_to), form.or_to].into_iter().flatten().find_map(|it| number_in(path, it))?;
            let filled = |pattern: &str| pattern.replace("{id}", id);
            Some(Self { path: filled(form.sent_to), name: form.name, page: filled(form.page), anchor: form.anchor })
        })
    }

    /// The form, filled in with a draft.
    pub fn continued(&self, draft: DraftId) -> String {
        format!("{}?draft={draft}{}", self.page, self.anchor)
    }
}

/// What stands at `{id}` when the path has this shape; nothing stands there in a shape without a number.
fn number_in<'a>(path: &'a str, shape: &str) -> Option<&'a str> {
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
        ] {
            assert_eq!(continued(path), Some((path.to_owned(), form.to_owned())));
        }
        assert_eq!(continued("/threads/similar"), continued("/threads"));
    }

    #[test]
    fn nothing_else_is_kept() {
        for path in ["/sign-in", "/", "/threads/", "/threads/x/replies", "/threads//replies", "/threads/1/2/edit", ""] {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }
}
