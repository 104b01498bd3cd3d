using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

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
        // As it was: afterwards nothing of it is left to tell of.
        Telling.End(text, Operation.Effects);
        text.Line(
            $"""
            db.{Set}.Remove(row);
            await db.SaveChangesAsync(cancellationToken);
            """
        );
        Behaviour.Removed(text);
        Telling.Store(text, [], Raised);
        text.Line("return TypedResults.NoContent();");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.Works("removes_the_row", "RemovesAsync", caller, "row");
        tests.NoRow(caller);
        tests.Stranger();
    }
}
