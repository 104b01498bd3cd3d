using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Tells of values that the service keeps right: what is taken from a number, copied, summed up, or never below zero.</summary>
internal static partial class ValueStory
{
    /// <summary>Tells what an operation takes from a number of something else; false when that can't be told.</summary>
    public static bool Takes(ScenarioDraft draft, Operation operation)
    {
        if (
            operation is not { Kind: OperationKind.Create, Guards.Count: 0 }
            || draft.Model.Index.EntityById(operation.Entity) is not { } entity
            || operation.Effects.Select(static effect => effect.Add).FirstOrDefault(static add => add?.AtLeast == 0) is not { } add
            || add.To.TrimStart('@').Split('.') is not [var reference, var number]
            || draft.Row(entity) is not { } row
            || draft.Model.Index.RelationsTo(entity.Id).FirstOrDefault(relation => relation.Name == reference) is not { } to
            || row.Body[Conventions.ForeignKeyProperty(to)] is not { } key
            || Get(draft, to.From, row.Owner) is not var (get, reader)
        )
            return false;
        var taken = add.Amount.TrimStart('-');
        var left = ScenarioDraft.Plenty - Sent(entity, row.Body, taken);
        draft.Call(get, reader, new JsonObject { ["id"] = key.DeepClone() }, expected: new JsonObject { [number] = left });
        if (BlueprintIndex.FieldByName(entity, taken) is null || draft.Body(entity, row.Owner) is not { } more)
            return true;
        more[taken] = ScenarioDraft.Plenty;
        draft.Call(operation, row.Owner, body: more, status: add.Status, problem: add.Problem);
        return true;
    }

    // A figure as it was sent, or else as it is by default: one where nothing says otherwise.
    private static int Sent(Entity entity, JsonObject body, string name) =>
        body[name]?.GetValue<int>()
        ?? (int.TryParse(BlueprintIndex.FieldByName(entity, name)?.Default, CultureInfo.InvariantCulture, out var usual) ? usual : 1);

    /// <summary>Tells that a field has the copy, or the sum, that it is to have; false when that can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, string id)
    {
        var index = draft.Model.Index;
        if (index.FieldById(id) is not { } field || index.EntityOfField(id) is not { } entity)
            return false;
        if (field.Copy is { } copy && copy.TrimStart('@').Split('.') is [var reference, var source])
            return index.RelationsTo(entity.Id).FirstOrDefault(relation => relation.Name == reference) is { } to
                && draft.Row(entity) is { } row
                && row.Body[Conventions.ForeignKeyProperty(to)]?.ToString() is { } key
                && Get(draft, entity.Id, row.Owner) is var (get, reader)
                && Seen(draft, get, reader, row.Name, new JsonObject { [field.Name] = key[..key.LastIndexOf('.')] + "." + source });
        if (field.Computed is { } counted && Counted().Match(counted) is { Success: true } count)
            return index.RelationsFrom(entity.Id).FirstOrDefault(relation => relation.Inverse == count.Groups["rows"].Value) is { } rows
                && index.EntityById(rows.To) is { } child
                && draft.Row(child) is { } one
                && one.Body[Conventions.ForeignKeyProperty(rows)]?.ToString() is { } parent
                && Get(draft, entity.Id, one.Owner) is var (getParent, parentReader)
                && Seen(draft, getParent, parentReader, parent[1..^3], new JsonObject { [field.Name] = 1 });
        return field.Computed is { } computed
            && Sum().Match(computed) is { Success: true } sum
            && index.RelationsFrom(entity.Id).FirstOrDefault(relation => relation.Inverse == sum.Groups["lines"].Value) is { } lines
            && index.EntityById(lines.To) is { } line
            && draft.Row(line) is { } first
            && first.Body[Conventions.ForeignKeyProperty(lines)]?.ToString() is { } whole
            && Get(draft, entity.Id, first.Owner) is var (getWhole, wholeReader)
            && Get(draft, line.Id, first.Owner) is var (getLine, lineReader)
            && Figure(draft, line, sum, first.Body, getLine, lineReader, first.Name) is { } figure
            && Seen(draft, getWhole, wholeReader, whole[1..^3], new JsonObject { [field.Name] = figure });
    }

    // One line whose other factor is one: then the sum is its price.
    private static string? Figure(ScenarioDraft draft, Entity line, Match sum, JsonObject body, Operation get, string? reader, string name)
    {
        var quantity = sum.Groups["quantity"].Value;
        if (quantity.Length > 0 && Sent(line, body, quantity) != 1)
            return null;
        draft.Call(get, reader, ScenarioDraft.At(name), save: "seen");
        return $"$seen.{sum.Groups["price"].Value}";
    }

    /// <summary>Tells that a number below zero is refused; false when that can't be told.</summary>
    public static bool Floor(ScenarioDraft draft, string id)
    {
        var index = draft.Model.Index;
        if (
            index.FieldById(id) is not { Min: not null } field
            || !FieldTraits.Of(field).IsNumber
            || index.EntityOfField(id) is not { } entity
            || ContractFiles.Inputs(entity).All(input => input.Id != id)
            || index.OperationOf(entity.Id, OperationKind.Create) is not { } create
            || draft.Row(entity) is not { } row
            || draft.Body(entity, row.Owner) is not { } body
        )
            return false;
        body[field.Name] = -1;
        draft.Call(create, row.Owner, body: body, status: 400);
        return true;
    }

    private static bool Seen(ScenarioDraft draft, Operation get, string? reader, string row, JsonObject expected)
    {
        draft.Call(get, reader, ScenarioDraft.At(row), expected: expected);
        return true;
    }

    private static (Operation Get, string? Reader)? Get(ScenarioDraft draft, string entity, string? owner) =>
        draft.Model.Index.OperationOf(entity, OperationKind.Get) is { } get && draft.TryCaller(get, owner, out var reader)
            ? (get, reader)
            : null;

    [GeneratedRegex(@"^count\((?<rows>\w+)\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Counted();

    [GeneratedRegex(
        @"^sum\((?<lines>\w+), l => (?:l\.(?<quantity>\w+) \* )?l\.(?<price>\w+)\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sum();
}
