using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Reads rows a page at a time, filtered and searched.</summary>
internal sealed class ListCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        text.Line(
            $"""
            var errors = new Validation();
            var rows = {Reachable};
            """
        );
        foreach (var filter in QueryFilter.Of(Model, Endpoint))
            text.Line(
                $"""
                if ({filter.Read} is {"{ }"} {filter.Local})
                    rows = rows.Where(row => row.{filter.Property} == {filter.Local});
                """
            );
        if (Operation.Search.Count > 0)
        {
            var conditions = Entity
                .Fields.Where(field => Operation.Search.Contains(field.Id))
                .Select(field =>
                    $"EF.Functions.Like(row.{ServiceModel.Property(field)}{(field.Required || field.Default is not null ? "" : "!")}"
                    + ".ToLower(), pattern, Paging.Escape)"
                );
            text.Line(
                $$"""
                foreach (var pattern in errors.Search(q))
                    rows = rows.Where(row => {{string.Join("\n        || ", conditions)}});
                """
            );
        }

        AnswerPage(text, Class);
    }

    public override void Tests(TestWriter tests, string caller) => new ListTests(Model, Endpoint, tests, caller).Write();
}
