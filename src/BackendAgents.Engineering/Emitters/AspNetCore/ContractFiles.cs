using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;
using BackendAgents.Engineering.Emitters.AspNetCore.Reports;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Requests and responses of an entity, with the validation of requests.</summary>
internal static class ContractFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var entity in model.Blueprint.Entities.Where(static entity => entity.Origin is null))
        {
            var text = Start(model, entity);
            if (Has(model, entity, OperationKind.Create) || Has(model, entity, OperationKind.Update))
                Request(text, model, entity);
            Response(text, model, entity);
            CallFiles.Write(text, model, entity);
            ReportFiles.Write(text, model, entity);
            yield return new Artifact(
                $"{model.SourceFolder}/Features/{ServiceModel.Folder(entity)}/{ServiceModel.Class(entity)}Contracts.g.cs",
                ServiceModel.Header("requests and responses.") + EntityFiles.Tidy(text)
            );
        }
    }

    public static CodeWriter Start(ServiceModel model, Entity entity)
    {
        var text = new CodeWriter();
        text.Line("using System.ComponentModel.DataAnnotations;").Line("using System.Globalization;");
        var fields = entity.Fields.Concat(CallFiles.Fields(model, entity)).ToList();
        foreach (var needed in fields.Select(static field => FieldCode.Of(field).Namespace).OfType<string>().Distinct())
            text.Line($"using {needed};");
        text.Line("using System.Text.Json.Serialization;");
        if (fields.Any(static field => field.Pattern is not null))
            text.Line("using System.Text.RegularExpressions;");
        return text.Line($"using {model.Namespace}.Infrastructure;").Line().Line($"namespace {model.Namespace}.Features;").Line();
    }

    /// <summary>Fields that a request carries.</summary>
    public static IEnumerable<Field> Inputs(Entity entity) =>
        entity.Fields.Where(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.WriteOnly);

    /// <summary>Relations whose key a request carries.</summary>
    public static IEnumerable<Relation> InputRelations(ServiceModel model, Entity entity) =>
        model.Index.RelationsTo(entity.Id).Where(relation => relation.Id != model.DirectOwner(entity)?.Id);

    private static bool Has(ServiceModel model, Entity entity, OperationKind kind) => model.Index.OperationOf(entity.Id, kind) is not null;

    private static void Request(CodeWriter text, ServiceModel model, Entity entity)
    {
        var name = ServiceModel.Class(entity);
        text.Line("/// <summary>What it takes to create or replace one.</summary>");
        text.Block($"public sealed record {name}Input", body =>
        {
            var members = Members(model, entity);
            foreach (var relation in InputRelations(model, entity))
                Member(members, Conventions.ForeignKeyProperty(relation), "Guid?", ServiceModel.Key(relation), relation.Required);
            members.Write(body);
            Validate(body, model, entity, InputRelations(model, entity), []);
            body.Line($"internal void ApplyTo({name} row)")
                .Line("{")
                .Indented(inner => Apply(inner, model, entity, InputRelations(model, entity)))
                .Line("}");
        });
        text.Line();
    }

    /// <summary>The properties of a request.</summary>
    public static MemberList Members(ServiceModel model, Entity entity)
    {
        var members = new MemberList();
        foreach (var field in Inputs(entity))
            Member(
                members,
                field.Name,
                model.WireType(field) + "?",
                ServiceModel.Property(field),
                field.Required && field.Default is null,
                field.Description,
                [.. Bounds(model, field)]
            );
        return members;
    }

    // The description that the running service gives of itself takes the bounds from here.
    public static IEnumerable<string> Bounds(ServiceModel model, Field field)
    {
        var value = ValueModel.Of(field, model.Index);
        if (FieldTraits.Of(field).IsText && value.MaxLength is { } length)
            yield return $"StringLength({Number(length)}{(value.MinLength is { } least ? $", MinimumLength = {Number(least)}" : "")})";
        if (value.Pattern is { } pattern)
            yield return $"RegularExpression({CSharp.Literal(pattern)})";
        if (field is { Min: { } min, Max: { } max })
            yield return $"Range(typeof(decimal), {CSharp.Literal(Number(min))}, {CSharp.Literal(Number(max))}, "
                + "ParseLimitsInInvariantCulture = true)";
    }

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A property of a request; the served document takes its bounds from the attributes.</summary>
    public static void Member(
        MemberList members,
        string json,
        string type,
        string property,
        bool required,
        string summary = "",
        params IReadOnlyList<string> bounds
    ) =>
        members.Add(
            $"public {type} {property} {{ get; init; }}",
            summary,
            [.. required ? ["Required"] : Array.Empty<string>(), .. bounds, .. Renamed(property, json)]
        );

    /// <summary>The attribute of a property whose name in JSON is not the usual one.</summary>
    public static IEnumerable<string> Renamed(string property, string json) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property) == json ? [] : [$"JsonPropertyName({CSharp.Literal(json)})"];

    public static void Validate(
        CodeWriter body,
        ServiceModel model,
        Entity entity,
        IEnumerable<Relation> relations,
        IReadOnlyList<string> more
    )
    {
        var patterns = Inputs(entity).Where(static field => field.Pattern is not null).ToList();
        foreach (var field in patterns)
            body.Line(
                    $"private static readonly Regex s_{Conventions.Camel(field.Name)} = new({CSharp.Literal(field.Pattern!)}, "
                        + "RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));"
                )
                .Line();
        body.Line("/// <summary>Everything that is wrong with it.</summary>");
        var checks = Inputs(entity)
            .SelectMany(field => Checks(model, field))
            .Concat(
                relations
                    .Where(static relation => relation.Required)
                    .Select(static relation =>
                        $"Require({CSharp.Literal(Conventions.ForeignKeyProperty(relation))}, {ServiceModel.Key(relation)})"
                    )
            )
            .Concat(entity.Checks.Select(check => Comparison(model, entity, check)).OfType<string>())
            .Concat(more)
            .ToList();
        body.Line($"public Validation Validate() => new Validation(){(checks.Count == 0 ? ";" : "")}");
        body.Indented(inner =>
            {
                for (var i = 0; i < checks.Count; i++)
                    inner.Line($".{checks[i]}{(i == checks.Count - 1 ? ";" : "")}");
            })
            .Line();
    }

    private static IEnumerable<string> Checks(ServiceModel model, Field field)
    {
        var name = CSharp.Literal(field.Name);
        var property = ServiceModel.Property(field);
        if (field.Required && field.Default is null)
            yield return $"Require({name}, {property})";
        foreach (var check in FieldCode.Of(field).Checks(field, name, property))
            yield return check;
        if (field.Pattern is not null)
            yield return $"Matches({name}, {property}, s_{Conventions.Camel(field.Name)})";
    }

    private static string? Comparison(ServiceModel model, Entity entity, CheckConstraint check)
    {
        var left = entity.Fields.FirstOrDefault(field => field.Id == check.Left);
        var right = entity.Fields.FirstOrDefault(field => field.Id == check.Right);
        if (left is null || !Inputs(entity).Contains(left) || (right is not null && !Inputs(entity).Contains(right)))
            return null;
        var symbol = check.Operator switch
        {
            Blueprints.Comparison.Equal => "==",
            Blueprints.Comparison.NotEqual => "!=",
            Blueprints.Comparison.Less => "<",
            Blueprints.Comparison.LessOrEqual => "<=",
            Blueprints.Comparison.Greater => ">",
            _ => ">=",
        };
        if (ServiceModel.IsReference(left) && symbol is not ("==" or "!="))
            return null;
        var a = ServiceModel.Property(left);
        var b = right is null ? model.Value(left, check.Value ?? "") : ServiceModel.Property(right);
        var known = right is null ? $"{a} is null" : $"{a} is null || {b} is null";
        var words = right is null ? check.Value : right.Name;
        return $"Holds({known} ? null : {a} {symbol} {b}, {CSharp.Literal(left.Name)}, {CSharp.Literal($"must be {symbol} {words}")})";
    }

    public static void Apply(CodeWriter inner, ServiceModel model, Entity entity, IEnumerable<Relation> relations)
    {
        foreach (var field in Inputs(entity))
        {
            var property = ServiceModel.Property(field);
            inner.Line($"row.{property} = {FieldCode.Of(field).Stored(model, field, property)};");
        }

        foreach (var relation in relations)
            inner.Line($"row.{ServiceModel.Key(relation)} = {ServiceModel.Key(relation)}{(relation.Required ? "!.Value" : "")};");
    }

    private static void Response(CodeWriter text, ServiceModel model, Entity entity)
    {
        var name = ServiceModel.Class(entity);
        var outputs = entity.Fields.Where(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.ReadOnly).ToList();
        var isAccount = model.KeepsAccounts && model.Index.IsAccount(entity);
        text.Line($"/// <summary>{EntityFiles.Describe(entity)}</summary>");
        text.Block($"public sealed record {name}Response", body =>
        {
            var members = new MemberList();
            members.Add("public required Guid Id { get; init; }");
            foreach (var field in outputs)
                members.Add(
                    $"public required {model.WireType(field)}{(field.Required || field.Default is not null ? "" : "?")} "
                        + $"{ServiceModel.Property(field)} {{ get; init; }}",
                    field.Description,
                    [.. Renamed(ServiceModel.Property(field), field.Name)]
                );
            if (isAccount)
                members.Add(
                    "public required string Role { get; init; }",
                    "",
                    $"AllowedValues({string.Join(", ", model.Blueprint.Roles.Select(static role => CSharp.Literal(role.Name)))})"
                );
            foreach (var relation in model.Index.RelationsTo(entity.Id))
                members.Add($"public required Guid{(relation.Required ? "" : "?")} {ServiceModel.Key(relation)} {{ get; init; }}");
            members.Add("public required DateTimeOffset CreatedAt { get; init; }");
            members.Add("public required DateTimeOffset UpdatedAt { get; init; }");
            members.Write(body);
            body.Line("/// <summary>A row as callers see it.</summary>");
            body.Line($"public static {name}Response Of({name} row) => new()")
                .Line("{")
                .Indented(inner =>
                {
                    inner.Line("Id = row.Id,");
                    foreach (var field in outputs)
                        inner.Line(
                            $"{ServiceModel.Property(field)} = {FieldCode.Of(field).Shown(field, "row." + ServiceModel.Property(field))},"
                        );
                    if (isAccount)
                        inner.Line("Role = row.Role,");
                    foreach (var relation in model.Index.RelationsTo(entity.Id))
                        inner.Line($"{ServiceModel.Key(relation)} = row.{ServiceModel.Key(relation)},");
                    inner.Line("CreatedAt = row.CreatedAt,").Line("UpdatedAt = row.UpdatedAt,");
                })
                .Line("};");
        });
        text.Line();
    }
}
