//! What came back, and what is expected of it.

use axum::http::response::Parts;

/// An answer of the site.
#[derive(Clone, Debug)]
pub struct Answer {
    pub path: String,
    pub status: u16,
    pub body: String,
    pub content: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Answer {
    pub(super) fn new(path: &str, parts: &Parts, body: &[u8]) -> Self {
        let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Self {
            path: path.to_owned(),
            status: parts.status.as_u16(),
            body: String::from_utf8_lossy(body).into_owned(),
            content: body.to_vec(),
            headers: parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        }
    }

    /// Expects a status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} answered:\n{}", self.path, self.text());
        self
    }

    /// Expects words on the page.
    #[track_caller]
    pub fn shows(self, words: &str) -> Self {
        // Words that were looked for stand between marks.
        let unmarked = self.body.replace("<mark>", "").replace("</mark>", "");
        let shown = self.body.contains(words) || unmarked.contains(words);
        assert!(shown, "{} does not show {words:?}:\n{}", self.path, self.text());
        self
    }

    /// Expects words not to be anywhere: neither on the page nor in a header.
    #[track_caller]
    pub fn hides(self, words: &str) -> Self {
        assert!(!self.body.contains(words), "{} shows {words:?}:\n{}", self.path, self.text());
        assert!(
            !self.headers.iter().any(|(_, value)| value.contains(words)),
            "a header of {} has {words:?}",
            self.path
        );
        self
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Everything that came back but the date.
    pub fn bytes(&self) -> (u16, &str, Vec<&(String, String)>) {
        (self.status, &self.body, self.headers.iter().filter(|(name, _)| name != "date").collect())
    }

    /// All cookies that it sets, as they stand in the headers.
    pub fn cookies(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(|(known, _)| known == "set-cookie").map(|(_, value)| value.as_str())
    }

    /// The cookie of this name that it sets.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies().find(|cookie| cookie.split('=').next() == Some(name))
    }

    /// Where it leads.
    #[track_caller]
    pub fn location(&self) -> String {
        self.header("location").unwrap_or_else(|| panic!("{} leads nowhere", self.path)).to_owned()
    }

    /// The values of an attribute such as `data-id`, in the order of the page.
    pub fn values(&self, attribute: &str) -> Vec<String> {
        let start = format!(" {attribute}=\"");
        self.body.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    /// The value of a field of a form, other than a text area.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let named = format!(" name=\"{name}\"");
        let tag = self.body.split('<').find(|tag| tag.contains(&named));
        let value = tag.and_then(|tag| tag.split(" value=\"").nth(1)).and_then(|rest| rest.split('"').next());
        value.unwrap_or_else(|| panic!("{} has no field {name}", self.path)).to_owned()
    }

    /// What stands in a text area.
    #[track_caller]
    pub fn area(&self, name: &str) -> String {
        let area = self.body.split("<textarea").find(|area| area.contains(&format!(" name=\"{name}\"")));
        let text = area.and_then(|area| area.split_once('>')?.1.split("</textarea>").next());
        let text = text.unwrap_or_else(|| panic!("{} has no text area {name}", self.path));
        let text = text.strip_prefix('\n').unwrap_or(text);
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    /// The ids of the files that it shows, in the order of the page.
    pub fn files(&self) -> Vec<String> {
        self.values("data-id").iter().filter_map(|id| id.strip_prefix("file-").map(str::to_owned)).collect()
    }

    /// The total that a list states.
    #[track_caller]
    pub fn total(&self) -> u64 {
        let totals = self.values("data-total");
        totals.first().and_then(|total| total.parse().ok()).unwrap_or_else(|| panic!("{} has no total", self.path))
    }

    /// Facets with their counts: `kind/consultation` → 3.
    pub fn facets(&self) -> Vec<(String, u64)> {
        let tags = self.body.split('<').filter(|tag| tag.contains("data-facet="));
        let value = |tag: &str, name: &str| {
            tag.split(&format!("{name}=\""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default()
                .to_owned()
        };
        tags.map(|tag| {
            let name = format!("{}/{}", value(tag, "data-facet"), value(tag, "data-value"));
            (name, value(tag, "data-count").parse().unwrap_or_default())
        })
        .collect()
    }

    /// Status and page with what differs between any two sites made equal: ids and values of forms are random numbers, and
    /// long ones at that.
    pub fn comparable(&self) -> String {
        let mut same = self.status.to_string();
        let mut digits = String::new();
        for c in self.body.chars().chain(['\n']) {
            if c.is_ascii_hexdigit() && !c.is_ascii_uppercase() {
                digits.push(c);
            } else {
                same.push_str(if digits.len() >= 10 { "#" } else { &digits });
                digits.clear();
                same.push(c);
            }
        }
        same
    }

    /// The page without its markup, for messages of failed tests.
    fn text(&self) -> String {
        let main = self.body.split("<main").nth(1).unwrap_or(&self.body);
        let mut inside = false;
        let text: String = main
            .chars()
            .filter(|c| {
                inside = (inside || *c == '<') && *c != '>';
                !inside && *c != '>'
            })
            .collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(1_500).collect()
    }
}
