//! What a file is.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// What a file is, as its content says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Kind {
    /// A photograph.
    #[sea_orm(string_value = "jpeg")]
    Jpeg,
    /// A picture.
    #[sea_orm(string_value = "png")]
    Png,
    /// A picture that may move.
    #[sea_orm(string_value = "gif")]
    Gif,
    /// A document as it is printed.
    #[sea_orm(string_value = "pdf")]
    Pdf,
    /// Word
    #[sea_orm(string_value = "docx")]
    Word,
    /// Excel
    #[sea_orm(string_value = "xlsx")]
    Excel,
    /// PowerPoint
    #[sea_orm(string_value = "pptx")]
    PowerPoint,
    /// A table as text.
    #[sea_orm(string_value = "csv")]
    Csv,
    /// Text.
    #[sea_orm(string_value = "text")]
    Text,
}

impl Kind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png | Self::Gif => "画像",
            Self::Pdf => "PDF",
            Self::Word => "Word",
            Self::Excel => "Excel",
            Self::PowerPoint => "PowerPoint",
            Self::Csv => "CSV",
            Self::Text => "テキスト",
        }
    }

    /// How names of such files end, the first being the one that is given to a name that ends otherwise.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
            Self::Pdf => &["pdf"],
            Self::Word => &["docx"],
            Self::Excel => &["xlsx"],
            Self::PowerPoint => &["pptx"],
            Self::Csv => &["csv", "txt"],
            Self::Text => &["txt", "csv", "md"],
        }
    }

    /// Its media type. How the characters of a text are encoded is not known to whoever is told, so a text is only bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::PowerPoint => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Csv | Self::Text => "application/octet-stream",
        }
    }

    /// Whether it can be looked at on a page.
    pub fn is_image(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif)
    }
}
