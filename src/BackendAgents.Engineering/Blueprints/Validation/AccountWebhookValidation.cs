using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>What accounts may have told to addresses of their own: known events, whose owner is still known when they are told.</summary>
internal static class AccountWebhookValidation
{
    private const string Place = "accountWebhooks";

    public static void Check(ProblemList report)
    {
        if (report.Blueprint.AccountWebhooks is not { } told)
            return;
        report.AddIf(
            report.Index.Account is null,
            BlueprintRules.Authentication,
            Place,
            "An address belongs to an account, and the service has none.",
            "Write authentication.kind: jwt with account, login and defaultRole; or name the system under webhooks."
        );
        report.AddIf(
            told.MaxPerAccount is < 1 or > 100,
            BlueprintRules.OutOfRange,
            Place + ".maxPerAccount",
            "An account has at most 1 to 100 addresses."
        );
        report.AddIf(
            told.Failures is < 1 or > 100,
            BlueprintRules.OutOfRange,
            Place + ".failures",
            "An address is switched off after 1 to 100 calls that fail."
        );
        OutgoingWebhookValidation.Events(report, told.Events, Place, Place);
        foreach (var known in report.Blueprint.Events.Where(known => told.Events.Contains(known.Id) && IsLost(known, report.Index)))
            report.Add(
                BlueprintRules.Event,
                Place + ".events",
                $"{known.Name} tells of a row that is gone by then, and nobody knows whose it was.",
                "Leave it out; or have rows marked by a state instead of deleted, and tell of that."
            );
    }

    private static bool IsLost(DomainEvent told, BlueprintIndex index) =>
        EventTraits.Entity(told, index) is { } entity
        && (entity.Owner.Count > 0 || index.IsAccount(entity))
        && (told.On == RowChange.Deleted || index.OperationById(told.Operation)?.Kind == OperationKind.Delete);
}
