//! Why a file is not taken, in words that help.

use serde::{Deserialize, Serialize};

use crate::limits::{LARGEST, MOST, QUOTA};

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// One file is too large.
    TooLarge,
    /// The post has too many files.
    TooMany,
    /// The person has too many bytes.
    Quota,
    /// Nothing that is taken here.
    Unknown,
    /// A page or drawing that a browser would carry out.
    Markup,
    /// A picture as telephones of one make store it.
    Heic,
    /// Word, Excel or PowerPoint of before 2007.
    OldOffice,
    /// A program inside a document.
    Macro,
    /// Protected by a password.
    Encrypted,
    /// Small outside and huge or endlessly nested inside.
    Bomb,
    /// Too many pixels.
    Pixels,
    /// It could not be read to its end.
    Broken,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it is called.
    pub name: String,
    /// Why.
    pub why: Refusal,
}

impl Refused {
    /// What its sender is told.
    pub fn sentence(&self) -> String {
        let megabytes = LARGEST / 1024 / 1024;
        let what = match self.why {
            Refusal::Empty => "中身が空です。ファイルを確かめてください。".to_owned(),
            Refusal::TooLarge => {
                format!("大きすぎます。1つ{megabytes}MBまでです。画像は縮小し、文書は分けるかPDFにしてください。")
            }
            Refusal::TooMany => format!("1つの投稿に添えられるのは{MOST}個までです。分けて投稿してください。"),
            Refusal::Quota => format!(
                "おひとりで保存できる合計{}MBを超えます。要らなくなった添付を、ご自身の投稿から外してください。",
                QUOTA / 1024 / 1024
            ),
            Refusal::Unknown => "この種類のファイルは添付できません。画像（JPEG、PNG、WebP、GIF）、PDF、Word、Excel、PowerPoint、テキスト、CSVが添付できます。".to_owned(),
            Refusal::Markup => "HTMLやSVGのファイルは、安全のため添付できません。PDFか画像にしてください。".to_owned(),
            Refusal::Heic => "HEIC形式の写真は添付できません。JPEG形式で保存し直してください。".to_owned(),
            Refusal::OldOffice => "古い形式（doc、xls、ppt）のファイルは添付できません。docx、xlsx、pptxかPDFで保存し直してください。".to_owned(),
            Refusal::Macro => "マクロなどのプログラムが入ったファイルは、安全のため添付できません。マクロのない形式（docx、xlsx、pptx）かPDFで保存し直してください。".to_owned(),
            Refusal::Encrypted => "パスワードのかかったファイルは添付できません。パスワードを外して保存し直してください。".to_owned(),
            Refusal::Bomb => "開いたときの大きさか重なりが極端なため、安全のため添付できません。PDFで保存し直してください。".to_owned(),
            Refusal::Pixels => "画像の縦横が大きすぎます。縮小して保存し直してください。".to_owned(),
            Refusal::Broken => "読み取れませんでした。壊れているか、複雑すぎるファイルです。開けることを確かめ、保存し直してください。".to_owned(),
        };
        format!("「{}」は添付できませんでした。{what}", self.name)
    }
}
