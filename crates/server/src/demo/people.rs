//! Fictional people all over Japan, half of them in 関東信越.

use std::collections::BTreeMap;

use accounts::passwords::Password;
use anyhow::anyhow;
use directory::members::{self, NewMember, NewOrganisation, NewSeat};
use kernel::clock::DAY;
use kernel::viewer::{Role, Standing};
use kernel::{PersonId, Places, Timestamp, Tx, terms};

use super::PASSWORD;
use super::cast::CAST;
use super::draw::Draw;
use super::{employers, introductions};
use crate::Site;

/// In the ten prefectures of 関東信越 and in each other one, at scale 1.
const IN_KANTOSHINETSU: usize = 41;
const ELSEWHERE: usize = 9;

/// Pairs of towns on both sides of a prefectural border, each served by one person.
const OVER_BORDERS: [(&str, &str); 10] = [
    ("08204", "11210"),
    ("10207", "09202"),
    ("13209", "14150"),
    ("20425", "21206"),
    ("15216", "16343"),
    ("34207", "33205"),
    ("40202", "43204"),
    ("24562", "30207"),
    ("31202", "32206"),
    ("12202", "08232"),
];

/// A fictional member, as far as talking needs it.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub id: PersonId,
    /// Kind of employer.
    pub affiliation: String,
    /// Codes served.
    pub places: Vec<String>,
    /// The grant, if any.
    pub role: Option<Role>,
    /// When the person came.
    pub joined: Timestamp,
    /// Whether the person has left since.
    pub left: bool,
    /// Whether the person has been approved.
    pub talks: bool,
}

/// Invites everybody; returns those who may talk.
pub async fn invite(site: &Site, scale: usize) -> anyhow::Result<Vec<Actor>> {
    let hash = Password::of_length(PASSWORD).map_err(|reason| anyhow!(reason))?.hash().await?;
    let mut casting = Casting::new(&site.app.places, hash, site.app.db.clock.now());
    // Whoever waits comes with an application; see `applicants`.
    let approved = CAST.iter().filter(|part| part.standing == Standing::Active);
    let mut members: Vec<NewMember> = approved.map(|part| casting.part(part)).collect();
    members.extend(casting.officials());
    for round in 0..scale {
        members.extend(casting.coordinators(round));
    }
    members.iter_mut().for_each(keep_office);
    let mut actors = Vec::with_capacity(members.len());
    for chunk in members.chunks(200) {
        let tx = site.app.db.begin().await?;
        for member in chunk {
            actors.push(admit(&tx, member.clone(), &site.app.places).await?);
        }
        tx.commit().await?;
    }
    actors.retain(|actor: &Actor| actor.talks);
    Ok(actors)
}

async fn admit(tx: &Tx, member: NewMember, places: &Places) -> anyhow::Result<Actor> {
    let seat = member.seat.as_ref();
    let mut actor = Actor {
        id: PersonId(0),
        affiliation: seat.map(|seat| seat.organisation.affiliation.clone()).unwrap_or_default(),
        places: seat.map(|seat| seat.places.clone()).unwrap_or_default(),
        role: member.role.clone(),
        joined: member.joined_at,
        left: seat.is_some_and(|seat| seat.ended_at.is_some()),
        talks: member.standing == Standing::Active,
    };
    actor.id = members::add(tx, None, &member.check(places).map_err(|reason| anyhow!(reason))?, places).await?;
    Ok(actor)
}

/// Makes people up.
struct Casting<'a> {
    places: &'a Places,
    password_hash: String,
    now: Timestamp,
    draw: Draw,
    family: Vec<(&'static str, &'static str)>,
    given: Vec<(&'static str, &'static str)>,
    introductions: BTreeMap<String, Vec<String>>,
    count: usize,
}

impl<'a> Casting<'a> {
    fn new(places: &'a Places, password_hash: String, now: Timestamp) -> Self {
        let names = include_str!("../../../../assets/demo/names.csv").lines().skip(1);
        let names: Vec<Vec<&'static str>> = names.map(|line| line.split(',').collect()).collect();
        let of = |part: &str| names.iter().filter(|name| name[0] == part).map(|name| (name[1], name[2])).collect();
        Self {
            places,
            password_hash,
            now,
            draw: Draw::new(1),
            family: of("family"),
            given: of("given"),
            introductions: introductions::all(),
            count: 0,
        }
    }

    fn part(&mut self, part: &super::cast::Part) -> NewMember {
        let mut member = self.person(part.affiliation, part.places.iter().map(|code| (*code).to_owned()).collect());
        (member.name, member.kana, member.email) = (part.name.to_owned(), part.kana.to_owned(), part.email());
        (member.standing, member.role) = (part.standing, part.role());
        if let Some((introduction, qualification, years)) = part.about() {
            introduction.clone_into(&mut member.introduction);
            (member.qualifications, member.experience_years) = (vec![qualification.to_owned()], Some(years));
        }
        let themes = ["acp", "discharge-rules", "emergency-services", "ict", "around-the-clock", "data"];
        member.themes = themes.map(str::to_owned).into();
        member
    }

    /// A manager for every prefecture and an officer for every bureau.
    fn officials(&mut self) -> Vec<NewMember> {
        let mut officials = Vec::new();
        let prefectures = self.places.prefectures();
        for prefecture in prefectures {
            let capital = self.places.municipalities().find(|place| place.prefecture == prefecture.code);
            let Some(capital) = capital.map(|place| place.code.clone()) else { continue };
            let mut manager = self.person("prefecture", vec![capital]);
            manager.role = Some(Role::Manager(prefecture.code.clone()));
            officials.push(manager);
        }
        for (slug, _) in kernel::rooms::BLOCS {
            let Some(prefecture) = prefectures.iter().find(|prefecture| prefecture.bloc == slug) else { continue };
            let seat = self.places.municipalities().find(|place| place.prefecture == prefecture.code);
            let mut officer = self.person("other", seat.map(|place| place.code.clone()).into_iter().collect());
            officer.role = Some(Role::Bureau(slug.to_owned()));
            officials.push(officer);
        }
        officials
    }

    /// Those whom the site is for.
    fn coordinators(&mut self, round: usize) -> Vec<NewMember> {
        let mut people = Vec::new();
        for prefecture in self.places.prefectures() {
            let count = if prefecture.bloc == "kantoshinetsu" { IN_KANTOSHINETSU } else { ELSEWHERE };
            let towns: Vec<_> = self.places.municipalities().filter(|m| m.prefecture == prefecture.code).collect();
            for _ in 0..count {
                let Some(home) = self.draw.one(&towns).copied() else { continue };
                let affiliation = employers::affiliation(&mut self.draw);
                let mut places = vec![home.code.clone()];
                if matches!(affiliation, "medical-association" | "wide-area-union" | "health-center") {
                    let near: Vec<_> = towns.iter().filter(|m| m.code != home.code && m.areas == home.areas).collect();
                    let more = self.draw.below(4);
                    places.extend(self.draw.some(more, &near).into_iter().map(|m| m.code.clone()));
                }
                let mut member = self.person(affiliation, places);
                if affiliation == "municipality" && self.draw.chance(60) {
                    member.role = Some(Role::Officer(home.code.clone()));
                }
                if self.draw.chance(6) {
                    leave(&mut member, self.now.plus(-10 * DAY));
                }
                people.push(member);
            }
        }
        if round == 0 {
            for (here, there) in OVER_BORDERS {
                people.push(self.person("medical-association", vec![here.to_owned(), there.to_owned()]));
            }
        }
        people
    }

    fn person(&mut self, affiliation: &str, places: Vec<String>) -> NewMember {
        self.count += 1;
        let family = self.draw.one(&self.family).copied().unwrap_or_default();
        let given = self.draw.one(&self.given).copied().unwrap_or_default();
        let mut qualifications = employers::qualifications(&mut self.draw, affiliation);
        let theme_count = 2 + self.draw.below(4);
        let themes = self.draw.some(theme_count, terms::THEMES).into_iter().map(|term| term.slug.to_owned()).collect();
        let joined_at = self.now.plus(-DAY * i64::try_from(20 + self.draw.below(880)).unwrap_or_default());
        let introductions = self.introductions.get(affiliation);
        let introduction = introductions.and_then(|texts| self.draw.one(texts)).cloned().unwrap_or_default();
        let years = i64::try_from(self.draw.below(16)).unwrap_or_default();
        // What somebody writes about themselves is so.
        if let Some(qualification) = introductions::qualification(&introduction) {
            qualifications = vec![qualification.to_owned()];
        }
        NewMember {
            name: format!("{} {}", family.0, given.0),
            kana: format!("{} {}", family.1, given.1),
            email: format!("person-{:04}@example.jp", self.count),
            password_hash: Some(self.password_hash.clone()),
            standing: Standing::Active,
            joined_at,
            seat: self.seat(affiliation, places, joined_at),
            role: None,
            qualifications,
            themes,
            experience_years: Some(introductions::years(&introduction).unwrap_or(years)),
            introduction,
        }
    }

    fn seat(&mut self, affiliation: &str, places: Vec<String>, started_at: Timestamp) -> Option<NewSeat> {
        let municipality = places.first()?.clone();
        let form = match affiliation {
            "municipality" | "prefecture" | "health-center" => "direct",
            "wide-area-union" => "joint",
            _ if self.draw.chance(15) => "partly-commissioned",
            _ => "commissioned",
        };
        Some(NewSeat {
            organisation: NewOrganisation {
                name: employers::organisation(affiliation, &municipality, self.places),
                affiliation: affiliation.to_owned(),
                // No telephone number begins like this.
                phone: format!("0230-00-{:04}", self.draw.below(10_000)),
                municipality,
            },
            title: employers::title(affiliation).to_owned(),
            form: form.to_owned(),
            is_hub: self.draw.chance(18),
            is_full_time: self.draw.chance(60),
            places,
            started_at,
            ended_at: None,
        })
    }
}

/// Whoever looks after a region or the site has an office, but serves no municipality from it.
fn keep_office(member: &mut NewMember) {
    let serves = matches!(member.role, None | Some(Role::Officer(_)));
    if let Some(seat) = member.seat.as_mut().filter(|_| !serves) {
        seat.places.clear();
    }
}

/// The post was given up, perhaps before the person had really begun.
fn leave(member: &mut NewMember, at: Timestamp) {
    if let Some(seat) = member.seat.as_mut() {
        seat.ended_at = Some(at.max(seat.started_at.plus(5 * DAY)));
    }
}
