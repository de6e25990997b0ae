//! The page of the guard, and what a script shows beside the field.

use accounts::drafts::forms::SENT_TO;
use accounts::drafts::kept;
use guard::{Finding, Level};
use maud::{Markup, html};
use web::Problems;
use web::components::{
    NoticeKind, Radio, TextArea, keep_button, notice, primary_button, problem_summary, radios, tag, text_area,
};

use super::paths::ReplacementsPath;
use super::places::Place;
use super::readings::{Field, Reading, value};
use super::{DISPUTES, REASON};

/// The title of the page.
pub const TITLE: &str = "個人情報チェック";

/// The field by which something is acknowledged.
pub(super) const ACK: &str = "guard_ack";
/// The name of the buttons that replace.
pub(super) const REPLACE: &str = "guard_replace";
/// Says that somebody could decide on a block.
pub(super) const DECIDED: &str = "guard_decided";

/// All that the page needs.
pub(super) struct GuardPage<'a> {
    pub place: &'a Place,
    pub reading: &'a Reading,
    /// Everything that was sent.
    pub fields: &'a [(String, String)],
    /// What can be handed back, and the words of each; nothing when that would not help.
    pub acknowledgements: Vec<(String, &'static str)>,
    /// Whether a block can be sent to somebody who decides.
    pub is_decided: bool,
    pub problems: &'a Problems,
}

/// Where the script puts what is found in the field while it is typed.
pub fn region(field: &str) -> Markup {
    html! { div.guard-notes data-enhance="guard" data-field=(field) aria-live="polite" hidden {} }
}

/// What was found in each field, for the script.
pub(super) fn notes(reading: &Reading) -> Markup {
    html! {
        @for field in &reading.fields {
            div data-field=(field.spec.name) {
                @if !field.findings.is_empty() {
                    p { strong { (TITLE) } "：" (field.findings.len()) "か所" }
                    ul.findings role="list" { @for finding in &field.findings { (note(field, finding)) } }
                }
            }
        }
    }
}

/// The page.
pub(super) fn guard_page(page: &GuardPage) -> Markup {
    let problems: Vec<(&str, &str)> =
        page.problems.list().iter().map(|(name, words)| (*name, words.as_str())).collect();
    html! {
        header.page-head { h1 { (TITLE) } p.lead { (lead(page)) } }
        form.stack.narrow action=(page.place.path) method="post" novalidate {
            (problem_summary(&problems))
            @for (name, value) in carried(page) { input type="hidden" name=(name) value=(value); }
            input type="hidden" name=(SENT_TO) value=(page.place.path);
            @if page.is_decided { input type="hidden" name=(DECIDED) value="1"; }
            @if page.reading.findings().next().is_some() { (found(page)) }
            @for field in page.reading.fields.iter().filter(|field| field.spec.is_typed) { (input(field, page.problems)) }
            @if !page.acknowledgements.is_empty() { (acknowledgement(page)) }
            div.actions {
                (primary_button(page.place.button))
                @if kept::Place::of(&page.place.path).is_some() { (keep_button(&page.place.path)) }
            }
            @if page.reading.level() == Some(Level::Block) { (dispute(page)) }
        }
    }
}

fn lead(page: &GuardPage) -> &'static str {
    match page.reading.level() {
        Some(Level::Block) => {
            "個人を特定できる番号などがあるため、このままでは載せられません。まだ載っていません。文章を直してください。"
        }
        Some(Level::Warn) => {
            "個人がわかるおそれのあるところがあります。まだ載っていません。直すか、確かめたうえで理由を選んでください。"
        }
        Some(Level::Hint) => "このまま載せられます。念のため、次のところを確かめてください。",
        None => "気になるところは見つかりませんでした。まだ載っていません。",
    }
}

/// What was sent beside the texts and what the page itself asks for.
fn carried<'a>(page: &'a GuardPage) -> impl Iterator<Item = &'a (String, String)> {
    let own = [ACK, REPLACE, DECIDED, REASON, SENT_TO];
    let is_text = |name: &str| page.reading.fields.iter().any(|field| field.spec.name == name);
    page.fields.iter().filter(move |(name, _)| !own.contains(&name.as_str()) && !is_text(name))
}

/// The texts with marks, and below them each finding with its reason and its button.
fn found(page: &GuardPage) -> Markup {
    let is_replaceable = |finding: &&Finding| finding.level > Level::Hint && finding.suggestion.is_some();
    let typed = page.reading.fields.iter().filter(|field| field.spec.is_typed);
    let replaceable = typed.flat_map(|field| &field.findings).filter(is_replaceable).count();
    html! {
        section.panel aria-labelledby="found-heading" {
            h2 #found-heading { "見つかったところ" }
            @for field in page.reading.fields.iter().filter(|field| !field.findings.is_empty()) {
                h3 { (field.spec.label) }
                div.verbatim { (marked(field)) }
                ul.findings role="list" { @for finding in &field.findings { (finding_row(field, finding)) } }
                @if !field.spec.is_typed { (files_again()) }
            }
            @if replaceable > 1 {
                div.actions { (replace_button("all", "すべて置きかえる")) }
            }
            p.hint { "置きかえるだけでは載りません。置きかえたあとの文章も、下の欄で直せます。" }
        }
    }
}

/// All texts with their marks and reasons, for those who decide.
pub fn texts(reading: &Reading) -> Markup {
    html! {
        @for field in &reading.fields {
            h3 { (field.spec.label) }
            div.verbatim { (marked(field)) }
            @if !field.findings.is_empty() {
                ul.findings role="list" {
                    @for finding in &field.findings {
                        li id=(anchor(field, finding)) tabindex="-1" { (reason(field, finding)) }
                    }
                }
            }
        }
    }
}

/// A file is changed where it was written, so the form is shown again, with its files.
fn files_again() -> Markup {
    html! {
        p.hint { "ファイルの中身は、ここでは直せません。外すか、直したファイルを添え直してください。" }
        div.actions { button.button.secondary type="submit" name="add_files" value="1" { "添付ファイルを見直す" } }
    }
}

/// The text as it was typed, each finding marked where it stands and followed by a link to its reason. Of files, which may
/// be long, only what stands around them.
fn marked(field: &Field) -> Markup {
    let chars: Vec<char> = field.text.chars().collect();
    let piece = |from: usize, to: usize| {
        let between = &chars[from..to];
        if field.spec.is_typed {
            between.iter().collect::<String>()
        } else {
            around(between, from == 0, to == chars.len())
        }
    };
    let ends = std::iter::once(0).chain(field.findings.iter().map(|finding| finding.span.end));
    html! {
        @for (finding, before) in field.findings.iter().zip(ends) {
            (piece(before, finding.span.start))
            mark .finding .(finding.level.slug()) { (chars[finding.span.clone()].iter().collect::<String>()) }
            a.why href={ "#" (anchor(field, finding)) } { "（なぜ）" }
        }
        (piece(field.findings.last().map_or(0, |finding| finding.span.end), chars.len()))
    }
}

/// The ends of what stands between two findings.
fn around(between: &[char], is_first: bool, is_last: bool) -> String {
    const NEAR: usize = 30;
    let (head, tail) = (if is_first { 0 } else { NEAR }, if is_last { 0 } else { NEAR });
    if between.len() <= head + tail {
        return between.iter().collect();
    }
    let cut = |piece: &[char]| piece.iter().collect::<String>();
    format!("{}…{}", cut(&between[..head]), cut(&between[between.len() - tail..]))
}

fn finding_row(field: &Field, finding: &Finding) -> Markup {
    html! {
        li id=(anchor(field, finding)) tabindex="-1" {
            (reason(field, finding))
            @if let Some(suggestion) = finding.suggestion.as_ref().filter(|_| field.spec.is_typed) {
                (replace_button(&format!("{}:{}", field.spec.name, finding.span.start), &replaced_by(suggestion)))
            }
        }
    }
}

/// The same for the script, which replaces in the field itself.
fn note(field: &Field, finding: &Finding) -> Markup {
    html! {
        li {
            (reason(field, finding))
            @if let Some(suggestion) = &finding.suggestion {
                button.button type="button" data-from=(finding.span.start) data-to=(finding.span.end) data-words=(suggestion) {
                    (replaced_by(suggestion))
                }
            }
        }
    }
}

fn reason(field: &Field, finding: &Finding) -> Markup {
    let words: String =
        field.text.chars().skip(finding.span.start).take(finding.span.end - finding.span.start).collect();
    html! {
        p { mark .finding .(finding.level.slug()) { bdi { (words) } } " " (tag(finding.kind.label())) " " span { (weight(finding.level)) } }
        p.hint { "なぜ：" (finding.why) }
    }
}

fn weight(level: Level) -> &'static str {
    match level {
        Level::Block => "載せられません",
        Level::Warn => "直すか、確かめてください",
        Level::Hint => "参考（このまま載せられます）",
    }
}

fn replaced_by(suggestion: &str) -> String {
    format!("「{suggestion}」に置きかえる")
}

fn replace_button(value: &str, words: &str) -> Markup {
    html! {
        button.button.secondary type="submit" formaction=(ReplacementsPath) name=(REPLACE) value=(value) { (words) }
    }
}

fn anchor(field: &Field, finding: &Finding) -> String {
    format!("finding-{}-{}", field.spec.name, finding.span.start)
}

/// Several lines even for a single one: there, Enter would press the first button of the page, which replaces something.
fn input(field: &Field, problems: &Problems) -> Markup {
    let rows = if field.spec.is_line { 3 } else { 12 };
    let (name, label) = (field.spec.name, field.spec.label);
    text_area(TextArea { name, label, value: &field.text, rows, problem: problems.at(name), ..TextArea::default() })
}

fn acknowledgement(page: &GuardPage) -> Markup {
    let options: Vec<_> = page.acknowledgements.iter().map(|(seal, words)| (seal.as_str(), *words, "")).collect();
    radios(Radio {
        name: ACK,
        legend: "直さずに載せるときは、理由を選んでください",
        options: &options,
        chosen: "",
        hint: Some("選んだ理由と日時が、文章を含めずに記録されます。文章を直したときは、選ばなくてかまいません。"),
        problem: page.problems.at(ACK),
    })
}

fn dispute(page: &GuardPage) -> Markup {
    html! {
        section.panel aria-labelledby="dispute-heading" {
            h2 #dispute-heading { "個人情報ではないとき" }
            @if page.is_decided {
                p { "部屋の担当者に確かめてもらえます。文章は担当者だけが読み、個人情報ではないと確かめられると、選ばれた名前の出し方で載ります。" }
                (text_area(TextArea {
                    name: REASON, label: "個人情報ではない理由", value: value(page.fields, REASON), rows: 3,
                    hint: Some("例：施設の代表番号です。担当者だけが読みます。"), problem: page.problems.at(REASON),
                    ..TextArea::default()
                }))
                div.actions {
                    button.button.secondary type="submit" formaction=(DISPUTES) { "個人情報ではないので確認してほしい" }
                }
            } @else {
                (notice(NoticeKind::Info, html! {
                    p { "ここに書く文章を確かめられる担当者は、いまいません。番号などを除くか、置きかえてください。" }
                }))
            }
        }
    }
}
