//! The form of a profile.

use kernel::clock::DAY;
use kernel::{Timestamp, once, terms, text};
use serde::Deserialize;
use web::Problems;

use crate::guarding::Guarded;
use crate::members::parse_kana;
use crate::roster::Person;

/// Most characters of a self-introduction.
pub(super) const LONGEST_INTRODUCTION: usize = 1_000;
/// What a ticked box sends.
pub(super) const TICKED: &str = "1";
/// Whoever is busy for longer says so anew.
const LONGEST_BUSY: i64 = 366 * DAY;
/// Nobody has worked longer.
const MOST_YEARS: i64 = 60;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// よみ
    pub kana: String,
    /// 経験年数
    pub experience_years: String,
    /// Slugs of qualifications.
    pub qualification: Vec<String>,
    /// Slugs of themes.
    pub theme: Vec<String>,
    /// 自己紹介
    pub introduction: String,
    /// Ticked by those who would rather not be named to others as somebody to ask.
    pub unsuggested: String,
    /// Ticked by those who cannot take questions at present.
    pub busy: String,
    /// The last day of that, in Japan.
    pub busy_until: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
    /// The version of the profile from which it was made; a form that does not say so is taken upon any.
    pub version: String,
}

/// What can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// よみ in hiragana.
    pub kana: String,
    /// Years of experience.
    pub experience_years: Option<i64>,
    /// Slugs.
    pub qualifications: Vec<&'static str>,
    /// Slugs.
    pub themes: Vec<&'static str>,
    /// A few sentences.
    pub introduction: String,
    /// Whether they may be named to others as somebody to ask.
    pub is_suggested: bool,
    /// The first instant after the time in which they can take no questions.
    pub busy_until: Option<Timestamp>,
}

impl Profile {
    /// What a person says of themselves now.
    pub fn of(person: &Person) -> Self {
        Self {
            kana: person.kana.clone(),
            experience_years: person.experience_years,
            qualifications: terms::known(terms::QUALIFICATIONS, &person.qualifications),
            themes: terms::known(terms::THEMES, &person.themes),
            introduction: person.introduction.clone(),
            is_suggested: person.is_suggested,
            busy_until: person.busy_until,
        }
    }

    /// All that it says.
    pub(super) fn content(&self) -> String {
        format!("{self:?}")
    }

    /// A name for exactly this content.
    pub(super) fn version(&self) -> String {
        once::typed("", [&*self.content()]).trim().to_owned()
    }
}

impl Guarded for Profile {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("introduction", &self.introduction)]
    }
}

impl ProfileForm {
    /// The form with what is known.
    pub fn of(person: &Person) -> Self {
        Self {
            kana: person.kana.clone(),
            experience_years: person.experience_years.map(|years| years.to_string()).unwrap_or_default(),
            qualification: person.qualifications.iter().map(ToString::to_string).collect(),
            theme: person.themes.iter().map(ToString::to_string).collect(),
            introduction: person.introduction.clone(),
            unsuggested: if person.is_suggested { String::new() } else { TICKED.to_owned() },
            busy: if person.is_busy { TICKED.to_owned() } else { String::new() },
            busy_until: last_day(person).map(|day| day.iso()[..10].to_owned()).unwrap_or_default(),
            once: web::forms::once(),
            version: Profile::of(person).version(),
            ..Self::default()
        }
    }

    /// The same form upon what the person says by now, so that it can be saved over it knowingly.
    #[must_use]
    pub fn upon(self, person: &Person) -> Self {
        Self { version: Profile::of(person).version(), ..self }
    }

    /// What can be stored, or what is wrong; slugs that no page of ours offers are dropped.
    pub fn parse(&self, now: Timestamp) -> Result<Profile, Problems> {
        let mut problems = Problems::default();
        let profile = Profile {
            kana: problems.take("kana", parse_kana(&self.kana)),
            experience_years: problems.take("experience_years", parse_years(&self.experience_years)),
            qualifications: terms::known(terms::QUALIFICATIONS, &self.qualification),
            themes: terms::known(terms::THEMES, &self.theme),
            introduction: problems
                .take("introduction", text::optional("自己紹介", &self.introduction, LONGEST_INTRODUCTION)),
            is_suggested: self.unsuggested.is_empty(),
            busy_until: problems.take("busy_until", self.parse_busy(now)),
        };
        problems.or(profile)
    }

    /// The day is asked for so that nobody is left out for good because they have forgotten what they once chose.
    fn parse_busy(&self, now: Timestamp) -> Result<Option<Timestamp>, String> {
        if self.busy.is_empty() {
            return Ok(None);
        }
        match Timestamp::start_of_day(self.busy_until.trim()).map(|day| day.plus(DAY)) {
            None => Err("手いっぱいのあいだの、最後の日を選んでください。".to_owned()),
            Some(until) if until <= now => Err("最後の日には、今日か、それより後の日を選んでください。".to_owned()),
            Some(until) if until.since(now) > LONGEST_BUSY => {
                Err("最後の日は、1年先までの日から選んでください。".to_owned())
            }
            until => Ok(until),
        }
    }
}

/// The last day of the time in which somebody can take no questions, while it is running.
pub(crate) fn last_day(person: &Person) -> Option<Timestamp> {
    person.busy_until.filter(|_| person.is_busy).map(|until| until.plus(-1))
}

fn parse_years(input: &str) -> Result<Option<i64>, String> {
    let typed = text::nfkc(&text::optional_line("経験年数", input, 20)?);
    let number = typed.trim_end_matches('年').trim();
    if number.is_empty() {
        return Ok(None);
    }
    match number.parse() {
        Ok(years) if (0..=MOST_YEARS).contains(&years) => Ok(Some(years)),
        _ => Err(format!("経験年数は、0から{MOST_YEARS}までの数字で入力してください。")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_316_400_000);

    fn form(kana: &str, years: &str, introduction: &str) -> ProfileForm {
        ProfileForm {
            kana: kana.to_owned(),
            experience_years: years.to_owned(),
            introduction: introduction.to_owned(),
            ..ProfileForm::default()
        }
    }

    #[test]
    fn years_are_read_in_full_width_too_and_may_be_left_out() {
        for (typed, years) in [("", None), ("12", Some(12)), ("１２", Some(12)), (" 3年 ", Some(3)), ("0", Some(0))]
        {
            assert_eq!(form("さとう", typed, "").parse(NOW).unwrap().experience_years, years, "{typed}");
        }
        for wrong in ["-1", "61", "三年", "1.5", "99999999999999999999"] {
            assert!(form("さとう", wrong, "").parse(NOW).unwrap_err().at("experience_years").is_some(), "{wrong}");
        }
    }

    #[test]
    fn every_problem_is_told_at_once_beside_its_field() {
        let problems = form("佐藤", "多い", &"あ".repeat(1_001)).parse(NOW).unwrap_err();
        assert!(["kana", "experience_years", "introduction"].iter().all(|field| problems.at(field).is_some()));
        assert!(form("さとう", "", "\0").parse(NOW).unwrap_err().at("introduction").is_some());
    }

    #[test]
    fn whoever_is_busy_says_until_when() {
        let busy = |busy: &str, until: &str| {
            let form = ProfileForm { busy: busy.to_owned(), busy_until: until.to_owned(), ..form("さとう", "", "") };
            form.parse(NOW).map(|profile| profile.busy_until.map(|until| until.plus(-1).iso()[..10].to_owned()))
        };
        assert_eq!(busy("", "2026-12-10").unwrap(), None);
        for day in ["2026-11-22", "2026-12-10", "2027-11-22"] {
            assert_eq!(busy("1", day).unwrap().as_deref(), Some(day));
        }
        for wrong in ["", "2026-11-21", "2027-12-31", "いつか"] {
            assert!(busy("1", wrong).unwrap_err().at("busy_until").is_some(), "{wrong}");
        }
    }

    #[test]
    fn unknown_choices_are_dropped() {
        let form = ProfileForm { theme: vec!["acp".to_owned(), "x".to_owned()], ..form("さとう", "", "") };
        assert_eq!(form.parse(NOW).unwrap().themes, ["acp"]);
    }
}
