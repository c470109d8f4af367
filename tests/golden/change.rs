//! A repository with the bank on `main`, and a change of it that is not committed: accounts can be frozen, and the post
//! tells of it.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;

/// In a file of the model, what is replaced, and by what.
type Edit = (&'static str, &'static str, &'static str);

const EDITS: &[Edit] = &[
    (
        "contexts/accounts.yaml",
        "          CloseAccount:\n            by: [Teller]\n",
        "          FreezeAccount:\n            by: [AccountHolder, Teller]\n            from: [open]\n            emits: AccountFrozen\n          CloseAccount:\n            by: [Teller, AccountHolder]\n",
    ),
    (
        "contexts/accounts.yaml",
        "          AccountClosed:\n            version: 2\n",
        "          AccountFrozen: { audience: public }\n          AccountClosed:\n            version: 2\n",
    ),
    (
        "contexts/accounts.yaml",
        "              - reject: OverdraftInUse\n                when: state.balance + limit < 0\n",
        "",
    ),
    (
        "contexts/notifications.yaml",
        "      TellPayer:\n        whenever: Transfers.TransferFailed\n        then: WriteNotice\n        with: { account: from_account, transfer: event.stream_id, kind: transfer_failed }\n",
        "      WriteToOwner:\n        description: A frozen account is no news for a screen.\n        whenever: Accounts.AccountFrozen\n        then: SendLetter\n",
    ),
    (
        "contexts/customers.yaml",
        "          RemovePayee:\n            by: [AccountHolder]\n            fields: { account: Accounts.AccountId }\n            decide:\n              - ignore: the account is not among the payees\n                when: \"!(account in state.saved)\"\n              - emit: PayeeRemoved\n",
        "",
    ),
    (
        "esgen.yaml",
        "actors:\n",
        "systems:\n  PostOffice:\n    handles: { SendLetter: { emits: LetterSent } }\n    emits: [LetterSent]\n\nactors:\n",
    ),
    (
        "esgen.yaml",
        "  - about: Customers.CustomerInfo\n    text: A closed account stays in the payee lists of other customers until they remove it. Is that what they expect?\n    since: 2026-11-09\n",
        "  - about: Accounts.FreezeAccount\n    text: Who thaws an account?\n    since: 2026-11-21\n",
    ),
];

/// Makes the repository. Scenarios stay behind, since no board shows them.
pub(crate) fn of_the_bank(bank: &Path) -> TempDir {
    let repository = tempfile::tempdir().expect("a scratch folder");
    let folder = repository.path();
    fs::create_dir(folder.join("contexts")).expect("a folder");
    let files = ["accounts", "customers", "notifications", "transfers"];
    let files = files.map(|name| format!("contexts/{name}.yaml"));
    for file in files.iter().map(String::as_str).chain(["esgen.yaml"]) {
        let text = fs::read_to_string(bank.join(file)).expect("a file of the bank");
        let text = text.split("\nscenarios:").next().unwrap_or_default();
        fs::write(folder.join(file), format!("{text}\n")).expect("a copy");
    }
    git(folder, &["init", "-q", "-b", "main", "."]);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "the bank"]);
    for (file, from, to) in EDITS {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).expect("a copy");
        assert!(text.contains(from), "{file}: {from}");
        fs::write(path, text.replacen(from, to, 1)).expect("an edit");
    }
    repository
}

/// Runs `git` as somebody without settings.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", folder.join("none")).env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Ann")
            .env(format!("GIT_{who}_EMAIL"), "ann@example.org");
    }
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
