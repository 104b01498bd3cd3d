using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Access tokens that end with their session.</summary>
public sealed class SessionValidationTests
{
    [Test]
    public void They_bring_a_logout_everywhere_whose_name_and_path_are_taken()
    {
        var social = SampleBlueprints.Social();
        Assert.That(HttpContract.Of(social).Endpoint("logoutEverywhere"), Is.Null);
        var revocable = social with { Authentication = social.Authentication with { Revocable = true } };

        Assert.That(BlueprintValidator.Validate(revocable), Is.Empty);
        Assert.That(HttpContract.Of(revocable).Endpoint("logoutEverywhere")!.Path, Is.EqualTo("/api/v1/auth/sessions"));
        var first = revocable.Operations[0];
        var clash = revocable with { Operations = [first with { Name = "logoutEverywhere" }, .. revocable.Operations.Skip(1)] };
        Assert.That(BlueprintValidator.Validate(clash), Is.Not.Empty);
        clash = revocable with { Operations = [.. revocable.Operations.Append(Call(first.Entity))] };
        Assert.That(BlueprintValidator.Validate(clash).Select(static problem => problem.Message), Has.Some.Contains("is there already"));
    }

    [Test]
    public void Where_nobody_logs_in_there_are_none()
    {
        var open = BlueprintYaml.Parse(
            """
            service: { name: notes, title: Notes }
            authentication: { revocable: true }
            entities: [{ name: Note, fields: [{ name: text, maxLength: 12 }] }]
            operations: [{ name: listNotes, entity: Note, kind: list, access: [{ role: anonymous }] }]
            """
        );

        Assert.That(open.Problems.Select(static problem => problem.Message), Has.Some.Contains("there are none"));
    }

    [Test]
    public void A_name_in_a_blueprint_asks_for_them_and_stays_where_nobody_logs_in()
    {
        var social = SampleBlueprints.Social();
        var asked = social with { Deployment = social.Deployment with { Requested = ["token revocation"] } };

        var resolved = CapabilityCatalog.BuiltIn.Resolve(asked);
        var open = CapabilityCatalog.BuiltIn.Resolve(asked with { Authentication = new Authentication { Kind = AuthenticationKind.None } });

        Assert.That(resolved.Authentication.Revocable, Is.True);
        Assert.That(resolved.Deployment.Requested, Is.Empty);
        Assert.That(open.Authentication.Revocable, Is.False);
        Assert.That(open.Deployment.Requested, Is.EqualTo(new[] { "token revocation" }));
    }

    [Test]
    public void Without_them_nothing_of_them_is_delivered()
    {
        var social = SampleBlueprints.Social();
        var revocable = social with { Authentication = social.Authentication with { Revocable = true } };

        Assert.That(Code(social), Has.None.Contains("RevokeAllAsync"));
        Assert.That(Code(revocable), Has.Some.Contains("RevokeAllAsync"));
    }

    private static IEnumerable<string> Code(Blueprint blueprint) =>
        CapabilityCatalog.BuiltIn.Deliver(blueprint).Select(static file => file.Content);

    private static Operation Call(string entity) =>
        new()
        {
            Id = "end-sessions",
            Name = "endSessions",
            Entity = entity,
            Kind = OperationKind.Call,
            Method = "DELETE",
            Path = "/api/v1/auth/sessions",
            Access = [new AccessRule { Role = Role.Authenticated }],
        };
}
