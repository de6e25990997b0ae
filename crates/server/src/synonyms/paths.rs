//! The addresses.

use axum_extra::routing::TypedPath;
use kernel::{ProposalId, SynonymId};
use serde::Deserialize;

/// `/synonyms`
#[derive(TypedPath, Deserialize)]
#[typed_path("/synonyms")]
pub(super) struct ListPath;

/// `/admin/synonyms`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/synonyms")]
pub(super) struct DeskPath;

/// `/admin/synonyms/new`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/synonyms/new")]
pub(super) struct NewPath;

/// `/admin/synonyms/missed`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/synonyms/missed")]
pub(super) struct MissedPath;

/// `/admin/synonyms/{synonym}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/synonyms/{synonym}")]
pub(super) struct SynonymPath {
    /// The group.
    pub synonym: SynonymId,
}

/// `/admin/synonyms/{synonym}/removal`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/synonyms/{synonym}/removal")]
pub(super) struct RemovalPath {
    /// The group.
    pub synonym: SynonymId,
}

/// `/admin/synonyms/proposals/{proposal}`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/synonyms/proposals/{proposal}")]
pub(super) struct ProposalPath {
    /// The proposal.
    pub proposal: ProposalId,
}
