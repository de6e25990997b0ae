//! The two boxes of consent.

use maud::{Markup, html};
use web::Problems;
use web::components::{described_by, icons};
use web::public_pages::version_words;

use super::Consent;

/// Both boxes, each with a link to what it is about; ticked again when the form comes back.
pub(crate) fn consent_boxes(terms: &str, privacy: &str, problems: &Problems) -> Markup {
    let current = Consent::CURRENT;
    html! {
        h2 { "同意" }
        p {
            "投稿は書いた方の個人の意見で、所属する組織の公式見解ではありません。"
            "お預かりする個人情報は、承認の確認と、会員どうしが互いを見つけて相談するために使います。"
        }
        (consent_box("terms", "利用規約", "/terms", current.terms, terms, problems))
        (consent_box("privacy", "個人情報の取扱い", "/privacy", current.privacy, privacy, problems))
    }
}

fn consent_box(name: &str, label: &str, href: &str, version: &str, ticked: &str, problems: &Problems) -> Markup {
    let problem = problems.at(name);
    html! {
        div .choices .has-problem[problem.is_some()] {
            @if let Some(problem) = problem { p.problem id={ (name) "-problem" } { (icons::problem()) span { (problem) } } }
            p { a href=(href) { (label) "（" (version_words(version)) "版）を読む" } }
            label.choice {
                input id=(name) type="checkbox" name=(name) value=(version) checked[ticked == version] required
                    aria-invalid=[problem.map(|_| "true")] aria-describedby=[described_by(name, None, problem)];
                span { (label) "に同意します" }
            }
        }
    }
}
