//! Sending a file, and what a handler learns of files that came with its form. Who may have a file, whoever sends it has
//! decided.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kernel::db::sql;
use kernel::{Db, Error};
use sea_orm::ConnectionTrait as _;
use web::Failure;

use crate::enclosures::Enclosed;
use crate::kind::Kind;
use crate::{Files, Refused, contents, names};

/// What handles files, and which of those that came with this form were not taken.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What handles files.
    pub files: Files,
    /// Files that were not taken.
    pub refused: Vec<Refused>,
}

/// Both are put into the request by whoever takes forms with files in.
impl<S: Sync> FromRequestParts<S> for Arrival {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let files = parts.extensions.get::<Files>().cloned().ok_or(Failure::Internal)?;
        let refused = parts.extensions.get::<Vec<Refused>>().cloned().unwrap_or_default();
        Ok(Self { files, refused })
    }
}

/// How a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// To be kept, whatever it is.
    Download,
    /// To be looked at, only an image.
    Image,
    /// The same, small.
    Thumbnail,
}

/// Whatever a browser takes it for, it carries nothing out, loads nothing, and is nobody's page.
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");

/// The file as an answer, or `NotFound` when there is no such shape of it.
pub async fn send(db: &Db, files: &Files, file: &Enclosed, shape: Shape) -> kernel::Result<Response> {
    let (content, media_type, how) = match shape {
        Shape::Download => (Some(file.content_id), file.kind.media_type(), "attachment"),
        Shape::Image => (file.kind.is_image().then_some(file.content_id), file.kind.media_type(), "inline"),
        Shape::Thumbnail => (file.thumbnail_id, Kind::Jpeg.media_type(), "inline"),
    };
    let content = content.ok_or(Error::NotFound)?;
    let text = "SELECT hash, size FROM contents WHERE id = $1";
    let row = db.conn.query_one_raw(sql(&db.conn, text, [content.into()])).await?.ok_or(Error::NotFound)?;
    let (hash, size): (String, i64) = (row.try_get("", "hash")?, row.try_get("", "size")?);
    let bytes = files.store.get(&contents::key(&hash, content)).await?;
    let disposition = names::disposition(how, &file.name);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_LENGTH, HeaderValue::from(size)),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(anyhow::Error::new)?),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
    ];
    Ok((StatusCode::OK, headers, Body::from_stream(bytes)).into_response())
}
