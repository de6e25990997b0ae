//! Passwords: long rather than complicated, compared after NFKC, hashed with argon2id.
//!
//! Sources: NIST SP 800-63B-4 (length, no composition rules) and the OWASP Password Storage Cheat Sheet (m=19 MiB, t=2,
//! p=1).

use std::sync::LazyLock;

use anyhow::Context as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use kernel::{Error, Result, text};
use tokio::sync::Semaphore;

/// Fewest characters of a password that is the only factor.
pub const SHORTEST: usize = 15;

/// Longer input is refused before it is hashed, so that nobody can keep the machine busy with it.
const LONGEST: usize = 4_096;

/// Two at a time keep both cores busy and memory below 40 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// A password that satisfies the rules, in the form in which it is hashed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Checks a new password; the error is a sentence for the person who typed it.
    pub fn parse(input: &str) -> Result<Self, String> {
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

    #[test]
    fn length_is_counted_after_normalisation() {
        assert!(Password::parse("ひらがなだけの長い合言葉です。").is_ok());
        assert!(Password::parse("短い").is_err_and(|sentence| sentence.contains("いま2文字")));
        assert!(Password::parse(&"あ".repeat(64)).is_ok());
        assert!(Password::parse(&"あ".repeat(5_000)).is_err());
    }

    #[tokio::test]
    async fn full_and_half_width_are_the_same_password_and_nothing_is_cut_off() {
        let stored = Password::parse("Ｙｏｋｏｉｔｏ　ｈａｒｕ　２０２６").unwrap().hash().await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("Yokoito haru 2026", Some(stored.clone())).await.unwrap());
        assert!(!verify("Yokoito haru 2026!", Some(stored)).await.unwrap());
        assert!(!verify("nobody has this password", None).await.unwrap());
    }
}
