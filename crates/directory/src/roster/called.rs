//! Finding people by how their name, or its よみ, begins.

use std::cmp::Reverse;

use kernel::RoomId;

use super::person::fold;
use super::{Person, Roster};

/// Beginnings of a name as they are compared: folded and without spaces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Called {
    /// Name and よみ.
    whole: [String; 2],
    /// The given name and its よみ.
    given: [String; 2],
}

impl Called {
    /// How somebody is called.
    pub fn of(name: &str, kana: &str) -> Self {
        let given = |whole: &str| bare(whole.split_once(char::is_whitespace).map_or("", |(_, given)| given));
        Self { whole: [bare(name), bare(kana)], given: [given(name), given(kana)] }
    }

    /// Whether the whole name begins like this, or only the given one; nothing when neither does.
    fn begins(&self, typed: &str) -> Option<bool> {
        let any = |names: &[String; 2]| names.iter().any(|name| name.starts_with(typed));
        if any(&self.whole) { Some(true) } else { any(&self.given).then_some(false) }
    }
}

impl Roster {
    /// Whether the name of anybody who is or was here, or a part of it, stands in words. Two kana are a name only by
    /// themselves, since they stand in many words.
    pub(crate) fn is_named_in(&self, words: &str) -> bool {
        let (whole, apart) = (bare(words), words.split_whitespace().map(bare).collect::<Vec<_>>());
        self.everybody().any(|person| {
            let parts =
                |name: &str| name.split_whitespace().map(bare).filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let is_spoken =
                |part: &String| apart.contains(part) || (part.chars().count() > 2 && whole.contains(part.as_str()));
            parts(&person.name).iter().any(|part| whole.contains(part.as_str()))
                || parts(&person.kana).iter().any(is_spoken)
        })
    }

    /// Those who read a room, whom the directory shows and whose name begins like this, by よみ; those whose given name does
    /// come last.
    pub fn readers_called(&self, room: RoomId, typed: &str) -> Vec<&Person> {
        let typed = bare(typed);
        if typed.is_empty() {
            return Vec::new();
        }
        let listed = self.readers_of(room).filter(|person| person.listed);
        let mut found: Vec<_> = listed.filter_map(|person| Some((person.called.begins(&typed)?, person))).collect();
        found.sort_by_key(|(is_whole, _)| Reverse(*is_whole));
        found.into_iter().map(|(_, person)| person).collect()
    }
}

fn bare(name: &str) -> String {
    fold(name).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::Called;

    #[test]
    fn a_name_is_known_by_its_beginning_however_it_is_typed() {
        let called = Called::of("茅ヶ崎 花子", "ちがさき はなこ");
        let begins = |typed: &str| called.begins(&super::bare(typed));
        for typed in ["茅", "茅ケ崎", "ちが", "チガサキ", "茅ヶ崎花", "ちがさき　は"] {
            assert_eq!(begins(typed), Some(true), "{typed}");
        }
        assert_eq!((begins("花子"), begins("ハナ")), (Some(false), Some(false)));
        assert_eq!((begins("崎"), begins("さき")), (None, None));
    }
}
