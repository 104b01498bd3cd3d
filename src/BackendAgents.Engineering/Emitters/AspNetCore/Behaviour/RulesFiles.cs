using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>One file an entity of what is kept whenever its rows are written, by whichever operation.</summary>
internal static class RulesFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var entity in model.Blueprint.Entities)
        {
            var rules = new EntityRules(model, entity);
            if (rules.Any)
                yield return new Artifact(
                    $"{model.SourceFolder}/Features/{ServiceModel.Folder(entity)}/{EntityRules.Name(entity)}.g.cs",
                    ServiceModel.Header("what is kept between rows.") + File(model, entity, rules)
                );
        }
    }

    private static string File(ServiceModel model, Entity entity, EntityRules rules)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Globalization;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>What is kept whenever {CSharp.Comment(
                Conventions.Phrase(Conventions.Plural(entity))
            )} are written, in the transaction that writes them.</summary>
            """
        );
        text.Block($"internal static class {EntityRules.Name(entity)}", body =>
        {
            if (rules.HasFill)
                Fill(body, model, entity, rules);
            if (rules.HasStored)
                Stored(body, model, entity, rules);
            if (rules.IsRefreshed)
                Refresh(body, entity, rules);
        });
        return EntityFiles.Tidy(text);
    }

    private static void Fill(CodeWriter body, ServiceModel model, Entity entity, EntityRules rules)
    {
        body.Line("/// <summary>Before a row is stored: holds the rows that it counts among, fills what is copied and computed.</summary>");
        Method(
            body,
            $"Task FillAsync({ServiceModel.Class(entity)} row, bool isNew, Work work, CancellationToken cancellationToken)",
            inner =>
            {
                foreach (
                    var relation in rules
                        .Guarding.Concat(rules.Parents)
                        .Distinct()
                        .OrderBy(static relation => relation.From, StringComparer.Ordinal)
                )
                {
                    var key = $"row.{ServiceModel.Key(relation)}";
                    inner.Line(
                        $"await work.HoldAsync<{ServiceModel.Class(model.Index.EntityById(relation.From)!)}>({key}, cancellationToken);"
                    );
                }

                if (rules.Copies.Count > 0)
                    inner
                        .Line("if (isNew)")
                        .Line("{")
                        .Indented(copies => Values(copies, model, entity, rules.Copies, static field => field.Copy!))
                        .Line("}")
                        .Line();
                Values(inner, model, entity, rules.Computed, static field => field.Computed!);
            }
        );
    }

    private static void Values(
        CodeWriter text,
        ServiceModel model,
        Entity entity,
        IReadOnlyList<Field> fields,
        Func<Field, string> expression
    )
    {
        var code = new ExpressionCode(model, new RowLoader(text));
        foreach (var field in fields)
        {
            var type = ExpressionType.Of(field, model.Index);
            var node = ExpressionReader.Read(expression(field), BehaviourScopes.OfRow(model.Index, entity), type);
            text.Line($"row.{ServiceModel.Property(field)} = {code.Assigned(node, type with { IsNullable = false }, field)};");
        }
    }

    private static void Stored(CodeWriter body, ServiceModel model, Entity entity, EntityRules rules)
    {
        body.Line("/// <summary>Once a row is stored: null, or the problem of a rule that it breaks, which undoes the request.</summary>");
        Method(
            body,
            $"Task<IResult?> StoredAsync({ServiceModel.Class(entity)} row, Work work, CancellationToken cancellationToken)",
            inner =>
            {
                var rows = new RowLoader(inner);
                foreach (var rule in entity.Rules)
                    new RuleCode(model, entity, inner, rows).Write(rule);
                foreach (var relation in rules.Parents)
                    rules.Refresh(inner, relation, $"row.{ServiceModel.Key(relation)}");
                inner.Line("return null;");
            }
        );
    }

    private static void Refresh(CodeWriter body, Entity entity, EntityRules rules)
    {
        var name = ServiceModel.Class(entity);
        body.Line("/// <summary>Computes anew what follows from other rows; null, or the problem of a rule that it breaks then.</summary>");
        Method(body, "Task<IResult?> RefreshAsync(Guid? id, Work work, CancellationToken cancellationToken)", inner => inner.Line(
                $$"""
                if (await work.HoldAsync<{{name}}>(id, cancellationToken) is not { } row)
                    return null;
                await FillAsync(row, isNew: false, work, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return {{(rules.HasStored ? "await StoredAsync(row, work, cancellationToken)" : "null")}};
                """
            ));
    }

    /// <summary>Writes an asynchronous method over <c>work</c>, with the database and the clock where it uses them.</summary>
    public static void Method(CodeWriter body, string signature, Action<CodeWriter> write, string modifiers = "public static async")
    {
        var inner = new CodeWriter();
        write(inner);
        var code = inner.ToString();
        body.Line($"{modifiers} {signature}").Line("{");
        body.Indented(statements =>
        {
            if (code.Contains("db.", StringComparison.Ordinal))
                statements.Line("var db = work.Db;");
            if (System.Text.RegularExpressions.Regex.IsMatch(code, @"\bnow\b"))
                statements.Line("var now = work.Now;");
            if (!code.Contains("await ", StringComparison.Ordinal))
                statements.Line("await Task.CompletedTask;");
            statements.Line(code.TrimEnd('\n'));
        });
        body.Line("}").Line();
    }
}
