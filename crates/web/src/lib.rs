//! The HTTP and HTML kit that the features share: state, doors, extractors, failures, layout, components.
//!
//! Invariants:
//! - a door without an [`Access`] cannot be made ([`Routes`]), and the list of doors is complete by construction;
//! - whatever goes wrong, the visitor gets a page in plain Japanese ([`failure`]), and the cause goes to the log only;
//! - no page needs a script, and nothing inline passes our content security policy ([`headers`]).

pub mod account;
pub mod app;
pub mod arrival;
pub mod assets;
pub mod bell;
pub mod chrome;
pub mod components;
pub mod done;
pub mod failure;
pub mod forms;
mod halt;
pub mod headers;
pub mod layout;
pub mod links;
pub mod markdown;
pub mod page;
pub mod progress;
pub mod public_pages;
pub mod routes;
pub mod sheets;
pub mod space;

pub use app::{App, Config, MailText, Operator};
pub use bell::{Bell, Level};
pub use chrome::Chrome;
pub use done::Done;
pub use failure::Failure;
pub use forms::{Form, Problems, Query};
pub use halt::Halt;
pub use page::{Me, Page};
pub use progress::{Tell, Work};
pub use routes::{Access, Routes};
pub use space::Space;

/// The answer of a handler.
pub type Result<T = axum::response::Response> = std::result::Result<T, Halt>;
