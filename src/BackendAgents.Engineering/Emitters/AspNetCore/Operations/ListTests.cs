using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>The delivered tests of a list: every page, every filter, the search, and other people's rows.</summary>
internal sealed class ListTests(ServiceModel model, HttpEndpoint endpoint, TestWriter tests, string caller)
{
    private readonly Entity _entity = endpoint.Entity!;
    private readonly Operation _operation = endpoint.Operation!;
    private readonly bool _isAccount = model.HasAuthentication && model.Index.IsAccount(endpoint.Entity!);
    private readonly bool _own = endpoint.Operation!.Access.Any(static rule => rule.Scope == AccessScope.Own);

    // An account has at most one of them.
    private bool IsOnce => _isAccount || IsOnceAnAccount(_entity.Id);

    public void Write()
    {
        if (!IsOnce && SampleValues.CanRepeat(_entity))
            Pages();
        BadLimits();
        if (_own && model.IsOwned(_entity))
            Others();
        if (!_isAccount && SampleValues.CanRepeat(_entity))
        {
            Search();
            foreach (var filter in QueryFilter.Of(model, endpoint))
                Filter(filter);
        }
    }

    private void Pages() => tests.Test("pages_without_repeating_or_losing_rows", body =>
        {
            TestWriter.Login(body, caller);
            body.Line(
                $$"""
                var expected = new List<Guid>();
                for (var i = 0; i < 3; i++)
                    expected.Add((await RowAsync(account)).Id);
                var seen = new List<Guid>();
                string? cursor = null;
                do
                {
                    using var response = await client.GetAsync({{tests.Path()}} + "?limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
                    await response.AssertStatusAsync(200);
                    var ids = await response.IdsAsync();
                    Assert.That(ids, Has.Length.InRange(1, 2));
                    seen.AddRange(ids);
                    cursor = (await response.JsonAsync()).GetProperty("nextCursor").GetString();
                }
                while (cursor is not null);

                Assert.That(seen, Is.Unique);
                Assert.That(expected, Is.SubsetOf(seen));
                """
            );
            if (_own && model.HasAuthentication)
                body.Line("Assert.That(seen, Is.EquivalentTo(expected));");
        });

    private void BadLimits() => tests.Test("refuses_bad_limits_and_cursors_by_name", body =>
        {
            TestWriter.Login(body, caller);
            body.Line(
                $$"""
                foreach (var (name, text) in new[] { ("limit", "101"), ("limit", "many"), ("cursor", "nonsense") })
                {
                    using var response = await client.GetAsync({{tests.Path()}} + $"?{name}={text}");
                    await response.AssertStatusAsync(400);
                    Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _), Is.True);
                }
                """
            );
        });

    private void Others() => tests.Test("hides_rows_of_others", body =>
        {
            TestWriter.Login(body, caller);
            body.Line(
                $"""
                var (_, stranger) = await _host.ClientAsync({caller});
                var theirs = await RowAsync(stranger);
                using var response = await client.GetAsync({tests.Path()} + "?limit=100");

                await response.AssertStatusAsync(200);
                Assert.That(await response.IdsAsync(), Has.None.EqualTo(theirs.Id));
                """
            );
        });

    private void Search()
    {
        var field = _entity.Fields.FirstOrDefault(field => _operation.Search.Contains(field.Id) && TakesAnyWord(field));
        if (field is null)
            return;
        tests.Test("finds_what_is_searched_for_and_nothing_else", body =>
        {
            TestWriter.Login(body, caller);
            Two(body, $", row => row.{ServiceModel.Property(field)} = \"Needle%_1\"", "");
            Found(body, "?limit=100&q=needle%25_1");
        });
    }

    private void Filter(QueryFilter filter) => tests.Test($"filters_by_{filter.Parameter.Name}", body =>
        {
            TestWriter.Login(body, caller);
            if (filter.Parameter.Relation is { } relation)
            {
                body.Line($"var principal = {Principal(relation)};");
                Two(body, $", row => row.{filter.Property} = principal", "", OwnsDirectly(relation) || IsOnceAnAccount(relation.From));
            }
            else
            {
                var (first, second, differ) = TestValues.Of(model, filter.Parameter.Field!);
                Two(body, Change(filter, first), differ ? Change(filter, second) : null);
            }

            Found(body, $"?limit=100&{filter.Parameter.Name}=", $"first.{filter.Property}");
            if (!filter.IsText)
                body.Line(
                    $"""
                    using var wrong = await client.GetAsync({tests.Path()} + "?{filter.Parameter.Name}=no-such-value");
                    await wrong.AssertStatusAsync(400);
                    Assert.That((await wrong.JsonAsync()).GetProperty("errors").TryGetProperty("{filter.Parameter.Name}", out _), Is.True);
                    """
                );
        });

    // One row to be found, and another of the same caller, or of somebody else where a caller can have but one. Null for no other row.
    private void Two(CodeWriter body, string change, string? otherChange, bool otherAccount = false)
    {
        body.Line($"var first = await RowAsync(account{change});");
        var other = otherAccount || IsOnce ? $"(await _host.ClientAsync({caller})).Account" : "account";
        body.Line(otherChange is null ? $"{Class}? second = null;" : $"{Class}? second = await RowAsync({other}{otherChange});");
    }

    private static string Change(QueryFilter filter, string? value) => value is null ? "" : $", row => row.{filter.Property} = {value}";

    private void Found(CodeWriter body, string query, string? value = null) =>
        body.Line(
            $$"""
            using var response = await client.GetAsync({{tests.Path()}} + {{CSharp.Literal(query)}}{{(
                value is null ? "" : $" + Sample.Query({value})"
            )}});

            await response.AssertStatusAsync(200);
            Assert.That(await response.IdsAsync(), Does.Contain(first.Id));
            if (second is not null)
                Assert.That(await response.IdsAsync(), Does.Not.Contain(second.Id));
            """
        );

    private string Class => ServiceModel.Class(_entity);

    private bool IsOnceAnAccount(string entity) =>
        model.Index.RelationsTo(entity).Any(static relation => relation.Kind == RelationKind.OneToOne);

    private bool OwnsDirectly(Relation relation) => model.DirectOwner(_entity)?.Id == relation.Id;

    // The caller where rows belong to it by this very relation; otherwise somebody whom no other row of the test refers to.
    private string Principal(Relation relation)
    {
        if (OwnsDirectly(relation) && caller != "null")
            return "account";
        var principal = model.Index.EntityById(relation.From)!;
        var owner = model.HasAuthentication && model.Index.IsAccount(principal) ? "Guid.Empty" : "account";
        return $"(await _host.WithDbAsync(db => {ServiceModel.Class(principal)}Sample.RowAsync(db, {owner}))).Id";
    }

    private bool TakesAnyWord(Field field) =>
        FieldCode.Of(field).TakesAnyWord
        && field is { Pattern: null, Unique: false }
        && (field.MinLength ?? 0) <= 9
        && (field.MaxLength ?? int.MaxValue) >= 9
        && !_entity.Checks.Any(check => check.Left == field.Id || check.Right == field.Id);
}
