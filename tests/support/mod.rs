//! A fresh site for each test, and the people who act in it.

mod answer;
mod database;
mod persona;
mod site;

pub use answer::Answer;
pub use persona::{Persona, fresh_once};
pub use site::{PASSWORD, Site};
