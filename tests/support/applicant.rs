//! Somebody who wants to join: fills the form in, reads the mail, and waits.

use super::{PASSWORD, Persona, Site, fresh_once};

/// Fields of the form, as a careful applicant fills them in for these municipalities.
pub fn application(email: &str, places: &str) -> Vec<(&'static str, String)> {
    let mut fields = seat(places);
    fields.extend([
        ("kana", "ﾐﾎﾝ　ﾊﾅ".to_owned()),
        ("name", "見本　花".to_owned()),
        ("email", email.to_owned()),
        ("proof", "令和8年4月から、市の委託で担当しています。".to_owned()),
        ("terms", web::public_pages::TERMS_VERSION.to_owned()),
        ("privacy", web::public_pages::PRIVACY_VERSION.to_owned()),
        ("once", fresh_once()),
    ]);
    fields
}

/// Fields of a seat for these municipalities, at an office in 熊谷市.
pub fn seat(places: &str) -> Vec<(&'static str, String)> {
    vec![
        ("organisation", "見本医師会".to_owned()),
        ("affiliation", "medical-association".to_owned()),
        ("municipality", "埼玉県熊谷市".to_owned()),
        ("phone", "０２３０－００－００００".to_owned()),
        ("title", "コーディネーター".to_owned()),
        ("form", "commissioned".to_owned()),
        ("full_time", "1".to_owned()),
        ("places", places.to_owned()),
    ]
}

/// The fields with one of them replaced.
pub fn with(fields: &[(&'static str, String)], name: &str, value: &str) -> Vec<(&'static str, String)> {
    let replaced =
        |(field, old): &(&'static str, String)| (*field, if *field == name { value.to_owned() } else { old.clone() });
    fields.iter().map(replaced).collect()
}

impl Site {
    /// Applies and confirms the address; signed in, waiting for approval.
    pub async fn applicant(&self, name: &str, places: &str) -> Persona {
        self.applicant_with(name, &application(&format!("{name}@example.jp"), places)).await
    }

    /// The same, with a form of one's own.
    pub async fn applicant_with(&self, name: &str, fields: &[(&'static str, String)]) -> Persona {
        let mut persona = self.visitor();
        persona.email = format!("{name}@example.jp");
        persona.fills("/join", fields).await.is(303);
        let path = self.letter_to(&persona.email).await.path("/join/");
        persona.posts(&path, &[("password", PASSWORD)]).await.is(303);
        persona.signs_in().await.is(303);
        persona
    }
}
