using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes the check of a rule, one method a kind. The row is stored, and the rows that it counts among are held.</summary>
internal sealed class RuleCode(ServiceModel model, Entity entity, CodeWriter text, RowLoader rows)
{
    private readonly ExpressionScope _row = BehaviourScopes.OfRow(model.Index, entity);
    private readonly ExpressionCode _code = new(model, rows);

    private string Set => "db." + ServiceModel.Set(entity);

    public void Write(EntityRule rule)
    {
        var broken =
            rule.Capacity is { } capacity ? Capacity(capacity)
            : rule.NoOverlap is { } overlap ? NoOverlap(overlap)
            : Unique(rule.Unique!);
        text.Line($"if ({broken})\n    return {Refusals.Of(rule)};");
    }

    private string Capacity(CapacityRule rule)
    {
        var limit = _code.Value(ExpressionReader.Read(rule.Limit, _row));
        var key = Key(rule.Per);
        return Has(key, Reference(rule.Per).Required)
            + Counts(rule.Where)
            + $"await {Set}.CountAsync(found => found.{key} == row.{key}{Since(rule)}{Also(rule.Where)}, cancellationToken) > {limit}";
    }

    // Rows of the present stretch of the calendar.
    private static string Since(CapacityRule rule) =>
        rule.Within switch
        {
            null => "",
            LimitPeriod.Month => " && found.CreatedAt >= new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero)",
            var period => $" && found.CreatedAt >= now.AddTicks(-(now.Ticks % TimeSpan.TicksPer{period}))",
        };

    private string NoOverlap(NoOverlapRule rule)
    {
        var key = Key(rule.Per);
        var (from, to) = (Field(rule.From), Field(rule.To));
        var overlaps =
            $"found.Id != row.Id && found.{key} == row.{key}"
            + $" && {Before("found", from, "row", to, rule.Inclusive)} && {Before("row", from, "found", to, rule.Inclusive)}";
        return Has(key, Reference(rule.Per).Required)
            + Counts(rule.Where)
            + $"await {Set}.AnyAsync(found => {overlaps}{Also(rule.Where)}, cancellationToken)";
    }

    private string Unique(UniqueRule rule)
    {
        var same = rule.Fields.Select(Told).ToList();
        var alike = string.Join(" && ", same.Select(static value => $"found.{value.Property} == row.{value.Property}"));
        return string.Concat(same.Select(static value => Has(value.Property, value.IsThere)))
            + Counts(rule.Where)
            + $"await {Set}.AnyAsync(found => found.Id != row.Id && {alike}{Also(rule.Where)}, cancellationToken)";
    }

    private (string Property, bool IsThere) Told(string name) =>
        BlueprintIndex.FieldByName(entity, name) is { } field
            ? (ServiceModel.Property(field), !IsOptional(field))
            : (Key(name), Reference(name).Required);

    // A row that has no such value is like no other: so databases keep uniqueness, too.
    private static string Has(string property, bool isThere) => isThere ? "" : $"row.{property} != null && ";

    // A beginning lies before an end; what has no end ends never, what has no beginning began always.
    private static string Before(string a, Field from, string b, Field to, bool orAt)
    {
        var before = orAt ? "<=" : "<";
        var (start, end) = ($"{a}.{ServiceModel.Property(from)}", $"{b}.{ServiceModel.Property(to)}");
        var open = (IsOptional(from) ? $"{start} == null || " : "") + (IsOptional(to) ? $"{end} == null || " : "");
        return open.Length == 0 ? $"{start} {before} {end}" : $"({open}{start} {before} {end})";
    }

    private static bool IsOptional(Field field) => !field.Required && field.Default is null;

    private string Key(string name) => ServiceModel.Key(Reference(name));

    private Relation Reference(string name) => model.Index.Reference(entity.Id, name)!;

    private Field Field(string name) => BlueprintIndex.FieldByName(entity, name)!;

    // A row that is not in the condition itself breaks nothing.
    private string Counts(string? where) =>
        where is null ? "" : _code.Truth(ExpressionReader.Read(where, _row, ExpressionType.Bool)) + " && ";

    private string Also(string? where) =>
        where is null
            ? ""
            : " && " + _code.Truth(ExpressionReader.Read(where, BehaviourScopes.OfFound(_row, entity), ExpressionType.Bool), inQuery: true);
}
