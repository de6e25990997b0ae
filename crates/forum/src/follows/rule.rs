//! How loudly somebody is told of what is said in a discussion: one rule, in SQL, for all who ask.

use crate::posts::authors::WRITER;

/// The level for the person in the column `person` of what is said in the discussion in the row `thread` (the name of
/// a table or of its alias): what they have said of the discussion itself, else the loudest of all else that holds.
pub(crate) fn level(person: &str, thread: &str) -> String {
    // A table of one row, so that the pieces are the same wherever the rule stands.
    let t = format!("(SELECT {thread}.id AS id, {thread}.room_id AS room_id) AS t");
    format!(
        "COALESCE((SELECT f.level FROM {t} JOIN follows AS f ON f.subject = 'thread-' || t.id
                WHERE f.person_id = {person}),
            (SELECT MAX(ways.level) FROM (
                SELECT f.level FROM follows AS f WHERE f.person_id = {person} AND f.subject IN ({subjects})
                UNION ALL SELECT {own} FROM {t} JOIN posts AS o ON o.id = t.id WHERE {WRITER} = {person}
                UNION ALL SELECT {replied} WHERE EXISTS (SELECT 1 FROM {t} JOIN posts AS o ON o.thread_id = t.id
                    WHERE o.id <> t.id AND {WRITER} = {person} AND o.withdrawn_at IS NULL)) AS ways), 0)",
        subjects = subjects(&t),
        own = said(person, "own", 2),
        replied = said(person, "replied", 2),
    )
}

/// The same for a question that has stayed without an answer: gently or not at all.
pub(crate) fn unanswered_level(person: &str, thread: &str) -> String {
    format!(
        "COALESCE((SELECT 0 FROM follows AS f WHERE f.person_id = {person}
            AND f.subject = 'thread-' || {thread}.id AND f.level = 0), {})",
        said(person, "unanswered", 1)
    )
}

/// The same for somebody who is mentioned: unless they want to hear nothing of the discussion.
pub(crate) fn mentioned_level(person: &str, thread: &str) -> String {
    format!(
        "COALESCE((SELECT 0 FROM follows AS f WHERE f.person_id = {person}
            AND f.subject = 'thread-' || {thread}.id AND f.level = 0), {})",
        said(person, "mentioned", 2)
    )
}

/// The level of what is told on the site and not by mail.
pub(crate) const ON_SITE: i64 = 3;

/// The level of the notice in `notices` of a text that saved searches have found, as these say now. A search that is gone
/// says nothing.
fn searched_level(thread: &str) -> String {
    format!(
        "COALESCE((SELECT 0 FROM follows AS f WHERE f.person_id = notices.person_id
            AND f.subject = 'thread-' || {thread}.id AND f.level = 0),
            (SELECT CASE MAX(s.level) WHEN 2 THEN 1 WHEN 1 THEN {ON_SITE} ELSE 0 END {FOUND_BY}))"
    )
}

/// The saved searches by which a notice in `notices` came about.
pub(crate) const FOUND_BY: &str = "FROM saved_searches AS s JOIN search_finds AS found ON found.search_id = s.id
    WHERE s.person_id = notices.person_id AND found.post_id = notices.post_id AND s.level > 0";

/// The level at which a row of `notices` is told, whatever kind it is; `thread` is its discussion. Whom a text does not
/// mention any more is not told that it does.
pub(crate) fn of_notice(thread: &str) -> String {
    format!(
        "(CASE notices.kind WHEN 'search' THEN {} WHEN 'unanswered' THEN {} WHEN 'mention' THEN (CASE
            WHEN EXISTS (SELECT 1 FROM mentions AS m WHERE m.post_id = notices.post_id
                AND m.person_id = notices.person_id) THEN {} ELSE 0 END) ELSE {} END)",
        searched_level(thread),
        unanswered_level("notices.person_id", thread),
        mentioned_level("notices.person_id", thread),
        level("notices.person_id", thread)
    )
}

/// What is followed beside the discussion itself: its room, its themes, and the municipalities of whoever began it.
/// `t` is what stands after `FROM` and has the discussion's `id` and `room_id`.
fn subjects(t: &str) -> String {
    format!(
        "SELECT 'room-' || t.room_id AS subject FROM {t}
        UNION ALL SELECT 'theme-' || tag.slug FROM {t} JOIN thread_terms AS tag ON tag.thread_id = t.id
            WHERE tag.facet = 'theme'
        UNION ALL SELECT 'place-' || m.code FROM {t} JOIN posts AS o ON o.id = t.id {told}
            JOIN tenures AS te ON te.id = o.tenure_id JOIN seat_places AS sp ON sp.seat_id = te.seat_id
            JOIN municipalities AS served ON served.code = sp.municipality_code
            JOIN municipalities AS m ON m.code = served.code OR m.code = served.city_code
                OR m.city_code = served.code",
        told = crate::notices::byline::PLACES_TOLD,
    )
}

/// Everybody for whom [`level`] may be more than nothing in the discussion `$1`, with the level; without whoever has
/// written there after the instant `$2`, and so has read what was said then.
pub(crate) fn candidates() -> String {
    let level = level("c.person_id", "t");
    format!(
        "WITH t AS (SELECT id, room_id FROM threads WHERE id = $1),
        c AS (SELECT {WRITER} AS person_id FROM t JOIN posts AS o ON o.thread_id = t.id WHERE o.withdrawn_at IS NULL
            UNION SELECT f.person_id FROM ({subjects} UNION ALL SELECT 'thread-' || t.id FROM t) AS s
                JOIN follows AS f ON f.subject = s.subject WHERE f.level > 0)
        SELECT c.person_id, {level} AS level FROM c CROSS JOIN t WHERE NOT EXISTS (SELECT 1 FROM posts AS o
            WHERE o.thread_id = t.id AND {WRITER} = c.person_id AND o.created_at > $2)",
        subjects = subjects("t"),
    )
}

fn said(person: &str, subject: &str, otherwise: i64) -> String {
    format!(
        "COALESCE((SELECT f.level FROM follows AS f WHERE f.person_id = {person} AND f.subject = '{subject}'), {otherwise})"
    )
}
