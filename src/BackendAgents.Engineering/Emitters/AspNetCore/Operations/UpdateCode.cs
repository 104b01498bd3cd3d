using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Replaces the writable values of a row.</summary>
internal sealed class UpdateCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: true);
        text.Line(
            """
            if (ETags.Refuse(ifMatch, row) is { } refused)
                return refused;
            var errors = request.Validate();
            """
        );
        References(text);
        text.Line("if (errors.Failed)\n    return errors.Problem();");
        Parent(text);
        Behaviour.Guards(text);
        Behaviour.Effects(text);
        Behaviour.Former(text);
        text.Line("request.ApplyTo(row);");
        StoreChanged(text);
        text.Line($"return ETags.With(row, TypedResults.Ok({Class}Response.Of(row)));");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        var bodies = new BodyTests(Model, Endpoint);
        tests.Works("changes_the_row_and_its_tag", "ChangesAsync", caller, "row, body", [bodies.Others, .. bodies.NotShown]);
        bodies.WrongValues(tests);
        tests.Shared("asks_for_the_tag_and_refuses_a_stale_one", "AsksForTagAsync");
        // Where calls are counted, many are refused for that.
        if (Operation.Limits.Count == 0)
            tests.Works("takes_a_tag_once_when_many_send_it", "ChangesForOneAsync", caller, "row, body");
        tests.NoRow(caller);
        tests.Stranger();
        ParentTests(tests);
    }
}
