//! What a browser sends, as far as it is kept: the fields as they are, checked only when they are sent for good.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use web::forms::{fields, from_fields, once, to_body};

use super::hands::Continued;
use super::kept::Place;
use super::queries::Draft;

/// Most bytes of a draft, as browsers encode them.
pub const MOST_BYTES: usize = 256 * 1024;

/// The field that names where the text would have been sent.
pub const SENT_TO: &str = "sent_to";
/// The field that names the draft from which a form was continued.
const DRAFT: &str = "draft";
const ONCE: &str = "once";

/// What was typed into a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where it is to be sent.
    pub path: String,
    /// All fields, encoded, but for those below.
    pub body: String,
    /// The form's `once`.
    pub once: String,
    /// The draft from which it was continued, and by which page.
    pub draft: Continued,
}

impl Typed {
    /// What was sent to an address, if that form is kept and the text is not too long.
    pub fn sent_to(path: &str, body: &str) -> Option<Self> {
        Self::of(path, fields(body)?)
    }

    /// What was sent to be kept: the form itself says where it belongs.
    pub fn to_keep(body: &str) -> Option<Self> {
        let fields = fields(body)?;
        let path = fields.iter().find(|(name, _)| name == SENT_TO)?.1.clone();
        Self::of(&path, fields)
    }

    fn of(path: &str, fields: Vec<(String, String)>) -> Option<Self> {
        let value = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let path = Place::of(path)?.path;
        let draft = Continued::parse(&value(DRAFT).unwrap_or_default());
        let typed_once = value(ONCE).filter(|value| !value.is_empty() && value.len() <= 200 && !value.contains('\0'));
        // No form on the list asks for a password; what looks like one has no business here whatever sent it.
        // What the page of the guard asks for holds for that page alone.
        let is_own = |name: &str| [SENT_TO, DRAFT, ONCE].contains(&name) || name.starts_with("guard_");
        let is_text = |name: &str| !is_own(name) && !name.contains("password");
        let kept = fields.into_iter().filter(|(name, _)| is_text(name));
        let body = to_body(&kept.collect::<Vec<_>>())?;
        let fits = body.len() <= MOST_BYTES;
        fits.then(|| Self { path, body, once: typed_once.unwrap_or_else(once), draft })
    }
}

/// The parameter of a form's page that asks for a draft to be filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DraftQuery {
    /// The draft's id.
    pub draft: String,
}

/// The form with what was typed. It is the same form as before, with the same `once`: should it have arrived after all,
/// its answer being lost, it is not posted twice.
pub(super) fn fill<T: DeserializeOwned>(draft: &Draft) -> Option<T> {
    let mut typed = fields(&draft.body)?;
    typed.push((DRAFT.to_owned(), Continued::opened(draft.id, draft.version).to_string()));
    typed.push((ONCE.to_owned(), draft.form_once.clone()));
    from_fields(&typed)
}

#[cfg(test)]
mod tests {
    use kernel::DraftId;

    use super::*;

    #[test]
    fn fields_are_kept_as_they_are_and_the_hidden_ones_apart() {
        let body = "title=%E4%BB%B6&theme=acp&theme=x&body=a%0D%0Ab&once=1f&draft=12&sent_to=%2Fthreads&password=p";
        let typed = Typed::to_keep(body).unwrap();
        assert_eq!((typed.path.as_str(), typed.once.as_str(), typed.draft.id), ("/threads", "1f", Some(DraftId(12))));
        assert_eq!(typed.body, "title=%E4%BB%B6&theme=acp&theme=x&body=a%0D%0Ab");
        assert_eq!(Typed::sent_to("/threads/similar", body), Some(typed));
    }

    #[test]
    fn a_form_that_is_not_on_the_list_is_not_kept() {
        assert_eq!(Typed::sent_to("/sign-in", "email=a&password=b"), None);
        assert_eq!(Typed::to_keep("sent_to=%2Fsign-in&password=b"), None);
        assert_eq!(Typed::to_keep("body=b"), None);
    }

    #[test]
    fn what_is_too_long_is_not_kept_and_forms_without_a_token_do_not_meet() {
        let long = format!("body={}", "a".repeat(MOST_BYTES));
        assert_eq!(Typed::sent_to("/threads", &long), None);
        assert!(Typed::sent_to("/threads", &long[..MOST_BYTES]).is_some());
        let without = || Typed::sent_to("/threads", "body=a").unwrap().once;
        assert_ne!(without(), without());
    }
}
