//! Which mails make one discussion: those that refer to each other, and answers under the same subject.

use std::collections::{HashMap, HashSet};

use kernel::clock::DAY;
use kernel::{ThreadId, Timestamp};

use super::mails::Head;
use super::store::Earlier;
use super::subjects;

/// An answer without references belongs to the last mail of the same subject, unless that is older.
const NEAR: i64 = 60 * DAY;

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its discussion.
    pub discussion: ThreadId,
    /// Its instant; those of one discussion all differ, and the opening mail is the first.
    pub at: Timestamp,
    /// Whether it opens the discussion.
    pub opens: bool,
}

/// Groups of numbers that grow together.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// Places mails, each in the order of the archive. `known` leads from the keys of mails that were brought in before, or that
/// are referred to, to their discussions. Whatever refers to whatever, also in circles, it ends.
pub fn place(heads: &[&Head], known: &HashMap<String, Earlier>, now: Timestamp) -> Vec<Placed> {
    let dates = dates(heads, now);
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for key in heads.iter().map(|head| &head.key).chain(heads.iter().flat_map(|head| &head.references)) {
        let next = numbers.len();
        numbers.entry(key).or_insert(next);
    }
    let mut groups = Groups((0..numbers.len()).collect());
    for head in heads {
        for reference in &head.references {
            groups.join(numbers[&*head.key], numbers[&**reference]);
        }
    }
    let mut order: Vec<usize> = (0..heads.len()).collect();
    order.sort_by_key(|at| (dates[*at], *at));
    join_by_subject(heads, &dates, &order, |one, other| {
        groups.join(numbers[&*heads[one].key], numbers[&*heads[other].key]);
    });
    let mut ids: HashMap<usize, Earlier> = HashMap::new();
    for (key, earlier) in known {
        if let Some(number) = numbers.get(&**key) {
            ids.entry(groups.of(*number)).or_insert(*earlier);
        }
    }
    let of: Vec<usize> = heads.iter().map(|head| groups.of(numbers[&*head.key])).collect();
    in_order(heads, &dates, &of, &ids)
}

/// What has no date was written when the mail before it was.
fn dates(heads: &[&Head], now: Timestamp) -> Vec<Timestamp> {
    let mut last = heads.iter().find_map(|head| head.at).unwrap_or(now);
    let date = |head: &&Head| {
        last = head.at.unwrap_or(last);
        last
    };
    heads.iter().map(date).collect()
}

fn join_by_subject(heads: &[&Head], dates: &[Timestamp], order: &[usize], mut join: impl FnMut(usize, usize)) {
    let mut last: HashMap<String, usize> = HashMap::new();
    for at in order {
        let Some(key) = subjects::key(&heads[*at].subject) else { continue };
        match last.get(&key) {
            Some(before) if subjects::is_answer(&heads[*at].subject) && dates[*at].since(dates[*before]) <= NEAR => {
                join(*at, *before);
            }
            _ => {}
        }
        last.insert(key, *at);
    }
}

/// The first of a new discussion is the earliest mail that answers none of the others.
fn in_order(heads: &[&Head], dates: &[Timestamp], of: &[usize], ids: &HashMap<usize, Earlier>) -> Vec<Placed> {
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, group) in of.iter().enumerate() {
        members.entry(*group).or_default().push(at);
    }
    let mut placed = vec![Placed { discussion: ThreadId(0), at: Timestamp(0), opens: false }; heads.len()];
    for (group, mut mails) in members {
        let keys: HashSet<&str> = mails.iter().map(|at| &*heads[*at].key).collect();
        let answers = |at: usize| heads[at].references.iter().any(|it| keys.contains(&**it) && *it != heads[at].key);
        mails.sort_by_cached_key(|at| (dates[*at], *at));
        let first = mails.iter().position(|at| !answers(*at)).unwrap_or(0);
        mails[..=first].rotate_right(1);
        let new = || Earlier { discussion: ThreadId::random(), is_opened: false };
        let Earlier { discussion, is_opened } = ids.get(&group).copied().unwrap_or_else(new);
        let mut last = Timestamp(i64::MIN);
        for (number, at) in mails.into_iter().enumerate() {
            last = dates[at].max(last.plus(1));
            placed[at] = Placed { discussion, at: last, opens: !is_opened && number == 0 };
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(key: &str, references: &[&str], subject: &str, day: i64) -> Head {
        let references = references.iter().map(|it| (*it).to_owned()).collect();
        Head { key: key.to_owned(), references, subject: subject.to_owned(), at: Some(Timestamp(day * DAY)) }
    }

    fn placed(heads: &[Head]) -> Vec<Placed> {
        place(&heads.iter().collect::<Vec<_>>(), &HashMap::new(), Timestamp(1_000 * DAY))
    }

    #[test]
    fn mails_that_refer_to_each_other_are_one_discussion_also_around_one_that_is_missing() {
        let all = placed(&[
            head("b", &["lost"], "Re: 様式", 2),
            head("a", &[], "会議", 1),
            head("c", &["lost", "b"], "Re: 様式", 1),
            head("d", &["a"], "別の題", 5),
        ]);
        assert_eq!(all[0].discussion, all[2].discussion);
        assert_eq!(all[1].discussion, all[3].discussion);
        assert_ne!(all[0].discussion, all[1].discussion);
        // The clock of whoever answered was wrong.
        assert!(all[0].opens && !all[2].opens && all[2].at > all[0].at);
    }

    #[test]
    fn answers_without_references_are_found_by_their_subject_for_some_time() {
        let all = placed(&[
            head("a", &[], "[ml:1] 定例会のお知らせ", 1),
            head("b", &[], "Re: 定例会のお知らせ", 3),
            head("c", &[], "定例会のお知らせ", 30),
            head("d", &[], "Re: [ml:3] 定例会のお知らせ", 31),
            head("e", &[], "Re: 定例会のお知らせ", 500),
        ]);
        assert_eq!(all[0].discussion, all[1].discussion);
        assert_ne!(all[0].discussion, all[2].discussion, "the same subject again is a new discussion");
        assert_eq!(all[2].discussion, all[3].discussion);
        assert_ne!(all[3].discussion, all[4].discussion);
    }

    #[test]
    fn circles_end_and_instants_differ() {
        let mut heads = vec![head("a", &["b", "a"], "x y", 1), head("b", &["a"], "x y", 1), head("c", &["c"], "z", 1)];
        heads[2].at = None;
        let all = placed(&heads);
        assert_eq!(all[0].discussion, all[1].discussion);
        assert_ne!(all[0].at, all[1].at);
        assert_eq!(all.iter().filter(|it| it.opens).count(), 2);
    }

    #[test]
    fn what_was_brought_in_before_goes_on() {
        let known = HashMap::from([("a".to_owned(), Earlier { discussion: ThreadId(7), is_opened: true })]);
        let all = place(&[&head("b", &["a"], "Re: 様式", 2)], &known, Timestamp(DAY));
        assert_eq!((all[0].discussion, all[0].opens), (ThreadId(7), false));
    }
}
