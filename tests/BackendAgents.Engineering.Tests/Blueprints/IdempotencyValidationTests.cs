using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Which operations honour an idempotency key.</summary>
public sealed class IdempotencyValidationTests
{
    private static BlueprintReadResult Read(string operation) =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [{ name: member }]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: Link, fields: [{ name: code, maxLength: 12 }, { name: clicks, type: long, required: true, default: "0" }] }
            operations:
              - { {{operation}}, entity: Link, idempotent: true }
            """
        );

    [TestCase("name: addLink, kind: create, access: [{ role: member }]")]
    [TestCase(
        "name: click, kind: call, path: '/links/{id}/click', effects: [{ add: { to: clicks, amount: 1 } }], access: [{ role: member }]"
    )]
    public void What_would_do_something_again(string operation)
    {
        var blueprint = Read(operation).Blueprint;

        Assert.That(blueprint?.Operations.Single().Idempotent, Is.True);
        Assert.That(CapabilityCatalog.BuiltIn.Read(CapabilityCatalog.Write(blueprint!)).Blueprint!.Operations.Single().Idempotent, Is.True);
    }

    [TestCase("name: getLink, kind: get, access: [{ role: member }]", "changes nothing more")]
    [TestCase("name: updateLink, kind: update, access: [{ role: member }]", "changes nothing more")]
    [TestCase("name: addLink, kind: create, access: [{ role: anonymous }]", "Anybody may call addLink")]
    public void What_is_refused_with_its_reason(string operation, string reason) =>
        Assert.That(Read(operation).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));
}
