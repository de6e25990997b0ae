//! Questions that stay without an answer find those who are likely to know.

use super::told;
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn after_two_days_those_who_know_the_theme_and_the_manager_are_told_once() {
    let site = Site::open().await;
    let mut asker = site.member("asker", "11202").await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (mut peer, mut far) = (site.member("peer", "11218").await, site.member("far", "27100").await);
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "人生会議の進め方"),
        ("body", "どのように始めましたか。"),
        ("theme", "acp"),
        ("once", &once),
    ];
    let thread = asker.posts("/threads", &fields).await.is(303).location();
    let id = thread.rsplit('/').next().expect("an id").to_owned();
    site.wait_minutes(48 * 60 - 1);
    for persona in [&mut asker, &mut manager, &mut peer, &mut far] {
        persona.signs_in().await.is(303);
    }
    site.tells().await;
    assert_eq!((told(&peer).await, told(&manager).await), (vec![], vec![]));
    site.wait_minutes(1);
    site.tells().await;
    site.tells().await;
    assert_eq!((told(&peer).await, told(&manager).await), (vec![id.clone()], vec![id.clone()]));
    assert_eq!((told(&asker).await, told(&far).await), (vec![], vec![]));
    peer.get("/me/notices").await.shows("48時間、返信のない相談");
    // As soon as somebody has answered, nobody is asked any more.
    manager.replies(&thread, "研修から始めました。").await;
    assert_eq!(told(&peer).await, Vec::<String>::new());
}
