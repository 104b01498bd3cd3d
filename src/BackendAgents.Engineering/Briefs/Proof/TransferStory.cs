using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Sayings;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>
/// Tells of transfers between accounts: nothing goes out of an empty balance, nobody fills their own, what is sent arrives once and stands
/// in both ledgers, and never more is sent than there is.
/// </summary>
internal static class TransferStory
{
    /// <summary>Tells it; null when the operation is no transfer, false when it can't be told.</summary>
    public static bool? Tell(ScenarioDraft draft, Operation transfer)
    {
        if (transfer.Entity != TransferSaying.Transfer || transfer.Kind != OperationKind.Create)
            return null;
        var index = draft.Model.Index;
        if (
            index.OperationOf(TransferSaying.Deposit, OperationKind.Create) is not { } deposit
            || index.OperationOf(TransferSaying.Ledger, OperationKind.List) is not { } ledger
            || index.Account is not { } account
            || index.OperationOf(account.Id, OperationKind.Get) is not { } look
            || !draft.TryCaller(transfer, null, out var sender)
            || sender is null
            || draft.Cast.RoleOf(sender) is not { } role
            || draft.Cast.Somebody(role, another: true) is not { } recipient
            || !draft.Cast.TryFind(deposit, null, null, out var admin)
        )
            return false;
        var holder = Conventions.Camel(account.Name) + "Id";
        JsonObject Sent(string to, int amount) => new() { ["recipientId"] = $"${to}.id", ["amount"] = amount };
        JsonObject Put(int amount) => new() { [holder] = $"${sender}.id", ["amount"] = amount };
        void Refused(string to, int amount, string problem) =>
            draft.Call(transfer, sender, body: Sent(to, amount), status: 409, problem: problem);
        void Has(string name, int amount) =>
            draft.Call(look, name, ScenarioDraft.At(name), expected: new JsonObject { ["balance"] = amount });

        Refused(recipient, 1, TransferSaying.TooLow);
        draft.Call(deposit, sender, body: Put(50), status: 403);
        draft.Call(deposit, admin, body: Put(50));
        Refused(sender, 1, TransferSaying.ToOneself);
        Refused(recipient, 51, TransferSaying.TooLow);
        draft.Call(transfer, sender, body: Sent(recipient, 30));
        Refused(recipient, 30, TransferSaying.TooLow);
        Has(sender, 20);
        Has(recipient, 30);
        draft.Call(ledger, recipient, expected: new JsonObject { ["items"] = new JsonArray(new JsonObject { ["amount"] = 30 }) });
        return true;
    }
}
