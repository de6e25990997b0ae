//! What browsers send about words that mean the same.

use kernel::{Error, ProposalId, Result, Tx, text};
use search::synonyms::stored::Stored;
use search::synonyms::{Group, Kind};
use serde::Deserialize;
use web::Problems;

use super::write;

/// Most characters of a word, and most words of a group.
pub const LONGEST: usize = 40;
const MOST_WORDS: usize = 16;

/// A group as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GroupForm {
    /// Slug of the kind.
    pub kind: String,
    /// The words, one on a line.
    pub words: String,
    /// The version that is changed.
    pub version: String,
    /// `look` to see first what would change.
    pub step: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
    /// The number of the proposal from which it came.
    pub proposal: String,
    /// The words of the question that found nothing, from which it came.
    pub missed: String,
}

/// Where a new group came from, if it came from somewhere: a proposal, or a question that found nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Origin {
    /// The number of the proposal.
    pub proposal: String,
    /// The words of the question.
    pub missed: String,
}

impl Origin {
    /// The proposal.
    pub fn proposal(&self) -> Option<ProposalId> {
        self.proposal.parse().ok().map(ProposalId)
    }

    /// Takes it off the lists of what waits. Of two who accept the same proposal, the later one is told so.
    pub async fn is_done(&self, tx: &Tx) -> Result<()> {
        if let Some(proposal) = self.proposal()
            && write(tx, "DELETE FROM synonym_proposals WHERE id = $1", [proposal.0.into()]).await? == 0
        {
            return Err(Error::Conflict("この提案は、ほかの方が先に確かめました。一覧を開き直してください。"));
        }
        if !self.missed.is_empty() {
            write(tx, "DELETE FROM missed_questions WHERE words = $1", [self.missed.as_str().into()]).await?;
        }
        Ok(())
    }
}

impl GroupForm {
    /// A form with these words.
    pub fn of(group: &Group) -> Self {
        let once = web::forms::once();
        Self { kind: group.kind.slug().to_owned(), words: group.words.join("\n"), once, ..Self::default() }
    }

    /// The form that changes a group.
    pub fn changing(stored: &Stored) -> Self {
        Self { version: stored.version.to_string(), ..Self::of(&stored.group) }
    }

    /// Where it came from.
    pub fn origin(&self) -> Origin {
        Origin { proposal: self.proposal.clone(), missed: self.missed.clone() }
    }

    /// Whether its sender wants to see first what would change.
    pub fn looks(&self) -> bool {
        self.step == "look"
    }

    /// The group as of the version that the form was made from.
    pub fn made_from(&self, stored: Stored) -> Stored {
        Stored { version: self.version.parse().unwrap_or_default(), ..stored }
    }

    /// What can be stored, or what is wrong.
    pub fn parse(&self) -> std::result::Result<Group, Problems> {
        let mut problems = Problems::default();
        let kind = Kind::parse(&self.kind).ok_or_else(|| "言葉の関係を選んでください。".to_owned());
        let group = Group { kind: problems.take("kind", kind), words: problems.take("words", self.words()) };
        problems.or(group)
    }

    fn words(&self) -> std::result::Result<Vec<String>, String> {
        let mut words: Vec<String> = Vec::new();
        for line in self.words.lines().filter(|line| !line.trim().is_empty()) {
            let word = text::optional_line("言葉", line, LONGEST)?;
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        if words.len() > MOST_WORDS {
            return Err(format!("言葉は{MOST_WORDS}個までです（いま{}個です）。", words.len()));
        }
        let group = Group { kind: Kind::Equal, words };
        if group.tells() {
            Ok(group.words)
        } else {
            Err("言葉を、1行にひとつ、2つ以上入力してください。全角と半角、「・」の違いだけの言葉は、同じ言葉としてさがします。".to_owned())
        }
    }
}

/// Words by which somebody looks through the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seeking {
    /// The words.
    pub q: String,
    /// The draft of a proposal that is continued.
    pub draft: String,
}

impl Seeking {
    /// The groups in which these words occur.
    pub fn among(&self, all: Vec<Stored>) -> Vec<Stored> {
        let wanted = text::fold(&self.q);
        let holds = |stored: &Stored| stored.group.words.iter().any(|word| text::fold(word).contains(&wanted));
        all.into_iter().filter(holds).collect()
    }
}
