//! The pieces that pages are made of; every one returns [`maud::Markup`] and asks nothing of anybody.
//!
//! The class names that pages use directly are listed at the top of `assets/css/yokoito.css`.

mod choices;
mod facets;
mod fields;
mod follow;
pub mod icons;
mod marks;
mod navigation;
mod posts;
mod rows;

pub use choices::{Radio, checkboxes, radios};
pub use facets::{FacetGroup, FacetValue, facet_group, filters};
pub use fields::{
    Select, TextArea, TextInput, described_by, draft_field, field, keep_button, markdown_toolbar, once_field,
    primary_button, problem_summary, secondary_button, select, text_area, text_input,
};
pub use follow::{Follow, follow};
pub use marks::{NoticeKind, ThreadState, empty, monogram, notice, person_name, state_badge, tag, time};
pub use navigation::{Pager, Tab, account_navigation, breadcrumbs, page_numbers, pager, table_wrap, tabs};
pub use posts::{Post, Thanks, post, post_body, thanks_button};
pub use rows::{HitRow, PersonRow, ThreadRow, hit_row, person_row, thread_row};
