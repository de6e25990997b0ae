//! Somebody in front of a browser: keeps cookies, follows nothing by itself, sends what a browser sends.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt as _;
use kernel::PersonId;
use tower::ServiceExt as _;

use super::{Answer, PASSWORD, Site};

/// The person, their browser, and the site that it shows.
#[derive(Clone)]
pub struct Persona {
    pub id: PersonId,
    pub email: String,
    router: Router,
    cookies: BTreeMap<String, String>,
    network: [u8; 4],
    agent: &'static str,
}

/// A value for the hidden field of a form, as one page load would give it.
pub fn fresh_once() -> String {
    web::forms::once()
}

impl Persona {
    pub(super) fn visitor(site: &Site) -> Self {
        let (router, cookies) = (site.router.clone(), BTreeMap::new());
        Self { id: PersonId(0), email: String::new(), router, cookies, network: [192, 0, 2, 1], agent: "" }
    }

    pub(super) async fn sign_in(site: &Site, name: &str, id: PersonId) -> Self {
        let mut persona = Self { id, email: format!("{name}@example.jp"), ..Self::visitor(site) };
        persona.signs_in().await.is(303);
        persona
    }

    /// The same browser in front of the site as it has been started again.
    pub fn before(&self, site: &Site) -> Self {
        Self { router: site.router.clone(), ..self.clone() }
    }

    /// Who asks, as the session middleware knows it.
    pub async fn viewer(&self, site: &Site) -> Option<kernel::Viewer> {
        let token = self.cookies.get("yokoito")?;
        let app = &site.inner.app;
        let hash = accounts::sessions::hash(token);
        let read = directory::access::viewer(&app.db, &app.places, &hash, "NULL").await.expect("a database");
        read.map(|(viewer, _)| viewer)
    }

    /// Signs in with the right password, on a computer of one's own.
    pub async fn signs_in(&mut self) -> Answer {
        let email = self.email.clone();
        self.tries(&email, PASSWORD).await
    }

    /// Tries to sign in.
    pub async fn tries(&mut self, email: &str, password: &str) -> Answer {
        let answer = self.posts("/sign-in", &[("email", email), ("password", password)]).await;
        self.keeps(&answer);
        answer
    }

    /// Keeps the cookies of an answer, as a browser does by itself.
    pub fn keeps(&mut self, answer: &Answer) {
        let pairs = answer.cookies().filter_map(|cookie| cookie.split(';').next()?.split_once('='));
        self.cookies.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    /// The same person in front of another browser, on another network.
    #[must_use]
    pub fn elsewhere(&self, agent: &'static str, network: u8) -> Self {
        Self { cookies: BTreeMap::new(), network: [198, 51, 100, network], agent, ..self.clone() }
    }

    /// Takes a cookie out of the browser.
    pub fn loses_cookie(&mut self, name: &str) {
        self.cookies.remove(name).expect("such a cookie");
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], String::new()).await
    }

    /// Sends a form.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode =
            |(name, value): &(&str, &str)| format!("{}={}", web::links::encode(name), web::links::encode(value));
        let body = fields.iter().map(encode).collect::<Vec<_>>().join("&");
        self.posts_raw(path, body).await
    }

    /// Sends a form whose values have been put together.
    pub async fn fills(&self, path: &str, fields: &[(&'static str, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.posts(path, &fields).await
    }

    /// Sends a form with files, as a browser does.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> Answer {
        const BOUNDARY: &str = "----between";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes().chain(content.iter().copied()).chain(*b"\r\n"));
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let length = body.len().to_string();
        let headers = [("content-type", &*kind), ("content-length", &*length), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &headers, body).await
    }

    /// Sends a body as it stands.
    pub async fn posts_raw(&self, path: &str, body: impl Into<Body>) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &headers, body).await
    }

    /// Sends anything.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        if !self.agent.is_empty() {
            request = request.header(header::USER_AGENT, self.agent);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body.into()).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.network, 40_000))));
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Answer::new(path, &parts, &body)
    }

    /// Founds a group and returns the slug of its room.
    pub async fn founds(&self, name: &str) -> String {
        let once = fresh_once();
        let form = [("name", name), ("purpose", "事例を学び合います。"), ("once", once.as_str())];
        let room = self.posts("/groups", &form).await.is(303).location();
        room.trim_start_matches("/rooms/").to_owned()
    }

    /// Invites somebody into a group, who accepts.
    pub async fn takes_in(&self, group: &str, other: &Self) {
        let (group, person) = (group.replace("group-", "/groups/"), other.id.to_string());
        self.posts(&format!("{group}/invitations"), &[("person", &person), ("once", &fresh_once())]).await.is(303);
        other.posts(&format!("{group}/membership"), &[("on", "1")]).await.is(303);
    }

    /// Starts a 相談 in a room and returns its path.
    pub async fn asks(&self, room: &str, title: &str, body: &str) -> String {
        let once = fresh_once();
        let fields = [("room", room), ("kind", "consultation"), ("title", title), ("body", body), ("once", &once)];
        self.posts("/threads", &fields).await.is(303).location()
    }

    /// Searches.
    pub async fn finds(&self, words: &str) -> Answer {
        self.get(&format!("/search?q={}", web::links::encode(words))).await.is(200)
    }

    /// Replies to a discussion and returns the location of the reply.
    pub async fn replies(&self, thread: &str, body: &str) -> String {
        let once = fresh_once();
        self.posts(&format!("{thread}/replies"), &[("body", body), ("once", &once)]).await.is(303).location()
    }

    /// Changes a text through its form at `path`, on the basis of what the form shows now.
    pub async fn edits(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.get(path).await;
        let version = form.body.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let mut fields = fields.to_vec();
        fields.push(("version", version.unwrap_or_default()));
        self.posts(path, &fields).await
    }
}
