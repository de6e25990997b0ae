//! Invitations as a file for a spreadsheet, for those in whose charge they are.

use kernel::{Places, Result, Timestamp};
use web::sheets::table;

use super::listing::List;
use super::views::state_name;

/// All that the chosen tab of a list has, on all its pages.
pub(super) fn csv(list: &List, places: &Places) -> Result<Vec<u8>> {
    let at = |instant: Option<Timestamp>| instant.map_or_else(String::new, |at| at.iso()[..16].replace('T', " "));
    let rows = list.shown().map(|listed| {
        let invitation = &listed.invitation;
        let served: Vec<String> = invitation.claim.codes().into_iter().map(|code| places.full_name(code)).collect();
        let officer = invitation.officer_of.as_ref();
        [
            invitation.name.clone(),
            listed.shown_email().unwrap_or_default().to_owned(),
            invitation.claim.organisation.clone(),
            invitation.claim.title.clone(),
            served.join("、"),
            officer.map_or_else(String::new, |code| format!("市町村担当者：{}", places.full_name(code))),
            listed.inviter.clone(),
            at(Some(invitation.created_at)),
            at(Some(invitation.expires_at)),
            state_name(listed).to_owned(),
            at(invitation.used_at),
        ]
    });
    let head = [
        "氏名",
        "メールアドレス",
        "所属機関",
        "役職",
        "担当市町村",
        "役割",
        "招待した方",
        "招待した日時",
        "期限",
        "状態",
        "使用した日時",
    ];
    table(head, rows)
}
