//! What the forms of following send.

use kernel::{Error, Result};
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
    /// On a day of every week.
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
    /// On which day, if it is once a week; 0 is Monday.
    pub weekday: i64,
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
            weekday: 0,
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
    /// 0 to 6; a form that does not say so means Monday.
    pub weekday: String,
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
            weekday: settings.weekday.to_string(),
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
        let weekday = if self.weekday.is_empty() { "0" } else { &self.weekday };
        let weekday = weekday.parse().ok().filter(|day| (0..7).contains(day));
        let weekday = problems.take("weekday", weekday.ok_or_else(|| "曜日を選んでください。".to_owned()));
        let hour = self.hour.parse().ok().filter(|hour| (0..24).contains(hour));
        let hour =
            problems.take("hour", hour.ok_or_else(|| "時刻を、0時から23時のなかから選んでください。".to_owned()));
        problems.or(Settings { own, replied, mentioned, unanswered, by_mail, digest, weekday, hour })
    }
}

const CHOOSE: &str = "どれか一つを選んでください。";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_are_read_as_they_are_shown_and_nothing_else_is_taken() {
        let settings = Settings { hour: 23, digest: Digest::Weekly, weekday: 6, by_mail: false, ..Settings::default() };
        let form = SettingsForm::of(&settings);
        assert_eq!(form.parse(), Ok(settings));
        for hour in ["24", "-1", "", "８", "8.5"] {
            let problems = SettingsForm { hour: hour.to_owned(), ..form.clone() }.parse().unwrap_err();
            assert!(problems.at("hour").is_some(), "{hour}");
        }
        for weekday in ["7", "-1", "月"] {
            let problems = SettingsForm { weekday: weekday.to_owned(), ..form.clone() }.parse().unwrap_err();
            assert!(problems.at("weekday").is_some(), "{weekday}");
        }
        let problems = SettingsForm::default().parse().unwrap_err();
        assert_eq!(problems.list().len(), 7);
    }
}
