//! Our own files, embedded in the binary and served under names that carry a hash of their content.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum_extra::routing::TypedPath;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::layout::AssetUrls;
use crate::{Failure, Routes};

#[derive(RustEmbed)]
#[folder = "../../assets"]
#[include = "css/*"]
#[include = "js/*"]
#[include = "icons/*"]
#[include = "maps/*"]
struct Files;

/// The door to them.
pub fn routes() -> Routes {
    Routes::for_everybody().get(show).into()
}

/// `/assets/{version}/{folder}/{name}`: modules find each other by relative names within one version.
#[derive(TypedPath, Deserialize)]
#[typed_path("/assets/{version}/{folder}/{name}")]
struct AssetPath {
    version: String,
    folder: String,
    name: String,
}

async fn show(AssetPath { version, folder, name }: AssetPath) -> Result<Response, Failure> {
    let path = format!("{folder}/{name}");
    let file = Files::get(&path).filter(|_| version == *VERSION).ok_or(Failure::NotFound)?;
    let kind = KINDS.get(path.rsplit('.').next().unwrap_or_default()).copied().ok_or(Failure::NotFound)?;
    let kept = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((kept, file.data.into_owned()).into_response())
}

/// The addresses that the layout needs.
pub fn urls() -> &'static AssetUrls {
    &URLS
}

/// Where the outlines of a prefecture's municipalities lie; its code has two digits.
pub fn map(prefecture: &str) -> String {
    format!("/assets/{}/maps/{prefecture}.svg", *VERSION)
}

static URLS: LazyLock<AssetUrls> = LazyLock::new(|| {
    let at = |path: &str| format!("/assets/{}/{path}", *VERSION);
    AssetUrls { css: at("css/yokoito.css"), js: at("js/yokoito.js"), icon: at("icons/yokoito.svg") }
});

/// One version for all files, since modules import each other: a hash over every name and content.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    use sha2::{Digest as _, Sha256};
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        if let Some(file) = Files::get(&name) {
            hash.update(&file.data);
        }
    }
    kernel::text::hex(&hash.finalize()[..8])
});

static KINDS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    HashMap::from([
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
    ])
});
