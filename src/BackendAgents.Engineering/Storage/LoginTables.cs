using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>Tables of logins by others.</summary>
internal static class LoginTables
{
    private const int Sha256HexLength = 64;

    /// <summary>Who at a provider is which account.</summary>
    public static Table Identities(string accountTable, StorageNames names)
    {
        const string table = LoginProvider.Identities;
        return new Table
        {
            Name = table,
            Description = "Who accounts are at the providers that they are logged in to by.",
            Columns =
            [
                ColumnMapper.Key,
                ColumnMapper.Of("account_id", ColumnKind.Uuid) with
                {
                    Description = "The account.",
                },
                ColumnMapper.Text("provider", 40, "The provider, as the service calls it."),
                ColumnMapper.Text("issuer", 200, "The provider, as its tokens call it."),
                ColumnMapper.Text("subject", 255, "Whom the provider means. (personal data)"),
                ColumnMapper.Text("identity_hash", Sha256HexLength, "SHA-256 of issuer and subject, in hexadecimal."),
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
            UniqueConstraints =
            [
                new UniqueConstraint(names.Unique("uq", table, "identity_hash"), ["identity_hash"]),
                new UniqueConstraint(names.Unique("uq", table, "account_id", "provider"), ["account_id", "provider"]),
            ],
            Checks = [IsHash(table, "identity_hash", names)],
        };
    }

    /// <summary>Logins that came back and that their clients have not fetched.</summary>
    public static Table Logins(StorageNames names)
    {
        const string table = LoginProvider.Logins;
        return new Table
        {
            Name = table,
            Description = "Logins that came back from providers and wait some minutes for who began them.",
            Columns =
            [
                ColumnMapper.Key,
                ColumnMapper.Text("code_hash", Sha256HexLength, "SHA-256 of the code, in hexadecimal."),
                ColumnMapper.Text("challenge", 43, "SHA-256 of what only who began the login knows, in Base64url."),
                ColumnMapper.Text("provider", 40, "The provider, as the service calls it."),
                ColumnMapper.Text("issuer", 200, "The provider, as its tokens call it."),
                ColumnMapper.Text("subject", 255, "Whom the provider means. (personal data)"),
                ColumnMapper.Text("verified_email", 254, "Address that the provider vouches for. (personal data)", nullable: true),
                ColumnMapper.Of("claims", ColumnKind.Text) with
                {
                    Description = "What else it tells, as JSON. (personal data)",
                },
                ColumnMapper.Instant("expires_at", "When the code stops being valid, in UTC."),
            ],
            PrimaryKey = new PrimaryKey(names.Unique("pk", table), [ColumnMapper.Id]),
            UniqueConstraints = [new UniqueConstraint(names.Unique("uq", table, "code_hash"), ["code_hash"])],
            Indexes = [new TableIndex(names.Unique("ix", table, "expires_at"), ["expires_at"])],
            Checks = [IsHash(table, "code_hash", names)],
        };
    }

    private static TableCheck IsHash(string table, string column, StorageNames names) =>
        new(names.Unique("ck", table, column, "length"), new LengthCondition(column, Sha256HexLength, Sha256HexLength));
}
