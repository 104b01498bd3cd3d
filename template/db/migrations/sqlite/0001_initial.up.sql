-- SQLite 3.35 or later, with FTS5. Generated from backend.yaml; change that instead.
-- Applied by the service at its start, once. Once delivered it never changes: what comes later is a new file.

CREATE TABLE "sample_accounts" (
    "id" TEXT NOT NULL,
    "login_name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT ('member'),
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    "version" INTEGER NOT NULL DEFAULT (1),
    CONSTRAINT "pk_sample_accounts" PRIMARY KEY ("id"),
    CONSTRAINT "ck_sample_accounts_login_name_length" CHECK (length("login_name") <= 254),
    CONSTRAINT "ck_sample_accounts_display_name_length" CHECK (length("display_name") BETWEEN 1 AND 80),
    CONSTRAINT "ck_sample_accounts_role_value" CHECK ("role" IN ('member', 'admin'))
);

CREATE TABLE "sample_notes" (
    "id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT ('open'),
    "stars" INTEGER,
    "due" TEXT,
    "picture" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    "updated_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    "version" INTEGER NOT NULL DEFAULT (1),
    CONSTRAINT "pk_sample_notes" PRIMARY KEY ("id"),
    CONSTRAINT "ck_sample_notes_title_length" CHECK (length("title") BETWEEN 1 AND 200),
    CONSTRAINT "ck_sample_notes_state_value" CHECK ("state" IN ('open', 'done')),
    CONSTRAINT "ck_sample_notes_stars_range" CHECK ("stars" BETWEEN 0 AND 5),
    CONSTRAINT "fk_sample_notes_author_id" FOREIGN KEY ("author_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE
);

CREATE TABLE "refresh_tokens" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "family_id" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "revoked_at" INTEGER,
    "replaced_by_id" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_refresh_tokens" PRIMARY KEY ("id"),
    CONSTRAINT "ck_refresh_tokens_token_hash_length" CHECK (length("token_hash") BETWEEN 64 AND 64),
    CONSTRAINT "fk_refresh_tokens_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE
);

CREATE TABLE "outbox_messages" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "order_key" TEXT,
    "payload" TEXT NOT NULL,
    "occurred_at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" INTEGER,
    "delivered_at" INTEGER,
    "last_error" TEXT,
    CONSTRAINT "pk_outbox_messages" PRIMARY KEY ("id")
);

CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT,
    "expires_at" INTEGER,
    "revoked_at" INTEGER,
    "last_used_at" INTEGER,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_api_keys" PRIMARY KEY ("id"),
    CONSTRAINT "ck_api_keys_key_hash_length" CHECK (length("key_hash") BETWEEN 64 AND 64),
    CONSTRAINT "fk_api_keys_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE
);

CREATE TABLE "account_identities" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "identity_hash" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_account_identities" PRIMARY KEY ("id"),
    CONSTRAINT "ck_account_identities_identity_hash_length" CHECK (length("identity_hash") BETWEEN 64 AND 64),
    CONSTRAINT "fk_account_identities_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE
);

CREATE TABLE "pending_logins" (
    "id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "verified_email" TEXT,
    "claims" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL,
    CONSTRAINT "pk_pending_logins" PRIMARY KEY ("id"),
    CONSTRAINT "ck_pending_logins_code_hash_length" CHECK (length("code_hash") BETWEEN 64 AND 64)
);

CREATE TABLE "account_webhooks" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT,
    "secret_version" INTEGER NOT NULL,
    "secret_changed_at" INTEGER,
    "failures" INTEGER NOT NULL,
    "last_failed_at" INTEGER,
    "last_failure" TEXT,
    "last_told_at" INTEGER,
    "switched_off_at" INTEGER,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_account_webhooks" PRIMARY KEY ("id"),
    CONSTRAINT "fk_account_webhooks_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE
);

CREATE TABLE "scheduled_runs" (
    "name" TEXT NOT NULL,
    "schedule" TEXT NOT NULL,
    "next_due_at" INTEGER,
    "leased_until" INTEGER,
    "finished_at" INTEGER,
    "done" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    CONSTRAINT "pk_scheduled_runs" PRIMARY KEY ("name")
);

CREATE TABLE "inbox_events" (
    "id" TEXT NOT NULL,
    "subscription" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_inbox_events" PRIMARY KEY ("id")
);

CREATE TABLE "provider_calls" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "answered_at" INTEGER,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_provider_calls" PRIMARY KEY ("id")
);

CREATE TABLE "quotas" (
    "id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "period_start" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    CONSTRAINT "pk_quotas" PRIMARY KEY ("id")
);

CREATE TABLE "idempotency_keys" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "caller_key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "location" TEXT,
    "tag" TEXT,
    "body" TEXT,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_idempotency_keys" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_events" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + 621355968000000000),
    CONSTRAINT "pk_webhook_events" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "uq_sample_accounts_login_name" ON "sample_accounts" ("login_name");

CREATE INDEX "ix_sample_notes_author_id_created_at_id" ON "sample_notes" ("author_id", "created_at", "id");
CREATE INDEX "ix_sample_notes_created_at_id" ON "sample_notes" ("created_at", "id");
CREATE INDEX "ix_sample_notes_title_id" ON "sample_notes" ("title", "id");
CREATE INDEX "ix_sample_notes_author_id_title_id" ON "sample_notes" ("author_id", "title", "id");
CREATE TABLE "ix_sample_notes_title_words_rows" ("number" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE "ix_sample_notes_title_words" USING fts5 ("words", content = '', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N*'");
CREATE TRIGGER "ix_sample_notes_title_words_added" AFTER INSERT ON "sample_notes" BEGIN INSERT INTO "ix_sample_notes_title_words_rows" ("id") VALUES (new."id"); INSERT INTO "ix_sample_notes_title_words" (rowid, "words") SELECT "number", substr(coalesce(new."title", ''), 1, 100000) FROM "ix_sample_notes_title_words_rows" WHERE "id" = new."id"; END;
CREATE TRIGGER "ix_sample_notes_title_words_changed" AFTER UPDATE OF "title" ON "sample_notes" BEGIN INSERT INTO "ix_sample_notes_title_words" ("ix_sample_notes_title_words", rowid, "words") SELECT 'delete', "number", substr(coalesce(old."title", ''), 1, 100000) FROM "ix_sample_notes_title_words_rows" WHERE "id" = old."id"; INSERT INTO "ix_sample_notes_title_words" (rowid, "words") SELECT "number", substr(coalesce(new."title", ''), 1, 100000) FROM "ix_sample_notes_title_words_rows" WHERE "id" = new."id"; END;
CREATE TRIGGER "ix_sample_notes_title_words_removed" AFTER DELETE ON "sample_notes" BEGIN INSERT INTO "ix_sample_notes_title_words" ("ix_sample_notes_title_words", rowid, "words") SELECT 'delete', "number", substr(coalesce(old."title", ''), 1, 100000) FROM "ix_sample_notes_title_words_rows" WHERE "id" = old."id"; DELETE FROM "ix_sample_notes_title_words_rows" WHERE "id" = old."id"; END;

CREATE UNIQUE INDEX "uq_refresh_tokens_token_hash" ON "refresh_tokens" ("token_hash");
CREATE INDEX "ix_refresh_tokens_account_id" ON "refresh_tokens" ("account_id");
CREATE INDEX "ix_refresh_tokens_family_id" ON "refresh_tokens" ("family_id");
CREATE INDEX "ix_refresh_tokens_expires_at" ON "refresh_tokens" ("expires_at");

CREATE INDEX "ix_outbox_messages_next_attempt_at_delivered_at" ON "outbox_messages" ("next_attempt_at", "delivered_at");
CREATE INDEX "ix_outbox_messages_kind_order_key_next_attempt_at" ON "outbox_messages" ("kind", "order_key", "next_attempt_at");
CREATE INDEX "ix_outbox_messages_delivered_at" ON "outbox_messages" ("delivered_at");

CREATE UNIQUE INDEX "uq_api_keys_prefix" ON "api_keys" ("prefix");
CREATE INDEX "ix_api_keys_account_id" ON "api_keys" ("account_id");

CREATE UNIQUE INDEX "uq_account_identities_identity_hash" ON "account_identities" ("identity_hash");
CREATE UNIQUE INDEX "uq_account_identities_account_id_provider" ON "account_identities" ("account_id", "provider");

CREATE UNIQUE INDEX "uq_pending_logins_code_hash" ON "pending_logins" ("code_hash");
CREATE INDEX "ix_pending_logins_expires_at" ON "pending_logins" ("expires_at");

CREATE INDEX "ix_account_webhooks_account_id" ON "account_webhooks" ("account_id");

CREATE UNIQUE INDEX "uq_inbox_events_event_id_subscription" ON "inbox_events" ("event_id", "subscription");
CREATE INDEX "ix_inbox_events_created_at" ON "inbox_events" ("created_at");

CREATE INDEX "ix_provider_calls_subject_id" ON "provider_calls" ("subject_id");

CREATE UNIQUE INDEX "uq_quotas_holder_id_name" ON "quotas" ("holder_id", "name");

CREATE UNIQUE INDEX "uq_idempotency_keys_account_id_caller_key" ON "idempotency_keys" ("account_id", "operation", "caller_key");
CREATE INDEX "ix_idempotency_keys_created_at" ON "idempotency_keys" ("created_at");

CREATE UNIQUE INDEX "uq_webhook_events_source_event_id" ON "webhook_events" ("source", "event_id");
