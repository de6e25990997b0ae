//! What kind of device a browser runs on, in words that its owner recognises.
//!
//! Only the words are kept: the header itself would tell one device from all others.

/// 「Windows の Edge」; what is not known is said so.
pub fn in_words(user_agent: &str) -> String {
    let named = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| user_agent.contains(mark)).map(|it| it.1);
    match (named(SYSTEMS), named(BROWSERS)) {
        (Some(system), Some(browser)) => format!("{system} の {browser}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "種類のわからない端末".to_owned(),
    }
}

/// Marks in the order in which they tell: an iPad may call itself a Mac, Android is a Linux.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// Nearly every browser also claims to be Chrome and Safari.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_device_is_called_what_its_owner_calls_it() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, words) in [
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/147.0 Safari/537.36 Edg/147.0"),
                "Windows の Edge",
            ),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {webkit} Version/19.0 Safari/605.1.15"),
                "Mac の Safari",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) {webkit} CriOS/147.0 Mobile Safari/604.1"
                ),
                "iPhone の Chrome",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 16; K) {webkit} Chrome/147.0 Mobile Safari/537.36"),
                "Android の Chrome",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0".to_owned(), "Linux の Firefox"),
            ("curl/8.0".to_owned(), "種類のわからない端末"),
            (String::new(), "種類のわからない端末"),
        ] {
            assert_eq!(in_words(&agent), words, "{agent}");
        }
    }
}
