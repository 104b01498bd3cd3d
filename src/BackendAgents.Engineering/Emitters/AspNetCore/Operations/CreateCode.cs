using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Adds a row.</summary>
internal sealed class CreateCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        text.Line("var errors = request.Validate();");
        References(text);
        text.Line("if (errors.Failed)\n    return errors.Problem();");
        Parent(text);
        text.Line($"var row = new {Class}();").Line("request.ApplyTo(row);");
        // The row itself knows no clock but the machine's.
        var inputs = ContractFiles.Inputs(Entity).ToList();
        foreach (var field in Entity.Fields.Where(static field => field.Default == "now"))
        {
            var property = ServiceModel.Property(field);
            text.Line(
                (inputs.Contains(field) ? $"if (request.{property} is null)\n    " : "")
                    + $"row.{property} = {Model.ValueInHandler(field, "now")};"
            );
        }

        if (Model.DirectOwner(Entity) is { } owner)
            text.Line($"row.{ServiceModel.Key(owner)} = caller.Id;");
        Behaviour.Guards(text);
        Hook(text, "CreatingAsync");
        Behaviour.Fill(text, isNew: true);
        text.Line($"db.{Set}.Add(row);");
        Behaviour.Effects(text);
        text.Line("await db.SaveChangesAsync(cancellationToken);");
        Behaviour.Stored(text);
        Raise(text, "row.Id");
        text.Line(
            $"""
            ETags.Set(http, row);
            return TypedResults.Created({Location("row.Id")}, {Class}Response.Of(row));
            """
        );
    }

    public override void Tests(TestWriter tests, string caller)
    {
        tests.TestOfSuccess("answers_201_with_location_and_tag", body =>
        {
            TestWriter.Login(body, caller);
            tests.Arrange(body);
            body.Line(
                $$"""
                using var response = await client.SendAsync({{tests.Request()}}, body);

                await response.AssertStatusAsync(201);
                var created = await response.JsonAsync();
                Assert.That(response.Headers.Location?.ToString(), Is.EqualTo({{Location("created.GetProperty(\"id\").GetString()")}}));
                Assert.That(response.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
                """
            );
            tests.Echo(body, "created");
        });
        if (Missing() is { } required)
        {
            tests.Test("names_what_is_missing", body =>
            {
                TestWriter.Login(body, caller);
                tests.Body(body);
                body.Line(
                    $"""
                    body.Remove({CSharp.Literal(required)});
                    using var response = await client.SendAsync({tests.Request()}, body);

                    await response.AssertStatusAsync(400);
                    Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty({CSharp.Literal(
                        required
                    )}, out _), Is.True);
                    """
                );
            });
        }

        if (ContractFiles.Inputs(Entity).FirstOrDefault(static field => field.Type != FieldType.Json)?.Name is { } typed)
        {
            tests.Test("names_a_value_of_another_type", body =>
            {
                TestWriter.Login(body, caller);
                tests.Body(body);
                body.Line(
                    $$"""
                    body[{{CSharp.Literal(typed)}}] = new { };
                    using var response = await client.SendAsync({{tests.Request()}}, body);

                    await response.AssertStatusAsync(400);
                    Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty({{CSharp.Literal(
                        typed
                    )}}, out _), Is.True);
                    """
                );
            });
        }

        tests.Test("refuses_what_is_not_json", body =>
        {
            TestWriter.Login(body, caller);
            body.Line(
                $$"""
                using var content = new StringContent("{ not json", null, "application/json");
                using var response = await client.{{tests.Verb}}Async({{tests.Path()}}, content);

                await response.AssertStatusAsync(400);
                Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty("$", out _), Is.True);
                """
            );
        });
        if (Entity.Fields.Any(field => field.Unique && ContractFiles.Inputs(Entity).Contains(field) && field.Default is null))
        {
            tests.Test("refuses_a_duplicate", body =>
            {
                TestWriter.Login(body, caller);
                tests.Body(body);
                body.Line(
                    $"""
                    using var first = await client.SendAsync({tests.Request()}, body);
                    await first.AssertStatusAsync(201);
                    using var second = await client.SendAsync({tests.Request()}, body);

                    await second.AssertStatusAsync(409);
                    """
                );
            });
        }
    }

    // The new row's address is where it is read.
    private string Location(string id)
    {
        var get = Model.Plan.Contract.Endpoints.FirstOrDefault(found =>
            found.Operation is { Kind: OperationKind.Get } read && read.Entity == Entity.Id && PathKey.Of(found) is null
        );
        return CSharp.Path(get?.Path ?? Conventions.CollectionPath(Entity) + "/{id}", id);
    }

    private string? Missing() =>
        ContractFiles.Inputs(Entity).FirstOrDefault(static field => field.Required && field.Default is null)?.Name
        ?? ContractFiles
            .InputRelations(Model, Entity)
            .Where(static relation => relation.Required)
            .Select(Conventions.ForeignKeyProperty)
            .FirstOrDefault();
}
