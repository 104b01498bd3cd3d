-- PostgreSQL 15 or later. Generated from backend.yaml; change that instead.
-- Applied by the service at its start, once. Once delivered it never changes: what comes later is a new file.

CREATE TABLE "sample_accounts" (
    "id" uuid NOT NULL,
    "login_name" text NOT NULL,
    "display_name" text NOT NULL,
    "password_hash" text NOT NULL,
    "role" text NOT NULL DEFAULT 'member',
    "created_at" timestamptz NOT NULL DEFAULT now(),
    "updated_at" timestamptz NOT NULL DEFAULT now(),
    "version" integer NOT NULL DEFAULT 1,
    CONSTRAINT "pk_sample_accounts" PRIMARY KEY ("id"),
    CONSTRAINT "uq_sample_accounts_login_name" UNIQUE ("login_name"),
    CONSTRAINT "ck_sample_accounts_login_name_length" CHECK (char_length("login_name") <= 254),
    CONSTRAINT "ck_sample_accounts_display_name_length" CHECK (char_length("display_name") BETWEEN 1 AND 80),
    CONSTRAINT "ck_sample_accounts_role_value" CHECK ("role" IN ('member', 'admin'))
);

CREATE TABLE "sample_notes" (
    "id" uuid NOT NULL,
    "author_id" uuid NOT NULL,
    "title" text NOT NULL,
    "state" text NOT NULL DEFAULT 'open',
    "stars" integer,
    "due" date,
    "picture" text,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    "updated_at" timestamptz NOT NULL DEFAULT now(),
    "version" integer NOT NULL DEFAULT 1,
    CONSTRAINT "pk_sample_notes" PRIMARY KEY ("id"),
    CONSTRAINT "ck_sample_notes_title_length" CHECK (char_length("title") BETWEEN 1 AND 200),
    CONSTRAINT "ck_sample_notes_state_value" CHECK ("state" IN ('open', 'done')),
    CONSTRAINT "ck_sample_notes_stars_range" CHECK ("stars" BETWEEN 0 AND 5)
);

CREATE TABLE "refresh_tokens" (
    "id" uuid NOT NULL,
    "account_id" uuid NOT NULL,
    "token_hash" text NOT NULL,
    "family_id" uuid NOT NULL,
    "expires_at" timestamptz NOT NULL,
    "revoked_at" timestamptz,
    "replaced_by_id" uuid,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_refresh_tokens" PRIMARY KEY ("id"),
    CONSTRAINT "uq_refresh_tokens_token_hash" UNIQUE ("token_hash"),
    CONSTRAINT "ck_refresh_tokens_token_hash_length" CHECK (char_length("token_hash") BETWEEN 64 AND 64)
);

CREATE TABLE "outbox_messages" (
    "id" uuid NOT NULL,
    "kind" text NOT NULL,
    "order_key" text,
    "payload" text NOT NULL,
    "occurred_at" timestamptz NOT NULL,
    "attempts" integer NOT NULL,
    "next_attempt_at" timestamptz,
    "delivered_at" timestamptz,
    "last_error" text,
    CONSTRAINT "pk_outbox_messages" PRIMARY KEY ("id")
);

CREATE TABLE "api_keys" (
    "id" uuid NOT NULL,
    "account_id" uuid NOT NULL,
    "name" text NOT NULL,
    "prefix" text NOT NULL,
    "key_hash" text NOT NULL,
    "scopes" text,
    "expires_at" timestamptz,
    "revoked_at" timestamptz,
    "last_used_at" timestamptz,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_api_keys" PRIMARY KEY ("id"),
    CONSTRAINT "uq_api_keys_prefix" UNIQUE ("prefix"),
    CONSTRAINT "ck_api_keys_key_hash_length" CHECK (char_length("key_hash") BETWEEN 64 AND 64)
);

CREATE TABLE "account_identities" (
    "id" uuid NOT NULL,
    "account_id" uuid NOT NULL,
    "provider" text NOT NULL,
    "issuer" text NOT NULL,
    "subject" text NOT NULL,
    "identity_hash" text NOT NULL,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_account_identities" PRIMARY KEY ("id"),
    CONSTRAINT "uq_account_identities_identity_hash" UNIQUE ("identity_hash"),
    CONSTRAINT "uq_account_identities_account_id_provider" UNIQUE ("account_id", "provider"),
    CONSTRAINT "ck_account_identities_identity_hash_length" CHECK (char_length("identity_hash") BETWEEN 64 AND 64)
);

CREATE TABLE "pending_logins" (
    "id" uuid NOT NULL,
    "code_hash" text NOT NULL,
    "challenge" text NOT NULL,
    "provider" text NOT NULL,
    "issuer" text NOT NULL,
    "subject" text NOT NULL,
    "verified_email" text,
    "claims" text NOT NULL,
    "expires_at" timestamptz NOT NULL,
    CONSTRAINT "pk_pending_logins" PRIMARY KEY ("id"),
    CONSTRAINT "uq_pending_logins_code_hash" UNIQUE ("code_hash"),
    CONSTRAINT "ck_pending_logins_code_hash_length" CHECK (char_length("code_hash") BETWEEN 64 AND 64)
);

CREATE TABLE "account_webhooks" (
    "id" uuid NOT NULL,
    "account_id" uuid NOT NULL,
    "url" text NOT NULL,
    "events" text,
    "secret_version" integer NOT NULL,
    "secret_changed_at" timestamptz,
    "failures" integer NOT NULL,
    "last_failed_at" timestamptz,
    "last_failure" text,
    "last_told_at" timestamptz,
    "switched_off_at" timestamptz,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_account_webhooks" PRIMARY KEY ("id")
);

CREATE TABLE "scheduled_runs" (
    "name" text NOT NULL,
    "schedule" text NOT NULL,
    "next_due_at" timestamptz,
    "leased_until" timestamptz,
    "finished_at" timestamptz,
    "done" integer NOT NULL,
    "failed" integer NOT NULL,
    CONSTRAINT "pk_scheduled_runs" PRIMARY KEY ("name")
);

CREATE TABLE "inbox_events" (
    "id" uuid NOT NULL,
    "subscription" text NOT NULL,
    "event_id" uuid NOT NULL,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_inbox_events" PRIMARY KEY ("id"),
    CONSTRAINT "uq_inbox_events_event_id_subscription" UNIQUE ("event_id", "subscription")
);

CREATE TABLE "provider_calls" (
    "id" uuid NOT NULL,
    "provider" text NOT NULL,
    "subject_id" uuid NOT NULL,
    "answered_at" timestamptz,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_provider_calls" PRIMARY KEY ("id")
);

CREATE TABLE "quotas" (
    "id" uuid NOT NULL,
    "holder_id" uuid NOT NULL,
    "name" text NOT NULL,
    "period_start" timestamptz NOT NULL,
    "used" integer NOT NULL,
    CONSTRAINT "pk_quotas" PRIMARY KEY ("id"),
    CONSTRAINT "uq_quotas_holder_id_name" UNIQUE ("holder_id", "name")
);

CREATE TABLE "idempotency_keys" (
    "id" uuid NOT NULL,
    "account_id" uuid NOT NULL,
    "operation" text NOT NULL,
    "caller_key" text NOT NULL,
    "fingerprint" text NOT NULL,
    "status" integer NOT NULL,
    "location" text,
    "tag" text,
    "body" text,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_idempotency_keys" PRIMARY KEY ("id"),
    CONSTRAINT "uq_idempotency_keys_account_id_caller_key" UNIQUE ("account_id", "operation", "caller_key")
);

CREATE TABLE "webhook_events" (
    "id" uuid NOT NULL,
    "source" text NOT NULL,
    "event_id" text NOT NULL,
    "created_at" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "pk_webhook_events" PRIMARY KEY ("id"),
    CONSTRAINT "uq_webhook_events_source_event_id" UNIQUE ("source", "event_id")
);

CREATE INDEX "ix_sample_notes_author_id_created_at_id" ON "sample_notes" ("author_id", "created_at", "id");
CREATE INDEX "ix_sample_notes_created_at_id" ON "sample_notes" ("created_at", "id");
CREATE INDEX "ix_sample_notes_title_id" ON "sample_notes" ("title", "id");
CREATE INDEX "ix_sample_notes_author_id_title_id" ON "sample_notes" ("author_id", "title", "id");
CREATE INDEX "ix_sample_notes_title_words" ON "sample_notes" USING gin (to_tsvector('simple', regexp_replace(lower(left(coalesce("title", ''), 100000)), '[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3004]+', ' ', 'g')));

CREATE INDEX "ix_refresh_tokens_account_id" ON "refresh_tokens" ("account_id");
CREATE INDEX "ix_refresh_tokens_family_id" ON "refresh_tokens" ("family_id");
CREATE INDEX "ix_refresh_tokens_expires_at" ON "refresh_tokens" ("expires_at");

CREATE INDEX "ix_outbox_messages_next_attempt_at_delivered_at" ON "outbox_messages" ("next_attempt_at", "delivered_at");
CREATE INDEX "ix_outbox_messages_kind_order_key_next_attempt_at" ON "outbox_messages" ("kind", "order_key", "next_attempt_at");
CREATE INDEX "ix_outbox_messages_delivered_at" ON "outbox_messages" ("delivered_at");

CREATE INDEX "ix_api_keys_account_id" ON "api_keys" ("account_id");

CREATE INDEX "ix_pending_logins_expires_at" ON "pending_logins" ("expires_at");

CREATE INDEX "ix_account_webhooks_account_id" ON "account_webhooks" ("account_id");

CREATE INDEX "ix_inbox_events_created_at" ON "inbox_events" ("created_at");

CREATE INDEX "ix_provider_calls_subject_id" ON "provider_calls" ("subject_id");

CREATE INDEX "ix_idempotency_keys_created_at" ON "idempotency_keys" ("created_at");

ALTER TABLE "sample_notes" ADD CONSTRAINT "fk_sample_notes_author_id" FOREIGN KEY ("author_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE;

ALTER TABLE "refresh_tokens" ADD CONSTRAINT "fk_refresh_tokens_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE;

ALTER TABLE "api_keys" ADD CONSTRAINT "fk_api_keys_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE;

ALTER TABLE "account_identities" ADD CONSTRAINT "fk_account_identities_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE;

ALTER TABLE "account_webhooks" ADD CONSTRAINT "fk_account_webhooks_account_id" FOREIGN KEY ("account_id") REFERENCES "sample_accounts" ("id") ON DELETE CASCADE;

COMMENT ON COLUMN "sample_accounts"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "sample_accounts"."login_name" IS '(personal data)';
COMMENT ON COLUMN "sample_accounts"."display_name" IS '(personal data)';
COMMENT ON COLUMN "sample_accounts"."password_hash" IS 'Salted hash of the password; never leaves the service. (personal data)';
COMMENT ON COLUMN "sample_accounts"."role" IS 'Name of the role that the account holds.';
COMMENT ON COLUMN "sample_accounts"."created_at" IS 'When the row was created, in UTC.';
COMMENT ON COLUMN "sample_accounts"."updated_at" IS 'When the row last changed, in UTC.';
COMMENT ON COLUMN "sample_accounts"."version" IS 'Counts changes; the ETag of the resource.';

COMMENT ON COLUMN "sample_notes"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "sample_notes"."created_at" IS 'When the row was created, in UTC.';
COMMENT ON COLUMN "sample_notes"."updated_at" IS 'When the row last changed, in UTC.';
COMMENT ON COLUMN "sample_notes"."version" IS 'Counts changes; the ETag of the resource.';

COMMENT ON TABLE "refresh_tokens" IS 'Refresh tokens that were issued. Each is used once; use of a replaced one revokes its family.';
COMMENT ON COLUMN "refresh_tokens"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "refresh_tokens"."account_id" IS 'Account that may use the token.';
COMMENT ON COLUMN "refresh_tokens"."token_hash" IS 'SHA-256 of the token, in hexadecimal.';
COMMENT ON COLUMN "refresh_tokens"."family_id" IS 'Shared by all tokens that descend from one login.';
COMMENT ON COLUMN "refresh_tokens"."expires_at" IS 'When the token stops being valid, in UTC.';
COMMENT ON COLUMN "refresh_tokens"."revoked_at" IS 'When it was used, revoked or logged out, in UTC.';
COMMENT ON COLUMN "refresh_tokens"."replaced_by_id" IS 'Token that was issued in its place.';
COMMENT ON COLUMN "refresh_tokens"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "outbox_messages" IS 'What waits to be told to others. One without next_attempt_at and delivered_at was given up.';
COMMENT ON COLUMN "outbox_messages"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "outbox_messages"."kind" IS 'Which handler takes it.';
COMMENT ON COLUMN "outbox_messages"."order_key" IS 'Messages of a kind with the same key are delivered in order.';
COMMENT ON COLUMN "outbox_messages"."payload" IS 'What is told, as JSON. (personal data)';
COMMENT ON COLUMN "outbox_messages"."occurred_at" IS 'When it was stored, in UTC.';
COMMENT ON COLUMN "outbox_messages"."attempts" IS 'How often its delivery was begun.';
COMMENT ON COLUMN "outbox_messages"."next_attempt_at" IS 'When it is tried next, or until when an instance works on it, in UTC.';
COMMENT ON COLUMN "outbox_messages"."delivered_at" IS 'When it was delivered, in UTC; kept for a week.';
COMMENT ON COLUMN "outbox_messages"."last_error" IS 'Why the last try failed.';

COMMENT ON TABLE "api_keys" IS 'Keys by which programs call in the name of an account.';
COMMENT ON COLUMN "api_keys"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "api_keys"."account_id" IS 'Account in whose name the key calls.';
COMMENT ON COLUMN "api_keys"."name" IS 'What the account calls it.';
COMMENT ON COLUMN "api_keys"."prefix" IS 'What the key begins with; it is found by it.';
COMMENT ON COLUMN "api_keys"."key_hash" IS 'SHA-256 of the key, in hexadecimal.';
COMMENT ON COLUMN "api_keys"."scopes" IS 'Operations that it may call, between spaces; all that take keys when null.';
COMMENT ON COLUMN "api_keys"."expires_at" IS 'When it stops being valid, in UTC.';
COMMENT ON COLUMN "api_keys"."revoked_at" IS 'When it was revoked, in UTC.';
COMMENT ON COLUMN "api_keys"."last_used_at" IS 'When it was last used, to the minute, in UTC.';
COMMENT ON COLUMN "api_keys"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "account_identities" IS 'Who accounts are at the providers that they are logged in to by.';
COMMENT ON COLUMN "account_identities"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "account_identities"."account_id" IS 'The account.';
COMMENT ON COLUMN "account_identities"."provider" IS 'The provider, as the service calls it.';
COMMENT ON COLUMN "account_identities"."issuer" IS 'The provider, as its tokens call it.';
COMMENT ON COLUMN "account_identities"."subject" IS 'Whom the provider means. (personal data)';
COMMENT ON COLUMN "account_identities"."identity_hash" IS 'SHA-256 of issuer and subject, in hexadecimal.';
COMMENT ON COLUMN "account_identities"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "pending_logins" IS 'Logins that came back from providers and wait some minutes for who began them.';
COMMENT ON COLUMN "pending_logins"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "pending_logins"."code_hash" IS 'SHA-256 of the code, in hexadecimal.';
COMMENT ON COLUMN "pending_logins"."challenge" IS 'SHA-256 of what only who began the login knows, in Base64url.';
COMMENT ON COLUMN "pending_logins"."provider" IS 'The provider, as the service calls it.';
COMMENT ON COLUMN "pending_logins"."issuer" IS 'The provider, as its tokens call it.';
COMMENT ON COLUMN "pending_logins"."subject" IS 'Whom the provider means. (personal data)';
COMMENT ON COLUMN "pending_logins"."verified_email" IS 'Address that the provider vouches for. (personal data)';
COMMENT ON COLUMN "pending_logins"."claims" IS 'What else it tells, as JSON. (personal data)';
COMMENT ON COLUMN "pending_logins"."expires_at" IS 'When the code stops being valid, in UTC.';

COMMENT ON TABLE "account_webhooks" IS 'Addresses that accounts have told of events. Their secrets are worked out, and stand nowhere.';
COMMENT ON COLUMN "account_webhooks"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "account_webhooks"."account_id" IS 'Account whose address it is.';
COMMENT ON COLUMN "account_webhooks"."url" IS 'Where it is told.';
COMMENT ON COLUMN "account_webhooks"."events" IS 'Types of the events that it is told of, between spaces; all when null.';
COMMENT ON COLUMN "account_webhooks"."secret_version" IS 'How often its secret was changed.';
COMMENT ON COLUMN "account_webhooks"."secret_changed_at" IS 'When that was last, in UTC.';
COMMENT ON COLUMN "account_webhooks"."failures" IS 'Calls in a row that failed until now.';
COMMENT ON COLUMN "account_webhooks"."last_failed_at" IS 'When a call failed last, in UTC.';
COMMENT ON COLUMN "account_webhooks"."last_failure" IS 'Why that was.';
COMMENT ON COLUMN "account_webhooks"."last_told_at" IS 'When it answered last that it was told, in UTC.';
COMMENT ON COLUMN "account_webhooks"."switched_off_at" IS 'When it was switched off, in UTC; null while it is on.';
COMMENT ON COLUMN "account_webhooks"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "scheduled_runs" IS 'When each job runs next, for all instances.';
COMMENT ON COLUMN "scheduled_runs"."name" IS 'The job.';
COMMENT ON COLUMN "scheduled_runs"."schedule" IS 'The schedule that the next run was worked out by.';
COMMENT ON COLUMN "scheduled_runs"."next_due_at" IS 'When it runs next, in UTC.';
COMMENT ON COLUMN "scheduled_runs"."leased_until" IS 'Until when the instance that runs it has it to itself, in UTC.';
COMMENT ON COLUMN "scheduled_runs"."finished_at" IS 'When the last run ended, in UTC.';
COMMENT ON COLUMN "scheduled_runs"."done" IS 'Rows that the last run did.';
COMMENT ON COLUMN "scheduled_runs"."failed" IS 'Rows for which the last run failed.';

COMMENT ON TABLE "inbox_events" IS 'Events that have done their work, by subscription, so that the same one again does nothing.';
COMMENT ON COLUMN "inbox_events"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "inbox_events"."subscription" IS 'What was done.';
COMMENT ON COLUMN "inbox_events"."event_id" IS 'The event.';
COMMENT ON COLUMN "inbox_events"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "provider_calls" IS 'Questions that providers have answered, or that were given up, by their idempotency key.';
COMMENT ON COLUMN "provider_calls"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "provider_calls"."provider" IS 'Who was asked.';
COMMENT ON COLUMN "provider_calls"."subject_id" IS 'The row that it was asked about.';
COMMENT ON COLUMN "provider_calls"."answered_at" IS 'When it was answered, in UTC; null when it was given up.';
COMMENT ON COLUMN "provider_calls"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "quotas" IS 'How often an account or an API key has called in the present period.';
COMMENT ON COLUMN "quotas"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "quotas"."holder_id" IS 'Account or API key whose calls are counted.';
COMMENT ON COLUMN "quotas"."name" IS 'Which quota.';
COMMENT ON COLUMN "quotas"."period_start" IS 'When the period began, in UTC.';
COMMENT ON COLUMN "quotas"."used" IS 'Calls since then.';

COMMENT ON TABLE "idempotency_keys" IS 'What calls with an Idempotency-Key were answered, so that the same call again does nothing; kept for a day.';
COMMENT ON COLUMN "idempotency_keys"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "idempotency_keys"."account_id" IS 'Account that called.';
COMMENT ON COLUMN "idempotency_keys"."operation" IS 'Operation that was called.';
COMMENT ON COLUMN "idempotency_keys"."caller_key" IS 'The key, as the caller sent it.';
COMMENT ON COLUMN "idempotency_keys"."fingerprint" IS 'SHA-256 of the address and of what was sent, in hexadecimal.';
COMMENT ON COLUMN "idempotency_keys"."status" IS 'Status of the answer.';
COMMENT ON COLUMN "idempotency_keys"."location" IS 'The answer''s Location.';
COMMENT ON COLUMN "idempotency_keys"."tag" IS 'The answer''s ETag.';
COMMENT ON COLUMN "idempotency_keys"."body" IS 'The answer''s body, JSON. (personal data)';
COMMENT ON COLUMN "idempotency_keys"."created_at" IS 'When the row was created, in UTC.';

COMMENT ON TABLE "webhook_events" IS 'Events of other systems that have done their work, so that the same one again does nothing.';
COMMENT ON COLUMN "webhook_events"."id" IS 'UUID version 7, given by the service.';
COMMENT ON COLUMN "webhook_events"."source" IS 'Operation that was called.';
COMMENT ON COLUMN "webhook_events"."event_id" IS 'The sender''s name of the event.';
COMMENT ON COLUMN "webhook_events"."created_at" IS 'When the row was created, in UTC.';
