//! The dictionary, compiled from IPADIC by `examples/dictionary.rs` and carried inside the binary.

use std::sync::{Arc, LazyLock};

use anyhow::{Context as _, Result, ensure};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use sha2::{Digest as _, Sha256};

static PACK: &[u8] = include_bytes!("../../../../assets/search/ipadic.pack.zst");

static SEGMENTER: LazyLock<Result<Segmenter, String>> = LazyLock::new(|| {
    load().map(|dictionary| Segmenter::new(Mode::Normal, dictionary, None)).map_err(|e| format!("{e:#}"))
});

/// The segmenter, or nothing when the dictionary cannot be read, in which case [`check`] says why.
pub fn segmenter() -> Option<&'static Segmenter> {
    SEGMENTER.as_ref().ok()
}

/// Whether the dictionary can be read; reads it on the first call, which takes about a tenth of a second.
pub fn check() -> Result<()> {
    SEGMENTER.as_ref().map(|_| ()).map_err(|problem| anyhow::anyhow!("dictionary: {problem}"))
}

/// The first eight bytes of the dictionary's SHA-256, in hexadecimal.
pub fn fingerprint() -> String {
    static HASH: LazyLock<u64> = LazyLock::new(|| {
        let hash = Sha256::digest(PACK);
        hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    });
    format!("{:016x}", *HASH)
}

fn load() -> Result<Dictionary> {
    let pack = zstd::decode_all(PACK).context("unpack")?;
    let mut rest = pack.as_slice();
    let metadata = Metadata::load(next(&mut rest)?)?;
    metadata.validate_format_version()?;
    let characters = CharacterDefinition::load(next(&mut rest)?)?;
    let costs = ConnectionCostMatrix::load(next(&mut rest)?.to_vec())?;
    let [trie, value_index, values, word_index, words] =
        [next(&mut rest)?, next(&mut rest)?, next(&mut rest)?, next(&mut rest)?, next(&mut rest)?].map(<[u8]>::to_vec);
    let prefixes = PrefixDictionary::load(trie, value_index, values, word_index, words)?;
    let unknown = UnknownDictionary::load(next(&mut rest)?)?;
    Ok(Dictionary {
        prefix_dictionary: Arc::new(prefixes),
        connection_cost_matrix: Arc::new(costs),
        character_definition: Arc::new(characters),
        unknown_dictionary: Arc::new(unknown),
        metadata: Arc::new(metadata),
    })
}

/// Cuts the next part, which is preceded by its length in eight bytes.
fn next<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<8>().context("the pack ends early")?;
    let length = usize::try_from(u64::from_le_bytes(*length))?;
    ensure!(length <= after.len(), "a part is longer than the pack");
    let (part, after) = after.split_at(length);
    *rest = after;
    Ok(part)
}
