-- The log. AUTOINCREMENT never gives a position twice, and one writer at a time means that the
-- order of positions is the order of commits: a reader that has seen position n has seen all below.
CREATE TABLE events (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    event_type     TEXT    NOT NULL,
    event_version  INTEGER NOT NULL,
    stream_version INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL, -- microseconds since 1970, UTC
    event_id       BLOB    NOT NULL UNIQUE,
    correlation_id BLOB    NOT NULL,
    causation_id   BLOB    NOT NULL, -- the command
    actor          TEXT,
    category       TEXT    NOT NULL,
    stream_id      TEXT    NOT NULL,
    payload        TEXT    NOT NULL, -- JSON, as the version in event_version wrote it
    UNIQUE (category, stream_id, stream_version)
) STRICT;

-- One row for every accepted command: a repeated command_id is answered with its first receipt.
CREATE TABLE command_log (
    command_id     BLOB    PRIMARY KEY,
    category       TEXT    NOT NULL,
    stream_id      TEXT    NOT NULL,
    stream_version INTEGER NOT NULL,
    position       INTEGER NOT NULL,
    events         INTEGER NOT NULL,
    correlation_id BLOB    NOT NULL,
    causation_id   BLOB, -- the event that led to the command
    recorded_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The newest snapshot of a stream. The fingerprint names the code that folded it.
CREATE TABLE snapshots (
    category       TEXT    NOT NULL,
    stream_id      TEXT    NOT NULL,
    stream_version INTEGER NOT NULL,
    fingerprint    TEXT    NOT NULL,
    state          BLOB    NOT NULL,
    PRIMARY KEY (category, stream_id)
) STRICT;

-- How far every policy, saga and read model has come. Moves in the transaction of the effect.
CREATE TABLE checkpoints (
    processor   TEXT    PRIMARY KEY,
    kind        TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    fingerprint TEXT    NOT NULL
) STRICT;

CREATE TABLE read_rows (
    model TEXT NOT NULL,
    key   TEXT NOT NULL,
    row   TEXT NOT NULL,
    PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_index (
    model TEXT NOT NULL,
    query TEXT NOT NULL,
    value TEXT NOT NULL,
    key   TEXT NOT NULL,
    PRIMARY KEY (model, query, value, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX read_index_by_key ON read_index (model, key);

CREATE TABLE saga_instances (
    saga    TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    undos   TEXT    NOT NULL, -- JSON list of the commands that would undo the steps taken, oldest first
    ended   INTEGER NOT NULL,
    PRIMARY KEY (saga, key)
) STRICT;

CREATE TABLE timers (
    timer_id       BLOB    PRIMARY KEY,
    saga           TEXT    NOT NULL,
    key            TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    due_at         INTEGER NOT NULL, -- microseconds since 1970, UTC
    correlation_id BLOB    NOT NULL,
    error          TEXT, -- why it could not run out when it was due last
    UNIQUE (saga, key, name)
) STRICT;

CREATE INDEX timers_by_due ON timers (saga, due_at);

-- Commands that policies and sagas issued and that nobody has executed yet. Commands of one lane
-- (the instance or stream that issued them) are executed in the order of seq.
CREATE TABLE pending_commands (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,
    command_id     BLOB    NOT NULL UNIQUE,
    issued_by      TEXT    NOT NULL,
    lane           TEXT    NOT NULL,
    command_type   TEXT    NOT NULL,
    target         TEXT,
    payload        TEXT    NOT NULL,
    correlation_id BLOB    NOT NULL,
    causation_id   BLOB    NOT NULL, -- the event or timer that led to the command
    issued_at      INTEGER NOT NULL,
    attempts       INTEGER NOT NULL DEFAULT 0,
    error          TEXT -- why it could not be executed when it was tried last
) STRICT;

CREATE INDEX pending_commands_by_lane ON pending_commands (issued_by, lane, seq);

CREATE TABLE rejected_commands (
    seq            INTEGER PRIMARY KEY,
    command_id     BLOB    NOT NULL UNIQUE,
    issued_by      TEXT    NOT NULL,
    lane           TEXT    NOT NULL,
    command_type   TEXT    NOT NULL,
    target         TEXT,
    payload        TEXT    NOT NULL,
    correlation_id BLOB    NOT NULL,
    causation_id   BLOB    NOT NULL,
    issued_at      INTEGER NOT NULL,
    code           TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    rejected_at    INTEGER NOT NULL
) STRICT;

-- Events that a processor could not handle, and the later events of their streams.
CREATE TABLE dead_letters (
    processor      TEXT    NOT NULL,
    position       INTEGER NOT NULL,
    category       TEXT    NOT NULL,
    stream_id      TEXT    NOT NULL,
    stream_version INTEGER NOT NULL,
    event_type     TEXT    NOT NULL,
    event_version  INTEGER NOT NULL,
    payload        TEXT    NOT NULL,
    error          TEXT    NOT NULL,
    parked_at      INTEGER NOT NULL,
    PRIMARY KEY (processor, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX dead_letters_by_stream ON dead_letters (processor, category, stream_id, position);
