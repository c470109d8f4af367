//! Words for what is personal and what is secret, in English and Chinese.

use super::words_of;

/// Names of fields that tell of a person: the last words of a name. Shorter ones come last.
const PERSONAL: &[&str] = &[
    "allergies",
    "allergy",
    "birth_date",
    "birthdate",
    "birthday",
    "blood_group",
    "blood_type",
    "card_number",
    "credit_card",
    "date_of_birth",
    "diagnoses",
    "diagnosis",
    "dob",
    "driving_licence",
    "driving_license",
    "e_mail",
    "email",
    "family_name",
    "first_name",
    "full_name",
    "given_name",
    "health_condition",
    "home_address",
    "iban",
    "id_card",
    "identity_card",
    "last_name",
    "maiden_name",
    "medical_condition",
    "medical_history",
    "middle_name",
    "mobile",
    "national_id",
    "passport",
    "phone",
    "postal_address",
    "social_security",
    "ssn",
    "street_address",
    "surname",
    "symptoms",
    "tax_id",
    "telephone",
];

/// Who is a person, whatever the business. A customer may be a company too, but mostly is none.
const PEOPLE: &[&str] = &[
    "applicant",
    "attendee",
    "beneficiary",
    "borrower",
    "caller",
    "candidate",
    "cardholder",
    "child",
    "citizen",
    "claimant",
    "contact",
    "customer",
    "debtor",
    "doctor",
    "donor",
    "driver",
    "employee",
    "father",
    "guardian",
    "guest",
    "heir",
    "holder",
    "husband",
    "insured",
    "member",
    "mother",
    "nurse",
    "parent",
    "participant",
    "passenger",
    "patient",
    "payee",
    "payer",
    "person",
    "physician",
    "pupil",
    "recipient",
    "rider",
    "sender",
    "spouse",
    "student",
    "subscriber",
    "teacher",
    "tenant",
    "traveler",
    "traveller",
    "user",
    "visitor",
    "voter",
    "wife",
    "witness",
];

/// What is personal of them alone: products and shops have it too.
const OF_PEOPLE: &[&str] = &["address", "age", "gender", "name"];

/// What may stand behind them without a change of meaning.
const BEHIND: &[&str] = &["address", "no", "nr", "number"];

/// The same in Chinese, anywhere in a name or label.
const PERSONAL_CHINESE: &[&str] = &[
    "姓名",
    "手机号",
    "电话号码",
    "身份证",
    "邮箱",
    "住址",
    "护照",
    "出生日期",
    "生日",
    "银行卡号",
];

/// Names of fields that hold secrets: the last words of a name.
const SECRET: &[&str] = &[
    "access_token",
    "api_key",
    "api_token",
    "auth_token",
    "bearer_token",
    "cvc",
    "cvv",
    "passphrase",
    "passwd",
    "password",
    "pin",
    "private_key",
    "refresh_token",
    "reset_token",
    "secret",
    "secret_key",
    "session_token",
];

/// The same in Chinese.
const SECRET_CHINESE: &[&str] = &["密码", "口令", "私钥", "密钥"];

/// Whether a field of that name holds personal data. `further` are words of the model for such fields.
pub(in crate::lint) fn is_personal(name: &str, further: &[String]) -> bool {
    let mut words = words_of(name);
    if ends_in(&words, PERSONAL.iter().copied().chain(further.iter().map(String::as_str))) {
        return true;
    }
    if let [.., who, what] = words.as_slice()
        && PEOPLE.contains(&who.as_str())
        && OF_PEOPLE.contains(&what.as_str())
    {
        return true;
    }
    let has_more = words.len() > 1 && words.last().is_some_and(|it| BEHIND.contains(&it.as_str()));
    if has_more {
        words.pop();
    }
    has_more && ends_in(&words, PERSONAL.iter().copied())
        || PERSONAL_CHINESE.iter().any(|word| name.contains(word))
}

/// Whether a field of that name holds a secret. `further` are words of the model for such fields.
pub(in crate::lint) fn is_secret(name: &str, further: &[String]) -> bool {
    let words = SECRET.iter().copied().chain(further.iter().map(String::as_str));
    ends_in(&words_of(name), words) || SECRET_CHINESE.iter().any(|word| name.contains(word))
}

/// Whether words are named as one of these, whatever the case style.
pub(in crate::lint) fn is_one_of(name: &str, these: &[String]) -> bool {
    these.iter().any(|it| it == name || words_of(it) == words_of(name))
}

fn ends_in<'w>(words: &[String], mut ends: impl Iterator<Item = &'w str>) -> bool {
    ends.any(|end| {
        let end = words_of(end);
        !end.is_empty() && words.ends_with(&end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_fields_are_known_by_how_their_names_end() {
        for name in [
            "email",
            "customer_email",
            "emailAddress",
            "phone_number",
            "date_of_birth",
            "手机号码",
            "patient_name",
            "recipientAddress",
            "first_diagnosis",
        ] {
            assert!(is_personal(name, &[]), "{name}");
        }
        for name in [
            "email_template",
            "email_sent_at",
            "phone_model",
            "address",
            "name",
            "number",
            "company_name",
            "product_name",
            "file_name",
            "patient_file_name",
            "shop_address",
            "street",
        ] {
            assert!(!is_personal(name, &[]), "{name}");
        }
        assert!(is_personal("nickname", &["nickname".to_owned()]));
    }

    #[test]
    fn secrets_are_known_by_how_their_names_end() {
        for name in ["password", "new_password", "card_pin", "cvv", "clientSecret", "登录密码"]
        {
            assert!(is_secret(name, &[]), "{name}");
        }
        for name in ["password_hash", "password_changed_at", "token", "payment_token", "pin_code"] {
            assert!(!is_secret(name, &[]), "{name}");
        }
    }
}
