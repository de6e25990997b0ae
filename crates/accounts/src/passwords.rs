//! Passwords: long rather than complicated, nothing that others would think of, compared after NFKC, hashed with
//! argon2id.
//!
//! Sources: NIST SP 800-63B-4 (length, lists, no composition rules) and the OWASP Password Storage Cheat Sheet (m=19 MiB,
//! t=2, p=1).

pub(crate) mod change;
mod forms;
pub mod handlers;
pub mod paths;
mod romaji;
pub mod views;
mod weakness;

use std::sync::LazyLock;

use anyhow::Context as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use kernel::{Db, Error, Result, Viewer, text};
use tokio::sync::Semaphore;
use web::Tell;

use crate::people;

/// Fewest characters of a password that is the only factor.
pub const SHORTEST: usize = 15;

/// Longer input is refused before it is hashed, so that nobody can keep the machine busy with it.
const LONGEST: usize = 4_096;

/// Two at a time keep both cores busy and memory below 40 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Whose password it will be: nothing of this makes it any better.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// E-mail address.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
    /// よみ
    pub kana: &'a str,
    /// Names of the organisations in which the person has a seat.
    pub organisation: &'a str,
}

/// A password that satisfies the rules, in the form in which it is hashed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Checks a new password; the error is a sentence for the person who typed it.
    pub fn parse(input: &str, context: &Context) -> Result<Self, String> {
        let password = Self::of_length(input)?;
        match password.weakness(context) {
            None => Ok(password),
            Some(reasons) => Err(format!(
                "このパスワードは、{reasons}を除くと、ほとんど残りません。ほかの人が思いつかない言葉を足してください。"
            )),
        }
    }

    /// Checks the length alone: for the demo, whose password is printed, and for operators, who are only warned.
    pub fn of_length(input: &str) -> Result<Self, String> {
        let password = text::nfkc(input);
        let count = password.chars().count();
        if count < SHORTEST {
            return Err(format!(
                "パスワードは{SHORTEST}文字以上にしてください（いま{count}文字です）。文章のような長い言葉がおすすめです。"
            ));
        }
        if password.len() > LONGEST {
            return Err("パスワードが長すぎます。もう少し短くしてください。".to_owned());
        }
        Ok(Self(password))
    }

    /// What little there is to it, in words; none when enough is left that others would not think of.
    pub fn weakness(&self, context: &Context) -> Option<String> {
        weakness::reasons(&self.0, context)
    }

    /// The PHC string to store. Slow on purpose.
    pub async fn hash(self) -> Result<String> {
        hash(self.0).await
    }
}

/// The PHC string of a secret that is too short for a fast hash. Slow on purpose.
pub async fn hash(secret: String) -> Result<String> {
    blocking(move || {
        let hash = argon2()?.hash_password(secret.as_bytes()).map_err(|e| anyhow::anyhow!("hash a secret: {e}"))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whoever hashes many waits for this turn: all of them together have two hashes under way at most, so that whoever signs in
/// meanwhile waits for one of these and not for all that are to come.
static MANY: Semaphore = Semaphore::const_new(1);

/// The PHC strings of many such secrets, in their order, two at a time; it is told how far that has come.
pub async fn hash_many(secrets: Vec<String>, tell: Tell<'_>) -> Result<Vec<String>> {
    let of = secrets.len();
    tell("順番を待っています", 0, of);
    let _turn = MANY.acquire().await.context("wait for a turn to hash many secrets")?;
    let (mut hashes, mut secrets) = (Vec::with_capacity(of), secrets.into_iter());
    while let Some(one) = secrets.next() {
        match secrets.next() {
            Some(another) => {
                let (one, another) = tokio::try_join!(hash(one), hash(another))?;
                hashes.extend([one, another]);
            }
            None => hashes.push(hash(one).await?),
        }
        tell("コードを作っています", hashes.len(), of);
    }
    Ok(hashes)
}

/// Whether this is the viewer's password, asked again before something weighty. A wrong one is counted.
pub async fn is_present(db: &Db, viewer: &Viewer, typed: &str) -> Result<bool> {
    let account = people::by_id(db, viewer.id()).await?.ok_or(Error::NotFound)?;
    change::is_present(db, &account, typed).await
}

/// Whether `input` is the password behind `stored`. Takes the same time when there is none.
pub async fn verify(input: &str, stored: Option<String>) -> Result<bool> {
    let input = text::nfkc(input);
    if input.len() > LONGEST {
        return Ok(false);
    }
    blocking(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODYS.clone());
        let hash = PasswordHash::new(&stored).map_err(|e| anyhow::anyhow!("read password hash: {e}"))?;
        Ok(argon2()?.verify_password(input.as_bytes(), &hash).is_ok() && known)
    })
    .await
}

/// What an unknown e-mail's password is compared with.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    let hashed = argon2().and_then(|argon2| {
        argon2.hash_password(b"nobody has this password").map_err(|e| anyhow::anyhow!("hash password: {e}"))
    });
    hashed.map(|hash| hash.to_string()).unwrap_or_default()
});

fn argon2() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|e| anyhow::anyhow!("argon2 parameters: {e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    let _turn = HASHING.acquire().await.context("wait for a turn to hash")?;
    tokio::task::spawn_blocking(work).await.context("hash in the background")?.map_err(Error::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(input: &str) -> Result<Password, String> {
        Password::parse(input, &Context::default())
    }

    #[test]
    fn length_is_counted_after_normalisation() {
        assert!(parse("ひらがなだけの長い合言葉です。").is_ok());
        assert!(parse("短い").is_err_and(|sentence| sentence.contains("いま2文字")));
        let song = "朝ごはんは納豆とみそ汁、昼は山の上でおにぎり、夜は隣の町の温泉に入ってから帰る。翌朝も同じ道を歩いて、川の向こうまで行く。";
        assert!(song.chars().count() >= 60 && parse(song).is_ok());
        assert!(parse(&song.repeat(30)).is_err_and(|sentence| sentence.contains("長すぎます")));
    }

    #[tokio::test]
    async fn full_and_half_width_are_the_same_password_and_nothing_is_cut_off() {
        let stored = parse("Ｊｉｔｅｎｓｈａ　ｗａ　ａｋａｉ　１２").unwrap().hash().await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("Jitensha wa akai 12", Some(stored.clone())).await.unwrap());
        assert!(!verify("Jitensha wa akai 12!", Some(stored)).await.unwrap());
        assert!(!verify("nobody has this password", None).await.unwrap());
    }
}
