//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;
use web::{App, Failure};

use crate::{devices, sessions};

/// The visitor's network: an IPv4 address or an IPv6 /64, since one household or office holds a whole /64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client(pub String);

impl FromRequestParts<App> for Client {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Proxies append a hop to the line that they got, or a line of their own after it; both are one list.
        let lines = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let forwarded = lines.collect::<Vec<_>>().join(",");
        Ok(Self(network(client(peer, &forwarded, &app.config.trusted_proxies))))
    }
}

/// The visitor's browser, as far as signing in has to know it.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// What kind of device it is, in words.
    pub agent: String,
    /// The token of a device that somebody has signed in from.
    pub device: Option<String>,
    /// The token of a session that a new one takes the place of.
    pub session: Option<String>,
}

impl FromRequestParts<App> for Browser {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let jar = CookieJar::from_headers(&parts.headers);
        let (device, session) = (devices::token(&jar, &app.config), sessions::token(&jar, &app.config));
        Ok(Self { agent: sessions::agent::in_words(agent), device, session })
    }
}

/// The last address that a trusted proxy vouches for; anything further left could have been typed by the visitor.
fn client(peer: Option<IpAddr>, forwarded: &str, trusted: &[IpAddr]) -> Option<IpAddr> {
    let mut last = peer?;
    for hop in forwarded.rsplit(',') {
        match address(hop.trim()) {
            Some(address) if trusted.contains(&last) => last = address,
            _ => break,
        }
    }
    Some(last)
}

/// Some proxies write the port too.
fn address(hop: &str) -> Option<IpAddr> {
    hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn network(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_are_believed_only_from_trusted_proxies() {
        let ip = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        let proxy = ["10.0.0.1".parse().unwrap()];
        assert_eq!(client(ip("192.0.2.7"), "198.51.100.1", &proxy), ip("192.0.2.7"));
        assert_eq!(client(ip("10.0.0.1"), "203.0.113.9, 198.51.100.1:4711", &proxy), ip("198.51.100.1"));
        assert_eq!(client(ip("10.0.0.1"), "", &proxy), ip("10.0.0.1"));
    }

    #[test]
    fn a_network_of_version_6_is_one_visitor() {
        let one = network(Some("2001:db8:1:2:3::4".parse().unwrap()));
        assert_eq!(one, network(Some("2001:db8:1:2:ffff::9".parse().unwrap())));
        assert_eq!(network(Some("::ffff:192.0.2.1".parse().unwrap())), "192.0.2.1");
    }
}
