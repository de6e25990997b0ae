//! What the directory's address asks for.

use kernel::{Error, Places, Result, text};
use serde::Deserialize;

use super::filter::{Filter, Sort};
use super::traits::Facet;

/// More values than this in one facet come from no page of ours, and every link of the page would carry them.
const MOST_VALUES: usize = 20;
/// No value of ours is longer.
const LONGEST_VALUE: usize = 40;
/// Most characters of the words.
const LONGEST_WORDS: usize = 200;

/// The parameters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DirectoryQuery {
    q: String,
    bloc: Vec<String>,
    pref: Vec<String>,
    area: Vec<String>,
    municipality: Vec<String>,
    affiliation: Vec<String>,
    qualification: Vec<String>,
    theme: Vec<String>,
    population: Vec<String>,
    similar_to: Vec<String>,
    sort: String,
    page: String,
}

/// What has just been done, so that the page says so.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DoneQuery {
    /// Present after the profile has been saved.
    pub saved: Option<String>,
}

impl DirectoryQuery {
    /// The question; or, when the words cannot be searched for, the question without them and a sentence that says why.
    pub fn parse(self, places: &Places) -> Result<(Filter, Option<String>)> {
        let sort = Sort::ALL.into_iter().find(|sort| sort.name() == self.sort).unwrap_or_default();
        let page = parse_page(&self.page)?;
        let (mut filter, problem) = match text::optional_line("さがす言葉", &self.q, LONGEST_WORDS) {
            Ok(words) => (Filter::new(&words, sort, page, places), None),
            Err(problem) => (Filter::new("", sort, page, places).saying(&self.q), Some(problem)),
        };
        for facet in Facet::ALL {
            for value in self.values(facet)? {
                filter = filter.with(facet, value);
            }
        }
        filter.similar_to = in_bounds(&self.similar_to)?.map(str::to_owned).collect();
        filter.similar_to.dedup();
        Ok((filter, problem))
    }

    /// The values of a facet; an empty one is an unused field of a form.
    fn values(&self, facet: Facet) -> Result<impl Iterator<Item = &str>> {
        let values = match facet {
            Facet::Bloc => &self.bloc,
            Facet::Prefecture => &self.pref,
            Facet::Area => &self.area,
            Facet::Municipality => &self.municipality,
            Facet::Affiliation => &self.affiliation,
            Facet::Qualification => &self.qualification,
            Facet::Theme => &self.theme,
            Facet::Population => &self.population,
        };
        in_bounds(values)
    }
}

fn in_bounds(values: &[String]) -> Result<impl Iterator<Item = &str>> {
    if values.len() > MOST_VALUES || values.iter().any(|value| value.len() > LONGEST_VALUE) {
        return Err(Error::BadRequest);
    }
    Ok(values.iter().map(String::as_str).filter(|value| !value.is_empty()))
}

/// A page from 1 on; one that no list can have is the last one, and what is no number leads nowhere.
fn parse_page(text: &str) -> Result<usize> {
    match text {
        "" => Ok(1),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => match digits.parse() {
            Ok(0) => Err(Error::NotFound),
            page => Ok(page.unwrap_or(usize::MAX)),
        },
        _ => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_number_is_taken_or_leads_nowhere_but_never_breaks() {
        assert_eq!(parse_page("").unwrap(), 1);
        assert_eq!(parse_page("12").unwrap(), 12);
        assert_eq!(parse_page("99999999999999999999").unwrap(), usize::MAX);
        for nonsense in ["0", "000", "-1", "+1", "abc", "１", " 1", "1.5"] {
            assert!(matches!(parse_page(nonsense), Err(Error::NotFound)), "{nonsense}");
        }
    }

    #[test]
    fn words_that_are_too_long_are_kept_and_said() {
        let query = DirectoryQuery { q: "あ".repeat(201), ..DirectoryQuery::default() };
        let (filter, problem) = query.parse(&Places::default()).unwrap();
        assert_eq!(filter.words.chars().count(), 201);
        assert!(problem.unwrap().contains("200文字以内"));
    }

    #[test]
    fn more_values_than_any_page_offers_are_refused() {
        let many = DirectoryQuery { theme: vec!["acp".to_owned(); 21], ..DirectoryQuery::default() };
        assert!(matches!(many.parse(&Places::default()), Err(Error::BadRequest)));
        let long = DirectoryQuery { area: vec!["1".repeat(41)], ..DirectoryQuery::default() };
        assert!(matches!(long.parse(&Places::default()), Err(Error::BadRequest)));
    }
}
