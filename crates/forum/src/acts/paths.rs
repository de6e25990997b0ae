//! Addresses of what was done.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// What was done in the rooms that the viewer reads.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/log")]
pub struct LogPath;

/// What was done to the viewer's own texts.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/acts")]
pub struct MyActsPath;

/// The log of the rooms in the viewer's charge.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/log")]
pub struct ChargeLogPath;

/// The same as a file for a spreadsheet.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/log/export")]
pub struct ExportPath;
