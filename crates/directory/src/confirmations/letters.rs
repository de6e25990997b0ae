//! Letters of the round. What others have written is in none of them, and those to managers name nobody.

use kernel::Places;
use kernel::clock::fiscal_year;
use kernel::mail::Letter;
use web::links;

use super::paths::LinkPath;
use super::{OWN, Round, TITLE};
use crate::desk::confirmations::State;
use crate::roster::{Person, Tenure};

/// To whoever is asked.
pub(super) struct Asking<'a> {
    /// The e-mail address.
    pub to: &'a str,
    /// Who.
    pub person: &'a Person,
    /// Of which times in seats.
    pub tenures: &'a [&'a Tenure],
    /// The round.
    pub round: Round,
    /// Whether it is the second letter.
    pub again: bool,
    /// What stands in the link.
    pub token: &'a str,
    /// The public address of the site.
    pub url: &'a str,
}

impl Asking<'_> {
    pub(super) fn letter(&self, places: &Places) -> Letter {
        let Self { url, .. } = self;
        let link = LinkPath { token: self.token.to_owned() };
        let seats: Vec<String> = self.tenures.iter().map(|tenure| format!("・{}", seat(tenure, places))).collect();
        let seats = seats.join("\n");
        let again = if self.again {
            "まだお返事をいただいていないため、もう一度お送りしています。\n"
        } else {
            ""
        };
        let body = format!(
            "{name} さん\n\n{again}\
            年に一度、いまも担当されているかどうかを、みなさんに確かめています。\n\
            よこいとには、次の担当が登録されています。\n\n\
            {seats}\n\n\
            引き続き担当されている方は、次のページを開いて「引き続き担当しています」を押してください。\n\
            サインインは要りません。ページを開いただけでは、何も登録されません。\n\n\
            {url}{link}\n\n\
            担当が変わった方は、サインインして、次のページからお知らせください。\n\n\
            {url}{OWN}\n\n\
            リンクを開けないときは、サインインすると、ホームに同じ確認が出ます。\n\
            このメールは、ほかの方に転送しないでください。\n",
            name = self.person.name,
        );
        let subject = format!("【よこいと】{TITLE}のお願い（{}）", fiscal_year(self.round.year));
        Letter { to: self.to.to_owned(), subject, body }
    }
}

/// To those in whose charge a seat is that has changed hands.
pub(super) fn changed(to: &str, url: &str) -> Letter {
    let list = links::with_query(links::CONFIRMATIONS, [("state", State::CHANGED)]);
    let body = format!(
        "「担当が変わりました」という連絡が届いています。\n\
        次のページで確かめて、退任の登録や、後任の方の招待をしてください。\n\n\
        {url}{list}\n"
    );
    Letter { to: to.to_owned(), subject: "【よこいと】担当が変わったという連絡".to_owned(), body }
}

/// The employer and what is served, in one line.
pub(super) fn seat(tenure: &Tenure, places: &Places) -> String {
    let served: Vec<String> = tenure.places.iter().map(|code| places.full_name(code)).collect();
    let title = if tenure.title.is_empty() { String::new() } else { format!(" {}", tenure.title) };
    let served = if served.is_empty() { String::new() } else { format!("（{}）", served.join("、")) };
    format!("{}{title}{served}", tenure.organisation_name)
}
