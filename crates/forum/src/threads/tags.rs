//! Tags of a discussion: 場面, 事業項目, テーマ.

use kernel::terms::{self, Terms};
use kernel::{Result, ThreadId, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColIdx, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryResult, Set, TryGetError, TryGetable,
};

use super::term::{ActiveModel, Column, Entity};

/// What a discussion can be tagged with: the name of the field, and its controlled list.
pub const LISTS: [(&str, Terms); 3] = [("scene", terms::SCENES), ("item", terms::ITEMS), ("theme", terms::THEMES)];

/// The tags of one discussion, as slugs of the controlled lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// 4つの場面
    pub scenes: Vec<&'static str>,
    /// 事業項目
    pub items: Vec<&'static str>,
    /// テーマ
    pub themes: Vec<&'static str>,
}

impl Tags {
    /// The tags among these slugs; what the lists do not have is dropped.
    pub fn known(scenes: &[String], items: &[String], themes: &[String]) -> Self {
        Self {
            scenes: terms::known(terms::SCENES, scenes),
            items: terms::known(terms::ITEMS, items),
            themes: terms::known(terms::THEMES, themes),
        }
    }

    /// Facet and slug of each.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let lists = [("scene", &self.scenes), ("item", &self.items), ("theme", &self.themes)];
        lists.into_iter().flat_map(|(facet, slugs)| slugs.iter().map(move |slug| (facet, *slug)))
    }

    /// What people read, in the order of the lists.
    pub fn names(&self) -> Vec<String> {
        names(&LISTS.map(|(facet, list)| (list, self.of(facet))))
    }

    /// The same for a row of a list, without 事業項目: their names fill lines, and the page itself has them.
    pub fn short_names(&self) -> Vec<String> {
        names(&[(terms::SCENES, &self.scenes), (terms::THEMES, &self.themes)])
    }

    /// As one text: `scene:daily theme:acp`.
    pub fn as_text(&self) -> String {
        self.pairs().map(|(facet, slug)| format!("{facet}:{slug}")).collect::<Vec<_>>().join(" ")
    }

    /// The tags in such a text, whatever their order there; what the lists do not have is dropped.
    pub fn from_text(text: &str) -> Self {
        let tags: Vec<(&str, &str)> = text.split(' ').filter_map(|tag| tag.split_once(':')).collect();
        let of = |list: usize| {
            let (facet, terms) = LISTS[list];
            let stored: Vec<&str> = tags.iter().filter(|(of, _)| *of == facet).map(|(_, slug)| *slug).collect();
            let slugs = terms.iter().map(|term| term.slug).filter(|slug| stored.contains(slug));
            // A discussion has a few of a hundred tags, and every row of a list has some.
            slugs.take(stored.len()).collect()
        };
        Self { scenes: of(0), items: of(1), themes: of(2) }
    }

    fn of(&self, facet: &str) -> &[&'static str] {
        match facet {
            "scene" => &self.scenes,
            "item" => &self.items,
            _ => &self.themes,
        }
    }

    /// The rows of these tags.
    pub(crate) fn rows(&self, thread: ThreadId) -> impl Iterator<Item = ActiveModel> {
        self.pairs().map(move |(facet, slug)| ActiveModel {
            thread_id: Set(thread),
            facet: Set(facet.to_owned()),
            slug: Set(slug.to_owned()),
        })
    }
}

/// All tags of the discussion of a row as one text, so that they are read along with the row.
pub(crate) fn of_row() -> Expr {
    let text = "(SELECT STRING_AGG(facet || ':' || slug, ' ') FROM thread_terms WHERE thread_id = threads.id)";
    Expr::cust(text)
}

impl TryGetable for Tags {
    fn try_get_by<I: ColIdx>(row: &QueryResult, column: I) -> Result<Self, TryGetError> {
        Ok(Option::<String>::try_get_by(row, column)?.map(|text| Self::from_text(&text)).unwrap_or_default())
    }
}

/// Gives a discussion exactly these tags.
pub(crate) async fn put(tx: &Tx, thread: ThreadId, tags: &Tags) -> Result<()> {
    Entity::delete_many().filter(Column::ThreadId.eq(thread)).exec(&tx.conn).await?;
    let rows: Vec<_> = tags.rows(thread).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(&tx.conn).await?;
    }
    Ok(())
}

/// The tags that a discussion has, for somebody who holds it.
#[expect(clippy::disallowed_methods, reason = "whoever holds a discussion has a permit for it")]
pub(crate) async fn stored(tx: &Tx, thread: ThreadId) -> Result<Tags> {
    let rows = Entity::find().filter(Column::ThreadId.eq(thread)).all(&tx.conn).await?;
    let tags: Vec<_> = rows.iter().map(|row| format!("{}:{}", row.facet, row.slug)).collect();
    Ok(Tags::from_text(&tags.join(" ")))
}

fn names(lists: &[(Terms, &[&'static str])]) -> Vec<String> {
    let name = |(list, slugs): &(Terms, &[&'static str])| {
        slugs.iter().filter_map(|slug| terms::name(list, slug)).map(str::to_owned).collect::<Vec<_>>()
    };
    lists.iter().flat_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::Tags;

    #[test]
    fn stored_tags_come_back_in_the_order_of_the_lists() {
        let tags = Tags::from_text("theme:acp scene:endoflife scene:daily item:x other:acp daily");
        assert_eq!(tags.scenes, ["daily", "endoflife"]);
        assert_eq!(tags.pairs().collect::<Vec<_>>(), [("scene", "daily"), ("scene", "endoflife"), ("theme", "acp")]);
        assert_eq!(tags.as_text(), "scene:daily scene:endoflife theme:acp");
        assert_eq!(Tags::from_text(&tags.as_text()), tags);
        assert_eq!(Tags::from_text(""), Tags::default());
        assert_eq!(tags.names(), ["日常の療養支援", "看取り", "ACP（人生会議）"]);
        let tags = Tags { items: vec!["d"], ..tags };
        assert_eq!(tags.names().len(), 4);
        assert_eq!(tags.short_names(), ["日常の療養支援", "看取り", "ACP（人生会議）"]);
    }
}
