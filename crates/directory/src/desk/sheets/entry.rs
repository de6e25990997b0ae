//! A row of a file, read: values that can be compared with the site's, and what could not be read.

use kernel::viewer::Role;
use kernel::{PersonId, Places, TenureId, Timestamp, text};

use super::columns::Column;
use super::table::Raw;
use super::{days, roles, words};
use crate::claims::towns::Towns;

/// Said in a cell that is to become empty.
const NOTHING: &str = "なし";

/// Stands where an export in the old encoding could not write a character: nothing is to be called so.
const LOST: char = '〓';

/// Which registration a line of an export was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// A person's time in a seat.
    Tenure(TenureId),
    /// Somebody without a seat.
    Person(PersonId),
}

/// How long somebody stays in a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// No end is known.
    Open,
    /// The last day, by its first instant.
    Day(Timestamp),
}

/// What a row says; an empty cell says nothing.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its number.
    pub row: u32,
    /// 登録番号
    pub number: Option<Number>,
    /// 氏名
    pub name: Option<String>,
    /// よみ
    pub kana: Option<String>,
    /// メール
    pub email: Option<String>,
    /// 所属機関
    pub organisation: Option<String>,
    /// Slug of 所属区分.
    pub affiliation: Option<&'static str>,
    /// Code of the municipality in which the employer stands.
    pub office: Option<String>,
    /// Codes of the municipalities served.
    pub places: Option<Vec<String>>,
    /// 役職, as it is written: see [`Entry::title_after`].
    pub title: Option<String>,
    /// Slugs of 資格.
    pub qualifications: Option<Vec<&'static str>>,
    /// 役割, each perhaps without its scope.
    pub roles: Vec<roles::Meant>,
    /// Slug of 配置形態.
    pub form: Option<&'static str>,
    /// 電話
    pub phone: Option<String>,
    /// 着任日
    pub from: Option<Timestamp>,
    /// 退任日
    pub to: Option<Until>,
    /// What could not be read, by column.
    pub problems: Vec<(Column, String)>,
}

impl Number {
    /// As it stands in a file: letters in front, since a spreadsheet keeps only fifteen digits of a number.
    pub fn written(self) -> String {
        match self {
            Self::Tenure(id) => format!("T{id}"),
            Self::Person(id) => format!("P{id}"),
        }
    }

    fn read(typed: &str) -> Result<Self, String> {
        let typed = text::nfkc(typed).to_uppercase();
        let id = |digits: &str| digits.parse::<i64>().ok().filter(|id| *id > 0);
        let tenure = typed.strip_prefix('T').and_then(id).map(|id| Self::Tenure(TenureId(id)));
        let person = || typed.strip_prefix('P').and_then(id).map(|id| Self::Person(PersonId(id)));
        tenure.or_else(person).ok_or_else(|| {
            "登録番号は、書き出したファイルのままにしてください。新しい方の行では、空けてください。".to_owned()
        })
    }
}

impl Entry {
    /// Reads a row.
    pub fn read(raw: &Raw, towns: &Towns, places: &Places) -> Self {
        let mut entry = Self { row: raw.number, ..Self::default() };
        let mut reading = Reading { raw, problems: Vec::new() };
        if raw.is_merged {
            let sentence = "セルが結合されているため、どの値か決められません。結合を解除してください。";
            entry.problems.push((Column::Name, sentence.to_owned()));
            return entry;
        }
        entry.number = reading.value(Column::Number, Number::read);
        entry.name = reading.value(Column::Name, |typed| text::require_line("氏名", typed, 60));
        entry.kana = reading.value(Column::Kana, crate::members::parse_kana);
        entry.email = reading.value(Column::Email, accounts::people::parse_email);
        entry.organisation = reading.value(Column::Organisation, |typed| text::require_line("所属機関", typed, 100));
        entry.affiliation = reading.value(Column::Affiliation, words::affiliation);
        entry.office = reading.value(Column::Office, |typed| towns.one("所属機関の市区町村", &code(typed, places)));
        entry.places = reading.value(Column::Municipalities, |typed| served(typed, towns, places));
        entry.title = reading.value(Column::Title, |typed| text::optional_line("役職", typed, 60));
        entry.qualifications =
            reading.value(Column::Qualifications, |typed| words::several(typed).map(words::qualification).collect());
        entry.roles = reading.value(Column::Role, |typed| roles::read(typed, towns, places)).unwrap_or_default();
        entry.form = reading.value(Column::Form, words::form);
        entry.phone = reading.value(Column::Phone, |typed| Ok(phone(typed)));
        entry.from = reading.value(Column::From, day);
        entry.to = reading
            .value(Column::To, |typed| if typed == NOTHING { Ok(Until::Open) } else { day(typed).map(Until::Day) });
        entry.problems = reading.problems;
        entry
    }

    /// Whether it says anything that only a seat has.
    pub fn is_about_a_seat(&self) -> bool {
        self.organisation.is_some() || self.places.is_some() || self.title.is_some() || self.last_day().is_some()
    }

    /// The last day, if one is written.
    pub fn last_day(&self) -> Option<Timestamp> {
        match self.to {
            Some(Until::Day(day)) => Some(day),
            Some(Until::Open) | None => None,
        }
    }

    /// The title, where this one stood before; what is called 「なし」 stays so.
    pub fn title_after(&self, now: &str) -> String {
        match self.title.as_deref() {
            None => now.to_owned(),
            Some(NOTHING) if now != NOTHING => String::new(),
            Some(title) => title.to_owned(),
        }
    }

    /// Roles that hold in a region, with the scope that follows from what the row serves where none is written.
    pub fn meant_roles(&self, served: &[String], places: &Places) -> Result<Vec<Role>, String> {
        self.roles.iter().map(|role| role.over(served, places)).collect()
    }
}

struct Reading<'a> {
    raw: &'a Raw,
    problems: Vec<(Column, String)>,
}

impl Reading<'_> {
    fn value<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let unlost = |typed: &str| if typed.contains(LOST) { Err(lost(typed)) } else { read(typed) };
        let value = self.raw.text(column).and_then(|text| text.map(unguarded).map(unlost).transpose());
        value.unwrap_or_else(|sentence| {
            self.problems.push((column, sentence));
            None
        })
    }
}

/// What stood in a cell before it was kept from being taken for a formula.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if super::guard::is_dangerous(rest) => rest,
        _ => text,
    }
}

/// What to do about a cell in which a character was lost.
fn lost(typed: &str) -> String {
    format!(
        "「{typed}」の「{LOST}」は、シフトJISにない文字の代わりに入っています。Excelブック（xlsx）かCSV UTF-8のファイルに、もとの文字を入力してください。"
    )
}

fn day(typed: &str) -> Result<Timestamp, String> {
    days::read(typed).ok_or_else(|| format!("「{typed}」は日付として読めません。2026-04-01 の形で入力してください。"))
}

fn served(typed: &str, towns: &Towns, places: &Places) -> Result<Vec<String>, String> {
    let pieces: Vec<String> = words::several(typed).map(|piece| code(piece, places)).collect();
    towns.several(&pieces.join("、"))
}

/// A code whose leading zero a spreadsheet has taken off; anything else as it is.
fn code(typed: &str, places: &Places) -> String {
    let digits = text::nfkc(typed);
    let is_short = (digits.len() == 4 || digits.len() == 5) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let whole = format!("0{digits}");
    let is_known = |code: &str| places.municipality(code).is_some();
    if is_short && !is_known(&digits) && is_known(&whole[..5]) { whole } else { typed.to_owned() }
}

/// A number whose leading zero a spreadsheet has taken off.
fn phone(typed: &str) -> String {
    let digits = text::nfkc(typed);
    let is_short = (9..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_short && !digits.starts_with('0') { format!("0{digits}") } else { typed.to_owned() }
}
