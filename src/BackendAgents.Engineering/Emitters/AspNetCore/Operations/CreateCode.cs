using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Adds a row.</summary>
internal sealed partial class CreateCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    public override void Handler(CodeWriter text)
    {
        var inputs = ContractFiles.Inputs(Entity).ToList();
        var isEmpty = inputs.Count == 0 && !ContractFiles.InputRelations(Model, Entity).Any();
        if (!isEmpty)
        {
            text.Line("var errors = request.Validate();");
            References(text);
            text.Line("if (errors.Failed)\n    return errors.Problem();");
            Parent(text);
        }

        text.Line($"var row = new {Class}();");
        if (!isEmpty)
            text.Line("request.ApplyTo(row);");
        // The row itself knows no clock but the machine's.
        foreach (var field in Entity.Fields.Where(static field => field.Default == "now"))
        {
            var property = ServiceModel.Property(field);
            text.Line(
                (inputs.Contains(field) ? $"if (request.{property} is null)\n    " : "")
                    + $"row.{property} = {Model.ValueInHandler(field, "now")};"
            );
        }

        if (Model.DirectOwner(Entity) is { } owner)
            text.Line($"row.{ServiceModel.Key(owner)} = work.Caller.Id;");
        Behaviour.Guards(text);
        Hook(text, "CreatingAsync");
        Behaviour.Fill(text, isNew: true);
        text.Line($"db.{Set}.Add(row);");
        Behaviour.Effects(text);
        text.Line("await db.SaveChangesAsync(cancellationToken);");
        Behaviour.Stored(text);
        Raise(text);
        text.Line($"return ETags.With(row, TypedResults.Created({CSharp.Path(Address, "row.Id")}, {Class}Response.Of(row)));");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        var bodies = new BodyTests(Model, Endpoint);
        tests.Works("answers_201_with_location_and_tag", "CreatesAsync", caller, "body", [CSharp.Literal(Address), .. bodies.NotShown]);
        bodies.WrongValues(tests);
        if (ContractFiles.Inputs(Entity).FirstOrDefault(static field => field.Type != FieldType.Json)?.Name is { } typed)
            tests.Shared("names_a_value_of_another_type", "NamesWrongTypeAsync", CSharp.Literal(typed));
        tests.Shared("refuses_what_is_not_json", "RefusesBrokenJsonAsync", DeclaredBehaviour.Json, []);
        ParentTests(tests);
        if (Entity.Fields.Any(field => field.Unique && ContractFiles.Inputs(Entity).Contains(field) && field.Default is null))
            tests.Shared("refuses_a_duplicate", "RefusesDuplicatesAsync");
    }

    // The new row's address is where it is read.
    private string Address
    {
        get
        {
            var get = Model.Plan.Contract.Endpoints.FirstOrDefault(found =>
                found.Operation is { Kind: OperationKind.Get } && found.Entity?.Id == Entity.Id && PathKey.Of(found) is null
            );
            return get is null ? Conventions.CollectionPath(Entity) + "/{id}" : PathParameter().Replace(get.Path, "{id}");
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PathParameter();
}
