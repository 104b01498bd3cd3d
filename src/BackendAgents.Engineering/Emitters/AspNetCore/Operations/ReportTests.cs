using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Blueprints.Reports;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>The delivered tests of a report: figures of known rows, the range of time, other people's rows, what can't be read.</summary>
internal sealed class ReportTests(ServiceModel model, HttpEndpoint endpoint, TestWriter tests, string caller)
{
    // A copy that lives shorter may be gone before it is read again, on a busy machine.
    private const int Surely = 30;

    private const string Twice = """
        var metrics = (CacheMetrics)host.Services.GetService(typeof(CacheMetrics))!;
        var first = await ReadAsync();
        var hits = metrics.Hits;
        Assert.That(await ReadAsync(), Is.EqualTo(first));
        Assert.That(metrics.Hits, Is.EqualTo(hits + 1));
        """;

    private readonly Entity _entity = endpoint.Entity!;
    private readonly Operation _operation = endpoint.Operation!;
    private readonly Report _report = endpoint.Operation!.Report!;

    private string Class => ServiceModel.Class(_entity);

    private bool IsOwn => model.IsOwned(_entity) && _operation.Access.All(static rule => rule.Scope == AccessScope.Own);

    public void Write()
    {
        if (Met() is { } met && CanRepeat())
        {
            Figures(met);
            if (_report.Keep > 0 && _operation.Access.All(static rule => rule.Scope == AccessScope.Any))
                Kept(met);
        }

        BadValues();
    }

    // Two rows that the report is about, and a stranger's.
    private void Figures(IReadOnlyList<string> met) =>
        tests.Test(
            "adds_up_what_rows_say",
            body =>
            {
                var time = _report.Time is { } name && name is not ("createdAt" or "updatedAt") ? Conventions.Pascal(name) : null;
                var isInstant = ReportCode.IsInstant(_report, _entity);
                string Change(int year) =>
                    string.Concat(met.Select(static statement => " " + statement + ";"))
                    + (
                        time is null ? ""
                        : isInstant ? $" row.{time} = new DateTimeOffset({year}, 1, 31, 23, 59, 0, TimeSpan.Zero);"
                        : $" row.{time} = new DateOnly({year}, 1, 31);"
                    );
                string Row(string account, int year) =>
                    $"await host.WithDbAsync(db => {Class}Sample.RowAsync(db, {account}, row => {{{Change(year)} }}))";
                body.Line(
                    $"""
                    using var host = new TestHost();
                    var (client, account) = await host.ClientAsync({caller});
                    {Class}[] rows =
                    [
                        {Row("account", 2030)},
                        {Row("account", 2031)},
                    ];
                    """
                );
                if (Unmet() is { } unmet)
                    body.Line($"await host.WithDbAsync(db => {Class}Sample.RowAsync(db, account, row => {{{Change(2031)} {unmet}; }}));");
                if (IsOwn)
                    body.Line($"var (_, stranger) = await host.ClientAsync({caller});").Line($"{Row("stranger", 2030)};");
                body.Line(
                    $$"""
                    using var response = await client.GetAsync({{tests.Path()}});

                    await response.AssertStatusAsync(200);
                    var groups = (await response.JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
                    """
                );
                foreach (var (column, expected) in Expected())
                    body.Line(
                        $$"""
                        Assert.That(
                            groups.Sum(group => group.GetProperty({{CSharp.Literal(column)}}).GetDecimal()),
                            Is.EqualTo({{expected}}));
                        """
                    );
                Ordered(body);
                if (ReportColumns.Keys(model.Index, _operation).Any() && _report.Top is null)
                    Short(body);
                if (time is null)
                    return;
                Periods(body, time);
                if (Count is { } count)
                    Ranges(body, count, isInstant);
            },
            DeclaredBehaviour.Report(_operation)
        );

    // Rows are added by many while others read; what is read after the last of them is what the database says without any copy.
    private void Kept(IReadOnlyList<string> met)
    {
        var change = string.Concat(met.Select(static statement => " " + statement + ";"));
        tests.Test("keeps_its_answer_until_what_it_counts_changes", body => body.Line(
                $$"""
                using var host = new TestHost();
                var (client, account) = await host.ClientAsync({{caller}});
                async Task<string> ReadAsync()
                {
                    using var response = await client.GetAsync({{tests.Path()}});
                    await response.AssertStatusAsync(200);
                    return await response.Content.ReadAsStringAsync();
                }

                {{(_report.Keep < Surely ? "var first = await ReadAsync();" : Twice)}}

                await Task.WhenAll(Enumerable.Range(0, Math.Max(20, Sample.Callers)).Select(n => Task.Run(async () =>
                {
                    await host.WithDbAsync(db => {{Class}}Sample.RowAsync(db, account, row => {{{change}} }));
                    await ReadAsync();
                })));
                var last = await ReadAsync();

                {{(Count is null ? "" : "Assert.That(last, Is.Not.EqualTo(first));")}}
                var stamps = (ICacheStamps)host.Services.GetService(typeof(ICacheStamps))!;
                await stamps.ReplaceAsync([CopyNames.Table({{CSharp.Literal(Conventions.Table(_entity))}})]);
                Assert.That(await ReadAsync(), Is.EqualTo(last));
                """
            ));
    }

    // From is in the range, to is not: of the two rows each of them leaves one.
    private void Ranges(CodeWriter body, string count, bool isInstant)
    {
        string Time(int year) => Uri.EscapeDataString(isInstant ? $"{year}-01-31T23:59:00Z" : $"{year}-01-31");
        body.Line(
            $$"""
            foreach (var range in new[] { "from={{Time(2031)}}", "to={{Time(2031)}}", "from={{Time(2030)}}&to={{Time(2031)}}" })
            {
                using var narrowed = await client.GetAsync({{tests.Path()}} + "?" + range);
                await narrowed.AssertStatusAsync(200);
                var left = (await narrowed.JsonAsync()).GetProperty("items").EnumerateArray();
                Assert.That(left.Sum(group => group.GetProperty({{CSharp.Literal(count)}}).GetInt32()), Is.EqualTo(1), range);
            }
            """
        );
    }

    // A list that is cut short says so, and a limit out of bounds is told.
    private void Short(CodeWriter body) =>
        body.Line(
            $$"""
            using var whole = await client.GetAsync({{tests.Path()}} + $"?limit={groups.Length}");
            Assert.That((await whole.JsonAsync()).GetProperty("isComplete").GetBoolean(), Is.True);
            if (groups.Length > 1)
            {
                using var first = await client.GetAsync({{tests.Path()}} + $"?limit={groups.Length - 1}");
                Assert.That((await first.JsonAsync()).GetProperty("isComplete").GetBoolean(), Is.False);
                Assert.That((await first.JsonAsync()).GetProperty("items").GetArrayLength(), Is.EqualTo(groups.Length - 1));
            }

            foreach (var limit in new[] { 0, 1001 })
            {
                using var refused = await client.GetAsync({{tests.Path()}} + $"?limit={limit}");
                await refused.AssertStatusAsync(400);
            }
            """
        );

    private string? Count => ReportColumns.Values(model.Index, _operation).FirstOrDefault(static value => value.Node is null)?.Name;

    // What both rows say together: numbers of the row itself. A short list may leave some out.
    private IEnumerable<(string Column, string Expected)> Expected()
    {
        if (_report.Top is 1)
            yield break;
        foreach (var value in ReportColumns.Values(model.Index, _operation))
        {
            if (value.Node is null)
                yield return (value.Name, "2");
            else if (value is { Function: "Sum", Node: MemberNode { Owner: RowNode, Field: { } field } })
                yield return (value.Name, $"rows.Sum(static row => (decimal?)row.{ServiceModel.Property(field)} ?? 0)");
        }
    }

    private void Ordered(CodeWriter body)
    {
        if (_report.Order?.TrimStart('-') is not { } name)
            return;
        var column = ReportColumns.Values(model.Index, _operation).FirstOrDefault(value => value.Name == name);
        if (column is null || !FieldTraitsOf(column).IsNumber || !column.Required)
            return;
        body.Line(
            $"Assert.That(groups.Select(group => group.GetProperty({CSharp.Literal(name)}).GetDecimal()), Is.Ordered{(
                _report.Order.StartsWith('-') ? ".Descending" : ""
            )});"
        );
    }

    // The last minutes of January belong to January, whatever zone the database thinks in.
    private void Periods(CodeWriter body, string time)
    {
        foreach (
            var key in ReportColumns
                .Keys(model.Index, _operation)
                .Where(key =>
                    key is { Per: not ReportPeriod.None, Node: MemberNode { Owner: RowNode } member }
                    && Conventions.Pascal(member.Name) == time
                )
        )
            body.Line(
                $"Assert.That(groups.Select(group => group.GetProperty({CSharp.Literal(key.Name)}).GetString()), "
                    + $"Is.SupersetOf(new[] {{ \"{"2030-01-31"[..key.Length]}\", \"{"2031-01-31"[..key.Length]}\" }}));"
            );
    }

    private void BadValues()
    {
        var bad = endpoint
            .Parameters.Where(static parameter => parameter is { In: HttpParameterLocation.Query, Field: null, Relation: null })
            .Select(static parameter => parameter.Name)
            .ToList();
        if (bad.Count == 0)
            return;
        tests.Test("names_what_can_not_be_read", body =>
        {
            TestWriter.Login(body, caller);
            body.Line(
                $$"""
                foreach (var name in new[] { {{string.Join(", ", bad.Select(CSharp.Literal))}} })
                {
                    using var response = await client.GetAsync({{tests.Path()}} + $"?{name}=nonsense");
                    await response.AssertStatusAsync(400);
                    Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _), Is.True);
                }
                """
            );
        });
    }

    // Statements that make a row one that the report is about; null where that can't be told.
    private List<string>? Met()
    {
        if (_report.Where is not { } condition)
            return [];
        var statements = new List<string>();
        var node = ExpressionReader.Read(condition, ReportColumns.Scope(model.Index, _operation), ExpressionType.Bool);
        return Meet(node, statements) ? statements : null;
    }

    private bool Meet(Node node, List<string> statements)
    {
        switch (node)
        {
            case BinaryNode { Operator: "&&" } both:
                return Meet(both.Left, statements) && Meet(both.Right, statements);
            case BinaryNode { Operator: "==", Left: MemberNode { Owner: RowNode, Field: { } field }, Right: LiteralNode literal }
                when literal.Type.Kind != ValueKind.Null:
                statements.Add($"row.{ServiceModel.Property(field)} = {model.Value(field, literal.Text)}");
                return true;
            // A value that the condition names nowhere.
            case BinaryNode
            {
                Operator: "!=",
                Left: MemberNode { Owner: RowNode, Field: { Type: FieldType.Enum } field },
                Right: LiteralNode { Type.Kind: not ValueKind.Null }
            }
                when model
                    .Index.EnumById(field.Enum)!
                    .Values.FirstOrDefault(value => !_report.Where!.Contains($"\"{value}\"", StringComparison.Ordinal))
                    is { } free:
                var statement = $"row.{ServiceModel.Property(field)} = {model.Value(field, free)}";
                if (!statements.Contains(statement))
                    statements.Add(statement);
                return true;
            case BinaryNode { Operator: "!=", Left: MemberNode { Owner: RowNode, Field: { } field }, Right.Type.Kind: ValueKind.Null }:
                statements.Add($"row.{ServiceModel.Property(field)} = {new SampleValues(model).Row(field, "Sample.Next()")}");
                return true;
            case MemberNode { Owner: RowNode, Field: { Type: FieldType.Bool } field }:
                statements.Add($"row.{ServiceModel.Property(field)} = true");
                return true;
            default:
                return false;
        }
    }

    // A statement that makes a row one that the report is not about; null where that can't be told.
    private string? Unmet()
    {
        if (_report.Where is not { } condition)
            return null;
        return Break(ExpressionReader.Read(condition, ReportColumns.Scope(model.Index, _operation), ExpressionType.Bool));
    }

    private string? Break(Node node) =>
        node switch
        {
            BinaryNode { Operator: "&&" } both => Break(both.Right) ?? Break(both.Left),
            BinaryNode
            {
                Operator: "==",
                Left: MemberNode { Owner: RowNode, Field: { Type: FieldType.Enum } field },
                Right: LiteralNode literal
            } when model.Index.EnumById(field.Enum)!.Values.FirstOrDefault(value => value != literal.Text) is { } other =>
                $"row.{ServiceModel.Property(field)} = {model.Value(field, other)}",
            BinaryNode
            {
                Operator: "!=",
                Left: MemberNode { Owner: RowNode, Field: { Type: FieldType.Enum } field },
                Right: LiteralNode { Type.Kind: not ValueKind.Null } literal
            } => $"row.{ServiceModel.Property(field)} = {model.Value(field, literal.Text)}",
            BinaryNode { Operator: "!=", Left: MemberNode { Owner: RowNode, Field: { } field }, Right.Type.Kind: ValueKind.Null } =>
                $"row.{ServiceModel.Property(field)} = null",
            MemberNode { Owner: RowNode, Field: { Type: FieldType.Bool } field } => $"row.{ServiceModel.Property(field)} = false",
            _ => null,
        };

    // Rows of which there are two for one account, with a time that no check or unique index holds.
    private bool CanRepeat() =>
        !(model.HasAuthentication && model.Index.IsAccount(_entity))
        && SampleValues.CanRepeat(_entity)
        && !model.Index.RelationsTo(_entity.Id).Any(static relation => relation.Kind == RelationKind.OneToOne)
        && !_entity.Checks.Any(check =>
            ReportContract.Time(_report, _entity)?.Id is { } time && (check.Left == time || check.Right == time)
        );

    private static FieldTraits FieldTraitsOf(ReportColumn column) => FieldTraits.Of(column.Type);
}
