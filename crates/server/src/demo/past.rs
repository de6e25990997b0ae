//! Mails of a list that the demo has brought in, and that wait for its administrator.

use anyhow::Context as _;
use forum::imports::texts::Addresses;
use forum::imports::{Desk, Format, take_in};
use kernel::RoomId;

use super::cast::CAST;
use crate::Site;

/// Number, what it answers (0: nothing), who wrote it (empty: somebody who is not on the site), subject, text.
const MAILS: [(u32, u32, &str, &str, &str); 6] = [
    (
        1,
        0,
        "coordinator",
        "入院時情報の様式について",
        "県内で入院時情報提供の様式をそろえている圏域はありますか。\n病院ごとに違っていて、ケアマネジャーの皆さんが困っています。",
    ),
    (
        2,
        1,
        "",
        "Re: 入院時情報の様式について",
        "> 県内で入院時情報提供の様式をそろえている圏域はありますか。\n\n昨年度から、医師会と連絡会で一枚にまとめました。",
    ),
    (3, 1, "", "Re: 入院時情報の様式について", "こちらでは、先日退院された佐藤花子様の件がきっかけになりました。"),
    (4, 0, "", "夜間の連絡先の一覧", "夜間の連絡先の一覧は、どなたが更新していますか。"),
    (5, 4, "manager", "Re: 夜間の連絡先の一覧", "当県では、各市町村の担当者が四半期ごとに更新しています。"),
    (6, 0, "", "保険者への問い合わせ", "被保険者番号0123456789の方について、保険者に問い合わせました。"),
];

/// Brings them in.
pub async fn bring_in(site: &Site) -> anyhow::Result<()> {
    let folder = tempfile::tempdir().context("make a folder")?;
    let file = folder.path().join("renkei-ml.mbox");
    std::fs::write(&file, MAILS.map(mail).concat()).context("write an archive")?;
    let (app, people) = (&site.app, site.people().await?);
    let addresses = Addresses::load(&app.db).await?;
    let room = RoomId::prefecture("11");
    let desk = Desk { people: &people, places: &app.places, addresses: &addresses, room, now: app.db.clock.now() };
    take_in(&app.db, &desk, &file, Format::Mbox, false, &|_, _, _| {}).await?;
    Ok(())
}

fn mail((number, answers, by, subject, text): (u32, u32, &str, &str, &str)) -> String {
    let known = CAST.iter().find(|role| role.word == by).map(super::cast::Part::email);
    let from = known.unwrap_or_else(|| format!("member{number}@ml.example"));
    let reference = if answers > 0 { format!("In-Reply-To: <{answers}@ml.example>\n") } else { String::new() };
    format!(
        "From {from} Tue May  1 09:00:00 2018\nMessage-ID: <{number}@ml.example>\n{reference}From: {from}\nSubject: [renkei:{number}] {subject}\n\
        Date: {number} May 2018 10:00:00 +0900\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n"
    )
}
