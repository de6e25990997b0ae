//! `/search`: one box for discussions and people; composed here, since it needs both.

pub(crate) mod alike;
mod answer;
mod days;
mod find;
mod handlers;
mod language;
pub(crate) mod params;
mod people;
mod suggestions;
mod views;
mod wider;

pub use handlers::routes;
pub use language::Language;
