//! The groups of the demo: rooms by invitation, one of them in the charge of the coordinator whom a visitor can be.

use std::collections::BTreeMap;

use anyhow::Context as _;
use directory::groups::{self, forms::CharterForm};
use kernel::clock::DAY;
use kernel::viewer::Role;
use kernel::{GroupId, Places, RoomId, settings};

use super::cast::CAST;
use super::people::Actor;
use crate::Site;

/// The room of each group by the name that scripts have for it, with the positions in `actors` of those who talk there.
pub type Circles = BTreeMap<&'static str, (RoomId, Vec<usize>)>;

/// A group, and who belongs to it.
struct Circle {
    /// How scripts name its room.
    key: &'static str,
    name: &'static str,
    purpose: &'static str,
    /// Of the cast, who tends it or is invited; the others find it by themselves.
    owner: Option<&'static str>,
    member: Option<&'static str>,
    invited: Option<&'static str>,
    /// Whether somebody would belong to it.
    fits: fn(&Actor, &Places) -> bool,
    /// At most so many more.
    size: usize,
}

const CIRCLES: [Circle; 3] = [
    Circle {
        key: "alone",
        name: "ひとり職場の情報交換会",
        purpose: "ひとりで担当している方どうしで、休むときの備え、相談先、毎月の困りごとを話します。",
        owner: Some("coordinator"),
        member: Some("officer"),
        invited: None,
        fits: |actor, _| actor.affiliation == "medical-association" && actor.places.len() == 1,
        size: 7,
    },
    Circle {
        key: "islands",
        name: "小さな町と島の在宅医療を考える会",
        purpose: "人口1万人に満たない町村で担当している方どうしで、移動、人手、広域の連携について話します。",
        owner: None,
        member: None,
        invited: Some("coordinator"),
        fits: |actor, places| actor.role.is_none() && actor.places.iter().all(|code| is_small(code, places)),
        size: 9,
    },
    Circle {
        key: "prefectures",
        name: "関東信越 都県担当者の打合せ",
        purpose: "都県の担当者と厚生局の担当者が、合同研修会と年度末の取りまとめの段取りを相談します。",
        owner: Some("bureau"),
        member: Some("manager"),
        invited: None,
        fits: |actor, places| matches!(&actor.role, Some(Role::Manager(code)) if is_in_kantoshinetsu(code, places)),
        size: 9,
    },
];

/// Founds them.
pub async fn found(site: &Site, actors: &[Actor]) -> anyhow::Result<Circles> {
    let mut circles = Circles::new();
    let tx = site.app.db.begin().await?;
    for circle in &CIRCLES {
        let members = circle.members(actors, &site.app.places);
        let founder = *members.first().context("a group needs somebody")?;
        let form = CharterForm { name: circle.name.into(), purpose: circle.purpose.into(), ..CharterForm::default() };
        let charter = form.parse().map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
        let since = tx.now.plus(-300 * DAY);
        let group = GroupId::random();
        groups::establish(&tx, group, actors[founder].id, &charter, since).await?;
        for member in &members[1..] {
            groups::admit(&tx, group, actors[*member].id, since).await?;
        }
        if let Some(invited) = circle.invited.and_then(of_cast) {
            groups::offer(&tx, group, actors[invited].id, actors[founder].id).await?;
        }
        circles.insert(circle.key, (group.into(), members));
    }
    settings::roster_changed(&tx).await?;
    tx.commit().await?;
    Ok(circles)
}

impl Circle {
    /// The owner first.
    fn members(&self, actors: &[Actor], places: &Places) -> Vec<usize> {
        let cast = [self.owner, self.member].into_iter().flatten().filter_map(of_cast);
        let fitting = actors.iter().enumerate().skip(CAST.len());
        let fitting = fitting.filter(|(_, actor)| !actor.left && (self.fits)(actor, places));
        // From all over the country rather than from the first prefectures.
        let fitting: Vec<usize> = fitting.map(|(index, _)| index).collect();
        let step = (fitting.len() / self.size).max(1);
        cast.chain(fitting.into_iter().step_by(step).take(self.size)).collect()
    }
}

/// The position of one of the cast, who are the first of all actors, without those who wait for approval.
fn of_cast(word: &str) -> Option<usize> {
    CAST.iter().position(|part| part.word == word)
}

fn is_small(code: &str, places: &Places) -> bool {
    places.municipality(code).is_some_and(|place| place.statistics.population < 10_000)
}

fn is_in_kantoshinetsu(prefecture: &str, places: &Places) -> bool {
    places.prefecture(prefecture).is_some_and(|prefecture| prefecture.bloc == "kantoshinetsu")
}
