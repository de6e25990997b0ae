//! The addresses of rosters as files.

use axum_extra::routing::TypedPath;
use kernel::RosterImportId;
use serde::Deserialize;

/// `/admin/roster`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roster")]
pub struct SheetsPath;

/// `/admin/roster/{import}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roster/{import}")]
pub struct ImportPath {
    /// The file.
    pub import: RosterImportId,
}

/// `/admin/roster/{import}/confirmation`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roster/{import}/confirmation")]
pub struct ConfirmationPath {
    /// The file.
    pub import: RosterImportId,
}

/// `/admin/roster/{import}/undoing`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roster/{import}/undoing")]
pub struct UndoingPath {
    /// The file.
    pub import: RosterImportId,
}

/// `/admin/roster/template/{format}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roster/template/{format}")]
pub struct TemplatePath {
    /// `xlsx`, `csv` or `csv-cp932`.
    pub format: String,
}

/// `/admin/roster/export/{format}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/roster/export/{format}")]
pub struct ExportPath {
    /// `xlsx`, `csv` or `csv-cp932`.
    pub format: String,
}
