using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Connects or disconnects two rows of a many-to-many relation, from either side.</summary>
internal sealed class LinkCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        var link = Model.LinkClass(Relation);
        var (from, to) = Operation.Reverse ? ("targetId", "id") : ("id", "targetId");
        Load(text, tracked: false);
        text.Line(
            $$"""
            if (!await db.{{ServiceModel.Set(Far)}}.AnyAsync(found => found.Id == targetId, cancellationToken))
                return Problems.NotFound();
            var links = db.Set<{{link}}>().Where(found => found.FromId == {{from}} && found.ToId == {{to}});
            """
        );
        text.Line(
            Operation.Kind == OperationKind.Unlink
                ? "await links.ExecuteDeleteAsync(cancellationToken);"
                : $$"""
                if (!await links.AnyAsync(cancellationToken))
                {
                    db.Set<{{link}}>().Add(new {{link}} { FromId = {{from}}, ToId = {{to}} });
                    try
                    {
                        await db.SaveChangesAsync(cancellationToken);
                    }
                    catch (DbUpdateException problem) when (problem.InnerException is { } inner && FailureHandler.IsDuplicate(inner))
                    {
                        // Another request was faster; the link is there, which is all that was asked.
                    }
                }

                """
        );
        text.Line("return TypedResults.NoContent();");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        if (Operation.Kind == OperationKind.Unlink)
            return;
        tests.Test("can_be_repeated", body =>
        {
            TestWriter.Login(body, caller);
            TestWriter.Row(body);
            body.Line(
                $"""
                var target = await _host.WithDbAsync(db => {ServiceModel.Class(Far)}Sample.RowAsync(db, Guid.Empty));
                using var first = await client.SendAsync({tests.Request("row.Id", "target.Id")});
                using var second = await client.SendAsync({tests.Request("row.Id", "target.Id")});
                using var nobody = await client.SendAsync({tests.Request("row.Id", "Guid.NewGuid()")});

                await first.AssertStatusAsync(204);
                await second.AssertStatusAsync(204);
                await nobody.AssertStatusAsync(404);
                """
            );
            var unlink = Model.Plan.Contract.Endpoints.FirstOrDefault(found =>
                found.Operation is { Kind: OperationKind.Unlink } other
                && other.Relation == Operation.Relation
                && other.Reverse == Operation.Reverse
            );
            if (unlink is not null && tests.CallerOf(unlink.Operation!) == caller)
                body.Line(
                    $"""
                    using var removed = await client.SendAsync({TestWriter.Request(unlink, "row.Id", "target.Id")});
                    await removed.AssertStatusAsync(204);
                    """
                );
        });
        tests.Stranger();
    }
}
