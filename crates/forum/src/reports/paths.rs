//! Addresses of reports.

use axum_extra::routing::TypedPath;
use kernel::PostId;
use serde::Deserialize;

/// Where a reader reports a text.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/posts/{post}/report")]
pub struct ReportPath {
    /// The text.
    pub post: PostId,
}

/// The texts that were reported, for those who decide.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/reports")]
pub struct ReportsPath;

/// Where somebody opens one who does not tend its room.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/admin/reports/{post}/opening")]
pub struct OpeningPath {
    /// The text.
    pub post: PostId,
}

/// What has become of the viewer's own reports.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/reports")]
pub struct MyReportsPath;
