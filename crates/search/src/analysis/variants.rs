//! Characters that are the same to whoever searches: old forms and variants, small ヶ, kinds of middle dots.

/// The form of a character under which all its variants are found; the character itself when it has none.
///
/// Only what NFKC leaves apart. The kanji are those met in names and places, and the forms of JIS X 0213:2004 that
/// replace an older one on newer systems (剝 and 剥).
pub fn fold(c: char) -> char {
    match c {
        '・' | '·' | '•' | '‧' | '∙' | '⋅' => '・',
        'ヶ' | 'ゖ' => 'ケ',
        'ヵ' | 'ゕ' => 'カ',
        '髙' => '高',
        '﨑' | '嵜' | '碕' => '崎',
        '濵' | '濱' => '浜',
        '邊' | '邉' => '辺',
        '齋' => '斎',
        '齊' => '斉',
        '澤' => '沢',
        '廣' => '広',
        '國' => '国',
        '嶋' | '嶌' => '島',
        '櫻' => '桜',
        '眞' => '真',
        '惠' => '恵',
        '渕' | '渊' => '淵',
        '條' => '条',
        '龍' => '竜',
        '學' => '学',
        '會' => '会',
        '德' => '徳',
        '瀨' => '瀬',
        '曾' => '曽',
        '𠮷' => '吉',
        '冨' => '富',
        '峯' => '峰',
        '舘' => '館',
        '檜' => '桧',
        '籔' | '藪' => '薮',
        '萬' => '万',
        '與' => '与',
        '靜' => '静',
        '榮' => '栄',
        '圓' => '円',
        '藏' => '蔵',
        '壽' => '寿',
        '豐' => '豊',
        '寶' => '宝',
        '嶽' => '岳',
        '關' => '関',
        '縣' => '県',
        '醫' => '医',
        '體' => '体',
        '黑' => '黒',
        '槇' => '槙',
        '彌' => '弥',
        '禮' => '礼',
        '礒' => '磯',
        '鷗' => '鴎',
        '瘦' => '痩',
        '剝' => '剥',
        '頰' => '頬',
        '塡' => '填',
        '摑' => '掴',
        '嚙' => '噛',
        '蠟' => '蝋',
        '瀆' => '涜',
        '攢' => '攅',
        other => other,
    }
}

/// Whether a character leaves no trace: zero-width characters, soft hyphens, selectors of variants.
pub fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
