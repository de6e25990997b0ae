//! What the forms of following send.

use kernel::clock::DAY;
use kernel::{Error, Result, Timestamp};
use serde::Deserialize;
use web::{Level, Problems};

/// One of the buttons beside something that can be followed.
#[derive(Clone, Debug, Deserialize)]
pub struct FollowForm {
    /// The number of a level.
    pub level: String,
    /// Which page sent it; setting twice is setting once.
    #[serde(default)]
    pub once: String,
}

impl FollowForm {
    /// The level; no form of ours sends anything else.
    pub fn parse(&self) -> Result<Level> {
        crate::posts::forms::once(&self.once)?;
        Level::parse(&self.level).ok_or(Error::BadRequest)
    }
}

/// How often what has gathered is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digest {
    /// Every day.
    #[default]
    Daily,
    /// Every Monday.
    Weekly,
}

impl Digest {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// What was stored or sent, if it is one of the two.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Daily, Self::Weekly].into_iter().find(|digest| digest.word() == word)
    }

    /// The first instant of the day, or of the Monday, on which the newest one falls due at the earliest, and the
    /// time from one to the next.
    pub(crate) fn base(self, now: Timestamp) -> (Timestamp, i64) {
        let today = now.start_of_its_day();
        match self {
            Self::Daily => (today, DAY),
            Self::Weekly => (today.plus(-DAY * now.days_since_monday()), 7 * DAY),
        }
    }
}

/// How somebody is told of what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Of replies to their own questions.
    pub own: Level,
    /// Of replies where they have replied.
    pub replied: Level,
    /// Of texts in which they are mentioned.
    pub mentioned: Level,
    /// Of questions that stay without an answer.
    pub unanswered: Level,
    /// Whether by mail at all.
    pub by_mail: bool,
    /// How often what has gathered is sent.
    pub digest: Digest,
    /// From which hour of the day on, in Japan.
    pub hour: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            own: Level::AtOnce,
            replied: Level::AtOnce,
            mentioned: Level::AtOnce,
            unanswered: Level::Digest,
            by_mail: true,
            digest: Digest::Daily,
            hour: 8,
        }
    }
}

/// The form of the settings, as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    /// Level of replies to one's own questions.
    pub own: String,
    /// Level of replies where one has replied.
    pub replied: String,
    /// Level of texts in which one is mentioned.
    pub mentioned: String,
    /// Level of questions that stay without an answer.
    pub unanswered: String,
    /// `1` or `0`.
    pub by_mail: String,
    /// `daily` or `weekly`.
    pub digest: String,
    /// 0 to 23.
    pub hour: String,
    /// Makes the form count once; saving twice is saving once.
    pub once: String,
}

impl SettingsForm {
    /// The form with these settings in it.
    pub fn of(settings: &Settings) -> Self {
        Self {
            own: settings.own.number().to_string(),
            replied: settings.replied.number().to_string(),
            mentioned: settings.mentioned.number().to_string(),
            unanswered: settings.unanswered.number().to_string(),
            by_mail: i64::from(settings.by_mail).to_string(),
            digest: settings.digest.word().to_owned(),
            hour: settings.hour.to_string(),
            once: web::forms::once(),
        }
    }

    /// What can be kept, or what has not been chosen.
    pub fn parse(&self) -> Result<Settings, Problems> {
        let mut problems = Problems::default();
        let mut level = |field: &'static str, value: &str, otherwise| {
            Level::parse(value).unwrap_or_else(|| {
                problems.add(field, CHOOSE);
                otherwise
            })
        };
        let own = level("own", &self.own, Level::AtOnce);
        let replied = level("replied", &self.replied, Level::AtOnce);
        let mentioned = level("mentioned", &self.mentioned, Level::AtOnce);
        let unanswered = level("unanswered", &self.unanswered, Level::Digest).min(Level::Digest);
        let by_mail = self.by_mail == "1";
        if !matches!(self.by_mail.as_str(), "0" | "1") {
            problems.add("by_mail", CHOOSE);
        }
        let digest = problems.take("digest", Digest::parse(&self.digest).ok_or_else(|| CHOOSE.to_owned()));
        let hour = self.hour.parse().ok().filter(|hour| (0..24).contains(hour));
        let hour =
            problems.take("hour", hour.ok_or_else(|| "時刻を、0時から23時のなかから選んでください。".to_owned()));
        problems.or(Settings { own, replied, mentioned, unanswered, by_mail, digest, hour })
    }
}

const CHOOSE: &str = "どれか一つを選んでください。";

#[cfg(test)]
mod tests {
    use kernel::clock::HOUR;

    use super::*;

    #[test]
    fn the_settings_are_read_as_they_are_shown_and_nothing_else_is_taken() {
        let settings = Settings { hour: 23, digest: Digest::Weekly, by_mail: false, ..Settings::default() };
        let form = SettingsForm::of(&settings);
        assert_eq!(form.parse(), Ok(settings));
        for hour in ["24", "-1", "", "８", "8.5"] {
            let problems = SettingsForm { hour: hour.to_owned(), ..form.clone() }.parse().unwrap_err();
            assert!(problems.at("hour").is_some(), "{hour}");
        }
        let problems = SettingsForm::default().parse().unwrap_err();
        assert_eq!(problems.list().len(), 7);
    }

    #[test]
    fn a_digest_is_of_a_day_or_of_a_week_that_begins_on_monday() {
        let day = |text: &str| Timestamp::start_of_day(text).unwrap();
        // A Sunday at noon.
        let noon = day("2026-11-22").plus(12 * HOUR);
        assert_eq!(Digest::Daily.base(noon), (day("2026-11-22"), DAY));
        assert_eq!(Digest::Weekly.base(noon), (day("2026-11-16"), 7 * DAY));
        assert_eq!(Digest::Weekly.base(day("2026-11-23")), (day("2026-11-23"), 7 * DAY));
    }
}
