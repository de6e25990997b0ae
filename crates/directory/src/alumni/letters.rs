//! Letters about staying in touch. Nobody is named in them.

use kernel::mail::Letter;

/// To those who answer for it.
pub(super) fn asked(to: &str, url: &str) -> Letter {
    let body = format!(
        "担当を終えた方から、全国の部屋に残りたいという申し出が届いています。\n\
        次のページで、承諾するか、見送るかを選んでください。\n\n\
        {url}{}\n",
        super::DESK
    );
    Letter { to: to.to_owned(), subject: "【よこいと】担当を終えた方の申し出".to_owned(), body }
}

/// To whoever asked.
pub(super) fn decided(to: &str, agrees: bool, url: &str) -> Letter {
    let body = if agrees {
        format!(
            "全国の部屋に残りたいというお申し出が、承諾されました。\n\
            「以前に担当していた方」として、全国の部屋を読み、書くことができます。\n\n\
            {url}/\n"
        )
    } else {
        format!(
            "全国の部屋に残りたいというお申し出は、今回は見送られました。\n\
            理由は、都道府県の担当者におたずねください。90日たつと、もう一度申し出ることができます。\n\n\
            {url}/\n"
        )
    };
    Letter { to: to.to_owned(), subject: "【よこいと】お申し出の結果".to_owned(), body }
}
