using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Blueprints.Validation;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes the file of what the service tells people: one method a notification.</summary>
internal static class NotificationFile
{
    /// <summary>Class of the generated code.</summary>
    public const string Class = "Notify";

    /// <summary>Name of the method that puts a notification into the outbox.</summary>
    public static string Method(Notification notification) => Conventions.Pascal(notification.Name) + "Async";

    public static Artifact Write(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Globalization;
            using System.Text.Json;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>What people are told, in the transaction of what it tells of.</summary>
            """
        );
        text.Block($"internal static class {Class}", body =>
        {
            foreach (var notification in model.Blueprint.Notifications)
                One(body, model, notification);
        });
        return new Artifact($"{model.SourceFolder}/Features/Notify.g.cs", ServiceModel.Header("notifications.") + EntityFiles.Tidy(text));
    }

    private static void One(CodeWriter body, ServiceModel model, Notification notification)
    {
        var entity = model.Index.EntityById(notification.Entity)!;
        var scope = BehaviourScopes.OfRow(model.Index, entity);
        body.Line($"/// <summary>{CSharp.Comment(notification.Subject)}</summary>");
        RulesFiles.Method(
            body,
            $"Task {Method(notification)}({ServiceModel.Class(entity)} row, Work work, CancellationToken cancellationToken)",
            inner =>
            {
                var code = new ExpressionCode(model, new RowLoader(inner));
                var to = NotificationValidation.IsAddress(notification.To)
                    ? CSharp.Literal(notification.To)
                    : code.Value(ExpressionReader.Read(notification.To, scope));
                var subject = Text(code, notification.Subject, scope);
                var body = Parts(code, notification.Body, scope).ToList();
                inner.Line($"work.Send(\n    {CSharp.Literal(notification.Id)},\n    {to},\n    {subject},");
                inner.Line($"    string.Concat(\n        {string.Join(",\n        ", body)}));");
            }
        );
    }

    private static string Text(ExpressionCode code, string template, ExpressionScope scope) =>
        string.Join(" + ", Parts(code, template, scope)) is var parts && parts.StartsWith('"') ? parts : "\"\" + " + parts;

    private static IEnumerable<string> Parts(ExpressionCode code, string template, ExpressionScope scope) =>
        TextTemplate
            .Parts(template.ReplaceLineEndings("\n"))
            .SelectMany(part => part.IsExpression ? [Shown(code, part.Text, scope)] : Lines(part.Text));

    private static IEnumerable<string> Lines(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var literal = CSharp.Literal(lines[i]);
            if (i < lines.Length - 1)
                yield return literal[..^1] + "\\n\"";
            else if (lines[i].Length > 0)
                yield return literal;
        }
    }

    // A value as people read it; nothing where there is none.
    private static string Shown(ExpressionCode code, string expression, ExpressionScope scope)
    {
        var node = ExpressionReader.Read(expression, scope);
        var plain = code.Value(node);
        var value = plain.All(static c => char.IsLetterOrDigit(c) || c is '.' or '?' or '_') ? plain : $"({plain})";
        var dot = node.Type.IsNullable ? "?" : "";
        string Formatted(string format) => $"{value}{dot}.ToString({format}CultureInfo.InvariantCulture)";
        return node.Type.Kind switch
        {
            ValueKind.Text => value,
            ValueKind.Timestamp => $"{value}{dot}.UtcDateTime.ToString(\"yyyy-MM-dd HH:mm 'UTC'\", CultureInfo.InvariantCulture)",
            ValueKind.Date => Formatted("\"yyyy-MM-dd\", "),
            ValueKind.Time => Formatted("\"HH:mm\", "),
            ValueKind.Bool => $"({value}{(node.Type.IsNullable ? " == true" : "")} ? \"yes\" : \"no\")",
            ValueKind.Enum => $"JsonNamingPolicy.CamelCase.ConvertName({value}{dot}.ToString(){(node.Type.IsNullable ? " ?? \"\"" : "")})",
            ValueKind.Id => $"{value}{dot}.ToString()",
            _ => Formatted(""),
        };
    }
}
