//! The address of the link that stops mail.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// Stops mail about what is new.
#[derive(Clone, Debug, Deserialize, TypedPath)]
#[typed_path("/unsubscribe/{token}")]
pub struct UnsubscribePath {
    /// Whose mail, under the key of the site.
    pub token: String,
}
