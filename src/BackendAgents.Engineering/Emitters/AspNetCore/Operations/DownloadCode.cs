using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Sends the file of a row, whole or in part.</summary>
internal sealed class DownloadCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    private Field File => FileField.Of(Operation, Entity)!;

    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: false);
        // What it is called is the service's own: nothing of what a caller has sent.
        var called = $"{Conventions.Kebab(Entity.Name)}-{Conventions.Kebab(File.Name)}";
        text.Line(
            $"return await FileAnswers.SendAsync(files, row.{ServiceModel.Property(File)}, {CSharp.Literal(called)}, cancellationToken);"
        );
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.Test("sends_the_file_and_parts_of_it", body =>
        {
            TestWriter.Login(body, caller);
            TestWriter.Row(body);
            var type = CSharp.Literal(Endpoint.Success.Files[0]);
            body.Line(
                $"""
                await FileChecks.SendsAsync<{Class}>(
                    _host, client, {tests.Request("row.Id")}, row.Id, {type}, (found, name) => found.{ServiceModel.Property(File)} = name);
                """
            );
        });
        tests.NoRow(caller);
        tests.Stranger();
    }
}
