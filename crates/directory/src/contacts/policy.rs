//! Who is shown what of a person's contact.

use kernel::{Action, PersonId, Viewer};

use crate::people::Facet;
use crate::roster::Person;

/// Whom a member shows a telephone number or an e-mail address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Nobody.
    #[default]
    Nobody,
    /// Whoever has a seat or a charge in one of the member's prefectures.
    Prefecture,
    /// Every member.
    Members,
}

/// How a person can be reached, as far as it may concern anybody. Not for pages: see [`shown_contact`].
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Telephone number; may be empty.
    pub phone: String,
    /// Who sees it.
    pub phone_audience: Audience,
    /// E-mail address.
    pub email: String,
    /// Who sees it.
    pub email_audience: Audience,
    /// Whether the two have agreed to tell each other.
    pub is_agreed: bool,
}

/// What a viewer is shown; only [`shown_contact`] makes one, and never an empty one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownContact {
    phone: Option<String>,
    email: Option<String>,
    is_agreed: bool,
}

/// Changing one's own settings.
#[derive(Debug)]
pub struct ChangeOwn;

impl Audience {
    /// Its word in the database and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Prefecture => "prefecture",
            Self::Members => "members",
        }
    }

    /// Reads the word; what is unknown is nobody.
    pub fn read(word: &str) -> Self {
        match word {
            "prefecture" => Self::Prefecture,
            "members" => Self::Members,
            _ => Self::Nobody,
        }
    }
}

impl ShownContact {
    /// Telephone number.
    pub fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }

    /// E-mail address.
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    /// Whether it is shown because the two have agreed to tell each other.
    pub fn is_agreed(&self) -> bool {
        self.is_agreed
    }
}

/// What the viewer is shown of the person's contact, if anything. Somebody who has left or is suspended neither sees nor
/// is seen, and one's own stands on the page of settings.
pub fn shown_contact(viewer: &Person, person: &Person, reach: &Reach) -> Option<ShownContact> {
    if viewer.id == person.id || !viewer.listed || !person.listed {
        return None;
    }
    let is_near = viewer.traits.share(Facet::Prefecture, &person.traits);
    let shown = |text: &str, audience: Audience| {
        let is_shown = reach.is_agreed
            || match audience {
                Audience::Nobody => false,
                Audience::Prefecture => is_near,
                Audience::Members => true,
            };
        (is_shown && !text.is_empty()).then(|| text.to_owned())
    };
    let phone = shown(&reach.phone, reach.phone_audience);
    let email = shown(&reach.email, reach.email_audience);
    (phone.is_some() || email.is_some()).then_some(ShownContact { phone, email, is_agreed: reach.is_agreed })
}

impl Action for ChangeOwn {
    type On = PersonId;
    fn allows(viewer: &Viewer, person: &PersonId) -> bool {
        viewer.is_active() && viewer.id() == *person
    }
}

#[cfg(test)]
mod tests {
    use kernel::Places;

    use super::*;
    use crate::access::parse_role;
    use crate::people::tests::person;
    use crate::reference::places;

    fn member(id: i64, served: &[&str], role: &str, places: &Places) -> Person {
        let mut person = person(id, "名前", "なまえ", served);
        person.roles.extend(parse_role(role, places).expect("a role"));
        person.finish(places)
    }

    fn reach(phone: &str, email: &str) -> Reach {
        Reach {
            phone: "0230-11-2222".to_owned(),
            phone_audience: Audience::read(phone),
            email: "a@example.jp".to_owned(),
            email_audience: Audience::read(email),
            is_agreed: false,
        }
    }

    #[test]
    fn a_contact_is_shown_to_whom_its_owner_says() {
        let places = places();
        let owner = member(1, &["11202"], "member", &places);
        for (who, served, role, near) in [
            ("a neighbour", &["11408"][..], "member", true),
            ("a neighbour over the border", &["10205", "11218"], "member", true),
            ("the manager", &[], "manager:11", true),
            ("an officer", &[], "officer:11100", true),
            ("the next prefecture", &["10205"], "member", false),
            ("the bureau", &[], "bureau:kantoshinetsu", false),
            ("an observer", &[], "observer:pref-11", false),
            ("somebody who has left the field", &[], "alumni", false),
            ("an administrator", &[], "administrator", false),
        ] {
            let viewer = member(2, served, role, &places);
            let sees = |audience: &str| shown_contact(&viewer, &owner, &reach(audience, audience)).is_some();
            assert!(!sees("nobody"), "{who}");
            assert_eq!(sees("prefecture"), near, "{who}");
            assert!(sees("members"), "{who}");
        }
    }

    #[test]
    fn telephone_and_address_are_two_choices_and_an_agreement_shows_both() {
        let places = places();
        let (owner, viewer) = (member(1, &["11202"], "member", &places), member(2, &["27100"], "member", &places));
        let only_phone = shown_contact(&viewer, &owner, &reach("members", "prefecture")).expect("the number");
        assert_eq!((only_phone.phone(), only_phone.email()), (Some("0230-11-2222"), None));
        let agreed = Reach { is_agreed: true, ..reach("nobody", "nobody") };
        let both = shown_contact(&viewer, &owner, &agreed).expect("both");
        assert_eq!((both.phone(), both.email()), (Some("0230-11-2222"), Some("a@example.jp")));
        let nothing = Reach { phone: String::new(), ..reach("members", "nobody") };
        assert_eq!(shown_contact(&viewer, &owner, &nothing), None, "an empty number is nothing");
    }

    #[test]
    fn who_has_left_neither_sees_nor_is_seen_and_nobody_sees_their_own() {
        let places = places();
        let (owner, viewer) = (member(1, &["11202"], "member", &places), member(2, &["11202"], "member", &places));
        let agreed = Reach { is_agreed: true, ..reach("members", "members") };
        let gone = member(3, &[], "member", &places);
        let suspended = Person { listed: false, ..viewer.clone() };
        assert!(shown_contact(&viewer, &owner, &agreed).is_some());
        for (viewer, person) in [(&gone, &owner), (&owner, &gone), (&suspended, &owner), (&owner, &suspended)] {
            assert_eq!(shown_contact(viewer, person, &agreed), None);
        }
        assert_eq!(shown_contact(&owner, &owner, &agreed), None);
    }
}
