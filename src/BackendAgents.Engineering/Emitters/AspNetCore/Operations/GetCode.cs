using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Reads one row.</summary>
internal sealed class GetCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: false);
        text.Line(
            $"""
            ETags.Set(http, row);
            return TypedResults.Ok({Class}Response.Of(row));
            """
        );
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.Test("answers_the_row_with_its_tag", body =>
        {
            TestWriter.Login(body, caller);
            TestWriter.Row(body);
            body.Line(
                $$"""
                using var response = await client.SendAsync({{tests.Request("row.Id")}});

                await response.AssertStatusAsync(200);
                Assert.That((await response.JsonAsync()).GetProperty("id").GetGuid(), Is.EqualTo(row.Id));
                Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($"\"{row.Version}\""));
                """
            );
        });
        tests.NoRow(caller);
        tests.Stranger();
    }
}
