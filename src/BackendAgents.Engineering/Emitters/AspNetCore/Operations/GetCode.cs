using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Reads one row.</summary>
internal sealed class GetCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: false);
        text.Line($"return ETags.With(row, TypedResults.Ok({Class}Response.Of(row)));");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.Shared("answers_the_row_with_its_tag", "ShowsAsync");
        tests.NoRow(caller);
        tests.Stranger();
    }
}
