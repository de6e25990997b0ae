//! The mail server to which letters are handed, over SMTP (RFC 5321).
//!
//! Each step is taken by itself, so that it is known how far a letter came: what was refused is refused for good only if
//! that is about the letter, and a letter of which nobody knows whether it was taken is told from one that was not.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use lettre::transport::smtp::{self, Error};
use percent_encoding::percent_decode_str;
use tokio::time::timeout;
use url::{Host, Url};

/// How long an answer to a command may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a server may look at a whole letter before it answers.
const PATIENCE_AT_THE_END: Duration = Duration::from_mins(5);

/// How the way to the server is kept from being overheard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    /// From the first byte on.
    Implicit,
    /// By STARTTLS, and nothing goes without it.
    Required,
    /// By STARTTLS if the server knows it.
    Opportunistic,
    /// Not at all.
    None,
}

/// Where the mail server is.
#[derive(Clone)]
pub struct Relay {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    authority: Option<Certificate>,
    patience: Duration,
    patience_at_the_end: Duration,
}

/// The password stays out of logs.
impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({}:{}, {:?})", self.host, self.port, self.tls)
    }
}

impl FromStr for Relay {
    type Err = String;

    /// Reads `smtp://USER:PASSWORD@HOST:PORT?tls=…&ca=FILE` or `smtps://…`.
    fn from_str(text: &str) -> Result<Self, String> {
        // The text may hold a password, so it is in no message.
        let url = Url::parse(text).map_err(|cause| format!("is no address of a mail server ({cause})"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("names no mail server")?.to_owned();
        let said =
            |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
        let tls = said("tls");
        let tls = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => Tls::Implicit,
            ("smtp", Some("opportunistic")) => Tls::Opportunistic,
            ("smtp", Some("none")) => Tls::None,
            ("smtp", None) if is_loopback(&url) => Tls::Opportunistic,
            ("smtp", Some("required") | None) => Tls::Required,
            _ => return Err("begins with smtp:// (with ?tls=required, opportunistic or none) or smtps://".to_owned()),
        };
        let port = url.port().unwrap_or(if tls == Tls::Implicit { 465 } else { 587 });
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let credentials = (!url.username().is_empty())
            .then(|| Credentials::new(decoded(url.username()), decoded(url.password().unwrap_or_default())));
        let authority = said("ca").map(|file| authority(&file)).transpose()?;
        let (patience, patience_at_the_end) = (PATIENCE, PATIENCE_AT_THE_END);
        Ok(Self { host, port, tls, credentials, authority, patience, patience_at_the_end })
    }
}

/// An authority that is believed beside the public ones, as of an office that signs for its own servers.
fn authority(file: &str) -> Result<Certificate, String> {
    let text =
        std::fs::read(file).map_err(|cause| format!("names a file of certificates that cannot be read ({cause})"))?;
    let holds_one = String::from_utf8_lossy(&text).contains("-----BEGIN CERTIFICATE-----");
    let read = if holds_one { Certificate::from_pem(&text).ok() } else { None };
    read.ok_or_else(|| "names a file that holds no certificate in PEM".to_owned())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        // Of a scheme that is not the web's the host is not read as an address.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|it: std::net::IpAddr| it.is_loopback())
        }
        None => false,
    }
}

/// Why a letter was not taken; what is said of it has no word of the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// This letter, for good.
    Refused(String),
    /// For now.
    Deferred(String),
    /// The connection broke before the letter was whole: it was not taken.
    Lost(String),
    /// The letter was whole and there was no answer: it may have been taken.
    InDoubt(String),
}

/// An open line to the server.
pub(super) struct Connection {
    line: AsyncSmtpConnection,
    patience: Duration,
    patience_at_the_end: Duration,
}

impl Relay {
    /// The same server with less patience.
    #[must_use]
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, patience_at_the_end: patience, ..self }
    }

    /// Opens a line, signed in; or says why not.
    pub(super) async fn connect(&self) -> Result<Connection, String> {
        let opened = timeout(self.patience, self.open()).await;
        let line = opened.map_err(|_| "no answer".to_owned())?.map_err(|error| said("connect", &error))?;
        Ok(Connection { line, patience: self.patience, patience_at_the_end: self.patience_at_the_end })
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        let tls = || {
            let mut tls = TlsParameters::builder(host.to_owned());
            if let Some(authority) = &self.authority {
                tls = tls.add_root_certificate(authority.clone());
            }
            tls.build()
        };
        let implicit = if self.tls == Tls::Implicit { Some(tls()?) } else { None };
        let server = (host, self.port);
        let name = ClientId::default();
        let mut line = AsyncSmtpConnection::connect_tokio1(server, None, &name, implicit, None).await?;
        if self.tls == Tls::Required || (self.tls == Tls::Opportunistic && line.can_starttls()) {
            line.starttls(tls()?, &name).await?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(line)
    }
}

impl Connection {
    /// Hands over one letter.
    pub async fn deliver(&mut self, envelope: &Envelope, letter: &[u8]) -> Result<(), Trouble> {
        // What is said against the sender is about the site, not about this letter.
        let from = self.line.command(Mail::new(envelope.from().cloned(), Vec::new()));
        let answer = timeout(self.patience, from).await;
        self.check("MAIL", answer, false).await?;
        for to in envelope.to() {
            let answer = timeout(self.patience, self.line.command(Rcpt::new(to.clone(), Vec::new()))).await;
            self.check("RCPT", answer, true).await?;
        }
        let answer = timeout(self.patience, self.line.command(Data)).await;
        self.check("DATA", answer, true).await?;
        match timeout(self.patience_at_the_end, self.line.message(letter)).await {
            Ok(Err(error)) if error.status().is_none() => Err(Trouble::InDoubt(said("end", &error))),
            Err(_) => Err(Trouble::InDoubt("end: no answer".to_owned())),
            answered => self.check("end", answered, true).await,
        }
    }

    /// Says goodbye, if the server still listens.
    pub async fn close(mut self) {
        timeout(Duration::from_secs(2), self.line.quit()).await.ok();
    }

    async fn check(
        &mut self,
        step: &str,
        answer: Result<Result<Response, Error>, tokio::time::error::Elapsed>,
        about_the_letter: bool,
    ) -> Result<(), Trouble> {
        let error = match answer {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error,
            Err(_) => return Err(Trouble::Lost(format!("{step}: no answer"))),
        };
        let problem = said(step, &error);
        if error.status().is_none() {
            return Err(Trouble::Lost(problem));
        }
        // The next letter begins anew on the same line; 421 and a silent server end it.
        match timeout(self.patience, self.line.command(Rset)).await {
            Ok(Ok(_)) if error.is_permanent() && about_the_letter => Err(Trouble::Refused(problem)),
            Ok(Ok(_)) => Err(Trouble::Deferred(problem)),
            _ if error.is_permanent() && about_the_letter => Err(Trouble::Refused(problem)),
            _ => Err(Trouble::Lost(problem)),
        }
    }
}

/// 「RCPT 550」: the step and the number, since what servers write beside it names people.
fn said(step: &str, error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("{step} {code}"),
        None if error.is_tls() => format!("{step}: TLS"),
        None => format!("{step}: connection"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_mail_server_says_how_it_is_reached() {
        for (text, port, tls, signs_in) in [
            ("smtp://mail.example.jp", 587, Tls::Required, false),
            ("smtps://taro%40example.jp:p%3Aw@mail.example.jp", 465, Tls::Implicit, true),
            ("smtp://mail.example.jp:25?tls=none", 25, Tls::None, false),
            ("smtp://127.0.0.1:2525", 2525, Tls::Opportunistic, false),
            ("smtp://localhost?tls=required", 587, Tls::Required, false),
        ] {
            let relay: Relay = text.parse().unwrap_or_else(|problem| panic!("{text} {problem}"));
            assert_eq!((relay.port, relay.tls, relay.credentials.is_some()), (port, tls, signs_in), "{text}");
            assert!(!format!("{relay:?}").contains("p:w"));
        }
        for wrong in
            ["", "mail.example.jp", "http://mail.example.jp", "smtp://", "smtp://h?tls=maybe", "smtp://h?ca=/nowhere"]
        {
            assert!(wrong.parse::<Relay>().is_err(), "{wrong}");
        }
    }
}
