//! Answers that are kept until something is written to the change log.
//!
//! Whatever can be found is noted there, so what was counted among discussions at one version of the log is still right
//! for a request that has seen the same version. Every request reads the version in the statement that makes its
//! viewer, so a change takes effect with the next request, on every instance.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Result;
use crate::changes::Version;

/// More answers are not kept: whoever asks for more asks for something else each time.
const MOST: usize = 1_000;

/// The answers of one instance; cheap to clone.
#[derive(Clone, Default)]
pub struct Memo(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    version: Option<Version>,
    answers: HashMap<String, Arc<dyn Any + Send + Sync>>,
}

impl Memo {
    /// The kept answer to a question, or what `find` finds, which is kept if the version of the log is known.
    ///
    /// The question must name everything on which the answer depends, above all the scope.
    pub async fn answer<T: Any + Send + Sync>(
        &self,
        version: Option<Version>,
        question: String,
        find: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        if let Some(known) = version.and_then(|version| self.known(version, &question)) {
            return Ok(known);
        }
        let found = Arc::new(find.await?);
        if let Some(version) = version {
            self.keep(version, question, Arc::<T>::clone(&found));
        }
        Ok(found)
    }

    fn known<T: Any + Send + Sync>(&self, version: Version, question: &str) -> Option<Arc<T>> {
        let kept = self.kept();
        let answer = kept.answers.get(question).filter(|_| kept.version == Some(version))?;
        Arc::clone(answer).downcast().ok()
    }

    fn keep(&self, version: Version, question: String, answer: Arc<dyn Any + Send + Sync>) {
        let mut kept = self.kept();
        // A request that took its time must not bring back what a newer one has seen change.
        if kept.version > Some(version) {
            return;
        }
        if kept.version != Some(version) || kept.answers.len() >= MOST {
            *kept = Kept { version: Some(version), answers: HashMap::new() };
        }
        kept.answers.insert(question, answer);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memo({} answers)", self.kept().answers.len())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    static FOUND: AtomicU64 = AtomicU64::new(0);

    async fn ask(memo: &Memo, version: Option<i64>, question: &str) -> u64 {
        let find = async { Ok(FOUND.fetch_add(1, Ordering::SeqCst)) };
        *memo.answer(version.map(Version), question.to_owned(), find).await.unwrap()
    }

    #[tokio::test]
    async fn an_answer_holds_for_its_question_and_until_the_log_grows() {
        let memo = Memo::default();
        let first = ask(&memo, Some(7), "how many").await;
        assert_eq!(ask(&memo, Some(7), "how many").await, first);
        assert_ne!(ask(&memo, Some(7), "how many others").await, first);
        assert_ne!(ask(&memo, None, "how many").await, first);
        let newer = ask(&memo, Some(8), "how many").await;
        assert_ne!(newer, first);
        let late = ask(&memo, Some(7), "how many").await;
        assert!(late != first && late != newer);
        assert_eq!(ask(&memo, Some(8), "how many").await, newer);
    }
}
