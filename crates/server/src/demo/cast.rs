//! The people whom a visitor of the demo can be: one for each role, always with the same place in the world.

use kernel::viewer::{Role, Standing};

/// One of them.
pub struct Part {
    /// The role, and the local part of the e-mail address.
    pub word: &'static str,
    /// What this person can show, for the terminal.
    pub what: &'static str,
    /// Name.
    pub name: &'static str,
    /// よみ
    pub kana: &'static str,
    /// Slug of the kind of employer.
    pub affiliation: &'static str,
    /// Codes of the municipalities served; the first is the employer's home.
    pub places: &'static [&'static str],
    /// Approved, or waiting.
    pub standing: Standing,
}

impl Part {
    /// The e-mail address to sign in with.
    pub fn email(&self) -> String {
        format!("{}@example.jp", self.word)
    }

    /// Introduction, qualification and years of experience of those whose profile a visitor is likely to open.
    pub fn about(&self) -> Option<(&'static str, &'static str, i64)> {
        match self.word {
            "coordinator" => Some((
                "病棟と訪問看護を経て、医師会の相談室に来て5年目の看護師です。3つの市町を一人で回っています。\
                入退院支援ルールの見直しと、救急との情報共有ならお話しできます。",
                "nurse",
                5,
            )),
            "officer" => Some((
                "介護保険の窓口から異動して2年目の保健師です。委託の要綱と協議会の事務局を担当しています。\
                数字のまとめ方を勉強中です。",
                "public-health-nurse",
                2,
            )),
            _ => None,
        }
    }

    /// The grant that goes with the part.
    pub fn role(&self) -> Option<Role> {
        match self.word {
            "officer" => Some(Role::Officer("11202".to_owned())),
            "manager" => Some(Role::Manager("11".to_owned())),
            "bureau" => Some(Role::Bureau("kantoshinetsu".to_owned())),
            "administrator" => Some(Role::Administrator),
            _ => None,
        }
    }
}

const fn active(
    word: &'static str,
    what: &'static str,
    (name, kana): (&'static str, &'static str),
    affiliation: &'static str,
    places: &'static [&'static str],
) -> Part {
    Part { word, what, name, kana, affiliation, places, standing: Standing::Active }
}

/// All of them.
pub const CAST: [Part; 6] = [
    active(
        "coordinator",
        "コーディネーター（郡市区医師会、3市町を担当）",
        ("見本 花子", "みほん はなこ"),
        "medical-association",
        &["11202", "11218", "11408"],
    ),
    active("officer", "市町村の担当者", ("見本 太郎", "みほん たろう"), "municipality", &["11202"]),
    active("manager", "都道府県の担当者（埼玉県）", ("見本 恵", "みほん めぐみ"), "prefecture", &["11100"]),
    active("bureau", "厚生局の担当者（関東信越）", ("見本 学", "みほん まなぶ"), "other", &["11100"]),
    active("administrator", "サイト全体の管理者", ("見本 整", "みほん せい"), "other", &["13101"]),
    Part {
        word: "pending",
        what: "承認を待っている人",
        name: "見本 希",
        kana: "みほん のぞみ",
        affiliation: "hospital",
        places: &["11218"],
        standing: Standing::Pending,
    },
];

/// Somebody who has followed in a seat of another person's: the seat says where.
pub const NEWCOMER: Part = active(
    "newcomer",
    "着任したばかりのコーディネーター（前任の方の引継ぎがある）",
    ("見本 新", "みほん あらた"),
    "medical-association",
    &[],
);
