//! Letters on ways that nobody overhears: only to the server that an authority vouches for, and never without it.

use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::server::{Mode, Server, Way};
use super::{waiting, write};
use crate::support::Site;

/// An office that signs for its own servers.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new([]).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// What a server of this name needs.
    fn vouches_for(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new([name.to_owned()]).expect("a name");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a certificate with its key");
        TlsAcceptor::from(Arc::new(config))
    }

    /// The file that a setting names.
    fn file(&self, site: &Site) -> String {
        let path = site.data().join("authority.pem");
        std::fs::write(&path, &self.pem).expect("a file");
        path.display().to_string()
    }
}

async fn carries(site: &Site, address: &str) -> Result<usize, String> {
    let relay: ::server::mail::Relay = address.parse().expect("an address");
    let carrier = ::server::mail::Carrier { relay: Some(relay.waiting(Duration::from_secs(5))), ..site.carrier() };
    carrier.carry(&site.inner).await.map_err(|problem| format!("{problem:?}"))
}

#[tokio::test]
async fn a_letter_leaves_when_an_authority_that_is_believed_vouches_for_the_server() {
    let (site, authority) = (Site::open().await, Authority::new());
    let tls = authority.vouches_for("127.0.0.1");
    let file = authority.file(&site);
    for (way, scheme, more) in
        [(Way::Implicit(tls.clone()), "smtps", ""), (Way::StartTls(tls.clone()), "smtp", "tls=required&")]
    {
        let server = Server::reached_by(way).await;
        write(&site, "hanako@example.jp", "秘密のコード").await;
        let address = format!("{scheme}://127.0.0.1:{}?{more}ca={file}", server.port());
        assert_eq!(carries(&site, &address).await, Ok(1), "{scheme}");
        assert_eq!((server.taken().len(), waiting(&site).await), (1, 0), "{scheme}");
    }
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_nothing_and_the_letter_waits() {
    let (site, authority, other) = (Site::open().await, Authority::new(), Authority::new());
    let (right, wrong) = (authority.vouches_for("127.0.0.1"), authority.vouches_for("mail.example.jp"));
    let (file, tls) = (other.file(&site), "tls=required&");
    write(&site, "hanako@example.jp", "秘密のコード").await;
    let believed = site.data().join("believed.pem");
    std::fs::write(&believed, &authority.pem).expect("a file");
    let believed = believed.display().to_string();
    for (way, scheme, asked) in [
        // Known to nobody, to somebody else, or under another name.
        (Way::Implicit(right.clone()), "smtps", String::new()),
        (Way::StartTls(right.clone()), "smtp", tls.to_owned()),
        (Way::Implicit(right.clone()), "smtps", format!("ca={file}")),
        (Way::StartTls(right), "smtp", format!("{tls}ca={file}")),
        (Way::Implicit(wrong.clone()), "smtps", format!("ca={believed}")),
        (Way::StartTls(wrong), "smtp", format!("{tls}ca={believed}")),
        // It knows nothing of TLS, or somebody on the way has taken that out.
        (Way::Plain, "smtp", tls.to_owned()),
    ] {
        let server = Server::reached_by(way).await;
        server.behaves(Mode::Take);
        let address = format!("{scheme}://127.0.0.1:{}?{asked}", server.port());
        let problem = carries(&site, &address).await.expect_err(&address);
        assert!(problem.contains("connect"), "{address}: {problem}");
        assert_eq!((server.taken().len(), server.tries(), waiting(&site).await), (0, 0, 1), "{address}");
    }
}
