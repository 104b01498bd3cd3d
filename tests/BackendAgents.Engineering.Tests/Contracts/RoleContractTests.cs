using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Contracts;

/// <summary>Roles that are given through the API.</summary>
public sealed class RoleContractTests
{
    private static BlueprintReadResult Read(string roles) =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: garages, title: Garages }
            authentication: { kind: jwt, account: User, login: email, defaultRole: guest }
            roles: [{ name: guest }, {{roles}}]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
            """
        );

    [Test]
    public void Who_gives_a_role_and_which_there_are_stands_in_the_contract()
    {
        var contract = HttpContract.Of(Read("{ name: camera, grantedBy: [admin] }, { name: admin }").Blueprint!);

        var grant = contract.Endpoint("grantRole")!;
        Assert.That(grant.Access.Select(static rule => rule.Role), Is.EqualTo(new[] { "admin" }));
        Assert.That(contract.Schema(grant.RequestSchema)!.Properties[0].Value.Values, Is.EqualTo(new[] { "guest", "camera" }));
        Assert.That(contract.Endpoint("revokeRole")!.Description, Does.Contain("guest").And.Contain("15 minutes"));
    }

    [Test]
    public void Without_such_a_role_there_are_no_such_endpoints() =>
        Assert.That(HttpContract.Of(Read("{ name: admin }").Blueprint!).Endpoint("grantRole"), Is.Null);

    [TestCase("{ name: camera, grantedBy: [nobody] }", "BP014")]
    [TestCase("{ name: camera, grantedBy: [guest] }", "BP042")]
    [TestCase("{ name: camera, grantedBy: [clerk] }, { name: clerk, selfRegister: true }", "BP042")]
    public void Who_registers_gives_no_roles(string roles, string code) =>
        Assert.That(Read(roles).Problems.Select(static problem => problem.Code), Is.EqualTo(new[] { code }));
}
