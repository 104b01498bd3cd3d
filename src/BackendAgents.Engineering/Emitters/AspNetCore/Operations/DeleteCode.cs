using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Removes a row.</summary>
internal sealed class DeleteCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: true);
        Behaviour.Guards(text);
        Hook(text, "DeletingAsync");
        Behaviour.Effects(text);
        text.Line(
            $"""
            db.{Set}.Remove(row);
            await db.SaveChangesAsync(cancellationToken);
            """
        );
        Behaviour.Removed(text);
        Raise(text);
        text.Line("return TypedResults.NoContent();");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.Works("removes_the_row", "RemovesAsync", caller, "row");
        tests.NoRow(caller);
        tests.Stranger();
    }
}
