using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>Tables that no entity declares.</summary>
internal static class SystemTables
{
    private const int Sha256HexLength = 64;

    /// <summary>Refresh tokens, of which only a hash is kept; a family is all that descends from one login.</summary>
    public static Table RefreshTokens(string accountTable, StorageNames names)
    {
        const string table = RelationalModel.RefreshTokensTable;
        return new Table
        {
            Name = table,
            Description = "Refresh tokens that were issued. Each is used once; use of a replaced one revokes its family.",
            Columns =
            [
                ColumnMapper.Key,
                ColumnMapper.Of("account_id", ColumnKind.Uuid) with
                {
                    Description = "Account that may use the token.",
                },
                ColumnMapper.Text("token_hash", Sha256HexLength, "SHA-256 of the token, in hexadecimal."),
                ColumnMapper.Of("family_id", ColumnKind.Uuid) with
                {
                    Description = "Shared by all tokens that descend from one login.",
                },
                ColumnMapper.Instant("expires_at", "When the token stops being valid, in UTC."),
                ColumnMapper.Instant("revoked_at", "When it was used, revoked or logged out, in UTC.", nullable: true),
                // Not a foreign key: old tokens are pruned in any order.
                ColumnMapper.Of("replaced_by_id", ColumnKind.Uuid, nullable: true) with
                {
                    Description = "Token that was issued in its place.",
                },
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            ForeignKeys = [Account(table, accountTable, names)],
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "token_hash"), ["token_hash"])],
            Indexes =
            [
                new TableIndex(names.Unique("ix", table, "account_id"), ["account_id"]),
                new TableIndex(names.Unique("ix", table, "family_id"), ["family_id"]),
                new TableIndex(names.Unique("ix", table, "expires_at"), ["expires_at"]),
            ],
            Checks = [IsHash(table, "token_hash", names)],
        };
    }

    /// <summary>API keys, of which only a hash is kept.</summary>
    public static Table ApiKeys(string accountTable, StorageNames names)
    {
        const string table = Blueprints.ApiKeys.Table;
        return new Table
        {
            Name = table,
            Description = "Keys by which programs call in the name of an account.",
            Columns =
            [
                ColumnMapper.Key,
                ColumnMapper.Of("account_id", ColumnKind.Uuid) with
                {
                    Description = "Account in whose name the key calls.",
                },
                ColumnMapper.Text("name", 100, "What the account calls it."),
                ColumnMapper.Text("prefix", 20, "What the key begins with; it is found by it."),
                ColumnMapper.Text("key_hash", Sha256HexLength, "SHA-256 of the key, in hexadecimal."),
                ColumnMapper.Of("scopes", ColumnKind.Text, nullable: true) with
                {
                    Description = "Operations that it may call, between spaces; all that take keys when null.",
                },
                ColumnMapper.Instant("expires_at", "When it stops being valid, in UTC.", nullable: true),
                ColumnMapper.Instant("revoked_at", "When it was revoked, in UTC.", nullable: true),
                ColumnMapper.Instant("last_used_at", "When it was last used, to the minute, in UTC.", nullable: true),
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            ForeignKeys = [Account(table, accountTable, names)],
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "prefix"), ["prefix"])],
            Indexes = [new TableIndex(names.Unique("ix", table, "account_id"), ["account_id"])],
            Checks = [IsHash(table, "key_hash", names)],
        };
    }

    /// <summary>Addresses of accounts that are told of events.</summary>
    public static Table AccountWebhooks(string accountTable, StorageNames names)
    {
        const string table = Blueprints.AccountWebhooks.Table;
        return new Table
        {
            Name = table,
            Description = "Addresses that accounts have told of events. Their secrets are worked out, and stand nowhere.",
            Columns =
            [
                ColumnMapper.Key,
                ColumnMapper.Of("account_id", ColumnKind.Uuid) with
                {
                    Description = "Account whose address it is.",
                },
                ColumnMapper.Text("url", 2_000, "Where it is told."),
                ColumnMapper.Of("events", ColumnKind.Text, nullable: true) with
                {
                    Description = "Types of the events that it is told of, between spaces; all when null.",
                },
                ColumnMapper.Count("secret_version", "How often its secret was changed."),
                ColumnMapper.Instant("secret_changed_at", "When that was last, in UTC.", nullable: true),
                ColumnMapper.Count("failures", "Calls in a row that failed until now."),
                ColumnMapper.Instant("last_failed_at", "When a call failed last, in UTC.", nullable: true),
                ColumnMapper.Text("last_failure", 300, "Why that was.", nullable: true),
                ColumnMapper.Instant("last_told_at", "When it answered last that it was told, in UTC.", nullable: true),
                ColumnMapper.Instant("switched_off_at", "When it was switched off, in UTC; null while it is on.", nullable: true),
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            ForeignKeys = [Account(table, accountTable, names)],
            Indexes = [new TableIndex(names.Unique("ix", table, "account_id"), ["account_id"])],
        };
    }

    /// <summary>Counters of calls.</summary>
    public static Table Quotas(StorageNames names)
    {
        const string table = CallLimit.Table;
        return new Table
        {
            Name = table,
            Description = "How often an account or an API key has called in the present period.",
            Columns =
            [
                ColumnMapper.Key,
                // Not a foreign key: it is an account or a key.
                ColumnMapper.Of("holder_id", ColumnKind.Uuid) with
                {
                    Description = "Account or API key whose calls are counted.",
                },
                ColumnMapper.Text("name", 150, "Which quota."),
                ColumnMapper.Instant("period_start", "When the period began, in UTC."),
                ColumnMapper.Count("used", "Calls since then."),
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "holder_id", "name"), ["holder_id", "name"])],
        };
    }

    /// <summary>What calls with an idempotency key were answered.</summary>
    public static Table IdempotencyKeys(StorageNames names)
    {
        const string table = Idempotency.Table;
        return new Table
        {
            Name = table,
            Description = "What calls with an Idempotency-Key were answered, so that the same call again does nothing; kept for a day.",
            Columns =
            [
                ColumnMapper.Key,
                // Not a foreign key: rows are gone within a day, and accounts may belong to another service.
                ColumnMapper.Of("account_id", ColumnKind.Uuid) with
                {
                    Description = "Account that called.",
                },
                ColumnMapper.Text("operation", 150, "Operation that was called."),
                ColumnMapper.Text("caller_key", 200, "The key, as the caller sent it."),
                ColumnMapper.Text("fingerprint", 64, "SHA-256 of the address and of what was sent, in hexadecimal."),
                ColumnMapper.Count("status", "Status of the answer."),
                ColumnMapper.Text("location", 2_000, "The answer's Location.", nullable: true),
                ColumnMapper.Text("tag", 100, "The answer's ETag.", nullable: true),
                ColumnMapper.Of("body", ColumnKind.Text, nullable: true) with
                {
                    Description = "The answer's body, JSON. (personal data)",
                },
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            UniqueConstraints =
            [
                new UniqueConstraint(names.Unique("uq", table, "account_id", "caller_key"), ["account_id", "operation", "caller_key"]),
            ],
            Indexes = [new TableIndex(names.Unique("ix", table, "created_at"), ["created_at"])],
        };
    }

    /// <summary>The inbox of what other systems have told.</summary>
    public static Table WebhookEvents(StorageNames names)
    {
        const string table = IncomingWebhook.Table;
        return new Table
        {
            Name = table,
            Description = "Events of other systems that have done their work, so that the same one again does nothing.",
            Columns =
            [
                ColumnMapper.Key,
                ColumnMapper.Text("source", 150, "Operation that was called."),
                ColumnMapper.Text("event_id", 200, "The sender's name of the event."),
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "source", "event_id"), ["source", "event_id"])],
        };
    }

    private static ForeignKey Account(string table, string accountTable, StorageNames names) =>
        new(names.Unique("fk", table, "account_id"), "account_id", accountTable, ColumnMapper.Id, DeleteBehavior.Cascade)
        {
            Label = "account",
        };

    private static TableCheck IsHash(string table, string column, StorageNames names) =>
        new(names.Unique("ck", table, column, "length"), new LengthCondition(column, Sha256HexLength, Sha256HexLength));
}
