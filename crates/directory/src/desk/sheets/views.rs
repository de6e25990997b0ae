//! The pages of rosters as files.

mod import;
mod start;

pub use self::import::{MOVED, Sought, import_page, moved_page, title};
pub use self::start::{TITLE, index_page};
