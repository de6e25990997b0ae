//! How the people of the demo can be reached: some show it, one asks the coordinator, some who left keep in touch.

use anyhow::Context as _;
use directory::contact_requests::{self, Message};
use directory::contacts::{self, Audience, Settings};
use directory::members;
use kernel::viewer::Role;

use super::people::Actor;
use crate::Site;

/// Whom they show it, in turn: telephone number, then e-mail address.
const AUDIENCES: [(Audience, Audience); 4] = [
    (Audience::Prefecture, Audience::Prefecture),
    (Audience::Prefecture, Audience::Members),
    (Audience::Members, Audience::Nobody),
    (Audience::Members, Audience::Members),
];

/// Lets them say so.
pub async fn tell(site: &Site, people: &[Actor]) -> anyhow::Result<()> {
    let tx = site.app.db.begin().await?;
    let in_saitama = |actor: &&Actor| !actor.left && actor.role.is_none() && serves_saitama(actor);
    // The coordinator comes first and shows nothing yet.
    for (number, actor) in people.iter().filter(in_saitama).skip(1).step_by(4).enumerate() {
        let (phone_audience, email_audience) = AUDIENCES[number % AUDIENCES.len()];
        // No telephone number begins like this.
        let settings = Settings { phone: format!("0230-01-{number:04}"), phone_audience, email_audience };
        contacts::set(&tx, actor.id, &settings).await?;
    }
    for actor in people.iter().filter(|actor| actor.left).step_by(3) {
        members::grant(&tx, None, actor.id, &Role::Alumni, &site.app.places).await?;
    }
    let coordinator = people.first().context("the coordinator of the demo")?;
    let far = people.iter().find(|actor| !actor.left && actor.role.is_none() && !serves_saitama(actor));
    let words = "入退院支援ルールの見直しについて、電話でお話をうかがえるとうれしいです。";
    let asking = far.context("somebody who asks the coordinator")?;
    contact_requests::deliver(&tx, asking.id, coordinator.id, &Message(words.to_owned())).await?;
    tx.commit().await?;
    Ok(())
}

fn serves_saitama(actor: &Actor) -> bool {
    actor.places.iter().any(|code| code.starts_with("11"))
}
