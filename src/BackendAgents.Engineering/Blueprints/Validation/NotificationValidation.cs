using System.Net.Mail;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Notifications: of which row, to whom, and that what stands between braces is known.</summary>
internal static class NotificationValidation
{
    public const int Most = 100;
    private const int MaxSubject = 200;
    private const int MaxBody = 5_000;

    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Notifications.Count; i++)
            Check(report, report.Blueprint.Notifications[i], $"notifications[{i}]");
    }

    /// <summary>Whether it names an address itself, and no expression.</summary>
    public static bool IsAddress(string to) => MailAddress.TryCreate(to, out var address) && address.Address == to;

    private static void Check(ProblemList report, Notification notification, string path)
    {
        if (report.Index.EntityById(notification.Entity) is not { } entity)
        {
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".entity",
                $"There is no entity '{NameValidation.Short(notification.Entity)}'.",
                NameValidation.EntitiesOf(report)
            );
            return;
        }

        var scope = BehaviourScopes.OfRow(report.Index, entity);
        if (!IsAddress(notification.To ?? ""))
        {
            var to = BehaviourValidation.Read(report, notification.To, scope, path + ".to");
            report.AddIf(
                to is not null && to.Type.Kind != ValueKind.Text,
                BlueprintRules.Expression,
                path + ".to",
                $"'{NameValidation.Short(notification.To)}' is {to?.Type}, no address.",
                "Name a field of type email, member.email, or write an address: office@example.com"
            );
        }

        report.AddIf(
            notification.Subject?.Any(char.IsControl) == true,
            BlueprintRules.TextContent,
            path + ".subject",
            "A subject is one line."
        );
        Text(report, notification.Subject, scope, MaxSubject, path + ".subject");
        Text(report, notification.Body, scope, MaxBody, path + ".body");
    }

    private static void Text(ProblemList report, string? text, ExpressionScope scope, int most, string path)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most)
        {
            report.Add(BlueprintRules.TextContent, path, $"It has 1 to {most} characters.");
            return;
        }

        try
        {
            foreach (var (expression, _) in TextTemplate.Parts(text).Where(static part => part.IsExpression))
            {
                var node = BehaviourValidation.Read(report, expression, scope, path);
                report.AddIf(
                    node?.Type.Kind is ValueKind.Row or ValueKind.Null or ValueKind.Opaque,
                    BlueprintRules.Expression,
                    path,
                    $"'{NameValidation.Short(expression)}' is {node?.Type}, which has no text.",
                    "Name a value of it: {member.name}"
                );
            }
        }
        catch (ExpressionException wrong)
        {
            report.Add(BlueprintRules.Expression, path, wrong.Message, wrong.Remedy);
        }
    }
}
