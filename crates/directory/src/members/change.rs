//! What can be changed of a seat that exists.

use kernel::terms;

use crate::roster::Tenure;

/// Changes of a seat; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeatChange {
    /// What it is called and how it is filled.
    pub details: Option<SeatDetails>,
    /// Phone of the employer's office, which all who work there share.
    pub phone: Option<String>,
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

impl SeatDetails {
    /// Those of a tenure's seat.
    pub(crate) fn now(tenure: &Tenure) -> Self {
        Self {
            title: tenure.title.clone(),
            form: tenure.form,
            is_hub: tenure.is_hub,
            is_full_time: tenure.is_full_time,
        }
    }

    /// The same with another title and form; nothing if there is no such form any more.
    pub(crate) fn of(tenure: &Tenure, title: &str, form: &str) -> Option<Self> {
        let form = terms::FORMS.iter().find(|term| term.slug == form)?.slug;
        Some(Self { title: title.to_owned(), form, ..Self::now(tenure) })
    }
}

impl SeatChange {
    /// For the audit log: `details phone +11202 -11218`.
    pub(super) fn detail(&self) -> String {
        let details = self.details.iter().map(|_| "details".to_owned());
        let phone = self.phone.iter().map(|_| "phone".to_owned());
        let added = self.added.iter().map(|code| format!("+{code}"));
        let removed = self.removed.iter().map(|code| format!("-{code}"));
        details.chain(phone).chain(added).chain(removed).collect::<Vec<_>>().join(" ")
    }
}
