//! What must agree: the database, the index and the roster, for whoever asks.

use std::collections::BTreeMap;

use directory::Roster;
use kernel::Viewer;
use kernel::viewer::Role;
use rand::seq::IndexedRandom as _;
use sea_orm::QuerySelect as _;
use sea_orm::sea_query::Expr;
use search::Ask;

use super::World;
use crate::support::{Answer, Persona};

impl World {
    /// Who asks is told by one statement and everybody else by the roster, and both give the same rooms.
    pub async fn compare_rooms(&self, viewer: &Viewer, round: usize) {
        let app = &self.site.inner.app;
        let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
        let person = roster.person(viewer.id()).expect("whoever asks");
        let rooms = roster.rooms_of(person, &app.places);
        assert_eq!(viewer.roles(), &person.roles, "round {round}");
        assert_eq!(viewer.scope().rooms(), &rooms.reads, "round {round}");
        assert_eq!(viewer.writable(), &rooms.writes, "round {round}");
        assert_eq!(viewer.is_outside(), !person.listed, "round {round}");
    }

    /// Ids and totals, of discussions and of people.
    pub async fn compare(&self, viewer: &Viewer, is_behind: bool, round: usize) {
        let app = &self.site.inner.app;
        let mut shown: Vec<i64> = forum::threads::queries::listed_to(viewer)
            .select_only()
            .expr(Expr::col("id"))
            .into_tuple()
            .all(&app.db.conn)
            .await
            .expect("what the database shows");
        let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
        let mut listed: Vec<i64> = roster.listed().map(|person| person.id.0).collect();
        let officer = Role::Officer("11202".to_owned());
        let of_town = roster.listed().filter(|p| p.places().any(|code| code == "11202") || p.roles.contains(&officer));
        let mut of_town: Vec<i64> = of_town.map(|person| person.id.0).collect();
        if viewer.is_outside() {
            listed.clear();
            of_town.clear();
        }
        for (kind, words, shown) in
            [("thread", "", &mut shown), ("person", "", &mut listed), ("person", "熊谷市", &mut of_town)]
        {
            let (words, facets) = (words.to_owned(), vec!["kind".to_owned()]);
            let ask = Ask::new(kind, viewer.scope().clone(), app.db.clock.now());
            let ask = Ask { words, limit: 10_000, facets, ..ask };
            let found = app.search.search(&ask).await.expect("an answer");
            let mut ids: Vec<i64> = found.whole.iter().map(|hit| hit.key.id).collect();
            assert_eq!(found.whole_total, ids.len(), "round {round}: the total of {kind}");
            if kind == "thread" {
                let kinds: u64 = found.facets["kind"].iter().map(|(_, count)| *count).sum();
                assert_eq!(kinds, ids.len() as u64, "round {round}: every discussion is of one kind");
            }
            ids.sort_unstable();
            shown.sort_unstable();
            if is_behind {
                assert!(ids.iter().all(|id| shown.contains(id)), "round {round}: {kind} {ids:?} of {shown:?}");
            } else {
                assert_eq!(&ids, shown, "round {round}: {kind}");
            }
        }
    }

    /// Totals and facets as the two pages tell them, under the same filter.
    pub async fn compare_pages(&mut self, asker: &Persona, round: usize) {
        let filters =
            ["", "?kind=practice", "?theme=acp&scene=daily", "?state=unanswered", "?room=pref-11", "?room=GROUP"];
        let group = &self.groups.choose(&mut self.dice).expect("a group").1;
        let filter = filters.choose(&mut self.dice).expect("a filter").replace("GROUP", group);
        let list = asker.get(&format!("/threads{filter}")).await.is(200);
        let search = asker.get(&format!("/search{filter}")).await.is(200);
        assert_eq!(list.total(), search.total(), "round {round}: {filter}");
        assert_eq!(facets(&list), facets(&search), "round {round}: {filter}");
    }
}

/// The counts that both pages tell.
fn facets(page: &Answer) -> BTreeMap<String, u64> {
    let both = ["state/", "kind/", "theme/", "scene/", "item/"];
    let told = page.facets().into_iter().filter(|(name, _)| both.iter().any(|facet| name.starts_with(facet)));
    told.filter(|(_, count)| *count > 0).collect()
}
