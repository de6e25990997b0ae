//! The limit: a constant page from axum with nothing around it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::routing::get;

use crate::client::Ask;

/// The largest page.
const MOST: usize = 4 << 20;

/// Serves pages of any size on a free port, which it prints, until it is killed.
pub fn serve() -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        println!("{}", listener.local_addr()?);
        let page: Arc<str> = "あ".repeat(MOST / 3).into();
        let page = axum::body::Bytes::from_owner(Owned(page));
        let show = move |Path(size): Path<usize>| {
            let page = page.slice(..size.min(page.len()));
            async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) }
        };
        Ok(axum::serve(listener, Router::new().route("/{size}", get(show))).await?)
    })
}

/// The request for a page of this size.
pub fn ask(size: usize) -> Ask {
    Ask { path: format!("/{size}"), form: None }
}

struct Owned(Arc<str>);

impl AsRef<[u8]> for Owned {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
