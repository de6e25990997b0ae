//! The fixed addresses that pages of several features link to (see `docs/` for the whole list).

use std::fmt::Display;

/// Home.
pub const HOME: &str = "/";
/// Search.
pub const SEARCH: &str = "/search";
/// List of discussions.
pub const THREADS: &str = "/threads";
/// The form for a new discussion.
pub const NEW_THREAD: &str = "/threads/new";
/// The directory.
pub const COORDINATORS: &str = "/coordinators";
/// All prefectures, and where somebody is still missing.
pub const PREFECTURES: &str = "/prefectures";
/// The rooms.
pub const ROOMS: &str = "/rooms";
/// The viewer's groups, and invitations to others.
pub const GROUPS: &str = "/groups";
/// How the addresses of one's own account begin.
pub const OWN: &str = "/me/";
/// One's own profile.
pub const MY_PROFILE: &str = "/me/profile";
/// One's own password.
pub const MY_PASSWORD: &str = "/me/password";
/// Where one is signed in.
pub const MY_SESSIONS: &str = "/me/sessions";
/// For somebody who has lost the password.
pub const PASSWORD_FORGOTTEN: &str = "/password/forgotten";
/// Where the code is typed that sets a new password.
pub const PASSWORD_CODE: &str = "/password/code";
/// One's own drafts, and where a form is sent to be kept.
pub const MY_DRAFTS: &str = "/me/drafts";
/// One's own texts that wait for another look.
pub const MY_DISPUTES: &str = "/me/disputes";
/// Where those with a charge see who has answered the yearly question.
pub const CONFIRMATIONS: &str = "/admin/confirmations";
/// Where those decide on such texts in whose rooms they would stand.
pub const DISPUTES: &str = "/admin/disputes";
/// Where two people ask who wrote a text whose author is hidden.
pub const UNMASKINGS: &str = "/admin/unmaskings";
/// What one is told of.
pub const MY_NOTICES: &str = "/me/notices";
/// Of what one is told, and how.
pub const MY_NOTICE_SETTINGS: &str = "/me/notices/settings";
/// Searches that one has saved.
pub const MY_SEARCHES: &str = "/me/searches";
/// Where a search is saved, by itself.
pub const NEW_SEARCH: &str = "/me/searches/new";
/// What was done to one's own texts.
pub const MY_ACTS: &str = "/me/acts";
/// What has become of one's own reports.
pub const MY_REPORTS: &str = "/me/reports";
/// Whether one's own texts may move to another room.
pub const MY_MOVES: &str = "/me/moves";
/// What was done in the rooms that one reads.
pub const LOG: &str = "/log";
/// The same with all that those are told who answer for the rooms.
pub const CHARGE_LOG: &str = "/admin/log";
/// Texts that readers have reported.
pub const REPORTS: &str = "/admin/reports";
/// How mail is getting on, for administrators.
pub const MAIL: &str = "/admin/mail";
/// Rosters as files: brought in and written out.
pub const ROSTER_FILES: &str = "/admin/roster";
/// Archives that were brought in, for administrators.
pub const IMPORTS: &str = "/admin/imports";
/// Words that the search takes for each other.
pub const SYNONYMS: &str = "/synonyms";
/// Where administrators keep them.
pub const SYNONYMS_DESK: &str = "/admin/synonyms";
/// Who sees one's own telephone number and e-mail address.
pub const MY_CONTACT: &str = "/me/contact";
/// Who asked for one's contact, and whom one asked.
pub const MY_CONTACT_REQUESTS: &str = "/me/contact-requests";
/// What somebody with a charge may do.
pub const DESK: &str = "/admin";
/// What goes on in the area that somebody is in charge of.
pub const ACTIVITY: &str = "/admin/activity";
/// The same as a file.
pub const ACTIVITY_EXPORT: &str = "/admin/activity/export";
/// Where one gives up one's account.
pub const MY_LEAVING: &str = "/me/leaving";
/// What a successor finds.
pub const MY_HANDOVER: &str = "/me/handover";
/// お問い合わせ
pub const CONTACT: &str = "/contact";

/// Sign-in for somebody whose form was refused because nobody was signed in.
pub const SIGN_IN_TO_SEND: &str = "/sign-in?unsent=1";

/// Sign-in, returning to `next` afterwards.
pub fn sign_in(next: &str) -> String {
    if next == HOME { "/sign-in".to_owned() } else { format!("/sign-in?next={}", encode(next)) }
}

/// The link that sets a new password, once.
pub fn password_reset(token: &str) -> String {
    format!("/password/reset/{token}")
}

/// Sign-in for somebody whose form has been kept as a draft.
pub fn sign_in_to_go_on(draft: &str) -> String {
    format!("{}&kept=1", sign_in(draft))
}

/// A person's profile.
pub fn person(id: impl Display) -> String {
    format!("/coordinators/{id}")
}

/// A person's registration, for those in whose charge it is.
pub fn registration(id: impl Display) -> String {
    format!("/admin/people/{id}")
}

/// A discussion.
pub fn thread(id: impl Display) -> String {
    format!("/threads/{id}")
}

/// A text, wherever it stands now.
pub fn post(id: impl Display) -> String {
    format!("/posts/{id}")
}

/// Where it is said how one follows something; see [`crate::bell`] for its names.
pub fn follow(subject: &str) -> String {
    format!("/me/follows/{subject}")
}

/// The page that stops mail about what is new, for whoever has the link.
pub fn unsubscribe(token: &str) -> String {
    format!("/unsubscribe/{token}")
}

/// A saved search, for whoever has saved it.
pub fn saved_search(id: impl Display) -> String {
    format!("/me/searches/{id}")
}

/// What a saved search has found lately, for programs that have the address.
pub fn search_feed(token: &str) -> String {
    format!("/feeds/searches/{token}.atom")
}

/// A seat, whoever holds it.
pub fn seat(id: impl Display) -> String {
    format!("/seats/{id}")
}

/// What a seat hands on in words.
pub fn handover_note(seat: impl Display) -> String {
    format!("/seats/{seat}/note")
}

/// A municipality.
pub fn municipality(code: &str) -> String {
    format!("/municipalities/{code}")
}

/// A prefecture.
pub fn prefecture(code: &str) -> String {
    format!("/prefectures/{code}")
}

/// A group: its members, not what is said in it.
pub fn group(id: impl Display) -> String {
    format!("/groups/{id}")
}

/// A room.
pub fn room(slug: &str) -> String {
    format!("/rooms/{slug}")
}

/// An address with parameters, in order; empty values are left out.
pub fn with_query<'a>(path: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    let mut separator = '?';
    for (name, value) in parameters.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push(separator);
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
        separator = '&';
    }
    address
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
pub fn encode(value: &str) -> String {
    use std::fmt::Write as _;
    value.bytes().fold(String::with_capacity(value.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// A path on this site to return to: anything that could lead elsewhere becomes the home page.
pub fn safe_next(next: &str) -> &str {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n', '\t', '\0']);
    if own && next.chars().all(|c| c.is_ascii_graphic()) { next } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_returned_to() {
        assert_eq!(safe_next("/threads/1?x=1#reply-2"), "/threads/1?x=1#reply-2");
        for elsewhere in ["", "https://evil", "//evil", "/\\evil", "/\tevil", "\\/evil", "javascript:x", "/é"] {
            assert_eq!(safe_next(elsewhere), "/", "{elsewhere:?}");
        }
    }

    #[test]
    fn parameters_are_encoded_and_empty_ones_left_out() {
        assert_eq!(
            with_query("/search", [("q", "訪看 &"), ("room", ""), ("page", "2")]),
            "/search?q=%E8%A8%AA%E7%9C%8B%20%26&page=2"
        );
    }
}
