//! A fresh site for each test, and the people who act in it.

mod answer;
mod applicant;
mod database;
mod eml;

mod persona;
mod rows;
mod site;

pub use answer::Answer;
pub use applicant::{application, seat, with};
pub use eml::{body, header};
pub use persona::{Persona, fresh_once};
pub use rows::Letter;
pub use site::{PASSWORD, Site, new_seat, program};
