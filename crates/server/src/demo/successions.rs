//! A seat that has changed hands in the demo: somebody has left it, and a newcomer finds what was left for them.

use accounts::passwords::Password;
use anyhow::{Context as _, anyhow};
use directory::members::{self, NewMember};
use forum::follows::{self, Subject};
use forum::handover_notes;
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{PersonId, SeatId, TenureId, ThreadId};
use sea_orm::FromQueryResult;
use web::Level;

use super::PASSWORD;
use super::cast::NEWCOMER;
use crate::Site;

/// So many discussions of others were followed from the seat.
const FOLLOWED: i64 = 4;

/// How whoever left describes the work; discussions are added by their addresses.
const NOTE: &str = "# はじめに\n\n4月からの1年でやってきたことを書きました。困ったら、まず医師会の事務局に声をかけてください。\n\n\
    # 毎月の会議\n\n- 多職種の情報交換会（第3水曜の夜）\n- 入退院支援ルールの打合せ（奇数月）\n\n\
    # 年間の予定\n\n- 6月 協議会\n- 11月 住民講座\n- 2月 来年度の委託の打合せ\n\n\
    # 気をつけていること\n\n- 病院の窓口は、年度が替わると変わります。4月のうちに、名簿を確かめてください。\n";

#[derive(FromQueryResult)]
struct Left {
    id: TenureId,
    person_id: PersonId,
    seat_id: SeatId,
}

#[derive(FromQueryResult)]
struct Row {
    id: ThreadId,
}

/// Lets somebody of 埼玉県 leave who has asked most, and the newcomer follow in the seat.
pub async fn happen(site: &Site) -> anyhow::Result<()> {
    let hash = Password::of_length(PASSWORD).map_err(|reason| anyhow!(reason))?.hash().await?;
    let left = leaving(site).await?.context("somebody who leaves a seat")?;
    let (asked, others) = (threads(site, &left, true).await?, threads(site, &left, false).await?);
    let tx = site.app.db.begin().await?;
    members::end_tenure(&tx, None, left.id, tx.now).await?;
    members::grant(&tx, None, left.person_id, &Role::Alumni, &site.app.places).await?;
    let newcomer = NewMember {
        name: NEWCOMER.name.to_owned(),
        kana: NEWCOMER.kana.to_owned(),
        email: NEWCOMER.email(),
        password_hash: Some(hash),
        standing: NEWCOMER.standing,
        joined_at: tx.now,
        seat: None,
        role: None,
        qualifications: vec!["nurse".to_owned()],
        themes: Vec::new(),
        introduction: "病棟から移ってきました。前任の方の相談を読みながら、地域のことを覚えているところです。"
            .to_owned(),
        experience_years: Some(0),
    };
    let newcomer = newcomer.check(&site.app.places).map_err(|reason| anyhow!(reason))?;
    let newcomer = members::add(&tx, None, &newcomer, &site.app.places).await?;
    members::succeed(&tx, None, newcomer, left.seat_id, tx.now).await?;
    let before = tx.now.plus(-DAY);
    for thread in &others {
        follows::of_the_past(&tx, left.person_id, &Subject::Thread(*thread), Level::AtOnce, before).await?;
    }
    let theme = Subject::parse("theme-acp").context("a theme")?;
    follows::of_the_past(&tx, left.person_id, &theme, Level::Digest, before).await?;
    let lines: Vec<String> = asked.iter().chain(&others).map(|id| format!("- {}", web::links::thread(id))).collect();
    let note = format!("{NOTE}\n# 読んでおくとよい相談\n\n{}\n", lines.join("\n"));
    handover_notes::of_the_past(&tx, left.seat_id, left.person_id, &note, before).await?;
    tx.commit().await?;
    Ok(())
}

/// Whoever has asked most in 埼玉県, of those who look after nothing else and whom no visitor can be.
async fn leaving(site: &Site) -> anyhow::Result<Option<Left>> {
    let text = "SELECT te.id, te.person_id, te.seat_id FROM tenures AS te JOIN people ON people.id = te.person_id
        WHERE te.ended_at IS NULL AND people.email LIKE 'person-%'
            AND NOT EXISTS (SELECT 1 FROM grants WHERE grants.person_id = te.person_id)
            AND EXISTS (SELECT 1 FROM seat_places AS sp WHERE sp.seat_id = te.seat_id AND sp.municipality_code LIKE '11%')
            AND NOT EXISTS (SELECT 1 FROM seat_places AS sp
                WHERE sp.seat_id = te.seat_id AND sp.municipality_code NOT LIKE '11%')
        ORDER BY (SELECT COUNT(*) FROM posts WHERE posts.tenure_id = te.id AND posts.id = posts.thread_id) DESC, people.email
        LIMIT 1";
    let conn = &site.app.db.conn;
    Ok(Left::find_by_statement(sql(conn, text, [])).one(conn).await?)
}

/// What they asked, or what others asked and they answered, and else the liveliest discussions of all Japan.
async fn threads(site: &Site, left: &Left, own: bool) -> anyhow::Result<Vec<ThreadId>> {
    let text = if own {
        "SELECT threads.id FROM threads JOIN posts ON posts.id = threads.id
        WHERE posts.author_id = $1 ORDER BY threads.created_at, threads.id LIMIT $2"
    } else {
        "SELECT threads.id FROM threads JOIN posts AS opening ON opening.id = threads.id
        WHERE opening.author_id <> $1 AND (threads.room_id = $3
            OR EXISTS (SELECT 1 FROM posts WHERE posts.thread_id = threads.id AND posts.author_id = $1))
        ORDER BY threads.reply_count DESC, threads.title LIMIT $2"
    };
    let conn = &site.app.db.conn;
    let rows = if own {
        Row::find_by_statement(sql(conn, text, [left.person_id.0.into(), FOLLOWED.into()])).all(conn).await?
    } else {
        let values = [left.person_id.0.into(), FOLLOWED.into(), kernel::RoomId::JAPAN.0.into()];
        Row::find_by_statement(sql(conn, text, values)).all(conn).await?
    };
    Ok(rows.into_iter().map(|row| row.id).collect())
}
