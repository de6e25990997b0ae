//! What may have been meant, and letters that spell kana.

use super::*;

fn guesses(library: &Library, words: &str) -> Vec<String> {
    library.found(words).guesses
}

#[test]
fn a_slip_is_answered_with_what_may_have_been_meant() {
    let library = Library::texts(&["退院前カンファレンスの進め方", "訪問看護の夜間体制", "多職種連携の研修"]);
    for (typed, meant) in [
        ("カンファランス", "カンファレンス"),
        ("退院前カンファランス", "退院前カンファレンス"),
        ("ほうもんかんごう", "訪問看護"),
        ("夜間 カンファランス", "夜間 カンファレンス"),
        ("他職種連携の研集", "多職種"),
    ] {
        let guesses = guesses(&library, typed);
        assert!(guesses.iter().any(|guess| guess.contains(meant)), "{typed}: {guesses:?}");
    }
}

#[test]
fn nothing_is_offered_where_nothing_is_near_or_something_is_found() {
    let library = Library::texts(&["カンファレンス", "カンファレンス", "カンファレンスと会議"]);
    assert!(guesses(&library, "カンファレンス").is_empty());
    assert!(guesses(&library, "宇宙飛行士").is_empty());
    assert!(guesses(&library, "\"カンファランス\"").is_empty(), "a text in quotation marks is meant as it stands");
    assert!(guesses(&library, "").is_empty());
}

#[test]
fn no_word_is_offered_that_only_hidden_documents_hold() {
    let mut hidden = document(2, "コンソーシアムの設立", "");
    hidden.room = RoomId(2);
    let library = Library::of(&[document(1, "別の話", ""), hidden]);
    assert!(guesses(&library, "コンソーシアン").is_empty());
    let everywhere = Scope::of([RoomId(1), RoomId(2)].into(), BTreeSet::new());
    assert_eq!(library.ask(&Ask { scope: everywhere, ..asking("コンソーシアン") }).guesses, ["コンソーシアム"]);
}

#[test]
fn hidden_words_push_no_visible_one_out() {
    // Each as near to what is typed as the visible one, and before it in any order.
    let near = "アイウエオカキクケコサシスセソタチツテト".chars().map(|c| format!("カンファ{c}ンス"));
    let hidden = (2..).zip(near).map(|(id, word)| Document { room: RoomId(2), ..document(id, &word, "") });
    let visible = document(1, "カンファレンス", "");
    let alone = Library::of(std::slice::from_ref(&visible));
    let among = Library::of(&[visible].into_iter().chain(hidden).collect::<Vec<_>>());
    assert_eq!(guesses(&alone, "カンファランス"), ["カンファレンス"]);
    assert_eq!(guesses(&among, "カンファランス"), guesses(&alone, "カンファランス"));
}

#[test]
fn letters_typed_without_kana_input_find_what_they_spell() {
    let library = Library::texts(&["訪問看護の夜間体制", "nightの体制", "介護"]);
    assert_eq!(library.whole("houmonkango"), ids(&[1]));
    assert_eq!(library.found("houmonkango").heard, ["ホウモンカンゴ"]);
    assert_eq!(library.whole("night"), ids(&[2]));
    let written = Library::texts(&["訪問看護", "houmonkangoの表示"]);
    assert_eq!(written.whole("houmonkango"), ids(&[2]), "what is written comes before what is spelt");
}
