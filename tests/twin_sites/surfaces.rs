//! The pages on which two sites are compared.

use super::SECRET;

/// Pages of those who keep the registrations of another prefecture.
pub const OF_A_PEER: [&str; 7] = [
    "/admin/activity",
    "/admin/activity/export",
    "/coordinators/export",
    "/admin/invitations?whose=charge",
    "/admin/invitations/export?whose=charge",
    "/admin/invitations/renewal?all=1&whose=charge",
    "/admin/people?access=none",
];

/// What is like one's own town and like that of the insider.
const ALIKE: [&str; 6] = [
    "/municipalities/27100/similar",
    "/municipalities/11202/similar",
    "/coordinators?similar_to=mine",
    "/coordinators?similar_to=08203",
    "/search?similar_to=mine",
    "/search?similar_to=08203",
];

/// Pages without a question.
const PAGES: &[&str] = &[
    "/",
    "/threads",
    "/threads?sort=new",
    "/threads?sort=thanks",
    "/threads?state=open",
    "/threads?state=unanswered",
    "/threads?state=solved",
    "/threads?room=area-1109",
    "/threads?room=pref-11",
    "/threads?theme=acp",
    "/threads?scene=daily",
    "/rooms",
    "/rooms/japan",
    "/rooms/pref-11",
    "/rooms/area-1109",
    "/coordinators",
    "/coordinators?q=insider",
    "/coordinators?q=熊谷市の近く",
    "/coordinators?theme=acp",
    "/municipalities/11202",
    "/municipalities/11202/note",
    "/municipalities/11202/note/removal",
    "/prefectures",
    "/prefectures/11",
    "/prefectures/11?only=several",
    "/threads/new",
    "/groups",
    "/groups/8000000000000001",
    "/rooms/group-8000000000000001",
    "/threads?room=group-8000000000000001",
    "/search",
    "/threads/1",
    "/files/1",
    "/me/notices",
    "/me/searches",
    "/me/searches/new?q=退院&room=area-1109",
    "/me/searches/1",
    "{saved}",
    "{feed}",
    "/me/notices/settings",
    "/me/follows/room-1109",
    "/me/disputes",
    "/admin/disputes",
    "/admin/unmaskings",
    "/me/drafts",
    "/me/reports",
    "/search/help",
    "/synonyms",
    "/synonyms?q=退院",
    "/admin/synonyms",
    "/admin/imports",
    "/me/acts",
    "/me/moves",
    "/log",
    "/log?room=pref-11",
    "/log?action=post.hidden",
    "/admin/log",
    "/admin/log/export",
    "/admin/reports",
    "/posts/1",
    "/posts/1/report",
    "/admin/posts/1",
    "/admin/posts/1/redaction",
    "/admin/posts/1/incident",
    "/admin/threads/1/move",
    "/admin/threads/1/merge",
    "/admin/threads/1/split",
    "/threads/1/closure",
    "/me/handover",
    "/seats/1",
    "/seats/1/note",
    "/me/leaving",
    "/admin/turnover",
    "/admin/confirmations?state=all",
    "/admin/alumni",
];

/// All of them.
pub fn surfaces() -> Vec<String> {
    let word = |word: &str| format!("/search?q={}", web::links::encode(word));
    let mut paths: Vec<String> = PAGES.iter().map(ToString::to_string).collect();
    paths.extend(
        [
            SECRET,
            "ヒミツ",
            "退院",
            "退院前カンファ",
            "相談",
            "夜間の連絡先はどのようにしていますか",
            "\"退院\"",
            "退院 -夜間",
            "訪看",
            "看取り",
            // Slips, of which only visible words may be offered, and conditions of which only visible rooms are known.
            "ヒミツノコトパ",
            "ひみつのこと",
            "himitunokotoba",
            "退院前カンファァ",
            "訪看 OR ヒミツノコトバ",
            "退院 部屋:埼玉",
            "退院 room:area-1109",
            "退院 -room:area-1109",
            "退院 県:埼玉 状態:解決",
            "規模:5万人 年度:令和8",
            "退院 似た自治体:土浦市",
        ]
        .map(word),
    );
    paths.push(format!("{}&room=area-1109", word("退院")));
    paths.push(format!("{}&sort=new&theme=acp", word("退院")));
    paths.push(format!("{}&sort=thanks", word("退院")));
    paths.push(format!("{}&by=medical-association&year=2026&size=50000-300000", word("退院")));
    paths.push(format!("{}&tab=people", word("insider")));
    // Nothing is found there, but something else is with fewer conditions.
    paths.push(format!("{}&room=area-1109&state=solved&theme=acp", word("看取り")));
    paths.push(format!("{}&kind=practice", word("退院 部屋:全国")));
    paths.extend(["/rooms/bloc-kantoshinetsu", "/me/profile", "/threads/new?room=area-1109"].map(str::to_owned));
    paths.extend(ALIKE.map(str::to_owned));
    paths
}
