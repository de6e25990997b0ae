//! The page.

use directory::people::{ProfilePage, profile_page};
use forum::advisers::{Helpful, helped_with};
use maud::Markup;

/// The name of the page.
pub fn title(profile: &ProfilePage) -> String {
    format!("{}さんのプロフィール", profile.person.name)
}

/// The person, with what they have helped with.
pub fn page(profile: &ProfilePage, is_saved: bool, helped: &[Helpful]) -> Markup {
    profile_page(profile, is_saved, &helped_with(helped))
}
