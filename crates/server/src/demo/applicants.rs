//! Those who wait for approval in the demo, so that the manager of 埼玉県 has something to decide.

use accounts::passwords::Password;
use anyhow::anyhow;
use directory::Roster;
use directory::applications::{self, ApplicationForm};
use directory::claims::SeatForm;
use directory::consents::Consent;

use super::PASSWORD;
use crate::Site;

/// One of them.
struct Applicant {
    email: &'static str,
    name: &'static str,
    kana: &'static str,
    organisation: &'static str,
    affiliation: &'static str,
    title: &'static str,
    /// Code of the municipality in which the organisation stands.
    home: &'static str,
    places: &'static str,
    proof: &'static str,
}

/// 見本 希 is one of the demo's cast; 見本 渡 serves both sides of a border, so two prefectures decide.
const APPLICANTS: [Applicant; 3] = [
    Applicant {
        email: "pending@example.jp",
        name: "見本 希",
        kana: "みほん のぞみ",
        organisation: "深谷市 架空病院 地域連携室（見本）",
        affiliation: "hospital",
        title: "連携コーディネーター",
        home: "11218",
        places: "埼玉県深谷市",
        proof: "令和8年10月から、市の委託を受けた病院の辞令で担当しています。市の窓口は長寿福祉課です。",
    },
    Applicant {
        email: "applicant-1@example.jp",
        name: "見本 渡",
        kana: "みほん わたる",
        organisation: "加須地区医師会 連携相談室（見本）",
        affiliation: "medical-association",
        title: "在宅医療・介護連携コーディネーター",
        home: "11210",
        places: "埼玉県加須市、茨城県古河市",
        proof: "令和8年4月から、医師会の会長に任されています。県境をまたぐ二つの市から委託を受けています。",
    },
    Applicant {
        email: "applicant-2@example.jp",
        name: "見本 結",
        kana: "みほん ゆい",
        organisation: "熊谷市 地域包括支援センター（見本）",
        affiliation: "community-support-center",
        title: "主任介護支援専門員",
        home: "11202",
        places: "埼玉県熊谷市、埼玉県大里郡寄居町",
        proof: "前任の異動に伴い、令和8年11月から担当しています。センター長の指名です。",
    },
];

/// Lets them apply, as confirmed by e-mail; the demo's password is theirs too.
pub async fn apply(site: &Site) -> anyhow::Result<()> {
    let hash = Password::of_length(PASSWORD).map_err(|reason| anyhow!(reason))?.hash().await?;
    let roster = Roster::load(&site.app.db, &site.app.places).await?;
    for applicant in &APPLICANTS {
        let new = form(applicant).parse(&site.app.places).map_err(|problems| anyhow!("{problems:?}"))?;
        applications::file_confirmed(&site.app, &roster, &new, hash.clone()).await?;
    }
    Ok(())
}

fn form(applicant: &Applicant) -> ApplicationForm {
    let seat = SeatForm {
        organisation: applicant.organisation.to_owned(),
        affiliation: applicant.affiliation.to_owned(),
        municipality: applicant.home.to_owned(),
        // No telephone number begins like this.
        phone: "0230-00-0000".to_owned(),
        title: applicant.title.to_owned(),
        form: "commissioned".to_owned(),
        places: applicant.places.to_owned(),
        ..SeatForm::default()
    };
    ApplicationForm {
        kana: applicant.kana.to_owned(),
        name: applicant.name.to_owned(),
        email: applicant.email.to_owned(),
        seat,
        proof: applicant.proof.to_owned(),
        terms: Consent::CURRENT.terms.to_owned(),
        privacy: Consent::CURRENT.privacy.to_owned(),
        ..ApplicationForm::default()
    }
}
