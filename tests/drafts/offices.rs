//! Forms of those who keep the register, found groups or ask for a contact: they too come back filled in.

use super::{NIGHT, draft_behind, drafts, number};
use crate::support::{Answer, Persona, Site, application, fresh_once, seat, with};

/// Sends a form after the session has ended; the page of the form, continued from what was kept.
async fn continues(
    site: &Site,
    person: &mut Persona,
    path: &str,
    fields: &[(&'static str, String)],
    at: &str,
) -> Answer {
    site.wait_minutes(NIGHT);
    let draft = draft_behind(&person.fills(path, fields).await.is(303).location());
    person.signs_in().await.is(303);
    let (_, text) = &fields[0];
    person.get(&draft).await.is(200).shows(text);
    let page = person.get(&format!("{at}?draft={}", number(&draft))).await.is(200).shows(text);
    page.shows(&format!("name=\"draft\" value=\"{}.", number(&draft)))
}

fn text(name: &'static str, value: &str) -> (&'static str, String) {
    (name, value.to_owned())
}

/// The same fields as the form would send them that was continued from the only draft.
async fn again(site: &Site, fields: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let draft = site.count("SELECT id AS n FROM drafts").await;
    let extra = [("draft", draft.to_string()), ("once", fresh_once())];
    fields.iter().filter(|(name, _)| *name != "once").cloned().chain(extra).collect()
}

#[tokio::test]
async fn a_decision_on_an_application_comes_back_filled_in_and_so_does_the_corrected_application() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut hana = site.applicant("hana", "埼玉県熊谷市").await;
    let page = site.letter_to("manager@example.jp").await.path("/admin/applications/");
    let checked = [text("checked", "市の代表番号に電話し、係長に確認しました。")];
    continues(&site, &mut manager, &format!("{page}/release"), &checked, &page).await.shows("id=\"release-form\"");
    let stale = site.count("SELECT id AS n FROM drafts").await;
    manager.posts(&format!("/me/drafts/{stale}/removal"), &[]).await.is(303);
    let reason = [text("reason", "在籍を確かめられませんでした。")];
    let decline = format!("{page}/decline");
    continues(&site, &mut manager, &decline, &reason, &page).await.shows("id=\"decline-form\"");
    manager.fills(&decline, &again(&site, &reason).await).await.is(303);
    assert_eq!(drafts(&site).await, 0, "what has been sent is thrown away");
    hana.signs_in().await.is(303);
    let mut fields = with(&application("hana@example.jp", "埼玉県深谷市"), "title", "地域連携室の室長");
    let proof = fields.iter().position(|(name, _)| *name == "proof").expect("the proof");
    fields.swap(0, proof);
    continues(&site, &mut hana, "/join/again", &fields, "/join/again").await.shows("地域連携室の室長");
    hana.fills("/join/again", &again(&site, &fields).await).await.is(303);
    assert_eq!(drafts(&site).await, 0);
}

#[tokio::test]
async fn an_invitation_a_group_and_a_question_for_a_contact_come_back_filled_in() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut offer = vec![text("email", "hana@example.jp"), text("role", "officer"), text("officer_of", "埼玉県熊谷市")];
    offer.extend(seat("埼玉県熊谷市、埼玉県深谷市"));
    let path = "/admin/invitations";
    let form = continues(&site, &mut manager, path, &offer, "/admin/invitations/new").await;
    form.shows("埼玉県熊谷市、埼玉県深谷市").shows("見本医師会").shows("value=\"officer\" checked");
    manager.fills(path, &again(&site, &offer).await).await.is(303);
    let mut alice = site.member("alice", "11202").await;
    let charter = [text("purpose", "看取りの事例を、月に一度学び合います。"), text("name", "看取りの事例をみる会")];
    continues(&site, &mut alice, "/groups", &charter, "/groups/new").await.shows("看取りの事例をみる会");
    let room = alice.fills("/groups", &again(&site, &charter).await).await.is(303).location();
    let group = room.replace("/rooms/group-", "/groups/");
    let charter = [text("purpose", "在宅の看取りを学びます。"), text("name", "在宅の看取りの会")];
    continues(&site, &mut alice, &group, &charter, &group).await.shows("在宅の看取りの会").shows("id=\"charter\" open");
    alice.fills(&group, &again(&site, &charter).await).await.is(303);
    let bob = site.member("bob", "27100").await;
    let (profile, words) =
        (format!("/coordinators/{}", bob.id), [text("message", "退院支援のことでお電話したいです。")]);
    let ask = format!("{profile}/contact-requests");
    continues(&site, &mut alice, &ask, &words, &profile).await.shows("id=\"contact-request\"");
    alice.fills(&ask, &again(&site, &words).await).await.is(303);
    assert_eq!(drafts(&site).await, 0, "what has been sent is thrown away");
}
