//! The other store: one that speaks S3, here a small one of our own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{post, put};
use files::Store;

use super::{one_file, samples, stored};
use crate::support::{Site, fresh_once};

type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// What a content needs of S3: put, get, and the deletion of several.
async fn serve(objects: Objects) -> std::net::SocketAddr {
    let router = Router::new().route("/{bucket}/{*key}", put(store).get(fetch)).route("/{bucket}", post(remove));
    let router = router.with_state(objects);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("as it was made");
    let address = listener.local_addr().expect("as it was made");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn store(Path((_, key)): Path<(String, String)>, State(objects): State<Objects>, body: Bytes) -> Response {
    objects.lock().expect("as it was made").insert(key, body);
    [(header::ETAG, "\"1\"")].into_response()
}

async fn fetch(Path((_, key)): Path<(String, String)>, State(objects): State<Objects>) -> Response {
    let found = objects.lock().expect("as it was made").get(&key).cloned();
    let headers = [(header::ETAG, "\"1\""), (header::LAST_MODIFIED, "Sun, 22 Nov 2026 03:00:00 GMT")];
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |bytes| (headers, bytes).into_response())
}

async fn remove(State(objects): State<Objects>, list: String) -> String {
    let keys = list.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next());
    let removed = keys.map(|key| {
        objects.lock().expect("as it was made").remove(key);
        format!("<Deleted><Key>{key}</Key></Deleted>")
    });
    format!("<DeleteResult>{}</DeleteResult>", removed.collect::<String>())
}

#[tokio::test]
async fn contents_lie_in_a_bucket_when_the_setting_says_so() {
    let objects = Objects::default();
    let address = serve(Arc::clone(&objects)).await;
    let mut site = Site::open().await;
    let variables = [
        ("AWS_ENDPOINT_URL", format!("http://{address}")),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
        ("AWS_REGION", "ap-northeast-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "key".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value));
    site.inner.files.store = Store::open(Some("s3://bucket/yokoito"), site.data(), variables).expect("as it was made");
    site.router = server::router::router(site.inner.clone());
    let alice = site.member("alice", "11202").await;
    let (thread, file) = one_file(&alice, "件名", "手引.pdf", samples::pdf("in a bucket", "")).await;
    let keys: Vec<String> = objects.lock().expect("as it was made").keys().cloned().collect();
    assert!(keys.len() == 1 && keys[0].starts_with("yokoito/"), "{keys:?}");
    assert_eq!(alice.get(&format!("/files/{file}")).await.is(200).content, samples::pdf("in a bucket", ""));
    alice.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    files::sweeping::sweep(&site.inner.app.db, &site.inner.files).await.expect("as it was made");
    assert!(objects.lock().expect("as it was made").is_empty() && stored(&site) == 0);
}
