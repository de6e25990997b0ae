//! What can be done to texts, discussions and people, as it is stored and as people read it.

/// Declares the actions with their words and names.
macro_rules! actions {
    ($($name:ident $word:literal $label:literal)*) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $(#[doc = $label] $name,)*
        }

        impl Action {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// As it is stored.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What people read.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

actions! {
    HiddenOnReport "post.hidden-on-report" "知らせを受けて、投稿の表示をいったん止めた"
    Hidden "post.hidden" "投稿の表示を止めた"
    KeptHidden "post.kept-hidden" "投稿の表示を止めたままにした"
    Shown "post.shown" "投稿の表示を元に戻した"
    Opened "post.opened" "判断のない知らせを確かめるため、投稿を開いた"
    Redacted "post.redacted-part" "投稿の一部を、これまでの版も含めて消した"
    FileRedacted "post.redacted-file" "投稿の添付ファイルを消した"
    Moved "thread.moved" "相談を、ほかの部屋へ移した"
    MovedIn "thread.moved-in" "相談を、ほかの部屋から受け入れた"
    MoveAsked "thread.move-asked" "相談をほかの部屋へ移してよいか、書いた方に尋ねた"
    Merged "thread.merged" "相談を、同じ話題の相談とひとつにまとめた"
    Split "thread.split" "返信を、別の相談に分けた"
    Unmasked "unmask-confirm" "名前を伏せた投稿を書いた方を、二人で確かめた"
    Closed "thread.closed-by-charge" "相談の返信の受け付けを終了した"
    Reopened "thread.reopened-by-charge" "相談の返信の受け付けを再開した"
    Checked "post.checked" "投稿を確かめ、そのままにした"
    Suspended "person-suspend" "利用を停止した"
    Restored "person-restore" "利用を再開した"
    BroughtIn "import.released" "過去の記録を、確かめて載せた"
}

impl Action {
    /// Whether it is done to a person, at the desk of registrations, and in no room.
    pub fn is_on_a_person(self) -> bool {
        matches!(self, Self::Suspended | Self::Restored)
    }

    /// What was stored, if it is one of these.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.word() == word)
    }
}
