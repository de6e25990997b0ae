//! Why somebody posts a text although the guard has doubts.

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    /// A name that never changes, for the log.
    pub slug: &'static str,
    /// What people choose.
    pub name: &'static str,
}

/// All of them, in the order in which they are offered.
pub(super) const REASONS: [Reason; 5] = [
    Reason { slug: "mistaken", name: "個人のことではありません" },
    Reason {
        slug: "public", name: "公表されている情報です（公的な窓口、機関の公式サイトなど）"
    },
    Reason { slug: "colleague", name: "仕事で関わる方のことで、ご本人の了解があります" },
    Reason { slug: "consent", name: "患者・利用者やご家族の同意があります" },
    Reason { slug: "fictional", name: "架空の事例です" },
];
