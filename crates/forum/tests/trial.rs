//! trial
#![allow(clippy::disallowed_methods, clippy::allow_attributes, clippy::too_many_lines, missing_docs)]
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use directory::access::rooms_for;
use directory::{People, Roster};
use forum::past::{Past, PastPost};
use forum::threads::{Kind, Tags};
use http_body_util::BodyExt as _;
use kernel::viewer::{Facts, Role, Standing};
use kernel::*;
use sea_orm::{ConnectionTrait as _, Statement};
use sea_orm_migration::MigratorTrait as _;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt as _;
use web::{App, Config, page::Asker};

struct Site {
    app: App,
    clock: Arc<AtomicI64>,
    _dir: tempfile::TempDir,
}

fn viewer(app: &App, id: i64, roles: BTreeSet<Role>, served: &[&str], themes: &[&str]) -> Viewer {
    let sets = rooms_for(&roles, served.iter().copied(), &app.places);
    Viewer::new(Facts {
        id: PersonId(id),
        session: SessionId(1),
        name: format!("人{id}"),
        standing: Standing::Active,
        roles,
        tenures: if served.is_empty() {
            vec![]
        } else {
            vec![(TenureId(id), served.iter().map(|s| (*s).to_owned()).collect())]
        },
        themes: themes.iter().map(|s| (*s).to_owned()).collect(),
        reads: sets.reads,
        writes: sets.writes,
        tends: sets.tends,
        roster_version: 1,
    })
}

async fn run(app: &App, sql: &str) {
    let tx = app.db.begin().await.unwrap();
    tx.conn.execute_raw(Statement::from_string(tx.conn.get_database_backend(), sql.to_owned())).await.unwrap();
    tx.commit().await.unwrap();
}

impl Site {
    async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000));
        let url = std::env::var("TRIAL_URL").unwrap_or_else(|_| format!("sqlite://{}/x.db", dir.path().display()));
        let db = Db::connect(&url, Clock::Set(Arc::clone(&clock))).await.unwrap();
        migrations::Migrator::up(db.for_migrations(), None).await.unwrap();
        let places = Arc::new(directory::reference::load(&db).await.unwrap());
        let search = search::Index::open(&dir.path().join("index"), db.clone(), vec![Arc::new(forum::ThreadSource)])
            .await
            .unwrap();
        let config = Config { url: "http://localhost".into(), sample: true, trusted_proxies: vec![] };
        let app = App { db, search, places, config: Arc::new(config) };
        for id in 1..=4 {
            run(&app, &format!("INSERT INTO people (id,name,kana,email,standing,introduction,qualifications,themes,created_at,approved_at) VALUES ({id},'人{id}','ひと','p{id}@example.jp','active','','','acp',1,1)")).await;
        }
        run(&app, "INSERT INTO organisations (id,name,affiliation,municipality_code,phone,created_at) VALUES (1,'熊谷市医師会','medical-association','11202','',1)").await;
        run(&app, "INSERT INTO seats (id,organisation_id,title,form,is_hub,is_full_time,created_at) VALUES (1,1,'','direct',false,true,1)").await;
        run(&app, "INSERT INTO seat_places (seat_id,municipality_code) VALUES (1,'11202')").await;
        for id in 1..=2 {
            run(&app, &format!("INSERT INTO tenures (id,seat_id,person_id,started_at) VALUES ({id},1,{id},1)")).await;
        }
        run(&app, "INSERT INTO grants (id,person_id,role,scope,granted_at) VALUES (1,3,'manager','11',1),(2,4,'observer','pref-11',1)").await;
        Self { app, clock, _dir: dir }
    }
    fn tick(&self) {
        self.clock.fetch_add(60_000, Ordering::SeqCst);
    }
    async fn ask(
        &self,
        who: &Viewer,
        method: &str,
        path: &str,
        form: Option<&[(&str, &str)]>,
    ) -> (StatusCode, String, String) {
        let roster = Roster::load(&self.app.db, &self.app.places).await.unwrap();
        let mut req = Request::builder().method(method).uri(path);
        let body = match form {
            Some(form) => {
                req = req.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                Body::from(
                    form.iter().map(|(k, v)| format!("{k}={}", web::links::encode(v))).collect::<Vec<_>>().join("&"),
                )
            }
            None => Body::empty(),
        };
        let mut req = req.body(body).unwrap();
        req.extensions_mut().insert(Asker(Some(Arc::new(who.clone()))));
        req.extensions_mut().insert(People(Arc::new(roster)));
        let res = forum::routes().into_router().with_state(self.app.clone()).oneshot(req).await.unwrap();
        let status = res.status();
        let loc = res.headers().get(header::LOCATION).map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = String::from_utf8(res.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
        (status, loc, body)
    }
}

#[tokio::test]
async fn trial() {
    let site = Site::open().await;
    let app = &site.app;
    let a = viewer(app, 1, BTreeSet::new(), &["11202"], &["acp"]);
    let b = viewer(app, 2, BTreeSet::new(), &["11202"], &["acp"]);
    let manager = viewer(app, 3, [Role::Manager("11".into())].into(), &[], &[]);
    let observer = viewer(app, 4, [Role::Observer(RoomId::prefecture("11").unwrap())].into(), &[], &[]);
    let outsider = viewer(app, 4, BTreeSet::new(), &["13101"], &[]);

    let (s, _, page) = site.ask(&a, "GET", "/threads/new?title=x&body=no&to=3", None).await;
    assert_eq!(s, 200);
    assert!(page.contains("人3") && !page.contains(">no<"), "{page}");
    std::fs::write("/tmp/new.html", &page).unwrap();
    assert_eq!(site.ask(&observer, "GET", "/threads/new", None).await.0, 403);
    let form = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "退院連携"),
        ("body", "**本文**です\n二行目"),
        ("scene", "transition"),
        ("scene", "daily"),
        ("theme", "acp"),
        ("once", "abc"),
    ];
    let (s, loc, _) = site.ask(&a, "POST", "/threads", Some(&form)).await;
    assert_eq!(s, 303);
    let (s, again, _) = site.ask(&a, "POST", "/threads", Some(&form)).await;
    assert_eq!((s, &again), (StatusCode::SEE_OTHER, &loc));
    assert_eq!(site.ask(&observer, "POST", "/threads", Some(&form)).await.0, 403);
    let bad = [
        ("room", "pref-13"),
        ("kind", "consultation"),
        ("title", ""),
        ("body", "keepme"),
        ("scene", "daily"),
        ("once", "abd"),
    ];
    let (s, _, page) = site.ask(&a, "POST", "/threads", Some(&bad)).await;
    assert_eq!(s, 422);
    assert!(page.contains("keepme") && page.contains("abd") && page.contains("problem-summary"));
    std::fs::write("/tmp/new422.html", &page).unwrap();
    site.tick();
    let (s, _, list) = site.ask(&b, "GET", "/threads?theme=acp&state=unanswered", None).await;
    assert_eq!(s, 200);
    assert!(list.contains("data-total=\"1\"") && list.contains("退院連携") && list.contains("新着1件"), "{list}");
    std::fs::write("/tmp/list.html", &list).unwrap();
    assert!(list.contains(r#"data-facet="room" data-value="pref-11" data-count="1""#));
    assert!(list.contains(r#"data-facet="theme" data-value="acp" data-count="1""#));
    let (_, _, own) = site.ask(&a, "GET", "/threads", None).await;
    assert!(!own.contains("新着"));
    let (_, _, none) = site.ask(&outsider, "GET", "/threads", None).await;
    assert!(none.contains("data-total=\"0\""));
    assert_eq!(site.ask(&outsider, "GET", &loc, None).await.0, 404);
    let home = forum::home::unanswered_for_themes(&app.db, &b, 5).await.unwrap();
    assert_eq!(home.len(), 1);
    assert_eq!(home[0].tags.names().len(), 3);
    assert_eq!(forum::home::unanswered_for_themes(&app.db, &a, 5).await.unwrap().len(), 0);
    assert_eq!(forum::home::unread_for(&app.db, &b, 5).await.unwrap().len(), 1);
    assert_eq!(site.ask(&b, "GET", &loc, None).await.0, 200);
    assert_eq!(forum::home::unread_for(&app.db, &b, 5).await.unwrap().len(), 0);
    let (s, _, page) = site.ask(&b, "POST", &format!("{loc}/replies"), Some(&[("body", "　"), ("once", "r0")])).await;
    assert_eq!(s, 422);
    assert!(page.contains("返信を入力してください"));
    let (s, r1, _) =
        site.ask(&b, "POST", &format!("{loc}/replies"), Some(&[("body", "こたえ壱"), ("once", "r1")])).await;
    assert_eq!(s, 303);
    assert_eq!(
        site.ask(&b, "POST", &format!("{loc}/replies"), Some(&[("body", "こたえ壱"), ("once", "r1")])).await.1,
        r1
    );
    assert_eq!(site.ask(&observer, "POST", &format!("{loc}/replies"), Some(&[("body", "x")])).await.0, 403);
    assert_eq!(site.ask(&outsider, "POST", &format!("{loc}/replies"), Some(&[("body", "x")])).await.0, 404);
    let (_, r2, _) =
        site.ask(&manager, "POST", &format!("{loc}/replies"), Some(&[("body", "こたえ弐"), ("once", "r2")])).await;
    let (_, _, page) = site.ask(&b, "GET", &loc, None).await;
    assert!(page.contains("ここから未読"), "{page}");
    std::fs::write("/tmp/show.html", &page).unwrap();
    let (p1, p2) = (page.find("こたえ壱").unwrap(), page.find("こたえ弐").unwrap());
    assert!(p1 < p2);
    let (_, _, page) = site.ask(&b, "GET", &loc, None).await;
    assert!(!page.contains("ここから未読"));
    let rid = |r: &str| r.split("#reply-").nth(1).unwrap().to_owned();
    // solve
    assert_eq!(site.ask(&b, "POST", &format!("{loc}/solution"), Some(&[("reply", &rid(&r1))])).await.0, 403);
    assert_eq!(site.ask(&a, "POST", &format!("{loc}/solution"), Some(&[("reply", "77")])).await.0, 404);
    assert_eq!(
        site.ask(&a, "POST", &format!("{loc}/solution"), Some(&[("reply", loc.rsplit('/').next().unwrap())])).await.0,
        404
    );
    assert_eq!(site.ask(&a, "POST", &format!("{loc}/solution"), Some(&[])).await.0, 400);
    assert_eq!(site.ask(&a, "POST", &format!("{loc}/solution"), Some(&[("reply", &rid(&r1))])).await.1, r1);
    let (_, _, list) = site.ask(&a, "GET", "/threads?state=solved", None).await;
    assert!(list.contains("data-total=\"1\"") && list.contains("解決済み"));
    assert_eq!(site.ask(&manager, "POST", &format!("{loc}/solution"), Some(&[("reply", "")])).await.0, 303);
    let (_, _, list) = site.ask(&a, "GET", "/threads?state=solved", None).await;
    assert!(list.contains("data-total=\"0\""));
    assert_eq!(site.ask(&a, "POST", &format!("{loc}/solution"), Some(&[("reply", &rid(&r2))])).await.1, r2);
    // thanks
    for _ in 0..2 {
        assert_eq!(site.ask(&a, "POST", &format!("/replies/{}/thanks", rid(&r1)), Some(&[("on", "1")])).await.1, r1);
    }
    let (_, _, page) = site.ask(&a, "GET", &loc, None).await;
    assert!(page.contains(r#"aria-pressed="true""#) || page.contains("aria-pressed"), "{page}");
    std::fs::write("/tmp/show2.html", &page).unwrap();
    assert!(page.contains(r#"参考になった <span class="count">1</span>"#));
    assert_eq!(site.ask(&a, "POST", &format!("{loc}/thanks"), Some(&[("on", "1")])).await.0, 403);
    assert_eq!(site.ask(&b, "POST", &format!("{loc}/thanks"), Some(&[("on", "1")])).await.0, 303);
    assert_eq!(site.ask(&a, "POST", &format!("/replies/{}/thanks", rid(&r1)), Some(&[("on", "0")])).await.0, 303);
    assert_eq!(
        site.ask(&b, "POST", &format!("/replies/{}/thanks", loc.rsplit('/').next().unwrap()), Some(&[("on", "1")]))
            .await
            .0,
        404
    );
    // edit
    assert_eq!(site.ask(&b, "GET", &format!("{loc}/edit"), None).await.0, 403);
    let (s, _, page) = site.ask(&a, "GET", &format!("{loc}/edit"), None).await;
    assert_eq!(s, 200);
    assert!(page.contains("**本文**です") && page.contains("checked"));
    let (s, back, _) = site
        .ask(
            &a,
            "POST",
            &format!("{loc}/edit"),
            Some(&[("title", "新題"), ("body", "新本文"), ("item", "a"), ("once", "e1")]),
        )
        .await;
    assert_eq!((s, &back), (StatusCode::SEE_OTHER, &loc));
    let (_, _, page) = site.ask(&a, "GET", &loc, None).await;
    assert!(page.contains("新題") && page.contains("編集済み") && page.contains("（ア）"));
    assert_eq!(site.ask(&a, "GET", &format!("/replies/{}/edit", rid(&r1)), None).await.0, 403);
    assert_eq!(site.ask(&b, "GET", &format!("/replies/{}/edit", rid(&r1)), None).await.0, 200);
    assert_eq!(
        site.ask(&b, "POST", &format!("/replies/{}/edit", rid(&r1)), Some(&[("body", "改"), ("once", "e2")])).await.1,
        r1
    );
    assert_eq!(
        site.ask(&b, "POST", &format!("/replies/{}/edit", rid(&r1)), Some(&[("body", ""), ("once", "e3")])).await.0,
        422
    );
    // rooms
    let (s, _, page) = site.ask(&a, "GET", "/rooms", None).await;
    assert_eq!(s, 200);
    assert!(page.contains("話題1件") && page.contains("pref-11"));
    std::fs::write("/tmp/rooms.html", &page).unwrap();
    let (s, _, page) = site.ask(&a, "GET", "/rooms/pref-11", None).await;
    assert_eq!(s, 200);
    std::fs::write("/tmp/room.html", &page).unwrap();
    assert_eq!(site.ask(&a, "GET", "/rooms/pref-13", None).await.0, 404);
    assert_eq!(site.ask(&a, "GET", "/rooms/x", None).await.0, 404);
    // preview
    let (s, _, page) = site.ask(&a, "POST", "/preview", Some(&[("body", "**x**")])).await;
    assert_eq!(s, 200);
    assert!(page.starts_with("<div class=\"prose\"><p><strong>"), "{page}");
    assert_eq!(site.ask(&a, "POST", "/threads", Some(&[("kind", "a"), ("kind", "b")])).await.0, 400);
    assert_eq!(site.ask(&a, "GET", "/threads?cursor=%00zz&room=%00&sort=%27&kind=%00", None).await.0, 200);
    assert_eq!(site.ask(&a, "GET", "/threads/%00", None).await.0, 404);
    assert_eq!(site.ask(&a, "GET", "/threads/99999999999999999999", None).await.0, 404);
    assert_eq!(site.ask(&a, "POST", "/threads", Some(&[("once", "\0")])).await.0, 400);
    let nul = [("room", "pref-11\0"), ("kind", "\0"), ("title", "\0"), ("body", "\0"), ("to", "\0")];
    assert_eq!(site.ask(&a, "POST", "/threads", Some(&nul)).await.0, 422);
    // import & paging
    let post = |n: i64| PastPost {
        author: PersonId(2),
        tenure: Some(TenureId(2)),
        body: format!("過去{n}"),
        at: Timestamp(1_700_000_000_000 + n % 7),
        thanks: if n % 3 == 0 { vec![PersonId(1)] } else { vec![] },
    };
    let past = (0..50)
        .map(|n| Past {
            id: ThreadId(1 << 41 | n),
            room: RoomId::JAPAN,
            kind: Kind::Consultation,
            title: format!("過去の{n}"),
            tags: Tags::known(&["daily".into()], &[], &["acp".into()]),
            opening: post(n),
            replies: vec![(PostId(1 << 42 | n), PastPost { at: Timestamp(1_700_000_100_000 + n % 5), ..post(n) })],
            solution: (n % 2 == 0).then_some(PostId(1 << 42 | n)),
        })
        .collect();
    forum::past::import(&app.db, past).await.unwrap();
    for sort in ["active", "new", "thanks"] {
        let mut seen = BTreeSet::new();
        let mut path = format!("/threads?sort={sort}&scene=daily");
        for n in 0..5 {
            let (s, _, page) = site.ask(&a, "GET", &path, None).await;
            assert_eq!(s, 200);
            assert!(page.contains("data-total=\"50\""));
            for part in page.split("data-id=\"").skip(1) {
                assert!(seen.insert(part.split('"').next().unwrap().to_owned()));
            }
            match page.split("rel=\"next\" href=\"").nth(1) {
                Some(next) => path = next.split('"').next().unwrap().replace("&amp;", "&"),
                None => {
                    assert_eq!(n, 2);
                    break;
                }
            }
        }
        assert_eq!(seen.len(), 50, "{sort}");
    }
    let found =
        forum::home::loaded_hits(&app.db, &a, &[ThreadId(1 << 41 | 3), ThreadId(5), ThreadId(1 << 41)]).await.unwrap();
    assert_eq!(found.iter().map(|f| f.title.as_str()).collect::<Vec<_>>(), ["過去の3", "過去の0"]);
    assert_eq!(found[0].posts.len(), 2);
    use search::Source as _;
    let ids = forum::ThreadSource.ids(&app.db, 0, 100).await.unwrap();
    assert_eq!(ids.len(), 51);
    let docs = forum::ThreadSource.load(&app.db, &ids[..3]).await.unwrap();
    println!("{docs:#?}");
    let marks = ids.iter().map(|id| forum::reads::Mark {
        person: PersonId(1),
        thread: ThreadId(*id),
        until: Timestamp(i64::MAX >> 8),
    });
    forum::reads::mark(&app.db, marks).await.unwrap();
    assert_eq!(forum::home::unread_for(&app.db, &a, 5).await.unwrap().len(), 0);
    // thanks races
    let mut jobs = vec![];
    for id in 1..=4 {
        let v = viewer(app, id, BTreeSet::new(), &["11202"], &[]);
        let db = app.db.clone();
        jobs.push(tokio::spawn(async move {
            let post = forum::posts::queries::find_opening(&db, &v, ThreadId(1 << 41 | 1)).await.unwrap();
            if let Ok(p) = v.may::<forum::posts::policy::Thank>(post) {
                forum::thanks::set(&db, p, true).await.unwrap();
            }
        }));
    }
    for j in jobs {
        j.await.unwrap();
    }
    let (_, _, page) = site.ask(&a, "GET", &format!("/threads/{}", (1i64 << 41) | 1), None).await;
    assert!(page.contains(r#"参考になった <span class="count">3</span>"#), "{page}");
    let page = site.ask(&observer, "GET", &loc, None).await.2;
    assert!(!page.contains("<form action=\"/threads"), "{page}");
    site.app.search.close().await;
}

#[tokio::test]
async fn big() {
    let site = Site::open().await;
    let app = &site.app;
    let a = viewer(app, 1, BTreeSet::new(), &["11202"], &["acp"]);
    let post = |n: i64| PastPost { author: PersonId(2 + n % 2), tenure: Some(TenureId(2)), body: format!("過去{n}"), at: Timestamp(1_700_000_000_000 + n * 1000), thanks: if n % 3 == 0 { vec![PersonId(1)] } else { vec![] } };
    let past = (0..8000).map(|n| Past { id: ThreadId(1 << 41 | n), room: if n % 2 == 0 { RoomId::JAPAN } else { RoomId::prefecture("11").unwrap() }, kind: Kind::Consultation, title: format!("過去の{n}"), tags: Tags::known(&["daily".into()], &["a".into()], &["acp".into()]), opening: post(n), replies: (0..5).map(|r| (PostId(1 << 42 | (n * 8 + r)), PastPost { at: Timestamp(1_700_000_100_000 + n * 1000 + r), ..post(n) })).collect(), solution: None }).collect();
    forum::past::import(&app.db, past).await.unwrap();
    for path in ["/threads", "/threads?sort=thanks", "/threads?theme=acp&scene=daily&state=open&room=japan", "/rooms", "/rooms/japan", "/threads/2199023255553"] {
        for _ in 0..3 {
            let roster = Roster::load(&app.db, &app.places).await.unwrap(); drop(roster);
            let start = std::time::Instant::now();
            let (s, _, page) = site.ask(&a, "GET", path, None).await;
            println!("TIME {path} {s} {} bytes {:?}", page.len(), start.elapsed());
        }
    }
    for _ in 0..3 { let start = std::time::Instant::now(); forum::home::unread_for(&app.db, &a, 6).await.unwrap(); println!("TIME unread {:?}", start.elapsed());
    let start = std::time::Instant::now(); forum::home::unanswered_for_themes(&app.db, &a, 6).await.unwrap(); println!("TIME unanswered {:?}", start.elapsed()); }
}
