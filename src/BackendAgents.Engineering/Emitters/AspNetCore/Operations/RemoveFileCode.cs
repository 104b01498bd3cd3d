using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Takes the file of a row away; it is removed once that is stored.</summary>
internal sealed class RemoveFileCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    private Field File => FileField.Of(Operation, Entity)!;

    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: true);
        Behaviour.Guards(text);
        Behaviour.Effects(text);
        text.Line($"row.{ServiceModel.Property(File)} = null;");
        StoreChanged(text);
        text.Line("return TypedResults.NoContent();");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.TestOfSuccess("removes_the_file", body =>
        {
            TestWriter.Login(body, caller);
            tests.Arrange(body);
            body.Line(
                $"""
                await FileChecks.RemovesAsync<{Class}>(
                    _host, client, {tests.Request("row.Id")}, row.Id, (found, name) => found.{ServiceModel.Property(File)} = name);
                """
            );
        });
        tests.NoRow(caller);
        tests.Stranger();
    }
}
