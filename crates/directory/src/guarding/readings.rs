//! What the guard finds in the texts of one form.

use guard::{Context, Finding, Guard, Level};
use kernel::text;

use super::places::{Place, Spec};

/// Between the texts of a form, which are read as one.
const BETWEEN: &str = "\n\n";

/// No text of a form is longer than this; of a longer one only so much is read along.
const LONGEST: usize = 20_000;

/// The texts of one form with what was found in them.
#[derive(Clone, Debug)]
pub struct Reading {
    /// In the order of the form.
    pub fields: Vec<Field>,
}

/// One text.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name and label.
    pub spec: Spec,
    /// What stands in it.
    pub text: String,
    /// What was found in it; the spans count its characters.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Reads texts as one: the same person gets the same letter in all of them, and what only tells together is found.
    pub fn of(guard: &Guard, context: &Context, texts: Vec<(Spec, String)>) -> Self {
        let whole = texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(BETWEEN);
        let mut findings = guard.findings(&whole, context).into_iter().peekable();
        let mut start = 0;
        let field = |(spec, text): (Spec, String)| {
            let end = start + text.chars().count();
            let mut mine = Vec::new();
            while let Some(finding) = findings.next_if(|finding| finding.span.start < end) {
                mine.push(within(finding, start, end));
            }
            start = end + BETWEEN.len();
            Field { spec, text, findings: mine }
        };
        Self { fields: texts.into_iter().map(field).collect() }
    }

    /// Everything that was found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.fields.iter().flat_map(|field| &field.findings)
    }

    /// The most serious level of all.
    pub fn level(&self) -> Option<Level> {
        self.findings().map(|finding| finding.level).max()
    }

    /// Whether anything stands in the way of posting.
    pub fn stops(&self) -> bool {
        self.level().is_some_and(|level| level > Level::Hint)
    }
}

/// A finding in the numbers of the field in which it begins; what reaches beyond is cut off.
fn within(finding: Finding, start: usize, end: usize) -> Finding {
    let span = finding.span.start.saturating_sub(start)..finding.span.end.min(end).saturating_sub(start);
    Finding { span, ..finding }
}

/// What of a form has been typed into its texts, cleaned as it will be stored; what could not be stored is left as it is.
pub(super) fn typed(place: &Place, fields: &[(String, String)]) -> Vec<(Spec, String)> {
    place.specs.iter().map(|spec| (*spec, cleaned(spec, value(fields, spec.name)))).collect()
}

/// The same, but every character where it stands in the field: for a script that marks it there.
pub(super) fn untouched(place: &Place, fields: &[(String, String)]) -> Vec<(Spec, String)> {
    let text = |name| value(fields, name).replace("\r\n", "\n").chars().take(LONGEST).collect();
    place.specs.iter().map(|spec| (*spec, text(spec.name))).collect()
}

/// The value of a field, or nothing.
pub(super) fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

fn cleaned(spec: &Spec, input: &str) -> String {
    let stored = if spec.is_line {
        text::optional_line(spec.label, input, LONGEST)
    } else {
        text::optional(spec.label, input, LONGEST)
    };
    stored.unwrap_or_else(|_| input.chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(texts: [&str; 2]) -> Reading {
        let place = Place::of("/threads").expect("the form of discussions");
        let texts = place.specs.iter().copied().zip(texts.map(str::to_owned)).collect();
        Reading::of(&Guard::new(), &Context::default(), texts)
    }

    #[test]
    fn each_finding_is_counted_from_the_beginning_of_its_own_field() {
        let reading = reading(["佐藤花子様の退院", "山田太郎様と、佐藤花子様のご家族が同席します。"]);
        for field in &reading.fields {
            for finding in &field.findings {
                let span: String =
                    field.text.chars().skip(finding.span.start).take(finding.span.end - finding.span.start).collect();
                assert!(span.contains("佐藤花子") || span.contains("山田太郎"), "{span}");
            }
        }
        let letters = |field: usize| reading.fields[field].findings.iter().map(|it| it.suggestion.clone()).collect();
        let (title, body): (Vec<_>, Vec<_>) = (letters(0), letters(1));
        assert_eq!((title.len(), body.len()), (1, 2));
        assert_eq!(title[0], body[1], "the same person has the same letter");
        assert_ne!(body[0], body[1]);
    }

    #[test]
    fn what_reaches_over_the_end_of_a_field_is_cut_off_there() {
        for texts in [["電話は090", "1234-5678です。"], ["", "佐藤花子様"], ["佐藤花子様", ""], ["", ""]]
        {
            for field in reading(texts).fields {
                let length = field.text.chars().count();
                assert!(field.findings.iter().all(|it| it.span.start < it.span.end && it.span.end <= length));
            }
        }
    }
}
