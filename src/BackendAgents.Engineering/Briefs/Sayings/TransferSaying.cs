using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// Money, credits or points that accounts hold and give to each other: 'users have a balance and transfer money to other users'. A balance
/// begins at 0, is moved by transfers and deposits alone, and each movement stands in a ledger of both sides.
/// </summary>
internal static class TransferSaying
{
    /// <summary>Moves the balance from one account to another; what is done by it is told by a story of its own.</summary>
    public const string Transfer = "transfer";

    /// <summary>What puts something into a balance.</summary>
    public const string Deposit = "deposit";

    /// <summary>One side of a movement.</summary>
    public const string Ledger = "ledger-entry";

    /// <summary>The code by which a transfer beyond the balance is refused.</summary>
    public const string TooLow = "balance-too-low";

    /// <summary>The code by which a transfer to oneself is refused.</summary>
    public const string ToOneself = "transfer-to-oneself";

    private const string Balance = "balance";

    public static Declared? Declare(SayingModel model, Said said)
    {
        if (
            model.Account is not { } account
            || model.Role(said["who"]) is not { } role
            || said["to"].Length > 0 && model.Role(said["to"]) is null
            || !model.Blueprint.Roles.Any(static known => known.Id == "admin")
            || model.Entity(said["who"]) is { } own && own != account
            || model.Blueprint.Entities.Any(static entity => entity.Id is Transfer or Deposit or Ledger)
        )
            return null;
        var type = said["unit"].TrimEnd('s') is "credit" or "point" or "coin" or "token" ? FieldType.Int : FieldType.Money;
        var balance = new Field
        {
            Id = $"{account.Id}-{Balance}",
            Name = Balance,
            Type = type,
            Required = true,
            Default = "0",
            Min = 0,
            Exposure = FieldExposure.ReadOnly,
            Description = "What the account has; transfers and deposits move it, and nobody sets it.",
        };
        var (sent, received) = (Side(account, "sender", "transfersSent"), Side(account, "recipient", "transfersReceived"));
        var (put, booked) = (Of(account, Deposit, "deposits"), Of(account, Ledger, "ledgerEntries"));
        var blueprint = model.Blueprint with
        {
            Entities =
            [
                .. model.Blueprint.Entities.Select(entity =>
                    entity == account
                        ? account with
                        {
                            Fields = [.. account.Fields.Where(static field => field.Name != Balance), balance],
                        }
                        : entity
                ),
                new Entity
                {
                    Id = Transfer,
                    Name = "Transfer",
                    Description = "What an account gives to another.",
                    Fields = [Amount(Transfer, type)],
                    Owner = [sent.Id],
                },
                new Entity
                {
                    Id = Deposit,
                    Name = "Deposit",
                    Description = "What an administrator puts into a balance.",
                    Fields = [Amount(Deposit, type)],
                },
                new Entity
                {
                    Id = Ledger,
                    Name = "LedgerEntry",
                    Description = "One side of a movement; what is taken is below zero.",
                    Fields = [Amount(Ledger, type) with { Min = null, Default = "0", Exposure = FieldExposure.ReadOnly }],
                    Owner = [booked.Id],
                },
            ],
            Relations = [.. model.Blueprint.Relations, sent, received, put, booked],
            Operations = [.. model.Blueprint.Operations, .. Operations(role, sent, received, put, booked)],
        };
        return new Declared(blueprint, "entity " + Transfer, "effect create-transfer", "field " + balance.Id, "entity " + Ledger)
        {
            Assumptions =
            [
                new Assumption("field " + balance.Id, "A balance begins at 0 and never falls below it."),
                new Assumption("operation create-deposit", "Only an administrator puts something into a balance."),
            ],
        };
    }

    private static IEnumerable<Operation> Operations(string role, Relation sent, Relation received, Relation put, Relation booked)
    {
        var (own, admin) = (new AccessRule { Role = role, Scope = AccessScope.Own }, new AccessRule { Role = "admin" });
        yield return Operation("createTransfer", Transfer, OperationKind.Create, "Moves an amount to another account.", own) with
        {
            Guards =
            [
                new Guard
                {
                    When = "recipientId != senderId",
                    Problem = ToOneself,
                    Message = "Choose another account.",
                },
            ],
            Effects =
            [
                new Effect
                {
                    Add = new AddEffect
                    {
                        To = $"{sent.Name}.{Balance}",
                        Amount = "-amount",
                        AtLeast = 0,
                        Problem = TooLow,
                        Message = "The balance does not suffice.",
                    },
                },
                Add($"{received.Name}.{Balance}", "amount"),
                Book(booked, sent, "-amount"),
                Book(booked, received, "amount"),
            ],
        };
        yield return Operation("listTransfers", Transfer, OperationKind.List, "Lists transfers, newest first.", own, admin);
        yield return Operation("getTransfer", Transfer, OperationKind.Get, "Reads one transfer.", own, admin);
        yield return Operation("createDeposit", Deposit, OperationKind.Create, "Puts an amount into a balance.", admin) with
        {
            Effects = [Add($"{put.Name}.{Balance}", "amount"), Book(booked, put, "amount")],
        };
        yield return Operation("listDeposits", Deposit, OperationKind.List, "Lists deposits, newest first.", admin);
        yield return Operation("listLedgerEntries", Ledger, OperationKind.List, "Lists what moved a balance, newest first.", own, admin);
    }

    private static Operation Operation(
        string name,
        string entity,
        OperationKind kind,
        string description,
        params IReadOnlyList<AccessRule> access
    ) =>
        new()
        {
            Id = Conventions.Kebab(name),
            Name = name,
            Entity = entity,
            Kind = kind,
            Access = access,
            Description = description,
        };

    private static Effect Add(string to, string amount) =>
        new()
        {
            Add = new AddEffect { To = to, Amount = amount },
        };

    private static Effect Book(Relation booked, Relation whose, string amount) =>
        new()
        {
            Create = new CreateEffect
            {
                Entity = Ledger,
                Values = new Dictionary<string, string> { [booked.Name] = whose.Name + "Id", ["amount"] = amount },
            },
        };

    private static Field Amount(string entity, FieldType type) =>
        new()
        {
            Id = entity + "-amount",
            Name = "amount",
            Type = type,
            Required = true,
            Min = type == FieldType.Int ? 1 : 0.01m,
            Description = "How much.",
        };

    private static Relation Side(Entity account, string name, string inverse) => Relation(account, Transfer, name, inverse);

    private static Relation Of(Entity account, string entity, string inverse) =>
        Relation(account, entity, Conventions.Camel(account.Name), inverse);

    private static Relation Relation(Entity account, string entity, string name, string inverse) =>
        new()
        {
            Id = $"{entity}-{Conventions.Kebab(name)}-of",
            Kind = RelationKind.OneToMany,
            From = account.Id,
            To = entity,
            Name = name,
            Inverse = inverse,
            Required = true,
            Description = $"The {Conventions.Phrase(name)}.",
        };
}
