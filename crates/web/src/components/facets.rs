//! Filters of a list: links that toggle, so that they work, are bookmarked and go back like any page.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use maud::{Markup, html};

/// The values of one property, with how many rows each would leave.
#[derive(Clone, Debug, Default)]
pub struct FacetGroup<'a> {
    /// Name of the parameter in the address.
    pub name: &'a str,
    /// What people read.
    pub legend: &'a str,
    /// In the order in which they are shown.
    pub values: Vec<FacetValue>,
    /// How many lie open; the rest is folded, chosen ones never are.
    pub show_first: usize,
}

/// One value of a property.
#[derive(Clone, Debug, Default)]
pub struct FacetValue {
    /// Value of the parameter in the address.
    pub value: String,
    /// What people read.
    pub label: String,
    /// How many rows it leaves.
    pub count: u64,
    /// The address with this value toggled.
    pub href: String,
    /// Whether it is in force.
    pub chosen: bool,
}

/// The column of filters: open beside the list on wide screens, folded above it on narrow ones.
pub fn filters(chosen: usize, groups: Markup) -> Markup {
    html! {
        section.filters aria-labelledby="filters-heading" {
            h2.visually-hidden #filters-heading { "絞り込み" }
            details {
                summary { "絞り込み" @if chosen > 0 { "（" (chosen) "件を指定中）" } }
                div.filters-body { (groups) }
            }
        }
    }
}

/// One property; nothing when it has no values.
pub fn facet_group(group: &FacetGroup) -> Markup {
    let (open, folded): (Vec<_>, Vec<_>) =
        group.values.iter().enumerate().partition(|(index, value)| *index < group.show_first || value.chosen);
    let heading = format!("facet-{}", group.name);
    html! {
        @if !group.values.is_empty() {
            div.facet role="group" aria-labelledby=(heading) {
                h3 id=(heading) { (group.legend) }
                ul role="list" { @for (_, value) in open { (facet_value(group.name, value)) } }
                @if !folded.is_empty() {
                    details {
                        summary { "ほか" (folded.len()) "件を見る" }
                        ul role="list" { @for (_, value) in folded { (facet_value(group.name, value)) } }
                    }
                }
            }
        }
    }
}

fn facet_value(name: &str, value: &FacetValue) -> Markup {
    html! {
        li {
            a.facet-value href=(value.href) aria-current=[value.chosen.then_some("true")]
                data-facet=(name) data-value=(value.value) data-count=(value.count) {
                span.facet-box aria-hidden="true" {}
                span.facet-label { (value.label) }
                span.count { (value.count) span.visually-hidden { "件" } }
                @if value.chosen { span.visually-hidden { "（指定中。選ぶと外れます）" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FacetGroup, FacetValue, facet_group};

    #[test]
    fn a_chosen_value_is_never_folded_away() {
        let value = |name: &str, chosen| FacetValue { value: name.into(), chosen, ..FacetValue::default() };
        let values = vec![value("a", false), value("b", false), value("c", true)];
        let html = facet_group(&FacetGroup { name: "theme", legend: "テーマ", values, show_first: 1 }).into_string();
        let fold = html.find("<details>").unwrap();
        assert!(html.find(r#"data-value="c""#).unwrap() < fold && html.find(r#"data-value="b""#).unwrap() > fold);
        assert!(html.contains("ほか1件を見る"));
    }
}
