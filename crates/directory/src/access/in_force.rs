//! When a grant holds: one rule, in SQL, for all who read grants.

/// The condition under which a row of `grants` holds at the instant that stands at `now`, such as `$2`.
///
/// A grant ends by itself on the day that was set for it (`ends_at`), and that of a municipality's officer with the post:
/// at the instant at which its person, having held a seat, is left without one. So an end that was planned needs no second
/// write when it comes, and a new seat years later does not bring an old grant back (see `members::take_seat`); whoever is
/// to have it is given it anew. Other grants hold until they are taken back, and so does that of an officer who never held
/// a seat here.
pub fn in_force(now: &str) -> String {
    format!(
        "(grants.revoked_at IS NULL AND COALESCE(grants.ends_at > {now}, TRUE) AND COALESCE({LEAVES_AT} > {now}, TRUE))"
    )
}

/// The instant at which a row of `grants` ends with a seat, or has ended; NULL for one that does not.
pub const LEAVES_AT: &str = "(CASE WHEN grants.role = 'officer' THEN (
        SELECT MIN(gone.ended_at) FROM tenures AS gone WHERE gone.person_id = grants.person_id
            AND gone.started_at <= gone.ended_at AND gone.ended_at >= grants.granted_at
            AND NOT EXISTS (SELECT 1 FROM tenures AS held WHERE held.person_id = gone.person_id
                AND held.started_at <= gone.ended_at
                AND (held.ended_at IS NULL OR held.ended_at > gone.ended_at))) END)";
