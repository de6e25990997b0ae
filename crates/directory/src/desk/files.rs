//! Registrations as the desk finds them in the roster; what is outside of the actor's charge is not found.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Error, PersonId, Places, Result, SeatId, TenureId, Timestamp, Viewer};

use super::policy::{Actor, Leave, SeatRevision, Subject, Trust};
use super::region::Region;
use crate::members::SeatChange;
use crate::roster::{Person, Roster, Tenure, fold};

/// How many registrations stand on a page.
const PER_PAGE: usize = 50;

/// Somebody with a charge, and what they look at.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// Whoever acts.
    pub actor: Actor,
    /// Everybody.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
    /// The present.
    pub now: Timestamp,
}

/// One person's registration.
#[derive(Clone, Debug)]
pub struct PersonFile<'a> {
    /// The person.
    pub person: &'a Person,
    /// The same, as the rules see them.
    pub subject: Subject,
}

/// A seat with those who hold it, or will.
#[derive(Clone, Debug)]
pub struct SeatFile<'a> {
    /// The tenure by which the seat is known here.
    pub tenure: &'a Tenure,
    /// The holders, at least one.
    pub holders: Vec<PersonFile<'a>>,
}

/// A role that ends on a day that is set.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// Whose.
    pub person: &'a Person,
    /// Which.
    pub role: &'a Role,
    /// The first instant at which it no longer holds.
    pub until: Timestamp,
    /// Whether the actor may set another day.
    pub may_be_moved: bool,
}

/// A page of registrations.
#[derive(Debug)]
pub struct Found<'a> {
    /// How many there are on all pages.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The people of this page, by よみ.
    pub people: Vec<PersonFile<'a>>,
}

impl<'a> Desk<'a> {
    /// The desk, for somebody who has a charge.
    pub fn open(viewer: &Viewer, people: &'a Roster, places: &'a Places, now: Timestamp) -> Result<Self> {
        if viewer.has_charge() {
            Ok(Self { actor: Actor::of(viewer), people, places, now })
        } else {
            Err(Error::Forbidden)
        }
    }

    /// A registration in the actor's charge.
    pub fn person(&self, id: PersonId) -> Result<PersonFile<'a>> {
        self.people.person(id).and_then(|person| self.file(person)).ok_or(Error::NotFound)
    }

    /// A seat of which at least a part is in the actor's charge.
    pub fn seat(&self, id: SeatId) -> Result<SeatFile<'a>> {
        self.held(|tenure| tenure.seat == id && !tenure.is_over(self.now))
    }

    /// A tenure, even one that is over, in a seat of which at least a part is in the actor's charge.
    pub fn tenure(&self, id: TenureId) -> Result<SeatFile<'a>> {
        self.held(|tenure| tenure.id == id)
    }

    /// A page of the registrations in the actor's charge whose name or reading has all the words.
    pub fn search(&self, words: &str, only: Option<&BTreeSet<PersonId>>, page: usize) -> Found<'a> {
        let known = self.known(words, only);
        let pages = known.len().div_ceil(PER_PAGE).max(1);
        let page = page.clamp(1, pages);
        let total = known.len();
        Found { total, page, pages, people: known.into_iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect() }
    }

    /// All of them, or only those of some people; of these also those who serve or work where the words say.
    pub fn known(&self, words: &str, only: Option<&BTreeSet<PersonId>>) -> Vec<PersonFile<'a>> {
        let words: Vec<String> = words.split_whitespace().map(fold).collect();
        let is_called = |person: &&Person| {
            let (name, kana) = (fold(&person.name), fold(&person.kana));
            let found = |word: &str| {
                name.contains(word) || kana.contains(word) || (only.is_some() && person.haystack.contains(word))
            };
            words.iter().all(|word| found(word))
        };
        let meant = |person: &&Person| only.is_none_or(|only| only.contains(&person.id));
        self.people.everybody().filter(meant).filter(is_called).filter_map(|person| self.file(person)).collect()
    }

    /// Roles of people in the actor's charge that end on a day that is set, the next to end first.
    pub fn endings(&self) -> Vec<Ending<'a>> {
        let with_ends = self.people.everybody().filter(|person| !person.until.is_empty());
        let mut endings: Vec<Ending> = with_ends
            .filter_map(|person| self.file(person))
            .flat_map(|file| file.person.until.iter().map(move |(role, until)| (file.clone(), role, *until)))
            .map(|(file, role, until)| {
                let region = Region::of_role(role, self.places);
                let trust = Trust { subject: file.subject, role: role.clone(), region };
                Ending { person: file.person, role, until, may_be_moved: trust.is_up_to(&self.actor) }
            })
            .collect();
        endings.sort_by_key(|ending| (ending.until, ending.person.id));
        endings
    }

    /// Whether anything may be added to the person at all; what exactly is asked again of each seat and role.
    pub fn may_add_to(&self, file: &PersonFile) -> bool {
        let subject = &file.subject;
        let mut parts = subject.current.iter().chain(&subject.past).map(std::slice::from_ref);
        parts.any(|part| subject.is_in_hands_of(&self.actor, part)) || subject.is_in_hands_of(&self.actor, &[])
    }

    /// Codes that the seat serves within the actor's charge.
    pub fn own_places(&self, file: &SeatFile) -> Vec<String> {
        let within = |code: &&String| self.actor.has_charge(&Region::of_place(code, self.places));
        file.tenure.places.iter().filter(within).cloned().collect()
    }

    /// Whether all of the seat is in the actor's charge.
    pub fn has_all_of(&self, tenure: &Tenure) -> bool {
        tenure.regions(self.places).iter().all(|region| self.actor.has_charge(region))
    }

    /// Whether the person leaves their last seat and would be left with nothing to read.
    pub fn offers_to_stay(&self, file: &SeatFile) -> bool {
        self.is_last_seat(file) && file.holders.iter().all(|holder| !holder.person.roles.contains(&Role::Alumni))
    }

    /// Whether the person has no other seat, now or in time to come.
    pub fn is_last_seat(&self, file: &SeatFile) -> bool {
        file.holders.first().is_some_and(|holder| {
            let others = holder.person.tenures.iter().filter(|other| other.id != file.tenure.id);
            others.filter(|other| !other.is_over(self.now)).count() == 0
        })
    }

    /// The roles of the person by whether they end with the tenure: first those that end, then those that remain.
    pub fn roles_after(&self, file: &SeatFile<'a>) -> (Vec<&'a Role>, Vec<&'a Role>) {
        let is_last = self.is_last_seat(file);
        let roles = file.holders.first().into_iter().flat_map(|holder| &holder.person.roles);
        roles.partition(|role| is_last && matches!(role, Role::Officer(_)))
    }

    /// A change of a seat with all that it touches: of a change of places the places, else the seat as a whole.
    pub fn revision(&self, file: &SeatFile, change: SeatChange) -> SeatRevision {
        let within = |region: &Region| change.details.is_some() || self.actor.has_charge(region);
        let old = file.tenure.regions(self.places).into_iter().filter(within);
        let moved = change.added.iter().chain(&change.removed).map(|code| Region::of_place(code, self.places));
        let office = change.phone.iter().map(|_| Region::of_place(&file.tenure.organisation_municipality, self.places));
        SeatRevision {
            seat: file.tenure.seat,
            holders: file.holders.iter().map(|holder| holder.subject.clone()).collect(),
            places: file.tenure.places.clone(),
            touched: old.chain(moved).chain(office).collect(),
            change,
        }
    }

    /// The end of a tenure.
    pub fn leave(&self, file: &SeatFile, at: Timestamp, stays_in_touch: bool) -> Option<Leave> {
        let tenure = file.tenure;
        Some(Leave {
            subject: file.holders.first()?.subject.clone(),
            tenure: tenure.id,
            seat: tenure.seat,
            places: tenure.places.clone(),
            regions: tenure.regions(self.places),
            is_running: tenure.current,
            at,
            stays_in_touch,
        })
    }

    fn file(&self, person: &'a Person) -> Option<PersonFile<'a>> {
        let subject = Subject::of(person, self.places, self.now)?;
        subject.is_known_to(&self.actor).then_some(PersonFile { person, subject })
    }

    /// The seat of the tenures that are meant, with all their holders.
    fn held(&self, is_meant: impl Fn(&Tenure) -> bool) -> Result<SeatFile<'a>> {
        let mut tenure = None;
        let mut holders = Vec::new();
        for person in self.people.everybody() {
            let found = person.tenures.iter().find(|tenure| is_meant(tenure));
            let Some((found, subject)) = found.zip(Subject::of(person, self.places, self.now)) else { continue };
            tenure = Some(found);
            holders.push(PersonFile { person, subject });
        }
        let tenure: &Tenure = tenure.ok_or(Error::NotFound)?;
        let is_known = tenure.regions(self.places).iter().any(|region| self.actor.has_charge(region));
        if is_known { Ok(SeatFile { tenure, holders }) } else { Err(Error::NotFound) }
    }
}
