//! The columns of a roster as a file, by the many names that offices give them.

use kernel::text::fold;
use serde::{Deserialize, Serialize};

/// What a column is about. The order is that of the files that we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// 登録番号, by which a line of an export is known again.
    Number,
    /// 氏名
    Name,
    /// よみ
    Kana,
    /// メール
    Email,
    /// 所属機関
    Organisation,
    /// 所属区分
    Affiliation,
    /// Where the employer stands.
    Office,
    /// 担当市町村
    Municipalities,
    /// 役職
    Title,
    /// 資格
    Qualifications,
    /// 役割
    Role,
    /// 配置形態
    Form,
    /// 電話, that of the office.
    Phone,
    /// 着任日
    From,
    /// 退任日
    To,
}

use Column::{
    Affiliation, Email, Form, From, Kana, Municipalities, Name, Number, Office, Organisation, Phone, Qualifications,
    Role, Title, To,
};

impl Column {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 15] = [
        Number,
        Name,
        Kana,
        Email,
        Organisation,
        Affiliation,
        Office,
        Municipalities,
        Title,
        Qualifications,
        Role,
        Form,
        Phone,
        From,
        To,
    ];

    /// What stands above it.
    pub fn title(self) -> &'static str {
        self.names()[0]
    }

    /// All that may stand above it, folded; the first is the one that we write.
    fn names(self) -> &'static [&'static str] {
        match self {
            Number => &["登録番号", "registration"],
            Name => &["氏名", "名前", "お名前", "担当者氏名", "担当者名", "name"],
            Kana => &["よみ", "読み", "ふりがな", "かな", "よみがな", "氏名かな", "氏名よみ", "kana"],
            Email => &["メール", "メールアドレス", "eメール", "email", "mail", "mailaddress"],
            Organisation => {
                &["所属機関", "所属", "所属機関名", "所属名", "機関名", "勤務先", "organisation", "organization"]
            }
            Affiliation => &["所属区分", "機関区分", "所属機関区分", "affiliation"],
            Office => &["所属機関の市区町村", "所属機関のある市区町村", "所在市区町村", "office"],
            Municipalities => &[
                "担当市町村",
                "担当市区町村",
                "担当する市町村",
                "担当する市区町村",
                "担当地域",
                "市町村",
                "市区町村",
                "municipalities",
                "municipality",
            ],
            Title => &["役職", "職名", "役職名", "title"],
            Qualifications => &["資格", "保有資格", "職種", "qualifications", "qualification"],
            Role => &["役割", "role"],
            Form => &["配置形態", "配置", "form"],
            Phone => &["電話", "電話番号", "tel", "連絡先電話", "事務所の電話番号", "phone"],
            From => &["着任日", "着任", "着任年月日", "就任日", "from"],
            To => &["退任日", "退任", "退任年月日", "離任日", "to"],
        }
    }

    /// The column under this heading; width, kana, remarks in parentheses and marks such as 「※必須」 do not matter.
    pub fn of(heading: &str) -> Option<Self> {
        let mut depth = 0_i32;
        let plain: String = fold(heading)
            .chars()
            .filter(|c| {
                depth += i32::from("([【〔".contains(*c)) - i32::from(")]】〕".contains(*c));
                depth <= 0 && c.is_alphanumeric()
            })
            .collect();
        let plain = plain.trim_start_matches("必須").trim_end_matches("必須").trim_end_matches("任意");
        Self::ALL.into_iter().find(|column| column.names().iter().any(|name| fold(name) == plain))
    }

    /// Whether a row of headings is known by it.
    pub fn is_telling(self) -> bool {
        matches!(self, Number | Name | Email)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_known_by_its_names_in_any_width() {
        for column in Column::ALL {
            for name in column.names() {
                assert_eq!(Column::of(name), Some(column), "{name}");
            }
        }
        for (heading, column) in [
            ("氏　名", Name),
            ("フリガナ", Kana),
            ("ﾒｰﾙｱﾄﾞﾚｽ※", Email),
            ("E-mail", Email),
            ("担当市町村（複数可）", Municipalities),
            ("【必須】所属機関", Organisation),
            ("Ｎａｍｅ", Name),
            ("電話番号\n（代表）", Phone),
        ] {
            assert_eq!(Column::of(heading), Some(column), "{heading}");
        }
        for other in ["備考", "", "番号", "No.", "所在地"] {
            assert_eq!(Column::of(other), None, "{other}");
        }
    }
}
