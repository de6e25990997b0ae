//! What the guard is told about the author and the site, beside the text.

use std::collections::HashSet;
use std::sync::Arc;

use crate::reading::Reading;

/// Below this population a place warns sooner: fewer people fit the same description.
pub const SMALL: u32 = 25_000;

/// What is known about the author and the site. The default knows nothing, which is safe. Cheap to clone, since what is
/// known about the site is shared: one such context can be made for all authors and then told of one.
#[derive(Clone, Debug, Default)]
pub struct Context {
    populations: Vec<u32>,
    known: Arc<Known>,
}

/// What is known about the site.
#[derive(Clone, Debug, Default)]
struct Known {
    members: HashSet<String>,
    organisations: Vec<String>,
    phones: HashSet<String>,
}

impl Context {
    /// Adds the population of a municipality that the author looks after.
    #[must_use]
    pub fn with_population(mut self, population: u32) -> Self {
        self.populations.push(population);
        self
    }

    /// Adds members of the site by the name that they show; in a text they get at most a hint.
    #[must_use]
    pub fn with_members<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.known_mut().members.extend(names.into_iter().map(squeeze).filter(|name| !name.is_empty()));
        self
    }

    /// Adds organisations whose names and rooms are no secret, such as the author's own.
    #[must_use]
    pub fn with_organisations<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.known_mut().organisations.extend(names.into_iter().map(squeeze).filter(|name| name.chars().count() > 1));
        self
    }

    /// Adds telephone and FAX numbers that are no secret, such as those of the author's own organisation.
    #[must_use]
    pub fn with_phones<'a>(mut self, numbers: impl IntoIterator<Item = &'a str>) -> Self {
        self.known_mut().phones.extend(numbers.into_iter().map(digits).filter(|digits| digits.len() > 5));
        self
    }

    fn known_mut(&mut self) -> &mut Known {
        Arc::make_mut(&mut self.known)
    }

    /// Whether the author looks after a small place.
    pub(crate) fn is_small(&self) -> bool {
        self.populations.iter().any(|population| *population < SMALL)
    }

    /// Whether this is a member's full name or the beginning of it.
    pub(crate) fn knows_member(&self, name: &str) -> bool {
        let name = squeeze(name);
        self.known.members.contains(&name)
            || (name.chars().count() > 1 && self.known.members.iter().any(|member| member.starts_with(&name)))
    }

    /// Whether these words end with a member's full name, and what stands before it is no part of another one.
    pub(crate) fn ends_with_member(&self, words: &str) -> bool {
        let words: String = words.split_whitespace().collect();
        let stands_apart = |head: &str| !head.chars().next_back().is_some_and(char::is_alphanumeric);
        self.known.members.iter().any(|member| words.strip_suffix(member.as_str()).is_some_and(stands_apart))
    }

    /// Whether this names an organisation that is no secret.
    pub(crate) fn knows_organisation(&self, name: &str) -> bool {
        let name = squeeze(name);
        self.known.organisations.iter().any(|known| known.contains(&name) || name.contains(known))
    }

    /// Whether these digits are a number that is no secret.
    pub(crate) fn knows_phone(&self, number: &str) -> bool {
        self.known.phones.contains(number)
    }
}

/// The normal form without blanks.
fn squeeze(name: &str) -> String {
    Reading::of(name).text.split_whitespace().collect()
}

/// The digits of a number in the form that Japan dials.
pub(crate) fn digits(number: &str) -> String {
    let reading = Reading::of(number);
    let digits =
        || reading.chars.iter().filter_map(|c| crate::reading::digit(*c)).filter_map(|it| char::from_digit(it, 10));
    if reading.text.trim_start().starts_with("+81") {
        let rest: String = digits().skip(2).collect();
        format!("0{}", rest.trim_start_matches('0'))
    } else {
        digits().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_known_by_the_full_name_and_by_its_beginning() {
        let context = Context::default().with_members(["髙田 恵子", " "]);
        assert!(context.knows_member("高田　恵子") && context.knows_member("高田"));
        assert!(!context.knows_member("高田 恵美") && !context.knows_member("恵子") && !context.knows_member("高"));
    }

    #[test]
    fn a_member_is_known_by_the_full_name_even_where_only_its_end_looks_like_one() {
        let context = Context::default().with_members(["見本 花子", "林 花子"]);
        assert!(context.ends_with_member("@見本 花子") && context.ends_with_member("です。\n林花子"));
        assert!(!context.ends_with_member("小林 花子") && !context.ends_with_member("花子"));
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        assert_eq!(digits("+81 (0)230-11-2200"), digits("０２３０（１１）２２００"));
    }
}
