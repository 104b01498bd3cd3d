using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>An operation of any shape: reads its row, checks what was sent, and answers as the blueprint says.</summary>
internal sealed class CallCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    private bool HasRow => CallTraits.HasRow(Operation);

    private int Status => Endpoint.Success.Status;

    public override void Handler(CodeWriter text)
    {
        if (HasRow)
            Load(text, tracked: OperationTraits.Of(Operation).Changes);
        Input(text);
        if (Model.Blueprint.Providers.Any(provider => provider.Settle == Operation.Id))
        {
            text.Line(
                $"if (await {ProviderFiles.Settling(Operation)}.ApplyAsync(row, request, work, cancellationToken) is {"{ }"} problem)"
                    + "\n    return problem;"
            );
            Answer(text);
            return;
        }

        Behaviour.Guards(text);
        if (CallTraits.IsIdle(Operation, Model.Blueprint))
        {
            text.Line("return Refusal.NotWritten.ToResult();");
            return;
        }

        Behaviour.Effects(text);
        if (IsWritten)
            Written(text);
        if (Operation.Effects.Count > 0 || (IsWritten && OperationTraits.Of(Operation).Changes))
        {
            if (HasRow)
                Behaviour.Fill(text, isNew: false);
            text.Line("await db.SaveChangesAsync(cancellationToken);");
            if (HasRow)
                Behaviour.Stored(text);
        }

        Raise(text);
        Answer(text);
    }

    private bool IsWritten => Operation.Handler == OperationHandler.Written;

    public override void Tests(TestWriter tests, string caller) => new CallTests(Model, Endpoint, tests, caller).Write();

    // Somebody else says what it does; what is stored of it, and what is answered, is as with any other.
    private void Written(CodeWriter text)
    {
        var call = $"await handler.{HandWritten.Method}({HandlerFiles.Arguments(Operation)}, cancellationToken)";
        text.Line(
            Operation.Output.Count > 0
                ? $"var answer = {call};\nif (answer.Refusal is {"{ }"} refusal)\n    return refusal.ToResult();"
                : $"if ({call} is {"{ }"} refusal)\n    return refusal.ToResult();"
        );
    }

    private void Input(CodeWriter text)
    {
        if (Operation.Input.Count == 0)
            return;
        if (!CallTraits.HasBody(Operation))
            Query(text);
        text.Line($"{(CallTraits.HasBody(Operation) ? "var " : "")}errors = request.Validate();");
        foreach (var field in Operation.Input.Where(static field => field.RefersTo is not null))
        {
            var local = CSharp.Identifier(field.Name);
            text.Line(
                $$"""
                if (request.{{ServiceModel.Property(field)}} is { } {{local}}
                    && !await db.{{ServiceModel.Set(
                    Model.Index.EntityById(field.RefersTo)!
                )}}.AnyAsync(found => found.Id == {{local}}, cancellationToken))
                    errors.Add({{CSharp.Literal(field.Name)}}, "does not exist");
                """
            );
        }

        text.Line("if (errors.Failed)\n    return errors.Problem();");
    }

    // Values of the query are texts; each is read as what it stands for.
    private void Query(CodeWriter text)
    {
        text.Line($"var errors = new Validation();\nvar request = new {CallTraits.InputName(Operation)}").Line("{");
        text.Indented(body =>
        {
            foreach (var value in QueryFilter.Of(Model, Endpoint))
                body.Line($"{value.Property} = {value.Read},");
        });
        text.Line("};").Line("if (errors.Failed)\n    return errors.Problem();");
    }

    private void Answer(CodeWriter text)
    {
        var status = Status.ToString(CultureInfo.InvariantCulture);
        if (Operation.Location is { } location)
            text.Line(
                $"""
                http.Response.Headers.Location = new Uri(row.{Conventions.Pascal(location)}).AbsoluteUri;
                return TypedResults.StatusCode({status});
                """
            );
        else if (Operation.Output.Count > 0)
        {
            if (IsWritten)
            {
                text.Line(Body("answer.Value!"));
                return;
            }

            var values = Operation
                .Output.Select(value =>
                    $"{Conventions.Pascal(value.Name)} = "
                    + (OutputSource.Expression(Operation, value) is { } computed ? Behaviour.Value(text, value, computed) : Source(value))
                )
                .ToList();
            text.Line($"var answer = new {CallTraits.OutputName(Operation)}").Line("{");
            text.Indented(body =>
            {
                foreach (var value in values)
                    body.Line(value + ",");
            });
            text.Line("};").Line(Body("answer"));
        }
        else if (HasRow && Endpoint.Success.Schema is not null)
            text.Line($"return ETags.With(row, {Result($"{Class}Response.Of(row)")});");
        else
            text.Line(Status == 204 ? "return TypedResults.NoContent();" : $"return TypedResults.StatusCode({status});");
    }

    private string Body(string value) => $"return {Result(value)};";

    private string Result(string value) =>
        Status == 200
            ? $"TypedResults.Ok({value})"
            : string.Create(CultureInfo.InvariantCulture, $"TypedResults.Json({value}, statusCode: {Status})");

    private string Source(OutputValue value) =>
        OutputSource.Of(Operation, Entity, value.Value!) switch
        {
            { FromInput: true, Field: { } sent } => CallFiles.Value(Model, sent),
            { Field: { } field } => FieldCode.Of(field).Shown(field, "row." + ServiceModel.Property(field)),
            var own => "row." + Conventions.Pascal(own!.Member),
        };
}
