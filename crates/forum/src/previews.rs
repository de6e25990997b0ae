//! Previews: how a text will look, rendered as it will be when saved, and kept nowhere.

mod forms;
pub(crate) mod handlers;
pub mod paths;
mod views;
