//! The addresses of groups. What is said in one stands under the address of its room.

use axum_extra::routing::TypedPath;
use kernel::GroupId;
use serde::Deserialize;

/// The groups of the viewer, and invitations.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups")]
pub struct GroupsPath;

/// The form that founds a group.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/new")]
pub struct NewGroupPath;

/// Members of a group, and what its owner does.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/{group}")]
pub struct GroupPath {
    /// The group.
    pub group: GroupId,
}

/// Invitations to a group.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/{group}/invitations")]
pub struct InvitationsPath {
    /// The group.
    pub group: GroupId,
}

/// Taking members out.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/{group}/removals")]
pub struct RemovalsPath {
    /// The group.
    pub group: GroupId,
}

/// Who tends the group.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/{group}/owner")]
pub struct OwnerPath {
    /// The group.
    pub group: GroupId,
}

/// One's own membership.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/{group}/membership")]
pub struct MembershipPath {
    /// The group.
    pub group: GroupId,
}

/// The end of the group.
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/groups/{group}/closure")]
pub struct ClosurePath {
    /// The group.
    pub group: GroupId,
}
