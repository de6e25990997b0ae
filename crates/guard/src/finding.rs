//! What the guard says about a text.

use std::ops::Range;

/// Something in a text by which somebody could be recognised.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in characters (code points) of the text as it was typed.
    pub span: Range<usize>,
    /// How serious it is.
    pub level: Level,
    /// One plain Japanese sentence that says how this could identify somebody.
    pub why: &'static str,
    /// What could stand there instead.
    pub suggestion: Option<String>,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth a thought, nothing more.
    Hint,
    /// Must be looked at, then changed or acknowledged.
    Warn,
    /// Must not be posted.
    Block,
}

impl Level {
    /// A name that never changes, for storage and style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name or the initials of somebody.
    Name,
    /// The name of somebody who is named for their work.
    Professional,
    /// A date of birth.
    Birthdate,
    /// An exact age from 90 on.
    Age,
    /// The exact date of an admission, discharge, death or the like.
    EventDate,
    /// A telephone or FAX number.
    Phone,
    /// An e-mail address.
    Email,
    /// Where somebody lives, more closely than by municipality.
    Address,
    /// The number of somebody's long-term care insurance.
    CareInsurance,
    /// The number of somebody's health insurance or public aid.
    HealthInsurance,
    /// マイナンバー.
    MyNumber,
    /// The number of a medical record, patient or user.
    Record,
    /// A room of a facility.
    Room,
    /// A hospital, clinic or office that looks after somebody.
    Organisation,
    /// Where a member of the family works or learns.
    Workplace,
    /// Age, place and the like that single somebody out together.
    Combination,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::Professional,
        Self::Birthdate,
        Self::Age,
        Self::EventDate,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::CareInsurance,
        Self::HealthInsurance,
        Self::MyNumber,
        Self::Record,
        Self::Room,
        Self::Organisation,
        Self::Workplace,
        Self::Combination,
    ];

    /// A name that never changes, for storage and style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Professional => "professional",
            Self::Birthdate => "birthdate",
            Self::Age => "age",
            Self::EventDate => "event_date",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::CareInsurance => "kaigo_no",
            Self::HealthInsurance => "insurance_no",
            Self::MyNumber => "mynumber",
            Self::Record => "record_no",
            Self::Room => "facility_room",
            Self::Organisation => "organisation",
            Self::Workplace => "workplace",
            Self::Combination => "age_town",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "氏名・イニシャル",
            Self::Professional => "専門職の名前",
            Self::Birthdate => "生年月日",
            Self::Age => "90歳以上の年齢",
            Self::EventDate => "入退院・死亡などの日付",
            Self::Phone => "電話・FAX番号",
            Self::Email => "メールアドレス",
            Self::Address => "住所",
            Self::CareInsurance => "介護保険の番号",
            Self::HealthInsurance => "医療保険・公費の番号",
            Self::MyNumber => "マイナンバー",
            Self::Record => "カルテ・利用者の番号",
            Self::Room => "施設と部屋",
            Self::Organisation => "医療機関・事業所の名前",
            Self::Workplace => "家族の勤務先・学校",
            Self::Combination => "地域と年齢などの組み合わせ",
        }
    }

    /// How this could identify somebody.
    pub(crate) const fn why(self) -> &'static str {
        match self {
            Self::Name => "名前やイニシャルから、ご本人やご家族がわかるおそれがあります。",
            Self::Professional => "専門職の名前から、関わっている方がわかることがあります。",
            Self::Birthdate => "生年月日は、ほかの情報と合わせるとご本人がわかるおそれがあります。",
            Self::Age => "90歳以上の方は人数が少ないため、正確な年齢からご本人がわかるおそれがあります。",
            Self::EventDate => "入退院や亡くなった日を正確に書くと、関係者にはご本人がわかるおそれがあります。",
            Self::Phone => "電話番号やFAX番号から、ご本人やご家族がわかるおそれがあります。",
            Self::Email => "メールアドレスから、ご本人やご家族がわかるおそれがあります。",
            Self::Address => "町名や番地まで書くと、お住まいからご本人がわかるおそれがあります。",
            Self::CareInsurance => "介護保険の番号は一人に一つなので、ご本人を特定できます。",
            Self::HealthInsurance => "保険証や受給者証の番号は、ご本人を特定できます。",
            Self::MyNumber => "マイナンバーは一人に一つで、法律で取り扱いが限られています。",
            Self::Record => "カルテや利用者の番号は一人に一つなので、ご本人を特定できます。",
            Self::Room => "施設と部屋の組み合わせから、ご本人がわかるおそれがあります。",
            Self::Organisation => "事例の中の医療機関や事業所の名前から、ご本人がわかるおそれがあります。",
            Self::Workplace => "ご家族の勤務先や学校から、ご家族とご本人がわかるおそれがあります。",
            Self::Combination => "地域と年齢などの組み合わせに当てはまる方が少なく、ご本人がわかるおそれがあります。",
        }
    }

    /// Which of two equally serious findings in one place is kept: the greater.
    pub(crate) const fn weight(self) -> u8 {
        match self {
            Self::MyNumber => 9,
            Self::CareInsurance | Self::HealthInsurance | Self::Record => 8,
            Self::Birthdate => 7,
            Self::Email | Self::Combination => 6,
            Self::EventDate | Self::Address => 5,
            Self::Room => 4,
            Self::Phone | Self::Name => 3,
            Self::Age | Self::Workplace => 2,
            Self::Organisation | Self::Professional => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_slug_and_a_label_of_its_own() {
        let slugs: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
        let labels: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.label()).collect();
        assert_eq!((slugs.len(), labels.len()), (16, 16));
    }

    #[test]
    fn levels_are_ordered_by_seriousness() {
        assert!(Level::Hint < Level::Warn && Level::Warn < Level::Block);
    }
}
