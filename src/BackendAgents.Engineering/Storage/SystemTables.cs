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
                ColumnMapper.Of("token_hash", ColumnKind.Text) with
                {
                    Type = new ColumnType(ColumnKind.Text, Length: Sha256HexLength),
                    Description = "SHA-256 of the token, in hexadecimal.",
                },
                ColumnMapper.Of("family_id", ColumnKind.Uuid) with
                {
                    Description = "Shared by all tokens that descend from one login.",
                },
                ColumnMapper.Of("expires_at", ColumnKind.Timestamp) with
                {
                    Description = "When the token stops being valid, in UTC.",
                },
                ColumnMapper.Of("revoked_at", ColumnKind.Timestamp, nullable: true) with
                {
                    Description = "When it was used, revoked or logged out, in UTC.",
                },
                // Not a foreign key: old tokens are pruned in any order.
                ColumnMapper.Of("replaced_by_id", ColumnKind.Uuid, nullable: true) with
                {
                    Description = "Token that was issued in its place.",
                },
                ColumnMapper.Tail[0],
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            ForeignKeys =
            [
                new ForeignKey(names.Unique("fk", table, "account_id"), "account_id", accountTable, ColumnMapper.Id, DeleteBehavior.Cascade)
                {
                    Label = "account",
                },
            ],
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "token_hash"), ["token_hash"])],
            Indexes =
            [
                new TableIndex(names.Unique("ix", table, "account_id"), ["account_id"]),
                new TableIndex(names.Unique("ix", table, "family_id"), ["family_id"]),
                new TableIndex(names.Unique("ix", table, "expires_at"), ["expires_at"]),
            ],
            Checks =
            [
                new TableCheck(
                    names.Unique("ck", table, "token_hash", "length"),
                    new LengthCondition("token_hash", Sha256HexLength, Sha256HexLength)
                ),
            ],
        };
    }
}
