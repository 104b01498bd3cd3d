using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;
using static BackendAgents.Engineering.Storage.ColumnMapper;

namespace BackendAgents.Engineering.Storage;

/// <summary>Tables of what a service does beside answering requests.</summary>
internal static class BackgroundTables
{
    private const int Word = 100;
    private const int Key = 200;
    private const int Error = 1000;

    /// <summary>What waits to be told to others: stored with the change, delivered later, at least once.</summary>
    public static Table Outbox(StorageNames names)
    {
        const string table = Background.OutboxTable;
        return new Table
        {
            Name = table,
            Description = "What waits to be told to others. One without next_attempt_at and delivered_at was given up.",
            Columns =
            [
                ColumnMapper.Key,
                Text("kind", Word, "Which handler takes it."),
                Text("order_key", Key, "Messages of a kind with the same key are delivered in order.", nullable: true),
                ColumnMapper.Of("payload", ColumnKind.Text) with
                {
                    Description = "What is told, as JSON. (personal data)",
                },
                Instant("occurred_at", "When it was stored, in UTC."),
                Count("attempts", "How often its delivery was begun."),
                Instant("next_attempt_at", "When it is tried next, or until when an instance works on it, in UTC.", nullable: true),
                Instant("delivered_at", "When it was delivered, in UTC; kept for a week.", nullable: true),
                Text("last_error", Error, "Why the last try failed.", nullable: true),
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            Indexes =
            [
                new TableIndex(names.Unique("ix", table, "next_attempt_at", "delivered_at"), ["next_attempt_at", "delivered_at"]),
                new TableIndex(names.Unique("ix", table, "kind", "order_key", "next_attempt_at"), ["kind", "order_key", "next_attempt_at"]),
                new TableIndex(names.Unique("ix", table, "delivered_at"), ["delivered_at"]),
            ],
        };
    }

    /// <summary>When each job runs next, and which instance runs it.</summary>
    public static Table Runs(StorageNames names)
    {
        const string table = Background.RunsTable;
        return new Table
        {
            Name = table,
            Description = "When each job runs next, for all instances.",
            Columns =
            [
                Text("name", Word, "The job."),
                Text("schedule", Key, "The schedule that the next run was worked out by."),
                Instant("next_due_at", "When it runs next, in UTC.", nullable: true),
                Instant("leased_until", "Until when the instance that runs it has it to itself, in UTC.", nullable: true),
                Instant("finished_at", "When the last run ended, in UTC.", nullable: true),
                Count("done", "Rows that the last run did."),
                Count("failed", "Rows for which the last run failed."),
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), ["name"]),
        };
    }

    /// <summary>Which questions providers have answered, so that an answer that comes again does nothing.</summary>
    public static Table ProviderCalls(StorageNames names)
    {
        const string table = ProviderTraits.Table;
        return new Table
        {
            Name = table,
            Description = "Questions that providers have answered, or that were given up, by their idempotency key.",
            Columns =
            [
                ColumnMapper.Key,
                Text("provider", Word, "Who was asked."),
                // Not a foreign key: it is a row of any entity, which may be gone.
                ColumnMapper.Of("subject_id", ColumnKind.Uuid) with
                {
                    Description = "The row that it was asked about.",
                },
                Instant("answered_at", "When it was answered, in UTC; null when it was given up.", nullable: true),
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            Indexes = [new TableIndex(names.Unique("ix", table, "subject_id"), ["subject_id"])],
        };
    }

    /// <summary>Which events have done their work, so that one that comes again does nothing.</summary>
    public static Table Inbox(StorageNames names)
    {
        const string table = Background.InboxTable;
        return new Table
        {
            Name = table,
            Description = "Events that have done their work, by subscription, so that the same one again does nothing.",
            Columns =
            [
                ColumnMapper.Key,
                Text("subscription", Word, "What was done."),
                ColumnMapper.Of("event_id", ColumnKind.Uuid) with
                {
                    Description = "The event.",
                },
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "event_id", "subscription"), ["event_id", "subscription"])],
            Indexes = [new TableIndex(names.Unique("ix", table, "created_at"), ["created_at"])],
        };
    }
}
