//! `/search`: one box for discussions and people; composed here, since it needs both.

mod find;
mod handlers;
mod params;
mod views;

pub use handlers::routes;
