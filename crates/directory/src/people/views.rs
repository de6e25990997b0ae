//! The pages of the directory.

mod list;
mod profile;

pub use self::list::{DirectoryPage, TITLE, directory_page, refused_page, title};
pub use self::profile::{ProfilePage, Reachable, profile_page};
