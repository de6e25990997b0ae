//! Somebody who is to become a member: as given, and once it has been checked.

use std::collections::BTreeSet;

use accounts::people::parse_email;
use kernel::viewer::{Role, Standing};
use kernel::{Places, Timestamp, terms, text};

/// Most characters of an office's phone, which may come with the number of an extension.
pub const LONGEST_PHONE: usize = 40;

/// What is known of a new person.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// Name.
    pub name: String,
    /// よみ, as hiragana or katakana.
    pub kana: String,
    /// E-mail address.
    pub email: String,
    /// PHC string; without it the person cannot sign in yet.
    pub password_hash: Option<String>,
    /// Active, or waiting for approval.
    pub standing: Standing,
    /// When the person joined the site.
    pub joined_at: Timestamp,
    /// The first seat; managers and administrators may have none.
    pub seat: Option<NewSeat>,
    /// The first grant.
    pub role: Option<Role>,
    /// Slugs; unknown ones are dropped.
    pub qualifications: Vec<String>,
    /// Slugs; unknown ones are dropped.
    pub themes: Vec<String>,
    /// A few sentences about themselves.
    pub introduction: String,
    /// Years of experience.
    pub experience_years: Option<i64>,
}

/// A seat and since when somebody holds it.
#[derive(Clone, Debug)]
pub struct NewSeat {
    /// The employer; one with the same name, kind and municipality is the same.
    pub organisation: NewOrganisation,
    /// 役職
    pub title: String,
    /// Slug of 配置形態.
    pub form: String,
    /// 拠点を兼ねる
    pub is_hub: bool,
    /// 常勤
    pub is_full_time: bool,
    /// Codes of municipalities or wards; none for an office that serves a whole prefecture or bloc.
    pub places: Vec<String>,
    /// 着任日
    pub started_at: Timestamp,
    /// 退任日, once it is known.
    pub ended_at: Option<Timestamp>,
}

/// An employer.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Name.
    pub name: String,
    /// Slug of 所属区分.
    pub affiliation: String,
    /// Code of the municipality in which it stands.
    pub municipality: String,
    /// Phone of the office; may be empty.
    pub phone: String,
}

/// A [`NewMember`] whose values can be stored.
#[derive(Clone, Debug)]
pub struct CheckedMember {
    pub(super) person: NewMember,
    pub(super) seat: Option<CheckedSeat>,
    pub(super) role: Option<Role>,
}

/// A [`NewSeat`] whose values can be stored.
#[derive(Clone, Debug)]
pub struct CheckedSeat(pub(super) NewSeat);

impl CheckedSeat {
    /// What is to be stored.
    pub(crate) fn values(&self) -> &NewSeat {
        &self.0
    }
}

impl NewMember {
    /// Checks and cleans everything; the error is a sentence that says what to change.
    pub fn check(mut self, places: &Places) -> Result<CheckedMember, String> {
        self.name = text::require_line("氏名", &self.name, 60)?;
        self.kana = parse_kana(&self.kana)?;
        self.email = parse_email(&self.email)?;
        self.introduction = text::optional("自己紹介", &self.introduction, 1_000)?;
        self.qualifications = known(terms::QUALIFICATIONS, &self.qualifications);
        self.themes = known(terms::THEMES, &self.themes);
        let seat = self.seat.take().map(|seat| seat.check(places)).transpose()?;
        let role = self.role.take();
        Ok(CheckedMember { person: self, seat, role })
    }
}

impl NewSeat {
    /// Checks and cleans everything; the error is a sentence that says what to change.
    pub fn check(mut self, places: &Places) -> Result<CheckedSeat, String> {
        let organisation = &mut self.organisation;
        organisation.name = text::require_line("所属機関", &organisation.name, 100)?;
        organisation.phone = text::optional_line("事務所の電話番号", &text::nfkc(&organisation.phone), LONGEST_PHONE)?;
        self.title = text::optional_line("役職", &self.title, 60)?;
        let unknown = |label: &str, value: &str| format!("{label}「{value}」はありません。");
        if terms::name(terms::AFFILIATIONS, &organisation.affiliation).is_none() {
            return Err(unknown("所属区分", &organisation.affiliation));
        }
        if terms::name(terms::FORMS, &self.form).is_none() {
            return Err(unknown("配置形態", &self.form));
        }
        let codes = self.places.iter().chain([&organisation.municipality]);
        if let Some(code) = codes.into_iter().find(|code| places.municipality(code).is_none()) {
            return Err(unknown("市町村コード", code));
        }
        self.places = self.places.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        Ok(CheckedSeat(self))
    }
}

/// よみ in hiragana, since it is what lists are sorted by.
pub fn parse_kana(input: &str) -> Result<String, String> {
    // Counted as it is stored, so that what has been taken once is taken again: 「㌢」 becomes three characters.
    let kana = text::require_line("よみ", &text::nfkc(input), 60)?;
    let hiragana: String = kana.chars().map(hiragana).collect();
    let readable = |c: char| matches!(c, 'ぁ'..='ゖ' | 'ー' | '・' | ' ');
    if hiragana.chars().all(readable) {
        Ok(hiragana)
    } else {
        Err("よみは、ひらがなかカタカナで入力してください。".to_owned())
    }
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

fn known(list: terms::Terms, slugs: &[String]) -> Vec<String> {
    terms::known(list, slugs).into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::parse_kana;

    #[test]
    fn a_reading_is_kept_as_hiragana_whatever_was_typed() {
        for typed in ["さとう はなこ", "サトウ　ハナコ", "ｻﾄｳ ﾊﾅｺ"] {
            assert_eq!(parse_kana(typed), Ok("さとう はなこ".to_owned()), "{typed}");
        }
        for wrong in ["", "佐藤", "Sato"] {
            assert!(parse_kana(wrong).is_err(), "{wrong}");
        }
        let grown = "㌢".repeat(20);
        assert_eq!(parse_kana(&grown).and_then(|kana| parse_kana(&kana)), Ok("せんち".repeat(20)));
        assert!(parse_kana(&"㌢".repeat(21)).is_err());
    }
}
