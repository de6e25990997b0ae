//! A person and their times in seats.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kernel::viewer::Role;
use kernel::{OrganisationId, PersonId, Places, SeatId, TenureId, Timestamp, terms, text};
use search::analysis::variants;

use super::Called;
use crate::access::{Seats, role_title};
use crate::people::Traits;
use crate::places::former_names;

/// What stands for the name of somebody who has given up their account.
pub const GONE: &str = "退会した方";

/// A person as the directory knows them; never with telephone number or e-mail address.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and asked by itself")]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// よみ
    pub kana: String,
    /// A few sentences about themselves.
    pub introduction: String,
    /// Years of experience in this field.
    pub experience_years: Option<i64>,
    /// Slugs of their qualifications.
    pub qualifications: Vec<&'static str>,
    /// Slugs of the themes that they may be asked about.
    pub themes: Vec<&'static str>,
    /// Whether they may be named to others as somebody to ask.
    pub is_suggested: bool,
    /// The first instant after the time for which they have said that they can take no questions; it may have come.
    pub busy_until: Option<Timestamp>,
    /// Whether that time is running in this snapshot.
    pub is_busy: bool,
    /// When they became a member.
    pub approved_at: Option<Timestamp>,
    /// Approved and not suspended.
    pub is_active: bool,
    /// Whether they have given up their account; nothing but [`GONE`] is left of their name.
    pub has_left: bool,
    /// Whether the directory shows them: active, and with a current seat or a grant.
    pub listed: bool,
    /// All times in seats, newest first.
    pub tenures: Vec<Tenure>,
    /// Grants that hold now.
    pub roles: BTreeSet<Role>,
    /// Grants that were taken back, or ended with a seat.
    pub past_roles: BTreeSet<Role>,
    /// Grants among these that end by themselves, or have ended, and when: on the day that was set, or with a tenure.
    pub(crate) ends: Vec<(Role, Timestamp)>,
    /// Grants that hold now and have a day on which they end: the first instant after it.
    pub(crate) until: BTreeMap<Role, Timestamp>,
    /// What the words of a search are looked for in; see [`fold`].
    pub(crate) haystack: String,
    /// How their name begins.
    pub(crate) called: Called,
    /// What the filters of the directory look at.
    pub(crate) traits: Traits,
}

/// One person's time in one seat.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and asked by itself")]
pub struct Tenure {
    /// Id.
    pub id: TenureId,
    /// The seat.
    pub seat: SeatId,
    /// The employer.
    pub organisation: OrganisationId,
    /// The employer's name.
    pub organisation_name: String,
    /// Code of the municipality in which the employer stands.
    pub organisation_municipality: String,
    /// The employer's office phone; may be empty.
    pub organisation_phone: String,
    /// Slug of 所属区分.
    pub affiliation: &'static str,
    /// 役職; may be empty.
    pub title: String,
    /// Slug of 配置形態.
    pub form: &'static str,
    /// 「在宅医療に必要な連携を担う拠点」を兼ねる
    pub is_hub: bool,
    /// 常勤
    pub is_full_time: bool,
    /// Codes of the municipalities or wards served, sorted.
    pub places: Vec<String>,
    /// First instant.
    pub started_at: Timestamp,
    /// First instant after the last one, once that is known.
    pub ended_at: Option<Timestamp>,
    /// The name under which it was held, where the person is called otherwise by now.
    pub held_as: Option<String>,
    /// Whether the holder may be asked by those who follow in the seat.
    pub may_be_asked: bool,
    /// When it was last said that the holder stays.
    pub confirmed_at: Option<Timestamp>,
    /// When the holder said, after that, that somebody else has taken over.
    pub changed_at: Option<Timestamp>,
    /// Whether it is running in this snapshot.
    pub current: bool,
}

impl Tenure {
    /// Whether it has ended; one that has yet to begin has not.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ended_at.is_some_and(|end| end <= now)
    }
}

impl Person {
    /// Whether they may be named to others as somebody to ask now: they have not declined and are not busy.
    pub fn may_be_suggested(&self) -> bool {
        self.listed && self.is_suggested && !self.is_busy
    }

    /// Times in seats that are running.
    pub fn current(&self) -> impl Iterator<Item = &Tenure> {
        self.tenures.iter().filter(|tenure| tenure.current)
    }

    /// Times in one seat.
    pub(crate) fn tenures_in(&self, seat: SeatId) -> impl Iterator<Item = &Tenure> {
        self.tenures.iter().filter(move |tenure| tenure.seat == seat)
    }

    /// Times in seats that are over.
    pub fn past(&self) -> impl Iterator<Item = &Tenure> {
        self.tenures.iter().filter(|tenure| !tenure.current && tenure.ended_at.is_some())
    }

    /// How they were called in a time of theirs in a seat.
    pub fn name_in<'a>(&'a self, tenure: &'a Tenure) -> &'a str {
        tenure.held_as.as_deref().unwrap_or(&self.name)
    }

    /// Codes of the municipalities or wards served now; one may come twice.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.current().flat_map(|tenure| &tenure.places).map(String::as_str)
    }

    /// Current seats, as rooms follow from them.
    pub fn seats(&self) -> Seats<'_> {
        Seats::of(self.current().map(|tenure| tenure.places.as_slice()))
    }

    /// The grants by which the person is introduced: having left is not said of somebody who has a seat or a charge.
    pub fn shown_roles(&self) -> impl Iterator<Item = &Role> {
        let has_left = self.current().next().is_none() && self.roles.len() == 1;
        self.roles.iter().filter(move |role| has_left || **role != Role::Alumni)
    }

    /// The same person at another instant.
    pub(crate) fn at(&self, now: Timestamp, places: &Places) -> Self {
        let mut person = self.clone();
        person.is_busy = self.busy_until.is_some_and(|until| now < until);
        for tenure in &mut person.tenures {
            tenure.current = is_running(tenure.started_at, tenure.ended_at, now);
        }
        for (role, end) in &self.ends {
            let (to, from) = if now < *end {
                (&mut person.roles, &mut person.past_roles)
            } else {
                (&mut person.past_roles, &mut person.roles)
            };
            from.remove(role);
            to.insert(role.clone());
        }
        person.finish(places)
    }

    /// All instants at which a tenure of theirs begins or ends, or a grant ends by itself, in order.
    pub(crate) fn turns(&self) -> BTreeSet<Timestamp> {
        let tenures = self.tenures.iter().flat_map(|tenure| [Some(tenure.started_at), tenure.ended_at]).flatten();
        tenures.chain(self.ends.iter().map(|(_, end)| *end)).collect()
    }

    /// Decides what follows from the other fields.
    pub(crate) fn finish(mut self, places: &Places) -> Self {
        self.tenures.sort_by_key(|tenure| Reverse((tenure.started_at, tenure.id)));
        self.listed = self.is_active && (!self.roles.is_empty() || self.current().next().is_some());
        self.haystack = haystack(&self, places);
        self.called = Called::of(&self.name, &self.kana);
        self.traits = Traits::of(&self, places);
        self
    }
}

/// The form in which words are compared: 「茅ヶ崎」 is also typed 「茅ケ崎」, 「髙橋」 also 「高橋」.
pub(crate) fn fold(text: &str) -> String {
    text::fold(&text.chars().map(variants::fold).collect::<String>())
}

/// 「鶴が島」 for 「鶴ヶ島」, folded: so it is spoken, and so it is typed too.
fn spoken_ga(folded: &str) -> Option<String> {
    let is_kanji = |c: Option<&char>| c.is_some_and(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '々'));
    let letters: Vec<char> = folded.chars().collect();
    let is_ga =
        |at: usize| letters[at] == 'け' && at > 0 && is_kanji(letters.get(at - 1)) && is_kanji(letters.get(at + 1));
    (0..letters.len())
        .any(is_ga)
        .then(|| (0..letters.len()).map(|at| if is_ga(at) { 'が' } else { letters[at] }).collect())
}

/// Whether a time from `started_at` to before `ended_at` is running.
pub(super) fn is_running(started_at: Timestamp, ended_at: Option<Timestamp>, now: Timestamp) -> bool {
    started_at <= now && ended_at.is_none_or(|end| now < end)
}

/// All that a person is found by, each piece folded, with a space between so that no word spans two pieces.
fn haystack(person: &Person, places: &Places) -> String {
    let mut pieces = vec![person.name.clone(), person.kana.clone()];
    for tenure in person.current() {
        pieces.push(tenure.organisation_name.clone());
        pieces.extend(terms::name(terms::AFFILIATIONS, tenure.affiliation).map(str::to_owned));
    }
    for code in person.places() {
        pieces.extend(names_of_place(code, places));
    }
    let names = |list, slugs: &[&str]| slugs.iter().filter_map(|slug| terms::name(list, slug)).collect::<Vec<_>>();
    pieces.extend(names(terms::THEMES, &person.themes).into_iter().map(str::to_owned));
    pieces.extend(names(terms::QUALIFICATIONS, &person.qualifications).into_iter().map(str::to_owned));
    pieces.extend(person.shown_roles().map(|role| role_title(role, places)));
    let folded = pieces.iter().map(|piece| fold(piece));
    folded.flat_map(|piece| [spoken_ga(&piece), Some(piece)]).flatten().collect::<Vec<_>>().join(" ")
}

/// 「埼玉県熊谷市」 as it is written and as it is read, what it was called before, and its medical areas.
fn names_of_place(code: &str, places: &Places) -> Vec<String> {
    let Some(place) = places.municipality(code) else { return Vec::new() };
    let city = place.city.as_deref().and_then(|city| places.municipality(city));
    let (city_name, city_kana) = city.map_or(("", ""), |city| (&city.name, &city.kana));
    let (name, kana) = places.prefecture(&place.prefecture).map_or(("", ""), |p| (&p.name, &p.kana));
    let areas = place.areas.iter().filter_map(|area| places.area(area)).map(|area| format!("{}医療圏", area.name));
    [
        format!("{name}{}{city_name}{}", place.county, place.name),
        format!("{name}{city_name}{}", place.name),
        format!("{kana}{city_kana}{}", place.kana),
    ]
    .into_iter()
    .chain(former_names(code, places).map(|former| format!("{name}{former}")))
    .chain(areas)
    .collect()
}
