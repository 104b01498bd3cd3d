using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;
using BackendAgents.Engineering.Scenarios;

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
            tests.Shared(
                "pages_without_repeating_or_losing_rows",
                "PagesAsync",
                DeclaredBehaviour.Pages,
                [$"isOwn: {(_own && model.HasAuthentication ? "true" : "false")}"]
            );
        tests.Shared("refuses_bad_limits_and_cursors_by_name", "NamesBadLimitsAsync");
        if (_own && model.IsOwned(_entity))
            tests.Shared("hides_rows_of_others", "HidesRowsOfOthersAsync");
        if (!_isAccount && SampleValues.CanRepeat(_entity))
        {
            Search();
            Sorts();
            foreach (var filter in QueryFilter.Of(model, endpoint))
                Filter(filter);
        }
    }

    private void Search()
    {
        var field = _entity.Fields.FirstOrDefault(field => _operation.Search.Contains(field.Id) && TakesAnyWord(field));
        if (field is not null)
            tests.Shared(
                "finds_what_is_searched_for_and_nothing_else",
                "SearchesAsync",
                [$"static (row, text) => row.{ServiceModel.Property(field)} = text", .. Other(IsOnce)]
            );
    }

    private void Sorts()
    {
        var members = ListSort.Members(_operation, _entity).ToList();
        if (members.Count > 0)
            tests.Shared("refuses_an_order_that_it_does_not_know", "NamesBadValueAsync", CSharp.Literal(ListSort.Parameter));
        foreach (var (field, name) in members)
        {
            // A caller who sees one row sees it in any order.
            if (IsOnce && _own)
                continue;
            List<string> values = [];
            if (field is not null)
            {
                if (TestValues.Of(model, field) is not ({ } first, { } second, true))
                    continue;
                var property = ServiceModel.Property(field);
                values = [$"static row => row.{property} = {first}", $"static row => row.{property} = {second}"];
            }

            tests.Shared(
                $"sorts_by_{name}",
                "SortsAsync",
                DeclaredBehaviour.Order(_operation),
                [
                    CSharp.Literal(name),
                    .. values,
                    .. Other(IsOnce),
                    .. _operation.Order.TrimStart('-') == name ? [$"usual: {CSharp.Literal(_operation.Order)}"] : Array.Empty<string>(),
                ]
            );
        }
    }

    private void Filter(QueryFilter filter)
    {
        var (test, name) = ($"filters_by_{filter.Parameter.Name}", CSharp.Literal(filter.Parameter.Name));
        if (filter.Parameter.Relation is { } relation)
        {
            var set = $"static (row, id) => row.{filter.Property} = id";
            var other = Other(IsOnce || OwnsDirectly(relation) || IsOnceAnAccount(relation.From));
            tests.Shared(test, "FiltersByAsync", [name, Principal(relation), set, .. other]);
            return;
        }

        var (first, second, differ) = TestValues.Of(model, filter.Parameter.Field!);
        List<string> arguments = [name, $"static row => row.{filter.Property}"];
        if (first is not null)
            arguments.Add("first: " + Change(filter, first));
        if (differ)
            arguments.Add("second: " + Change(filter, second));
        tests.Shared(
            test,
            "FiltersAsync",
            [.. arguments, .. Other(differ && IsOnce), .. filter.IsText ? ["isText: true"] : Array.Empty<string>()]
        );
    }

    // The other row is somebody else's where a caller can have but one.
    private static IEnumerable<string> Other(bool isOnce) => isOnce ? ["byOther: true"] : [];

    private static string Change(QueryFilter filter, string? value) =>
        value is null ? "static _ => { }" : $"static row => row.{filter.Property} = {value}";

    private bool IsOnceAnAccount(string entity) =>
        model.Index.RelationsTo(entity).Any(static relation => relation.Kind == RelationKind.OneToOne);

    private bool OwnsDirectly(Relation relation) => model.DirectOwner(_entity)?.Id == relation.Id;

    // The caller where rows belong to it by this very relation; otherwise somebody whom no other row of the test refers to.
    private string Principal(Relation relation)
    {
        if (OwnsDirectly(relation) && caller != "null")
            return "static (_, account) => Task.FromResult(account)";
        var principal = model.Index.EntityById(relation.From)!;
        var owner = model.HasAuthentication && model.Index.IsAccount(principal) ? "Guid.Empty" : "account";
        return $"static async (db, {(owner == "account" ? owner : "_")}) => (await "
            + $"{ServiceModel.Class(principal)}Sample.RowAsync(db, {owner})).Id";
    }

    private bool TakesAnyWord(Field field) =>
        FieldCode.Of(field).TakesAnyWord
        && field is { Pattern: null, Unique: false }
        && (field.MinLength ?? 0) <= 9
        && (field.MaxLength ?? int.MaxValue) >= 9
        && !_entity.Checks.Any(check => check.Left == field.Id || check.Right == field.Id);
}
