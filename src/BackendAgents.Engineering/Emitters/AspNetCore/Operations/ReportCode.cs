using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Reports;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Figures over rows: one query that the database answers with a group a row.</summary>
internal sealed class ReportCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    private readonly Report _report = endpoint.Operation!.Report!;

    private List<ReportColumn> Keys => [.. ReportColumns.Keys(Model.Index, Operation)];

    private List<ReportColumn> Values => [.. ReportColumns.Values(Model.Index, Operation)];

    /// <summary>Whether callers narrow the rows by an instant; otherwise by a date.</summary>
    public static bool IsInstant(Report report, Entity entity) => ReportContract.Time(report, entity) is not { Type: FieldType.Date };

    public override void Handler(CodeWriter text)
    {
        text.Line("var errors = new Validation();").Line($"var rows = {Reachable};");
        foreach (var filter in QueryFilter.Of(Model, Endpoint))
            text.Line(
                $"""
                if ({filter.Read} is {"{ }"} {filter.Local})
                    rows = rows.Where(row => row.{filter.Property} == {filter.Local});
                """
            );
        Narrow(text);
        Bound(text);
        var expressions = new ExpressionCode(Model, new RowLoader(text));
        if (_report.Where is { } condition)
        {
            var node = ExpressionReader.Read(condition, ReportColumns.Scope(Model.Index, Operation), ExpressionType.Bool);
            text.Line($"rows = rows.Where(row => {expressions.Truth(node, inQuery: true)});");
        }

        Query(text, expressions);
    }

    public override void Tests(TestWriter tests, string caller) => new ReportTests(Model, Endpoint, tests, caller).Write();

    private void Narrow(CodeWriter text)
    {
        if (_report.Time is not { } time)
            return;
        var type = IsInstant(_report, Entity) ? "DateTimeOffset" : "DateOnly";
        var property = Conventions.Pascal(time);
        text.Line(
            $"""
            if (errors.Read<{type}>("from", from) is {"{ }"} first)
                rows = rows.Where(row => row.{property} >= first);
            if (errors.Read<{type}>("to", to) is {"{ }"} end)
                rows = rows.Where(row => row.{property} < end);
            """
        );
    }

    private void Bound(CodeWriter text)
    {
        if (_report.Top is { } top)
            text.Line(string.Create(CultureInfo.InvariantCulture, $"const int size = {top};"));
        else
            text.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    var size = errors.Read<int>("limit", limit) ?? {ReportContract.DefaultGroups};
                    if (size is < 1 or > {Report.MaxGroups})
                        errors.Add("limit", "must be between 1 and {Report.MaxGroups}");
                    """
                )
            );
        text.Line("if (errors.Failed)\n    return errors.Problem();");
    }

    private void Query(CodeWriter text, ExpressionCode expressions)
    {
        var group = ReportContract.Group(Operation);
        var inputs = Keys.Concat(Values.Where(static value => value.Node is not null))
            .Select(column => $"{Conventions.Pascal(column.Name)} = {Input(column, expressions)}")
            .ToList();
        text.Line("var groups = rows")
            .Indented(query =>
            {
                query.Line($".Select(row => new {"{"} {string.Join(", ", inputs.DefaultIfEmpty("row.Id"))} {"}"})");
                var keys = string.Join(", ", Keys.Select(static key => "row." + Conventions.Pascal(key.Name)));
                query.Line(Keys.Count == 0 ? ".GroupBy(row => 1)" : $".GroupBy(row => new {{ {keys} }})");
                query
                    .Line($".Select(group => new {group}")
                    .Line("{")
                    .Indented(members =>
                    {
                        foreach (var key in Keys)
                            members.Line($"{Conventions.Pascal(key.Name)} = group.Key.{Conventions.Pascal(key.Name)},");
                        foreach (var value in Values)
                            members.Line($"{Conventions.Pascal(value.Name)} = {Figure(value)},");
                    });
                query.Line("})");
                var orders = Orders().ToList();
                for (var i = 0; i < orders.Count; i++)
                {
                    var method = (i == 0 ? "OrderBy" : "ThenBy") + (orders[i].Falling ? "Descending" : "");
                    query.Line($".{method}(group => group.{Conventions.Pascal(orders[i].Name)})");
                }

                query.Line(".Take(size + 1);");
            });
        text.Line(
            $$"""
            var found = await groups.ToListAsync(cancellationToken);
            return TypedResults.Ok(new {{ReportContract.Answer(
                Operation
            )}} { Items = [.. found.Take(size)], IsComplete = found.Count <= size });
            """
        );
    }

    // The column that is asked for, and the keys after it: the order is the same each time.
    private IEnumerable<(string Name, bool Falling)> Orders()
    {
        var asked = _report.Order?.TrimStart('-');
        if (asked is not null)
            yield return (asked, _report.Order!.StartsWith('-'));
        foreach (var key in Keys.Where(key => key.Name != asked))
            yield return (key.Name, false);
    }

    private static string Input(ReportColumn column, ExpressionCode expressions)
    {
        var value = expressions.Value(column.Node!, inQuery: true);
        return column.Per == ReportPeriod.None
            ? value
            : string.Create(CultureInfo.InvariantCulture, $"Buckets.Of({value}, {column.Length})");
    }

    // Nullable, so that a group without values has none. Sums are as wide as sums get.
    private string Figure(ReportColumn value)
    {
        if (value.Node is null)
            return "group.Count()";
        var type = Model.RowType(value.AsField()) + "?";
        var figure = $"group.{value.Function}(row => ({type})row.{Conventions.Pascal(value.Name)})";
        return value.Function == "Sum" ? $"{figure} ?? 0" : figure;
    }
}
