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
            var rows = {Searched};
            """
        );
        foreach (var filter in QueryFilter.Of(Model, Endpoint))
            text.Line(
                $"""
                if ({filter.Read} is {"{ }"} {filter.Local})
                    rows = rows.Where(row => row.{filter.Property} == {filter.Local});
                """
            );
        AnswerPage(text, Class);
    }

    // What is searched for is looked up first, so that the database can choose the index of the search.
    private string Searched =>
        Operation.Search.Count == 0
            ? Reachable
            : Reachable.Replace($"db.{Set}.", $"{SearchFiles.Class}.{SearchFiles.NameOf(Operation, Entity)}.In(db.{Set}, errors, q).");

    public override void Tests(TestWriter tests, string caller) => new ListTests(Model, Endpoint, tests, caller).Write();
}
