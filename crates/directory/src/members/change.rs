//! What can be changed of a seat that exists.

/// Changes of a seat; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeatChange {
    /// What it is called and how it is filled.
    pub details: Option<SeatDetails>,
    /// Codes of municipalities or wards that it serves from now on.
    pub added: Vec<String>,
    /// Codes that it no longer serves.
    pub removed: Vec<String>,
}

/// What a seat is called and how it is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatDetails {
    /// 役職; may be empty.
    pub title: String,
    /// Slug of 配置形態.
    pub form: &'static str,
    /// 拠点を兼ねる
    pub is_hub: bool,
    /// 常勤
    pub is_full_time: bool,
}

impl SeatChange {
    /// For the audit log: `details +11202 -11218`.
    pub(super) fn detail(&self) -> String {
        let details = self.details.iter().map(|_| "details".to_owned());
        let added = self.added.iter().map(|code| format!("+{code}"));
        let removed = self.removed.iter().map(|code| format!("-{code}"));
        details.chain(added).chain(removed).collect::<Vec<_>>().join(" ")
    }
}
