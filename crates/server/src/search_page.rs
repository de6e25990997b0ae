//! `/search`: one box for discussions and people; composed here, since it needs both.

mod alike;
mod days;
mod find;
mod handlers;
mod language;
mod params;
mod suggestions;
mod views;

pub use handlers::routes;
pub use language::Language;
